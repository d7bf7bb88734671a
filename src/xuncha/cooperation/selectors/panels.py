"""What the page of an inspection shows: what departments check in the unit beside it."""

from collections.abc import Mapping
from typing import Any

from xuncha.cooperation.selectors.reaches import CHECKS
from xuncha.cooperation.workflow import CHECK
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import Band, Panel, register_panel


def _bands(_actor: Actor, _inspection: Inspection) -> list[Band]:
    """No number: the band tells of the inspection itself."""
    return []


def _card(actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    rows = CHECKS.visible_to(actor).filter(inspection=inspection).select_related("department")
    return {"checks": rows.order_by("from_on", "pk"), "CHECK": CHECK}


def show_on_inspections() -> None:
    """Put the card on the page of an inspection."""
    register_panel(Panel("cooperation", 47, P.JOINT_CHECK_READ, _bands, "cooperation/panel.html", _card, beside=True))
