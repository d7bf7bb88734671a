"""Whether what lies on the disk is what was uploaded: for `xuncha check` and after a restore."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from xuncha.core.text import N_, Say, say
from xuncha.foundation.files.contents import digest_on_disk, path_of, root
from xuncha.foundation.files.models import StoredFile


class Fault(StrEnum):
    """What can be wrong with a content."""

    MISSING = "missing"
    ALTERED = "altered"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class FileFault:
    """One content, or one file on the disk, that is not as it should be."""

    fault: Fault
    place: str  # digest; for orphans the path below XUNCHA_HOME/files
    names: tuple[str, ...] = ()  # under which it was attached

    @property
    def text(self) -> Say:
        """A sentence for the administrator."""
        sentences = {
            Fault.MISSING: N_("缺少原件 {place}（{names}），请从备份恢复。"),
            Fault.ALTERED: N_("原件 {place}（{names}）与上传时不一致，请从备份恢复。"),
            Fault.ORPHANED: N_("存储目录中的 {place} 没有登记，是中断的上传留下的，可以删除。"),
        }
        return say(sentences[self.fault], place=self.place, names=self.names)

    @property
    def grave(self) -> bool:
        """Whether something of an upload is lost; an orphan loses nothing."""
        return self.fault is not Fault.ORPHANED


def check_files() -> Iterator[FileFault]:
    """Every fault; reads every file once."""
    known: set[str] = set()
    for file in StoredFile.objects.order_by("digest").prefetch_related("attachments").iterator(chunk_size=500):
        path = path_of(file)
        known.add(path.relative_to(root()).as_posix())
        names = tuple(attachment.name for attachment in file.attachments.all())
        if not path.is_file():
            yield FileFault(Fault.MISSING, file.digest, names)
        elif path.stat().st_size != file.size or digest_on_disk(path) != file.digest:
            yield FileFault(Fault.ALTERED, file.digest, names)
    if root().is_dir():
        for path in sorted(root().rglob("*")):
            place = path.relative_to(root()).as_posix()
            if path.is_file() and place not in known:
                yield FileFault(Fault.ORPHANED, place)
