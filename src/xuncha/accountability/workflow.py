"""How a use of results is proposed, approved at its level, carried out and reported back. (domain §5.7, §5.3)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class UseState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    LAID = "laid"
    APPROVED = "approved"
    OWED = "owed"
    SENT = "sent"
    REPORTED = "reported"
    WITHDRAWN = "withdrawn"


U = UseState
_UNDER_WAY = frozenset({U.PROPOSED, U.LAID, U.APPROVED, U.OWED, U.SENT})
USE = Workflow(
    "result_use",
    N_("成果运用事项"),
    U.DRAFT,
    {
        U.DRAFT: State(N_("起草中"), turn=P.USE_WRITE, ask=N_("成果运用事项待起草完")),
        U.PROPOSED: State(N_("待审核"), "half", turn=P.USE_APPROVE, ask=N_("成果运用事项待审核")),
        U.LAID: State(N_("待领导小组批准"), "half", turn=P.USE_DECIDE, ask=N_("成果运用事项待批准")),
        U.APPROVED: State(N_("已批准，待办理"), "near", turn=P.USE_WRITE, ask=N_("成果运用事项待办理")),
        U.OWED: State(N_("已下达，待单位报送"), "near", turn=P.USE_ANSWER, ask=N_("书面检查待报送")),
        U.SENT: State(N_("已办理，待反馈结果"), "near", turn=P.USE_WRITE, ask=N_("成果运用结果待登记")),
        U.REPORTED: State(N_("已反馈结果"), "done", final=True),
        U.WITHDRAWN: State(N_("已撤回"), "stop", final=True),
    },
    {
        "submit": Step(N_("送审核"), frozenset({U.DRAFT}), U.PROPOSED, P.USE_WRITE, "use.submitted", weight="p"),
        "drop": Step(
            N_("不提了"), frozenset({U.DRAFT}), U.WITHDRAWN, P.USE_WRITE, "use.dropped", needs_reason=True, weight="x"
        ),
        "approve": Step(
            N_("批准"),
            frozenset({U.PROPOSED}),
            U.APPROVED,
            P.USE_APPROVE,
            "use.approved",
            Relation.OTHER,
            weight="p",
            starts="use.approved",
        ),
        "lay": Step(
            N_("呈报领导小组"), frozenset({U.PROPOSED}), U.LAID, P.USE_APPROVE, "use.laid", Relation.OTHER, weight="p"
        ),
        "return": Step(
            N_("退回修改"), frozenset({U.PROPOSED}), U.DRAFT, P.USE_APPROVE, "use.returned", needs_reason=True
        ),
        "decide": Step(
            N_("领导小组批准"),
            frozenset({U.LAID}),
            U.APPROVED,
            P.USE_DECIDE,
            "use.decided",
            Relation.OTHER,
            weight="p",
            starts="use.approved",
        ),
        "refuse": Step(
            N_("不同意，退回"), frozenset({U.LAID}), U.DRAFT, P.USE_DECIDE, "use.refused", needs_reason=True
        ),
        "send": Step(
            N_("发出"), frozenset({U.APPROVED}), U.SENT, P.USE_WRITE, "use.sent", weight="p", starts="use.sent"
        ),
        "demand": Step(
            N_("下达"), frozenset({U.APPROVED}), U.OWED, P.USE_WRITE, "use.demanded", weight="p", starts="use.sent"
        ),
        "answer": Step(N_("报送书面检查"), frozenset({U.OWED}), U.SENT, P.USE_ANSWER, "use.answered", weight="p"),
        "again": Step(
            N_("退回重写"),
            frozenset({U.SENT}),
            U.OWED,
            P.USE_WRITE,
            "use.sent_back",
            needs_reason=True,
            starts="use.sent",
        ),
        "finish": Step(N_("办结"), frozenset({U.SENT}), U.REPORTED, P.USE_WRITE, "use.reported", weight="p"),
        "withdraw": Step(
            N_("撤回"), _UNDER_WAY, U.WITHDRAWN, P.USE_APPROVE, "use.withdrawn", needs_reason=True, weight="x"
        ),
    },
)
