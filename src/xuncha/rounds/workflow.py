"""
How a round, a suggestion of a unit, an invitation to take part, a declaration and a case of recusal move.

(domain §3.1, §8.4; features A06 A09 A10 A12)
"""

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


class ParticipationState(StrEnum):
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REVOKED = "revoked"


PARTICIPATION = Workflow(
    "participation",
    N_("联动邀请"),
    ParticipationState.INVITED,
    {
        ParticipationState.INVITED: State(N_("待答复"), "half", turn=P.ROUND_DRAFT, ask=N_("联动邀请待答复")),
        ParticipationState.ACCEPTED: State(N_("已参加"), "done", final=True),
        ParticipationState.DECLINED: State(N_("不参加"), "stop", final=True),
        ParticipationState.REVOKED: State(N_("已撤回"), "stop", final=True),
    },
    {
        "accept": Step(
            N_("参加"),
            frozenset({ParticipationState.INVITED}),
            ParticipationState.ACCEPTED,
            P.ROUND_DRAFT,
            "participation.accepted",
            weight="p",
        ),
        "decline": Step(
            N_("不参加"),
            frozenset({ParticipationState.INVITED}),
            ParticipationState.DECLINED,
            P.ROUND_DRAFT,
            "participation.declined",
            needs_reason=True,
        ),
        "revoke": Step(
            N_("撤回邀请"),
            frozenset({ParticipationState.INVITED, ParticipationState.ACCEPTED}),
            ParticipationState.REVOKED,
            P.ROUND_DRAFT,
            "participation.revoked",
            needs_reason=True,
        ),
    },
)


class DeclarationState(StrEnum):
    ASKED = "asked"
    DECLARED = "declared"


D = DeclarationState
DECLARATION = Workflow(
    "declaration",
    N_("回避申报"),
    D.ASKED,
    {
        D.ASKED: State(N_("待申报"), "half", turn=P.DECLARATION_WRITE, turn_own=True, ask=N_("回避申报待填写")),
        D.DECLARED: State(N_("已申报"), "done", final=True),
    },
    {
        "declare": Step(
            N_("提交申报"),
            frozenset({D.ASKED}),
            D.DECLARED,
            P.DECLARATION_WRITE,
            "declaration.made",
            Relation.OWN,
            weight="p",
        ),
        "again": Step(
            N_("请重新申报"),
            frozenset({D.DECLARED}),
            D.ASKED,
            P.DECLARATION_WRITE,
            "declaration.again",
            needs_reason=True,
        ),
    },
)


class RecusalState(StrEnum):
    OPEN = "open"
    ASKED = "asked"
    SETTLED = "settled"
    EXEMPT = "exempt"
    LAPSED = "lapsed"


R = RecusalState
RECUSAL = Workflow(
    "recusal",
    N_("回避事项"),
    R.OPEN,
    {
        R.OPEN: State(N_("待核对"), "near", turn=P.RECUSAL_HANDLE, ask=N_("回避事项待核对")),
        R.ASKED: State(N_("例外待批准"), "half", turn=P.RECUSAL_APPROVE, ask=N_("回避例外待批准")),
        R.SETTLED: State(N_("已核对"), "done", final=True),
        R.EXEMPT: State(N_("已批准例外"), "note", final=True),
        R.LAPSED: State(N_("情形已消除"), "stop", final=True),
    },
    {
        "settle": Step(N_("核对完毕"), frozenset({R.OPEN}), R.SETTLED, P.RECUSAL_HANDLE, "recusal.settled", weight="p"),
        "ask": Step(
            N_("申请例外"),
            frozenset({R.OPEN, R.SETTLED}),
            R.ASKED,
            P.RECUSAL_HANDLE,
            "recusal.asked",
            needs_reason=True,
        ),
        "approve": Step(
            N_("批准例外"),
            frozenset({R.ASKED}),
            R.EXEMPT,
            P.RECUSAL_APPROVE,
            "recusal.exempted",
            Relation.OTHER,
            needs_reason=True,
            weight="p",
        ),
        "refuse": Step(
            N_("不批准"), frozenset({R.ASKED}), R.OPEN, P.RECUSAL_APPROVE, "recusal.refused", needs_reason=True
        ),
        "revoke": Step(
            N_("撤销例外"),
            frozenset({R.EXEMPT}),
            R.OPEN,
            P.RECUSAL_APPROVE,
            "recusal.revoked",
            needs_reason=True,
            weight="x",
        ),
        "recheck": Step(
            N_("重新核对"), frozenset({R.SETTLED, R.EXEMPT}), R.OPEN, P.RECUSAL_HANDLE, "recusal.rechecked"
        ),
        "lapse": Step(
            N_("情形消除"),
            frozenset({R.OPEN, R.ASKED, R.SETTLED, R.EXEMPT}),
            R.LAPSED,
            P.RECUSAL_HANDLE,
            "recusal.lapsed",
        ),
    },
)


