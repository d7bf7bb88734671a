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
from xuncha.rectification.workflow.disputing import DISPUTE, VERDICT_LABEL, DisputeState, Verdict
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
    STANDING,
    SUPPLIED,
    WORKED_ON,
    ItemState,
    PlanState,
    Result,
    result_of,
)
from xuncha.rectification.workflow.joint import (
    BODY_OPINION,
    JOINT_REVIEW,
    JointState,
    OpinionState,
)
from xuncha.rectification.workflow.stopping import SUSPENSION, SuspensionState

__all__ = [
    "BODY_OPINION",
    "COMPLETED_STATES",
    "CONSEQUENCE",
    "DISPUTE",
    "EXTENSION",
    "ITEM",
    "JOINT_REVIEW",
    "NOTICE",
    "PERIOD_REPORT",
    "PLAN",
    "QUERY",
    "RESULT_LABEL",
    "RUNNING",
    "SETTLED",
    "STANDING",
    "SUPPLIED",
    "SUSPENSION",
    "UNIT_REPORT",
    "VERDICT_LABEL",
    "WORKED_ON",
    "ConsequenceState",
    "DisputeState",
    "ExtensionState",
    "ItemState",
    "JointState",
    "NoticeState",
    "OpinionState",
    "PeriodState",
    "PlanState",
    "QueryState",
    "Result",
    "SuspensionState",
    "UnitReportState",
    "Verdict",
    "result_of",
]
