"""How results are heard, instructions followed up, and the opinion fed back. (domain §3.1, §3.2; C02 C03)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class ReportState(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"


REPORT = Workflow(
    "report",
    N_("巡察报告"),
    ReportState.DRAFT,
    {
        ReportState.DRAFT: State(N_("起草中"), turn=P.REPORT_SIGN, ask=N_("巡察报告待组长签发")),
        ReportState.SIGNED: State(N_("已签发"), "done", final=True),
    },
    {
        "sign": Step(
            N_("签发报告"),
            frozenset({ReportState.DRAFT}),
            ReportState.SIGNED,
            P.REPORT_SIGN,
            "report.signed",
            weight="p",
        ),
        "reopen": Step(
            N_("退回修改"),
            frozenset({ReportState.SIGNED}),
            ReportState.DRAFT,
            P.REPORT_SIGN,
            "report.reopened",
            needs_reason=True,
        ),
    },
)


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    MINUTED = "minuted"
    APPROVED = "approved"
    CANCELLED = "cancelled"


M = MeetingState
SAT = frozenset({M.HELD, M.MINUTED, M.APPROVED})
"""States of a meeting that took place."""
MEETING = Workflow(
    "meeting",
    N_("会议"),
    M.PLANNED,
    {
        M.PLANNED: State(N_("待召开"), turn=P.MEETING_WRITE, ask=N_("会议待召开")),
        M.HELD: State(N_("纪要待整理"), turn=P.MEETING_WRITE, ask=N_("会议纪要待整理")),
        M.MINUTED: State(N_("纪要待审定"), "half", turn=P.MEETING_APPROVE, ask=N_("会议纪要待审定")),
        M.APPROVED: State(N_("纪要已审定"), "done", final=True),
        M.CANCELLED: State(N_("已取消"), "stop", final=True),
    },
    {
        "hold": Step(N_("登记召开"), frozenset({M.PLANNED}), M.HELD, P.MEETING_WRITE, "meeting.held", weight="p"),
        "submit": Step(
            N_("提交纪要"), frozenset({M.HELD}), M.MINUTED, P.MEETING_WRITE, "meeting.submitted", weight="p"
        ),
        "approve": Step(
            N_("审定纪要"),
            frozenset({M.MINUTED}),
            M.APPROVED,
            P.MEETING_APPROVE,
            "meeting.approved",
            Relation.OTHER,
            weight="p",
        ),
        "return": Step(
            N_("退回修改"), frozenset({M.MINUTED}), M.HELD, P.MEETING_APPROVE, "meeting.returned", needs_reason=True
        ),
        "cancel": Step(
            N_("取消会议"),
            frozenset({M.PLANNED}),
            M.CANCELLED,
            P.MEETING_WRITE,
            "meeting.cancelled",
            needs_reason=True,
            weight="x",
        ),
    },
)


class InstructionState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    RETURNED = "returned"
    ACCEPTED = "accepted"


N = InstructionState
INSTRUCTION = Workflow(
    "instruction",
    N_("批示与点人点事"),
    N.OPEN,
    {
        N.OPEN: State(N_("办理中"), turn=P.INSTRUCTION_ANSWER, ask=N_("批示待办理")),
        N.ANSWERED: State(N_("已报办理情况"), "half", turn=P.INSTRUCTION_ACCEPT, ask=N_("批示办理情况待审阅")),
        N.RETURNED: State(N_("继续办理"), "near", turn=P.INSTRUCTION_ANSWER, ask=N_("批示被要求继续办理")),
        N.ACCEPTED: State(N_("已办结"), "done", final=True),
    },
    {
        "answer": Step(
            N_("报告办理情况"),
            frozenset({N.OPEN, N.RETURNED}),
            N.ANSWERED,
            P.INSTRUCTION_ANSWER,
            "instruction.answered",
            weight="p",
            starts="instruction.answered",
        ),
        "accept": Step(
            N_("同意办结"),
            frozenset({N.ANSWERED}),
            N.ACCEPTED,
            P.INSTRUCTION_ACCEPT,
            "instruction.accepted",
            Relation.OTHER,
            weight="p",
        ),
        "return": Step(
            N_("继续办理"),
            frozenset({N.ANSWERED}),
            N.RETURNED,
            P.INSTRUCTION_ACCEPT,
            "instruction.returned",
            needs_reason=True,
        ),
    },
)


class OpinionState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    DELIVERED = "delivered"
    RECEIVED = "received"


V = OpinionState
FED_BACK = frozenset({V.DELIVERED, V.RECEIVED})
"""States in which the opinion has been given to the unit: it never changes again, and the unit sees it."""
OPINION = Workflow(
    "opinion",
    N_("反馈意见"),
    V.DRAFT,
    {
        V.DRAFT: State(N_("起草中"), turn=P.FEEDBACK_WRITE, ask=N_("反馈意见待完成")),
        V.SUBMITTED: State(N_("待审定"), "half", turn=P.FEEDBACK_APPROVE, ask=N_("反馈意见待审定")),
        V.APPROVED: State(N_("已审定，待反馈"), "half", turn=P.FEEDBACK_RUN, ask=N_("反馈意见待反馈")),
        V.DELIVERED: State(N_("已反馈，待签收"), "half", turn=P.FEEDBACK_RECEIVE, ask=N_("反馈意见待签收")),
        V.RECEIVED: State(N_("已签收"), "done", final=True),
    },
    {
        "submit": Step(
            N_("提交审定"),
            frozenset({V.DRAFT}),
            V.SUBMITTED,
            P.FEEDBACK_WRITE,
            "opinion.submitted",
            weight="p",
            starts="opinion.submitted",
        ),
        "return": Step(
            N_("退回修改"),
            frozenset({V.SUBMITTED, V.APPROVED}),
            V.DRAFT,
            P.FEEDBACK_APPROVE,
            "opinion.returned",
            needs_reason=True,
        ),
        "approve": Step(
            N_("审定"),
            frozenset({V.SUBMITTED}),
            V.APPROVED,
            P.FEEDBACK_APPROVE,
            "opinion.approved",
            Relation.OTHER,
            weight="p",
        ),
        "deliver": Step(
            N_("反馈"),
            frozenset({V.APPROVED}),
            V.DELIVERED,
            P.FEEDBACK_RUN,
            "opinion.delivered",
            weight="p",
            starts="feedback.held",
        ),
        "receive": Step(
            N_("签收"), frozenset({V.DELIVERED}), V.RECEIVED, P.FEEDBACK_RECEIVE, "opinion.received", weight="p"
        ),
    },
)


class SessionState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


SESSION = Workflow(
    "feedback_session",
    N_("反馈会"),
    SessionState.PLANNED,
    {
        SessionState.PLANNED: State(N_("待召开"), turn=P.FEEDBACK_RUN, ask=N_("反馈会待召开")),
        SessionState.HELD: State(N_("已召开"), "done", final=True),
        SessionState.CANCELLED: State(N_("已取消"), "stop", final=True),
    },
    {
        "hold": Step(
            N_("登记召开"),
            frozenset({SessionState.PLANNED}),
            SessionState.HELD,
            P.FEEDBACK_RUN,
            "feedback.held",
            weight="p",
        ),
        "cancel": Step(
            N_("取消反馈会"),
            frozenset({SessionState.PLANNED}),
            SessionState.CANCELLED,
            P.FEEDBACK_RUN,
            "feedback.cancelled",
            needs_reason=True,
            weight="x",
        ),
    },
)
