"""What might follow and was not taken up: rates below the limit here, grades from the evaluation. Nothing is stored."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, QuerySet
from django.urls import reverse

from xuncha.accountability.models import Dismissal, ResultUse
from xuncha.accountability.rules.kinds import SUGGESTED
from xuncha.accountability.selectors.reaches import DISMISSALS
from xuncha.accountability.workflow import UseState
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.regulations.selectors.values import Standing
from xuncha.rectification.models import Plan
from xuncha.rectification.selectors.consequences import lowest_on, plans_below


@dataclass(frozen=True, slots=True)
class Suggestion:
    """
    A use of results that a person may draft by one press. `source` is its stable key, `figure` what was measured: the
    lower the worse, 0 where nothing is.
    """

    source: str
    kind: str
    plan: Plan
    why: Say
    figure: int = 0


Suggester = Callable[[Jurisdiction, date], Iterable[Suggestion]]


def _below(jurisdiction: Jurisdiction, today: date) -> Iterable[Suggestion]:
    """A talk with every unit that stayed below the office's limit and of which nothing was demanded; three queries."""
    lowest = lowest_on(today, jurisdiction)
    for below in plans_below(Plan.objects.all(), jurisdiction, today):
        why = say("整改到位率 {rate}，低于下限 {lowest}%", rate=below.rate, lowest=lowest)
        yield Suggestion(f"below-{below.plan.pk}", "talk", below.plan, why, below.hundredths)


SUGGESTERS: list[Suggester] = [_below]
"""Asked one after the other. A later stage that knows more (the evaluation its confirmed grades) appends its own."""


def suggestions(jurisdiction: Jurisdiction, today: date) -> list[Suggestion]:
    """
    Everything that might follow today and was not drafted. What was dismissed comes back once its figure is worse than
    it was at the last dismissal, and not before.
    """
    drafted = ResultUse.objects.filter(jurisdiction=jurisdiction).exclude(source="").values_list("source", flat=True)
    dismissed = Dismissal.objects.filter(jurisdiction=jurisdiction).order_by()
    lowest = dict(dismissed.values_list("source").annotate(lowest=Min("figure")))
    taken = set(drafted)
    found = (one for suggest in SUGGESTERS for one in suggest(jurisdiction, today) if one.source not in taken)
    return [one for one in found if one.source not in lowest or one.figure < lowest[one.source]]


def dismissed_before(actor: Actor, sources: Collection[str]) -> dict[str, list[Dismissal]]:
    """Of these suggestions those that came back: who dismissed them when, at which figure and why; one query."""
    rows = DISMISSALS.visible_to(actor).filter(source__in=sources).select_related("created_by").order_by("-pk")
    found: dict[str, list[Dismissal]] = {}
    for one in rows:
        found.setdefault(one.source, []).append(one)
    return found


def standing(actor: Actor, office: Jurisdiction, on: date) -> Iterator[Standing]:
    """What might follow on a day, for whoever asks what other settings would change and drafts uses of results."""
    if JURISDICTIONS.permitted(actor, P.USE_WRITE).filter(pk=office.pk).exists():
        for one in suggestions(office, on):
            label, url = str(one.plan.inspection.organisation), f"{reverse('accountability:suggestions')}#{one.source}"
            yield Standing(N_("系统建议的成果运用"), label, url, one.why)


def the_suggestion(jurisdiction: Jurisdiction, today: date, source: str) -> Suggestion | None:
    """The one with this key, if it still stands."""
    return next((one for one in suggestions(jurisdiction, today) if one.source == source), None)


def followed(jurisdictions: QuerySet[Jurisdiction]) -> list[tuple[str, int, int]]:
    """(ground, how many were drafted of it, how many times it was dismissed) of every ground; two queries."""
    drafted = ResultUse.objects.filter(jurisdiction__in=jurisdictions).exclude(state=UseState.WITHDRAWN)
    taken = list(drafted.exclude(source="").values_list("source", flat=True))
    gone = list(Dismissal.objects.filter(jurisdiction__in=jurisdictions).values_list("source", flat=True))
    return [
        (label, sum(one.startswith(begin) for one in taken), sum(one.startswith(begin) for one in gone))
        for begin, label in SUGGESTED.items()
    ]
