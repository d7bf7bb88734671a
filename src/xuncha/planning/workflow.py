"""How a version of a plan moves from draft to the plan in force. (domain §3.2 step 0, feature A03)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class PlanState(StrEnum):
    DRAFT = "draft"
    TRIAL = "trial"  # a what-if copy: nobody waits for it, nobody can hand it in
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


S = PlanState
PLAN = Workflow(
    "plan",
    N_("规划版本"),
    S.DRAFT,
    {
        S.DRAFT: State(N_("起草中"), turn=P.PLAN_DRAFT, ask=N_("规划草稿待完成")),
        S.TRIAL: State(N_("试算"), ""),
        S.SUBMITTED: State(N_("待批准"), "half", turn=P.PLAN_APPROVE, ask=N_("规划调整待批准")),
        S.PUBLISHED: State(N_("现行"), "done", final=True),
        S.SUPERSEDED: State(N_("已被新版本替代"), "stop", final=True),
        S.WITHDRAWN: State(N_("已作废"), "stop", final=True),
    },
    {
        "submit": Step(N_("提交审批"), frozenset({S.DRAFT}), S.SUBMITTED, P.PLAN_DRAFT, "plan.submitted", weight="p"),
        "return": Step(
            N_("退回修改"), frozenset({S.SUBMITTED}), S.DRAFT, P.PLAN_APPROVE, "plan.returned", needs_reason=True
        ),
        "approve": Step(
            N_("批准并公布"),
            frozenset({S.SUBMITTED}),
            S.PUBLISHED,
            P.PLAN_APPROVE,
            "plan.published",
            Relation.OTHER,
            weight="p",
        ),
        "supersede": Step(
            N_("由新版本替代"), frozenset({S.PUBLISHED}), S.SUPERSEDED, P.PLAN_APPROVE, "plan.superseded"
        ),
        "try": Step(N_("作为试算"), frozenset({S.DRAFT}), S.TRIAL, P.PLAN_DRAFT, "plan.tried"),
        "withdraw": Step(
            N_("作废"),
            frozenset({S.DRAFT, S.TRIAL}),
            S.WITHDRAWN,
            P.PLAN_DRAFT,
            "plan.withdrawn",
            needs_reason=True,
            weight="x",
        ),
    },
)
