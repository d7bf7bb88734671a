"""What the pages of an item and a plan show of this stage: the letters that speak of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from xuncha.clues.selectors.referrals import INSTEAD
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.http import words
from xuncha.foundation.ui.panels import Card, Panels
from xuncha.rectification.models import Item, Plan
from xuncha.rectification.selectors import ITEM_PANELS, PLAN_PANELS
from xuncha.rectification.selectors.sent import SENT, Sent
from xuncha.supervision.models import Letter
from xuncha.supervision.selectors.reaches import LETTERS
from xuncha.supervision.workflow import LETTER, WAITING, LetterState

LETTER_PANELS: Panels[Letter] = Panels("letter")
SHOWN = 10
SHOWN_IN_PORTAL = 100
FOR_LETTERS = N_("反馈以后，要主管部门指导整改、在本系统清查的问题，由巡察办发交办函。")


def _letters(rows: QuerySet[Letter]) -> Mapping[str, Any] | None:
    letters = list(rows[:SHOWN])
    return {"letters": letters, "workflow": LETTER} if letters else None


def _of_item(actor: Actor, item: Item) -> Mapping[str, Any] | None:
    return _letters(LETTERS.visible_to(actor.as_staff).filter(lines__item=item))


def _of_plan(actor: Actor, plan: Plan) -> Mapping[str, Any] | None:
    about = Q(lines__item__plan=plan) | Q(plan=plan)
    return _letters(LETTERS.visible_to(actor.as_staff).filter(about).distinct())


def show_on_items() -> None:
    """Put the card on the pages of an item and of a plan at the desk, and tell matters for departments of letters."""
    ITEM_PANELS.register(Card("supervision", 50, P.LETTER_READ, "supervision/card.html", _of_item))
    PLAN_PANELS.register(Card("supervision", 50, P.LETTER_READ, "supervision/card.html", _of_plan))
    INSTEAD.append((FOR_LETTERS, "supervision:letters", P.LETTER_READ))
    SENT.append(_to_units)


def _to_units(actor: Actor) -> Iterator[Sent]:
    """The letters issued to the units of a person, the newest first; who waits for whom is said by their state."""
    for letter in LETTERS.permitted(actor, P.LETTER_READ).order_by("-pk")[:SHOWN_IN_PORTAL]:
        state = LetterState(letter.state)
        waits = state in WAITING
        shape = "near" if waits else "done"
        url = reverse("supervision_unit:letter", args=[letter.pk])
        on = localdate(letter.issued_at) if letter.issued_at else None
        due = letter.due_on if waits else None
        yield Sent(shape, words(LETTER.states[state].label), letter.title, url, on, due=due)
