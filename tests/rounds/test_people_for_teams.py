"""What forming teams is told of the pools: plain values, pairs, and a number of queries that does not grow."""

from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from xuncha.core.errors import RuleViolated
from xuncha.rounds.models import Membership
from xuncha.rounds.selectors import FormerPost, people_for_teams
from xuncha.talent.models import Entry, Relation, RelationKind, TieKind

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_a_person_with_all_that_matters(office, world):
    county, unit = office.county(), office.unit()
    person = office.person(
        employer=unit, skills=["审计"], rank="正科", native_place=county, residence=world.city, away_from=TODAY
    )
    made = {"created_by": office.clerk, "created_at": NOW}
    Entry.objects.create(person=person, pool="expert", reason="因", state="in", state_since=NOW, **made)
    office.tie(person, unit, TieKind.KIN)
    office.tie(person, world.units[0], TieKind.FORMER, until=date(2020, 1, 1))
    office.tie(person, world.units[1], TieKind.EMPLOYED, ended_on=date(2021, 1, 1), ended_reason="调离")
    office.tie(person, office.unit(), TieKind.INTEREST, ended_on=date(2021, 1, 1), ended_reason="已转让")
    [told] = people_for_teams(world.round, TODAY).people
    assert (told.pools, told.skills, told.rank) == ({"staff", "expert"}, ("审计",), "正科")
    assert (told.home, told.residence, told.base) == (county.pk, world.city.pk, world.city.pk)
    assert set(told.former) == {
        FormerPost(world.units[0].pk, date(2020, 1, 1)),
        FormerPost(world.units[1].pk, date(2021, 1, 1)),
    }
    assert (told.kin_units, told.interest_units) == ({unit.pk}, set())
    assert (told.free, told.has_account, told.served, told.served_last) == (False, True, 0, False)


def test_pairs_and_service(office, world, django_assert_max_num_queries):
    people = [office.person() for _n in range(3)]
    Membership.objects.bulk_create(
        Membership(team=world.teams[0], person=person, position="inspector") for person in people[:2]
    )
    for other, kind in ((people[1], RelationKind.KIN), (people[2], RelationKind.SUPERIOR)):
        Relation.objects.create(person=people[0], other=other, kind=kind, created_by=office.clerk, created_at=NOW)
    with django_assert_max_num_queries(6):
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
