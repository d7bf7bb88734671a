"""How a unit's liaison gives part of an item to somebody of its own, and takes over what comes back. (C19)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class AssignmentState(StrEnum):
    GIVEN = "given"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    ADOPTED = "adopted"
    TAKEN_BACK = "taken_back"


A = AssignmentState
ASSIGNMENT = Workflow(
    "assignment",
    N_("单位内部交办"),
    A.GIVEN,
    {
        A.GIVEN: State(N_("待报送"), turn=P.RECT_CONTRIBUTE, ask=N_("单位内部交办待报送")),
        A.HANDED_IN: State(N_("待采用"), "half", turn=P.RECT_WRITE, ask=N_("责任部门报送待采用")),
        A.RETURNED: State(N_("退回补充"), "near", turn=P.RECT_CONTRIBUTE, ask=N_("单位内部交办被退回")),
        A.ADOPTED: State(N_("已采用"), "done", final=True),
        A.TAKEN_BACK: State(N_("已收回"), "stop", final=True),
    },
    {
        "hand_in": Step(
            N_("报送"),
            frozenset({A.GIVEN, A.RETURNED}),
            A.HANDED_IN,
            P.RECT_CONTRIBUTE,
            "assignment.handed_in",
            Relation.OWN,
            weight="p",
        ),
        "adopt": Step(
            N_("采用"),
            frozenset({A.HANDED_IN}),
            A.ADOPTED,
            P.RECT_WRITE,
            "assignment.adopted",
            Relation.OTHER,
            weight="p",
        ),
        "return": Step(
            N_("退回补充"),
            frozenset({A.HANDED_IN}),
            A.RETURNED,
            P.RECT_WRITE,
            "assignment.returned",
            Relation.OTHER,
            needs_reason=True,
        ),
        "take_back": Step(
            N_("收回交办"),
            frozenset({A.GIVEN, A.HANDED_IN, A.RETURNED}),
            A.TAKEN_BACK,
            P.RECT_WRITE,
            "assignment.taken_back",
            weight="x",
        ),
    },
)
