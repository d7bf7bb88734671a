"""What was drawn is taken over by one button: units listed or given to teams, villages, people named to teams."""

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.planning.models import InspectionType
from xuncha.rounds.models import Draw, DrawKind, Membership, Position
from xuncha.rounds.rules import reasons_against_seats, reasons_not_to_adopt_draw
from xuncha.rounds.selectors.drawn import seats_for, still_open
from xuncha.rounds.services import add_team, adopt_draw, enter_round
from xuncha.talent.models import Person, Pool

pytestmark = pytest.mark.django_db


def drawn(office, batch, kind, records):
    """A draw whose lots fell in this order; how lots fall is told by its own tests."""
    names = [str(one) for one in records]
    return Draw.objects.create(
        round=batch,
        kind=kind,
        title="样例",
        entries=[[str(one), one.pk] for one in records],
        take=len(names),
        list_hash="0" * 64,
        source="某日开奖号码",
        source_on=NOW.date(),
        seed="03",
        drawn=names,
        state="drawn",
        state_since=NOW,
        created_by=office.clerk,
        created_at=NOW,
    )


@pytest.fixture
def batch(office):
    """A draft with two teams."""
    batch = office.draft()
    for _n in range(2):
        add_team(office.act(), batch)
    return batch


def people(office, *pools):
    found = [office.person() for _pool in pools]
    for person, pool in zip(found, pools, strict=True):
        Person.objects.filter(pk=person.pk).update(pool=pool)
    return found


def test_people_sit_by_their_pools_in_the_teams_in_turn(office, batch):
    pools = (Pool.DEPUTY, Pool.LEADER, Pool.LEADER, Pool.STAFF, Pool.STAFF, Pool.STAFF)
    draw = drawn(office, batch, DrawKind.PEOPLE, people(office, *pools))
    places = [(seat.team.number, seat.position) for seat in seats_for(draw)]
    assert places == [
        (1, Position.DEPUTY),
        (2, Position.LEADER),
        (1, Position.LEADER),
        (2, Position.LIAISON),
        (1, Position.LIAISON),
        (2, Position.MEMBER),
    ]
    adopt_draw(office.act(), draw, seats=seats_for(draw))
    named = Membership.objects.filter(team__round=batch).order_by("pk")
    assert [(one.team.number, one.position) for one in named] == places
    assert still_open(draw) == []
    events = list(JournalRecord.objects.filter(subject_kind="rounds.draw").values_list("event", flat=True))
    assert events == ["draw.adopted"]
    with pytest.raises(RuleViolated, match="都已办理"):
        adopt_draw(office.act(), draw)


def test_the_rules_of_naming_hold_and_nobody_is_named_unless_all_may_be(office, batch):
    unit = office.target()
    office.add(batch, unit, team=batch.teams.first())
    tied, away, fine = people(office, Pool.LEADER, Pool.LEADER, Pool.STAFF)
    office.tie(tied, unit)
    Person.objects.filter(pk=away.pk).update(away_from=NOW.date())
    draw = drawn(office, batch, DrawKind.PEOPLE, [tied, away, fine])
    with pytest.raises(RuleViolated) as refused:
        adopt_draw(office.act(), draw, seats=seats_for(draw))
    told = {(one.field, str(one.text)) for one in refused.value.reasons}
    assert (f"seat_{away.pk}", f"{away}这段时间登记为不能抽调。") in told
    assert (f"seat_{tied.pk}", f"{tied}与本组全部巡察对象都有回避关系，不能进本组。") in told
    assert not Membership.objects.filter(team__round=batch).exists()


def test_who_was_drawn_is_fixed(office, batch):
    draw = drawn(office, batch, DrawKind.PEOPLE, people(office, Pool.STAFF, Pool.STAFF))
    with pytest.raises(RuleViolated, match="与抽出的人一致"):
        adopt_draw(office.act(), draw, seats=seats_for(draw)[:1])
    other = drawn(office, batch, DrawKind.PEOPLE, people(office, Pool.STAFF))
    with pytest.raises(RuleViolated, match="与抽出的人一致"):
        adopt_draw(office.act(), draw, seats=seats_for(other))


def test_once_authorised_even_those_drawn_wait_for_approval(office):
    batch = office.authorised()
    draw = drawn(office, batch, DrawKind.PEOPLE, people(office, Pool.STAFF))
    with pytest.raises(RuleViolated, match="经另一人批准"):
        adopt_draw(office.act(), draw, seats=seats_for(draw))


