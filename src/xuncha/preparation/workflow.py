"""How a letter for pre-entry data moves: drafted, sent, answered in part or in full, given back. (domain §3.2)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import State, Step, Workflow


class RequestState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    PARTIAL = "partial"
    RECEIVED = "received"
    DISPOSED = "disposed"
    DROPPED = "dropped"


S = RequestState
REQUEST = Workflow(
    "data_request",
    N_("巡前函询"),
    S.DRAFT,
    {
        S.DRAFT: State(N_("拟函中"), "", turn=P.PREPARATION_WRITE, ask=N_("函询待发出")),
        S.SENT: State(N_("待回函"), "half", turn=P.PREPARATION_WRITE, ask=N_("函询待回收")),
        S.PARTIAL: State(N_("材料不全"), "near", turn=P.PREPARATION_WRITE, ask=N_("函询材料待补齐")),
        S.RECEIVED: State(N_("材料齐全"), "done", turn=P.PREPARATION_WRITE, ask=N_("函询材料待退还或销毁")),
        S.DISPOSED: State(N_("已退还或销毁"), "done", final=True),
        S.DROPPED: State(N_("不发"), "stop", final=True),
    },
    {
        "send": Step(N_("发函"), frozenset({S.DRAFT}), S.SENT, P.PREPARATION_WRITE, "request.sent", weight="p"),
        "drop": Step(
            N_("不发"), frozenset({S.DRAFT}), S.DROPPED, P.PREPARATION_WRITE, "request.dropped", needs_reason=True
        ),
        "receive": Step(
            N_("收到，齐全"),
            frozenset({S.SENT, S.PARTIAL}),
            S.RECEIVED,
            P.PREPARATION_WRITE,
            "request.received",
            weight="p",
        ),
        "receive_part": Step(
            N_("收到，不全"),
            frozenset({S.SENT, S.PARTIAL}),
            S.PARTIAL,
            P.PREPARATION_WRITE,
            "request.received_in_part",
        ),
        "dispose": Step(
            N_("退还或销毁"), frozenset({S.PARTIAL, S.RECEIVED}), S.DISPOSED, P.PREPARATION_WRITE, "request.disposed"
        ),
    },
)
