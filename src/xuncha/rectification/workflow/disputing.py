"""How a unit disputes a problem fed back to it, and how that is answered. (C19)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class DisputeState(StrEnum):
    RAISED = "raised"
    ANSWERED = "answered"
    RECEIVED = "received"
    TAKEN_BACK = "taken_back"


class Verdict(StrEnum):
    """What becomes of the words fed back."""

    UPHELD = "upheld"
    CORRECTED = "corrected"
    ANNULLED = "annulled"


VERDICT_LABEL: dict[Verdict, str] = {
    Verdict.UPHELD: N_("维持原反馈"),
    Verdict.CORRECTED: N_("更正表述"),
    Verdict.ANNULLED: N_("撤销这个问题"),
}

S = DisputeState
DISPUTE = Workflow(
    "dispute",
    N_("对反馈问题的异议"),
    S.RAISED,
    {
        S.RAISED: State(N_("待答复"), "half", turn=P.RECT_DECIDE, ask=N_("单位异议待答复")),
        S.ANSWERED: State(N_("已答复"), "near", turn=P.RECT_WRITE, ask=N_("异议答复待签收")),
        S.RECEIVED: State(N_("已签收"), "done", final=True),
        S.TAKEN_BACK: State(N_("已撤回"), "stop", final=True),
    },
    {
        "decide": Step(
            N_("答复异议"),
            frozenset({S.RAISED}),
            S.ANSWERED,
            P.RECT_DECIDE,
            "dispute.answered",
            Relation.OTHER,
            weight="p",
        ),
        "receive": Step(
            N_("签收答复"), frozenset({S.ANSWERED}), S.RECEIVED, P.RECT_WRITE, "dispute.received", weight="p"
        ),
        "take_back": Step(
            N_("撤回异议"), frozenset({S.RAISED}), S.TAKEN_BACK, P.RECT_WRITE, "dispute.taken_back", weight="x"
        ),
    },
)
