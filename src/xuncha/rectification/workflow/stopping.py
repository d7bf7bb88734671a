"""How the clock of an item comes to stand still for a stated ground, and runs again. (domain §3.3; C08)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class SuspensionState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    ENDED = "ended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


S = SuspensionState
SUSPENSION = Workflow(
    "suspension",
    N_("暂停计时申请"),
    S.ASKED,
    {
        S.ASKED: State(N_("待审批"), "half", turn=P.RECT_EXTEND, ask=N_("暂停计时申请待审批")),
        S.GRANTED: State(N_("已同意"), "done", final=True),
        S.ENDED: State(N_("已提前恢复"), "done", final=True),
        S.REFUSED: State(N_("未同意"), "stop", final=True),
        S.WITHDRAWN: State(N_("已撤回"), "stop", final=True),
    },
    {
        "grant": Step(
            N_("同意暂停"),
            frozenset({S.ASKED}),
            S.GRANTED,
            P.RECT_EXTEND,
            "suspension.granted",
            Relation.OTHER,
            weight="p",
        ),
        "refuse": Step(
            N_("不同意"),
            frozenset({S.ASKED}),
            S.REFUSED,
            P.RECT_EXTEND,
            "suspension.refused",
            Relation.OTHER,
            needs_reason=True,
        ),
        "withdraw": Step(
            N_("撤回申请"), frozenset({S.ASKED}), S.WITHDRAWN, P.RECT_WRITE, "suspension.withdrawn", weight="x"
        ),
        "end": Step(
            N_("提前恢复计时"),
            frozenset({S.GRANTED}),
            S.ENDED,
            P.RECT_EXTEND,
            "suspension.ended",
            needs_reason=True,
            weight="x",
        ),
    },
)
