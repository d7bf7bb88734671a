"""What the pages of an item and a plan show of this stage: the uses of results that rest on them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from xuncha.accountability.models import ResultUse
from xuncha.accountability.selectors.reaches import USES
from xuncha.accountability.workflow import USE
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.ui.panels import Card, Panels
from xuncha.rectification.models import Item, Plan
from xuncha.rectification.selectors import ITEM_PANELS, PLAN_PANELS

USE_PANELS: Panels[ResultUse] = Panels("use")
SHOWN = 10


def _uses(rows: QuerySet[ResultUse]) -> Mapping[str, Any] | None:
    uses = list(rows[:SHOWN])
    return {"uses": uses, "workflow": USE} if uses else None


def _of_item(actor: Actor, item: Item) -> Mapping[str, Any] | None:
    return _uses(USES.visible_to(actor.as_staff).filter(grounds__item=item))


def _of_plan(actor: Actor, plan: Plan) -> Mapping[str, Any] | None:
    return _uses(USES.visible_to(actor.as_staff).filter(grounds__plan=plan).distinct())


def show_on_items() -> None:
    """Put the card on the pages of an item and of a plan at the desk."""
    ITEM_PANELS.register(Card("accountability", 60, P.USE_READ, "accountability/card.html", _of_item))
    PLAN_PANELS.register(Card("accountability", 60, P.USE_READ, "accountability/card.html", _of_plan))
