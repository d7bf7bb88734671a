"""What waits for whom, what events are called, and what earlier pages show of this stage."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.feedback.models import FedBackFinding, LeftOutFinding, ReportedFinding
from xuncha.feedback.selectors.counting import counter_of
from xuncha.feedback.selectors.reaches import INSTRUCTIONS, MEETINGS, OPINIONS, REPORTS, SESSIONS
from xuncha.feedback.workflow import (
    FED_BACK,
    INSTRUCTION,
    MEETING,
    OPINION,
    REPORT,
    SESSION,
    InstructionState,
    MeetingState,
    OpinionState,
    ReportState,
    SessionState,
)
from xuncha.findings.models import Finding
from xuncha.findings.selectors import AFTERWARDS, FINDING_PANELS
from xuncha.findings.workflow import FindingState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.panels import Card
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, Band, Panel, register_panel

NO_LONGER = (FindingState.MERGED, FindingState.SPLIT, FindingState.DROPPED)
SHORT = 60  # characters of an instruction that stand for it in the inbox
UNIT = ("inspection__organisation", "inspection__round")

waits(
    REPORT,
    REPORTS,
    title=lambda report: str(report.inspection.round),
    number=lambda report: report.number,
    unit=lambda report: report.inspection.organisation,
    related=UNIT,
    due={ReportState.DRAFT: "due_on"},
)
waits(MEETING, MEETINGS, own="submitted_by_id", title=lambda meeting: meeting.title, due={MeetingState.PLANNED: "on"})
waits(
    INSTRUCTION,
    INSTRUCTIONS,
    own="answered_by_id",
    title=lambda instruction: instruction.text[:SHORT],
    number=lambda instruction: instruction.number,
    unit=lambda instruction: instruction.inspection.organisation if instruction.inspection else "",
    related=UNIT,
    due={InstructionState.OPEN: "due_on", InstructionState.RETURNED: "due_on"},
    counts={InstructionState.ANSWERED: "instruction.answered"},
)
waits(
    OPINION,
    OPINIONS,
    own="submitted_by_id",
    title=lambda opinion: str(opinion.inspection.round),
    number=lambda opinion: opinion.number,
    unit=lambda opinion: opinion.inspection.organisation,
    related=UNIT,
    due={OpinionState.DRAFT: "due_on", OpinionState.APPROVED: "due_on"},
    counts={OpinionState.SUBMITTED: "opinion.submitted"},
)
waits(SESSION, SESSIONS, title=lambda session: session.title, due={SessionState.PLANNED: "on"})

EVENT_LABELS.update(
    {
        "report.opened": N_("开出报告"),
        "report.composed": N_("选问题、写评价"),
        "meeting.called": N_("新建会议"),
        "meeting.changed": N_("修改会议"),
        "meeting.matter_added": N_("增加议题"),
        "meeting.matter_changed": N_("修改议题"),
        "meeting.matter_dropped": N_("撤下议题"),
        "meeting.papers_laid": N_("上会材料"),
        "meeting.minuted": N_("写纪要"),
        "meeting.decided": N_("写议定事项"),
        "instruction.recorded": N_("登记批示、点人点事、要求"),
        "instruction.changed": N_("修改登记"),
        "instruction.file_added": N_("附上材料"),
        "opinion.drafted": N_("起草反馈意见"),
        "opinion.worded": N_("写评价和要求"),
        "opinion.item_added": N_("选入问题"),
        "opinion.item_gathered": N_("归并问题"),
        "opinion.item_worded": N_("改写表述"),
        "opinion.item_dropped": N_("移出问题"),
        "opinion.arranged": N_("排先后、分方面"),
        "opinion.listed": N_("列入反馈会"),
        "opinion.unlisted": N_("移出反馈会"),
        "feedback.called": N_("安排反馈会"),
        "feedback.changed": N_("修改反馈会"),
        "feedback.person_listed": N_("列入名单"),
        "feedback.person_unlisted": N_("移出名单"),
        "feedback.attended": N_("登记到会、签名"),
        "feedback.roll_called": N_("点名"),
        "feedback.talk_noted": N_("登记一对一谈话"),
    }
)


def _bands(actor: Actor, inspection: Inspection) -> list[Band]:
    """Found → in the report → fed back, always side by side; one query."""
    counter = counter_of(inspection)
    query = f"?round={inspection.round_id}&unit={inspection.organisation}"
    return [
        Band(
            _("写进报告"),
            counter.reported,
            _("条"),
            _("已确认 {n} 条，主要问题 {main} 条").format(n=counter.found, main=counter.reported_main),
            reverse("feedback:reports") + query,
        ),
        Band(
            _("已反馈"),
            counter.fed_back,
            _("条"),
            _("选入反馈意见 {n} 条").format(n=counter.chosen),
            reverse("feedback:opinions") + query,
        ),
    ]


def _of_inspection(actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    """The report, the opinion, its feedback meeting and the instructions about the inspection."""
    report = REPORTS.visible_to(actor).filter(inspection=inspection).first()
    opinion = OPINIONS.visible_to(actor.as_staff).filter(inspection=inspection).first()
    writes = actor.holds(P.REPORT_WRITE) and INSPECTIONS.permits(actor, P.REPORT_WRITE, inspection)
    session = SESSIONS.visible_to(actor).filter(opinions=opinion).first() if opinion else None
    return {
        "report": report,
        "opinion": opinion,
        "session": session,
        "instructions": INSTRUCTIONS.visible_to(actor).filter(inspection=inspection).order_by("number"),
        "may_open": report is None and writes,
        "REPORT": REPORT,
        "OPINION": OPINION,
        "SESSION": SESSION,
        "INSTRUCTION": INSTRUCTION,
    }


def _of_finding(actor: Actor, finding: Finding) -> Mapping[str, Any] | None:
    """In which report a finding went up, as which item it was fed back; nothing beside one that was never adopted."""
    line = ReportedFinding.objects.filter(finding=finding).select_related("report__inspection__organisation").first()
    source = FedBackFinding.objects.filter(finding=finding).select_related("item__opinion__inspection").first()
    if line is None and source is None and finding.state != FindingState.CONFIRMED:
        return None
    left = LeftOutFinding.objects.filter(finding=finding).first()
    return {
        "line": line,
        "source": source,
        "fed_back": source is not None and source.item.opinion.state in FED_BACK,
        "left_out": left.reason if left else "",
        "reads_report": line is not None and REPORTS.permits(actor, REPORTS.read, line.report),
        "REPORT": REPORT,
        "OPINION": OPINION,
    }


def _afterwards(actor: Actor, finding: Finding) -> list[dict[str, Any]]:
    """Report and opinion as the next two nodes of a finding's lineage, for those who may read reports."""
    if not actor.holds(P.REPORT_READ) or finding.state in NO_LONGER:
        return []
    line = ReportedFinding.objects.filter(finding=finding).select_related("report__inspection").first()
    source = FedBackFinding.objects.filter(finding=finding).select_related("item__opinion__inspection").first()
    report: dict[str, Any] = {"label": _("巡察报告"), "text": _("还没有写进报告"), "future": True}
    if line is not None:
        reads = REPORTS.permits(actor, REPORTS.read, line.report)
        place = _("第 {n} 条").format(n=line.position)
        report = {"label": _("巡察报告"), "text": line.report.number, "note": place}
        report["url"] = page_of(line.report) if reads else ""
    opinion: dict[str, Any] = {"label": _("反馈意见"), "text": _("报告签发后形成"), "future": True}
    if source is not None:
        given = source.item.opinion.state in FED_BACK
        opinion = {"label": _("反馈意见") if given else _("拟反馈"), "text": source.item.title}
        opinion["url"] = page_of(source.item)
    return [report, opinion]


def show_on_earlier_pages() -> None:
    """Put the stage's part on the page of an inspection and of a finding."""
    register_panel(Panel("feedback", 30, P.REPORT_READ, _bands, "feedback/panel.html", _of_inspection))
    AFTERWARDS.append(_afterwards)
    FINDING_PANELS.register(Card("feedback", 30, P.REPORT_READ, "feedback/finding_card.html", _of_finding))
