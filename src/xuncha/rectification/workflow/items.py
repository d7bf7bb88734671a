"""How a plan is accepted and an item is closed, and what became of it. (domain §3.1, §5.2; C05 C09)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class PlanState(StrEnum):
    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"


PLAN = Workflow(
    "rectification_plan",
    N_("整改方案"),
    PlanState.DRAFTING,
    {
        PlanState.DRAFTING: State(N_("单位拟订中"), turn=P.RECT_WRITE, ask=N_("整改方案待报送")),
        PlanState.SUBMITTED: State(N_("待审核"), "half", turn=P.RECT_REVIEW, ask=N_("整改方案待审核")),
        PlanState.IN_REVIEW: State(N_("联审中"), "half"),
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
        "consult": Step(
            N_("送联审"),
            frozenset({PlanState.SUBMITTED}),
            PlanState.IN_REVIEW,
            P.RECT_WRITE,
            "rectification.plan_consulted",
            follows=True,
        ),
        "return": Step(
            N_("退回修改"),
            frozenset({PlanState.SUBMITTED, PlanState.IN_REVIEW}),
            PlanState.RETURNED,
            P.RECT_REVIEW,
            "rectification.plan_returned",
        ),
        "accept": Step(
            N_("审核通过"),
            frozenset({PlanState.SUBMITTED, PlanState.IN_REVIEW}),
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
    ANNULLED = "annulled"


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
        I.ANNULLED: State(N_("反馈已撤销"), "stop", final=True),
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
        "annul": Step(
            N_("撤销反馈"),
            frozenset(I) - {I.CLOSED, I.LONG_TERM, I.ANNULLED},
            I.ANNULLED,
            P.RECT_DECIDE,
            "rectification.item_annulled",
            Relation.OTHER,
            needs_reason=True,
            follows=True,
        ),
    },
)


STANDING = frozenset(I) - {I.ANNULLED}
"""What was fed back still stands; a problem that the office withdrew counts nowhere."""

RUNNING = frozenset({I.IN_PROGRESS, I.DECLARED, I.RETURNED, I.REOPENED})
"""The clock runs: the unit has not asked for close-out, or was sent back."""

WORKED_ON = RUNNING - {I.DECLARED} | {I.BASICALLY}
"""The unit reports progress; what it declared done it takes back first."""

KEPT_UP = frozenset({I.BASICALLY, I.LONG_TERM})
"""Found done or nearly so, to be kept up: the unit reports on it again and again, by dated rule."""

SUPPLIED = WORKED_ON | {I.DECLARED, I.REQUESTED}
"""The unit may still add evidence and figures; what a reviewer has not seen meets no condition."""

SETTLED = frozenset({I.CLOSED, I.BASICALLY, I.LONG_TERM})
"""Somebody else than the submitter has judged the request."""


class Result(StrEnum):
    """What has become of an item, for figures: each that stands is exactly one of these: sums hold (domain §5.3)."""

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

IN_PLACE_STATES = frozenset({I.CLOSED, I.LONG_TERM})
"""A review has found it put right, or to be kept up: 到位 (domain §5.3)."""


def result_of(state: ItemState, *, extended: bool) -> Result:
    """The one result of an item; `extended`: more time was granted and is not over."""
    if state in COMPLETED_STATES:
        return Result.COMPLETED
    if state in {I.BASICALLY, I.LONG_TERM}:
        return Result(state.value)
    return Result.EXTENDED if extended else Result.UNFINISHED
