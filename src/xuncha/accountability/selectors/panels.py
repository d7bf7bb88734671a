"""What the pages of an item and a plan show of this stage: the uses of results that rest on them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.accountability.models import ResultUse
from xuncha.accountability.selectors.reaches import USES
from xuncha.accountability.selectors.uses import not_signed
from xuncha.accountability.workflow import USE, UseState
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.ui.panels import Card, Panels
from xuncha.rectification.models import Item, Plan
from xuncha.rectification.selectors import ITEM_PANELS, PLAN_PANELS
from xuncha.rectification.selectors.sent import SENT, Sent

USE_PANELS: Panels[ResultUse] = Panels("use")
SHOWN = 10
SHOWN_IN_PORTAL = 100


def _uses(rows: QuerySet[ResultUse]) -> Mapping[str, Any] | None:
    uses = list(rows[:SHOWN])
    return {"uses": uses, "workflow": USE} if uses else None


def _of_item(actor: Actor, item: Item) -> Mapping[str, Any] | None:
    return _uses(USES.visible_to(actor.as_staff).filter(grounds__item=item))


def _of_plan(actor: Actor, plan: Plan) -> Mapping[str, Any] | None:
    return _uses(USES.visible_to(actor.as_staff).filter(grounds__plan=plan).distinct())


def show_on_items() -> None:
    """Put the card on the pages of an item and of a plan at the desk, and what was sent on the portal's first page."""
    ITEM_PANELS.register(Card("accountability", 60, P.USE_READ, "accountability/card.html", _of_item))
    PLAN_PANELS.register(Card("accountability", 60, P.USE_READ, "accountability/card.html", _of_plan))
    SENT.append(_to_units)


def _to_units(actor: Actor) -> Iterator[Sent]:
    """What was sent to the units of a person, the newest first, and whether it is signed for; one query."""
    units = actor.scope_ids(P.USE_READ, Scope.UNIT)
    rows = USES.permitted(actor, P.USE_READ).filter(sent_at__isnull=False).annotate(open=not_signed(units))
    for use in rows.order_by("-sent_at")[:SHOWN_IN_PORTAL]:
        owed = use.state == UseState.OWED
        shape, state = ("near", _("待签收")) if use.open else ("near", _("待报送")) if owed else ("done", _("已签收"))
        if use.state == UseState.WITHDRAWN:
            shape, state = "stop", _("已撤回")
        url = reverse("accountability_unit:use", args=[use.pk])
        yield Sent(shape, state, use.title, url, localdate(use.sent_at), due=use.due_on if owed else None)
