"""Meetings that hear rounds: called with an agenda, held, minuted, their minutes approved by somebody else."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from xuncha.core.errors import OutOfReach, Reason, RuleViolated, reasons_not_to_repeat
from xuncha.core.given import against_persons
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.feedback.models import AgendaItem, Meeting, Report
from xuncha.feedback.rules.meetings import (
    HoldFacts,
    reasons_against_agenda,
    reasons_against_meeting,
    reasons_against_minutes,
    reasons_not_to_approve_minutes,
    reasons_not_to_change_meeting,
    reasons_not_to_hold,
    reasons_not_to_submit_minutes,
)
from xuncha.feedback.selectors import MEETINGS, REPORTS, persons_in, report_facts, undecided_matters
from xuncha.feedback.workflow import MEETING, MeetingState
from xuncha.foundation.files.services import store
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import Term
from xuncha.planning.selectors import TERMS
from xuncha.rounds.models import Round

GONE = say("没有这个议题，或者不是这次会议的。")


@use_case(P.MEETING_WRITE, within=TERMS, lock=False)
def call_meeting(act: Act, term: Term, *, body: str, title: str, on: date, place: str = "", chair: str = "") -> Meeting:
    """Call a meeting of the leading group, the secretary or the standing committee."""
    known = term.meetings.filter(body=body, title=title.strip(), on=on).exclude(state=MeetingState.CANCELLED)
    RuleViolated.unless_empty(reasons_against_meeting(title) + reasons_not_to_repeat("title", there=known.exists()))
    meeting = Meeting(term=term, body=body, title=title.strip(), on=on, place=place.strip(), chair=chair.strip())
    return act.create(meeting, "meeting.called")


@use_case(P.MEETING_WRITE, within=MEETINGS)
def change_meeting(
    act: Act,
    meeting: Meeting,
    *,
    base_version: int | None,
    body: str,
    title: str,
    on: date,
    place: str = "",
    chair: str = "",
) -> Meeting:
    """Change title, day, place or chair of a meeting to come."""
    RuleViolated.unless_empty(_open(meeting) + reasons_against_meeting(title))
    fields: dict[str, Any] = {
        "body": body,
        "title": title.strip(),
        "on": on,
        "place": place.strip(),
        "chair": chair.strip(),
    }
    return act.change(meeting, "meeting.changed", base_version=base_version, **fields)


def _open(meeting: Meeting) -> list[Reason]:
    return reasons_not_to_change_meeting(MeetingState(meeting.state))


@use_case(P.MEETING_WRITE, within=MEETINGS)
def add_matter(
    act: Act,
    meeting: Meeting,
    *,
    title: str,
    batch: Round | None = None,
    reporter: str = "",
    reports: Sequence[Report] = (),
    papers: "Sequence[File[bytes]]" = (),
) -> AgendaItem:
    """Put a matter on the agenda: a round to be heard, the reports laid before the meeting, other papers."""
    there = meeting.agenda.filter(title=title.strip()).exists()
    reasons = _open(meeting) + _against_matter(act, meeting, title, batch, reports)
    RuleViolated.unless_empty(reasons + reasons_not_to_repeat("title", there=there))
    last = meeting.agenda.order_by("-position").values_list("position", flat=True).first() or 0
    matter = AgendaItem(meeting=meeting, position=last + 1, title=title.strip(), round=batch, reporter=reporter.strip())
    act.create(matter, "meeting.matter_added", meeting=str(meeting))
    return _laid_before(act, meeting, matter, reports, papers)


@use_case(P.MEETING_WRITE, within=MEETINGS)
def change_matter(
    act: Act,
    meeting: Meeting,
    *,
    matter: AgendaItem,
    base_version: int | None,
    title: str,
    batch: Round | None = None,
    reporter: str = "",
    reports: Sequence[Report] = (),
    papers: "Sequence[File[bytes]]" = (),
) -> AgendaItem:
    """Change a matter of the agenda; papers attached before stay."""
    own = _own(meeting, matter)
    RuleViolated.unless_empty(_open(meeting) + _against_matter(act, meeting, title, batch, reports))
    fields: dict[str, Any] = {"title": title.strip(), "round": batch, "reporter": reporter.strip()}
    act.change(own, "meeting.matter_changed", base_version=base_version, **fields)
    return _laid_before(act, meeting, own, reports, papers)


@use_case(P.MEETING_WRITE, within=MEETINGS)
def drop_matter(act: Act, meeting: Meeting, *, matter: AgendaItem) -> Meeting:
    """Take a matter off the agenda."""
    own = _own(meeting, matter)
    RuleViolated.unless_empty(_open(meeting))
    act.record("meeting.matter_dropped", meeting, matter=own.title)
    own.delete()
    return meeting


def _own(meeting: Meeting, matter: AgendaItem) -> AgendaItem:
    own = meeting.agenda.filter(pk=matter.pk).first()
    if own is None:
        raise OutOfReach(GONE)
    return own


def _against_matter(
    act: Act, meeting: Meeting, title: str, batch: Round | None, reports: Sequence[Report]
) -> list[Reason]:
    if batch is not None and batch.term_id != meeting.term_id:
        raise OutOfReach(say("没有这一轮，或者不是这一届的。"))
    keys = {report.pk for report in reports}
    known = REPORTS.visible_to(act.actor).filter(pk__in=keys, inspection__round__term=meeting.term_id)
    read = list(known.select_related("inspection__organisation"))
    if len(read) < len(keys):
        raise OutOfReach(say("选中的报告里有您看不到的，请重新选择。"))
    return reasons_against_agenda(title, report_facts(read, batch))


def _laid_before(
    act: Act, meeting: Meeting, matter: AgendaItem, reports: Sequence[Report], papers: "Sequence[File[bytes]]"
) -> AgendaItem:
    matter.reports.set(reports)
    files = [store(act, upload, upload.name or "") for upload in papers]
    matter.papers.add(*files)
    laid = [str(report) for report in reports]
    act.record("meeting.papers_laid", meeting, matter=matter.title, reports=laid, papers=[f.name for f in files])
    return matter


@use_case(MEETING.steps["hold"].permission, within=MEETINGS)
def hold_meeting(act: Act, meeting: Meeting, *, on: date, chair: str, attendees: str, place: str = "") -> Meeting:
    """Note that a meeting was held, under whom and with whom."""
    MEETING.step("hold", MeetingState(meeting.state))
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_hold(HoldFacts(meeting.agenda.count(), on, today, chair, attendees)))
    fields: dict[str, Any] = {
        "on": on,
        "chair": chair.strip(),
        "attendees": attendees.strip(),
        "place": place.strip() or meeting.place,
    }
    return act.step(meeting, MEETING, "hold", **fields)


@use_case(P.MEETING_WRITE, within=MEETINGS)
def write_minutes(
    act: Act, meeting: Meeting, *, base_version: int | None, minutes: str, decisions: Mapping[AgendaItem, str]
) -> Meeting:
    """Write the minutes and what was decided on each matter."""
    if meeting.state != MeetingState.HELD:
        raise RuleViolated(say("会议召开以后、纪要提交以前，才能写纪要。"))
    texts = {f"decision-{matter.pk}": text for matter, text in decisions.items()}
    named = persons_in(minutes=minutes, **texts)
    RuleViolated.unless_empty(reasons_against_minutes(minutes, texts) + against_persons(named))
    act.change(meeting, "meeting.minuted", base_version=base_version, minutes=minutes.strip())
    for matter, text in decisions.items():
        own = _own(meeting, matter)
        if own.decision != text.strip():
            act.change(own, "meeting.decided", decision=text.strip())
    return meeting


@use_case(MEETING.steps["submit"].permission, within=MEETINGS)
def submit_minutes(act: Act, meeting: Meeting) -> Meeting:
    """Hand the minutes in for approval."""
    MEETING.step("submit", MeetingState(meeting.state))
    RuleViolated.unless_empty(reasons_not_to_submit_minutes(meeting.minutes, undecided_matters(meeting)))
    return act.step(meeting, MEETING, "submit", submitted_by=act.actor.user, submitted_at=act.now)


@use_case(MEETING.steps["approve"].permission, within=MEETINGS)
def approve_minutes(act: Act, meeting: Meeting) -> Meeting:
    """Approve minutes that somebody else handed in."""
    RuleViolated.unless_empty(reasons_not_to_approve_minutes(author=meeting.submitted_by_id == act.actor.pk))
    return act.step(meeting, MEETING, "approve", approved_by=act.actor.user, approved_at=act.now)


@use_case(MEETING.steps["return"].permission, within=MEETINGS)
def return_minutes(act: Act, meeting: Meeting, *, reason: str) -> Meeting:
    """Return minutes with what has to be changed."""
    return act.step(meeting, MEETING, "return", reason=reason)


@use_case(MEETING.steps["cancel"].permission, within=MEETINGS)
def cancel_meeting(act: Act, meeting: Meeting, *, reason: str) -> Meeting:
    """Cancel a meeting that will not take place."""
    return act.step(meeting, MEETING, "cancel", reason=reason)
