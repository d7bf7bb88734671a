"""How uses of results lie in the scopes: the office sees its own, a unit what was sent to it and nothing else."""

from django.db.models import Q

from xuncha.accountability.models import Dismissal, Ground, Result, ResultUse, UseReceipt
from xuncha.accountability.rules.kinds import ADDRESSED
from xuncha.core.permissions import Permission as P
from xuncha.foundation.reach import Reach

_UNITS = "grounds__plan__inspection__organisation_id"
_SENT_TO_UNITS = Q(sent_at__isnull=False, kind__in=sorted(ADDRESSED))

USES = Reach(
    ResultUse,
    "accountability.use",
    "成果运用事项",
    P.USE_READ,
    jurisdiction="jurisdiction_id",
    unit=_UNITS,
    inspected=_UNITS,
    unit_sees=_SENT_TO_UNITS,
    many=True,
    around=("jurisdiction",),
    url_name="accountability:use",
    find=("number", "title"),
)
GROUNDS = Reach(
    Ground,
    "accountability.ground",
    "成果运用的依据",
    P.USE_READ,
    jurisdiction="use__jurisdiction_id",
    inspected="plan__inspection__organisation_id",
    around=("use", "plan__inspection__organisation"),
)
RECEIPTS = Reach(
    UseReceipt,
    "accountability.receipt",
    "成果运用事项的签收",
    P.USE_READ,
    jurisdiction="use__jurisdiction_id",
    unit="organisation_id",
    inspected="organisation_id",
    around=("use", "organisation"),
)
DISMISSALS = Reach(
    Dismissal,
    "accountability.dismissal",
    "未采纳的成果运用建议",
    P.USE_WRITE,
    jurisdiction="jurisdiction_id",
    inspected="plan__inspection__organisation_id",
    around=("jurisdiction", "plan__inspection__organisation"),
)
RESULTS = Reach(
    Result,
    "accountability.result",
    "成果运用结果",
    P.USE_COUNT,
    jurisdiction="use__jurisdiction_id",
    inspected=f"use__{_UNITS}",
    many=True,
    around=("use__jurisdiction",),
    url_name="accountability:result",
)
