"""Immediate rectification: drafted, issued with a deadline, answered with proof, verified by somebody else."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from tests.conftest import NOW
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.findings import services
from xuncha.findings.models import ImmediateFix
from xuncha.findings.rules.fixes import IssueFacts, number, quantities_of, reasons_not_to_accept, reasons_not_to_issue
from xuncha.findings.selectors import FIXES
from xuncha.findings.workflow import FixState
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.models import DeadlineRule

TODAY = NOW.date()
IN_A_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def draft(by, world):
    def make(title="公厕蹲便器损坏", **options) -> ImmediateFix:
        demand = options.pop("demand", "5 日内修复，举一反三排查其余公厕。")
        return services.draft_fix(by(Role.INSPECTOR), world.inspections[0], title=title, demand=demand, **options)

    return make


@pytest.fixture
def issued(by, draft):
    return lambda **options: services.issue_fix(by(Role.TEAM_LEADER), draft(due_on=IN_A_WEEK, **options))


def photo() -> ContentFile:
    return ContentFile("整改后：89 个全部更换。".encode(), name="整改后.txt")


@pytest.fixture
def answered(by, issued):
    return lambda: services.answer_fix(by(Role.UNIT_LIAISON), issued(), answer="已全部更换。", proof=[photo()])


def test_from_a_paper_with_quantities(paper, draft):
    signed = paper()
    fix = draft(paper=signed, quantities=[{"what": " 蹲便器 ", "unit": "个", "value": "89"}, {"what": "", "unit": ""}])
    assert (fix.number[-2:], fix.state, fix.paper) == ("01", FixState.DRAFT, signed)
    assert fix.quantities == [{"what": "蹲便器", "unit": "个", "value": 89}]


def test_another_inspections_paper_is_out_of_reach(paper, draft):
    with pytest.raises(OutOfReach):
        draft(paper=paper(which=1))


def test_everything_wrong_is_said_at_once(draft):
    with pytest.raises(RuleViolated) as caught:
        draft(title="", demand="局长王强收受礼金。", quantities=[{"what": "蹲便器", "unit": "", "value": "-1"}])
    assert [r.field for r in caught.value.reasons] == ["title", "demand", "quantities", "quantities"]
    with pytest.raises(RuleViolated) as caught:
        draft(title="长" * 81, demand="长" * 2001)
    assert [r.field for r in caught.value.reasons] == ["title", "demand"]
    with pytest.raises(RuleViolated, match="改到什么程度"):
        draft(demand=" ")


def test_a_draft_changes_an_issued_notice_does_not(by, draft):
    fix = draft()
    changed = services.change_fix(
        by(Role.INSPECTOR), fix, base_version=1, title="公厕", demand="修", quantities=[], due_on=IN_A_WEEK
    )
    assert (changed.title, changed.due_on, changed.version) == ("公厕", IN_A_WEEK, 2)
    with pytest.raises(StaleEdit):
        services.change_fix(by(Role.INSPECTOR), fix, base_version=1, title="另", demand="修")
    services.issue_fix(by(Role.TEAM_LEADER), fix)
    with pytest.raises(RuleViolated, match="先撤回"):
        services.change_fix(by(Role.INSPECTOR), fix, base_version=None, title="公厕", demand="修")


def test_the_leader_issues_with_the_drafted_or_a_new_date(by, draft):
    fix = services.issue_fix(by(Role.TEAM_LEADER), draft(due_on=IN_A_WEEK))
    assert (fix.state, fix.due_on, fix.issued_by.name, fix.issued_at) == ("issued", IN_A_WEEK, "巡察组组长", NOW)
    assert services.issue_fix(by(Role.TEAM_LEADER), draft(due_on=IN_A_WEEK), due_on=TODAY).due_on == TODAY


def test_without_a_date_the_offices_rule_says_when(by, draft):
    DeadlineRule.objects.filter(trigger="fix.issued").delete()
    with pytest.raises(RuleViolated, match="没有适用的时限规则"):
        services.issue_fix(by(Role.TEAM_LEADER), draft())
    DeadlineRule.objects.create(
        code="fix", name="立行立改", trigger="fix.issued", offset=15, deliverable="整改结果", owner=Role.UNIT_LIAISON,
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    assert services.issue_fix(by(Role.TEAM_LEADER), draft()).due_on == TODAY + timedelta(days=15)


def test_a_past_date_and_the_author_are_refused(by, world, draft):
    with pytest.raises(RuleViolated, match="已经过去"):
        services.issue_fix(by(Role.TEAM_LEADER), draft(due_on=TODAY - timedelta(days=1)))
    own = services.draft_fix(by(Role.TEAM_LEADER), world.inspections[0], title="题", demand="改", due_on=IN_A_WEEK)
    with pytest.raises(RuleViolated, match="另一个人签发"):
        services.issue_fix(by(Role.TEAM_LEADER), own)
    with pytest.raises(Denied):
        services.issue_fix(by(Role.INSPECTOR), draft(due_on=IN_A_WEEK))


def test_reasons_not_to_issue():
    assert reasons_not_to_issue(IssueFacts(author=False, due_on=TODAY, today=TODAY)) == []
    assert len(reasons_not_to_issue(IssueFacts(author=True, due_on=None, today=TODAY))) == 2


def test_the_unit_sees_a_notice_only_once_it_is_issued(by, draft, people, acting):
    fix = draft(due_on=IN_A_WEEK)
    unit = actor_of(people[Role.UNIT_LIAISON], NOW)
    assert not FIXES.visible_to(unit).exists()
    with pytest.raises(OutOfReach):
        services.answer_fix(by(Role.UNIT_LIAISON), fix, answer="改了")
    services.issue_fix(by(Role.TEAM_LEADER), fix)
    assert list(FIXES.visible_to(unit)) == [fix]
    with pytest.raises(OutOfReach):
        services.answer_fix(acting(Role.UNIT_LIAISON, which=1), fix, answer="改了")


def test_the_unit_answers_with_proof(by, issued):
    fix = issued()
    with pytest.raises(RuleViolated) as caught:
        services.answer_fix(by(Role.UNIT_LIAISON), fix, answer=" ")
    assert [r.field for r in caught.value.reasons] == ["answer", "proof"]
    with pytest.raises(RuleViolated, match="不超过"):
        services.answer_fix(by(Role.UNIT_LIAISON), fix, answer="长" * 4001, proof=[photo()])
    with pytest.raises(RuleViolated):
        services.answer_fix(by(Role.UNIT_LIAISON), fix, answer="改了", proof=[ContentFile(b"", name="空.txt")])
    done = services.answer_fix(by(Role.UNIT_LIAISON), fix, answer=" 已更换。 ", proof=[photo()])
    assert (done.state, done.answer, done.answered_at) == (FixState.ANSWERED, "已更换。", NOW)
    assert [file.name for file in done.proof.all()] == ["整改后.txt"]
    assert "整改后.txt" in JournalRecord.objects.get(event="fix.proof_added").body


def test_returned_with_a_reason_and_answered_again_on_the_old_proof(by, answered):
    fix = answered()
    with pytest.raises(RuleViolated, match="理由"):
        services.return_fix(by(Role.TEAM_LEADER), fix, reason="")
    fix = services.return_fix(by(Role.TEAM_LEADER), fix, reason="缺整改前照片")
    assert (fix.state, fix.return_reason) == (FixState.RETURNED, "缺整改前照片")
    again = services.answer_fix(by(Role.UNIT_LIAISON), fix, answer="已补。")
    assert (again.state, again.return_reason, again.proof.count()) == (FixState.ANSWERED, "", 1)


def test_accepted_by_somebody_else(by, answered):
    fix = services.accept_fix(by(Role.TEAM_LEADER), answered())
    assert (fix.state, fix.accepted_by.name, fix.accepted_at) == (FixState.ACCEPTED, "巡察组组长", NOW)
    with pytest.raises(InvalidTransition):
        services.accept_fix(by(Role.TEAM_LEADER), fix)
    with pytest.raises(Denied):
        services.accept_fix(by(Role.INSPECTOR), answered())


def test_the_author_does_not_verify(acting, by, world):
    own = services.draft_fix(by(Role.TEAM_LEADER), world.inspections[0], title="题", demand="改", due_on=IN_A_WEEK)
    services.issue_fix(acting(Role.TEAM_LEADER), own)
    services.answer_fix(by(Role.UNIT_LIAISON), own, answer="改了", proof=[photo()])
    with pytest.raises(RuleViolated, match="另一个人核验"):
        services.accept_fix(by(Role.TEAM_LEADER), own)
    assert [str(r.text) for r in reasons_not_to_accept(author=False, answered=True)] == [
        "整改结果是您报送的，要由另一个人核验。"
    ]


def test_withdrawn_before_it_is_answered(by, draft, issued, answered):
    assert services.withdraw_fix(by(Role.TEAM_LEADER), draft(), reason="并入另一份").state == FixState.WITHDRAWN
    assert services.withdraw_fix(by(Role.TEAM_LEADER), issued(), reason="写错单位").state == FixState.WITHDRAWN
    with pytest.raises(InvalidTransition):
        services.withdraw_fix(by(Role.TEAM_LEADER), answered(), reason="晚了")


@pytest.mark.parametrize(
    ("raw", "value"),
    [("89", 89), ("1,200", 1200), ("2.50", 2.5), (3, 3), ("0", None), ("-1", None), ("1.234", None), ("多", None),
     ("NaN", None), ("1e20", None), (None, None)],
)  # fmt: skip
def test_numbers_of_quantities(raw, value):
    assert number(raw) == value


def test_quantities_say_which_row_is_wrong():
    rows = [{"what": "户", "unit": "户", "value": 1}, {"what": "", "unit": "个", "value": "x"}]
    kept, reasons = quantities_of(rows)
    assert len(kept) == 2
    assert [str(r.text)[:5] for r in reasons] == ["第 2 项", "第 2 项"]
    many = [{"what": "户", "unit": "户", "value": 1}] * 21
    assert "不超过 20 项" in str(quantities_of(many)[1][0].text)
