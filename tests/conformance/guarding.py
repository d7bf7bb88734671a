"""Many texts before the keepers for the sweep over all ledgers."""

from tests.conformance.growth import Growth, at, made
from tests.conftest import World
from tests.intake.samples import a_box
from xuncha.core.permissions import Role
from xuncha.foundation.leaks.models import SourceCheck


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


GUARDING = {"leaks.checks": Growth(at("leaks:checks"), Role.TEAM_LEADER, checks)}
