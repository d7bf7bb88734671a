"""Many talks, lists of material and visits for the sweep over all ledgers."""

from datetime import date, timedelta

from tests.conformance.growth import WHOLE, Growth, at, inspections, made
from tests.conftest import NOW, World
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.gathering.models import MaterialRequest, Talk, Visit, WeekSheet


def talks(world: World, numbers: range) -> None:
    recorder, _new = User.objects.get_or_create(username="growth-recorder", defaults={"name": "记录人"})
    for inspection in inspections(world, numbers):
        Talk.objects.create(
            inspection=inspection,
            number=1,
            kind="staff",
            lead=world.founder,
            recorder=recorder,
            **{**made(world), "state": "planned"},
        )


def materials(world: World, numbers: range) -> None:
    for inspection in inspections(world, numbers):
        MaterialRequest.objects.create(inspection=inspection, number=1, title="清单", **made(world))


def sent(world: World, numbers: range) -> None:
    """Lists sent to unit one."""
    for n in numbers:
        MaterialRequest.objects.create(
            inspection=world.inspections[0],
            number=100 + n,
            title="清单",
            sent_on=NOW.date(),
            **{**made(world), "state": "sent"},
        )


def visits(world: World, numbers: range) -> None:
    maker = {"created_by": world.founder, "created_at": NOW}
    for inspection in inspections(world, numbers):
        Visit.objects.create(
            inspection=inspection, kind="visit", title="片区", on=NOW.date(), place="村", seen="看", **maker
        )


def weeks(world: World, numbers: range) -> None:
    line = {"code": "talks", "label": "个别谈话", "unit": "次", "week": 1, "total": 2}
    for n in numbers:
        monday = date(2022, 5, 9) + timedelta(days=7 * n)
        WeekSheet.objects.create(
            team=world.teams[0], monday=monday, figures=[line], **{**made(world), "state": "handed_in"}
        )


GATHERING = {
    "gathering.talks": Growth(at("gathering:talks"), Role.TEAM_LIAISON, talks),
    "gathering.materials": Growth(at("gathering:materials"), Role.TEAM_LIAISON, materials),
    "gathering.unit-materials": Growth(at("gathering_unit:materials"), Role.UNIT_LIAISON, sent),
    "gathering.weeks": Growth(at("gathering:weeks"), Role.OFFICE_CLERK, weeks),
    "gathering.visits": Growth(at("gathering:visits"), Role.TEAM_LIAISON, visits),
}
GATHERING_SPINE = {
    "gathering.talks": WHOLE,
    "gathering.materials": WHOLE,
    "gathering.unit-materials": {"done"},
    "gathering.weeks": WHOLE - {"unit"},
    "gathering.visits": WHOLE - {"done"},
}
