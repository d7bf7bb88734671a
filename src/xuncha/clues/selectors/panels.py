"""What the page of an inspection shows of clues: how to register one, and the register to those who are named."""

from collections.abc import Mapping
from typing import Any

from xuncha.clues.selectors import REGISTERS, register_of
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, Band, Panel, register_panel


def _bands(_actor: Actor, _inspection: Inspection) -> list[Band]:
    """No number: whoever may write a clue may not know how many there are."""
    return []


def _card(actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    register = register_of(inspection)
    return {
        "open": register is not None,
        "register": REGISTERS.visible_to(actor).filter(inspection=inspection).first(),
        "may_open": register is None and INSPECTIONS.permits(actor, P.CLUE_APPROVE, inspection),
    }


def _nothing(_actor: Actor, _inspection: Inspection) -> Mapping[str, Any]:
    """The card leads on; it tells nothing of its own."""
    return {}


def show_on_inspections() -> None:
    """Put the card on the page of an inspection."""
    register_panel(Panel("clues", 45, P.CLUE_WRITE, _bands, "clues/panel.html", _card, beside=True))
    register_panel(Panel("referrals", 47, P.REFERRAL_WRITE, _bands, "clues/referral_panel.html", _nothing, beside=True))
