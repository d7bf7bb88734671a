"""Every workflow of rectification: plans and items, what units ask and report, what follows. (domain §3.1, §5.2)"""

from xuncha.rectification.workflow.asking import (
    EXTENSION,
    NOTICE,
    QUERY,
    UNIT_REPORT,
    ExtensionState,
    NoticeState,
    QueryState,
    UnitReportState,
)
from xuncha.rectification.workflow.following import (
    CONSEQUENCE,
    PERIOD_REPORT,
    ConsequenceState,
    PeriodState,
)
from xuncha.rectification.workflow.items import (
    COMPLETED_STATES,
    ITEM,
    PLAN,
    RESULT_LABEL,
    RUNNING,
    SETTLED,
    SUPPLIED,
    WORKED_ON,
    ItemState,
    PlanState,
    Result,
    result_of,
)

__all__ = [
    "COMPLETED_STATES",
    "CONSEQUENCE",
    "EXTENSION",
    "ITEM",
    "NOTICE",
    "PERIOD_REPORT",
    "PLAN",
    "QUERY",
    "RESULT_LABEL",
    "RUNNING",
    "SETTLED",
    "SUPPLIED",
    "UNIT_REPORT",
    "WORKED_ON",
    "ConsequenceState",
    "ExtensionState",
    "ItemState",
    "NoticeState",
    "PeriodState",
    "PlanState",
    "QueryState",
    "Result",
    "UnitReportState",
    "result_of",
]
