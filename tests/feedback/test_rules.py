"""Every rule of the stage with both outcomes, without a database."""

from datetime import date, timedelta

import pytest

from xuncha.core.given import against_persons
from xuncha.core.wording import Piece, difference
from xuncha.feedback.rules import instructions, meetings, opinions, reports, sessions
from xuncha.feedback.selectors.wording import persons_in
from xuncha.feedback.workflow import InstructionState, MeetingState, OpinionState, ReportState, SessionState

TODAY = date(2022, 5, 10)
TOMORROW = TODAY + timedelta(days=1)


def texts(reasons) -> str:
    return "\n".join(str(r.text) for r in reasons)


def fields(reasons) -> list[str]:
    return [r.field for r in reasons]


# --- wording -------------------------------------------------------------------------------------------------------


def test_an_accused_person_is_refused_beside_the_field():
    seen = persons_in(text="局长王强收受礼金。", note="请住建局长牵头整改。")
    assert list(seen) == ["text"]
    [why] = against_persons(seen)
    assert why.field == "text"
    assert "王强" in str(why.text)


def test_the_difference_gives_both_wordings_back():
    old, new = "将同一工程拆分为3个项目，规避竞价。另有挂账。", "将同一工程拆分为三个项目，规避竞价。"
    pieces = difference(old, new)
    assert "".join(p.text for p in pieces if p.kind != "ins") == old
    assert "".join(p.text for p in pieces if p.kind != "del") == new
    assert Piece("del", "3") in pieces
    assert Piece("ins", "三") in pieces
    assert difference("一样。", "一样。") == [Piece("", "一样。")]
    assert difference("", "新。") == [Piece("ins", "新。")]


def test_a_long_passage_is_compared_as_a_whole():
    old, new = "甲" * 500, "乙" * 500
    assert difference(old, new) == [Piece("del", old), Piece("ins", new)]


# --- reports -------------------------------------------------------------------------------------------------------


def test_one_report_for_each_inspection():
    assert reports.reasons_not_to_open(exists=False) == []
    assert "已经有报告" in texts(reports.reasons_not_to_open(exists=True))


def test_a_signed_report_stands():
    assert reports.reasons_not_to_change(ReportState.DRAFT) == []
    assert "已经签发" in texts(reports.reasons_not_to_change(ReportState.SIGNED))


def test_what_may_go_into_a_report():
    good = reports.FindingFacts(1, "WT-1")
    assert reports.reasons_not_to_compose([good], [(reports.FindingFacts(2, "WT-2"), "已立行立改")], []) == []
    foreign = reports.FindingFacts(3, "WT-3", same_inspection=False)
    open_ = reports.FindingFacts(4, "WT-4", confirmed=False)
    fed_back = reports.FindingFacts(5, "WT-5", fed_back=True)
    said = texts(
        reports.reasons_not_to_compose([good, good, foreign, open_], [(foreign, "长" * 501)], [good, fed_back])
    )
    assert said.count("WT-3 不是这次巡察的问题") == 2
    for part in ("选了两次", "WT-4 还没有确认", "不超过 500 字", "WT-5 已写进反馈意见"):
        assert part in said
    assert "WT-1" not in said


def test_report_texts_fit():
    assert reports.reasons_against_report_texts("", "") == []
    assert fields(reports.reasons_against_report_texts("长" * 4001, "长" * 4001)) == ["overall", "advice"]


def test_a_report_is_signed_when_every_finding_is_supported_and_decided():
    good = reports.FindingFacts(1, "WT-1")
    assert reports.reasons_not_to_sign(reports.SignFacts([good], [], "好")) == []
    bad = reports.FindingFacts(2, "WT-2", confirmed=False, supported=False)
    said = texts(reports.reasons_not_to_sign(reports.SignFacts([bad], ["WT-3"], " ")))
    for part in ("WT-2 已不是确认状态", "WT-2 没有组长签过的底稿", "WT-3 没有写进报告", "总体评价还没有写"):
        assert part in said
    assert "还没有问题" in texts(reports.reasons_not_to_sign(reports.SignFacts([], [], "好")))


@pytest.mark.parametrize(
    ("state", "refused"), [(None, False), (OpinionState.DRAFT, False), (OpinionState.SUBMITTED, True)]
)
def test_a_report_is_opened_again_only_before_its_opinion_goes_on(state, refused):
    assert bool(reports.reasons_not_to_reopen(state)) is refused


# --- meetings ------------------------------------------------------------------------------------------------------


