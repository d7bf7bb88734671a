"""Many hints, questions and scans for the sweep over all ledgers, each with what its columns show."""

from tests.conformance.growth import CLERK, ON, WHOLE, Growth, at
from tests.conformance.rectifying import items, made
from tests.conftest import NOW, World
from xuncha.core.text import packed, say
from xuncha.hints.models import Hint, Inquiry, Scan


def hints(world: World, numbers: range) -> list[Hint]:
    return Hint.objects.bulk_create(
        Hint(plan=item.plan, item=item, signal="money", digest="0" * 64, words=packed(say("样例")), **made(world))
        for item in items(world, numbers)
    )


def inquiries(world: World, numbers: range) -> None:
    Inquiry.objects.bulk_create(
        Inquiry(hint=hint, plan=hint.plan, item=hint.item, text="请说明。", due_on=ON, **made(world))
        for hint in hints(world, numbers)
    )


def scans(world: World, numbers: range) -> None:
    keep = {"created_by": world.founder, "created_at": NOW}
    Scan.objects.bulk_create(Scan(jurisdiction=world.city, on=ON, whole=True, until=n, **keep) for n in numbers)


HINTING: dict[str, Growth] = {
    "hints.hints": Growth(at("hints:hints"), CLERK, hints),
    "hints.inquiries": Growth(at("hints:inquiries"), CLERK, inquiries),
    "hints.scans": Growth(at("hints:scans"), CLERK, scans),
}
HINTING_SPINE: dict[str, set[str]] = {"hints.hints": WHOLE, "hints.inquiries": WHOLE, "hints.scans": set()}
