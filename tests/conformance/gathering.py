"""Many talks for the sweep over all ledgers."""

from tests.conformance.growth import WHOLE, Growth, at, inspections, made
from tests.conftest import World
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.gathering.models import Talk


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


GATHERING = {"gathering.talks": Growth(at("gathering:talks"), Role.INSPECTOR, talks)}
GATHERING_SPINE = {"gathering.talks": WHOLE}
