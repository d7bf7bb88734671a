"""How reports, meetings, instructions, feedback meetings and opinions lie in the scopes."""

from django.db.models import Q

from xuncha.core.permissions import Permission as P
from xuncha.feedback.models import Attendance, Instruction, Meeting, Opinion, OpinionItem, Report, Session
from xuncha.feedback.workflow import FED_BACK
from xuncha.foundation.reach import Reach

INSPECTION = ("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction")

REPORTS = Reach(
    Report,
    "feedback.report",
    "巡察报告",
    P.REPORT_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    around=INSPECTION,
    url_name="feedback:report",
    find=("number", "inspection__organisation__name"),
)
MEETINGS = Reach(
    Meeting,
    "feedback.meeting",
    "会议",
    P.MEETING_READ,
    jurisdiction="term__jurisdiction_id",
    inspected="agenda__reports__inspection__organisation_id",
    many=True,
    around=("term__jurisdiction",),
    url_name="feedback:meeting",
    find=("title",),
)
INSTRUCTIONS = Reach(
    Instruction,
    "feedback.instruction",
    "批示与点人点事",
    P.INSTRUCTION_READ,
    jurisdiction="term__jurisdiction_id",
    inspected="inspection__organisation_id",
    around=("term__jurisdiction",),
    url_name="feedback:instruction",
    find=("number", "text"),
)
SESSIONS = Reach(
    Session,
    "feedback.session",
    "反馈会",
    P.SESSION_READ,
    jurisdiction="round__term__jurisdiction_id",
    team="opinions__inspection__team_id",
    inspected="opinions__inspection__organisation_id",
    many=True,
    around=("round__term__jurisdiction",),
    url_name="feedback:session",
    find=("title",),
)
OPINIONS = Reach(
    Opinion,
    "feedback.opinion",
    "反馈意见",
    P.FEEDBACK_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    unit="inspection__organisation_id",
    unit_sees=Q(state__in=FED_BACK),
    inspected="inspection__organisation_id",
    around=INSPECTION,
    url_name="feedback:opinion",
    find=("number", "inspection__organisation__name"),
)
ITEMS = Reach(
    OpinionItem,
    "feedback.item",
    "反馈问题",
    P.FEEDBACK_READ,
    jurisdiction="opinion__inspection__round__term__jurisdiction_id",
    team="opinion__inspection__team_id",
    unit="opinion__inspection__organisation_id",
    unit_sees=Q(opinion__state__in=FED_BACK),
    inspected="opinion__inspection__organisation_id",
    around=tuple(f"opinion__{path}" for path in INSPECTION),
    url_name="feedback:item",
    find=("title",),
)
ATTENDANCES = Reach(
    Attendance,
    "feedback.attendance",
    "反馈会出席人员",
    P.SESSION_READ,
    jurisdiction="session__round__term__jurisdiction_id",
    around=("session__round",),
)
