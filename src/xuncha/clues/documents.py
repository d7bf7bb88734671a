"""The letter of hand-over with its list and receipt. (domain §3.2 step 6; feature C04)"""

from collections.abc import Sequence
from dataclasses import dataclass

from xuncha.clues.models import Handover, Package, ReferralLetter
from xuncha.clues.rules import Named
from xuncha.clues.selectors.content import Content
from xuncha.foundation.documents.content import (
    Align,
    Annex,
    Block,
    Closing,
    Column,
    Document,
    Paragraph,
    Sign,
    Signs,
    Table,
)
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.profile import Issuer

LIST, RECEIPT = "问题线索移交清单", "签收回执"
MATTERS = "移交事项清单"


@dataclass(frozen=True, slots=True)
class Opened:
    """A package with what its lines say, as somebody of a circle has opened it."""

    package: Package
    lines: Sequence[tuple[Handover, Content]]


@in_chinese
def handover_letter(opened: Opened, issuer: Issuer) -> Document:
    """Asks the body to deal with the clues on the list and to report back; its receipt is signed and returned."""
    package, lines = opened.package, opened.lines
    persons = sum(line.clue.persons for line, _content in lines)
    unit = package.register.inspection.organisation.name
    blocks: list[Block] = [
        Paragraph(
            f"巡察{unit}期间发现的问题线索{len(lines)}件、涉及{persons}人，"
            f"经{_meetings(lines)}研究决定，现移交你单位依规依纪依法处置。"
        ),
        Paragraph(
            "请由指定人员签收，及时受理，按规定期限反馈处置方式和办理结果。请严格保密，不得向被巡察单位和线索涉及人员透露。"
        ),
    ]
    return Document(
        "关于移交问题线索的函",
        tuple(blocks),
        organ=issuer.office,
        number=package.number,
        to=package.get_body_display(),
        annexes=(LIST, RECEIPT),
        closing=Closing(issuer.office, package.sent_on),
        blocks_after=(Annex(LIST, 1), _list(lines), Annex(RECEIPT, 2), *_receipt(package, len(lines), persons)),
    )


def _meetings(lines: Sequence[tuple[Handover, Content]]) -> str:
    return "、".join(dict.fromkeys(line.clue.meeting for line, _content in lines))


def _list(lines: Sequence[tuple[Handover, Content]]) -> Table:
    columns = (
        Column("序号", 1, Align.CENTRE),
        Column("线索编号", 3),
        Column("姓名、职务、职级", 4),
        Column("反映的主要问题", 7),
        Column("类别", 2),
    )
    rows = tuple(
        (str(n), line.clue.number, "；".join(map(_whole, content.persons)), content.facts, line.clue.kind.name)
        for n, (line, content) in enumerate(lines, 1)
    )
    return Table(columns, rows)


def _whole(person: Named) -> str:
    return "，".join(part for part in (person.name, person.post, person.rank) if part)


def _receipt(package: Package, clues: int, persons: int) -> list[Block]:
    who = str(package.received_by or "")
    return [
        Paragraph(f"今收到{package.number}移交的问题线索{clues}件、涉及{persons}人，清单所列材料齐全。"),
        Signs((Sign("移交人", str(package.created_by), package.sent_on), Sign("签收人", who, package.received_on))),
    ]


@in_chinese
def referral_letter(letter: ReferralLetter, issuer: Issuer) -> Document:
    """Asks a department to deal with the matters on the list and to report back; its receipt is signed and returned."""
    lines = list(letter.lines.select_related("inspection__organisation").order_by("pk"))
    count = len(lines)
    columns = (
        Column("序号", 1, Align.CENTRE),
        Column("编号", 3),
        Column("单位", 3),
        Column("事项", 4),
        Column("具体情况", 7),
    )
    rows = tuple(
        (str(n), line.number, line.inspection.organisation.name, line.title, line.text)
        for n, line in enumerate(lines, 1)
    )
    receipt = Signs(
        (
            Sign("移交人", str(letter.created_by), letter.sent_on),
            Sign("签收人", letter.received_by, letter.received_on),
        )
    )
    return Document(
        "关于移交有关事项的函",
        (
            Paragraph(f"{letter.round}巡察期间发现有关事项{count}件，属你单位职责范围，现移交你单位办理。"),
            Paragraph("请签收后及时受理，按规定期限反馈办理结果；不属你单位职责的，请说明理由退回。"),
        ),
        organ=issuer.office,
        number=letter.number,
        to=letter.department,
        annexes=(MATTERS, RECEIPT),
        closing=Closing(issuer.office, letter.sent_on),
        blocks_after=(
            Annex(MATTERS, 1),
            Table(columns, rows),
            Annex(RECEIPT, 2),
            Paragraph(f"今收到{letter.number}移交的事项{count}件，清单所列材料齐全。"),
            receipt,
        ),
    )
