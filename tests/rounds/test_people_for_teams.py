"""What forming teams is told of the pools: plain values, pairs, and a number of queries that does not grow."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from xuncha.core.errors import RuleViolated
from xuncha.rounds.models import Membership
from xuncha.rounds.selectors import people_for_teams
from xuncha.talent.models import Entry, Relation, RelationKind

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_a_person_with_all_that_matters(office, world):
    person = office.person(employer=office.unit(), skills=["审计"], away_from=TODAY)
    made = {"created_by": office.clerk, "created_at": NOW}
    Entry.objects.create(person=person, pool="expert", reason="因", state="in", state_since=NOW, **made)
    [told] = people_for_teams(world.round, TODAY).people
    assert (told.pools, told.skills, told.employer) == ({"staff", "expert"}, ("审计",), person.employer_id)
    assert (told.free, told.served, told.served_last) == (False, 0, False)


def test_pairs_and_service(office, world, django_assert_max_num_queries):
    people = [office.person() for _n in range(3)]
    Membership.objects.bulk_create(
        Membership(team=world.teams[0], person=person, position="inspector") for person in people[:2]
    )
    for other, kind in ((people[1], RelationKind.KIN), (people[2], RelationKind.SUPERIOR)):
        Relation.objects.create(person=people[0], other=other, kind=kind, created_by=office.clerk, created_at=NOW)
    with django_assert_max_num_queries(5):
        told = people_for_teams(world.round, TODAY)
    a, b, c = (person.pk for person in people)
    assert (told.kin_pairs, told.superior_pairs, told.past_pairs) == ({(a, b)}, {(a, c)}, {(a, b)})
    assert [(one.served, one.served_last) for one in told.people] == [(1, True), (1, True), (0, False)]


def test_who_has_not_entered_or_is_away_is_not_named(office):
    team = office.complete().teams.get()
    with pytest.raises(RuleViolated, match="还没有入库"):
        office.name(team, office.person(entered_on=None))
    away = office.person(away_from=TODAY, away_to=TODAY + timedelta(days=30))
    with pytest.raises(RuleViolated, match="不能抽调"):
        office.name(team, away)
