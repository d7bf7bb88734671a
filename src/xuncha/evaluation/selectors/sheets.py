"""What was found out about one evaluated body, and its sheet. A settled sheet is worked out from what was stored."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from xuncha.core import scoring
from xuncha.core.scoring import Given, Share, Sheet
from xuncha.disclosure.selectors.hearings import residents_asked
from xuncha.evaluation.models import Subject
from xuncha.evaluation.rules.ballots import ABSTAINED, folded
from xuncha.evaluation.rules.rates import ALL, ANSWERED, SATISFIED
from xuncha.evaluation.rules.sheets import given_from, stored
from xuncha.evaluation.selectors.lists import asked_of
from xuncha.evaluation.workflow import RunState, SubjectState
from xuncha.rectification.models import Item
from xuncha.rectification.selectors.results import results_of


def sheet_of(subject: Subject) -> Sheet:
    """The whole arithmetic: of what was found out so far, or of what was settled."""
    return scoring.score(subject.run.scheme.scored, given_of(subject))


def inputs_of(subject: Subject) -> dict[str, Any]:
    """What the arithmetic is done with, as it is stored."""
    return stored(given_of(subject))


def given_of(subject: Subject) -> Given:
    """What was found out. Votes come in once the voting is closed, of groups with enough ballots alone."""
    if subject.state == SubjectState.FINAL and subject.inputs is not None:
        return given_from(subject.inputs)
    standing = subject.marks.filter(withdrawn_at=None)
    cases: dict[str, int] = {}
    for code in standing.filter(points=None).order_by().values_list("code", flat=True):
        cases[code] = cases.get(code, 0) + 1
    return Given(
        marks=tuple(
            scoring.Mark(code, points, part)
            for code, points, part in standing.values_list("code", "points", "part")
            if points is not None
        ),
        shares={rate.code: Share(rate.part, rate.of) for rate in subject.rates.order_by("pk")},
        ballots=_ballots(subject),
        asked=asked_of(subject),
        cases=cases,
    )


def _ballots(subject: Subject) -> dict[str, dict[str, dict[str, int]]]:
    """Indicator → group → choice → how many, by phone, web and paper together."""
    if subject.run.state != RunState.CLOSED:
        return {}
    found: dict[str, dict[str, dict[str, int]]] = {}
    for one in subject.counts.exclude(choice=ABSTAINED):
        found.setdefault(one.indicator, {}).setdefault(one.group, {})[one.choice] = one.n
    for tally in subject.tallies.all():
        for indicator, choices in tally.counts.items():
            votes = found.setdefault(indicator, {}).setdefault(tally.group, {})
            for choice, n in choices.items():
                votes[choice] = votes.get(choice, 0) + n
    return folded(subject.run.scheme.scored, found)


def items_of(subject: Subject) -> QuerySet[Item]:
    """The rectification by which the body is judged: a unit's own, a team's units', a lower office's of its term."""
    batch = subject.run.round
    if subject.organisation_id:
        return Item.objects.filter(
            plan__inspection__round=batch, plan__inspection__organisation=subject.organisation_id
        )
    if subject.team_id:
        return Item.objects.filter(plan__inspection__team=subject.team_id)
    within = Q(plan__inspection__round__year=batch.year)
    return Item.objects.filter(within, plan__inspection__round__term__jurisdiction=subject.office_id)


def results_for(subject: Subject, now: Any) -> dict[str, int]:
    """How many items came to what and what residents answered, as the formulas name it; four queries."""
    results = results_of(items_of(subject), localdate(now))
    parts = {result.value: n for result, n in results.parts.items()}
    return {**parts, "closed": results.closed, ALL: results.total, **residents_of(subject)}


def residents_of(subject: Subject) -> dict[str, int]:
    """How many residents answered about the body's disclosed rectification, and how many are satisfied; 3 queries."""
    plans = list(items_of(subject).order_by().values_list("plan_id", flat=True).distinct())
    votes = residents_asked(plans).values()
    return {SATISFIED: sum(one.satisfied for one in votes), ANSWERED: sum(one.all for one in votes)}
