"""What the page of an inspection shows of what was gathered."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.gathering.selectors.reaches import TALKS
from xuncha.gathering.workflow import TALK, TalkState
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, Band, Panel, register_panel

NOT_HELD = (TalkState.PLANNED, TalkState.CANCELLED)
LATEST = 5


def _bands(actor: Actor, inspection: Inspection) -> list[Band]:
    talks = TALKS.visible_to(actor).filter(inspection=inspection)
    held, planned = talks.exclude(state__in=NOT_HELD).count(), talks.filter(state=TalkState.PLANNED).count()
    here = f"?unit={inspection.organisation.name}&round={inspection.round_id}"
    return [Band(_("谈话"), held, _("次"), _("待谈 {n} 次").format(n=planned), reverse("gathering:talks") + here)]


def _card(actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    talks = TALKS.visible_to(actor).filter(inspection=inspection).select_related("lead", "recorder")
    return {
        "talks": talks.order_by("-state_since")[:LATEST],
        "TALK": TALK,
        "may_talk": INSPECTIONS.permits(actor, P.TALK_WRITE, inspection),
    }


def show_on_inspections() -> None:
    """Put what was gathered on the page of an inspection."""
    register_panel(Panel("gathering", 7, P.TALK_READ, _bands, "gathering/panel.html", _card))
