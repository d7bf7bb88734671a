"""What the page of an inspection shows of what was gathered."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.reach import Reach
from xuncha.gathering.selectors.reaches import MATERIALS, TALKS, VISITS
from xuncha.gathering.workflow import MATERIAL, TALK, MaterialState, TalkState
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, Band, Panel, register_panel

NOT_HELD = (TalkState.PLANNED, TalkState.CANCELLED)
LATEST = 5


def _of(reach: Reach[Any], actor: Actor, inspection: Inspection) -> QuerySet[Any]:
    return reach.visible_to(actor).filter(inspection=inspection)


def _bands(actor: Actor, inspection: Inspection) -> list[Band]:
    talks, asked = _of(TALKS, actor, inspection), _of(MATERIALS, actor, inspection)
    held, planned = talks.exclude(state__in=NOT_HELD).count(), talks.filter(state=TalkState.PLANNED).count()
    awaited = asked.filter(state=MaterialState.SENT).count()
    here = f"?unit={inspection.organisation.name}&round={inspection.round_id}"
    return [
        Band(_("谈话"), held, _("次"), _("待谈 {n} 次").format(n=planned), reverse("gathering:talks") + here),
        Band(
            _("调阅清单"),
            asked.exclude(state=MaterialState.DROPPED).count(),
            _("张"),
            _("待单位提供 {n} 张").format(n=awaited),
            reverse("gathering:materials") + here,
        ),
    ]


def _card(actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    def latest(rows: QuerySet[Any], order: str) -> list[Model]:
        return list(rows.order_by(order, "-pk")[:LATEST])

    return {
        "talks": latest(_of(TALKS, actor, inspection).select_related("lead", "recorder"), "-state_since"),
        "materials": latest(_of(MATERIALS, actor, inspection), "-state_since"),
        "visits": latest(_of(VISITS, actor, inspection), "-on"),
        "TALK": TALK,
        "MATERIAL": MATERIAL,
        "may_talk": INSPECTIONS.permits(actor, P.TALK_WRITE, inspection),
        "may_ask": INSPECTIONS.permits(actor, P.MATERIAL_WRITE, inspection),
        "may_visit": INSPECTIONS.permits(actor, P.VISIT_WRITE, inspection),
    }


def show_on_inspections() -> None:
    """Put what was gathered on the page of an inspection."""
    register_panel(Panel("gathering", 7, P.TALK_READ, _bands, "gathering/panel.html", _card))
