"""Who goes where: counties to counties, units to teams; proposed in the background, adopted as a whole."""

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.jobs.worker import Worker
from xuncha.foundation.journal.models import JournalRecord
from xuncha.planning.models import InspectionType
from xuncha.rounds.models import Position, RingLeg, Team
from xuncha.rounds.rules import reasons_not_to_assign, reasons_not_to_ring
from xuncha.rounds.selectors.rings import county_lines, ring_task, units_task
from xuncha.rounds.services import add_team, adopt_assignment, ask_assignment
from xuncha.rounds.services import rings as services
from xuncha.rounds.workflow import RoundState
from xuncha.solving.assigning import solve_assignment
from xuncha.solving.budget import Budget

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    """The search runs in this process, and the worker has no second thread."""
    monkeypatch.setattr("xuncha.foundation.jobs.worker.PULSE", 3600)

    def here(_word, task, cpu_seconds, look):
        look(0.0)
        return solve_assignment(task, Budget(cpu_seconds))

    monkeypatch.setattr(services, "solve_elsewhere", here)


@pytest.fixture
def counties(office):
    return [office.county(code) for code in ("ca", "cb", "cc")]


@pytest.fixture
def batch(office, counties):
    """A draft with one unit in each of three counties."""
    batch = office.draft()
    for county in counties:
        office.add(batch, office.unit(jurisdiction=county), kind=InspectionType.UPGRADED)
    return batch


def proposed(office, batch, step, **given):
    job = ask_assignment(office.act(), batch, step=step, **given)
    Worker(lambda: NOW).work_once()
    job.refresh_from_db()
    return job


def ring(office, batch):
    job = proposed(office, batch, "ring")
    adopt_assignment(office.act(), batch, job=job.pk)
    return {leg.sender.code: leg.receiver.code for leg in batch.legs.select_related("sender", "receiver")}


def test_nobody_at_home_nor_each_other_and_where_one_was_not_before(office, batch):
    first = ring(office, batch)
    assert sorted(first) == sorted(first.values()) == ["ca", "cb", "cc"]
    assert all(one != other and first[other] != one for one, other in first.items())
    assert {team.home.code for team in batch.teams.all()} == set(first)
    assert JournalRecord.objects.filter(event="round.ring").exists()
    second = ring(office, office.draft(3))
    assert not set(first.items()) & set(second.items())
    assert [line.before for line in county_lines(batch)] != [(), (), ()]


def test_adopting_again_replaces_the_ring_and_keeps_the_teams(office, batch):
    ring(office, batch)
    ring(office, batch)
    assert (batch.legs.count(), batch.teams.count()) == (3, 3)


def test_who_carried_more_gets_the_lighter_county(office, batch, counties):
    first = office.draft(3)
    team = Team.objects.create(round=first, number=1, name="组", home=counties[0])
    for _n in range(4):
        office.add(first, office.unit(jurisdiction=counties[1]), kind=InspectionType.UPGRADED, team=team)
    for _n in range(2):
        office.add(batch, office.unit(jurisdiction=counties[2]), kind=InspectionType.UPGRADED)
    costs = {(one, other): price for one, other, price in ring_task(batch, mutual=True, one_circle=False)["costs"]}
    assert costs["ca", "cc"] == 3 * costs["ca", "cb"] == 12
    assert costs["cb", "cc"] == 0
    assert county_lines(batch)[0].carried == 4


def test_units_go_where_the_ring_says(office, batch):
    to = ring(office, batch)
    adopt_assignment(office.act(), batch, job=proposed(office, batch, "units").pk)
    for one in batch.inspections.select_related("team__home", "organisation__jurisdiction"):
        assert to[one.team.home.code] == one.organisation.jurisdiction.code
    assert JournalRecord.objects.filter(event="round.assigned").exists()


def test_units_are_spread_with_what_belongs_to_them_away_from_ties(office):
    batch = office.draft()
    first, second = (add_team(office.act(), batch) for _n in range(2))
    town = office.target("township")
    village = office.unit("village", parent=town)
    tied = office.target()
    for unit in (town, village, tied):
        office.add(batch, unit, kind=InspectionType.SPECIAL)
    leader = office.name(first, position=Position.LEADER).person
    office.tie(leader, tied)
    task = units_task(batch, NOW.date())
    assert [team["capacity"] for team in task["teams"]] == [2, 2]
    adopt_assignment(office.act(), batch, job=proposed(office, batch, "units").pk)
    teams = dict(batch.inspections.values_list("organisation", "team"))
    assert teams[town.pk] == teams[village.pk] == first.pk
    assert teams[tied.pk] == second.pk


def test_without_a_way_it_is_said_and_nothing_is_adopted(office, batch, counties):
    Team.objects.create(round=batch, number=1, name="组", home=counties[0])
    job = proposed(office, batch, "units")
    assert "没有合规的分法" in str(job.outcome)
    with pytest.raises(RuleViolated, match="没有这个方案"):
        adopt_assignment(office.act(), batch, job=job.pk)


def test_who_may(office, batch, acting):
    with pytest.raises(Denied):
        ask_assignment(acting(Role.SECRETARY), batch, step="ring")
    job = proposed(office, batch, "ring")
    with pytest.raises(RuleViolated, match="没有这个方案"):
        adopt_assignment(office.act(), office.draft(3), job=job.pk)
    assert not RingLeg.objects.exists()


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        (reasons_not_to_ring(RoundState.APPROVED, counties=3, mutual=False), "不能重新分派"),
        (reasons_not_to_ring(RoundState.DRAFT, counties=1, mutual=True), "至少要两个"),
        (reasons_not_to_ring(RoundState.DRAFT, counties=2, mutual=False), "只有两个"),
        (reasons_not_to_assign(RoundState.CLOSED, units=1, teams=1), "不能重新分派"),
        (reasons_not_to_assign(RoundState.DRAFT, units=0, teams=1), "还没有巡察对象"),
        (reasons_not_to_assign(RoundState.DRAFT, units=1, teams=0), "还没有巡察组"),
    ],
)
def test_one_reason_each(reasons, words):
    [why] = reasons
    assert words in str(why.text)


def test_nothing_speaks_against_it():
    assert reasons_not_to_ring(RoundState.DRAFT, counties=2, mutual=True) == []
    assert reasons_not_to_ring(RoundState.DRAFT, counties=3, mutual=False) == []
    assert reasons_not_to_assign(RoundState.DRAFT, units=1, teams=1) == []


def test_the_page_asks_shows_and_adopts(office, batch, at_desk):
    desk, address = at_desk(office.clerk), reverse("rounds:round-ring", args=[batch.pk])
    assert "第一步" in desk.get(address).content.decode()
    desk.post(address, {"step": "ring"})
    assert "正在排" in desk.get(address).content.decode()
    Worker(lambda: NOW).work_once()
    page = desk.get(address).content.decode()
    assert "轮转方案" in page
    job = page.split('name="job" value="')[1].split('"')[0]
    assert "已按方案分派" in desk.post(f"{address}adopt/", {"job": job}, follow=True).content.decode()
    desk.post(address, {"step": "units"})
    Worker(lambda: NOW).work_once()
    assert "分组方案" in desk.get(address).content.decode()
    assert desk.post(f"{address}adopt/", {"job": "x"}).status_code == 422
