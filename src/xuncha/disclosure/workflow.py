"""
How the text of a disclosure is written, approved, published and ended; how residents are asked about it.

Domain §3.2 step 10, §5.8; features C16, C20.
"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class DisclosureState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    ENDED = "ended"


D = DisclosureState
DISCLOSURE = Workflow(
    "disclosure",
    N_("整改情况公开"),
    D.DRAFT,
    {
        D.DRAFT: State(N_("起草中"), turn=P.DISCLOSURE_WRITE, ask=N_("整改情况公开稿待报送")),
        D.SUBMITTED: State(N_("待审核"), "half", turn=P.DISCLOSURE_APPROVE, ask=N_("整改情况公开稿待审核")),
        D.RETURNED: State(N_("退回修改"), "near", turn=P.DISCLOSURE_WRITE, ask=N_("整改情况公开稿被退回")),
        D.APPROVED: State(N_("已审核，待公开"), "near", turn=P.DISCLOSURE_WRITE, ask=N_("整改情况待公开")),
        D.PUBLISHED: State(N_("公开中"), "half", turn=P.DISCLOSURE_WRITE, ask=N_("整改情况公开待办结")),
        D.ENDED: State(N_("已办结"), "done", final=True),
    },
    {
        "submit": Step(
            N_("报送审核"),
            frozenset({D.DRAFT, D.RETURNED}),
            D.SUBMITTED,
            P.DISCLOSURE_WRITE,
            "disclosure.submitted",
            weight="p",
        ),
        "return": Step(
            N_("退回修改"),
            frozenset({D.SUBMITTED, D.APPROVED}),
            D.RETURNED,
            P.DISCLOSURE_APPROVE,
            "disclosure.returned",
            needs_reason=True,
        ),
        "approve": Step(
            N_("审核通过"),
            frozenset({D.SUBMITTED}),
            D.APPROVED,
            P.DISCLOSURE_APPROVE,
            "disclosure.approved",
            Relation.OTHER,
            weight="p",
        ),
        "publish": Step(
            N_("公开"),
            frozenset({D.APPROVED}),
            D.PUBLISHED,
            P.DISCLOSURE_WRITE,
            "disclosure.published",
            starts="disclosure.published",
        ),
        "end": Step(N_("办结"), frozenset({D.PUBLISHED}), D.ENDED, P.DISCLOSURE_WRITE, "disclosure.ended", weight="p"),
    },
)

WRITTEN = frozenset({D.DRAFT, D.RETURNED})
"""The unit writes: nothing has been handed in, or it came back."""

UNPUBLISHED = WRITTEN | {D.SUBMITTED, D.APPROVED}
"""Not told to anybody yet: here it can be overdue."""


class HearingState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"


H = HearingState
HEARING = Workflow(
    "hearing",
    N_("群众评价"),
    H.DRAFT,
    {
        H.DRAFT: State(N_("编写中"), turn=P.HEARING_WRITE, ask=N_("群众评价待发布")),
        H.OPEN: State(N_("评价中"), "half", turn=P.HEARING_WRITE, ask=N_("群众评价到期待出结果")),
        H.CLOSED: State(N_("已出结果"), "done", final=True),
        H.DROPPED: State(N_("不发"), "stop", final=True),
    },
    {
        "open": Step(N_("发布"), frozenset({H.DRAFT}), H.OPEN, P.HEARING_WRITE, "hearing.opened", weight="p"),
        "drop": Step(
            N_("不发"),
            frozenset({H.DRAFT}),
            H.DROPPED,
            P.HEARING_WRITE,
            "hearing.dropped",
            needs_reason=True,
            weight="x",
        ),
        "close": Step(N_("截止并出结果"), frozenset({H.OPEN}), H.CLOSED, P.HEARING_WRITE, "hearing.closed", weight="p"),
    },
)

TOLD = frozenset({H.OPEN, H.CLOSED})
"""Residents read it under its code."""
