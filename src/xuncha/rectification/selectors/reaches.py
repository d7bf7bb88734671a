"""How plans, items, extensions, questions and reports lie in the scopes. The unit sees its own from the feedback on."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet

from xuncha.core.permissions import Permission
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.reach import NOTHING, M, Reach
from xuncha.rectification.models import (
    Consequence,
    DueNotice,
    Evidence,
    Extension,
    Item,
    PeriodReport,
    Plan,
    Query,
    StepProof,
    UnitReport,
)
from xuncha.rectification.workflow import ConsequenceState as S
from xuncha.rectification.workflow import PlanState


def _paths(path: str) -> dict[str, Any]:
    """How a record lies whose inspection is found along `path`."""
    return {
        "jurisdiction": f"{path}__round__term__jurisdiction_id",
        "team": f"{path}__team_id",
        "unit": f"{path}__organisation_id",
        "inspected": f"{path}__organisation_id",
        "around": (f"{path}__organisation", f"{path}__team", f"{path}__round__term__jurisdiction"),
    }


def of_inspection(
    model: type[M], kind: str, label: str, path: str, *find: str, url_name: str = "", others_see: Q | None = None
) -> Reach[M]:
    """A kind whose records hang on a plan."""
    kind, paths = f"rectification.{kind}", _paths(path)
    return Reach(model, kind, label, P.RECT_READ, **paths, url_name=url_name, find=find, others_see=others_see)


class AddressedReach(Reach[DueNotice]):
    """Notices of due dates: each is for the holders of one role, over whatever they hold that role."""

    def permitted(self, actor: Actor, permission: Permission) -> QuerySet[DueNotice]:
        """Notices within reach that are addressed to a role by which the person reaches them."""
        by_role = [
            Q(role=role)
            & Q(pk__in=super(AddressedReach, self).permitted(of_role(actor, role), permission).values("pk"))
            for role in sorted(actor.roles)
        ]
        return DueNotice.objects.filter(reduce(or_, by_role, NOTHING))


def of_role(actor: Actor, role: str) -> Actor:
    """The person with what they hold by one of their roles."""
    return Actor(actor.user, tuple(held for held in actor.held if held.role == role))


PLANS = of_inspection(
    Plan, "plan", "整改方案", "inspection", "inspection__organisation__name", url_name="rectification:plan"
)
ITEMS = of_inspection(Item, "item", "整改事项", "plan__inspection", "number", "title", url_name="rectification:item")
EVIDENCE = of_inspection(Evidence, "evidence", "整改佐证", "item__plan__inspection")
EXTENSIONS = of_inspection(
    Extension, "extension", "延期申请", "item__plan__inspection", url_name="rectification:extension"
)
QUERIES = of_inspection(Query, "query", "单位来问", "plan__inspection", url_name="rectification:query")
UNIT_REPORTS = of_inspection(
    UnitReport, "unit_report", "整改情况报告", "plan__inspection", url_name="rectification:unit-report"
)
SENT_WITH_PLAN = ~Q(plan__state__in=[PlanState.DRAFTING, PlanState.RETURNED]) | Q(
    created_at__lte=F("plan__submitted_at")
)
"""What was registered while the unit has the plan goes to the office when the plan is handed in."""
STEP_PROOFS = of_inspection(StepProof, "step_proof", "会议材料", "plan__inspection", others_see=SENT_WITH_PLAN)
PERIODS = of_inspection(
    PeriodReport,
    "period",
    "整改定期台账",
    "plan__inspection",
    "plan__inspection__organisation__name",
    url_name="rectification:period",
)
CONSEQUENCES = Reach(
    Consequence,
    "rectification.consequence",
    "低于下限的处理",
    P.RECT_READ,
    **_paths("plan__inspection"),
    unit_sees=Q(state__in=[S.SENT, S.ANSWERED, S.ACCEPTED]),
    url_name="rectification:consequence",
    find=("plan__inspection__organisation__name",),
)
NOTICES = AddressedReach(
    DueNotice,
    "rectification.notice",
    "到期提醒",
    P.RECT_READ,
    **_paths("item__plan__inspection"),
    url_name="rectification:notice",
)
