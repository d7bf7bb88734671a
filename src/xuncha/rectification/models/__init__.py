"""The plan and its items, what is done about each, what is asked and decided."""

from xuncha.rectification.models.asking import DueNotice, Extension, Query, UnitReport
from xuncha.rectification.models.consequences import Consequence
from xuncha.rectification.models.doing import Evidence, EvidenceReview, Measure, Progress
from xuncha.rectification.models.ledger import LedgerUpload
from xuncha.rectification.models.outcomes import Accountability, MoneyOutcome, RuleOutput, Shortfall
from xuncha.rectification.models.periods import PeriodReport
from xuncha.rectification.models.plans import Difficulty, Horizon, Item, Plan, PlanRemark

__all__ = [
    "Accountability",
    "Consequence",
    "Difficulty",
    "DueNotice",
    "Evidence",
    "EvidenceReview",
    "Extension",
    "Horizon",
    "Item",
    "LedgerUpload",
    "Measure",
    "MoneyOutcome",
    "PeriodReport",
    "Plan",
    "PlanRemark",
    "Progress",
    "Query",
    "RuleOutput",
    "Shortfall",
    "UnitReport",
]
