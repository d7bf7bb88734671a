"""What waits for whom, what events are called, and what the pages of an inspection and a paper show of this stage."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.selectors import PAPER_PANELS, PAPERS
from xuncha.findings.rules.findings import NO_LONGER_EDITED
from xuncha.findings.selectors.lineage import findings_of_paper
from xuncha.findings.selectors.reaches import FINDINGS, FIXES
from xuncha.findings.selectors.wording import PAPERS_FOR_FINDINGS
from xuncha.findings.workflow import FINDING, FIX, FindingState, FixState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.ui.panels import Card
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import Band, Panel, register_panel

waits(
    FINDING,
    FINDINGS,
    title=lambda finding: finding.title,
    number=lambda finding: finding.number,
    unit=lambda finding: finding.inspection.organisation,
    related=("inspection__organisation",),
    counts={FindingState.CANDIDATE: "finding.raised"},
)
waits(
    FIX,
    FIXES,
    title=lambda fix: fix.title,
    number=lambda fix: fix.number,
    unit=lambda fix: fix.inspection.organisation,
    related=("inspection__organisation",),
    due={FixState.ISSUED: "due_on", FixState.RETURNED: "due_on"},
    counts={FixState.ANSWERED: "fix.answered"},
)
EVENT_LABELS.update(
    {
        "finding.raised": N_("提出问题"),
        "finding.reworded": N_("修改表述"),
        "finding.weighed": N_("修改轻重、主要问题、重复关系"),
        "finding.classified": N_("修改分类"),
        "finding.merged_into": N_("由合并生成"),
        "finding.split_off": N_("由拆分生成"),
        "finding.imported": N_("下级报来"),
        "fix.drafted": N_("起草通知"),
        "fix.changed": N_("修改通知"),
        "fix.proof_added": N_("单位上传佐证"),
    }
)


def _bands(actor: Actor, inspection: Inspection) -> list[Band]:
    """Findings and immediate rectifications of the inspection; two queries."""
    live = FINDINGS.visible_to(actor).filter(inspection=inspection).exclude(state__in=NO_LONGER_EDITED)
    found = live.aggregate(n=Count("pk"), open=Count("pk", filter=Q(state=FindingState.CANDIDATE)))
    fixes = FIXES.visible_to(actor).filter(inspection=inspection).exclude(state=FixState.WITHDRAWN)
    fixed = fixes.aggregate(n=Count("pk"), done=Count("pk", filter=Q(state=FixState.ACCEPTED)))
    query = f"?round={inspection.round_id}&unit={inspection.organisation}"
    return [
        Band(
            _("问题"),
            found["n"],
            _("条"),
            _("待确认 {n} 条").format(n=found["open"]),
            reverse("findings:findings") + query,
        ),
        Band(
            _("立行立改"),
            fixed["n"],
            _("件"),
            _("已改到位 {n} 件").format(n=fixed["done"]),
            reverse("findings:fixes") + query,
        ),
    ]


def _latest(actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    rows = FINDINGS.visible_to(actor).filter(inspection=inspection).exclude(state__in=NO_LONGER_EDITED)
    return {"findings": rows.order_by("-state_since")[:5], "workflow": FINDING, "writes": actor.holds(P.FINDING_WRITE)}


def _from_paper(actor: Actor, paper: WorkingPaper) -> Mapping[str, Any] | None:
    """What became of a paper the leader has signed, and what may be made of it; nothing beside an unsigned one."""
    findings = list(findings_of_paper(actor, paper))
    fixes = list(FIXES.visible_to(actor).filter(paper=paper).order_by("number"))
    signed = paper.state in PAPERS_FOR_FINDINGS
    if not signed and not findings and not fixes:
        return None
    return {
        "findings": findings,
        "fixes": fixes,
        "FINDING": FINDING,
        "FIX": FIX,
        "may_raise": signed and PAPERS.permits(actor, P.FINDING_WRITE, paper),
        "may_fix": signed and PAPERS.permits(actor, P.FIX_WRITE, paper),
    }


def show_on_earlier_pages() -> None:
    """Put the stage's part on the page of an inspection and beside a paper."""
    register_panel(Panel("findings", 20, P.FINDING_READ, _bands, "findings/panel.html", _latest))
    PAPER_PANELS.register(Card("findings", 20, P.FINDING_READ, "findings/paper_card.html", _from_paper))
