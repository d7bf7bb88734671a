"""What residents are asked, what they answered, and who else reads of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Count, QuerySet

from xuncha.disclosure.models import Disclosure, Hearing, Section, Verdict
from xuncha.disclosure.rules.hearings import Result, result_of, smallest_of
from xuncha.disclosure.workflow import TOLD, UNPUBLISHED, DisclosureState, HearingState
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.hints.selectors import Row, Votes
from xuncha.survey.selectors import smallest_on


def least_on(day: date, office: Jurisdiction) -> int:
    """How many answers a figure rests on: the office's number for questionnaires, never fewer than five."""
    return smallest_of(smallest_on(day, office))


def tellable(text: Disclosure) -> QuerySet[Section]:
    """The sections of a text that everybody may read."""
    return text.sections.filter(omitted="").order_by("position")


def is_told(text: Disclosure) -> bool:
    """Whether it was published by both of its channels, so that its words stand."""
    return DisclosureState(text.state) not in UNPUBLISHED


def told_by_code(code: str) -> Hearing | None:
    """What lies behind a public address, once it went out."""
    rows = Hearing.objects.select_related("inspection__organisation", "inspection__team")
    return rows.filter(code=code, state__in=TOLD).first()


def counted(hearings: Iterable[Hearing]) -> Mapping[int, Result | None]:
    """What the answers to each of these came to, by its key; one query."""
    rows = list(hearings)
    counts: dict[int, dict[str, int]] = {one.pk: {} for one in rows}
    found = Verdict.objects.filter(hearing__in=list(counts)).order_by()
    for key, choice, n in found.values_list("hearing", "choice").annotate(n=Count("pk")):
        counts[key][choice] = n
    return {
        one.pk: result_of(counts[one.pk], one.smallest or 0, closed=one.state == HearingState.CLOSED) for one in rows
    }


def rates(keys: Sequence[Any]) -> Mapping[Any, str]:
    """The rate of each of these hearings, by its key, as a list shows it; none where nothing is shown."""
    return {key: f"{result.rate}%" for key, result in counted(Hearing.objects.filter(pk__in=keys)).items() if result}


def said_of(hearing: Hearing) -> list[str]:
    """What people added, once there is a result, in no order of their coming."""
    texts = hearing.verdicts.exclude(said="").values_list("said", flat=True)
    return sorted(texts, key=lambda text: sha256(f"{hearing.pk}:{text}".encode()).digest())


def residents_asked(plans: Sequence[int]) -> Mapping[int, Votes]:
    """How satisfied residents are, by plan: all that was closed and may be shown, together."""
    rows = Hearing.objects.filter(disclosure__plan__in=plans, state=HearingState.CLOSED).select_related("disclosure")
    hearings = list(rows.order_by("pk"))
    results = counted(hearings)
    found: dict[int, Votes] = {}
    for one in hearings:
        result, plan = results[one.pk], one.disclosure.plan_id
        if result is not None:
            before = found.get(plan)
            satisfied, everybody = (before.satisfied, before.all) if before else (0, 0)
            source = Row("disclosure.hearing", one.pk, one.title)
            found[plan] = Votes(satisfied + result.satisfied, everybody + result.all, source)
    return found
