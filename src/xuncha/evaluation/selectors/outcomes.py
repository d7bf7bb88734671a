"""What became of what was confirmed, and where the records of other stages came from. (features C11, C12, C15)"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuncha.accountability.models import ResultUse
from xuncha.accountability.selectors import USE_PANELS
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.evaluation.models import Follow
from xuncha.evaluation.rules.following import BY_LETTER, follow_of, key_of
from xuncha.evaluation.selectors.reaches import FOLLOWS
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.http import words
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.panels import Card
from xuncha.lookback.models import Visited
from xuncha.lookback.selectors import VISITED_PANELS
from xuncha.lookback.workflow import VisitState
from xuncha.supervision.models import Dismissal, Letter
from xuncha.supervision.selectors import LETTER_PANELS
from xuncha.supervision.workflow import LetterState

NOT_FOLLOWED = N_("没有发函")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One record that was made of a confirmed proposal, and how it stands. `read` is who may open it."""

    label: str
    state: str
    url: str = ""
    read: P | None = None
    over: bool = False  # nothing came of it; it may be begun again


def outcomes_of(follows: Sequence[Any]) -> dict[int, list[Outcome]]:
    """What became of each of these proposals, by their keys; four queries."""
    found: dict[int, list[Outcome]] = {}
    keys = {key_of(pk): pk for pk in follows}

    def note(key: str, outcome: Outcome) -> None:
        found.setdefault(keys[key], []).append(outcome)

    for letter in Letter.objects.filter(hint__in=BY_LETTER.values(), subject__in=keys).order_by("pk"):
        note(letter.subject, _outcome(letter, P.LETTER_READ))
    for gone in Dismissal.objects.filter(hint__in=BY_LETTER.values(), subject__in=keys).order_by("pk"):
        note(gone.subject, Outcome(words(NOT_FOLLOWED), gone.reason))
    for use in ResultUse.objects.filter(source__in=keys).order_by("pk"):
        note(use.source, _outcome(use, P.USE_READ))
    for one in Visited.objects.filter(source__in=keys).select_related("visit", "organisation").order_by("pk"):
        kind, over = one.visit.get_kind_display(), one.visit.state == VisitState.DROPPED
        label = one.visit.get_state_display() if over else one.get_state_display()
        outcome = Outcome(f"{kind} {one.visit.number}", words(label), page_of(one), P.LOOKBACK_READ, over=over)
        note(one.source, outcome)
    return found


def _outcome(record: Letter | ResultUse, read: P) -> Outcome:
    label = f"{words(record.get_kind_display())} {record.number}".strip()
    over = record.state == LetterState.DROPPED
    return Outcome(label, words(record.get_state_display()), page_of(record), read, over=over)


def in_words(follows: Sequence[Any]) -> Mapping[Any, str]:
    """The same in one line each."""
    found = outcomes_of(follows)
    return {pk: "；".join(f"{one.label} {one.state}" for one in outcomes) for pk, outcomes in found.items()}


def _origin(actor: Actor, key: str) -> Mapping[str, Any] | None:
    pk = follow_of(key)
    rows = FOLLOWS.visible_to(actor).select_related("subject__run__scheme").defer("subject__inputs")
    follow: Follow | None = rows.filter(pk=pk).first() if pk is not None else None
    return {"follow": follow} if follow else None


def show_origins() -> None:
    """Letters, uses of results and looks back show the grade from which they came."""
    told = ("evaluation", 10, P.EVALUATION_READ, "evaluation/origin.html")
    LETTER_PANELS.register(Card(*told, lambda actor, letter: _origin(actor, letter.subject)))
    USE_PANELS.register(Card(*told, lambda actor, use: _origin(actor, use.source)))
    VISITED_PANELS.register(Card(*told, lambda actor, visited: _origin(actor, visited.source)))
