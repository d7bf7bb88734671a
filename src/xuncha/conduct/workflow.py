"""How comments and guidance are answered, what becomes of contacts and breaches. (domain §3.2, §8.6; B13, D04)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class CommentState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


C = CommentState
COMMENT = Workflow(
    "comment",
    N_("巡察办意见"),
    C.OPEN,
    {
        C.OPEN: State(N_("待答复"), "half", turn=P.GUIDANCE_ANSWER, ask=N_("巡察办意见待答复")),
        C.ACCEPTED: State(N_("已采纳"), "done", final=True),
        C.DECLINED: State(N_("未采纳"), "near", final=True),
        C.WITHDRAWN: State(N_("已撤回"), "stop", final=True),
    },
    {
        "accept": Step(
            N_("采纳"),
            frozenset({C.OPEN}),
            C.ACCEPTED,
            P.GUIDANCE_ANSWER,
            "comment.accepted",
            needs_reason=True,
            weight="p",
        ),
        "decline": Step(
            N_("不采纳"), frozenset({C.OPEN}), C.DECLINED, P.GUIDANCE_ANSWER, "comment.declined", needs_reason=True
        ),
        "again": Step(
            N_("再提一次"), frozenset({C.DECLINED}), C.OPEN, P.GUIDANCE_WRITE, "comment.again", needs_reason=True
        ),
        "withdraw": Step(
            N_("撤回"), frozenset({C.OPEN}), C.WITHDRAWN, P.GUIDANCE_WRITE, "comment.withdrawn", needs_reason=True
        ),
    },
)


class GuidanceState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    ANSWERED = "answered"
    CLOSED = "closed"
    DROPPED = "dropped"


G = GuidanceState
GUIDANCE = Workflow(
    "guidance",
    N_("督导指导"),
    G.DRAFT,
    {
        G.DRAFT: State(N_("起草中"), turn=P.GUIDANCE_WRITE, turn_own=True, ask=N_("督导指导记录待印发")),
        G.ISSUED: State(N_("待巡察组落实"), "half", turn=P.GUIDANCE_ANSWER, ask=N_("督导指导要求待落实")),
        G.ANSWERED: State(N_("待巡察办确认"), "half", turn=P.GUIDANCE_WRITE, ask=N_("督导指导落实情况待确认")),
        G.CLOSED: State(N_("已办结"), "done", final=True),
        G.DROPPED: State(N_("不印发"), "stop", final=True),
    },
    {
        "issue": Step(
            N_("印发巡察组"), frozenset({G.DRAFT}), G.ISSUED, P.GUIDANCE_WRITE, "guidance.issued", weight="p"
        ),
        "drop": Step(
            N_("不印发"),
            frozenset({G.DRAFT}),
            G.DROPPED,
            P.GUIDANCE_WRITE,
            "guidance.dropped",
            needs_reason=True,
            weight="x",
        ),
        "answer": Step(
            N_("报落实情况"), frozenset({G.ISSUED}), G.ANSWERED, P.GUIDANCE_ANSWER, "guidance.answered", weight="p"
        ),
        "return": Step(
            N_("退回再落实"),
            frozenset({G.ANSWERED}),
            G.ISSUED,
            P.GUIDANCE_WRITE,
            "guidance.returned",
            needs_reason=True,
        ),
        "close": Step(
            N_("确认办结"), frozenset({G.ANSWERED}), G.CLOSED, P.GUIDANCE_WRITE, "guidance.closed", weight="p"
        ),
    },
)


class ApproachState(StrEnum):
    REPORTED = "reported"
    HANDLED = "handled"
    PASSED_ON = "passed_on"


A = ApproachState
APPROACH = Workflow(
    "approach",
    N_("打听说情登记"),
    A.REPORTED,
    {
        A.REPORTED: State(N_("待处理"), "near", turn=P.APPROACH_HANDLE, ask=N_("打听、说情、干预待处理")),
        A.HANDLED: State(N_("已处理"), "done", final=True),
        A.PASSED_ON: State(N_("已移送纪检监察机关"), "done", final=True),
    },
    {
        "handle": Step(
            N_("登记处理情况"),
            frozenset({A.REPORTED}),
            A.HANDLED,
            P.APPROACH_HANDLE,
            "approach.handled",
            Relation.OTHER,
            needs_reason=True,
            weight="p",
        ),
        "pass_on": Step(
            N_("移送纪检监察机关"),
            frozenset({A.REPORTED}),
            A.PASSED_ON,
            P.APPROACH_HANDLE,
            "approach.passed_on",
            Relation.OTHER,
            needs_reason=True,
        ),
    },
)


class BreachState(StrEnum):
    REPORTED = "reported"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


B = BreachState
BREACH = Workflow(
    "breach",
    N_("违反回避"),
    B.REPORTED,
    {
        B.REPORTED: State(N_("待认定"), "near", turn=P.RECUSAL_APPROVE, ask=N_("违反回避待认定")),
        B.UPHELD: State(N_("已认定"), "stop", final=True),
        B.DISMISSED: State(N_("不成立"), "done", final=True),
    },
    {
        "uphold": Step(
            N_("认定违反回避"),
            frozenset({B.REPORTED}),
            B.UPHELD,
            P.RECUSAL_APPROVE,
            "breach.upheld",
            Relation.OTHER,
            needs_reason=True,
            weight="x",
        ),
        "dismiss": Step(
            N_("不成立"),
            frozenset({B.REPORTED}),
            B.DISMISSED,
            P.RECUSAL_APPROVE,
            "breach.dismissed",
            Relation.OTHER,
            needs_reason=True,
        ),
    },
)
