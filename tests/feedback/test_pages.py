"""The pages: what each person sees, what each form does, and that nothing leaks into the unit's portal."""

from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.feedback.conftest import TODAY
from xuncha.core.permissions import Role as R
from xuncha.feedback import services
from xuncha.feedback.models import Attendance, Instruction, Meeting, Opinion, Report, Session, Talk

CLERK, LEADER, GROUP, UNIT = R.OFFICE_CLERK, R.TEAM_LEADER, R.LEADING_GROUP, R.UNIT_LIAISON


@pytest.fixture
def at(at_desk, people):
    """A signed-in browser of the person with this role."""
    return lambda role: at_desk(people[role])


def url(name: str, *args) -> str:
    return reverse(f"feedback:{name}", args=args)


def text_of_docx(content: bytes) -> str:
    """Every word of a document: paragraphs and tables, wherever they stand."""
    return "".join(node.text or "" for node in docx.Document(BytesIO(content)).element.body.iter() if node.text)


def read(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


# --- reports -------------------------------------------------------------------------------------------------------


def test_a_report_is_opened_composed_and_signed(journey, at, world):
    one, two = journey.finding("拆分发包"), journey.finding("公厕损坏")
    browser = at(R.INSPECTOR)
    workspace = read(browser.get(reverse("rounds:inspection", args=[world.inspections[0].pk])))
    assert f"{url('report-new')}?inspection={world.inspections[0].pk}" in workspace
    assert "开出报告" in read(browser.get(url("reports")))
    assert browser.get(url("report-new")).status_code == 200
    answer = browser.post(url("report-new"), {"inspection": world.inspections[0].pk})
    report = Report.objects.get()
    assert answer["Location"] == url("report-compose", report.pk)
    form = read(browser.get(answer["Location"]))
    assert "拆分发包" in form
    typed = {f"in-{two.pk}": "on", f"order-{two.pk}": "1", f"order-{one.pk}": "2", f"why-{one.pk}": "已立行立改"}
    answer = browser.post(url("report-compose", report.pk), {**typed, "overall": "好", "advice": "改"})
    assert answer.status_code == 302
    page = read(browser.get(url("report", report.pk)))
    assert "已立行立改" in page
    assert [line.finding for line in report.lines.all()] == [two]
    assert "签发报告" not in page
    browser = at(LEADER)
    assert "签发报告" in read(browser.get(url("report", report.pk)))
    browser.post(url("report-step", report.pk, "sign"))
    report.refresh_from_db()
    assert report.state == "signed"
    browser.post(url("report-step", report.pk, "reopen"), {"reason": "补充"})
    report.refresh_from_db()
    assert report.state == "draft"


def test_a_refused_composition_keeps_what_was_typed(journey, at):
    report = journey.report(journey.finding())
    typed = {"overall": "局长王强收受礼金。", "advice": "甲乙丙", "_version": report.version}
    answer = at(R.INSPECTOR).post(url("report-compose", report.pk), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "个人问题线索" in page
    assert "甲乙丙" in page


def test_an_incomplete_report_says_why_it_is_not_signed(journey, at):
    report = journey.report(overall="")
    page = read(at(LEADER).get(url("report", report.pk)))
    assert "报告里还没有问题" in page
    assert 'aria-disabled="true"' in page


# --- meetings ------------------------------------------------------------------------------------------------------


def test_a_meeting_from_calling_to_approved_minutes(journey, at, world):
    report = journey.signed()
    browser = at(CLERK)
    assert "新建会议" in read(browser.get(url("meetings")))
    browser.get(url("meeting-new"))
    typed = {"term": world.term.pk, "body": "leading_group", "title": "听取汇报", "on": f"{TODAY}"}
    browser.post(url("meeting-new"), typed)
    meeting = Meeting.objects.get()
    assert browser.get(url("meeting-change", meeting.pk)).status_code == 200
    browser.post(url("meeting-change", meeting.pk), {**typed, "place": "一楼", "_version": 1})
    assert browser.get(url("meeting-matter-add", meeting.pk)).status_code == 200
    file = SimpleUploadedFile("提纲.txt", "提纲".encode())
    matter_typed = {"title": "听取第一轮", "batch": world.round.pk, "reports": [report.pk], "papers": file}
    browser.post(url("meeting-matter-add", meeting.pk), matter_typed)
    matter = meeting.agenda.get()
    page = read(browser.get(url("meeting", meeting.pk)))
    for part in ("听取第一轮", report.number, "提纲.txt", "一楼", "登记召开"):
        assert part in page
    paper = browser.get(url("meeting-paper", meeting.pk, matter.papers.get().pk))
    assert b"".join(paper.streaming_content) == "提纲".encode()
    assert browser.get(url("meeting-paper", meeting.pk, 999_999)).status_code == 404
    assert browser.get(url("meeting-matter", meeting.pk, matter.pk)).status_code == 200
    browser.post(url("meeting-matter", meeting.pk, matter.pk), {"title": "听取第一轮汇报", "_version": 1})
    browser.post(url("meeting-matter-add", meeting.pk), {"title": "多余的"})
    spare = meeting.agenda.get(title="多余的")
    assert "多余的" in read(browser.get(url("meeting-matter-drop", meeting.pk, spare.pk)))
    browser.post(url("meeting-matter-drop", meeting.pk, spare.pk))
    assert [m.title for m in meeting.agenda.all()] == ["听取第一轮汇报"]
    assert browser.get(url("meeting-hold", meeting.pk)).status_code == 200
    browser.post(url("meeting-hold", meeting.pk), {"on": f"{TODAY}", "chair": "组长", "attendees": "甲 副书记\n乙"})
    assert browser.get(url("meeting-minutes", meeting.pk)).status_code == 200
    written = {"minutes": "会议听取汇报。", f"decision-{matter.pk}": "原则同意。"}
    browser.post(url("meeting-minutes", meeting.pk), written)
    browser.post(url("meeting-step", meeting.pk, "submit"))
    browser = at(GROUP)
    assert "审定纪要" in read(browser.get(url("meeting", meeting.pk)))
    browser.post(url("meeting-step", meeting.pk, "approve"))
    meeting.refresh_from_db()
    assert meeting.state == "approved"
    for kind, word in (("agenda", "听取第一轮汇报"), ("minutes", "会议听取汇报"), ("decisions", "原则同意")):
        document = browser.get(url("meeting-document", meeting.pk, kind))
        assert word in text_of_docx(document.content)
    assert browser.get(url("meeting-document", meeting.pk, "other")).status_code == 404


def test_an_instruction_from_a_matter_to_its_acceptance(journey, at, world):
    meeting = journey.minuted()
    matter = meeting.agenda.get()
    browser = at(R.SECRETARY)
    assert "登记要求、点人点事" in read(browser.get(url("meeting", meeting.pk)))
    form = read(browser.get(url("instruction-new") + f"?matter={matter.pk}"))
    assert meeting.title in form
    typed = {
        "term": world.term.pk, "kind": "named", "leader": "市委书记", "on": f"{TODAY}", "text": "限期解决",
        "assigned_to": "住建局", "due_on": "2022-06-01", "inspection": world.inspections[0].pk,
    }  # fmt: skip
    browser.post(url("instruction-new") + f"?matter={matter.pk}", typed)
    instruction = Instruction.objects.get()
    assert (instruction.agenda_item, instruction.inspection) == (matter, world.inspections[0])
    assert browser.get(url("instruction-change", instruction.pk)).status_code == 200
    browser.post(url("instruction-change", instruction.pk), {**typed, "text": "限期解决到位", "_version": 1})
    browser = at(CLERK)
    assert "批示待办理" in read(browser.get(reverse("inbox:inbox")))
    assert "限期解决到位" in read(browser.get(url("instruction", instruction.pk)))
    assert browser.get(url("instruction-answer", instruction.pk)).status_code == 200
    answered = {"answer": "已解决。", "proof": SimpleUploadedFile("凭证.txt", "凭证".encode())}
    browser.post(url("instruction-answer", instruction.pk), answered)
    file = browser.get(url("instruction-file", instruction.pk, instruction.files.get().pk))
    assert b"".join(file.streaming_content) == "凭证".encode()
    browser = at(R.SECRETARY)
    assert "批示办理情况待审阅" in read(browser.get(reverse("inbox:inbox")))
    browser.post(url("instruction-step", instruction.pk, "return"), {"reason": "再办"})
    assert "再办" in read(browser.get(url("instruction", instruction.pk)))
    services.answer_instruction(journey.by(CLERK), instruction, answer="办好了。")
    browser.post(url("instruction-step", instruction.pk, "accept"))
    instruction.refresh_from_db()
    assert instruction.state == "accepted"
    assert "限期解决到位" in text_of_docx(browser.get(url("instruction-slip", instruction.pk)).content)
    assert "同意办结" in read(browser.get(url("instruction", instruction.pk)))
    assert "限期解决到位" in read(browser.get(url("instructions")))
    assert "限期解决" in read(browser.get(url("meeting", meeting.pk)))


@pytest.mark.parametrize("raw", ["", "x", "999999", "9" * 40])
def test_a_matter_that_is_not_there_is_left_out(journey, at, raw):
    assert "听取汇报" not in read(at(R.SECRETARY).get(url("instruction-new") + f"?matter={raw}"))


# --- opinions and sessions -----------------------------------------------------------------------------------------


def test_an_opinion_is_written_beside_the_report(journey, at):
    report = journey.signed()
    browser = at(CLERK)
    assert "起草反馈意见" in read(browser.get(url("report", report.pk)))
    browser.post(url("report-opinion", report.pk))
    opinion = Opinion.objects.get()
    assert "还没有选问题" in read(browser.get(url("opinion", opinion.pk)))
    assert "拆分发包" in read(browser.get(url("opinion-pick", opinion.pk)))
    browser.post(url("opinion-pick", opinion.pk), {"findings": [f.pk for f in journey.made]})
    one, two = journey.items(opinion)
    assert browser.get(url("opinion-item-word", opinion.pk, one.pk)).status_code == 200
    typed = {"title": "规避竞价", "text": "将同一工程拆分，规避竞价。", "main": "on", "_version": 1}
    browser.post(url("opinion-item-word", opinion.pk, one.pk), typed)
    page = read(browser.get(url("opinion", opinion.pk)))
    assert "<del>" in page
    assert "与报告表述的差别" in page
    assert "依据的问题" in read(browser.get(url("item", one.pk)))
    assert browser.get(url("opinion-arrange", opinion.pk)).status_code == 200
    order = {f"order-{one.pk}": "2", f"order-{two.pk}": "1", f"aspect-{two.pk}": "财务"}
    browser.post(url("opinion-arrange", opinion.pk), order)
    assert [item.title for item in journey.items(opinion)] == ["账目不清", "规避竞价"]
    assert browser.get(url("opinion-gather", opinion.pk), {"pick": [one.pk]}).status_code == 422
    assert "归并 2 条" in read(browser.get(url("opinion-gather", opinion.pk), {"pick": [one.pk, two.pk]}))
    gathered = {"pick": [one.pk, two.pk], "title": "管理不严", "text": "合在一起。"}
    browser.post(url("opinion-gather", opinion.pk), gathered)
    [item] = journey.items(opinion)
    assert item.sources.count() == 2
    assert "管理不严" in read(browser.get(url("opinion-item-drop", opinion.pk, item.pk)))
    browser.post(url("opinion-item-drop", opinion.pk, item.pk))
    assert not opinion.items.exists()
    assert browser.get(url("opinion-word", opinion.pk)).status_code == 200
    browser.post(url("opinion-word", opinion.pk), {"overall": "好", "demands": "改", "_version": 1})
    page = read(browser.get(url("opinion", opinion.pk)))
    assert "还没有选要反馈的问题" in page
    assert "账目不清" in page


def test_the_group_approves_and_the_finding_says_what_became_of_it(journey, at):
    opinion = services.submit_opinion(journey.by(CLERK), journey.opinion())
    browser = at(GROUP)
    assert "反馈意见待审定" in read(browser.get(reverse("inbox:inbox")))
    browser.post(url("opinion-step", opinion.pk, "approve"))
    opinion.refresh_from_db()
    assert opinion.state == "approved"
    page = read(browser.get(reverse("findings:finding", args=[journey.made[0].pk])))
    assert "拟反馈" in page
    assert url("item", journey.items(opinion)[0].pk) in page
    assert "拆分发包" in text_of_docx(browser.get(url("opinion-document", opinion.pk)).content)
    assert opinion.number in read(browser.get(url("opinions")))


def test_a_feedback_meeting_from_the_list_to_the_held_meeting(journey, at, world):
    opinion = journey.approved()
    browser = at(CLERK)
    assert url("session-new", world.round.pk) in read(browser.get(url("sessions")))
    assert browser.get(url("session-new", world.round.pk)).status_code == 200
    typed = {"title": "反馈会", "opinions": [opinion.pk], "on": f"{TODAY}", "principal_on": f"{TODAY}"}
    browser.post(url("session-new", world.round.pk), typed)
    session = Session.objects.get()
    assert browser.get(url("session-change", session.pk)).status_code == 200
    browser.post(url("session-change", session.pk), {**typed, "place": "二楼会议室", "_version": 1})
    assert browser.get(url("session-people", session.pk)).status_code == 200
    browser.post(url("session-people", session.pk), {"capacity": "leader", "people": "王某一 副市长"})
    principal = {"capacity": "principal", "organisation": world.units[0].pk, "people": "李某二 党组书记\n"}
    browser.post(url("session-people", session.pk), principal)
    refused = browser.post(url("session-hold", session.pk), {"on": f"{TODAY}", "principal_on": f"{TODAY}"})
    assert refused.status_code == 422
    assert "没有到会登记" in refused.content.decode()
    everybody = list(Attendance.objects.values_list("pk", flat=True))
    browser.post(url("session-roll", session.pk), {"attended": everybody, "signed": everybody[1:], "off": ["x"]})
    assert browser.get(url("session-talk", session.pk)).status_code == 200
    talk = {
        "organisation": world.units[0].pk,
        "on": f"{TODAY}",
        "with_name": "李某二",
        "by_name": "组长",
        "note": "领账",
    }
    browser.post(url("session-talk", session.pk), talk)
    assert Talk.objects.get().note == "领账"
    assert "王某一" in text_of_docx(browser.get(url("session-signing", session.pk, "docx")).content)
    assert browser.get(url("session-signing", session.pk, "zip")).status_code == 404
    assert browser.get(url("session-hold", session.pk)).status_code == 200
    held = {"on": f"{TODAY}", "principal_on": f"{TODAY}", "note": "坚决改"}
    refused = browser.post(url("session-hold", session.pk), held)
    assert refused.status_code == 422
    assert "还没有会议听取过" in refused.content.decode()
    assert "点「登记撤点」" in refused.content.decode()
    journey.withdraw()
    journey.heard(session.opinions.get().inspection.report)
    browser.post(url("session-hold", session.pk), held)
    page = read(browser.get(url("session", session.pk)))
    for part in ("坚决改", "王某一", "从反馈会起算的期限", "整改方案"):
        assert part in page
    assert "已反馈" in read(browser.get(reverse("findings:finding", args=[journey.made[0].pk])))
    workspace = read(browser.get(reverse("rounds:inspection", args=[world.inspections[0].pk])))
    assert opinion.number in workspace


def test_a_cancelled_meeting_frees_its_opinions(journey, at):
    session = journey.session()
    at(CLERK).post(url("session-step", session.pk, "cancel"), {"reason": "改期"})
    session.refresh_from_db()
    assert session.state == "cancelled"
    assert not session.opinions.exists()


@pytest.mark.parametrize("name", ["reports", "meetings", "instructions", "opinions", "sessions"])
def test_every_ledger_goes_out_as_a_workbook(name, journey, at):
    journey.delivered()
    journey.meeting()
    journey.instruction()
    answer = at(CLERK).get(url(name), {"export": "xlsx"})
    assert BytesIO(b"".join(answer.streaming_content)).getvalue().startswith(b"PK")


# --- the portal ----------------------------------------------------------------------------------------------------

CANARIES = (
    "底稿金丝雀",
    "问题金丝雀",
    "报告金丝雀",
    "建议金丝雀",
    "纪要金丝雀",
    "批示金丝雀",
    "谈话金丝雀",
    "理由金丝雀",
)


@pytest.fixture
def planted(journey, world) -> Opinion:
    """A delivered opinion behind which every earlier record carries a word that the unit must never see."""
    by = journey.by
    finding = journey.finding("问题金丝雀标题", "问题金丝雀正文。", facts="底稿金丝雀事实")
    spare = journey.finding("问题金丝雀二")
    report = journey.signed(finding, overall="报告金丝雀。", advice="建议金丝雀。", left_out={spare: "理由金丝雀。"})
    meeting = journey.meeting()
    services.hold_meeting(by(CLERK), meeting, on=TODAY, chair="组长", attendees="甲")
    services.write_minutes(by(CLERK), meeting, base_version=None, minutes="纪要金丝雀。", decisions={})
    journey.instruction(text="批示金丝雀。", inspection=world.inspections[0])
    opinion = services.draft_opinion(by(CLERK), report)
    [item] = services.pick_findings(by(CLERK), opinion, findings=[finding])
    services.word_item(by(CLERK), opinion, item=item, base_version=None, title="工程管理不严", text="工程管理不严格。")
    services.word_opinion(by(CLERK), opinion, base_version=None, overall="总体较好。", demands="限期整改。")
    services.submit_opinion(by(CLERK), opinion)
    services.approve_opinion(by(GROUP), opinion)
    session = journey.held(opinion)
    services.note_talk(
        by(CLERK), session, organisation=world.units[0], on=TODAY, with_name="李局长", with_post="", by_name="组长",
        note="谈话金丝雀。",
    )  # fmt: skip
    opinion.refresh_from_db()
    return opinion


def test_the_unit_reads_signs_and_takes_home_the_opinion(planted, at):
    browser = at(UNIT)
    assert "反馈意见待签收" in read(browser.get(reverse("inbox:inbox")))
    assert planted.number in read(browser.get(reverse("feedback_unit:opinions")))
    address = reverse("feedback_unit:opinion", args=[planted.pk])
    page = read(browser.get(address))
    for part in ("工程管理不严", "总体较好", "限期整改", "签收", "整改方案"):
        assert part in page
    assert browser.get(url("opinion", planted.pk))["Location"] == address
    assert browser.get(url("opinions"))["Location"] == reverse("feedback_unit:opinions")
    assert browser.get(url("item", planted.items.get().pk))["Location"] == address
    browser.post(reverse("feedback_unit:opinion-receive", args=[planted.pk]))
    planted.refresh_from_db()
    assert planted.state == "received"
    document = browser.get(reverse("feedback_unit:opinion-document", args=[planted.pk]))
    assert "工程管理不严" in text_of_docx(document.content)


def test_nothing_that_lies_behind_the_opinion_reaches_the_unit(planted, at, world):
    browser = at(UNIT)
    unit = "feedback_unit:"
    addresses = [
        reverse("inbox:inbox"),
        reverse("inbox:find") + "?q=" + "金丝雀",
        reverse(f"{unit}opinions"),
        reverse(f"{unit}opinions") + "?export=xlsx",
        reverse(f"{unit}opinion", args=[planted.pk]),
        reverse(f"{unit}opinion-document", args=[planted.pk]),
        url("opinion-document", planted.pk),
    ]
    for address in addresses:
        answer = browser.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = text_of_docx(body) if address.endswith("document/") else body.decode(errors="ignore")
        shown = [word for word in (*CANARIES, world.units[1].name, "王市长") if word in text]
        if "find" in address:  # the search box repeats what was looked for
            shown = [word for word in shown if f">{word}" in text]
        assert shown == [], address
    for name, pk in (("report", planted.inspection.report.pk), ("session", planted.session_id)):
        assert browser.get(url(name, pk)).status_code == 403
    for name in ("reports", "meetings", "instructions", "sessions"):
        assert browser.get(url(name)).status_code == 403


def test_before_feedback_the_portal_knows_of_nothing(journey, at, people, at_desk):
    opinion = journey.approved()
    assert at(UNIT).get(reverse("feedback_unit:opinion", args=[opinion.pk])).status_code == 404
    assert at(CLERK).get(reverse("feedback_unit:opinion", args=[opinion.pk])).status_code == 404


def test_a_finding_on_its_way_says_how_far_it_has_come(journey, at):
    candidate, confirmed = journey.finding("未确认", confirmed=False), journey.finding("已确认")
    browser = at(LEADER)
    assert 'id="feedback"' not in read(browser.get(reverse("findings:finding", args=[candidate.pk])))
    assert "还没有写进报告" in read(browser.get(reverse("findings:finding", args=[confirmed.pk])))
    journey.signed(journey.finding("写进去的"), left_out={confirmed: "已立行立改。"})
    assert "已立行立改。" in read(browser.get(reverse("findings:finding", args=[confirmed.pk])))
    browser.post(reverse("findings:finding-step", args=[candidate.pk, "drop"]), {"reason": "查无实据"})
    assert 'id="feedback"' not in read(browser.get(reverse("findings:finding", args=[candidate.pk])))