def test_a_meeting_changes_before_it_is_held():
    assert meetings.reasons_not_to_change_meeting(MeetingState.PLANNED) == []
    assert meetings.reasons_not_to_change_meeting(MeetingState.HELD)
    assert meetings.reasons_against_meeting("听取汇报") == []
    assert fields(meetings.reasons_against_meeting("")) == ["title"]


def test_only_signed_reports_of_the_round_are_laid_before_a_meeting():
    assert meetings.reasons_against_agenda("汇报", [meetings.ReportFacts("BG-1", signed=True, of_the_round=True)]) == []
    wrong = meetings.reasons_against_agenda("", [meetings.ReportFacts("BG-1", signed=False, of_the_round=False)])
    assert fields(wrong) == ["title", "reports", "reports"]


def test_a_meeting_was_held_with_agenda_chair_and_people():
    assert meetings.reasons_not_to_hold(meetings.HoldFacts(1, TODAY, TODAY, "组长", "甲")) == []
    said = texts(meetings.reasons_not_to_hold(meetings.HoldFacts(0, TOMORROW, TODAY, " ", "")))
    for part in ("先列议题", "还没有到", "主持人", "出席人员"):
        assert part in said


def test_minutes_fit_and_are_complete():
    assert meetings.reasons_against_minutes("", {"decision-1": ""}) == []
    assert fields(meetings.reasons_against_minutes("长" * 20001, {"decision-1": "长" * 4001})) == [
        "minutes",
        "decision-1",
    ]
    assert meetings.reasons_not_to_submit_minutes("写了", []) == []
    assert len(meetings.reasons_not_to_submit_minutes(" ", ["汇报"])) == 2
    assert meetings.reasons_not_to_approve_minutes(author=False) == []
    assert meetings.reasons_not_to_approve_minutes(author=True)


# --- instructions --------------------------------------------------------------------------------------------------


def test_an_instruction_says_who_what_and_by_when():
    right = instructions.InstructionFacts("书记", "限期解决", "住建局", TODAY, TODAY, TODAY)
    assert instructions.reasons_against_instruction(right) == []
    wrong = instructions.InstructionFacts("", "", "", TOMORROW, TODAY, TODAY)
    assert fields(instructions.reasons_against_instruction(wrong)) == ["leader", "text", "assigned_to", "on", "due_on"]
    undated = instructions.InstructionFacts("书记", "限期解决", "住建局", TODAY, None, TODAY)
    assert instructions.reasons_against_instruction(undated) == []


def test_an_answered_instruction_stands_and_is_accepted_by_another():
    assert instructions.reasons_not_to_change_instruction(InstructionState.OPEN) == []
    assert instructions.reasons_not_to_change_instruction(InstructionState.ANSWERED)
    assert instructions.reasons_not_to_answer("办了") == []
    assert instructions.reasons_not_to_answer("")
    assert instructions.reasons_not_to_accept(answered=False) == []
    assert instructions.reasons_not_to_accept(answered=True)


# --- opinions ------------------------------------------------------------------------------------------------------


def test_an_opinion_comes_from_a_signed_report_once():
    assert opinions.reasons_not_to_draft(report=ReportState.SIGNED, exists=False) == []
    assert len(opinions.reasons_not_to_draft(report=ReportState.DRAFT, exists=True)) == 2
    assert opinions.reasons_not_to_change_opinion(OpinionState.DRAFT) == []
    assert opinions.reasons_not_to_change_opinion(OpinionState.DELIVERED)


def test_a_finding_is_fed_back_once_and_only_from_the_report():
    assert opinions.reasons_not_to_pick([opinions.SourceFacts("WT-1", reported=True, fed_back=False)]) == []
    said = texts(
        opinions.reasons_not_to_pick(
            [
                opinions.SourceFacts("WT-1", reported=True, fed_back=True),
                opinions.SourceFacts("WT-2", reported=False, fed_back=False),
            ]
        )
    )
    assert "WT-1 已经写进反馈意见" in said
    assert "WT-2 不在签发的报告里" in said
    assert fields(opinions.reasons_not_to_pick([])) == ["findings"]


def test_items_are_worded_gathered_and_ordered():
    assert opinions.reasons_against_item("题", "文", "") == []
    assert fields(opinions.reasons_against_item("", "", "长" * 121)) == ["title", "text", "aspect"]
    assert opinions.reasons_not_to_gather(2) == []
    assert opinions.reasons_not_to_gather(1)
    assert opinions.reasons_not_to_arrange(mentioned={1, 2}, present={2, 1}) == []
    assert opinions.reasons_not_to_arrange(mentioned={1}, present={1, 2})
    assert opinions.reasons_against_opinion_texts("", "") == []
    assert fields(opinions.reasons_against_opinion_texts("长" * 4001, "长" * 4001)) == ["overall", "demands"]


