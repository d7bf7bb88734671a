"""How talks, requests for material and weekly sheets move. (domain §3.2 2b; features B01 B04)"""

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


class MaterialState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    DELIVERED = "delivered"
    COMPLETE = "complete"
    CLOSED = "closed"
    DROPPED = "dropped"


M = MaterialState
MATERIAL = Workflow(
    "material",
    N_("调阅资料清单"),
    M.DRAFT,
    {
        M.DRAFT: State(N_("拟单中"), turn=P.MATERIAL_WRITE, turn_own=True, ask=N_("调阅清单待发出")),
        M.SENT: State(N_("待单位提供"), "half", turn=P.MATERIAL_ANSWER, ask=N_("调阅资料待提供")),
        M.DELIVERED: State(N_("待核收"), "half", turn=P.MATERIAL_WRITE, turn_own=True, ask=N_("单位已提供，待核收")),
        M.COMPLETE: State(N_("已齐全"), "half", turn=P.MATERIAL_WRITE, turn_own=True, ask=N_("调阅资料待退还或销毁")),
        M.CLOSED: State(N_("已退还或销毁"), "done", final=True),
        M.DROPPED: State(N_("不发"), "stop", final=True),
    },
    {
        "send": Step(
            N_("发给单位"),
            frozenset({M.DRAFT}),
            M.SENT,
            P.MATERIAL_WRITE,
            "material.sent",
            weight="p",
            starts="material.requested",
        ),
        "drop": Step(
            N_("不发"), frozenset({M.DRAFT}), M.DROPPED, P.MATERIAL_WRITE, "material.dropped", needs_reason=True
        ),
        "deliver": Step(
            N_("报告提供完毕"), frozenset({M.SENT}), M.DELIVERED, P.MATERIAL_ANSWER, "material.delivered", weight="p"
        ),
        "reopen": Step(
            N_("请单位补充"),
            frozenset({M.DELIVERED}),
            M.SENT,
            P.MATERIAL_WRITE,
            "material.returned",
            needs_reason=True,
        ),
        "complete": Step(
            N_("资料齐全"),
            frozenset({M.SENT, M.DELIVERED}),
            M.COMPLETE,
            P.MATERIAL_WRITE,
            "material.completed",
            weight="p",
        ),
        "close": Step(
            N_("退还或销毁"), frozenset({M.COMPLETE}), M.CLOSED, P.MATERIAL_WRITE, "material.closed", weight="p"
        ),
    },
)


class WeekState(StrEnum):
    DRAFT = "draft"
    HANDED_IN = "handed_in"


WEEK = Workflow(
    "week",
    N_("周进展表"),
    WeekState.DRAFT,
    {
        WeekState.DRAFT: State(N_("填写中"), turn=P.WEEK_WRITE, turn_own=True, ask=N_("周进展表待报送")),
        WeekState.HANDED_IN: State(N_("已报送"), "done", final=True),
    },
    {
        "hand_in": Step(
            N_("报送"), frozenset({WeekState.DRAFT}), WeekState.HANDED_IN, P.WEEK_WRITE, "week.handed_in", weight="p"
        ),
    },
)
