"""What people may read of findings and immediate rectifications."""

from django.db.models import Q

from xuncha.core.permissions import Permission as P
from xuncha.findings.models import Finding, ImmediateFix
from xuncha.foundation.reach import Reach

FINDINGS = Reach(
    Finding,
    "findings.finding",
    "问题",
    P.FINDING_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    around=("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction"),
    url_name="findings:finding",
    find=("number", "title"),
)
FIXES = Reach(
    ImmediateFix,
    "findings.fix",
    "立行立改",
    P.FIX_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    unit="inspection__organisation_id",
    unit_sees=Q(state__in=["issued", "answered", "returned", "accepted"]),
    inspected="inspection__organisation_id",
    around=("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction"),
    url_name="findings:fix",
    find=("number", "title"),
)
