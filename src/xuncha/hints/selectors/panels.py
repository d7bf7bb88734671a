"""The card on the page of an item and of a plan, for those who read hints."""

from collections.abc import Mapping
from typing import Any

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.ui.panels import Card
from xuncha.hints.selectors.pages import told
from xuncha.hints.selectors.reaches import HINTS
from xuncha.hints.workflow import HINT, HintState
from xuncha.rectification.models import Item, Plan
from xuncha.rectification.selectors import ITEM_PANELS, PLAN_PANELS

SHOWN = 20


def _of_item(actor: Actor, item: Item) -> Mapping[str, Any] | None:
    return _card(actor, item=item)


def _of_plan(actor: Actor, plan: Plan) -> Mapping[str, Any] | None:
    return _card(actor, plan=plan, item=None)


def _card(actor: Actor, **about: object) -> Mapping[str, Any] | None:
    """Hints that stand; None where there are none, for most items have none."""
    hints = HINTS.visible_to(actor).filter(**about).exclude(state=HintState.LAPSED).order_by("-pk")[:SHOWN]
    lines = [(hint, told(hint)) for hint in hints]
    return {"lines": lines, "workflow": HINT} if lines else None


def show_on_earlier_pages() -> None:
    """Put the card on the pages of items and plans."""
    ITEM_PANELS.register(Card("hints", 40, P.HINT_READ, "hints/card.html", _of_item))
    PLAN_PANELS.register(Card("hints", 40, P.HINT_READ, "hints/card.html", _of_plan))
