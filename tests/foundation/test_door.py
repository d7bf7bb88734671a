"""The use-case door: grant, reach, lock, journal, idempotency, stale edits, denials."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType

from tests.conftest import NOW
from xuncha.core.errors import Denied, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.journal.models import JournalRecord, PerformedAct
from xuncha.foundation.reach import reached
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS

pytestmark = pytest.mark.django_db


@use_case(P.PAPER_WRITE, within=INSPECTIONS)
def refocus(act: Act, inspection: Inspection, *, focus: str, base_version: int | None = None) -> Inspection:
    """Change what an inspection looks at."""
    if focus == "forbidden":
        raise RuleViolated("不行")
    if focus == "silent":
        return inspection
    return act.change(inspection, "test.refocused", base_version=base_version, focus=focus)


def test_an_act_changes_the_record_and_leaves_one_journal_record_with_old_and_new(acting, world):
    act = acting(Role.INSPECTOR)
    refocus(act, world.inspections[0], focus="工程")
    record = JournalRecord.objects.get()
    assert (record.event, record.subject_kind) == ("test.refocused", "rounds.inspection")
    assert '"focus":["","工程"]' in record.body
    world.inspections[0].refresh_from_db()
    assert (world.inspections[0].focus, world.inspections[0].version) == ("工程", 2)


def test_the_same_key_twice_does_the_thing_once(acting, world):
    act = acting(Role.INSPECTOR)
    first = refocus(act, world.inspections[0], focus="工程")
    again = refocus(Act(act.actor, NOW, act.key), world.inspections[0], focus="资金")
    assert again == first
    assert again.focus == "工程"
    assert JournalRecord.objects.count() == 1
    assert PerformedAct.objects.count() == 1


def test_another_persons_form_cannot_be_replayed(acting, world):
    act = acting(Role.INSPECTOR)
    refocus(act, world.inspections[0], focus="工程")
    other = acting(Role.TEAM_LEADER)
    with pytest.raises(Denied, match="另一个人"):
        refocus(Act(other.actor, NOW, act.key), world.inspections[0], focus="资金")


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECRETARY, Role.UNIT_LIAISON])
def test_without_the_grant_the_attempt_is_denied_and_kept(acting, world, role):
    with pytest.raises(Denied):
        refocus(acting(role), world.inspections[0], focus="工程")
    record = JournalRecord.objects.get()
    assert record.event == "denied"
    world.inspections[0].refresh_from_db()
    assert world.inspections[0].focus == ""


def test_another_teams_inspection_does_not_exist(acting, world):
    with pytest.raises(OutOfReach):
        refocus(acting(Role.INSPECTOR, which=1), world.inspections[0], focus="工程")


def test_an_expired_grant_is_no_grant(acting, world):
    with pytest.raises(Denied):
        refocus(acting(Role.INSPECTOR, expired=True), world.inspections[0], focus="工程")


def test_a_recused_member_cannot_reach_the_unit(acting, world, hire):
    user = hire(Role.INSPECTOR)
    user.grants.update(except_units=[world.units[0].pk])
    with pytest.raises(OutOfReach):
        refocus(acting(user), world.inspections[0], focus="工程")


def test_who_may_read_but_not_act_is_told_so(acting, world, hire):
    user = hire(Role.OFFICE_CLERK)
    second = hire(Role.INSPECTOR, which=1)
    second.grants.update(user=user)
    with pytest.raises(Denied, match="不由您办理"):
        refocus(acting(user), world.inspections[0], focus="工程")


def test_a_stale_edit_is_told_with_both_texts(acting, world):
    act = acting(Role.INSPECTOR)
    refocus(act, world.inspections[0], focus="工程")
    with pytest.raises(StaleEdit) as caught:
        refocus(acting(act.actor.user), world.inspections[0], focus="资金", base_version=1)
    assert caught.value.mine == {"focus": "资金"}
    assert caught.value.theirs == {"focus": "工程"}


def test_a_refused_act_leaves_nothing_and_frees_its_key(acting, world):
    act = acting(Role.INSPECTOR)
    with pytest.raises(RuleViolated):
        refocus(act, world.inspections[0], focus="forbidden")
    assert not JournalRecord.objects.exists()
    refocus(act, world.inspections[0], focus="工程")
    assert JournalRecord.objects.count() == 1


def test_a_use_case_that_records_nothing_is_a_fault(acting, world):
    with pytest.raises(AssertionError, match="recorded nothing"):
        refocus(acting(Role.INSPECTOR), world.inspections[0], focus="silent")


def test_access_ends_with_the_grant(acting, world, hire):
    user = hire(Role.INSPECTOR)
    user.grants.update(valid_to=NOW + timedelta(days=1))
    refocus(acting(user), world.inspections[0], focus="工程")
    with pytest.raises(Denied):
        refocus(acting(user, now=NOW + timedelta(days=1)), world.inspections[0], focus="资金")


def test_a_record_is_the_same_by_its_own_query_as_in_the_list(actor, world, django_assert_num_queries):
    leader, wanted = actor(Role.TEAM_LEADER), world.inspections[0]
    listed = INSPECTIONS.visible_to(leader).get(pk=wanted.pk)
    for _ in range(2):
        with django_assert_num_queries(1):
            found = INSPECTIONS.one(leader, P.ROUND_READ, wanted.pk)
            assert found.round.term.jurisdiction == world.city
        assert {f.attname: getattr(found, f.attname) for f in Inspection._meta.concrete_fields} == {
            f.attname: getattr(listed, f.attname) for f in Inspection._meta.concrete_fields
        }


@pytest.mark.parametrize("pk", [0, 10**9, 10**30])
def test_no_record_has_this_key(actor, pk):
    assert INSPECTIONS.one(actor(Role.TEAM_LEADER), P.ROUND_READ, pk) is None


def test_without_a_grant_nothing_is_found(actor, world):
    assert INSPECTIONS.one(actor(Role.AUDIT_ADMIN), P.FINDING_CONFIRM, world.inspections[0].pk) is None


def test_what_lies_in_no_reach_leaves_with_its_page(hire):
    """Records of no kind of their own are not narrowed; those of a kind are, by the right to take them away."""
    clerk = actor_of(hire(Role.OFFICE_CLERK), NOW)
    nobody = actor_of(hire(Role.OFFICE_CLERK, expired=True), NOW)
    for actor, taken in ((clerk, True), (nobody, False)):
        assert ContentType.objects.filter(reached(ContentType, actor, P.LEDGER_EXPORT)).exists()
        assert Inspection.objects.filter(reached(Inspection, actor, P.LEDGER_EXPORT)).exists() is taken
