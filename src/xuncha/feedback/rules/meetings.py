"""When a meeting may be called, held, minuted and its minutes approved. (domain §3.2 step 4)"""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, too_long
from xuncha.core.text import N_
from xuncha.feedback.rules.wording import ITEM_TEXT, TEXT, TITLE
from xuncha.feedback.workflow import MeetingState

AGENDA_TITLE = 120
ATTENDEES = 2_000


def reasons_not_to_change_meeting(state: MeetingState) -> list[Reason]:
    """Time, place and agenda are settled before the meeting is held."""
    return [] if state is MeetingState.PLANNED else [reason("会议已经召开或者取消，议程不能再改。")]


def reasons_against_meeting(title: str) -> list[Reason]:
    """A title that fits."""
    return against(title, TITLE, N_("会议名称"), "title")


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report laid before the meeting."""

    label: str
    signed: bool
    of_the_round: bool


def reasons_against_agenda(title: str, reports: list[ReportFacts]) -> list[Reason]:
    """A matter has a title; only signed reports of its round are laid before it."""
    reasons = against(title, AGENDA_TITLE, N_("议题"), "title")
    for report in reports:
        if not report.signed:
            reasons.append(reason("{report} 还没有签发，不能上会。", field="reports", report=report.label))
        if not report.of_the_round:
            reasons.append(reason("{report} 不是这一轮的报告。", field="reports", report=report.label))
    return reasons


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """A meeting as it was held."""

    agenda: int
    on: date
    today: date
    chair: str
    attendees: str


def reasons_not_to_hold(facts: HoldFacts) -> list[Reason]:
    """It had an agenda, a chair and attendees, and the day has come."""
    reasons = []
    if not facts.agenda:
        reasons.append(reason("还没有议题，先列议题。", mend="#agenda"))
    if facts.on > facts.today:
        reasons.append(reason("召开日期 {day} 还没有到。", field="on", day=facts.on.isoformat()))
    if not facts.chair.strip():
        reasons.append(reason("请写主持人。", field="chair"))
    return reasons + against(facts.attendees, ATTENDEES, N_("出席人员"), "attendees")


def reasons_against_minutes(minutes: str, decisions: dict[str, str]) -> list[Reason]:
    """Minutes and decisions fit; `decisions` is {field of the form: text}."""
    reasons = too_long(minutes, ITEM_TEXT, N_("会议纪要"), "minutes")
    for field, text in decisions.items():
        reasons += too_long(text, TEXT, N_("议定事项"), field)
    return reasons


def reasons_not_to_submit_minutes(minutes: str, undecided: list[str]) -> list[Reason]:
    """The minutes are written and every matter has its decision; `undecided` are the titles of those without."""
    reasons = [] if minutes.strip() else [reason("会议纪要还没有写。", mend="#minutes")]
    return reasons + [reason("「{matter}」还没有写议定事项。", mend="#agenda", matter=matter) for matter in undecided]


def reasons_not_to_approve_minutes(*, author: bool) -> list[Reason]:
    """Minutes are approved by another person than their writer."""
    return [reason("纪要是您提交的，要由另一个人审定。")] if author else []
