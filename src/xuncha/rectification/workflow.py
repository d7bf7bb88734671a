"""How a rectification plan is accepted, an item is closed, and an extension is granted. (domain §3.1, §5.2; C05 C09)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class PlanState(StrEnum):
    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


PLAN = Workflow(
    "rectification_plan",
    N_("整改方案"),
    PlanState.DRAFTING,
    {
        PlanState.DRAFTING: State(N_("单位拟订中"), turn=P.RECT_WRITE, ask=N_("整改方案待报送")),
        PlanState.SUBMITTED: State(N_("待审核"), "half", turn=P.RECT_REVIEW, ask=N_("整改方案待审核")),
        PlanState.RETURNED: State(N_("退回修改"), "near", turn=P.RECT_WRITE, ask=N_("整改方案被退回")),
        PlanState.ACCEPTED: State(N_("已审核通过"), "done", final=True),
    },
    {
        "submit": Step(
            N_("报送方案"),
            frozenset({PlanState.DRAFTING, PlanState.RETURNED}),
            PlanState.SUBMITTED,
            P.RECT_WRITE,
            "rectification.plan_submitted",
            weight="p",
        ),
        "return": Step(
            N_("退回修改"),
            frozenset({PlanState.SUBMITTED}),
            PlanState.RETURNED,
            P.RECT_REVIEW,
            "rectification.plan_returned",
        ),
        "accept": Step(
            N_("审核通过"),
            frozenset({PlanState.SUBMITTED}),
            PlanState.ACCEPTED,
            P.RECT_REVIEW,
            "rectification.plan_accepted",
            Relation.OTHER,
            weight="p",
        ),
    },
)


class ItemState(StrEnum):
    LISTED = "listed"
    IN_PROGRESS = "in_progress"
    DECLARED = "declared"
    REQUESTED = "requested"
    RETURNED = "returned"
    CLOSED = "closed"
    BASICALLY = "basically"
    LONG_TERM = "long_term"
    REOPENED = "reopened"


I = ItemState  # noqa: E741  # every table of the product calls its states by one letter
ITEM = Workflow(
    "rectification_item",
    N_("整改事项"),
    I.LISTED,
    {
        I.LISTED: State(N_("待定措施"), turn=None),
        I.IN_PROGRESS: State(N_("整改中"), turn=P.RECT_WRITE, ask=N_("整改事项在改")),
        I.DECLARED: State(N_("单位自报完成"), "half", turn=P.RECT_WRITE, ask=N_("整改事项待申请销号")),
        I.REQUESTED: State(N_("待审核销号"), "half", turn=P.RECT_CLOSE, ask=N_("销号申请待审核")),
        I.RETURNED: State(N_("退回整改"), "near", turn=P.RECT_WRITE, ask=N_("销号申请被退回")),
        I.CLOSED: State(N_("已销号"), "done", final=True),
        I.BASICALLY: State(N_("基本完成、持续推进"), "", turn=P.RECT_WRITE, ask=N_("基本完成的事项待继续")),
        I.LONG_TERM: State(N_("长期坚持"), "done", final=True),
        I.REOPENED: State(N_("重新整改"), "near", turn=P.RECT_WRITE, ask=N_("整改事项被重新打开")),
    },
    {
        "start": Step(
            N_("开始整改"),
            frozenset({I.LISTED}),
            I.IN_PROGRESS,
            P.RECT_REVIEW,
            "rectification.item_started",
            follows=True,
        ),
        "declare": Step(
            N_("自报完成"),
            frozenset({I.IN_PROGRESS, I.RETURNED, I.REOPENED, I.BASICALLY}),
            I.DECLARED,
            P.RECT_WRITE,
            "rectification.item_declared",
            weight="p",
        ),
        "resume": Step(
            N_("撤回自报"),
            frozenset({I.DECLARED, I.REQUESTED}),
            I.IN_PROGRESS,
            P.RECT_WRITE,
            "rectification.item_resumed",
            needs_reason=True,
        ),
        "request": Step(
            N_("申请销号"),
            frozenset({I.DECLARED}),
            I.REQUESTED,
            P.RECT_WRITE,
            "rectification.closeout_requested",
            weight="p",
            starts="closeout.requested",
        ),
        "close": Step(
            N_("同意销号"),
            frozenset({I.REQUESTED}),
            I.CLOSED,
            P.RECT_CLOSE,
            "rectification.item_closed",
            Relation.OTHER,
            weight="p",
        ),
        "return": Step(
            N_("退回整改"),
            frozenset({I.REQUESTED}),
            I.RETURNED,
            P.RECT_CLOSE,
            "rectification.closeout_returned",
            needs_reason=True,
        ),
        "basically": Step(
            N_("认定基本完成"),
            frozenset({I.REQUESTED}),
            I.BASICALLY,
            P.RECT_CLOSE,
            "rectification.item_basically_done",
            Relation.OTHER,
            needs_reason=True,
        ),
        "long_term": Step(
            N_("认定长期坚持"),
            frozenset({I.REQUESTED}),
            I.LONG_TERM,
            P.RECT_CLOSE,
            "rectification.item_long_term",
            Relation.OTHER,
            needs_reason=True,
        ),
        "reopen": Step(
            N_("重新打开"),
            frozenset({I.CLOSED, I.LONG_TERM}),
            I.REOPENED,
            P.RECT_CLOSE,
            "rectification.item_reopened",
            needs_reason=True,
            weight="x",
        ),
    },
)


RUNNING = frozenset({I.IN_PROGRESS, I.DECLARED, I.RETURNED, I.REOPENED})
"""The clock runs: the unit has not asked for close-out, or was sent back."""

WORKED_ON = RUNNING - {I.DECLARED} | {I.BASICALLY}
"""The unit reports progress; what it declared done it takes back first."""

SUPPLIED = WORKED_ON | {I.DECLARED, I.REQUESTED}
"""The unit may still add evidence and figures; what a reviewer has not seen meets no condition."""

SETTLED = frozenset({I.CLOSED, I.BASICALLY, I.LONG_TERM})
"""Somebody else than the submitter has judged the request."""


class Result(StrEnum):
    """What has become of an item, for figures: every item is exactly one of these, so that sums hold (domain §5.3)."""

    COMPLETED = "completed"
    BASICALLY = "basically"
    LONG_TERM = "long_term"
    EXTENDED = "extended"
    UNFINISHED = "unfinished"


RESULT_LABEL: dict[Result, str] = {
    Result.COMPLETED: N_("整改完成"),
    Result.BASICALLY: N_("基本完成、持续推进"),
    Result.LONG_TERM: N_("长期坚持"),
    Result.EXTENDED: N_("延期整改"),
    Result.UNFINISHED: N_("整改中"),
}

COMPLETED_STATES = frozenset({I.DECLARED, I.REQUESTED, I.CLOSED})
"""The unit says it is done, or a review has found so. Completed is not closed (domain §5.2)."""


def result_of(state: ItemState, *, extended: bool) -> Result:
    """The one result of an item; `extended`: more time was granted and is not over."""
    if state in COMPLETED_STATES:
        return Result.COMPLETED
    if state in {I.BASICALLY, I.LONG_TERM}:
        return Result(state.value)
    return Result.EXTENDED if extended else Result.UNFINISHED


class ExtensionState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


X = ExtensionState
EXTENSION = Workflow(
    "extension",
    N_("延期申请"),
    X.ASKED,
    {
        X.ASKED: State(N_("待审批"), "half", turn=P.RECT_EXTEND, ask=N_("延期申请待审批")),
        X.GRANTED: State(N_("已同意"), "done", final=True),
        X.REFUSED: State(N_("未同意"), "stop", final=True),
        X.WITHDRAWN: State(N_("已撤回"), "stop", final=True),
    },
    {
        "grant": Step(
            N_("同意延期"),
            frozenset({X.ASKED}),
            X.GRANTED,
            P.RECT_EXTEND,
            "extension.granted",
            Relation.OTHER,
            weight="p",
        ),
        "refuse": Step(
            N_("不同意"),
            frozenset({X.ASKED}),
            X.REFUSED,
            P.RECT_EXTEND,
            "extension.refused",
            Relation.OTHER,
            needs_reason=True,
        ),
        "withdraw": Step(
            N_("撤回申请"), frozenset({X.ASKED}), X.WITHDRAWN, P.RECT_WRITE, "extension.withdrawn", weight="x"
        ),
    },
)


class QueryState(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"


QUERY = Workflow(
    "unit_query",
    N_("单位来问"),
    QueryState.ASKED,
    {
        QueryState.ASKED: State(N_("待答复"), "half", turn=P.RECT_REVIEW, ask=N_("单位来问待答复")),
        QueryState.ANSWERED: State(N_("已答复"), "done", final=True),
    },
    {
        "answer": Step(
            N_("答复"),
            frozenset({QueryState.ASKED}),
            QueryState.ANSWERED,
            P.RECT_REVIEW,
            "query.answered",
            weight="p",
        ),
    },
)


class UnitReportState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


R = UnitReportState
UNIT_REPORT = Workflow(
    "unit_report",
    N_("整改情况报告"),
    R.DRAFT,
    {
        R.DRAFT: State(N_("单位起草中"), turn=P.RECT_WRITE, ask=N_("整改情况报告待报送")),
        R.SUBMITTED: State(N_("待审核"), "half", turn=P.RECT_REVIEW, ask=N_("整改情况报告待审核")),
        R.RETURNED: State(N_("退回修改"), "near", turn=P.RECT_WRITE, ask=N_("整改情况报告被退回")),
        R.ACCEPTED: State(N_("已认可"), "done", final=True),
    },
    {
        "submit": Step(
            N_("报送报告"),
            frozenset({R.DRAFT, R.RETURNED}),
            R.SUBMITTED,
            P.RECT_WRITE,
            "unit_report.submitted",
            weight="p",
        ),
        "return": Step(
            N_("退回修改"),
            frozenset({R.SUBMITTED}),
            R.RETURNED,
            P.RECT_REVIEW,
            "unit_report.returned",
            needs_reason=True,
        ),
        "accept": Step(
            N_("认可"),
            frozenset({R.SUBMITTED}),
            R.ACCEPTED,
            P.RECT_REVIEW,
            "unit_report.accepted",
            Relation.OTHER,
            weight="p",
            starts="report.accepted",
        ),
    },
)


class PeriodState(StrEnum):
    OPEN = "open"
    HANDED_IN = "handed_in"


PERIOD_REPORT = Workflow(
    "period_report",
    N_("整改定期台账"),
    PeriodState.OPEN,
    {
        PeriodState.OPEN: State(N_("待报送"), turn=P.RECT_WRITE, ask=N_("整改定期台账待报送")),
        PeriodState.HANDED_IN: State(N_("已报送"), "done", final=True),
    },
    {
        "hand_in": Step(
            N_("报送台账"),
            frozenset({PeriodState.OPEN}),
            PeriodState.HANDED_IN,
            P.RECT_WRITE,
            "period_report.handed_in",
            weight="p",
        ),
    },
)


class NoticeState(StrEnum):
    GIVEN = "given"
    SEEN = "seen"
    LAPSED = "lapsed"
    REPLACED = "replaced"


NOTICE = Workflow(
    "due_notice",
    N_("到期提醒"),
    NoticeState.GIVEN,
    {
        NoticeState.GIVEN: State(N_("待阅"), "near", turn=P.RECT_READ, ask=N_("整改到期提醒")),
        NoticeState.SEEN: State(N_("已阅"), "done", final=True),
        NoticeState.LAPSED: State(N_("事项已办，提醒失效"), "stop", final=True),
        NoticeState.REPLACED: State(N_("已有更近的提醒"), "stop", final=True),
    },
    {
        "see": Step(
            N_("知道了"), frozenset({NoticeState.GIVEN}), NoticeState.SEEN, P.RECT_READ, "notice.seen", weight="p"
        ),
        "lapse": Step(
            N_("提醒失效"),
            frozenset({NoticeState.GIVEN}),
            NoticeState.LAPSED,
            P.RECT_REVIEW,
            "notice.lapsed",
            follows=True,
        ),
        "replace": Step(
            N_("换成更近的提醒"),
            frozenset({NoticeState.GIVEN}),
            NoticeState.REPLACED,
            P.RECT_REVIEW,
            "notice.replaced",
            follows=True,
        ),
    },
)
