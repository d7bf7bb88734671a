"""
The tasks of the two steps before the teams, from the records: which county inspects which, which team takes which unit.

Prices: a county that went to another goes there again only at a price, and so does one that was visited from there; who
carried more units in earlier rounds gets the lighter county. A unit costs a team for every member who would keep out of
it, and for a leader who has led its inspection before.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuncha.core.text import N_
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.rounds.models import Inspection, Membership, Position, RingLeg, Round, Team
from xuncha.rounds.selectors.ties import ties_to
from xuncha.solving.assigning import RING, UNITS

AGAIN, BACK = 100, 30
"""The price of going where one went before, and of going where one was visited from."""
MEMBER_OUT, LED_BEFORE = 10, 20

EVENT_LABELS.update(
    {
        "round.assigning": N_("请排交叉轮转和对象分组"),
        "round.ring": N_("采用交叉轮转"),
        "round.assigned": N_("采用对象分组"),
        "ring.set": N_("排定交叉对象"),
    }
)


@dataclass(frozen=True, slots=True)
class CountyLine:
    """One county on the page: where its teams went, how many units they took, what lies there, where they go now."""

    county: Jurisdiction
    before: tuple[Jurisdiction, ...]
    carried: int
    units: int
    goes_to: Jurisdiction | None


def counties_of(batch: Round) -> list[Jurisdiction]:
    """The counties right below the office of the round."""
    return list(Jurisdiction.objects.filter(parent=batch.term.jurisdiction_id).order_by("path"))


def _earlier(batch: Round) -> list[RingLeg]:
    rows = RingLeg.objects.filter(round__term__jurisdiction=batch.term.jurisdiction_id).exclude(round=batch)
    return list(rows.select_related("sender", "receiver").order_by("-round__year", "-round__number"))


def _carried(batch: Round) -> Counter[int]:
    """Units that the teams of each county took in earlier rounds."""
    rows = Inspection.objects.filter(
        round__term__jurisdiction=batch.term.jurisdiction_id, team__home__isnull=False, extends__isnull=True
    )
    homes = rows.exclude(round=batch).values_list("team__home", flat=True)
    return Counter(home for home in homes if home is not None)


def _county_at(path: str, counties: list[Jurisdiction]) -> int | None:
    return next((one.pk for one in counties if f"{path}/".startswith(f"{one.path}/")), None)


def _units_by_county(batch: Round, counties: list[Jurisdiction]) -> Counter[int | None]:
    paths = batch.inspections.filter(extends__isnull=True).values_list("organisation__jurisdiction__path", flat=True)
    return Counter(_county_at(path, counties) for path in paths)


def county_lines(batch: Round) -> list[CountyLine]:
    """The counties with what they carried over the years and where they go in this round."""
    counties, now = counties_of(batch), {leg.sender_id: leg.receiver for leg in batch.legs.select_related("receiver")}
    carried, units = _carried(batch), _units_by_county(batch, counties)
    before: dict[int, list[Jurisdiction]] = defaultdict(list)
    for leg in _earlier(batch):
        before[leg.sender_id].append(leg.receiver)
    return [CountyLine(one, tuple(before[one.pk]), carried[one.pk], units[one.pk], now.get(one.pk)) for one in counties]


def ring_task(batch: Round, *, mutual: bool, one_circle: bool) -> dict[str, Any]:
    """The file `xuncha teams solve` reads for the first step; counties go by their code."""
    counties = counties_of(batch)
    code = {one.pk: one.code for one in counties}
    went = Counter((leg.sender_id, leg.receiver_id) for leg in _earlier(batch))
    carried, units = _carried(batch), _units_by_county(batch, counties)
    costs = [
        [code[one], code[other], AGAIN * went[one, other] + BACK * went[other, one] + carried[one] * units[other]]
        for one in code
        for other in code.keys() - {one}
    ]
    shape = {"mutual": mutual, "one_circle": one_circle}
    return {"format": RING, "counties": list(code.values()), "costs": sorted(costs), **shape}


def units_task(batch: Round, day: date) -> dict[str, Any]:
    """The file `xuncha teams solve` reads for the second step; units and teams go by their record's id."""
    rows = batch.inspections.filter(extends__isnull=True).select_related("organisation__jurisdiction")
    units, teams = list(rows.order_by("pk")), list(batch.teams.order_by("number"))
    counties, target = counties_of(batch), {leg.sender_id: leg.receiver_id for leg in batch.legs.all()}
    below = Counter(batch.inspections.filter(extends__isnull=False).values_list("extends_id", flat=True))
    weight = {one.pk: 1 + below[one.pk] for one in units}
    groups = _together(units)
    heaviest = max([sum(weight[pk] for pk in group) for group in groups] + list(weight.values()), default=0)
    most = max(-(-sum(weight.values()) // max(len(teams), 1)), heaviest)
    barred = [
        [str(unit.pk), str(team.pk)]
        for unit in units
        for team in teams
        if team.home_id and not _may_go(team.home_id, _county_at(unit.organisation.jurisdiction.path, counties), target)
    ]
    return {
        "format": UNITS,
        "units": [{"id": str(pk), "workload": n} for pk, n in weight.items()],
        "teams": [{"id": str(team.pk), "capacity": most} for team in teams],
        "costs": _prices(batch, units, day),
        "barred": barred,
        "together": [[str(pk) for pk in group] for group in groups],
    }


def _may_go(home: int, place: int | None, target: dict[int, int]) -> bool:
    """Not home; and where the ring says where this county goes, there alone."""
    return place != home and (home not in target or target[home] == place)


def _together(units: list[Inspection]) -> list[list[int]]:
    """A unit of the round and those below it, such as a town and its villages, go to one team."""
    listed = {one.organisation_id: one.pk for one in units}
    groups: dict[int, list[int]] = defaultdict(list)
    for one in units:
        if one.organisation.parent_id in listed:
            groups[one.organisation.parent_id].append(one.pk)
    return [[listed[parent], *below] for parent, below in groups.items()]


def _prices(batch: Round, units: list[Inspection], day: date) -> list[list[Any]]:
    rows = Membership.objects.filter(team__round=batch, left_on__isnull=True)
    members, organisations = list(rows.select_related("person").order_by("pk")), [one.organisation for one in units]
    ties = ties_to(batch, organisations, {m.person: m.position for m in members}, day)
    leaders = [m.person_id for m in members if m.position == Position.LEADER]
    led_before = Membership.objects.filter(
        person__in=leaders, position=Position.LEADER, team__inspections__organisation__in=organisations
    ).exclude(team__round=batch)
    led = set(led_before.values_list("person_id", "team__inspections__organisation"))
    prices: Counter[tuple[int, int]] = Counter()
    for member in members:
        for unit in units:
            prices[unit.pk, member.team_id] += MEMBER_OUT * (unit.organisation_id in ties[member.person_id])
            prices[unit.pk, member.team_id] += LED_BEFORE * ((member.person_id, unit.organisation_id) in led)
    return [[str(unit), str(team), price] for (unit, team), price in sorted(prices.items()) if price]


def named_ring(batch: Round, to: dict[str, str]) -> list[tuple[Jurisdiction, Jurisdiction]]:
    """A proposed ring by record."""
    by_code = {one.code: one for one in counties_of(batch)}
    return [(by_code[one], by_code[other]) for one, other in sorted(to.items())]


def named_units(batch: Round, to: dict[str, str]) -> list[tuple[Team, list[Inspection]]]:
    """Proposed teams by record, each with its units; a record that is gone since is left out."""
    found: dict[Team, list[Inspection]] = {team: [] for team in batch.teams.order_by("number")}
    by_number = {str(team.pk): team for team in found}
    for one in batch.inspections.select_related("organisation__jurisdiction", "team").order_by("pk"):
        team = by_number.get(to.get(str(one.pk), ""))
        if team is not None:
            found[team].append(one)
    return list(found.items())
