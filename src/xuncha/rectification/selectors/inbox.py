"""What waits for whom, what events are called, and what the page of an inspection shows of this stage."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.rectification.models import BodyOpinion
from xuncha.rectification.selectors.disputing import DISPUTES
from xuncha.rectification.selectors.joint import BODY_OPINIONS, JOINT_REVIEWS
from xuncha.rectification.selectors.reaches import (
    CONSEQUENCES,
    EXTENSIONS,
    ITEMS,
    NOTICES,
    PERIODS,
    PLANS,
    QUERIES,
    UNIT_REPORTS,
)
from xuncha.rectification.selectors.sharing import ASSIGNMENTS
from xuncha.rectification.selectors.stopping import SUSPENSIONS
from xuncha.rectification.workflow import (
    ASSIGNMENT,
    BODY_OPINION,
    CONSEQUENCE,
    DISPUTE,
    EXTENSION,
    ITEM,
    JOINT_REVIEW,
    NOTICE,
    PERIOD_REPORT,
    PLAN,
    QUERY,
    RUNNING,
    SUSPENSION,
    UNIT_REPORT,
    AssignmentState,
    ConsequenceState,
    DisputeState,
    ExtensionState,
    ItemState,
    JointState,
    OpinionState,
    PeriodState,
    PlanState,
    QueryState,
    UnitReportState,
)
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import Band, Panel, register_panel

R = UnitReportState


def _owed(opinion: BodyOpinion) -> str:
    """What a body owes its opinion on, and how often it was reminded."""
    if not opinion.reminders:
        return f"{opinion.review}：{opinion.body}"
    return _("{review}：{body}（已催办 {n} 次）").format(review=opinion.review, body=opinion.body, n=opinion.reminders)


waits(
    PLAN,
    PLANS,
    own="submitted_by_id",
    unit=lambda plan: plan.inspection.organisation,
    related=("inspection__organisation",),
    due={PlanState.DRAFTING: "due_on", PlanState.RETURNED: "due_on"},
    counts={PlanState.SUBMITTED: "rectification.plan_submitted"},
)
waits(
    ITEM,
    ITEMS,
    own="requested_by_id",
    title=lambda item: item.title,
    number=lambda item: item.number,
    unit=lambda item: item.plan.inspection.organisation,
    related=("plan__inspection__organisation",),
    due={**dict.fromkeys(RUNNING, "due_on"), ItemState.BASICALLY: "next_on"},
    ledger="rectification:items",
    counts={ItemState.REQUESTED: "closeout.requested"},
)
waits(
    EXTENSION,
    EXTENSIONS,
    title=lambda extension: extension.item.title,
    number=lambda extension: extension.item.number,
    unit=lambda extension: extension.item.plan.inspection.organisation,
    related=("item__plan__inspection__organisation",),
    counts={ExtensionState.ASKED: "extension.asked", ExtensionState.RAISED: "extension.asked"},
)
waits(
    SUSPENSION,
    SUSPENSIONS,
    title=lambda suspension: suspension.item.title,
    number=lambda suspension: suspension.item.number,
    unit=lambda suspension: suspension.item.plan.inspection.organisation,
    related=("item__plan__inspection__organisation",),
)
waits(
    DISPUTE,
    DISPUTES,
    title=lambda dispute: dispute.item.title,
    number=lambda dispute: dispute.number,
    unit=lambda dispute: dispute.item.plan.inspection.organisation,
    related=("item__plan__inspection__organisation",),
    counts={DisputeState.RAISED: "dispute.raised"},
)
waits(
    QUERY,
    QUERIES,
    unit=lambda query: query.plan.inspection.organisation,
    related=("plan__inspection__organisation",),
    counts={QueryState.ASKED: "query.asked"},
)
waits(
    UNIT_REPORT,
    UNIT_REPORTS,
    own="submitted_by_id",
    unit=lambda report: report.plan.inspection.organisation,
    related=("plan__inspection__organisation",),
    due={R.DRAFT: "due_on", R.RETURNED: "due_on"},
    counts={R.SUBMITTED: "unit_report.submitted"},
)
waits(
    JOINT_REVIEW,
    JOINT_REVIEWS,
    unit=lambda review: review.plan.inspection.organisation,
    related=("plan__inspection__organisation", "report"),
    due={JointState.OPEN: "due_on"},
)
waits(
    BODY_OPINION,
    BODY_OPINIONS,
    own="given_by_id",
    title=_owed,
    unit=lambda opinion: opinion.review.plan.inspection.organisation,
    related=("review__plan__inspection__organisation", "review__report"),
    due={OpinionState.ASKED: "due_on"},
)
waits(
    CONSEQUENCE,
    CONSEQUENCES,
    title=lambda consequence: f"{consequence.plan.inspection.organisation} {consequence}",
    unit=lambda consequence: consequence.plan.inspection.organisation,
    related=("plan__inspection__organisation",),
    due={ConsequenceState.SENT: "due_on"},
)
waits(
    PERIOD_REPORT,
    PERIODS,
    own="submitted_by_id",
    title=lambda report: f"{report.plan.inspection.organisation} {report}",
    unit=lambda report: report.plan.inspection.organisation,
    related=("plan__inspection__organisation",),
    due={PeriodState.OPEN: "due_on"},
)
waits(
    NOTICE,
    NOTICES,
    title=lambda notice: f"{notice.get_level_display()}：{notice.item.title}",
    number=lambda notice: notice.item.number,
    unit=lambda notice: notice.item.plan.inspection.organisation,
    related=("item__plan__inspection__organisation",),
)
waits(
    ASSIGNMENT,
    ASSIGNMENTS,
    own="to_id",
    title=lambda assignment: assignment.ask,
    number=lambda assignment: assignment.item.number,
    unit=lambda assignment: assignment.item.plan.inspection.organisation,
    related=("item__plan__inspection__organisation",),
    due={AssignmentState.GIVEN: "due_on", AssignmentState.RETURNED: "due_on"},
)
EVENT_LABELS.update(
    {
        "rectification.plan_opened": N_("反馈后建立整改方案"),
        "rectification.remark_made": N_("提出退回意见"),
        "rectification.remark_answered": N_("回复退回意见"),
        "rectification.item_listed": N_("反馈问题列入整改"),
        "rectification.item_filled": N_("填写整改目标、责任和时限"),
        "rectification.measures_set": N_("填写整改措施"),
        "rectification.item_handed_over": N_("变更责任领导、部门"),
        "rectification.item_progressed": N_("报告进展"),
        "rectification.measure_progressed": N_("报告进展"),
        "rectification.progress_reported": N_("报告进展"),
        "rectification.item_measure_added": N_("补充措施"),
        "rectification.measure_added": N_("补充措施"),
        "rectification.item_evidence_added": N_("上传佐证"),
        "rectification.evidence_added": N_("上传佐证"),
        "rectification.item_evidence_withdrawn": N_("撤回佐证"),
        "rectification.evidence_withdrawn": N_("撤回佐证"),
        "rectification.item_evidence_reviewed": N_("核验佐证"),
        "rectification.evidence_reviewed": N_("核验佐证"),
        "rectification.item_outcome": N_("登记资金、制度、处理结果"),
        "rectification.shortfall_explained": N_("说明追缴差额"),
        "rectification.item_shortfall_explained": N_("说明追缴差额"),
        "rectification.shortfall_judged": N_("审核追缴差额"),
        "rectification.item_shortfall_judged": N_("审核追缴差额"),
        "rectification.outcome_reported": N_("登记资金、制度、处理结果"),
        "rectification.outcome_corrected": N_("更正资金、制度、处理结果"),
        "rectification.outcome_removed": N_("去掉误登的结果"),
        "rectification.unit_meeting_recorded": N_("登记单位会议研究和同类清查"),
        "rectification.item_extension_asked": N_("申请延期"),
        "rectification.item_extended": N_("同意延期，时限改为新的日期"),
        "rectification.item_query_asked": N_("向巡察办提出"),
        "rectification.item_disputed": N_("对反馈问题提出异议"),
        "rectification.item_dispute_taken_back": N_("撤回异议"),
        "rectification.item_upheld": N_("答复异议，维持原反馈"),
        "rectification.item_corrected": N_("答复异议，更正表述"),
        "dispute.raised": N_("提出异议"),
        "assignment.given": N_("在单位内部交办"),
        "assignment.file_added": N_("上传交办的材料"),
        "assignment.file_adopted": N_("材料采用为佐证"),
        "draft.begun": N_("开始起草"),
        "draft.plan_written": N_("起草整改方案"),
        "draft.item_filled": N_("起草整改措施"),
        "draft.report_written": N_("起草整改情况报告"),
        "draft.remark_answered": N_("起草修改说明"),
        "draft.unit_meeting_recorded": N_("登记单位会议研究和同类清查"),
        "draft.handed_in": N_("草稿已报送"),
        "unit_note.written": N_("在单位内部提意见"),
        "rectification.item_note": N_("到期提示"),
        "rectification.item_near": N_("临近到期"),
        "rectification.item_late": N_("转为超期"),
        "rectification.item_kept_note": N_("快到再报进展的日期"),
        "rectification.item_kept_near": N_("临近再报进展的日期"),
        "rectification.item_kept_late": N_("没有按期再报进展"),
        "rectification.item_next_dated": N_("排定下次报进展的日期"),
        "rectification.periods_opened": N_("核对应报的定期台账"),
        "rectification.due_dates_noted": N_("核对整改时限"),
        "joint_review.begun": N_("送各单位联审"),
        "body_opinion.asked": N_("请提联审意见"),
        "body_opinion.reminded": N_("催办联审意见"),
        "unit_report.remark_made": N_("提出退回意见"),
        "unit_report.remark_answered": N_("回复退回意见"),
        "rectification.step_proved": N_("上传会议材料"),
        "rectification.plan_meeting_held": N_("登记会议日期"),
        "extension.asked": N_("申请延期"),
        "suspension.asked": N_("申请暂停计时"),
        "rectification.item_suspension_asked": N_("申请暂停计时"),
        "rectification.item_suspended": N_("暂停计时，时限顺延"),
        "query.asked": N_("单位来问"),
        "consequence.proposed": N_("提出低于下限的处理"),
        "period_report.opened": N_("列出应报的定期台账"),
        "unit_report.opened": N_("列出应报的报告"),
        "notice.given": N_("发出到期提醒"),
        "notice.replaced": N_("换成更近的提醒"),
    }
)


def _bands(actor: Actor, inspection: Inspection) -> list[Band]:
    """The items of the inspection and how many are closed; one query."""
    rows = ITEMS.visible_to(actor).filter(plan__inspection=inspection)
    found = rows.aggregate(n=Count("pk"), closed=Count("pk", filter=Q(state=ItemState.CLOSED)))
    query = f"?round={inspection.round_id}&unit={inspection.organisation}"
    detail = _("已销号 {n} 项").format(n=found["closed"])
    return [Band(_("整改事项"), found["n"], _("项"), detail, reverse("rectification:items") + query)]


def _plan(actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    return {"plan": PLANS.visible_to(actor).filter(inspection=inspection).first(), "workflow": PLAN}


def show_on_inspections() -> None:
    """Put the stage's part on the page of an inspection."""
    register_panel(Panel("rectification", 40, P.RECT_READ, _bands, "rectification/panel.html", _plan))
