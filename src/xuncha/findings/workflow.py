"""How a finding is confirmed and how an immediate rectification runs. (domain §3.1; features B08 B10)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class FindingState(StrEnum):
    CANDIDATE = "candidate"
    CONFIRMED = "confirmed"
    MERGED = "merged"
    SPLIT = "split"
    DROPPED = "dropped"


S = FindingState
FINDING = Workflow(
    "finding",
    N_("问题"),
    S.CANDIDATE,
    {
        S.CANDIDATE: State(N_("待确认"), turn=P.FINDING_CONFIRM, ask=N_("问题待确认")),
        S.CONFIRMED: State(N_("已确认"), "done", final=True),
        S.MERGED: State(N_("已并入他条"), "stop", final=True),
        S.SPLIT: State(N_("已拆分"), "stop", final=True),
        S.DROPPED: State(N_("不采用"), "stop", final=True),
    },
    {
        "confirm": Step(
            N_("确认"), frozenset({S.CANDIDATE}), S.CONFIRMED, P.FINDING_CONFIRM, "finding.confirmed", weight="p"
        ),
        "reopen": Step(
            N_("退回待确认"),
            frozenset({S.CONFIRMED}),
            S.CANDIDATE,
            P.FINDING_WRITE,
            "finding.reopened",
            needs_reason=True,
        ),
        "merge": Step(
            N_("并入"),
            frozenset({S.CANDIDATE, S.CONFIRMED}),
            S.MERGED,
            P.FINDING_WRITE,
            "finding.merged",
            needs_reason=True,
        ),
        "split": Step(
            N_("拆分"),
            frozenset({S.CANDIDATE, S.CONFIRMED}),
            S.SPLIT,
            P.FINDING_WRITE,
            "finding.split",
            needs_reason=True,
        ),
        "drop": Step(
            N_("不采用"),
            frozenset({S.CANDIDATE, S.CONFIRMED}),
            S.DROPPED,
            P.FINDING_CONFIRM,
            "finding.dropped",
            Relation.OTHER,
            needs_reason=True,
            weight="x",
        ),
    },
)


class FixState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    ANSWERED = "answered"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


X = FixState
FIX = Workflow(
    "fix",
    N_("立行立改"),
    X.DRAFT,
    {
        X.DRAFT: State(N_("待签发"), turn=P.FIX_APPROVE, ask=N_("立行立改通知待签发")),
        X.ISSUED: State(N_("整改中"), "", turn=P.FIX_ANSWER, ask=N_("立行立改待落实")),
        X.ANSWERED: State(N_("待核验"), "half", turn=P.FIX_ACCEPT, ask=N_("立行立改待核验")),
        X.RETURNED: State(N_("退回补改"), "near", turn=P.FIX_ANSWER, ask=N_("立行立改被退回")),
        X.ACCEPTED: State(N_("已改到位"), "done", final=True),
        X.WITHDRAWN: State(N_("已撤回"), "stop", final=True),
    },
    {
        "issue": Step(
            N_("签发通知"),
            frozenset({X.DRAFT}),
            X.ISSUED,
            P.FIX_APPROVE,
            "fix.issued",
            Relation.OTHER,
            weight="p",
            starts="fix.issued",
        ),
        "answer": Step(
            N_("报送结果"), frozenset({X.ISSUED, X.RETURNED}), X.ANSWERED, P.FIX_ANSWER, "fix.answered", weight="p"
        ),
        "accept": Step(
            N_("核验通过"),
            frozenset({X.ANSWERED}),
            X.ACCEPTED,
            P.FIX_ACCEPT,
            "fix.accepted",
            Relation.OTHER,
            weight="p",
        ),
        "return": Step(
            N_("退回补改"), frozenset({X.ANSWERED}), X.RETURNED, P.FIX_ACCEPT, "fix.returned", needs_reason=True
        ),
        "withdraw": Step(
            N_("撤回"),
            frozenset({X.DRAFT, X.ISSUED}),
            X.WITHDRAWN,
            P.FIX_APPROVE,
            "fix.withdrawn",
            needs_reason=True,
            weight="x",
        ),
    },
)
