"""How a scheme, an evaluation, the sheet of one evaluated body and what follows from its grade move. (feature C13)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class SchemeState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_FORCE = "in_force"
    ENDED = "ended"


C = SchemeState
SCHEME = Workflow(
    "evaluation_scheme",
    N_("评估方案"),
    C.DRAFT,
    {
        C.DRAFT: State(N_("拟订中"), turn=P.EVALUATION_WRITE, ask=N_("评估方案待报批")),
        C.SUBMITTED: State(N_("待批准"), "half", turn=P.EVALUATION_APPROVE, ask=N_("评估方案待批准")),
        C.IN_FORCE: State(N_("可以使用"), "done", final=True),
        C.ENDED: State(N_("已停用"), "stop", final=True),
    },
    {
        "submit": Step(
            N_("报批"),
            frozenset({C.DRAFT}),
            C.SUBMITTED,
            P.EVALUATION_WRITE,
            "evaluation.scheme_submitted",
            weight="p",
        ),
        "return": Step(
            N_("退回修改"),
            frozenset({C.SUBMITTED}),
            C.DRAFT,
            P.EVALUATION_APPROVE,
            "evaluation.scheme_returned",
            needs_reason=True,
        ),
        "approve": Step(
            N_("批准"),
            frozenset({C.SUBMITTED}),
            C.IN_FORCE,
            P.EVALUATION_APPROVE,
            "evaluation.scheme_approved",
            Relation.OTHER,
            weight="p",
        ),
        "end": Step(
            N_("停用"),
            frozenset({C.IN_FORCE}),
            C.ENDED,
            P.EVALUATION_APPROVE,
            "evaluation.scheme_ended",
            needs_reason=True,
            weight="x",
        ),
    },
)


class RunState(StrEnum):
    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"


R = RunState
RUN = Workflow(
    "evaluation_run",
    N_("整改评估"),
    R.PREPARING,
    {
        R.PREPARING: State(N_("准备中"), turn=P.EVALUATION_WRITE, ask=N_("整改评估待开始")),
        R.OPEN: State(N_("评议打分中"), "half", turn=P.EVALUATION_WRITE, ask=N_("评议到期待截止")),
        R.CLOSED: State(N_("评议已截止"), "done", final=True),
        R.DROPPED: State(N_("不再评估"), "stop", final=True),
    },
    {
        "open": Step(
            N_("开始评议"),
            frozenset({R.PREPARING}),
            R.OPEN,
            P.EVALUATION_WRITE,
            "evaluation.opened",
            weight="p",
        ),
        "close": Step(
            N_("截止评议"), frozenset({R.OPEN}), R.CLOSED, P.EVALUATION_WRITE, "evaluation.closed", weight="p"
        ),
        "drop": Step(
            N_("不再评估"),
            frozenset({R.PREPARING}),
            R.DROPPED,
            P.EVALUATION_WRITE,
            "evaluation.dropped",
            needs_reason=True,
            weight="x",
        ),
    },
)


class SubjectState(StrEnum):
    SCORING = "scoring"
    SCORED = "scored"
    SHOWN = "shown"
    FINAL = "final"


S = SubjectState
SUBJECT = Workflow(
    "evaluation_subject",
    N_("评估对象"),
    S.SCORING,
    {
        S.SCORING: State(N_("打分中")),
        S.SCORED: State(N_("待复核"), "half", turn=P.EVALUATION_SCORE, ask=N_("评分表待复核")),
        S.SHOWN: State(N_("已送达，可提异议"), "half", turn=P.EVALUATION_APPROVE, ask=N_("评估结果待审定")),
        S.FINAL: State(N_("已审定"), "done", final=True),
    },
    {
        "hand_in": Step(
            N_("打分完成，送复核"),
            frozenset({S.SCORING}),
            S.SCORED,
            P.EVALUATION_SCORE,
            "evaluation.scored",
            weight="p",
        ),
        "return": Step(
            N_("退回重打"),
            frozenset({S.SCORED}),
            S.SCORING,
            P.EVALUATION_SCORE,
            "evaluation.returned",
            needs_reason=True,
        ),
        "show": Step(
            N_("复核无误，送达"),
            frozenset({S.SCORED}),
            S.SHOWN,
            P.EVALUATION_SCORE,
            "evaluation.shown",
            Relation.OTHER,
            weight="p",
            starts="evaluation.shown",
        ),
        "reopen": Step(
            N_("采纳异议，重新打分"),
            frozenset({S.SHOWN}),
            S.SCORING,
            P.EVALUATION_APPROVE,
            "evaluation.reopened",
            follows=True,
        ),
        "settle": Step(
            N_("审定结果"),
            frozenset({S.SHOWN}),
            S.FINAL,
            P.EVALUATION_APPROVE,
            "evaluation.settled",
            weight="p",
        ),
    },
)


class FollowState(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


F = FollowState
FOLLOW = Workflow(
    "evaluation_follow",
    N_("结果运用"),
    F.PROPOSED,
    {
        F.PROPOSED: State(N_("系统建议，待决定"), "near", turn=P.EVALUATION_APPROVE, ask=N_("评估结果运用待决定")),
        F.CONFIRMED: State(N_("已采纳"), "done", final=True),
        F.DISMISSED: State(N_("不采纳"), "stop", final=True),
    },
    {
        "confirm": Step(
            N_("采纳"),
            frozenset({F.PROPOSED}),
            F.CONFIRMED,
            P.EVALUATION_APPROVE,
            "evaluation.follow_confirmed",
            Relation.OTHER,
            weight="p",
        ),
        "dismiss": Step(
            N_("不采纳"),
            frozenset({F.PROPOSED}),
            F.DISMISSED,
            P.EVALUATION_APPROVE,
            "evaluation.follow_dismissed",
            Relation.OTHER,
            needs_reason=True,
            weight="x",
        ),
    },
)
