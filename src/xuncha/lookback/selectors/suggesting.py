"""Units of which somebody decided elsewhere that they are looked back at, and that are on no such visit yet."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from xuncha.core.text import Say
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.lookback.models import Visited
from xuncha.lookback.workflow import VisitState


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit to be looked back at, and why. `source` is its stable key."""

    source: str
    unit: Organisation
    why: Say


Suggester = Callable[[Jurisdiction], Iterable[Suggestion]]
SUGGESTERS: list[Suggester] = []
"""Asked one after the other; a later stage that decides so (the evaluation by its grades) appends its own."""


def suggestions(jurisdiction: Jurisdiction) -> list[Suggestion]:
    """What is on no visit yet; of a visit that was given up it comes back."""
    on_visits = Visited.objects.filter(visit__jurisdiction=jurisdiction).exclude(visit__state=VisitState.DROPPED)
    taken = set(on_visits.exclude(source="").order_by().values_list("source", flat=True))
    return [one for suggest in SUGGESTERS for one in suggest(jurisdiction) if one.source not in taken]


def by_unit(jurisdiction: Jurisdiction) -> dict[int, Suggestion]:
    """The earliest of each unit."""
    found: dict[int, Suggestion] = {}
    for one in suggestions(jurisdiction):
        found.setdefault(one.unit.pk, one)
    return found
