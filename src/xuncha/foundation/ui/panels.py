"""
Cards that later stages put on the page of an earlier one.

The earlier stage declares `PAPER_PANELS: Panels[WorkingPaper] = Panels("paper")` in its selectors and shows
`PAPER_PANELS.drawn(request, paper)` on its page; a later stage registers its card in `AppConfig.ready()`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.template.loader import render_to_string

from xuncha.core.permissions import Permission
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.http import SignedInRequest

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Card(Generic[M]):
    """
    One card for people who hold `permission`: `context(actor, record)` feeds `template`.

    A context of None leaves the card out. `order` sorts cards as the stages come: rounds 10, fieldwork 20, findings 30.
    """

    code: str
    order: int
    permission: Permission
    template: str
    context: Callable[[Actor, M], Mapping[str, Any] | None]


class Panels(Generic[M]):
    """The cards of one page; `name` is what their templates call the record."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cards: dict[str, Card[M]] = {}

    def register(self, card: Card[M]) -> None:
        """Add a card; registering the same code again replaces it."""
        self.cards[card.code] = card

    def drawn(self, request: SignedInRequest, record: M) -> list[str]:
        """The cards this person sees beside this record, in order."""
        drawn: list[str] = []
        for card in sorted(self.cards.values(), key=lambda card: card.order):
            context = card.context(request.actor, record) if request.actor.holds(card.permission) else None
            if context is not None:
                drawn.append(render_to_string(card.template, {self.name: record, **context}, request))
        return drawn
