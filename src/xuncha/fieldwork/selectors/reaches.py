"""Which papers, evidence and sheets people may read. An inspected unit never reaches a working paper."""

from django.db.models import Q

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.fieldwork.models import Evidence, FactSheet, WorkingPaper
from xuncha.fieldwork.workflow import FACT, PAPER, FactState, PaperState
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import Hand, waits
from xuncha.foundation.reach import Reach

PAPERS = Reach(
    WorkingPaper,
    "fieldwork.paper",
    "问题底稿",
    P.PAPER_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    around=("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction"),
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
    around=("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction"),
    url_name="fieldwork:fact",
    find=("number", "title"),
)

UNIT = "inspection__organisation"

waits(
    PAPER,
    PAPERS,
    own="handler_id",
    hands={PaperState.CO_SIGN: Hand("second_handler_id", N_("第二经办人"))},
    title=lambda paper: paper.title,
    number=lambda paper: paper.number or paper.provisional_no,
    unit=lambda paper: paper.inspection.organisation,
    related=(UNIT,),
    counts={
        PaperState.CO_SIGN: "paper.sent_to_co_sign",
        PaperState.SUBMITTED: "paper.submitted",
        PaperState.CHECKED: "paper.checked",
        PaperState.RETURNED: "paper.returned",
    },
)
waits(
    FACT,
    FACT_SHEETS,
    title=lambda sheet: sheet.title,
    number=lambda sheet: sheet.number,
    unit=lambda sheet: sheet.inspection.organisation,
    related=(UNIT,),
    due={FactState.SENT: "reply_by"},
    counts={FactState.ANSWERED: "fact.answered"},
)
EVENT_LABELS.update(
    {
        "paper.created": N_("新建底稿"),
        "paper.saved": N_("修改底稿"),
        "paper.import_undone": N_("撤销导入，恢复原来的内容"),
        "paper.second_handler_set": N_("指定第二经办人"),
        "paper.signature_put": N_("签字"),
        "paper.signature_voided": N_("签字失效"),
        "paper.evidence_added": N_("添加佐证"),
        "paper.evidence_removed": N_("移除佐证"),
        "paper.cited": N_("引用谈话、小分队结果"),
        "paper.uncited": N_("去掉引用"),
        "citation.made": N_("引用谈话、小分队结果"),
        "citation.removed": N_("去掉引用"),
        "citation.carried_over": N_("沿用引用"),
        "evidence.added": N_("添加佐证"),
        "evidence.changed": N_("更正佐证"),
        "evidence.removed": N_("移除佐证"),
        "evidence.carried_over": N_("沿用佐证"),
        "fact.created": N_("起草确认单"),
        "fact.saved": N_("修改确认单"),
        "fact.item_added": N_("添加一条事实"),
        "fact.item_changed": N_("修改一条事实"),
        "fact.item_removed": N_("去掉一条事实"),
        "fact.item_papers_set": N_("对应底稿"),
        "fact.item_answered": N_("单位答复一条事实"),
    }
)
