"""What people may read of terms, targets and plans."""

from xuncha.core.permissions import Permission as P
from xuncha.foundation.reach import Reach
from xuncha.planning.models import PlanVersion, Target, Term

TERMS = Reach(Term, "planning.term", "届次", P.PLAN_READ, jurisdiction="jurisdiction_id", url_name="rounds:coverage")
TARGETS = Reach(Target, "planning.target", "巡察对象", P.PLAN_READ, jurisdiction="term__jurisdiction_id")
PLANS = Reach(
    PlanVersion,
    "planning.plan",
    "规划版本",
    P.PLAN_READ,
    jurisdiction="term__jurisdiction_id",
    url_name="planning:plan",
)
