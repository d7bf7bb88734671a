"""Keeping an upload: called inside a stage's use case, which decides who may attach what to which record."""

import re
import unicodedata

from django.conf import settings
from django.core.files.base import File

from xuncha.core.errors import RuleViolated
from xuncha.core.legible import without_unseen
from xuncha.core.text import say
from xuncha.foundation.files.contents import MEGABYTE, Taken, take, too_large
from xuncha.foundation.files.kinds import agree, kind_of_content
from xuncha.foundation.files.models import Attachment, Secrecy, StoredFile
from xuncha.foundation.files.reading import Content, inspect
from xuncha.foundation.usecases import Act

NAME_LIMIT = 200  # characters
UNWANTED = re.compile(r'[\t\n\r<>:"|?*]+')


def clean_name(name: str) -> str:
    """
    The last part of a path-like name, its ending kept when it is too long.

    What nobody sees is taken out, not refused: a machine gave the name, and the one that stays is shown at once.
    """
    told = without_unseen(unicodedata.normalize("NFC", re.split(r"[\\/]", name)[-1]))
    last = UNWANTED.sub("", told).strip(" .")
    if not last:
        return "未命名"
    if len(last) <= NAME_LIMIT:
        return last
    stem, dot, ending = last.rpartition(".")
    if not dot or len(ending) > 8:
        return last[:NAME_LIMIT]
    return f"{stem[: NAME_LIMIT - len(ending) - 1]}.{ending}"


def store(act: Act, uploaded: "File[bytes]", name: str, secrecy: str = Secrecy.INTERNAL) -> Attachment:
    """
    Keep an upload under its digest and give it a name. To be called inside a use case: the journal entry is its part.

    The original bytes are kept as they are, for they are evidence; previews carry none of their metadata.

    Raises:
        RuleViolated: empty, too large, of a kind that is not kept, broken, not what its name says, or not storable.

    """
    name = clean_name(name)
    if secrecy not in Secrecy.values:
        raise RuleViolated(say("密级标识只能是“内部”或者“工作秘密”。国家秘密不得存入本系统。"))
    limit = settings.XUNCHA_UPLOAD_MB * MEGABYTE
    if uploaded.size is not None and uploaded.size > limit:
        raise RuleViolated(too_large(limit))
    taken = take(uploaded.chunks(), limit=limit)
    try:
        file = _file_of(taken, name)
        taken.settle()
    finally:
        taken.drop()
    attachment = Attachment(file=file, name=name, secrecy=secrecy)
    return act.create(attachment, "file.stored", digest=file.digest, size=file.size, media_type=file.media_type)


def _file_of(taken: Taken, name: str) -> StoredFile:
    """The row of a content; a content that is known already is not read again."""
    kind = kind_of_content(taken.path)
    agree(kind, name)
    known = StoredFile.objects.filter(digest=taken.digest).first()
    if known is not None:
        return known
    content: Content = inspect(kind, taken.path)
    file, _ = StoredFile.objects.get_or_create(
        digest=taken.digest,
        defaults={
            "size": taken.size,
            "media_type": kind.media_type,
            "text": content.text,
            "pages": content.pages,
        },
    )
    return file
