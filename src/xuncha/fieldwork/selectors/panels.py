"""What the workspace of an inspection shows of fieldwork, and what later stages show beside a paper."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.conduct.selectors import beside
from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.selectors.cited import beside_record, beside_squad
from xuncha.fieldwork.selectors.content import meter_of, pieces_of, with_what_rules_need
from xuncha.fieldwork.selectors.reaches import FACT_SHEETS, PAPERS
from xuncha.fieldwork.workflow import PAPER, FactState, PaperState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.ui.panels import Card, Panels
from xuncha.gathering.selectors import RECORD_PANELS
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, Band, Panel, register_panel
from xuncha.survey.selectors.squads import SQUAD_PANELS

PAPER_PANELS: Panels[WorkingPaper] = Panels("paper")
"""What later stages show beside a paper: fieldwork knows no findings."""

LATEST = 6
GONE = (PaperState.VOID, PaperState.SUPERSEDED)
SIGNED = (PaperState.SIGNED, PaperState.FILED)


def _bands(actor: Actor, inspection: Inspection) -> list[Band]:
    papers = PAPERS.visible_to(actor).filter(inspection=inspection).exclude(state__in=GONE)
    sheets = FACT_SHEETS.visible_to(actor).filter(inspection=inspection)
    signed, waiting = papers.filter(state__in=SIGNED).count(), sheets.filter(state=FactState.SENT).count()
    here = f"?unit={inspection.organisation.name}&round={inspection.round_id}"
    return [
        Band(
            _("问题底稿"),
            papers.count(),
            _("份"),
            _("组长已签 {n} 份").format(n=signed),
            reverse("fieldwork:papers") + here,
        ),
        Band(
            _("事实确认单"),
            sheets.count(),
            _("份"),
            _("待单位反馈 {n} 份").format(n=waiting),
            reverse("fieldwork:facts") + here,
        ),
    ]


def _latest(actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    papers = with_what_rules_need(PAPERS.visible_to(actor).filter(inspection=inspection)).order_by("-state_since")
    here = f"?unit={inspection.organisation.name}&round={inspection.round_id}"
    return {
        "papers": [(paper, meter_of(paper), pieces_of(paper)) for paper in papers[:LATEST]],
        "all_papers": reverse("fieldwork:papers") + here,
        "PAPER": PAPER,
        "may_write": INSPECTIONS.permits(actor, P.PAPER_WRITE, inspection),
    }


def show_on_inspections() -> None:
    """Put fieldwork on the pages of inspections, talks and squads, and what the office says beside a paper."""
    PAPER_PANELS.register(Card("comments", 10, P.GUIDANCE_READ, "conduct/comments.html", beside))
    register_panel(Panel("fieldwork", 4, P.PAPER_READ, _bands, "fieldwork/panel.html", _latest))
    RECORD_PANELS.register(Card("papers", 10, P.PAPER_READ, "fieldwork/record_card.html", beside_record))
    SQUAD_PANELS.register(Card("papers", 10, P.PAPER_READ, "fieldwork/squad_card.html", beside_squad))
