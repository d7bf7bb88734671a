"""The unit's pages while it works: progress, evidence, outcomes, asking, reports, documents."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.rectification.conftest import ENDS, TODAY, at, content, days, text_of
from xuncha.core.permissions import Role
from xuncha.rectification import services
from xuncha.rectification.models import Item, Query
from xuncha.rectification.selectors.drafts import as_drafted
from xuncha.rectification.workflow import ItemState

pytestmark = pytest.mark.django_db


# --- the work -----------------------------------------------------------------------------------------------------


def test_progress_is_reported_on_a_measure(rect, unit):
    item = rect.under_way()
    measure = item.measures.first()
    assert "已经做" not in text_of(unit.get(at("item-progress", item.pk), {"measure": measure.pk}))
    typed = {"measure": measure.pk, "text": "已经做", "on": TODAY.isoformat(), "done_on": TODAY.isoformat()}
    assert unit.post(at("item-progress", item.pk), typed).status_code == 302
    measure.refresh_from_db()
    assert (measure.progress, measure.done_on) == ("已经做", TODAY)
    page = unit.get(at("item", item.pk))
    assert "已经做" in text_of(page)
    assert "你单位 报进展" in text_of(page)


def test_going_back_and_sending_again_reports_nothing_twice(rect, unit):
    item = rect.under_way()
    form = unit.get(at("item-progress", item.pk)).content.decode()
    key = re.search(r'name="_key" value="([^"]+)"', form)
    assert key
    typed = {"text": "已经做", "on": TODAY.isoformat(), "_key": key[1]}
    assert unit.post(at("item-progress", item.pk), typed).status_code == 302
    assert unit.post(at("item-progress", item.pk), typed).status_code == 302  # the very form again: nothing happens
    anew = unit.post(at("item-progress", item.pk), {**typed, "_key": str(uuid4())})  # opened again, the same words
    assert anew.status_code == 422
    assert "同样的内容已经登记过" in anew.content.decode()
    assert "已经做" in anew.content.decode()
    assert item.reports.count() == 1


def test_progress_of_tomorrow_is_refused_beside_its_field(rect, unit):
    item = rect.under_way()
    typed = {"text": "写好的话不能丢", "on": (TODAY + timedelta(days=1)).isoformat()}
    page = unit.post(at("item-progress", item.pk), typed)
    assert page.status_code == 422
    assert page.context["form"].errors["on"]
    assert "写好的话不能丢" in page.content.decode()


def test_evidence_is_handed_in_replaced_and_withdrawn(rect, unit):
    item = rect.under_way()
    measure = item.measures.first()
    file = SimpleUploadedFile("凭证.txt", "退款凭证".encode())
    typed = {"measure": measure.pk, "file": file, "kind": "voucher", "formed_on": TODAY.isoformat()}
    assert unit.get(at("item-evidence", item.pk), {"measure": measure.pk}).status_code == 200
    assert unit.post(at("item-evidence", item.pk), typed).status_code == 302
    piece = item.evidence.get()
    assert piece.measure == measure
    assert content(unit.get(at("evidence-file", piece.pk))) == "退款凭证"
    services.review_evidence(rect.office(), item, piece, verdict="doubtful", note="看不清金额")
    assert "看不清金额" in text_of(unit.get(at("item", item.pk)))
    assert unit.get(at("evidence-replace", piece.pk)).status_code == 200
    new = SimpleUploadedFile("清楚.txt", "清楚的凭证".encode())
    unit.post(at("evidence-replace", piece.pk), {"file": new, "kind": "voucher"})
    latest = item.evidence.get(replaces=piece)
    assert "替换、撤回的 1 件" in text_of(unit.get(at("item", item.pk)))
    assert unit.post(at("evidence-withdraw", latest.pk), {"reason": ""}).status_code == 422
    assert unit.post(at("evidence-withdraw", latest.pk), {"reason": "传错了"}).status_code == 302
    latest.refresh_from_db()
    assert latest.withdrawn_reason == "传错了"


def test_a_file_of_no_known_kind_is_refused_beside_the_file(rect, unit):
    item = rect.under_way()
    page = unit.post(
        at("item-evidence", item.pk), {"file": SimpleUploadedFile("程序.exe", b"MZ\x00\x01"), "kind": "other"}
    )
    assert page.status_code == 422
    assert page.context["form"].errors["file"]


@pytest.mark.parametrize(
    ("kind", "typed", "wrong"),
    [
        ("money", {"kind": "recovered", "amount": "1200.50", "on": "2022-05-10"}, {"amount": "0"}),
        ("rule", {"kind": "new", "title": "《报销办法》", "on": "2022-05-10"}, {"title": ""}),
        ("people", {"form": "1", "persons": "3", "what": "提醒谈话", "on": "2022-05-10"}, {"persons": "0"}),
    ],
)
def test_outcomes_are_reported_corrected_and_taken_out(rect, unit, kind, typed, wrong):
    item = rect.under_way()
    page = at("item-outcome", item.pk, kind)
    assert unit.get(page).status_code == 200
    assert unit.post(page, {**typed, **wrong}).status_code == 422
    assert unit.post(page, typed).status_code == 302
    shown = typed.get("amount") or typed.get("title") or typed["what"]
    assert shown in text_of(unit.get(at("item", item.pk)))
    rows = {"money": item.money, "rule": item.rules, "people": item.accountability}[kind]
    row = rows.get()
    correct = at("item-correct", item.pk, kind, row.pk)
    assert unit.get(correct).status_code == 200
    assert unit.post(correct, {**typed, "on": "2022-05-09", "_version": row.version}).status_code == 302
    assert rows.get().on.day == 9
    remove = at("item-remove", item.pk, kind, row.pk)
    assert unit.get(remove).status_code == 200
    assert unit.post(remove, {"reason": "登记错了"}).status_code == 302
    assert not rows.exists()
    assert unit.get(remove).status_code == 404
    assert unit.get(at("item-outcome", item.pk, "cars")).status_code == 404


def test_measures_are_added_and_people_changed(rect, unit):
    item = rect.under_way()
    assert unit.get(at("item-measure", item.pk)).status_code == 200
    late = {"text": "再清查一遍", "kind": "similar", "due_on": (ENDS + timedelta(days=9)).isoformat()}
    page = unit.post(at("item-measure", item.pk), late)
    assert page.context["form"].errors["due_on"]
    assert unit.post(at("item-measure", item.pk), {**late, "due_on": ENDS.isoformat()}).status_code == 302
    assert item.measures.count() == 3
    assert unit.get(at("item-people", item.pk)).status_code == 200
    people = {"leader": "新任领导", "department": "办公室", "_version": rect.fresh(item).version}
    assert unit.post(at("item-people", item.pk), people).status_code == 302
    assert rect.fresh(item).leader == "新任领导"


def test_from_declaring_to_asking_and_taking_back(rect, unit):
    item = rect.under_way()
    assert "还没有报完成" in text_of(unit.post(at("item-declare", item.pk), {"statement": "都好了"}))
    rect.done(item)
    assert unit.get(at("item-declare", item.pk)).status_code == 200
    assert unit.post(at("item-declare", item.pk), {"statement": "都好了"}).status_code == 302
    page = unit.get(at("item", item.pk))
    assert "请先由党委（党组）会议研究" in text_of(page)
    assert unit.post(at("item-step", item.pk, "request")).status_code == 422
    meeting = {"unit_meeting_on": TODAY.isoformat(), "similar": "查了 87 个", "_version": as_drafted(item).version}
    assert unit.get(at("item-meeting", item.pk)).status_code == 200
    assert unit.post(at("item-meeting", item.pk), meeting).status_code == 302
    answer = unit.post(at("item-step", item.pk, "request"))
    assert answer.headers["Location"] == at("item", item.pk)
    assert rect.fresh(item).state == ItemState.REQUESTED
    gate = text_of(unit.get(at("item", item.pk)))
    assert "2 件佐证没有核验" in gate
    assert "措施全部报完成" in gate
    assert unit.post(at("item-step", item.pk, "resume"), {"reason": "再补一件"}).status_code == 302
    assert rect.fresh(item).state == ItemState.IN_PROGRESS
    assert unit.post(at("item-step", item.pk, "close")).status_code == 404


def test_a_returned_request_says_why(rect, unit):
    item = rect.requested()
    services.return_closeout(rect.office(), item, reason="措施 2 缺印发的文件")
    for page in (unit.get(at("item", item.pk)), unit.get(at("home")), unit.get(at("letters"))):
        assert "退回" in text_of(page)
    assert "巡察办 退回整改 措施 2 缺印发的文件" in text_of(unit.get(at("item", item.pk)))


# --- asking -------------------------------------------------------------------------------------------------------


def test_more_time_is_asked_for_and_taken_back(rect, unit):
    item = rect.under_way()
    page = unit.get(at("item-extension", item.pk))
    assert "现在的时限是 2022-07-10" in text_of(page)
    refused = unit.post(at("item-extension", item.pk), {"to_on": ENDS.isoformat(), "reason": "审计没有结束"})
    assert refused.context["form"].errors["to_on"]
    later = {"to_on": "2022-08-10", "reason": "审计没有结束", "proofs": SimpleUploadedFile("函.txt", "说明".encode())}
    assert unit.post(at("item-extension", item.pk), later).status_code == 302
    extension = item.extensions.get()
    assert "从 2022-07-10 延到 2022-08-10" in text_of(unit.get(at("requests")))
    assert "延期申请待审批" in text_of(unit.get(at("home")))
    proof = extension.files.get()
    assert content(unit.get(at("extension-file", extension.pk, proof.pk))) == "说明"
    assert unit.get(at("extension-file", extension.pk, proof.pk + 999)).status_code == 404
    assert unit.post(at("extension-withdraw", extension.pk)).status_code == 302
    assert item.extensions.get().state == "withdrawn"


def test_questions_keep_their_answers(rect, unit):
    item = rect.under_way()
    address = at("plan-ask", item.plan_id)
    assert unit.get(address, {"kind": "guidance", "item": item.pk}).context["form"].initial["kind"] == "guidance"
    typed = {"kind": "guidance", "item": item.pk, "text": "数字不对", "proofs": SimpleUploadedFile("a.txt", b"1")}
    assert unit.post(address, typed).status_code == 302
    query = Query.objects.get()
    services.answer_query(rect.office(), query, answer="核对后维持原数")
    for page in (unit.get(at("requests")), unit.get(at("item", item.pk))):
        assert "核对后维持原数" in text_of(page)
    assert content(unit.get(at("query-file", query.pk, query.files.get().pk))) == "1"
    assert "数字不对" in text_of(unit.get(at("letters")))


def test_a_measure_without_words_is_asked_for_them(rect, unit):
    item = rect.under_way()
    answer = unit.post(at("item-measure", item.pk), {"text": "", "owner": "叶某"})
    assert answer.status_code == 422
    assert "请填写「措施」" in text_of(answer)
    assert 'value="叶某"' in answer.content.decode()


def test_a_notice_is_seen_and_overdue_is_an_event(rect, unit, on_day):
    item = rect.under_way()
    services.note_due_dates(rect.office(days(80)), rect.world.city)
    on_day(80)
    notice = item.notices.get(role=Role.UNIT_LIAISON, state="given")
    assert f'name="notice" value="{notice.pk}"' in unit.get(at("letters")).content.decode()
    others = item.notices.filter(state="given").exclude(role=Role.UNIT_LIAISON).first()
    assert unit.post(at("letters-see"), {"notice": [notice.pk, others.pk, "x"]}).status_code == 302
    others.refresh_from_db()
    assert others.state == "given"
    notice.refresh_from_db()
    assert notice.state == "seen"
    assert "系统 转为超期" in text_of(unit.get(at("item", item.pk)))
    assert "时限怎么来的" in text_of(unit.get(at("item", item.pk)))


def test_the_meeting_is_written_and_close_out_asked_for_with_one_button_or_neither(rect, unit):
    item = rect.declared()
    page, typed = at("item-meeting", item.pk), {"unit_meeting_on": TODAY.isoformat(), "similar": "", "then": "1"}
    assert "保存并申请销号" in text_of(unit.get(page))
    wrong = unit.post(page, {**typed, "_version": as_drafted(item).version})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["similar"])
    assert as_drafted(rect.fresh(item)).unit_meeting_on is None
    assert rect.fresh(item).state == ItemState.DECLARED
    on = unit.post(page, {**typed, "similar": "查了 87 个", "_version": as_drafted(item).version}, follow=True)
    assert "并申请销号，等巡察办审核" in text_of(on)
    item = rect.fresh(item)
    assert (item.state, item.unit_meeting_on) == (ItemState.REQUESTED, TODAY)
    assert "保存并申请销号" not in text_of(unit.get(page))


def test_what_the_office_has_in_hand_stands_last_among_what_is_to_be_done(rect, unit):
    rect.accepted("先到期的", "后到期的")
    Item.objects.filter(pk=rect.item().pk).update(due_on=TODAY + timedelta(days=50))
    page = unit.get(at("home")).content.decode()
    assert page.index("先到期的") < page.index("后到期的")
    rect.requested(rect.item())
    page = unit.get(at("home")).content.decode()
    assert page.index("后到期的") < page.index("先到期的")


# --- reports ------------------------------------------------------------------------------------------------------


def test_a_report_begins_with_the_figures_and_is_checked_against_them(rect, unit):
    plan = rect.accepted()
    report = plan.unit_reports.get(kind="progress")
    typed = unit.get(at("report-write", report.pk)).context["form"].initial["text"]
    assert "巡察反馈问题 2 个" in typed
    save = {"text": typed, "party_meeting_on": TODAY.isoformat(), "_version": report.version}
    assert unit.post(at("report-write", report.pk), save).status_code == 302
    page = text_of(unit.get(at("report", report.pk)))
    assert "一、总体情况" in page  # as the document says it
    assert "下列数据取自整改台账，截至2022年5月10日。" in page
    assert "还没有写" in page
    assert unit.post(at("report-step", report.pk, "submit")).status_code == 422
    written = re.sub(r"【请写：[^】]*】", "已写。", typed)
    wrong = {**save, "text": written.replace("反馈问题 2 个", "反馈问题 3 个"), "_version": as_drafted(report).version}
    unit.post(at("report-write", report.pk), wrong)
    assert "正文写「反馈问题 3 个」，台账是 2" in text_of(unit.get(at("report", report.pk)))
    both = {**wrong, "text": written, "party_meeting_on": "", "then": "1", "_version": as_drafted(report).version}
    refused = unit.post(at("report-write", report.pk), both)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["party_meeting_on"])
    on = unit.post(at("report-write", report.pk), {**both, "party_meeting_on": TODAY.isoformat()}, follow=True)
    assert "已报送报告，等巡察办审核" in text_of(on)
    report.refresh_from_db()
    assert report.state == "submitted"
    assert "报送那天台账里的数字" in text_of(unit.get(at("report", report.pk)))


def test_the_principals_report_has_its_own_outline(rect, unit):
    plan = rect.accepted()
    report = plan.unit_reports.get(kind="principal")
    assert "第一责任人" in unit.get(at("report-write", report.pk)).context["form"].initial["text"]


# --- documents ----------------------------------------------------------------------------------------------------


def test_the_unit_takes_its_documents(rect, unit):
    item = rect.requested()
    services.return_closeout(rect.office(), item, reason="措施 2 缺印发的文件")
    report = item.plan.unit_reports.first()
    documents = [
        at("plan-document", item.plan_id, "plan"),
        at("plan-document", item.plan_id, "register"),
        at("item-slip", item.pk),
        at("report-document", report.pk),
    ]
    for address in documents:
        answer = unit.get(address)
        assert answer.status_code == 200
        assert answer.content.startswith(b"PK")
    assert unit.get(at("plan-document", item.plan_id, "other")).status_code == 404
    linked = [unit.get(at("plan", item.plan_id)), unit.get(at("item", item.pk)), unit.get(at("report", report.pk))]
    body = "".join(page.content.decode() for page in linked)
    assert all(address in body for address in documents)


def test_a_notice_in_the_inbox_leads_to_the_units_own_page(rect, unit):
    item = rect.under_way()
    services.note_due_dates(rect.office(days(80)), rect.world.city)
    notice = item.notices.filter(role=Role.UNIT_LIAISON).first()
    answer = unit.get(reverse("rectification:notice", args=[notice.pk]))
    assert answer.headers["Location"] == at("letters")
