"""How a letter is written, issued by another person, received, answered, accepted or issued again. (domain §5.5)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class LetterState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ISSUED = "issued"
    RECEIVED = "received"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    REISSUED = "reissued"
    DROPPED = "dropped"


L = LetterState
LETTER = Workflow(
    "supervision_letter",
    N_("督办交办函件"),
    L.DRAFT,
    {
        L.DRAFT: State(N_("起草中"), turn=P.LETTER_WRITE, ask=N_("函件待起草完")),
        L.SUBMITTED: State(N_("待签发"), "half", turn=P.LETTER_APPROVE, ask=N_("函件待签发")),
        L.ISSUED: State(N_("已送达，待签收"), "near", turn=P.LETTER_ANSWER, ask=N_("函件待签收")),
        L.RECEIVED: State(N_("已签收，待回复"), "near", turn=P.LETTER_ANSWER, ask=N_("函件待回复")),
        L.ANSWERED: State(N_("已回复，待审阅"), "half", turn=P.LETTER_WRITE, ask=N_("函件回复待审阅")),
        L.ACCEPTED: State(N_("已办结"), "done", final=True),
        L.REISSUED: State(N_("办理不到位，已续发"), "stop", final=True),
        L.DROPPED: State(N_("不发"), "stop", final=True),
    },
    {
        "submit": Step(N_("送签发"), frozenset({L.DRAFT}), L.SUBMITTED, P.LETTER_WRITE, "letter.submitted", weight="p"),
        "drop": Step(
            N_("不发"),
            frozenset({L.DRAFT}),
            L.DROPPED,
            P.LETTER_WRITE,
            "letter.dropped",
            needs_reason=True,
            weight="x",
        ),
        "issue": Step(
            N_("签发"),
            frozenset({L.SUBMITTED}),
            L.ISSUED,
            P.LETTER_APPROVE,
            "letter.issued",
            Relation.OTHER,
            weight="p",
            starts="letter.issued",
        ),
        "return": Step(
            N_("退回修改"),
            frozenset({L.SUBMITTED}),
            L.DRAFT,
            P.LETTER_APPROVE,
            "letter.returned",
            needs_reason=True,
        ),
        "receive": Step(N_("签收"), frozenset({L.ISSUED}), L.RECEIVED, P.LETTER_ANSWER, "letter.received", weight="p"),
        "answer": Step(
            N_("报送回复"), frozenset({L.RECEIVED}), L.ANSWERED, P.LETTER_ANSWER, "letter.answered", weight="p"
        ),
        "enter_receipt": Step(
            N_("代录签收"), frozenset({L.ISSUED}), L.RECEIVED, P.LETTER_WRITE, "letter.receipt_entered"
        ),
        "enter_reply": Step(
            N_("代录回复"), frozenset({L.RECEIVED}), L.ANSWERED, P.LETTER_WRITE, "letter.reply_entered"
        ),
        "accept": Step(
            N_("同意办结"), frozenset({L.ANSWERED}), L.ACCEPTED, P.LETTER_WRITE, "letter.accepted", weight="p"
        ),
        "reissue": Step(
            N_("续发"),
            frozenset({L.ISSUED, L.RECEIVED, L.ANSWERED}),
            L.REISSUED,
            P.LETTER_WRITE,
            "letter.reissued",
            needs_reason=True,
        ),
    },
)

WAITING = frozenset({L.ISSUED, L.RECEIVED})
"""Out, and not answered: here it can be overdue."""

OUT = WAITING | {L.ANSWERED, L.ACCEPTED, L.REISSUED}
"""Issued: it has its number, and its addressee reads it."""

CLOSED = frozenset({L.ACCEPTED, L.REISSUED, L.DROPPED})
"""Nothing more is expected of it."""