class ReplacementState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


REPLACEMENT = Workflow(
    "replacement",
    N_("组员调整"),
    ReplacementState.ASKED,
    {
        ReplacementState.ASKED: State(N_("待批准"), "half", turn=P.ROUND_APPROVE, ask=N_("组员调整待批准")),
        ReplacementState.APPROVED: State(N_("已调整"), "done", final=True),
        ReplacementState.REFUSED: State(N_("未批准"), "stop", final=True),
        ReplacementState.WITHDRAWN: State(N_("已撤回"), "stop", final=True),
    },
    {
        "approve": Step(
            N_("批准调整"),
            frozenset({ReplacementState.ASKED}),
            ReplacementState.APPROVED,
            P.ROUND_APPROVE,
            "replacement.approved",
            Relation.OTHER,
            weight="p",
        ),
        "refuse": Step(
            N_("不批准"),
            frozenset({ReplacementState.ASKED}),
            ReplacementState.REFUSED,
            P.ROUND_APPROVE,
            "replacement.refused",
            needs_reason=True,
        ),
        "withdraw": Step(
            N_("撤回申请"),
            frozenset({ReplacementState.ASKED}),
            ReplacementState.WITHDRAWN,
            P.ROUND_DRAFT,
            "replacement.withdrawn",
            Relation.OWN,
            weight="x",
        ),
    },
)


class DrawState(StrEnum):
    CLOSED = "closed"
    TYPED = "typed"
    DRAWN = "drawn"
    CANCELLED = "cancelled"


DRAW = Workflow(
    "draw",
    N_("抽签"),
    DrawState.CLOSED,
    {
        DrawState.CLOSED: State(N_("名单已封存"), "half", turn=P.DRAW_SEED, ask=N_("抽签种子待第一人录入")),
        DrawState.TYPED: State(N_("待第二人录入"), "half", turn=P.DRAW_SEED, ask=N_("抽签种子待第二人录入")),
        DrawState.DRAWN: State(N_("已抽出"), "done", final=True),
        DrawState.CANCELLED: State(N_("已作废"), "stop", final=True),
    },
    {
        "type": Step(
            N_("录入种子"), frozenset({DrawState.CLOSED}), DrawState.TYPED, P.DRAW_SEED, "draw.typed", weight="p"
        ),
        "again": Step(
            N_("第二人录入种子"),
            frozenset({DrawState.TYPED}),
            DrawState.DRAWN,
            P.DRAW_SEED,
            "draw.drawn",
            Relation.OTHER,
            weight="p",
        ),
        "retype": Step(
            N_("收回重录"), frozenset({DrawState.TYPED}), DrawState.CLOSED, P.DRAW_SEED, "draw.retyped", Relation.OWN
        ),
        "cancel": Step(
            N_("作废"),
            frozenset({DrawState.CLOSED, DrawState.TYPED}),
            DrawState.CANCELLED,
            P.ROUND_DRAFT,
            "draw.cancelled",
            needs_reason=True,
            weight="x",
        ),
    },
)
