"""Many files that left, for the registers of exports."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.conformance.growth import Growth
from tests.conftest import NOW, World
from xuncha.core.permissions import Role
from xuncha.foundation.exports.models import Export, SealedExport


def _many(make: Callable[..., Any], **over: Callable[[World], int]) -> Callable[[World, range], None]:
    def grow(world: World, numbers: range) -> None:
        for n in numbers:
            told = {name: value(world) for name, value in over.items()}
            make(number=f"N-{n}", kind="ledger", area="finding", address="/desk/", created_by=world.founder,
                 created_at=NOW, **told)  # fmt: skip

    return grow


LEAVING: dict[str, Growth] = {
    "exports.exports": Growth(lambda _: reverse("exports:exports"), Role.AUDIT_ADMIN, _many(Export.objects.create)),
    "exports.sealed": Growth(
        lambda _: reverse("exports:sealed"),
        Role.TEAM_LEADER,
        _many(SealedExport.objects.create, team=lambda world: world.teams[0].pk),
    ),
}
