"""What the page of an inspection shows of special reports: the register, to those who are named."""

from collections.abc import Mapping
from typing import Any

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, Band, Panel, register_panel
from xuncha.special.selectors import SPECIAL_REGISTERS, register_of


def _bands(_actor: Actor, _inspection: Inspection) -> list[Band]:
    """No number: whoever may write may not know how many there are."""
    return []


def _card(actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    return {
        "open": register_of(inspection) is not None,
        "register": SPECIAL_REGISTERS.visible_to(actor).filter(inspection=inspection).first(),
        "may_open": INSPECTIONS.permits(actor, P.SPECIAL_SIGN, inspection),
    }


def show_on_inspections() -> None:
    """Put the card on the page of an inspection."""
    register_panel(Panel("special", 46, P.SPECIAL_WRITE, _bands, "special/panel.html", _card, beside=True))
