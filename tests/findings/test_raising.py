"""Raising findings from signed papers."""

from decimal import Decimal

import pytest

from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.fieldwork.workflow import PaperState
from xuncha.findings import services
from xuncha.findings.models import Finding
from xuncha.findings.workflow import FindingState
from xuncha.foundation.journal.models import JournalRecord


def test_a_finding_rests_on_its_papers_and_waits_for_the_leader(by, world, paper):
    papers = [paper("甲"), paper("乙")]
    finding = services.raise_finding(
        by(Role.INSPECTOR),
        world.inspections[0],
        papers=papers,
        title=" 拆分发包 ",
        text="三个项目拆分。",
        amount=Decimal(9),
    )
    assert (finding.title, finding.state) == ("拆分发包", FindingState.CANDIDATE)
    assert set(finding.papers.all()) == set(papers)
    record = JournalRecord.objects.get(event="finding.raised")
    assert all(str(one) in record.body for one in papers)


def test_numbers_run_on(found):
    one, two = found("甲").number, found("乙").number
    assert one.startswith("WT-")
    assert (one[-2:], two) == ("01", f"{one[:-2]}02")


def test_from_one_paper_in_one_step_in_its_own_words(by, paper):
    signed = paper("公款报销个人费用", amount=Decimal("380.50"))
    finding = services.raise_from_paper(by(Role.INSPECTOR), signed)
    assert finding.title == "公款报销个人费用"
    assert finding.text == "将同一工程拆分为 3 个项目直接发包。\n规避竞价程序。"
    assert finding.amount == Decimal("380.50")
    assert list(finding.papers.all()) == [signed]


def test_the_papers_category_is_taken_over_while_it_is_in_force(by, world, paper, taxonomy):
    first, second = taxonomy("focus3", "甲类", "乙类")
    (later,) = taxonomy("focus4", "丙类", valid_from=world.inspections[0].entry_on.replace(year=2024))
    papers = [paper("一", category=first), paper("二", category=second), paper("三", category=later)]
    finding = services.raise_finding(
        by(Role.INSPECTOR), world.inspections[0], papers=papers, title="拆分", text="拆分发包。"
    )
    assert [c.category for c in finding.classifications.all()] == [first]


@pytest.mark.parametrize("state", [PaperState.DRAFT, PaperState.CHECKED, PaperState.VOID])
def test_an_unsigned_paper_supports_nothing(by, world, paper, state):
    with pytest.raises(RuleViolated, match="还没有组长签字"):
        services.raise_from_paper(by(Role.INSPECTOR), paper("甲", state=state))
    assert not Finding.objects.exists()


def test_no_paper_no_finding(by, world):
    with pytest.raises(RuleViolated, match="至少选一份"):
        services.raise_finding(by(Role.INSPECTOR), world.inspections[0], papers=[], title="甲", text="乙")


def test_a_paper_of_another_team_is_out_of_reach(by, world, paper):
    with pytest.raises(OutOfReach):
        services.raise_finding(
            by(Role.INSPECTOR), world.inspections[0], papers=[paper("甲", which=1)], title="甲", text="乙"
        )


def test_a_paper_of_the_teams_other_unit_is_refused(by, world, paper):
    other = world.inspections[1]
    other.team = world.teams[0]
    other.save()
    with pytest.raises(RuleViolated, match="不是这次巡察的底稿"):
        services.raise_finding(
            by(Role.INSPECTOR), world.inspections[0], papers=[paper("甲", which=1)], title="甲", text="乙"
        )


def test_a_clue_about_a_person_is_refused_with_its_words(by, world, paper):
    with pytest.raises(RuleViolated) as caught:
        services.raise_finding(
            by(Role.INSPECTOR), world.inspections[0], papers=[paper()], title="", text="局长王强收受礼金。"
        )
    assert [r.field for r in caught.value.reasons] == ["title", "text"]
    assert "局长王强" in str(caught.value.reasons[1].text)


@pytest.mark.parametrize(("title", "text", "field"), [("长" * 81, "文", "title"), ("题", "长" * 20001, "text")])
def test_limits_are_said(by, paper, title, text, field):
    with pytest.raises(RuleViolated) as caught:
        services.raise_from_paper(by(Role.INSPECTOR), paper(), title=title, text=text)
    assert [r.field for r in caught.value.reasons] == [field]


@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.UNIT_LIAISON])
def test_others_may_not(by, world, paper, role):
    with pytest.raises(Denied):
        services.raise_finding(by(role), world.inspections[0], papers=[paper()], title="甲", text="乙")
    assert JournalRecord.objects.get().event == "denied"


def test_another_teams_inspection_does_not_exist(by, world, paper):
    with pytest.raises(OutOfReach):
        services.raise_finding(by(Role.INSPECTOR), world.inspections[1], papers=[paper()], title="甲", text="乙")
