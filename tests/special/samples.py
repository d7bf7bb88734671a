"""One record of every kind of the stage, for the sweeps over all addresses; everybody is named in their circles."""

from tests.clues.samples import a_box, circle, name_everybody
from tests.conftest import World
from tests.sampling import in_state, made, sample
from xuncha.rounds.models import Inspection
from xuncha.special.models import SpecialRegister, SpecialReport, SpecialVersion


def a_register(world: World, inspection: Inspection) -> SpecialRegister:
    of = circle(world, "special", inspection.pk)
    return SpecialRegister.objects.get_or_create(inspection=inspection, defaults={"circle": of, **made(world)})[0]


def a_report(world: World, inspection: Inspection, number: str = "ZT-1") -> SpecialReport:
    registered = a_register(world, inspection)
    report = SpecialReport.objects.create(
        register=registered, kind="principal", number=number, latest=1, **in_state(world, "draft")
    )
    SpecialVersion.objects.create(report=report, number=1, box=a_box(registered.circle), **made(world))
    return report


@sample("special.register")
def register(world: World) -> SpecialRegister:
    found = a_register(world, world.inspections[0])
    name_everybody(world)
    return found


@sample("special.report")
def report(world: World) -> SpecialReport:
    found = a_report(world, world.inspections[0])
    name_everybody(world)
    return found
