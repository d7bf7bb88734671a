"""Many agreements, conferences and checks for the sweep over all ledgers, each with what its columns show."""

from tests.conformance.growth import ON, WHOLE, Growth, at, inspections, made
from tests.conftest import World
from xuncha.cooperation.models import Agreement, Conference, Decision, Invited, JointCheck, Partner
from xuncha.core.permissions import Role


def agreements(world: World, numbers: range) -> None:
    rows = Agreement.objects.bulk_create(
        Agreement(
            jurisdiction=world.city, frame="department", title=f"机制{n}", matters="通报", from_on=ON, **made(world)
        )
        for n in numbers
    )
    Partner.objects.bulk_create(
        Partner(agreement=row, organisation=unit, part="other") for row in rows for unit in world.units
    )


def conferences(world: World, numbers: range) -> None:
    rows = Conference.objects.bulk_create(
        Conference(
            jurisdiction=world.city,
            kind="joint",
            title=f"会议{n}",
            on=ON,
            agenda="议题",
            inspection=world.inspections[0],
            **made(world),
        )
        for n in numbers
    )
    Invited.objects.bulk_create(Invited(conference=row, organisation=unit) for row in rows for unit in world.units)
    Decision.objects.bulk_create(
        Decision(conference=row, position=place, text="事项", due_on=ON, **made(world))
        for row in rows
        for place in (1, 2)
    )


def checks(world: World, numbers: range) -> None:
    JointCheck.objects.bulk_create(
        JointCheck(inspection=one, kind="audit", department=world.units[1], from_on=ON, to_on=ON, **made(world))
        for one in inspections(world, numbers)
    )


CLERK = Role.OFFICE_CLERK
COOPERATING: dict[str, Growth] = {
    "cooperation.agreements": Growth(at("cooperation:agreements"), CLERK, agreements),
    "cooperation.conferences": Growth(at("cooperation:conferences"), CLERK, conferences),
    "cooperation.checks": Growth(at("cooperation:checks"), CLERK, checks),
}
COOPERATING_SPINE: dict[str, set[str]] = {
    "cooperation.agreements": {"year", "done"},  # of no round and no unit
    "cooperation.conferences": {"year", "unit", "done"},
    "cooperation.checks": WHOLE,
}
