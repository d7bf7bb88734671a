"""Which papers, evidence and sheets people may read. An inspected unit never reaches a working paper."""

from django.db.models import Q

from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.models import Evidence, FactSheet, WorkingPaper
from xuncha.fieldwork.workflow import FACT, PAPER
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.reach import Reach

PAPERS = Reach(
    WorkingPaper,
    "fieldwork.paper",
    "问题底稿",
    P.PAPER_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    url_name="fieldwork:paper",
    find=("number", "provisional_no", "title"),
)
EVIDENCE = Reach(
    Evidence,
    "fieldwork.evidence",
    "佐证材料",
    P.PAPER_READ,
    jurisdiction="paper__inspection__round__term__jurisdiction_id",
    team="paper__inspection__team_id",
    inspected="paper__inspection__organisation_id",
    url_name="fieldwork:paper-evidence",
)
FACT_SHEETS = Reach(
    FactSheet,
    "fieldwork.fact",
    "事实确认单",
    P.FACT_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    unit="inspection__organisation_id",
    unit_sees=Q(state__in=["sent", "answered", "closed"]),
    inspected="inspection__organisation_id",
    url_name="fieldwork:fact",
    find=("number", "title"),
)

UNIT = "inspection__organisation"

waits(
    PAPER,
    PAPERS,
    own="handler_id",
    title=lambda paper: paper.title,
    number=lambda paper: paper.number or paper.provisional_no,
    unit=lambda paper: paper.inspection.organisation,
    related=(UNIT,),
)
waits(
    FACT,
    FACT_SHEETS,
    title=lambda sheet: sheet.title,
    number=lambda sheet: sheet.number,
    unit=lambda sheet: sheet.inspection.organisation,
    related=(UNIT,),
    due=lambda sheet: sheet.reply_by,
)
