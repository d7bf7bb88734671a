"""What visits found of items of rectification, for whoever sets it against what the unit reported. (domain §5.6)"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Q

from xuncha.lookback.models import Kind, Point, Verdict
from xuncha.lookback.workflow import VisitedState, VisitState
from xuncha.rectification.selectors.checks import Check, Checker

HANDED_IN = Q(visited__on__isnull=False) & ~Q(visited__state__in=[VisitedState.PLANNED, VisitedState.WAITING])
KNOWN = Q(visited__visit__state=VisitState.DONE) | ~Q(visited__visit__kind=Kind.COVERT)
"""While a covert visit lasts nobody outside its group hears of it."""


def found_of_items(plans: Sequence[int]) -> Iterator[Check]:
    """Results that were handed in, of the items of these plans; one query."""
    rows = Point.objects.filter(HANDED_IN, KNOWN, item__plan__in=plans).exclude(verdict="")
    for point in rows.select_related("visited__visit", "item").order_by("visited__on", "pk"):
        if point.item_id is not None and point.visited.on is not None:
            yield Check(
                point.item_id, point.visited.on, point.verdict == Verdict.IN_PLACE, "lookback.point", point.pk,
                f"{point.visited.visit.number} {point}", point.people, point.denied,
            )  # fmt: skip


def changed_since(moment: datetime) -> list[int]:
    """Plans of which results were written down or handed in since then, or whose visit came to an end; one query."""
    moved = (
        Q(recorded_at__gte=moment) | Q(visited__state_since__gte=moment) | Q(visited__visit__state_since__gte=moment)
    )
    rows = Point.objects.filter(moved, item__isnull=False).order_by()
    return list(rows.values_list("item__plan", flat=True).distinct())


VISITS = Checker(found_of_items, changed_since)
