"""People whom other offices put forward: chosen like the own people, by name and office."""

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.rounds.conftest import guest
from xuncha.rounds.models import DrawKind, Linkage, Position
from xuncha.rounds.rules import reasons_not_to_form
from xuncha.rounds.selectors import people_for_teams, successors
from xuncha.rounds.selectors.forming_task import forming_facts, forming_task
from xuncha.rounds.selectors.lots import entries_for
from xuncha.rounds.services import add_team, lend_person, set_needs
from xuncha.talent.models import Person, Pool

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def lent(office, county, joint, acting):
    """Somebody of the county's leaders, put forward for a draft of the city."""

    def make(linkage=Linkage.UNIFIED):
        taking_part = joint(linkage)
        person = guest(office, county[0])
        Person.objects.filter(pk=person.pk).update(pool=Pool.LEADER)
        lend_person(acting(county[1]), taking_part, person=person)
        return taking_part.round, person

    return make


def named(person):
    return f"{person.name}（县委巡察办）"


def test_the_search_takes_them_and_names_their_office(office, county, lent):
    batch, person = lent()
    at_home = guest(office, county[0])
    add_team(office.act(), batch)
    task = forming_task(batch, TODAY)
    ranks = {one["id"]: one["rank"] for one in task.data["people"]}
    assert task.people[named(person)] == person.pk
    assert ranks[named(person)] == "leader"
    assert at_home.pk not in task.people.values()


def test_where_the_own_office_leads_they_do_not(lent):
    batch, person = lent(Linkage.COLLABORATIVE)
    task = forming_task(batch, TODAY)
    assert {one["id"]: one["rank"] for one in task.data["people"]}[named(person)] == "member"


def test_who_is_put_forward_may_be_asked_for_by_name(office, lent):
    batch, person = lent()
    team = add_team(office.act(), batch)
    needs = {"size": 3, "deputies": 1, "experienced": 0, "skills": {}, "kept_out": []}
    set_needs(office.act(), team, **needs, pinned=[person])
    assert reasons_not_to_form(forming_facts(batch, TODAY)) == []


def test_they_may_take_a_members_place(office, lent, at_desk):
    batch, person = lent()
    team = batch.teams.get()
    leader = team.memberships.get(position=Position.LEADER)
    assert named(person) in [one.name for one in successors(team, leader, TODAY).choices]
    page = at_desk(office.clerk).get(reverse("rounds:team-replace", args=[team.pk, leader.pk])).content.decode()
    assert page.count(named(person)) >= 2, "among the best and in the list to choose from"


def test_they_are_drawn_from_too(lent):
    batch, person = lent()
    assert (named(person), person.pk) in entries_for(batch, DrawKind.PEOPLE, TODAY)
    assert (named(person), person.pk) in entries_for(batch, DrawKind.PEOPLE, TODAY, pool=Pool.LEADER)


def test_rest_counts_from_the_rounds_of_the_own_office(office, county, lent):
    """The city's newest round is not the county's: who served last there rests, whoever else serves here."""
    batch, person = lent()
    for one in people_for_teams(batch, TODAY).people:
        assert not one.served_last, one.name
    earlier = office.authorised(3)
    own = earlier.teams.get().memberships.first().person
    served = {one.pk: one.served_last for one in people_for_teams(batch, TODAY).people}
    assert served[own.pk]
    assert not served[person.pk]
