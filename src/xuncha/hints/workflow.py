"""What becomes of a hint and of the question to the unit that may follow from it. (domain §5.6, §8.7; C10)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import State, Step, Workflow


class HintState(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    LAPSED = "lapsed"


H = HintState
HINT = Workflow(
    "hint",
    N_("整改核查提示"),
    H.OPEN,
    {
        H.OPEN: State(N_("待核实"), "near"),
        H.CONFIRMED: State(N_("核实属实"), "done", final=True),
        H.DISMISSED: State(N_("核实不成立"), "stop", final=True),
        H.LAPSED: State(N_("情况已变，不再提示"), "stop", final=True),
    },
    {
        "confirm": Step(
            N_("核实属实"),
            frozenset({H.OPEN}),
            H.CONFIRMED,
            P.HINT_HANDLE,
            "hint.confirmed",
            needs_reason=True,
            weight="p",
        ),
        "dismiss": Step(
            N_("核实不成立"), frozenset({H.OPEN}), H.DISMISSED, P.HINT_HANDLE, "hint.dismissed", needs_reason=True
        ),
        "lapse": Step(N_("不再提示"), frozenset({H.OPEN}), H.LAPSED, P.HINT_RUN, "hint.lapsed", follows=True),
        "return": Step(N_("重新提示"), frozenset({H.LAPSED}), H.OPEN, P.HINT_RUN, "hint.returned", follows=True),
    },
)


class InquiryState(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"


Q = InquiryState
INQUIRY = Workflow(
    "inquiry",
    N_("巡察办询问"),
    Q.ASKED,
    {
        Q.ASKED: State(N_("待单位答复"), "half", turn=P.RECT_WRITE, ask=N_("巡察办询问待答复")),
        Q.ANSWERED: State(N_("单位已答复"), "half", turn=P.HINT_HANDLE, ask=N_("单位对询问的答复待处理")),
        Q.CLOSED: State(N_("已办结"), "done", final=True),
    },
    {
        "answer": Step(N_("答复"), frozenset({Q.ASKED}), Q.ANSWERED, P.RECT_WRITE, "inquiry.answered", weight="p"),
        "again": Step(
            N_("请补充答复"), frozenset({Q.ANSWERED}), Q.ASKED, P.HINT_HANDLE, "inquiry.again", needs_reason=True
        ),
        "close": Step(
            N_("答复清楚，办结"), frozenset({Q.ANSWERED}), Q.CLOSED, P.HINT_HANDLE, "inquiry.closed", weight="p"
        ),
    },
)