def test_units_go_to_their_teams(office, batch):
    units = [office.target() for _n in range(3)]
    for unit in units:
        office.add(batch, unit)
    draw = drawn(office, batch, DrawKind.TEAMS, units)
    adopt_draw(office.act(), draw)
    where = batch.inspections.order_by("pk").values_list("organisation", "team__number")
    assert list(where) == [(units[0].pk, 1), (units[1].pk, 2), (units[2].pk, 1)]
    assert still_open(draw) == []


def test_units_are_listed(office, batch):
    units = [office.target() for _n in range(2)]
    office.add(batch, units[0])
    draw = drawn(office, batch, DrawKind.UNITS, units)
    assert [one.pk for one in still_open(draw)] == [units[1].pk]
    adopt_draw(office.act(), draw)
    assert batch.inspections.get(organisation=units[1]).type == InspectionType.ROUTINE


def test_villages_go_with_their_township(office, batch):
    town = office.target("township")
    villages = [office.unit("village", parent=town) for _n in range(2)]
    draw = drawn(office, batch, DrawKind.VILLAGES, villages)
    with pytest.raises(RuleViolated, match="不在本轮，先把它列入再采用"):
        adopt_draw(office.act(), draw)
    office.add(batch, town, team=batch.teams.last())
    adopt_draw(office.act(), draw)
    listed = batch.inspections.filter(extends__organisation=town)
    assert {(one.type, one.team) for one in listed} == {(InspectionType.TOWN_VILLAGES, batch.teams.last())}


def test_in_a_running_round_villages_are_extensions(office):
    batch = office.complete()
    town = office.target("township")
    office.add(batch, town, team=batch.teams.get())
    type(batch).objects.filter(pk=batch.pk).update(state="authorised")
    village = office.unit("village", parent=town)
    batch.refresh_from_db()
    enter_round(office.act(), batch)
    adopt_draw(office.act(), drawn(office, batch, DrawKind.VILLAGES, [village]))
    assert batch.inspections.get(organisation=village).type == InspectionType.EXTENDED


def test_who_may(office, batch, acting):
    draw = drawn(office, batch, DrawKind.UNITS, [office.target()])
    with pytest.raises(Denied):
        adopt_draw(acting(Role.SECRETARY), draw)
    with pytest.raises(OutOfReach):
        adopt_draw(acting(Role.OFFICE_CLERK, which=1), draw)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"drawn": False}, "还没有抽出"),
        ({"still_open": 0}, "都已办理"),
        ({"teams": 0}, "还没有巡察组"),
    ],
)
def test_when_a_result_is_taken_over(facts, words):
    right = {"drawn": True, "still_open": 2, "teams": 1, "asks_teams": True}
    assert reasons_not_to_adopt_draw(**right) == []
    assert reasons_not_to_adopt_draw(**right | {"teams": 0, "asks_teams": False}) == []
    [why] = reasons_not_to_adopt_draw(**right | facts)
    assert words in str(why.text)


def test_the_seats_are_those_of_the_draw():
    assert reasons_against_seats(drawn=frozenset({1, 2}), named=[2, 1]) == []
    for wrong in ([1], [1, 2, 2], [1, 3]):
        assert reasons_against_seats(drawn=frozenset({1, 2}), named=wrong)


def test_the_page_offers_a_place_for_everybody_and_names_them(office, batch, at_desk):
    one, two = people(office, Pool.LEADER, Pool.STAFF)
    draw = drawn(office, batch, DrawKind.PEOPLE, [one, two])
    desk = at_desk(office.clerk)
    address = reverse("rounds:draw-adopt", args=[draw.pk])
    assert address in desk.get(reverse("rounds:draw", args=[draw.pk])).content.decode()
    page = desk.get(address).content.decode()
    assert one.name in page
    assert two.name in page
    first, second = batch.teams.all()
    answer = {f"seat_{one.pk}": f"{first.pk}-team_leader", f"seat_{two.pk}": f"{first.pk}-inspector"}
    twice = desk.post(address, answer | {f"seat_{two.pk}": f"{first.pk}-team_leader"})
    assert twice.status_code == 422
    assert "本组已有组长" in twice.content.decode()
    desk.post(address, answer)
    assert [str(one) for one in first.memberships.order_by("pk")] == [f"{one} 组长", f"{two} 组员"]
    assert not second.memberships.exists()
    assert address not in desk.get(reverse("rounds:draw", args=[draw.pk])).content.decode()
