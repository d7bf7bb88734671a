"""
Votes by phone and web: the right to vote is used up, the counts go up, and nothing ties the one to the other.

No ballot is stored: a row for each, in whatever order, would lead back to the order in which the rights were used.
"""

from collections.abc import Mapping
from datetime import date

from django.db.models import F
from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.evaluation.models import Card, Count, Panel, Run, Subject
from xuncha.evaluation.rules.ballots import reasons_not_to_take, reasons_not_to_vote, voted_on
from xuncha.evaluation.selectors import CARDS
from xuncha.evaluation.workflow import RunState
from xuncha.foundation.usecases import Act, held_still, in_one_transaction, use_case


@use_case(P.EVALUATION_VOTE, within=CARDS)
def vote_by_account(act: Act, card: Card, *, answers: Mapping[str, str]) -> Card:
    """Vote as the person named. The journal tells that they voted, and nothing of how."""
    _take(card, answers, localdate(act.now))
    act.record("evaluation.voted", card)
    return card


@in_one_transaction
def vote_by_code(card: Card, answers: Mapping[str, str], day: date) -> None:
    """
    Vote with a one-time code. Without the door: nobody acts, and the journal keeps nothing of it.

    Raises:
        RuleViolated: the code was used, the voting is not under way, or a question has no answer.

    """
    _take(held_still(card), answers, day)


def _take(card: Card, answers: Mapping[str, str], day: date) -> None:
    run = held_still(card.panel.run)  # it is not closed meanwhile
    RuleViolated.unless_empty(reasons_not_to_vote(running=is_running(run, day), used=card.used))
    asked = questions_of(card.panel)
    scheme = run.scheme.scored
    given = {name: answers.get(name, "") for name, _subject, _indicator in asked}
    RuleViolated.unless_empty(reasons_not_to_take(scheme, given))
    for name, subject, indicator in asked:
        rows = Count.objects.filter(subject=subject, group=card.panel.group, indicator=indicator, choice=given[name])
        rows.update(n=F("n") + 1)
    Card.objects.filter(pk=card.pk).update(used=True)
    card.used = True


def is_running(run: Run, day: date) -> bool:
    """Whether votes count on this day."""
    return run.state == RunState.OPEN and run.opens_on <= day <= run.closes_on


def subjects_of(panel: Panel) -> list[Subject]:
    """On whom the panel votes."""
    return [panel.subject] if panel.subject else list(panel.run.subjects.order_by("pk"))


def questions_of(panel: Panel) -> list[tuple[str, Subject, str]]:
    """The questions of a ballot: the name of its field, on whom, on which indicator."""
    indicators = voted_on(panel.run.scheme.scored)
    return [(f"s{one.pk}-{code}", one, code) for one in subjects_of(panel) for code in indicators]
