"""Many texts before the keepers, comments, contacts and trainings for the sweep over all ledgers."""

from tests.conformance.growth import CLERK, ON, WHOLE, Growth, at, inspections, made
from tests.conftest import NOW, World
from tests.intake.samples import a_box
from xuncha.conduct.models import Approach, Breach, Comment, Guidance, Training
from xuncha.core.permissions import Role
from xuncha.foundation.leaks.models import SourceCheck
from xuncha.rounds.models import Membership
from xuncha.talent.models import Person


def checks(world: World, numbers: range) -> None:
    circle = a_box(world).circle_key.circle
    SourceCheck.objects.bulk_create(
        SourceCheck(
            circle=circle,
            kind="fieldwork.paper",
            record=n,
            title=f"文稿{n}",
            digest=f"{n:064}",
            unit=world.units[0],
            team=world.teams[0].pk,
            **{**made(world), "state": "waiting"},
        )
        for n in numbers
    )


def comments(world: World, numbers: range) -> None:
    for n, inspection in zip(numbers, inspections(world, numbers), strict=True):
        said = {"kind": "fieldwork.paper", "record": 0, "title": f"底稿{n}", "place": "具体事实", "text": "写明时间"}
        Comment.objects.create(inspection=inspection, **said, **{**made(world), "state": "open"})


def guidance(world: World, numbers: range) -> None:
    for inspection in inspections(world, numbers):
        Guidance.objects.create(inspection=inspection, kind="visit", on=ON, **{**made(world), "state": "draft"})


def approaches(world: World, numbers: range) -> None:
    for inspection in inspections(world, numbers):
        Approach.objects.create(
            inspection=inspection, kind="asking", on=ON, told="", **{**made(world), "state": "reported"}
        )


def members(world: World, numbers: range) -> list[Membership]:
    keep = {"created_by": world.founder, "created_at": NOW}
    people = [Person.objects.create(jurisdiction=world.city, code=f"G{n}", name=f"组员{n}", **keep) for n in numbers]
    return [Membership.objects.create(team=world.teams[0], person=one, position="inspector") for one in people]


def breaches(world: World, numbers: range) -> None:
    told = {"on": ON, "what": "列席会议"}
    for member, inspection in zip(members(world, numbers), inspections(world, numbers), strict=True):
        Breach.objects.create(inspection=inspection, membership=member, **told, **{**made(world), "state": "reported"})


def trainings(world: World, numbers: range) -> None:
    keep = {"created_by": world.founder, "created_at": NOW}
    for n, member in zip(numbers, members(world, numbers), strict=True):
        held = Training.objects.create(round=world.round, kind="lecture", title=f"课{n}", on=ON, **keep)
        held.members.set([member])


GUARDING = {
    "leaks.checks": Growth(at("leaks:checks"), Role.TEAM_LEADER, checks),
    "conduct.comments": Growth(at("conduct:comments"), CLERK, comments),
    "conduct.guidances": Growth(at("conduct:guidances"), CLERK, guidance),
    "conduct.approaches": Growth(at("conduct:approaches"), Role.OFFICE_DIRECTOR, approaches),
    "conduct.breaches": Growth(at("conduct:breaches"), CLERK, breaches),
    "conduct.trainings": Growth(at("conduct:trainings"), CLERK, trainings),
}
GUARDING_SPINE = dict.fromkeys(
    ("conduct.comments", "conduct.guidances", "conduct.approaches", "conduct.breaches"), WHOLE
)
