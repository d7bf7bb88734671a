"""Planning a visit: units with something to look at, a group without ties, approval by another person."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.lookback.conftest import TODAY, Lookback
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord, SealedRecord
from xuncha.lookback import services
from xuncha.lookback.models import Visit
from xuncha.lookback.rules.planning import VisitFacts, reasons_not_to_submit
from xuncha.lookback.workflow import VisitedState, VisitState
from xuncha.talent.models import Person, Tie

pytestmark = pytest.mark.django_db


def said(refused) -> str:
    return " ".join(str(reason.text) for reason in refused.value.reasons)


def test_a_visit_is_planned_approved_and_lists_every_item_of_its_units(look: Lookback):
    look.old(1)
    look.old(2, claimed="open", state="open")
    visit = look.running()
    assert visit.state == VisitState.RUNNING
    assert visit.number == "HF-TC-2022-01"
    visited = visit.units.get()
    assert visited.state == VisitedState.WAITING
    assert [str(point) for point in visited.points.all()] == ["1. 旧问题1", "2. 旧问题2"]
    events = list(SealedRecord.objects.values_list("event", flat=True))
    assert events[0] == "visit.planned"
    assert events[-1] == "visit.approved"
    assert not JournalRecord.objects.filter(event__startswith="visit").exists()


def test_everything_that_is_missing_is_said_at_once():
    assert reasons_not_to_submit(VisitFacts(1, 2, 1, 1)) == []
    lacking = reasons_not_to_submit(VisitFacts(0, 1, 0, 0, empty=("某局",)))
    assert len(lacking) == 5
    assert reasons_not_to_submit(VisitFacts(0, 0, 1, 0))[-1].mend == "#group"


def test_without_group_and_items_it_is_not_submitted(look: Lookback):
    visit = look.plan()
    with pytest.raises(RuleViolated) as refused:
        services.submit_visit(look.act(look.clerk), visit)
    assert "没有可核查的事项" in said(refused)
    assert "至少 2 人" in said(refused)


def test_somebody_tied_to_a_unit_does_not_go(look: Lookback):
    look.old(1)
    visit = look.group(look.plan())
    member = visit.members.first().person
    made = {"created_by": look.clerk, "created_at": NOW}
    Tie.objects.create(person=member, kind="kin", organisation=look.world.units[0], **made)
    with pytest.raises(RuleViolated, match="回避"):
        services.submit_visit(look.act(look.clerk), visit)
    services.remove_member(look.act(look.clerk), visit, person=member)
    assert visit.members.count() == 1


def test_approved_by_another_person_or_returned_with_a_reason(look: Lookback, hire):
    look.old(1)
    visit = look.group(look.plan())
    services.submit_visit(look.act(look.director), visit)
    for step in (services.approve_visit, lambda act, v: services.return_visit(act, v, reason="不行")):
        with pytest.raises(RuleViolated, match="由您提交"):
            step(look.act(look.director), visit)
    other = hire(Role.LEADING_GROUP)
    services.return_visit(look.act(other), visit, reason="先把单位核对清楚")
    visit.refresh_from_db()
    assert visit.state == VisitState.DRAFT
    told = {"title": "改名", "from_on": TODAY, "to_on": TODAY, "purpose": "查", "per_stratum": None, "strata": "none"}
    services.change_visit(look.act(look.clerk), visit, **told)
    assert Visit.objects.get().title == "改名"


def test_units_come_and_go_while_it_is_a_draft(look: Lookback):
    visit = look.plan()
    services.add_units(look.act(look.clerk), visit, units=look.world.units)
    assert visit.units.count() == 2
    services.remove_unit(look.act(look.clerk), visit, organisation=look.world.units[1])
    assert visit.units.count() == 1
    told = {"title": "甲", "purpose": "查", "per_stratum": None, "strata": "none"}
    with pytest.raises(RuleViolated, match="结束日期"):
        services.change_visit(look.act(look.clerk), visit, from_on=TODAY, to_on=TODAY - timedelta(days=1), **told)
    stranger = look.person(None, "外人")
    Person.objects.update(left_on=TODAY)
    with pytest.raises(OutOfReach):
        services.name_member(look.act(look.clerk), visit, person=stranger)


def test_once_submitted_nothing_is_changed(look: Lookback):
    look.old(1)
    visit = look.running()
    with pytest.raises(InvalidTransition):
        services.add_units(look.act(look.clerk), visit, units=look.world.units)


def test_it_ends_when_every_unit_was_looked_at_and_is_given_up_only_before(look: Lookback):
    look.old(1)
    visit = look.running()
    with pytest.raises(RuleViolated, match="还没有交核查结果"):
        services.finish_visit(look.act(look.clerk), visit)
    services.drop_visit(look.act(look.clerk), visit, reason="并入下半年")
    assert Visit.objects.get().state == VisitState.DROPPED


def test_what_was_found_is_not_given_up(look: Lookback):
    visited = look.checked("in_place")
    with pytest.raises(RuleViolated, match="已有 1 个单位"):
        services.drop_visit(look.act(look.clerk), visited.visit, reason="不做了")
    services.finish_visit(look.act(look.clerk), visited.visit)
    assert Visit.objects.get().state == VisitState.DONE


def test_who_may_not(look: Lookback, hire):
    visit = look.plan()
    with pytest.raises(Denied):
        services.submit_visit(look.act(look.going), visit)
    with pytest.raises(OutOfReach):
        services.submit_visit(look.act(hire(Role.OFFICE_CLERK, which=1)), visit)
    assert SealedRecord.objects.filter(event="denied").exists()
