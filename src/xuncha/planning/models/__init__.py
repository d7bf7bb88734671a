"""What is kept of plans: terms and targets, versions and their entries, what is asked of a version's timetable."""

from xuncha.planning.models.plans import InspectionType, PlanEntry, PlanVersion, Target, Term
from xuncha.planning.models.scheduling import (
    FollowUp,
    Link,
    MarkKind,
    PlanMark,
    Proposal,
    RoundCapacity,
    Schedule,
    ScheduledUnit,
    SchedulePool,
    ScheduleRound,
    SectorLink,
    Topic,
    YearTarget,
)

__all__ = [
    "FollowUp",
    "InspectionType",
    "Link",
    "MarkKind",
    "PlanEntry",
    "PlanMark",
    "PlanVersion",
    "Proposal",
    "RoundCapacity",
    "Schedule",
    "SchedulePool",
    "ScheduleRound",
    "ScheduledUnit",
    "SectorLink",
    "Target",
    "Term",
    "Topic",
    "YearTarget",
]
