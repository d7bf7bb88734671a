"""How hints, questions and scans lie in the scopes. Units and teams reach no hint; the unit reaches its questions."""

from xuncha.core.permissions import Permission as P
from xuncha.foundation.reach import Reach
from xuncha.hints.models import Hint, Inquiry, Scan

ON_PLAN = "plan__inspection"
AROUND = (f"{ON_PLAN}__organisation", f"{ON_PLAN}__team", f"{ON_PLAN}__round__term__jurisdiction")

HINTS = Reach(
    Hint,
    "hints.hint",
    "整改核查提示",
    P.HINT_READ,
    jurisdiction=f"{ON_PLAN}__round__term__jurisdiction_id",
    inspected=f"{ON_PLAN}__organisation_id",
    url_name="hints:hint",
    around=AROUND,
    find=("plan__inspection__organisation__name", "item__number", "item__title"),
)
INQUIRIES = Reach(
    Inquiry,
    "hints.inquiry",
    "巡察办询问",
    P.RECT_READ,
    jurisdiction=f"{ON_PLAN}__round__term__jurisdiction_id",
    team=f"{ON_PLAN}__team_id",
    unit=f"{ON_PLAN}__organisation_id",
    inspected=f"{ON_PLAN}__organisation_id",
    url_name="hints:inquiry",
    around=AROUND,
    find=("plan__inspection__organisation__name", "text"),
)
SCANS = Reach(Scan, "hints.scan", "整改核查", P.FIGURES_READ, jurisdiction="jurisdiction_id", url_name="hints:scan")
