"""What the pages of rounds and inspections show of guidance and conduct."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.conduct.selectors.reaches import COMMENTS, GUIDANCES
from xuncha.conduct.selectors.registers import lines_of
from xuncha.conduct.workflow import COMMENT, GUIDANCE
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.ui.panels import Card
from xuncha.rounds.models import Inspection, Round
from xuncha.rounds.selectors import INSPECTIONS, ROUND_PANELS, Band, Panel, register_panel


def _bands(actor: Actor, inspection: Inspection) -> list[Band]:
    comments = COMMENTS.visible_to(actor).filter(inspection=inspection)
    left = comments.exclude(Q(state__in=COMMENT.finished())).count()
    here = f"?unit={inspection.organisation.name}&round={inspection.round_id}"
    detail = _("待答复 {n} 条").format(n=left)
    return [Band(_("巡察办意见"), comments.count(), _("条"), detail, reverse("conduct:comments") + here)]


def _card(actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    rows = GUIDANCES.visible_to(actor).filter(inspection=inspection)
    return {
        "guidance": rows[:5],
        "GUIDANCE": GUIDANCE,
        "may_guide": INSPECTIONS.permits(actor, P.GUIDANCE_WRITE, inspection),
        "may_report_approach": INSPECTIONS.permits(actor, P.APPROACH_WRITE, inspection),
        "may_report_breach": INSPECTIONS.permits(actor, P.RECUSAL_HANDLE, inspection),
    }


def _round(_actor: Actor, batch: Round) -> Mapping[str, Any]:
    lines = lines_of(batch)
    return {"members": len(lines), "lacking": [line for line in lines if line.missing]}


def show_on_earlier_pages() -> None:
    """Put guidance on the page of an inspection, and what is missing of pledges on that of a round."""
    register_panel(Panel("conduct", 8, P.GUIDANCE_READ, _bands, "conduct/panel.html", _card, beside=True))
    ROUND_PANELS.register(Card("conduct", 15, P.CONDUCT_READ, "conduct/round_card.html", _round))
