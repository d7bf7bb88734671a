"""What visits found, added up unit by unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from xuncha.lookback.models import SHORT, Verdict, Visit, Visited


@dataclass(frozen=True, slots=True)
class Total:
    """One unit: looked at, in place, partly, not in place."""

    visited: Visited
    unit: str
    numbers: tuple[int, int, int, int]


def _of(verdict: str) -> Count:
    return Count("points", filter=Q(points__verdict=verdict))


def totals_of(visit: Visit) -> list[Total]:
    """Every unit of a visit with its results; one query."""
    rows = visit.units.select_related("organisation").order_by("organisation__code")
    counted = rows.annotate(
        n=Count("points"), good=_of(Verdict.IN_PLACE), part=_of(Verdict.PARTLY), bad=_of(Verdict.NOT)
    )
    return [Total(row, row.organisation.name, (row.n, row.good, row.part, row.bad)) for row in counted]


def short_and_all(keys: Sequence[int]) -> Mapping[int, str]:
    """Not in place / looked at in each visited unit, for a list; one query."""
    rows = Visited.objects.filter(pk__in=keys).order_by()
    counted = rows.annotate(n=Count("points"), short=Count("points", filter=Q(points__verdict__in=SHORT)))
    return {pk: f"{short}/{n}" for pk, short, n in counted.values_list("pk", "short", "n")}


def units_and_short(keys: Sequence[int]) -> Mapping[int, str]:
    """Units / items not in place of each visit, for a list; one query."""
    rows = Visit.objects.filter(pk__in=keys).order_by()
    counted = rows.annotate(
        n=Count("units", distinct=True),
        short=Count("units__points", filter=Q(units__points__verdict__in=SHORT), distinct=True),
    )
    return {pk: f"{n} / {short}" for pk, n, short in counted.values_list("pk", "n", "short")}
