"""What binds the unit itself becomes its checklist: text in, items proposed, each confirmed by a person. (A18)"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import File
from django.db.models import Max
from django.utils import timezone

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.word_reading import read_word
from xuncha.foundation.imports.uploads import scratch
from xuncha.foundation.regulations.models import Category, Checklist, ChecklistItem
from xuncha.foundation.usecases import Act, use_case
from xuncha.preparation.models import Instruction
from xuncha.preparation.rules import duties_in, reasons_not_to_file_instruction, reasons_not_to_take_up
from xuncha.preparation.selectors import INSTRUCTIONS_RECEIVED, own_checklist, own_code
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS

COPIED = ("code", "category", "manifestation", "check_points", "basis", "evidence", "position")


@dataclass(frozen=True, slots=True)
class Line:
    """An item as a person confirms it: what is looked for, how, in which area."""

    manifestation: str
    check_points: str
    category: Category | None


@use_case(P.PREPARATION_WRITE, within=INSPECTIONS, lock=False)
def file_instruction(
    act: Act, inspection: Inspection, *, kind: str, title: str, text: str = "", file: "File[bytes] | None" = None
) -> Instruction:
    """
    File a text that binds the unit, pasted or as docx or txt.

    Raises:
        RuleViolated: there is nothing in it that the unit can be held to, or the file cannot be read.

    """
    whole = f"{text}\n{_read(file)}".strip() if file else text.strip()
    RuleViolated.unless_empty(reasons_not_to_file_instruction(text=whole, duties=len(duties_in(whole))))
    return act.create(
        Instruction(inspection=inspection, kind=kind, title=title.strip(), text=whole), "instruction.filed"
    )


def _read(file: "File[bytes]") -> str:
    content: bytes = file.read()
    if (file.name or "").lower().endswith(".docx"):
        with tempfile.NamedTemporaryFile(dir=scratch(), suffix=".docx") as copy:
            copy.write(content)
            copy.flush()
            return "\n".join("\n".join(line) for line in read_word(Path(copy.name)))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise RuleViolated(reason("文件不是文字。请上传 docx 或 txt 文件。", field="file"))


@use_case(P.PREPARATION_WRITE, within=INSTRUCTIONS_RECEIVED)
def take_up(act: Act, instruction: Instruction, *, lines: Sequence[Line]) -> Instruction:
    """
    Make what a person confirmed items of the unit's own checklist: its next version, with those of before.

    The version before retires the same day; papers that refer to it keep it.
    """
    bare = sum(line.category is None for line in lines)
    RuleViolated.unless_empty(reasons_not_to_take_up(kept=len(lines), without_area=bare))
    inspection, day = instruction.inspection, timezone.localdate(act.now)
    before = own_checklist(inspection)
    office = inspection.round.term.jurisdiction
    number = Checklist.objects.filter(code=own_code(inspection), jurisdiction=office).aggregate(n=Max("number"))["n"]
    made = Checklist(
        code=own_code(inspection),
        number=(number or 0) + 1,
        name=f"{inspection.organisation.name[:60]}应落实的要求",
        jurisdiction=office,
        based_on=before,
        single=True,
        published_on=day,
    )
    act.create(made, "regulations.checklist_published", items=len(lines))
    old = list(before.items.select_related("category")) if before else []
    rows = [ChecklistItem(checklist=made, **{name: getattr(item, name) for name in COPIED}) for item in old]
    rows += [
        ChecklistItem(
            checklist=made,
            code=f"U{n:02}",
            category=line.category,
            manifestation=line.manifestation.strip()[:300],
            check_points=line.check_points.strip()[:2000],
            basis=f"《{instruction.title}》",
            position=n,
        )
        for n, line in enumerate(lines, len(old) + 1)
    ]
    ChecklistItem.objects.bulk_create(rows)
    if before is not None:
        act.change(before, "regulations.checklist_retired", retired_on=day)
    return act.change(instruction, "instruction.taken_up", checklist=made)
