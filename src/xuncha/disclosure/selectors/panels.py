"""What the pages of a plan and of an item show of this stage: texts, and what residents said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.disclosure.models import Hearing, Publication
from xuncha.disclosure.selectors.hearings import counted
from xuncha.disclosure.selectors.reaches import DISCLOSURES, HEARINGS
from xuncha.disclosure.workflow import DISCLOSURE, HEARING, TOLD, UNPUBLISHED
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.ui.panels import Card
from xuncha.rectification.models import Item, Plan
from xuncha.rectification.selectors import ITEM_PANELS, PLAN_PANELS
from xuncha.rectification.selectors.unit import DISCLOSED


def _texts(actor: Actor, plan: Plan) -> Mapping[str, Any] | None:
    texts = list(DISCLOSURES.visible_to(actor.as_staff).filter(plan=plan).order_by("-pk"))
    return {"texts": texts, "workflow": DISCLOSURE} if texts else None


def _hearings(rows: QuerySet[Hearing]) -> Mapping[str, Any] | None:
    hearings = list(rows.filter(state__in=TOLD).order_by("-pk"))
    results = counted(hearings)
    return {"hearings": [(one, results[one.pk]) for one in hearings], "workflow": HEARING} if hearings else None


def _of_plan(actor: Actor, plan: Plan) -> Mapping[str, Any] | None:
    return _hearings(HEARINGS.visible_to(actor).filter(disclosure__plan=plan))


def _of_item(actor: Actor, item: Item) -> Mapping[str, Any] | None:
    return _hearings(HEARINGS.visible_to(actor).filter(sections__item=item))


def _told_on(plan: Plan) -> date | None:
    """The day on which the first text of a plan was out by both ways; one query."""
    first = Publication.objects.filter(disclosure__plan=plan, disclosure__previous__isnull=True)
    days = list(first.exclude(disclosure__state__in=UNPUBLISHED).values_list("on", flat=True))
    return max(days, default=None)


def show_on_plans() -> None:
    """Put the cards on the pages of plans and items at the desk, and the day in the portal's band of stations."""
    if _told_on not in DISCLOSED:
        DISCLOSED.append(_told_on)
    PLAN_PANELS.register(Card("disclosure", 70, P.DISCLOSURE_READ, "disclosure/card.html", _texts))
    PLAN_PANELS.register(Card("hearing", 71, P.HEARING_READ, "disclosure/hearing_card.html", _of_plan))
    ITEM_PANELS.register(Card("hearing", 71, P.HEARING_READ, "disclosure/hearing_card.html", _of_item))
