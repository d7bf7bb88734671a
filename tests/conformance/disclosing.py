"""Many texts for the sweep over all ledgers."""

from tests.conformance.growth import CLERK, NOW, WHOLE, Growth, at
from tests.conformance.rectifying import items
from tests.conftest import World
from tests.rectification.samples import item
from xuncha.core.permissions import Role
from xuncha.disclosure.models import Disclosure, Hearing
from xuncha.rectification.models import Plan


def texts(world: World, numbers: range) -> list[Disclosure]:
    """Each of another unit."""
    owned = items(world, numbers)
    return Disclosure.objects.bulk_create(
        Disclosure(plan=one.plan, title=f"通报{n}", due_on=NOW.date(), created_at=NOW, state_since=NOW)
        for n, one in zip(numbers, owned, strict=True)
    )


def own_texts(world: World, numbers: range) -> None:
    """Of unit one, one after the other."""
    plan = Plan.objects.filter(inspection=world.inspections[0]).first() or item(world).plan
    latest = Disclosure.objects.filter(plan=plan).order_by("-pk").first()
    for n in numbers:
        told = {"title": f"通报{n}", "due_on": NOW.date(), "created_at": NOW, "state_since": NOW}
        latest = Disclosure.objects.create(plan=plan, previous=latest, **told)


def hearings(world: World, numbers: range) -> None:
    """Each about another unit's text."""
    keep = {"created_by": world.founder, "created_at": NOW, "state_since": NOW, "state": "open", "smallest": 5}
    Hearing.objects.bulk_create(
        Hearing(
            inspection=text.plan.inspection, disclosure=text, title=f"评价{n}", audience="村民", words="已改。",
            code=f"h{n}", opens_on=NOW.date(), closes_on=NOW.date(), **keep,
        )
        for n, text in zip(numbers, texts(world, numbers), strict=True)
    )  # fmt: skip


DISCLOSING: dict[str, Growth] = {
    "disclosure.texts": Growth(at("disclosure:disclosures"), CLERK, texts),
    "disclosure.hearings": Growth(at("disclosure:hearings"), CLERK, hearings),
    "disclosure.own": Growth(at("disclosure_unit:disclosures"), Role.UNIT_LIAISON, own_texts),
}
DISCLOSING_SPINE: dict[str, set[str]] = {
    "disclosure.texts": WHOLE,
    "disclosure.hearings": WHOLE,
    "disclosure.own": {"done"},
}
