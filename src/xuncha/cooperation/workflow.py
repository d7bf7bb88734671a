"""How agreements, conferences with their decisions, and joint checks move on. (feature D02)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class AgreementState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_FORCE = "in_force"
    ENDED = "ended"
    DROPPED = "dropped"


A = AgreementState
AGREEMENT = Workflow(
    "cooperation_agreement",
    N_("协作机制"),
    A.DRAFT,
    {
        A.DRAFT: State(N_("拟订中"), turn=P.AGREEMENT_WRITE, ask=N_("协作机制待拟订完")),
        A.SUBMITTED: State(N_("待批准"), "half", turn=P.AGREEMENT_APPROVE, ask=N_("协作机制待批准")),
        A.IN_FORCE: State(N_("执行中"), "done"),
        A.ENDED: State(N_("已终止"), "stop", final=True),
        A.DROPPED: State(N_("不办"), "stop", final=True),
    },
    {
        "submit": Step(
            N_("报批"), frozenset({A.DRAFT}), A.SUBMITTED, P.AGREEMENT_WRITE, "agreement.submitted", weight="p"
        ),
        "drop": Step(
            N_("不办"),
            frozenset({A.DRAFT}),
            A.DROPPED,
            P.AGREEMENT_WRITE,
            "agreement.dropped",
            needs_reason=True,
            weight="x",
        ),
        "approve": Step(
            N_("批准"),
            frozenset({A.SUBMITTED}),
            A.IN_FORCE,
            P.AGREEMENT_APPROVE,
            "agreement.approved",
            Relation.OTHER,
            weight="p",
        ),
        "return": Step(
            N_("退回修改"),
            frozenset({A.SUBMITTED}),
            A.DRAFT,
            P.AGREEMENT_APPROVE,
            "agreement.returned",
            needs_reason=True,
        ),
        "end": Step(
            N_("终止"),
            frozenset({A.IN_FORCE}),
            A.ENDED,
            P.AGREEMENT_WRITE,
            "agreement.ended",
            needs_reason=True,
            weight="x",
        ),
    },
)
CONCLUDED = frozenset({A.IN_FORCE, A.ENDED})
"""Approved: the departments that take part read it."""


class ConferenceState(StrEnum):
    DRAFT = "draft"
    CALLED = "called"
    HELD = "held"
    DONE = "done"
    CANCELLED = "cancelled"


C = ConferenceState
CONFERENCE = Workflow(
    "cooperation_conference",
    N_("联席会议和会商"),
    C.DRAFT,
    {
        C.DRAFT: State(N_("筹备中"), turn=P.COOPERATION_WRITE, ask=N_("会议待通知")),
        C.CALLED: State(N_("已通知"), "near", turn=P.COOPERATION_WRITE, ask=N_("会议情况待登记")),
        C.HELD: State(N_("议定事项落实中"), "half"),
        C.DONE: State(N_("已办结"), "done", final=True),
        C.CANCELLED: State(N_("已取消"), "stop", final=True),
    },
    {
        "call": Step(
            N_("发会议通知"), frozenset({C.DRAFT}), C.CALLED, P.COOPERATION_WRITE, "conference.called", weight="p"
        ),
        "hold": Step(
            N_("登记会议情况"), frozenset({C.CALLED}), C.HELD, P.COOPERATION_WRITE, "conference.held", weight="p"
        ),
        "close": Step(N_("办结"), frozenset({C.HELD}), C.DONE, P.COOPERATION_WRITE, "conference.closed", weight="p"),
        "cancel": Step(
            N_("取消"),
            frozenset({C.DRAFT, C.CALLED}),
            C.CANCELLED,
            P.COOPERATION_WRITE,
            "conference.cancelled",
            needs_reason=True,
            weight="x",
        ),
    },
)


class DecisionState(StrEnum):
    OPEN = "open"
    DONE = "done"


D = DecisionState
DECISION = Workflow(
    "cooperation_decision",
    N_("会议议定事项"),
    D.OPEN,
    {
        D.OPEN: State(N_("落实中"), "near", turn=P.COOPERATION_ANSWER, ask=N_("会议议定事项待落实")),
        D.DONE: State(N_("已落实"), "done", final=True),
    },
    {
        "finish": Step(
            N_("报落实情况"), frozenset({D.OPEN}), D.DONE, P.COOPERATION_ANSWER, "decision.finished", weight="p"
        ),
    },
)


class CheckState(StrEnum):
    PLANNED = "planned"
    REPORTED = "reported"
    ACCEPTED = "accepted"
    DROPPED = "dropped"


K = CheckState
CHECK = Workflow(
    "cooperation_check",
    N_("联合检查"),
    K.PLANNED,
    {
        K.PLANNED: State(N_("检查中"), "near", turn=P.JOINT_CHECK_RUN, ask=N_("联合检查情况待报送")),
        K.REPORTED: State(N_("已报送，待审阅"), "half", turn=P.JOINT_CHECK_WRITE, ask=N_("联合检查情况待审阅")),
        K.ACCEPTED: State(N_("已办结"), "done", final=True),
        K.DROPPED: State(N_("不查"), "stop", final=True),
    },
    {
        "report": Step(
            N_("报送情况"), frozenset({K.PLANNED}), K.REPORTED, P.JOINT_CHECK_RUN, "check.reported", weight="p"
        ),
        "return": Step(
            N_("退回补充"),
            frozenset({K.REPORTED}),
            K.PLANNED,
            P.JOINT_CHECK_WRITE,
            "check.returned",
            needs_reason=True,
        ),
        "accept": Step(
            N_("同意办结"),
            frozenset({K.REPORTED}),
            K.ACCEPTED,
            P.JOINT_CHECK_WRITE,
            "check.accepted",
            Relation.OTHER,
            weight="p",
        ),
        "drop": Step(
            N_("不查"),
            frozenset({K.PLANNED}),
            K.DROPPED,
            P.JOINT_CHECK_WRITE,
            "check.dropped",
            needs_reason=True,
            weight="x",
        ),
    },
)
