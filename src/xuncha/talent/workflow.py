"""How somebody comes into a talent pool and leaves it: nominated, decided by another person, ended with a reason."""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class EntryState(StrEnum):
    NOMINATED = "nominated"
    IN = "in"
    LEFT = "left"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


S = EntryState
ENTRY = Workflow(
    "pool_entry",
    N_("入库"),
    S.NOMINATED,
    {
        S.NOMINATED: State(N_("待审批"), "half", turn=P.PEOPLE_APPROVE, ask=N_("入库提名待审批")),
        S.IN: State(N_("在库"), ""),
        S.LEFT: State(N_("已出库"), "stop", final=True),
        S.DECLINED: State(N_("未同意"), "stop", final=True),
        S.WITHDRAWN: State(N_("已撤回"), "stop", final=True),
    },
    {
        "approve": Step(
            N_("同意入库"),
            frozenset({S.NOMINATED}),
            S.IN,
            P.PEOPLE_APPROVE,
            "entry.approved",
            Relation.OTHER,
            weight="p",
        ),
        "decline": Step(
            N_("不同意"), frozenset({S.NOMINATED}), S.DECLINED, P.PEOPLE_APPROVE, "entry.declined", needs_reason=True
        ),
        "withdraw": Step(
            N_("撤回提名"),
            frozenset({S.NOMINATED}),
            S.WITHDRAWN,
            P.PEOPLE_WRITE,
            "entry.withdrawn",
            Relation.OWN,
            needs_reason=True,
            weight="x",
        ),
        "leave": Step(
            N_("出库"), frozenset({S.IN}), S.LEFT, P.PEOPLE_WRITE, "entry.left", needs_reason=True, weight="x"
        ),
    },
)
