"""Figures of visits: units looked at again within the period, and what was not in place there."""

from django.db.models import Q, QuerySet

from xuncha.insight.selectors.counting import Counted, Over, distinct
from xuncha.lookback.models import SHORT, Kind, Point, Visited
from xuncha.lookback.workflow import FOUND, VisitState

KNOWN = ~Q(visit__kind=Kind.COVERT) | Q(visit__state=VisitState.DONE)
"""A covert visit is counted once it is over."""


def visited(over: Over) -> QuerySet[Visited]:
    """Units whose results were handed in, looked at within the period."""
    return Visited.objects.filter(
        KNOWN,
        visit__jurisdiction__in=over.jurisdictions,
        state__in=FOUND,
        on__range=(over.period.begin, over.period.last),
    )


def points(over: Over) -> QuerySet[Point]:
    """The items looked at in those units."""
    return Point.objects.filter(visited__in=visited(over))


LOOKING_BACK: dict[str, Counted] = {
    "return_visits.units": Counted(visited, adds=distinct("organisation")),
    "return_visits.sectors": Counted(visited, adds=distinct("organisation__sector")),
    "return_visits.items": Counted(points),
    "return_visits.not_in_place": Counted(points, lambda _over: Q(verdict__in=SHORT)),
}
