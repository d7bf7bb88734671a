"""Rectification as official documents. (§1.5)"""

from xuncha.rectification.documents.consequences import consequence_answer, consequence_letter
from xuncha.rectification.documents.disputing import dispute_answer
from xuncha.rectification.documents.items import closeout_review, extension_sheet, return_slip
from xuncha.rectification.documents.joint import joint_opinions, report_return_list, return_list
from xuncha.rectification.documents.periods import dispatch_sheet, period_report_document
from xuncha.rectification.documents.plans import (
    closeout_register,
    day_of_report,
    drafted_plan,
    rectification_plan,
    unit_report_document,
)

__all__ = [
    "closeout_register",
    "closeout_review",
    "consequence_answer",
    "consequence_letter",
    "day_of_report",
    "dispatch_sheet",
    "dispute_answer",
    "drafted_plan",
    "extension_sheet",
    "joint_opinions",
    "period_report_document",
    "rectification_plan",
    "report_return_list",
    "return_list",
    "return_slip",
    "unit_report_document",
]
