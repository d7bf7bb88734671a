"""Many uses of results for the sweep over all ledgers, each with what its columns show."""

from django.urls import reverse

from tests.conformance.growth import CLERK, WHOLE, Growth, at
from tests.conformance.rectifying import DAY, items
from tests.conftest import NOW, World
from tests.rectification.samples import item
from xuncha.accountability.models import Ground, ResultUse
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.rectification.models import Item


def uses(world: World, numbers: range, owned: list[Item] | None = None) -> None:
    """Each about an item of its own unit, or of the one unit that `owned` has."""
    head, _new = User.objects.get_or_create(username="head", defaults={"name": "签发人"})
    owned = owned or items(world, numbers)
    made = ResultUse.objects.bulk_create(
        ResultUse(
            jurisdiction=world.city,
            kind="talk",
            number=f"约{n}",
            title=f"约谈{n}",
            state="sent",
            state_since=NOW,
            approved_by=head,
            approved_at=NOW,
            sent_by=head,
            sent_at=NOW,
            due_on=DAY,
            created_by=world.founder,
            created_at=NOW,
        )
        for n in numbers
    )
    Ground.objects.bulk_create(
        Ground(use=use, plan=item.plan, item=item, position=1, situation="整改中")
        for use, item in zip(made, owned, strict=True)
    )


def own_uses(world: World, numbers: range) -> None:
    """More about unit one, all resting on one item."""
    about = Item.objects.filter(plan__inspection__organisation=world.units[0]).first() or item(world)
    uses(world, numbers, [about] * len(numbers))


def draft(world: World) -> ResultUse:
    """A circular that is being drafted."""
    made = {"title": "通报", "created_by": world.founder, "created_at": NOW, "state_since": NOW}
    return ResultUse.objects.get_or_create(jurisdiction=world.city, kind="circular", state="draft", defaults=made)[0]


def gatherable(world: World, numbers: range) -> None:
    """More items to choose from, each of another unit that the draft is about."""
    use = draft(world)
    Ground.objects.bulk_create(
        Ground(use=use, plan=item.plan, position=n + 1, situation="整改中")
        for n, item in zip(numbers, items(world, numbers), strict=True)
    )


def gathered(world: World) -> str:
    """Where a draft chooses its items."""
    return reverse("accountability:use-items", args=[draft(world).pk])


USING: dict[str, Growth] = {
    "accountability.uses": Growth(at("accountability:uses"), CLERK, uses),
    "accountability.own": Growth(at("accountability_unit:uses"), Role.UNIT_LIAISON, own_uses),
    "accountability.gather": Growth(gathered, CLERK, gatherable),
}
USING_SPINE: dict[str, set[str]] = {
    "accountability.uses": WHOLE - {"team"},  # they go from the office, whatever team found it
    "accountability.own": {"done"},  # the unit sees its own alone
    "accountability.gather": WHOLE,
}