def test_an_opinion_is_submitted_complete_and_approved_by_another():
    assert opinions.reasons_not_to_submit(opinions.SubmitFacts(1, [], "好", "改")) == []
    said = opinions.reasons_not_to_submit(opinions.SubmitFacts(0, ["拆分发包"], "", ""))
    assert [r.mend for r in said] == ["#items", "#items", "#overall", "#demands"]
    assert opinions.reasons_not_to_approve(author=False) == []
    assert opinions.reasons_not_to_approve(author=True)
    assert opinions.reasons_not_to_return(in_session=False) == []
    assert opinions.reasons_not_to_return(in_session=True)


# --- feedback meetings ---------------------------------------------------------------------------------------------


def test_a_feedback_meeting_is_prepared_for_units_of_the_round():
    good = sessions.OpinionFacts("一局")
    assert sessions.reasons_against_session("反馈会", TODAY, TODAY, [good]) == []
    assert sessions.reasons_against_session("反馈会", None, TODAY, [good]) == []
    wrong = [
        sessions.OpinionFacts("二局", of_the_round=False),
        sessions.OpinionFacts("三局", fed_back=True),
        sessions.OpinionFacts("四局", elsewhere=True),
    ]
    said = texts(sessions.reasons_against_session("", TOMORROW, TODAY, wrong))
    for part in ("反馈会名称", "先向主要负责人反馈", "二局 不是这一轮", "三局 已经反馈过", "四局 已列入另一场"):
        assert part in said
    assert fields(sessions.reasons_against_session("反馈会", None, TODAY, [])) == ["opinions"]
    assert sessions.reasons_not_to_change_session(SessionState.PLANNED) == []
    assert sessions.reasons_not_to_change_session(SessionState.HELD)


def test_people_on_the_list_and_talks():
    assert sessions.reasons_against_guest("甲", "", twice=False) == []
    assert len(sessions.reasons_against_guest("", "长" * 61, twice=True)) == 3
    right = {"with_name": "甲", "by_name": "乙", "note": "", "on": TODAY, "today": TODAY, "of_session": True}
    assert sessions.reasons_against_talk(**right) == []
    wrong = {"with_name": "", "by_name": "", "note": "长" * 2001, "on": TOMORROW, "today": TODAY, "of_session": False}
    assert fields(sessions.reasons_against_talk(**wrong)) == ["with_name", "by_name", "note", "on", "organisation"]


def test_a_feedback_meeting_was_held_for_both_in_order():
    good = sessions.OpinionFacts("一局")
    assert sessions.reasons_not_to_hold(sessions.HoldFacts(TODAY, TODAY, TODAY, [good], leader_there=True)) == []
    bad = sessions.OpinionFacts("二局", approved=False, principal_there=False, heard=False, in_field=True)
    wrong = sessions.HoldFacts(None, TOMORROW, TODAY, [bad], leader_there=False, note="长" * 4001)
    said = texts(sessions.reasons_not_to_hold(wrong))
    for part in (
        "二局 还在驻点，撤点以后才反馈",
        "二局 签发的巡察报告还没有会议听取过",
        "表态发言",
        "主要负责人反馈的日期",
        "还没有到",
        "二局 的反馈意见还没有审定",
        "主要负责人没有到会",
        "领导到会",
    ):
        assert part in said
    empty = sessions.HoldFacts(TODAY, TODAY, TODAY, [], leader_there=True)
    assert "还没有列入反馈意见" in texts(sessions.reasons_not_to_hold(empty))


@pytest.mark.parametrize(("approved", "field"), [(TODAY, []), (TOMORROW, ["principal_on", "on"]), (None, [])])
def test_nothing_is_fed_back_before_it_was_approved(approved, field):
    opinion = sessions.OpinionFacts("一局", approved_on=approved)
    held = sessions.HoldFacts(TODAY, TODAY, TODAY, [opinion], leader_there=True)
    assert fields(sessions.reasons_not_to_hold(held)) == field


@pytest.mark.parametrize(("withdrawn", "field"), [(TODAY, []), (TOMORROW, ["principal_on", "on"]), (None, [])])
def test_nothing_is_fed_back_before_the_team_came_out(withdrawn, field):
    opinion = sessions.OpinionFacts("一局", withdrawn_on=withdrawn)
    held = sessions.HoldFacts(TODAY, TODAY, TODAY, [opinion], leader_there=True)
    found = sessions.reasons_not_to_hold(held)
    assert fields(found) == field
    assert all("才撤点" in str(one.text) for one in found)
