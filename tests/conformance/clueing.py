"""Many registers, clues, hand-overs and special reports for the sweep over all ledgers."""

from collections.abc import Callable

from django.urls import reverse

from tests.clues.samples import a_clue, a_handover, a_referral, a_register, name_everybody
from tests.conformance.growth import WHOLE, Growth, at, inspections
from tests.conftest import World
from tests.special.samples import a_report
from xuncha.core.permissions import Role


def named_at(name: str) -> Callable[[World], str]:
    """The address, once everybody is named, whoever looks among them."""

    def address(world: World) -> str:
        name_everybody(world)
        return reverse(name)

    return address


def registers(world: World, numbers: range) -> None:
    for inspection in inspections(world, numbers):
        a_register(world, inspection)
    name_everybody(world)


def clues(world: World, numbers: range) -> None:
    for n, inspection in zip(numbers, inspections(world, numbers), strict=True):
        a_clue(world, inspection, f"XS-{n}")
    name_everybody(world)


def handovers(world: World, numbers: range) -> None:
    for n, inspection in zip(numbers, inspections(world, numbers), strict=True):
        a_handover(world, inspection, str(n))
    name_everybody(world)


def reports(world: World, numbers: range) -> None:
    for n, inspection in zip(numbers, inspections(world, numbers), strict=True):
        a_report(world, inspection, f"ZT-{n}")
    name_everybody(world)


def referrals(world: World, numbers: range) -> None:
    for n, inspection in zip(numbers, inspections(world, numbers), strict=True):
        a_referral(world, inspection, f"SX-{n}")


CLUEING = {
    "clues.registers": Growth(named_at("clues:registers"), Role.TEAM_LEADER, registers),
    "clues.clues": Growth(named_at("clues:clues"), Role.TEAM_LEADER, clues),
    "clues.handed": Growth(named_at("clues:handed"), Role.DISCIPLINE, handovers),
    "clues.referrals": Growth(at("clues:referrals"), Role.OFFICE_CLERK, referrals),
    "special.reports": Growth(named_at("special:reports"), Role.TEAM_LEADER, reports),
}
CLUEING_SPINE = {"clues.registers": WHOLE - {"done"}, "clues.clues": WHOLE, "clues.handed": WHOLE}
CLUEING_SPINE |= {"special.reports": WHOLE, "clues.referrals": WHOLE}
