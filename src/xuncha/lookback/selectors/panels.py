"""What the page of an item of rectification shows of visits: how often it was looked at again, and its road."""

from collections.abc import Mapping
from typing import Any

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.ui.panels import Card, Panels
from xuncha.lookback.models import Visited
from xuncha.lookback.selectors.reaches import POINTS
from xuncha.rectification.models import Item
from xuncha.rectification.selectors import ITEM_PANELS

VISITED_PANELS: Panels[Visited] = Panels("visited")


def _looked_at(actor: Actor, item: Item) -> Mapping[str, Any]:
    rows = POINTS.visible_to(actor).filter(item=item).exclude(verdict="").select_related("visited__visit")
    return {"points": rows.order_by("-pk")[:5]}


def show_on_items() -> None:
    """Put the card on the page of an item."""
    ITEM_PANELS.register(Card("lookback", 60, P.LOOKBACK_READ, "lookback/item_card.html", _looked_at))
