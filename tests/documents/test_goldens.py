"""
Every official document as readable text, compared with what was looked at and approved.

To accept a wanted change, run with XUNCHA_WRITE_GOLDENS=1 and read the difference before committing it.
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests.conftest import NOW
from tests.documents.conftest import ON, Records
from xuncha.conduct.documents import guidance_record
from xuncha.conduct.models import Guidance
from xuncha.feedback.documents import (
    agenda,
    decision_sheet,
    feedback_opinion,
    inspection_report,
    instruction_slip,
    meeting_minutes,
    sign_list,
)
from xuncha.fieldwork.documents import fact_sheet, working_paper
from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings.documents import fix_notice
from xuncha.findings.workflow import FixState
from xuncha.foundation.documents.content import Document, Table
from xuncha.foundation.documents.paper import render_docx
from xuncha.foundation.documents.pdf import converter, to_pdf
from xuncha.foundation.documents.profile import Issuer, Profile
from xuncha.foundation.documents.reading import render_text
from xuncha.foundation.orgs.models import UnitType
from xuncha.planning.documents import annual_plan, round_proposal, term_plan
from xuncha.planning.models import PlanEntry, Target
from xuncha.rounds.documents import authorisation_order, filing_letter, inspection_notice, public_notice, team_list
from xuncha.rounds.models import Inspection


def heard(records: Records, **other: Any) -> Guidance:
    """A hearing in mid-term with its demands, answered by the team."""
    told = {
        "kind": "hearing",
        "on": date(2022, 5, 6),
        "place": "巡察办会议室",
        "attendees": "分管副主任、第一巡察组全体",
    }
    told |= {"content": "听取中期汇报。\n发现问题线索的方向清楚，走访不够。", "reply": "已走访 3 个村、12 户。"}
    told |= {"demands": "补做入户走访。\n底稿写明时间、地点。", "due_on": date(2022, 5, 20), "state": "answered"}
    return Guidance(inspection=records.world.inspections[0], **{**told, **other})


GOLDENS = Path(__file__).parent / "goldens"
MAKERS: dict[str, Callable[[Records, Issuer], Document]] = {
    "term_plan": lambda r, i: term_plan(r.term_plan, i),
    "annual_plan": lambda r, i: annual_plan(r.annual_plan, i),
    "round_proposal": lambda r, i: round_proposal(r.annual_plan, 1, i),
    "authorisation_order": lambda r, i: authorisation_order(r.world.round, i),
    "filing_letter": lambda r, i: filing_letter(r.world.round, i),
    "inspection_notice": lambda r, i: inspection_notice(r.world.inspections[0], i),
    "inspection_notice_village": lambda r, i: inspection_notice(r.village, i),
    "public_notice": lambda r, i: public_notice(r.world.inspections[0], i),
    "team_list": lambda r, i: team_list(r.world.round, i),
    "working_paper": lambda r, i: working_paper(r.paper, i),
    "fact_sheet": lambda r, i: fact_sheet(r.sheet, i),
    "guidance_hearing": lambda r, i: guidance_record(heard(r), i),
    "guidance_visit": lambda r, i: guidance_record(heard(r, kind="visit", state="draft", demands="", due_on=None), i),
    "fix_notice": lambda r, i: fix_notice(r.fix, i),
    "agenda": lambda r, i: agenda(r.heard.meeting, i),
    "meeting_minutes": lambda r, i: meeting_minutes(r.heard.meeting, i),
    "decision_sheet": lambda r, i: decision_sheet(r.heard.meeting, i),
    "instruction_slip": lambda r, i: instruction_slip(r.heard.instruction, i),
    "inspection_report": lambda r, i: inspection_report(r.heard.report, i),
    "feedback_opinion": lambda r, i: feedback_opinion(r.heard.opinion, i),
    "sign_list": lambda r, i: sign_list(r.heard.session, i),
}
each_document = pytest.mark.parametrize("name", MAKERS)


@each_document
def test_reads_as_approved(name: str, records: Records, issuer: Issuer) -> None:
    text = render_text(MAKERS[name](records, issuer))
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("XUNCHA_WRITE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@each_document
def test_is_chinese_on_an_english_screen(name: str, records: Records, issuer: Issuer) -> None:
    chinese = render_text(MAKERS[name](records, issuer))
    with translation.override("en"):
        assert render_text(MAKERS[name](records, issuer)) == chinese


@each_document
def test_same_records_give_the_same_bytes(name: str, records: Records, issuer: Issuer, profile: Profile) -> None:
    first, second = (render_docx(MAKERS[name](records, issuer), profile, on=ON) for _ in range(2))
    assert first == second


@pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed: nothing to open the documents with")
@each_document
def test_opens_in_libreoffice(name: str, records: Records, issuer: Issuer, profile: Profile) -> None:
    import pypdfium2

    document = MAKERS[name](records, issuer)
    pages = pypdfium2.PdfDocument(to_pdf(render_docx(document, profile, on=ON)))
    text = pages[0].get_textpage().get_text_range()
    assert document.title.replace("\n", "") in "".join(text.split())
    assert (round(pages[0].get_width()), round(pages[0].get_height())) == (595, 842)  # A4 in points
    kept = os.environ.get("XUNCHA_KEEP_PAGES")
    if kept:
        pages.save(Path(kept) / f"{name}.pdf")


def test_a_fact_sheet_names_no_source(records: Records, issuer: Issuer) -> None:
    text = render_text(fact_sheet(records.sheet, issuer))
    for secret in ("来信人", "信访", records.paper.number, records.paper.provisional_no, "核查账目"):
        assert secret not in text


def test_a_fact_sheet_without_a_date_asks_for_the_usual_time(records: Records, issuer: Issuer) -> None:
    records.sheet.reply_by = None
    assert "请在规定时间内逐项核对" in render_text(fact_sheet(records.sheet, issuer))


def test_an_unsigned_paper_says_so(records: Records, issuer: Issuer) -> None:
    paper = WorkingPaper.objects.create(
        inspection=records.world.inspections[0],
        provisional_no="临-2",
        title="台账缺失",
        period_from=date(2021, 3, 1),
        handler=records.world.founder,
        state_since=NOW,
        created_by=records.world.founder,
        created_at=NOW,
    )
    text = render_text(working_paper(paper, issuer))
    assert "未经组长审签不得作为正式底稿使用" in text
    assert "临-2（临时）" in text
    assert "佐证材料" not in text
    assert "[表行] 发生时间 | 2021年3月1日\n" in text
    assert text.count("签名： ⏎ 日期：　　年　月　日") == 3


def test_a_paper_names_the_one_it_replaces(records: Records, issuer: Issuer) -> None:
    records.paper.supersedes = type(records.paper)(number="2022-1-000")
    records.paper.period_from = records.paper.period_to = None
    assert "（本底稿替代2022-1-000）" in render_text(working_paper(records.paper, issuer))


def test_a_fix_notice_that_is_not_issued_says_so(records: Records, issuer: Issuer) -> None:
    records.fix.state, records.fix.quantities = FixState.DRAFT, []
    text = render_text(fix_notice(records.fix, issuer))
    assert "改2022-1-01（待签发）" in text
    assert "涉及：" not in text


def test_an_inspection_without_a_team_keeps_room_for_it(records: Records, issuer: Issuer) -> None:
    inspection: Inspection = records.world.inspections[0]
    inspection.team = None
    assert "组长：____________" in render_text(inspection_notice(inspection, issuer))
    assert "测试市委巡察组" in render_text(public_notice(inspection, issuer))


def test_an_order_without_recused_members_does_not_speak_of_recusal(records: Records, issuer: Issuer) -> None:
    assert "赵三不参与" in render_text(authorisation_order(records.world.round, issuer))
    for team in records.world.teams:
        for member in team.memberships.all():
            member.recused_from.clear()
    assert "回避" not in render_text(authorisation_order(records.world.round, issuer))


def test_a_party_committee_keeps_its_own_name(records: Records, issuer: Issuer) -> None:
    unit = records.world.units[0]
    unit.name = "中共测试市教育工作委员会"
    records.world.inspections[0].organisation = unit
    assert inspection_notice(records.world.inspections[0], issuer).to == "中共测试市教育工作委员会"


@pytest.mark.parametrize("make", [inspection_notice, public_notice])
def test_before_entry_a_notice_says_when_the_round_plans_it(
    make: Callable[[Inspection, Issuer], Document], records: Records, issuer: Issuer
) -> None:
    inspection = records.world.inspections[0]
    entered = render_text(make(inspection, issuer))
    inspection.entry_on = inspection.withdraw_on = None
    inspection.round.field_from, inspection.round.field_to = date(2022, 4, 10), date(2022, 6, 10)
    assert render_text(make(inspection, issuer)) == entered
    inspection.entry_on = date(2022, 4, 12)
    assert "2022年4月12日至6月10日" in render_text(make(inspection, issuer))


def test_the_numbers_of_a_plan_are_those_of_its_entries(records: Records, issuer: Issuer) -> None:
    classes, years = (block for block in term_plan(records.term_plan, issuer).blocks if isinstance(block, Table))
    entries = PlanEntry.objects.filter(plan=records.term_plan)
    targets = Target.objects.filter(entries__in=entries).distinct()
    assert {row[0]: row[1:] for row in classes.rows} == {
        **{
            str(kind.label): (str(of_kind.count()), str(of_kind.filter(counts=True).count()))
            for kind in UnitType
            if (of_kind := targets.filter(organisation__unit_type=kind)).exists()
        },
        "合计": (str(targets.count()), str(targets.filter(counts=True).count())),
    }
    assert {row[0]: row[-1] for row in years.rows} == {
        **{f"{year}年": str(entries.filter(year=year).count()) for year in records.term_plan.term.years},
        "合计": str(entries.count()),
    }
