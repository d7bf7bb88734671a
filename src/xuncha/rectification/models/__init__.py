"""The plan and its items, what is done about each, what is asked and decided."""

from xuncha.rectification.models.asking import DueNotice, Extension, Query, ReportRemark, UnitReport
from xuncha.rectification.models.consequences import Consequence
from xuncha.rectification.models.disputing import Dispute
from xuncha.rectification.models.doing import Evidence, EvidenceReview, Measure, Progress
from xuncha.rectification.models.drafts import Draft
from xuncha.rectification.models.joint import BodyOpinion, Grade, JointReview, OpinionPoint
from xuncha.rectification.models.ledger import LedgerUpload
from xuncha.rectification.models.outcomes import Accountability, MoneyOutcome, RuleOutput, Shortfall
from xuncha.rectification.models.periods import PeriodReport
from xuncha.rectification.models.plans import Difficulty, Horizon, Item, NumberedRemark, Plan, PlanRemark
from xuncha.rectification.models.sharing import Assignment, Contribution, UnitNote
from xuncha.rectification.models.steps import StepProof
from xuncha.rectification.models.stopping import Suspension

__all__ = [
    "Accountability",
    "Assignment",
    "BodyOpinion",
    "Consequence",
    "Contribution",
    "Difficulty",
    "Dispute",
    "Draft",
    "DueNotice",
    "Evidence",
    "EvidenceReview",
    "Extension",
    "Grade",
    "Horizon",
    "Item",
    "JointReview",
    "LedgerUpload",
    "Measure",
    "MoneyOutcome",
    "NumberedRemark",
    "OpinionPoint",
    "PeriodReport",
    "Plan",
    "PlanRemark",
    "Progress",
    "Query",
    "ReportRemark",
    "RuleOutput",
    "Shortfall",
    "StepProof",
    "Suspension",
    "UnitNote",
    "UnitReport",
]
