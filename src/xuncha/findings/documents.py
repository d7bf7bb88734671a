"""The notice of immediate rectification. (domain §1.5, §3.2 2d, D17)"""

from collections.abc import Mapping, Sequence
from typing import Any

from xuncha.findings.models import ImmediateFix
from xuncha.findings.workflow import FixState
from xuncha.foundation.documents.content import (
    Annex,
    Block,
    Closing,
    Document,
    Field,
    Form,
    Heading,
    Paragraph,
    Sign,
    Signs,
)
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import day_of, full_date
from xuncha.foundation.documents.profile import Issuer


@in_chinese
def fix_notice(fix: ImmediateFix, issuer: Issuer) -> Document:
    """What the unit is asked to put right at once, by when, and the form on which it answers."""
    inspection = fix.inspection
    team = f"{issuer.short_committee}{inspection.team.name if inspection.team else '巡察组'}"
    blocks: list[Block] = [
        Paragraph(
            f"{team}在对你单位开展巡察期间，发现“{fix.title}”问题。按照边巡边改、立行立改的要求，现将有关事项通知如下："
        ),
        Heading(1, "整改要求"),
        Paragraph(fix.demand),
        *_quantities(fix.quantities),
        Heading(1, "整改时限"),
        Paragraph(f"请于{full_date(fix.due_on)}前完成整改。确有困难不能按期完成的，应当在到期前书面说明原因。"),
        Heading(1, "结果报送"),
        Paragraph(
            "请在整改时限内填写《立行立改情况回执》，附整改前后照片、凭证等证明材料，由主要负责人签字、加盖公章后报送巡察组核验。"
            "整改要举一反三，防止同类问题再次发生。"
        ),
    ]
    return Document(
        "立行立改通知书",
        tuple(blocks),
        number=fix.number,
        subtitle=_standing(fix),
        to=inspection.organisation.name,
        annexes=("立行立改情况回执",),
        closing=Closing(team, issuer.on),
        blocks_after=(Annex("立行立改情况回执"), *_receipt(fix)),
    )


def _standing(fix: ImmediateFix) -> str:
    """The number; a notice that is not issued, or was withdrawn, says so."""
    if fix.state in {FixState.DRAFT, FixState.WITHDRAWN}:
        return f"{fix.number}（{fix.get_state_display()}）"
    return fix.number


def _quantities(quantities: Sequence[Mapping[str, Any]]) -> list[Block]:
    if not quantities:
        return []
    listed = "、".join(f"{q['what']}{q['value']}{q['unit']}" for q in quantities)
    return [Paragraph(f"涉及：{listed}。")]


def _receipt(fix: ImmediateFix) -> tuple[Block, ...]:
    day = full_date(day_of(fix.answered_at)) if fix.answered_at else ""
    fields = (
        Field("通知书编号", fix.number),
        Field("整改时限", full_date(fix.due_on)),
        Field("问题", fix.title, wide=True),
        Field("整改情况", fix.answer, wide=True, lines=8),
        Field("证明材料", "、".join(proof.name for proof in fix.proof.all()), wide=True, lines=3),
        Field("报送时间", day, wide=True),
    )
    checked = str(fix.accepted_by) if fix.accepted_by else ""
    return (
        Form(fields),
        Signs(
            (
                Sign("单位主要负责人（签字、盖章）"),
                Sign("巡察组核验", checked, day_of(fix.accepted_at) if fix.accepted_at else None),
            )
        ),
    )
