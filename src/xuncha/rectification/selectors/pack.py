"""
What the pack before entry says of a unit's earlier rectification: every problem fed back to it, unclosed ones first.

A team does not reach the earlier round itself. What it is shown here is what the unit was told then, with how far it
came: neither papers nor findings that were kept from the opinion.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.ui.panels import Card
from xuncha.preparation.selectors import PACK_PANELS
from xuncha.rectification.models import Item
from xuncha.rectification.workflow import ITEM
from xuncha.rounds.models import Inspection

SHOWN = 100


def _earlier(_actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    """The items of other inspections of the same unit; one query."""
    rows = Item.objects.filter(plan__inspection__organisation=inspection.organisation_id)
    rows = rows.exclude(plan__inspection=inspection.pk).select_related("plan__inspection__round")
    found = sorted(rows, key=lambda item: (item.state in ITEM.finished(), item.due_on or date.max, -item.pk))
    unclosed = sum(item.state not in ITEM.finished() for item in found)
    return {"items": found[:SHOWN], "all": len(found), "unclosed": unclosed, "ITEM": ITEM}


def show_in_packs() -> None:
    """Put earlier rectification into the pack of a unit."""
    PACK_PANELS.register(Card("rectification", 40, P.RECT_READ, "rectification/pack_card.html", _earlier))
