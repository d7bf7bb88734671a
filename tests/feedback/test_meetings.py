"""Meetings and instructions: called, held, minuted, approved by another; answered, accepted, returned."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from tests.conftest import NOW
from tests.feedback.conftest import TODAY
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role as R
from xuncha.feedback import services
from xuncha.feedback.selectors import INSTRUCTIONS, MEETINGS
from xuncha.feedback.workflow import InstructionState, MeetingState
from xuncha.foundation.journal.models import JournalRecord
from xuncha.planning.models import Term
from xuncha.rounds.models import Round


def paper() -> ContentFile:
    return ContentFile("汇报提纲".encode(), name="提纲.txt")


def test_a_meeting_hears_a_round_with_its_reports_and_papers(journey, by, world):
    report = journey.signed()
    meeting = journey.meeting()
    matter = services.add_matter(
        by(R.OFFICE_CLERK), meeting, title="听取报告", batch=world.round, reports=[report], papers=[paper()]
    )
    assert (matter.position, list(matter.reports.all())) == (2, [report])
    assert [file.name for file in matter.papers.all()] == ["提纲.txt"]
    assert "提纲.txt" in JournalRecord.objects.filter(event="meeting.papers_laid").last().body


def test_an_unsigned_report_is_not_laid_before_a_meeting(journey, by, world):
    report = journey.report(journey.finding())
    meeting = journey.meeting()
    with pytest.raises(RuleViolated, match="还没有签发"):
        services.add_matter(by(R.OFFICE_CLERK), meeting, title="汇报", batch=world.round, reports=[report])


def test_matters_of_another_term_and_unreadable_reports_are_out_of_reach(journey, by, world):
    made = {"created_by": world.founder, "created_at": NOW}
    past = Term.objects.create(jurisdiction=world.city, number=7, name="七届", first_year=2017, last_year=2021, **made)
    old = Round.objects.create(term=past, number=1, year=2020, name="旧一轮", state="closed", state_since=NOW, **made)
    meeting = journey.meeting()
    with pytest.raises(OutOfReach):
        services.add_matter(by(R.OFFICE_CLERK), meeting, title="汇报", batch=old)
    report = journey.signed()
    report.inspection.round = old
    report.inspection.save()
    with pytest.raises(OutOfReach):
        services.add_matter(by(R.OFFICE_CLERK), meeting, title="汇报", reports=[report])


def test_the_agenda_changes_until_the_meeting_is_held(journey, by):
    clerk = R.OFFICE_CLERK
    meeting = journey.meeting()
    matter = meeting.agenda.get()
    services.change_matter(by(clerk), meeting, matter=matter, base_version=1, title="听取两项汇报", papers=[paper()])
    with pytest.raises(StaleEdit):
        services.change_matter(by(clerk), meeting, matter=matter, base_version=1, title="另")
    other = services.add_matter(by(clerk), meeting, title="其他")
    services.drop_matter(by(clerk), meeting, matter=other)
    with pytest.raises(OutOfReach):
        services.drop_matter(by(clerk), meeting, matter=other)
    assert [m.title for m in meeting.agenda.all()] == ["听取两项汇报"]
    changed = services.change_meeting(
        by(clerk),
        meeting,
        base_version=None,
        body="secretary",
        title="书记专题会",
        on=TODAY,
        place="一楼",
        chair="书记",
    )
    assert (changed.body, changed.place) == ("secretary", "一楼")
    services.hold_meeting(by(clerk), meeting, on=TODAY, chair="书记", attendees="甲")
    for refused in (
        lambda: services.add_matter(by(clerk), meeting, title="晚了"),
        lambda: services.drop_matter(by(clerk), meeting, matter=matter),
        lambda: services.change_matter(by(clerk), meeting, matter=matter, base_version=None, title="晚了"),
        lambda: services.change_meeting(
            by(clerk), meeting, base_version=None, body="secretary", title="晚了", on=TODAY
        ),
    ):
        with pytest.raises(RuleViolated, match="议程不能再改"):
            refused()


def test_held_minuted_and_approved_by_another_person(journey, by):
    meeting = journey.minuted()
    assert (meeting.state, meeting.agenda.get().decision) == (MeetingState.HELD, "原则同意。")
    services.submit_minutes(by(R.OFFICE_CLERK), meeting)
    with pytest.raises(Denied):
        services.approve_minutes(by(R.OFFICE_CLERK), meeting)
    services.return_minutes(by(R.LEADING_GROUP), meeting, reason="补充出席人员")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.submitted_by.name) == (MeetingState.HELD, "巡察办工作人员")
    services.submit_minutes(by(R.OFFICE_CLERK), meeting)
    done = services.approve_minutes(by(R.LEADING_GROUP), meeting)
    assert (done.state, done.approved_at) == (MeetingState.APPROVED, NOW)
    with pytest.raises(RuleViolated, match="才能写纪要"):
        services.write_minutes(by(R.OFFICE_CLERK), meeting, base_version=None, minutes="改", decisions={})


def test_nobody_approves_the_minutes_they_wrote(journey, by, people, acting, world):
    meeting = services.submit_minutes(by(R.OFFICE_CLERK), journey.minuted())
    meeting.submitted_by = people[R.LEADING_GROUP]
    meeting.save()
    with pytest.raises(RuleViolated, match="另一个人审定"):
        services.approve_minutes(by(R.LEADING_GROUP), meeting)


def test_incomplete_minutes_are_not_submitted(journey, by):
    meeting = journey.meeting()
    clerk = R.OFFICE_CLERK
    services.hold_meeting(by(clerk), meeting, on=TODAY, chair="组长", attendees="甲")
    with pytest.raises(RuleViolated) as caught:
        services.submit_minutes(by(clerk), meeting)
    assert [r.mend for r in caught.value.reasons] == ["#minutes", "#agenda"]
    matter = meeting.agenda.get()
    with pytest.raises(RuleViolated) as caught:
        services.write_minutes(
            by(clerk), meeting, base_version=None, minutes="局长王强收受礼金。", decisions={matter: "长" * 4001}
        )
    assert [r.field for r in caught.value.reasons] == [f"decision-{matter.pk}", "minutes"]


def test_a_meeting_to_come_is_not_yet_held_and_may_be_cancelled(journey, by):
    meeting = journey.meeting(on=TODAY + timedelta(days=7))
    with pytest.raises(RuleViolated, match="还没有到"):
        services.hold_meeting(by(R.OFFICE_CLERK), meeting, on=meeting.on, chair="组长", attendees="甲")
    services.cancel_meeting(by(R.OFFICE_CLERK), meeting, reason="改期另开")
    with pytest.raises(InvalidTransition):
        services.hold_meeting(by(R.OFFICE_CLERK), meeting, on=TODAY, chair="组长", attendees="甲")


def test_teams_and_units_do_not_see_meetings(journey, acting):
    journey.meeting()
    for role in (R.INSPECTOR, R.TEAM_LEADER, R.UNIT_LIAISON):
        assert not MEETINGS.visible_to(acting(role).actor).exists()
    with pytest.raises(Denied):
        services.call_meeting(acting(R.LEADING_GROUP), journey.world.term, body="secretary", title="会", on=TODAY)


# --- instructions --------------------------------------------------------------------------------------------------


def test_an_instruction_is_answered_returned_answered_again_and_accepted(journey, by):
    instruction = journey.instruction()
    assert (instruction.number[:3], instruction.state) == ("PS-", InstructionState.OPEN)
    services.answer_instruction(by(R.OFFICE_CLERK), instruction, answer="已研究。", proof=[paper()])
    services.return_instruction(by(R.SECRETARY), instruction, reason="还没有解决")
    instruction.refresh_from_db()
    assert (instruction.state, instruction.return_reason) == (InstructionState.RETURNED, "还没有解决")
    services.answer_instruction(by(R.OFFICE_CLERK), instruction, answer="已解决。")
    done = services.accept_instruction(by(R.SECRETARY), instruction)
    assert (done.state, done.return_reason, done.accepted_by.name) == (InstructionState.ACCEPTED, "", "党委书记")
    assert [file.name for file in done.files.all()] == ["提纲.txt"]
    events = JournalRecord.objects.filter(event__startswith="instruction.").values_list("event", flat=True)
    assert list(events)[-1] == "instruction.accepted"


def test_an_instruction_comes_from_a_matter_about_an_inspection(journey, by, world):
    meeting = journey.minuted()
    made = journey.instruction(
        kind="named", agenda_item=meeting.agenda.get(), inspection=world.inspections[0], text="住建局长要亲自抓。"
    )
    assert (made.agenda_item.meeting, made.inspection) == (meeting, world.inspections[0])


def test_foreign_matters_and_inspections_are_out_of_reach(journey, by, world, acting):
    meeting = journey.minuted()
    made = {"created_by": world.founder, "created_at": NOW}
    past = Term.objects.create(jurisdiction=world.city, number=7, name="七届", first_year=2017, last_year=2021, **made)
    typed = {"kind": "demand", "leader": "会议", "on": TODAY, "text": "办", "assigned_to": "办公室"}
    for foreign in ({"agenda_item": meeting.agenda.get()}, {"inspection": world.inspections[0]}):
        with pytest.raises(OutOfReach):
            services.record_instruction(by(R.OFFICE_CLERK), past, **typed, **foreign)
    assert not INSTRUCTIONS.visible_to(acting(R.INSPECTOR).actor).exists()


def test_a_person_accused_is_not_written_down(journey):
    with pytest.raises(RuleViolated) as caught:
        journey.instruction(text="局长王强收受礼金，严肃查处。", due_on=TODAY - timedelta(days=1))
    assert [r.field for r in caught.value.reasons] == ["due_on", "text"]


def test_an_instruction_is_put_right_until_it_is_answered(journey, by):
    instruction = journey.instruction()
    typed = {"kind": "demand", "leader": "会议", "on": TODAY, "text": "限期解决", "assigned_to": "办公室"}
    changed = services.change_instruction(by(R.SECRETARY), instruction, base_version=1, **typed)
    assert (changed.kind, changed.due_on) == ("demand", None)
    services.answer_instruction(by(R.OFFICE_CLERK), instruction, answer="办了。")
    with pytest.raises(RuleViolated, match="不能再改"):
        services.change_instruction(by(R.SECRETARY), instruction, base_version=None, **typed)


def test_nobody_accepts_their_own_answer(journey, by, people):
    instruction = services.answer_instruction(by(R.OFFICE_CLERK), journey.instruction(), answer="办了。")
    with pytest.raises(Denied):
        services.accept_instruction(by(R.OFFICE_CLERK), instruction)
    instruction.answered_by = people[R.SECRETARY]
    instruction.save()
    with pytest.raises(RuleViolated, match="另一个人审阅"):
        services.accept_instruction(by(R.SECRETARY), instruction)
    with pytest.raises(InvalidTransition):
        services.answer_instruction(by(R.OFFICE_CLERK), instruction, answer="又办了。")


def test_what_was_registered_once_is_not_counted_twice(journey, by, world):
    told = {"body": "secretary", "title": "书记专题会", "on": TODAY}
    meeting = services.call_meeting(by(R.OFFICE_CLERK), world.term, **told)
    with pytest.raises(RuleViolated, match="已经登记过"):
        services.call_meeting(by(R.OFFICE_CLERK), world.term, **told)
    services.add_matter(by(R.OFFICE_CLERK), meeting, title="听取汇报")
    with pytest.raises(RuleViolated, match="已经登记过"):
        services.add_matter(by(R.OFFICE_CLERK), meeting, title="听取汇报")
    services.cancel_meeting(by(R.OFFICE_CLERK), meeting, reason="改期")
    assert services.call_meeting(by(R.OFFICE_CLERK), world.term, **told).pk != meeting.pk
    journey.instruction()
    with pytest.raises(RuleViolated, match="已经登记过"):
        journey.instruction()
    assert journey.instruction(assigned_to="市财政局").number
    session = journey.session()
    talk = {"organisation": world.units[0], "on": TODAY, "with_name": "王某一", "with_post": "", "by_name": "李副书记"}
    services.note_talk(by(R.OFFICE_CLERK), session, **talk)
    with pytest.raises(RuleViolated, match="已经登记过"):
        services.note_talk(by(R.OFFICE_CLERK), session, **talk)
