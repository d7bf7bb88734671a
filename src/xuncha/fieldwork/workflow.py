"""How a working paper is signed and how facts are confirmed. (domain §3.1, §3.2 2c 3b; features B05 B07)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class PaperState(StrEnum):
    DRAFT = "draft"
    CO_SIGN = "co_sign"
    CO_SIGNED = "co_signed"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    SIGNED = "signed"
    FILED = "filed"
    RETURNED = "returned"
    SUPERSEDED = "superseded"
    VOID = "void"


S = PaperState
PAPER = Workflow(
    "paper",
    N_("问题底稿"),
    S.DRAFT,
    {
        S.DRAFT: State(N_("起草中"), turn=P.PAPER_WRITE, turn_own=True, ask=N_("底稿待完成")),
        S.CO_SIGN: State(N_("待第二经办人会签"), "half", turn=P.PAPER_WRITE, turn_own=True, ask=N_("底稿待您会签")),
        S.CO_SIGNED: State(N_("已会签，待提交"), turn=P.PAPER_WRITE, turn_own=True, ask=N_("底稿已会签，待提交")),
        S.SUBMITTED: State(N_("待副组长复核"), "half", turn=P.PAPER_CHECK, ask=N_("底稿待复核")),
        S.CHECKED: State(N_("待组长审签"), "half", turn=P.PAPER_SIGN, ask=N_("底稿待审签")),
        S.SIGNED: State(N_("组长已签"), "done", turn=P.PAPER_FILE, ask=N_("底稿待归档"), final=True),
        S.FILED: State(N_("已归档"), "done", final=True),
        S.RETURNED: State(N_("退回修改"), "near", turn=P.PAPER_WRITE, turn_own=True, ask=N_("底稿被退回")),
        S.SUPERSEDED: State(N_("已被替代"), "stop", final=True),
        S.VOID: State(N_("已作废"), "stop", final=True),
    },
    {
        "ask_co_sign": Step(
            N_("送会签"),
            frozenset({S.DRAFT, S.RETURNED}),
            S.CO_SIGN,
            P.PAPER_WRITE,
            "paper.sent_to_co_sign",
            Relation.OWN,
            weight="p",
        ),
        "co_sign": Step(
            N_("会签"),
            frozenset({S.CO_SIGN}),
            S.CO_SIGNED,
            P.PAPER_WRITE,
            "paper.co_signed",
            Relation.OWN,
            weight="p",
        ),
        "submit": Step(
            N_("提交复核"),
            frozenset({S.CO_SIGNED}),
            S.SUBMITTED,
            P.PAPER_WRITE,
            "paper.submitted",
            Relation.OWN,
            weight="p",
        ),
        "check": Step(
            N_("复核通过"),
            frozenset({S.SUBMITTED}),
            S.CHECKED,
            P.PAPER_CHECK,
            "paper.checked",
            Relation.OTHER,
            weight="p",
        ),
        "sign": Step(
            N_("审签"), frozenset({S.CHECKED}), S.SIGNED, P.PAPER_SIGN, "paper.signed", Relation.OTHER, weight="p"
        ),
        "return_co_sign": Step(
            N_("退回修改"),
            frozenset({S.CO_SIGN}),
            S.RETURNED,
            P.PAPER_WRITE,
            "paper.returned",
            Relation.OWN,
            needs_reason=True,
        ),
        "return_check": Step(
            N_("退回修改"), frozenset({S.SUBMITTED}), S.RETURNED, P.PAPER_CHECK, "paper.returned", needs_reason=True
        ),
        "return_sign": Step(
            N_("退回修改"), frozenset({S.CHECKED}), S.RETURNED, P.PAPER_SIGN, "paper.returned", needs_reason=True
        ),
        "recall": Step(
            N_("收回修改"),
            frozenset({S.CO_SIGN, S.CO_SIGNED}),
            S.DRAFT,
            P.PAPER_WRITE,
            "paper.recalled",
            Relation.OWN,
        ),
        "reopen": Step(
            N_("复核后修改"),
            frozenset({S.SUBMITTED, S.CHECKED}),
            S.DRAFT,
            P.PAPER_WRITE,
            "paper.reopened",
            Relation.OWN,
        ),
        "file": Step(N_("归档"), frozenset({S.SIGNED}), S.FILED, P.PAPER_FILE, "paper.filed", weight="p"),
        "supersede": Step(
            N_("以新底稿替代"),
            frozenset({S.SIGNED, S.FILED}),
            S.SUPERSEDED,
            P.PAPER_SIGN,
            "paper.superseded",
            needs_reason=True,
            weight="x",
        ),
        "void": Step(
            N_("作废"),
            frozenset({S.DRAFT, S.RETURNED}),
            S.VOID,
            P.PAPER_WRITE,
            "paper.voided",
            Relation.OWN,
            needs_reason=True,
            weight="x",
        ),
    },
)

TAKE_BACK = ("recall", "reopen")
"""The steps by which its handlers take a paper back to change it."""


class FactState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


F = FactState
FACT = Workflow(
    "fact",
    N_("事实确认单"),
    F.DRAFT,
    {
        F.DRAFT: State(N_("起草中"), turn=P.FACT_APPROVE, ask=N_("事实确认单待签发")),
        F.APPROVED: State(N_("已签发，待送达"), turn=P.FACT_WRITE, ask=N_("事实确认单待送达")),
        F.SENT: State(N_("待单位反馈"), "half", turn=P.FACT_ANSWER, ask=N_("事实确认单待答复")),
        F.ANSWERED: State(N_("单位已答复"), turn=P.FACT_WRITE, ask=N_("事实确认单待处理单位意见")),
        F.CLOSED: State(N_("已办结"), "done", final=True),
        F.WITHDRAWN: State(N_("已撤回"), "stop", final=True),
    },
    {
        "approve": Step(
            N_("签发"), frozenset({F.DRAFT}), F.APPROVED, P.FACT_APPROVE, "fact.approved", Relation.OTHER, weight="p"
        ),
        "send": Step(
            N_("送达单位"), frozenset({F.APPROVED}), F.SENT, P.FACT_WRITE, "fact.sent", weight="p", starts="fact.sent"
        ),
        "answer": Step(N_("答复"), frozenset({F.SENT}), F.ANSWERED, P.FACT_ANSWER, "fact.answered", weight="p"),
        "close": Step(N_("办结"), frozenset({F.ANSWERED}), F.CLOSED, P.FACT_WRITE, "fact.closed", weight="p"),
        "withdraw": Step(
            N_("撤回"),
            frozenset({F.DRAFT, F.APPROVED, F.SENT}),
            F.WITHDRAWN,
            P.FACT_APPROVE,
            "fact.withdrawn",
            needs_reason=True,
            weight="x",
        ),
    },
)
