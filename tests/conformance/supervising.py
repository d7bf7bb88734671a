"""Many letters for the sweep over all ledgers, each with what its columns show."""

from datetime import date
from typing import Any

from django.urls import reverse

from tests.conformance.growth import WHOLE, Growth, at
from tests.conformance.rectifying import DAY, items
from tests.conftest import NOW, World
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.supervision.models import Campaign, Letter, LetterLine


def issued(world: World) -> dict[str, Any]:
    issuer, _new = User.objects.get_or_create(username="head", defaults={"name": "签发人"})
    return {"created_by": world.founder, "created_at": NOW, "state_since": NOW, "state": "issued", "issued_at": NOW,
            "issued_by": issuer, "due_on": DAY}  # fmt: skip


def letters(world: World, numbers: range) -> None:
    """Each to another unit about an item of its own."""
    owned = items(world, numbers)
    made = Letter.objects.bulk_create(
        Letter(
            jurisdiction=world.city,
            kind="supervision",
            number=f"督{n}",
            addressee=item.plan.inspection.organisation,
            title=f"函{n}",
            **issued(world),
        )
        for n, item in zip(numbers, owned, strict=True)
    )
    LetterLine.objects.bulk_create(
        LetterLine(letter=letter, item=item, position=1, situation="整改中")
        for letter, item in zip(made, owned, strict=True)
    )


def own_letters(world: World, numbers: range) -> None:
    """More letters to unit one."""
    Letter.objects.bulk_create(
        Letter(
            jurisdiction=world.city,
            kind="reminder",
            number=f"提{n}",
            addressee=world.units[0],
            title=f"函{n}",
            **issued(world),
        )
        for n in numbers
    )


def gathered(world: World) -> str:
    """Where a draft chooses its items."""
    letter = Letter.objects.filter(state="draft").first() or Letter.objects.create(
        jurisdiction=world.city,
        kind="assignment",
        addressee=world.units[1],
        title="函",
        created_by=world.founder,
        created_at=NOW,
        state_since=NOW,
    )
    return reverse("supervision:letter-items", args=[letter.pk])


def campaigns(world: World, numbers: range) -> None:
    """All led by unit one."""
    made = Campaign.objects.bulk_create(
        Campaign(
            jurisdiction=world.city,
            title=f"整治{n}",
            goal="目标",
            lead=world.units[0],
            from_on=DAY,
            to_on=date(2022, 12, 1),
            state="running",
            created_by=world.founder,
            created_at=NOW,
            state_since=NOW,
        )
        for n in numbers
    )
    for campaign in made:
        campaign.participants.add(world.units[0])


CLERK = Role.OFFICE_CLERK
SUPERVISING: dict[str, Growth] = {
    "supervision.campaigns": Growth(at("supervision:campaigns"), CLERK, campaigns),
    "supervision.own-campaigns": Growth(at("supervision_unit:campaigns"), Role.UNIT_LIAISON, campaigns),
    "supervision.gather": Growth(gathered, CLERK, items),
    "supervision.letters": Growth(at("supervision:letters"), CLERK, letters),
    "supervision.own": Growth(at("supervision_unit:letters"), Role.UNIT_LIAISON, own_letters),
}
SUPERVISING_SPINE: dict[str, set[str]] = {
    "supervision.campaigns": {"year", "unit", "done"},  # not of a round: the department that leads is its unit
    "supervision.own-campaigns": {"done"},
    "supervision.gather": WHOLE | {"category"},
    "supervision.letters": WHOLE - {"team"} | {"category"},  # letters go from the office, whatever team found it
    "supervision.own": {"done"},  # the addressee sees its own alone
}
