"""
How a petition is triaged, looked into and answered; how a sealed part is opened to somebody outside.

Domain §3.1, §8.1; feature B02.
"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class PetitionState(StrEnum):
    REGISTERED = "registered"
    ACCEPTED = "accepted"
    ROUTED = "routed"
    PROPOSED = "proposed"
    CONCLUDED = "concluded"
    DECLINED = "declined"
    JOINED = "joined"
    PASSED_UP = "passed_up"


S = PetitionState
OPEN = frozenset({S.REGISTERED, S.ACCEPTED})
PETITION = Workflow(
    "petition",
    N_("信访件"),
    S.REGISTERED,
    {
        S.REGISTERED: State(N_("待研判"), turn=P.PETITION_WRITE, ask=N_("信访件待研判")),
        S.ACCEPTED: State(N_("了解核实中"), "half", turn=P.PETITION_WRITE, ask=N_("信访件待了解核实")),
        S.ROUTED: State(N_("已转办"), "half"),
        S.PROPOSED: State(N_("结论待审定"), "near", turn=P.PETITION_DECIDE, ask=N_("信访件结论待审定")),
        S.CONCLUDED: State(N_("已办结"), "done", final=True),
        S.DECLINED: State(N_("不予受理"), "stop", final=True),
        S.JOINED: State(N_("重复件，已并"), "stop", final=True),
        S.PASSED_UP: State(N_("已密封转报"), "stop", final=True),
    },
    {
        "accept": Step(
            N_("受理"), frozenset({S.REGISTERED}), S.ACCEPTED, P.PETITION_WRITE, "petition.accepted", weight="p"
        ),
        "route": Step(N_("转有关部门"), OPEN, S.ROUTED, P.PETITION_WRITE, "petition.routed", needs_reason=True),
        "decline": Step(
            N_("不予受理"),
            frozenset({S.REGISTERED}),
            S.DECLINED,
            P.PETITION_WRITE,
            "petition.declined",
            needs_reason=True,
            weight="x",
        ),
        "pass_up": Step(
            N_("密封转报"),
            frozenset({S.REGISTERED}),
            S.PASSED_UP,
            P.PETITION_WRITE,
            "petition.passed_up",
            needs_reason=True,
        ),
        "join": Step(N_("并入重复件"), OPEN, S.JOINED, P.PETITION_WRITE, "petition.joined", needs_reason=True),
        "answered": Step(
            N_("登记办理回复"),
            frozenset({S.ROUTED}),
            S.ACCEPTED,
            P.PETITION_WRITE,
            "petition.answered",
        ),
        "propose": Step(
            N_("提出结论"), frozenset({S.ACCEPTED}), S.PROPOSED, P.PETITION_WRITE, "petition.proposed", weight="p"
        ),
        "return": Step(
            N_("退回再核"),
            frozenset({S.PROPOSED}),
            S.ACCEPTED,
            P.PETITION_DECIDE,
            "petition.returned",
            needs_reason=True,
        ),
        "conclude": Step(
            N_("审定办结"),
            frozenset({S.PROPOSED}),
            S.CONCLUDED,
            P.PETITION_DECIDE,
            "petition.concluded",
            Relation.OTHER,
            weight="p",
        ),
    },
)

TOLD = {
    S.REGISTERED: N_("已登记，正在看归谁办"),
    S.ACCEPTED: N_("正在了解核实"),
    S.ROUTED: N_("已转给负责的部门办"),
    S.PROPOSED: N_("已经了解过，结果正在定"),
    S.CONCLUDED: N_("已办结"),
    S.DECLINED: N_("没有受理"),
    S.JOINED: N_("和另一件是同一件事，合在一起办"),
    S.PASSED_UP: N_("已密封转给上级办"),
}
"""How far it is, in the words of those who wrote it."""


class OpeningState(StrEnum):
    ASKED = "asked"
    OPENED = "opened"
    SEEN = "seen"
    REFUSED = "refused"


OPENING = Workflow(
    "petition_opening",
    N_("破例查阅"),
    OpeningState.ASKED,
    {
        OpeningState.ASKED: State(N_("待同意"), turn=P.PETITION_WRITE, ask=N_("破例查阅申请待办")),
        OpeningState.OPENED: State(N_("已打开"), "near", turn=P.PETITION_DECIDE, ask=N_("破例查阅待组长知悉")),
        OpeningState.SEEN: State(N_("已打开，组长已阅"), "done", final=True),
        OpeningState.REFUSED: State(N_("未同意"), "stop", final=True),
    },
    {
        "open": Step(
            N_("同意并打开"),
            frozenset({OpeningState.ASKED}),
            OpeningState.OPENED,
            P.PETITION_WRITE,
            "opening.opened",
            Relation.OTHER,
            weight="p",
        ),
        "refuse": Step(
            N_("不同意"),
            frozenset({OpeningState.ASKED}),
            OpeningState.REFUSED,
            P.PETITION_WRITE,
            "opening.refused",
            needs_reason=True,
            weight="x",
        ),
        "see": Step(
            N_("已阅"),
            frozenset({OpeningState.OPENED}),
            OpeningState.SEEN,
            P.PETITION_DECIDE,
            "opening.seen",
            weight="p",
        ),
    },
)
