"""Many visits, units, items looked at and old items for the sweep over all ledgers."""

from tests.conformance.growth import CLERK, ON, Growth, at, made
from tests.conftest import World
from tests.lookback import samples
from xuncha.core.permissions import Role
from xuncha.foundation.orgs.models import Organisation
from xuncha.lookback.models import OldItem, Point, Visit, Visited


def units(world: World, numbers: range) -> list[Organisation]:
    return Organisation.objects.bulk_create(
        Organisation(jurisdiction=world.city, code=f"L{n}", name=f"回访单位{n}", unit_type="office") for n in numbers
    )


def olds(world: World, numbers: range) -> list[OldItem]:
    return OldItem.objects.bulk_create(
        OldItem(
            jurisdiction=world.city, organisation=unit, number=str(n), year=2019, title=f"旧{n}", claimed="open",
            **{**made(world), "state": "open"},
        )
        for n, unit in zip(numbers, units(world, numbers), strict=True)
    )  # fmt: skip


def own_olds(world: World, numbers: range) -> None:
    rows = olds(world, numbers)
    for row in rows:
        row.organisation = world.units[0]
    OldItem.objects.bulk_update(rows, ["organisation"])


def visits(world: World, numbers: range) -> list[Visit]:
    told = {"kind": "return", "purpose": "查", "from_on": ON, "to_on": ON}
    return Visit.objects.bulk_create(
        Visit(jurisdiction=world.city, number=f"HF{n}", title=f"回访{n}", **told, **{**made(world), "state": "running"})
        for n in numbers
    )


def visited(world: World, numbers: range) -> list[Visited]:
    pairs = zip(visits(world, numbers), units(world, numbers), strict=True)
    return Visited.objects.bulk_create(
        Visited(visit=visit, organisation=unit, **{**made(world), "state": "waiting"}) for visit, unit in pairs
    )


def own_visited(world: World, numbers: range) -> None:
    Visited.objects.bulk_create(
        Visited(visit=visit, organisation=world.units[0], **{**made(world), "state": "waiting"})
        for visit in visits(world, numbers)
    )


def points(world: World, numbers: range) -> None:
    keep = {"created_by": world.founder, "created_at": made(world)["created_at"]}
    of = samples.visited(world)
    Point.objects.bulk_create(
        Point(visited=of, position=100 + n, old=old, how="all", **keep)
        for n, old in zip(numbers, olds(world, numbers), strict=True)
    )


LOOKING_BACK = {
    "lookback.visits": Growth(at("lookback:visits"), CLERK, visits),
    "lookback.units": Growth(at("lookback:units"), CLERK, visited),
    "lookback.points": Growth(at("lookback:points"), CLERK, points),
    "lookback.old-items": Growth(at("lookback:old-items"), CLERK, olds),
    "lookback.unit-visits": Growth(at("lookback_unit:visits"), Role.UNIT_LIAISON, own_visited),
    "lookback.unit-old-items": Growth(at("lookback_unit:old-items"), Role.UNIT_LIAISON, own_olds),
}
LOOKING_BACK_SPINE = {
    "lookback.visits": {"year", "unit", "done"},  # a visit belongs to no round
    "lookback.units": {"year", "unit", "done"},
    "lookback.points": {"year", "unit"},
    "lookback.old-items": {"unit", "done"},  # of years before the records begin
    "lookback.unit-visits": {"done"},
    "lookback.unit-old-items": {"done"},
}
