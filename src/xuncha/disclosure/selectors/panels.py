"""What the page of a plan shows of this stage: its texts."""

from collections.abc import Mapping
from typing import Any

from xuncha.core.permissions import Permission as P
from xuncha.disclosure.selectors.reaches import DISCLOSURES
from xuncha.disclosure.workflow import DISCLOSURE
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.ui.panels import Card
from xuncha.rectification.models import Plan
from xuncha.rectification.selectors import PLAN_PANELS


def _texts(actor: Actor, plan: Plan) -> Mapping[str, Any] | None:
    texts = list(DISCLOSURES.visible_to(actor.as_staff).filter(plan=plan).order_by("-pk"))
    return {"texts": texts, "workflow": DISCLOSURE} if texts else None


def show_on_plans() -> None:
    """Put the card on the page of a plan at the desk."""
    PLAN_PANELS.register(Card("disclosure", 70, P.DISCLOSURE_READ, "disclosure/card.html", _texts))
