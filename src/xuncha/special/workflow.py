"""
How a special report is written, checked, signed, laid before whoever decides, and followed to the end of what they
instruct. (domain §3.2 2f 3c; feature B12)

An important matter goes from its writer straight to the leader; material on a principal is checked by somebody else
first. `ONLY` says which step is whose.
"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class SpecialState(StrEnum):
    DRAFT = "draft"
    CHECKING = "checking"
    CHECKED = "checked"
    SIGNED = "signed"
    RECEIVED = "received"
    LAID = "laid"
    INSTRUCTED = "instructed"
    ANSWERED = "answered"
    CLOSED = "closed"


S = SpecialState
SPECIAL = Workflow(
    "special",
    N_("专题材料和即时报告"),
    S.DRAFT,
    {
        S.DRAFT: State(N_("起草中"), turn=P.SPECIAL_WRITE, turn_own=True, ask=N_("专题材料、即时报告待完成")),
        S.CHECKING: State(N_("待另一人核对"), "half", turn=P.SPECIAL_WRITE, ask=N_("专题材料待核对依据")),
        S.CHECKED: State(N_("待组长签发"), "half", turn=P.SPECIAL_SIGN, ask=N_("专题材料、即时报告待签发")),
        S.SIGNED: State(N_("待巡察办签收"), "near", turn=P.SPECIAL_RECEIVE, ask=N_("专题材料、即时报告待签收")),
        S.RECEIVED: State(N_("待呈送"), "near", turn=P.SPECIAL_RECEIVE, ask=N_("专题材料、即时报告待呈送")),
        S.LAID: State(N_("已呈送，待批示"), "half", turn=P.SPECIAL_DECIDE, ask=N_("专题材料、即时报告待批示")),
        S.INSTRUCTED: State(N_("批示办理中"), "half", turn=P.SPECIAL_ANSWER, ask=N_("专题批示待报告办理情况")),
        S.ANSWERED: State(N_("已报告办理情况"), "near", turn=P.SPECIAL_DECIDE, ask=N_("专题批示办理情况待核对")),
        S.CLOSED: State(N_("已办结"), "done", final=True),
    },
    {
        "submit": Step(
            N_("交另一人核对"), frozenset({S.DRAFT}), S.CHECKING, P.SPECIAL_WRITE, "special.submitted", weight="p"
        ),
        "present": Step(
            N_("送组长签发"), frozenset({S.DRAFT}), S.CHECKED, P.SPECIAL_WRITE, "special.presented", weight="p"
        ),
        "check": Step(
            N_("核对无误"),
            frozenset({S.CHECKING}),
            S.CHECKED,
            P.SPECIAL_WRITE,
            "special.checked",
            Relation.OTHER,
            weight="p",
        ),
        "return": Step(
            N_("退回修改"), frozenset({S.CHECKING, S.CHECKED}), S.DRAFT, P.SPECIAL_WRITE, "special.returned"
        ),
        "sign": Step(N_("签发报送"), frozenset({S.CHECKED}), S.SIGNED, P.SPECIAL_SIGN, "special.signed", weight="p"),
        "receive": Step(
            N_("签收"), frozenset({S.SIGNED}), S.RECEIVED, P.SPECIAL_RECEIVE, "special.received", weight="p"
        ),
        "send_back": Step(
            N_("退回补充"), frozenset({S.SIGNED, S.RECEIVED}), S.DRAFT, P.SPECIAL_RECEIVE, "special.sent_back"
        ),
        "lay": Step(N_("登记呈送"), frozenset({S.RECEIVED}), S.LAID, P.SPECIAL_RECEIVE, "special.laid", weight="p"),
        "instruct": Step(
            N_("登记批示"), frozenset({S.LAID}), S.INSTRUCTED, P.SPECIAL_DECIDE, "special.instructed", weight="p"
        ),
        "note": Step(N_("已阅，存档"), frozenset({S.LAID}), S.CLOSED, P.SPECIAL_DECIDE, "special.noted"),
        "answer": Step(
            N_("报告办理情况"), frozenset({S.INSTRUCTED}), S.ANSWERED, P.SPECIAL_ANSWER, "special.answered", weight="p"
        ),
        "again": Step(
            N_("要求继续办理"), frozenset({S.ANSWERED}), S.INSTRUCTED, P.SPECIAL_DECIDE, "special.wanted_more"
        ),
        "close": Step(
            N_("核对办结"),
            frozenset({S.ANSWERED}),
            S.CLOSED,
            P.SPECIAL_DECIDE,
            "special.closed",
            Relation.OTHER,
            weight="p",
        ),
    },
)
ONLY: dict[str, str] = {"submit": "principal", "present": "matter"}
"""Steps of one kind of report alone."""
