"""How several bodies review a plan or a report together, and the office sums up. (domain §3.2 steps 7 and 9; C06)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import State, Step, Workflow


class JointState(StrEnum):
    OPEN = "open"
    CONCLUDED = "concluded"


JOINT_REVIEW = Workflow(
    "joint_review",
    N_("联审"),
    JointState.OPEN,
    {
        JointState.OPEN: State(N_("联审中"), "half", turn=P.RECT_SUM, ask=N_("联审待汇总")),
        JointState.CONCLUDED: State(N_("已汇总"), "done", final=True),
    },
    {
        "conclude": Step(
            N_("汇总联审意见"),
            frozenset({JointState.OPEN}),
            JointState.CONCLUDED,
            P.RECT_SUM,
            "joint_review.concluded",
            weight="p",
        ),
    },
)


class OpinionState(StrEnum):
    ASKED = "asked"
    GIVEN = "given"
    PASSED = "passed"


O = OpinionState  # noqa: E741  # every table of the product calls its states by one letter
BODY_OPINION = Workflow(
    "body_opinion",
    N_("联审意见"),
    O.ASKED,
    {
        O.ASKED: State(N_("待提意见"), turn=P.RECT_OPINE, ask=N_("联审意见待提出")),
        O.GIVEN: State(N_("已提意见"), "done", final=True),
        O.PASSED: State(N_("逾期未提，已继续"), "late", final=True),
    },
    {
        "give": Step(
            N_("提出意见"),
            frozenset({O.ASKED, O.PASSED}),
            O.GIVEN,
            P.RECT_OPINE,
            "body_opinion.given",
            weight="p",
        ),
        "revise": Step(
            N_("收回重提"),
            frozenset({O.GIVEN}),
            O.ASKED,
            P.RECT_OPINE,
            "body_opinion.revised",
            needs_reason=True,
            weight="x",
        ),
        "pass": Step(
            N_("不等了，继续"),
            frozenset({O.ASKED}),
            O.PASSED,
            P.RECT_SUM,
            "body_opinion.passed",
            needs_reason=True,
        ),
    },
)
"""A late opinion still counts as long as the office has not summed up."""
