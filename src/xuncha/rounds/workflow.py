"""How a round moves from draft to archive, and how a suggestion of a unit is answered. (domain §3.1, A09 A10)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class RoundState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    AUTHORISED = "authorised"
    IN_FIELD = "in_field"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    CANCELLED = "cancelled"


S = RoundState
ROUND = Workflow(
    "round",
    N_("巡察轮次"),
    S.DRAFT,
    {
        S.DRAFT: State(N_("筹备中"), turn=P.ROUND_DRAFT, ask=N_("轮次方案待完成")),
        S.SUBMITTED: State(N_("待批准"), "half", turn=P.ROUND_APPROVE, ask=N_("轮次方案待批准")),
        S.APPROVED: State(N_("已批准，待授权"), "half", turn=P.ROUND_APPROVE, ask=N_("轮次待授权")),
        S.AUTHORISED: State(N_("已授权"), "", turn=P.ROUND_RUN, ask=N_("轮次待进驻")),
        S.IN_FIELD: State(N_("驻点中"), "", turn=P.ROUND_RUN, ask=N_("轮次驻点中")),
        S.WITHDRAWN: State(N_("已撤点"), "half", turn=P.ROUND_RUN, ask=N_("轮次待收尾")),
        S.CLOSED: State(N_("已结束"), "done", final=True),
        S.CANCELLED: State(N_("已取消"), "stop", final=True),
    },
    {
        "submit": Step(N_("提交审批"), frozenset({S.DRAFT}), S.SUBMITTED, P.ROUND_DRAFT, "round.submitted", weight="p"),
        "return": Step(
            N_("退回修改"),
            frozenset({S.SUBMITTED, S.APPROVED}),
            S.DRAFT,
            P.ROUND_APPROVE,
            "round.returned",
            needs_reason=True,
        ),
        "approve": Step(
            N_("批准方案"),
            frozenset({S.SUBMITTED}),
            S.APPROVED,
            P.ROUND_APPROVE,
            "round.approved",
            Relation.OTHER,
            weight="p",
            starts="round.approved",
        ),
        "authorise": Step(
            N_("授权"), frozenset({S.APPROVED}), S.AUTHORISED, P.ROUND_APPROVE, "round.authorised", weight="p"
        ),
        "enter": Step(
            N_("进驻"),
            frozenset({S.AUTHORISED}),
            S.IN_FIELD,
            P.ROUND_RUN,
            "round.entered",
            weight="p",
            starts="round.entered",
        ),
        "withdraw": Step(
            N_("撤点"),
            frozenset({S.IN_FIELD}),
            S.WITHDRAWN,
            P.ROUND_RUN,
            "round.withdrawn",
            weight="p",
            starts="round.withdrawn",
        ),
        "close": Step(N_("结束本轮"), frozenset({S.WITHDRAWN}), S.CLOSED, P.ROUND_RUN, "round.closed", weight="p"),
        "cancel": Step(
            N_("取消本轮"),
            frozenset({S.DRAFT, S.SUBMITTED, S.APPROVED}),
            S.CANCELLED,
            P.ROUND_DRAFT,
            "round.cancelled",
            needs_reason=True,
            weight="x",
        ),
    },
)


class SuggestionState(StrEnum):
    GIVEN = "given"
    ADOPTED = "adopted"
    DECLINED = "declined"


SUGGESTION = Workflow(
    "suggestion",
    N_("巡察对象建议"),
    SuggestionState.GIVEN,
    {
        SuggestionState.GIVEN: State(N_("待答复"), "half", turn=P.ROUND_DRAFT, ask=N_("巡察对象建议待答复")),
        SuggestionState.ADOPTED: State(N_("已采纳"), "done", final=True),
        SuggestionState.DECLINED: State(N_("未采纳"), "stop", final=True),
    },
    {
        "adopt": Step(
            N_("采纳"),
            frozenset({SuggestionState.GIVEN}),
            SuggestionState.ADOPTED,
            P.ROUND_DRAFT,
            "suggestion.adopted",
            weight="p",
        ),
        "decline": Step(
            N_("不采纳"),
            frozenset({SuggestionState.GIVEN}),
            SuggestionState.DECLINED,
            P.ROUND_DRAFT,
            "suggestion.declined",
            needs_reason=True,
        ),
    },
)
