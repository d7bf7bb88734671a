"""What follows a rate below the limit, and the regular ledgers. (domain §5.3, §5.7; C07 C14)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class ConsequenceState(StrEnum):
    PROPOSED = "proposed"
    SENT = "sent"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    DROPPED = "dropped"


C = ConsequenceState
CONSEQUENCE = Workflow(
    "consequence",
    N_("低于下限的处理"),
    C.PROPOSED,
    {
        C.PROPOSED: State(N_("待审定"), "half", turn=P.RECT_DECIDE, ask=N_("低于下限的处理待审定")),
        C.SENT: State(N_("已下达，待报送"), "near", turn=P.RECT_WRITE, ask=N_("责令检查待报送")),
        C.ANSWERED: State(N_("单位已报送"), "half", turn=P.RECT_REVIEW, ask=N_("单位检查待审阅")),
        C.ACCEPTED: State(N_("已审阅通过"), "done", final=True),
        C.DROPPED: State(N_("不作处理"), "stop", final=True),
    },
    {
        "approve": Step(
            N_("同意下达"),
            frozenset({C.PROPOSED}),
            C.SENT,
            P.RECT_DECIDE,
            "consequence.sent",
            Relation.OTHER,
            weight="p",
        ),
        "drop": Step(
            N_("不作处理"),
            frozenset({C.PROPOSED}),
            C.DROPPED,
            P.RECT_DECIDE,
            "consequence.dropped",
            Relation.OTHER,
            needs_reason=True,
        ),
        "answer": Step(
            N_("报送检查"),
            frozenset({C.SENT}),
            C.ANSWERED,
            P.RECT_WRITE,
            "consequence.answered",
            weight="p",
        ),
        "return": Step(
            N_("退回重写"),
            frozenset({C.ANSWERED}),
            C.SENT,
            P.RECT_REVIEW,
            "consequence.returned",
            needs_reason=True,
        ),
        "accept": Step(
            N_("审阅通过"),
            frozenset({C.ANSWERED}),
            C.ACCEPTED,
            P.RECT_REVIEW,
            "consequence.accepted",
            weight="p",
        ),
    },
)
"""What follows a rate below the limit: one person proposes, another decides; nothing follows by itself."""


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
