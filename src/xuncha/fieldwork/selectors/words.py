"""Word papers on their way in: what an uploaded file says, and how it stands to the papers on record."""

import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import Permission as P
from xuncha.core.text import Say, say
from xuncha.fieldwork.models import Evidence, WorkingPaper
from xuncha.fieldwork.rules import Recognised, reasons_not_to_touch, recognise
from xuncha.fieldwork.selectors.people import hands_of
from xuncha.fieldwork.selectors.reaches import PAPERS
from xuncha.fieldwork.workflow import PAPER, PaperState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.documents.word_reading import read_word
from xuncha.foundation.files.contents import path_of
from xuncha.foundation.imports.checking import Fate
from xuncha.foundation.imports.models import ImportBatch
from xuncha.foundation.imports.uploads import scratch
from xuncha.foundation.reach import with_related
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS

WORD_PAGE = "fieldwork:paper-word-preview"
"""The page on which an import of Word papers goes on."""
GONE = (PaperState.VOID, PaperState.SUPERSEDED)
OPEN = (PaperState.DRAFT, PaperState.RETURNED)


@dataclass(frozen=True, slots=True)
class WordFile:
    """One file of an upload: its place in it, its name, its bytes, and what was recognised."""

    position: int
    name: str
    content: bytes
    found: Recognised

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, as attachments are known by."""
        return sha256(self.content).hexdigest()

    @property
    def number(self) -> str:
        """The number of a paper that the file carries, without remarks."""
        return re.sub(r"[(（\s].*", "", self.found.texts.get("number", ""), flags=re.DOTALL)


def word_files(batch: ImportBatch) -> Iterator[WordFile]:
    """Every file of an upload, read again; deterministic, so that nothing but the files themselves is kept."""
    with zipfile.ZipFile(path_of(batch.file)) as bundle:
        for position, entry in enumerate(bundle.namelist()):
            content = bundle.read(entry)
            with tempfile.NamedTemporaryFile(dir=scratch(), suffix=".docx") as copy:
                copy.write(content)
                copy.flush()
                found = recognise(read_word(Path(copy.name)))
            yield WordFile(position, PurePosixPath(entry).name, content, found)


def inspection_of(actor: Actor, batch: ImportBatch) -> Inspection:
    """
    The inspection whose papers these are to be.

    Raises:
        OutOfReach: the person does not write papers of it, or the import is no upload of Word papers.

    """
    mine = INSPECTIONS.permitted(actor, P.PAPER_WRITE).filter(pk=batch.into_id or 0)
    inspection = with_related(mine, INSPECTIONS.around).first()
    if inspection is None or batch.page != WORD_PAGE:
        raise OutOfReach(say("没有这次导入，或者不在您的工作范围内。"))
    return inspection


@dataclass(frozen=True, slots=True)
class Standing:
    """What becomes of a file: a new paper, an open draft brought up to date, or nothing; `why` says it in words."""

    fate: Fate
    paper: WorkingPaper | None = None
    why: Say | None = None


def standing_of(actor: Actor, inspection: Inspection, file: WordFile) -> Standing:
    """
    How a file stands to the papers of the inspection.

    The same bytes are the same file. A paper is the file's when the file carries its number, or has its title.
    """
    here = PAPERS.visible_to(actor).filter(inspection=inspection).exclude(state__in=GONE)
    same = Evidence.objects.filter(paper__in=here, attachment__file=file.digest, removed_at__isnull=True)
    known = same.select_related("paper").order_by("pk").first()
    if known is not None:
        return Standing(
            Fate.SAME, known.paper, say("同一份文件已经附在「{paper}」里，不再导入。", paper=str(known.paper))
        )
    number, title = file.number, file.found.texts.get("title", "")
    numbered = next((p for p in here if number and number in (p.provisional_no, p.number)), None)
    titled = here.filter(title=title).first() if title else None
    paper = numbered or titled
    if paper is None:
        return Standing(Fate.FRESH)
    state = PaperState(paper.state)
    if state not in OPEN:
        why = say("「{paper}」现在是「{state}」，导入不改它。", paper=str(paper), state=say(PAPER.states[state].label))
    elif reasons_not_to_touch(hands_of(actor, paper)):
        why = say("「{paper}」由别人经办，导入不改它。", paper=str(paper))
    else:
        return Standing(Fate.DIFFERING, paper, say("会更新「{paper}」。", paper=str(paper)))
    return (
        Standing(Fate.BAD, paper, why) if numbered else Standing(Fate.FRESH, None, say("有同名的底稿：{why}", why=why))
    )
