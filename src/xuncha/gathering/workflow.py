"""How a talk is planned, held, written down and checked by a second person. (domain §3.2 2b; feature B01)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import State, Step, Workflow


class TalkState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    HANDED_IN = "handed_in"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


T = TalkState
TALK = Workflow(
    "talk",
    N_("谈话"),
    T.PLANNED,
    {
        T.PLANNED: State(N_("待谈"), turn=P.TALK_WRITE, turn_own=True, ask=N_("谈话待进行")),
        T.HELD: State(N_("已谈，记录整理中"), "half", turn=P.TALK_WRITE, turn_own=True, ask=N_("谈话记录待整理")),
        T.HANDED_IN: State(N_("记录待核对"), "half", turn=P.TALK_WRITE, turn_own=True, ask=N_("谈话记录待您核对")),
        T.CONFIRMED: State(N_("记录已核对"), "done", final=True),
        T.CANCELLED: State(N_("不谈了"), "stop", final=True),
    },
    {
        "hold": Step(N_("登记已谈"), frozenset({T.PLANNED}), T.HELD, P.TALK_WRITE, "talk.held", weight="p"),
        "hand_in": Step(N_("交核对"), frozenset({T.HELD}), T.HANDED_IN, P.TALK_WRITE, "talk.handed_in", weight="p"),
        "confirm": Step(
            N_("核对无误，签字"), frozenset({T.HANDED_IN}), T.CONFIRMED, P.TALK_WRITE, "talk.confirmed", weight="p"
        ),
        "return": Step(
            N_("退回修改"), frozenset({T.HANDED_IN}), T.HELD, P.TALK_WRITE, "talk.returned", needs_reason=True
        ),
        "cancel": Step(
            N_("不谈了"),
            frozenset({T.PLANNED}),
            T.CANCELLED,
            P.TALK_WRITE,
            "talk.cancelled",
            needs_reason=True,
            weight="x",
        ),
    },
)
