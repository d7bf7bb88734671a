"""What goes out to units and departments and repeats a petition is held back; nobody but the keepers learns of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from tests.conftest import NOW
from tests.intake.people import NAME, SECRET, Team, opened_mailbox, registered, team_with_keys
from tests.looking import Picture, number_anew, seen_by
from tests.rectification.conftest import Rectifying, rect  # noqa: F401 - a fixture
from tests.rectification.test_disputing import answered, raised
from tests.sealing.people import PASSPHRASE
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.findings.models import ImmediateFix
from xuncha.findings.services import draft_fix, issue_fix, return_fix
from xuncha.foundation.accounts.models import User
from xuncha.foundation.journal.models import JournalRecord, SealedRecord
from xuncha.foundation.journal.reading import records_about
from xuncha.foundation.journal.selectors import head
from xuncha.foundation.leaks.models import SourceCheck
from xuncha.foundation.leaks.selectors import CHECKED
from xuncha.foundation.leaks.services import clear_source, refuse_source
from xuncha.gathering.models import MaterialRequest
from xuncha.gathering.services import draft_materials, reopen_materials, send_materials
from xuncha.rectification import services as rectification

GOES_OUT = {
    "fieldwork.paper",
    "fieldwork.fact",
    "findings.fix",
    "gathering.material",
    "gathering.item",
    "feedback.opinion",
    "rectification.plan",
    "rectification.item",
    "rectification.dispute",
    "rectification.extension",
    "rectification.suspension",
    "rectification.query",
    "rectification.unit_report",
    "clues.referral",
    "hints.hint",
    "hints.inquiry",
    "lookback.unit",
    "lookback.point",
    "lookback.old_item",
    "supervision.letter",
    "supervision.line",
    "supervision.campaign",
    "accountability.ground",
    "cooperation.conference",
    "cooperation.check",
    "rounds.round",
    "disclosure.text",
    "disclosure.hearing",
}
"""The table of docs/threat-model.md: whoever adds a text that goes out adds it there and here."""
OUTSIDE = (Role.UNIT_LIAISON, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
WAITS = "核对以后再提交"


@pytest.fixture
def team(world, acting) -> Team:
    return team_with_keys(world, acting)


@pytest.fixture
def letter(world, acting, team) -> Callable[[], None]:
    """A letter to the mailbox, when it is wanted."""
    mailbox = opened_mailbox(world, acting, team)
    return lambda: registered(acting, team, mailbox) and None


def a_fix(acting, world) -> ImmediateFix:
    due = NOW.date() + timedelta(days=7)
    demand = f"据{NAME}反映，泵站要修好。"
    return draft_fix(acting(Role.INSPECTOR), world.inspections[0], title="泵站", demand=demand, due_on=due)


def a_list(acting, world) -> MaterialRequest:
    wanted = f"泵站台账\n{SECRET}的维修记录"
    return draft_materials(acting(Role.INSPECTOR), world.inspections[0], title="第一批", wanted=wanted)


def held(what: Callable[[], object]) -> None:
    with pytest.raises(RuleViolated, match=WAITS):
        what()


def test_every_kind_that_goes_out_is_compared_and_no_other_is_told_so():
    assert set(CHECKED) == GOES_OUT


def test_a_notice_goes_out_by_a_keepers_word_alone(world, acting, team, letter):
    fix, leader = a_fix(acting, world), acting(Role.TEAM_LEADER).actor.user
    letter()
    held(lambda: issue_fix(acting(leader), fix))
    held(lambda: issue_fix(acting(leader), fix))
    check = SourceCheck.objects.get()
    assert (check.kind, check.record, check.created_by) == ("findings.fix", fix.pk, leader)
    clear_source(acting(team.users[0]), check, reason="同名的管理员", by=team.leader)
    issue_fix(acting(leader), fix)
    fix.refresh_from_db()
    assert fix.state == "issued"


def test_what_is_typed_waits_as_it_was_typed_and_the_keeper_says_what_to_change(world, acting, team, at_desk, letter):
    fix, leader, unit = a_fix(acting, world), acting(Role.TEAM_LEADER).actor.user, acting(Role.UNIT_LIAISON).actor.user
    issue_fix(acting(leader), fix)
    letter()
    ImmediateFix.objects.filter(pk=fix.pk).update(
        state="answered", answer="已修好。", answered_by=unit, answered_at=NOW
    )
    reason = f"{NAME}说没有水。"
    client = at_desk(leader)
    refused = client.post(reverse("findings:fix-step", args=[fix.pk, "return"]), {"reason": reason})
    assert refused.status_code == 422
    assert reason in refused.content.decode(), "what was typed is not lost"
    check = SourceCheck.objects.get()
    assert check.words == [["退回补改的意见", reason]]
    client = at_desk(team.users[0])
    client.post(reverse("sealing:unlock"), {"password": PASSPHRASE})
    shown = client.get(reverse("leaks:check", args=[check.pk])).content.decode()
    assert f"<b>{NAME}</b>" in shown
    assert "送核对以后又改过" not in shown
    assert "+00:00" not in client.get(reverse("leaks:checks")).content.decode(), "the day as people read it"
    refuse_source(acting(team.users[0]), check, reason="不要写姓名", by=team.leader)
    with pytest.raises(RuleViolated, match="要求改写：不要写姓名"):
        return_fix(acting(leader), fix, reason=reason)
    return_fix(acting(leader), fix, reason="还没有水。")
    fix.refresh_from_db()
    assert fix.return_reason == "还没有水。"


def test_a_list_of_material_waits_too(world, acting, team, letter):
    letter()
    wanted = a_list(acting, world)
    who = wanted.created_by
    held(lambda: send_materials(acting(who), wanted, on=NOW.date()))
    clear_source(acting(team.users[0]), SourceCheck.objects.get(), reason="公开的说法", by=team.leader)
    send_materials(acting(who), wanted, on=NOW.date())
    MaterialRequest.objects.filter(pk=wanted.pk).update(state="delivered")
    held(lambda: reopen_materials(acting(who), wanted, reason=f"{NAME}手里的那份"))
    reopen_materials(acting(who), wanted, reason="还缺六月的")


def test_the_answer_to_a_dispute_waits_and_the_item_stays_as_it_was(rect, team, acting, letter):  # noqa: F811 - the fixture above
    dispute = raised(rect)
    letter()
    was = dispute.item.text
    held(lambda: answered(rect, dispute, decision=f"据{NAME}反映属实。"))
    held(lambda: answered(rect, dispute, verdict="corrected", title="新标题", text=f"{NAME}等人反映属实。"))
    dispute.refresh_from_db()
    assert (dispute.state, dispute.decision, rect.item().text) == ("raised", "", was)
    assert SourceCheck.objects.filter(kind="rectification.dispute").count() == 2
    answered(rect, dispute)


def test_remarks_with_which_plans_and_requests_go_back_wait(rect, team, letter):  # noqa: F811 - the fixture above
    plan = rect.submitted()
    letter()
    held(lambda: rectification.return_plan(rect.office(), plan, remarks=[rectification.Remark(f"{NAME}不同意。")]))
    rectification.return_plan(rect.office(), plan, remarks=[rectification.Remark("措施太空。")])
    query = rectification.ask_query(rect.unit(), plan, kind="question", text="怎么办？")
    held(lambda: rectification.answer_query(rect.office(), query, answer=f"问{NAME}。"))


@pytest.mark.usefixtures("at_desk")  # its clock
def test_nobody_outside_can_tell_that_something_was_held_back(world, acting, hire, rect, letter):  # noqa: F811 - the fixture above
    """The notice, the list, the answer look as if nobody had tried to send them; the open journal has not moved."""
    watchers = {role: hire(role) for role in OUTSIDE}
    leader = hire(Role.TEAM_LEADER)
    fix, wanted = a_fix(acting, world), a_list(acting, world)
    dispute = raised(rect)

    def sending() -> None:
        letter()
        held(lambda: issue_fix(acting(leader), fix))
        held(lambda: send_materials(acting(wanted.created_by), wanted, on=NOW.date()))
        held(lambda: answered(rect, dispute, decision=f"据{NAME}反映属实。"))
        assert SourceCheck.objects.count() == 3

    without, withal = lived(watchers, lambda: None), lived(watchers, sending)
    assert without.keys() == withal.keys()
    assert [where for where, seen in without.items() if withal[where] != seen] == []
    opened = {role for (role, _url), (status, _body) in without.items() if status == 200}
    assert {role.value for role in OUTSIDE} <= opened


def lived(watchers: dict[Role, User], happens: Callable[[], None]) -> Picture:
    """What everybody outside sees after it; then the world is taken back."""
    number_anew()
    point = transaction.savepoint()
    happens()
    found: Picture = {("journal", "head"): (JournalRecord.objects.count(), str(head()).encode())}
    for role, user in watchers.items():
        found |= seen_by(role, user, (NAME, "泵站"))
    transaction.savepoint_rollback(point)
    return found


def test_who_keeps_the_mailbox_reads_that_it_was_asked(world, acting, letter):
    letter()
    fix = a_fix(acting, world)
    held(lambda: issue_fix(acting(Role.TEAM_LEADER), fix))
    check = SourceCheck.objects.get()
    assert [record.event for record in records_about("leaks.check", check.pk)] == ["source_check.asked"]
    assert SealedRecord.objects.filter(event="source_check.passed", subject_kind="findings.fix").count() == 1
