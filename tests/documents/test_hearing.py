"""What the documents of meetings and feedback say before they are final, and what they never say."""

from tests.documents.conftest import Records
from xuncha.feedback.documents import decision_sheet, feedback_opinion, instruction_slip, meeting_minutes, sign_list
from xuncha.foundation.documents.profile import Issuer
from xuncha.foundation.documents.reading import render_text


def test_minutes_nobody_approved_say_so_and_leave_room(records: Records, issuer: Issuer) -> None:
    meeting = records.heard.meeting
    meeting.state, meeting.minutes, meeting.place, meeting.chair, meeting.attendees = "held", "", "", "", ""
    text = render_text(meeting_minutes(meeting, issuer))
    assert "（未经审定）" in text
    assert text.count("____________") == 4
    assert "（纪要未经审定）" in render_text(decision_sheet(meeting, issuer))


def test_a_meeting_of_the_committee_speaks_for_the_committee(records: Records, issuer: Issuer) -> None:
    meeting = records.heard.meeting
    meeting.body = "standing_committee"
    assert meeting_minutes(meeting, issuer).organ == issuer.committee


def test_decisions_without_instructions_hand_nothing_out(records: Records, issuer: Issuer) -> None:
    meeting = records.heard.meeting
    meeting.chair = ""
    records.heard.instruction.agenda_item = None
    records.heard.instruction.save()
    assert "交办事项" not in render_text(decision_sheet(meeting, issuer))


def test_an_open_instruction_leaves_room_for_the_answer(records: Records, issuer: Issuer) -> None:
    instruction = records.heard.instruction
    instruction.state, instruction.due_on, instruction.accepted_at = "open", None, None
    text = render_text(instruction_slip(instruction, issuer))
    assert "同意办结" not in text


def test_an_opinion_not_yet_fed_back_says_so(records: Records, issuer: Issuer) -> None:
    opinion = records.heard.opinion
    opinion.state, opinion.delivered_on, opinion.overall, opinion.demands = "submitted", None, "", ""
    opinion.items.update(aspect="")
    opinion.inspection.team = None
    document = feedback_opinion(opinion, issuer)
    text = render_text(document)
    assert "（待审定）" in text
    assert document.organ == ""
    assert "（一）限额以下项目管理不严" in text
    assert "巡察组" in text


def test_an_opinion_names_no_source(records: Records, issuer: Issuer) -> None:
    text = render_text(feedback_opinion(records.heard.opinion, issuer))
    for secret in ("BG-", "PS-", "DG-", records.paper.title, records.heard.meeting.title, records.world.units[1].name):
        assert secret not in text


def test_a_sign_list_keeps_room_for_the_unexpected(records: Records, issuer: Issuer) -> None:
    session = records.heard.session
    session.place = session.host = ""
    text = render_text(sign_list(session, issuer))
    assert text.index("王市长") < text.index("赵组长") < text.index("李局长")
    assert "[表行] 9 |" in text
