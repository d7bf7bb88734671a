"""The unit's pages: what its liaison and its head see and do, and what nobody else is served."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.conftest import NOW
from tests.rectification.conftest import ENDS, TODAY, Rectifying, days
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import Grant
from xuncha.rectification import services
from xuncha.rectification.models import Item, Plan, Query
from xuncha.rectification.workflow import ItemState, PlanState

pytestmark = pytest.mark.django_db


def at(name: str, *arguments: object) -> str:
    return reverse(f"rectification_unit:{name}", args=arguments)


@pytest.fixture
def unit(rect: Rectifying, at_desk):
    """The liaison's browser."""
    return at_desk(rect.liaison)


@pytest.fixture
def on_day(rect, unit, monkeypatch):
    """Let the liaison sign in again on a later day."""

    def sign_in(n: int) -> None:
        monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: days(n))
        unit.logout()
        unit.force_login(rect.liaison)

    return sign_in


def text_of(response) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def content(response) -> str:
    """The text of a file that is served."""
    text = b"".join(response.streaming_content).decode()
    response.close()
    return text


# --- the first page -----------------------------------------------------------------------------------------------


def test_before_any_feedback_the_first_page_says_so(unit):
    page = unit.get(at("home"))
    assert page.status_code == 200
    assert "还没有向你单位反馈" in text_of(page)


def test_the_first_page_begins_with_the_plan_to_be_made(rect, unit):
    plan = rect.deliver()
    page = unit.get(at("home"))
    said = text_of(page)
    assert "反馈 2 项" in said
    assert "还有 2 个问题没有填全" in said
    assert "2022-06-10 前" in said
    assert at("plan", plan.pk) in page.content.decode()


def test_what_is_to_be_done_is_sorted_by_date_with_one_button_each(rect, unit, on_day):
    rect.accepted("甲问题", "乙问题")
    first, second = rect.item(0), rect.item(1)
    Item.objects.filter(pk=second.pk).update(due_on=TODAY + timedelta(days=5))
    on_day(8)
    body = unit.get(at("home")).content.decode()
    rows = re.findall(r"<tr><td class=\"main-cell\">.*?</tr>", body, re.DOTALL)
    assert ["乙问题" in rows[0], "甲问题" in rows[1]] == [True, True]
    assert "超期 3 天" in rows[0]
    assert all(row.count('class="btn') == 1 for row in rows)
    assert "1 项已超期" in body
    assert at("item-progress", first.pk) in rows[1]


def test_the_next_step_follows_the_item(rect, unit):
    rect.accepted("甲问题", "乙问题", "丙问题")
    rect.declared(rect.item(0))
    rect.requested(rect.item(1))
    one = rect.item(2)
    services.report_progress(rect.unit(), one, text="做了", on=TODAY, measure=one.measures.first(), done_on=TODAY)
    said = text_of(unit.get(at("home")))
    assert "已自报完成，开会研究后申请销号" in said
    assert "已申请销号，等巡察办审核" in said
    assert "已完成 1/2 条措施" in said


def test_milestones_follow_rules_and_what_happened(rect, unit):
    rect.deliver()
    body = unit.get(at("home")).content.decode()
    now = re.search(r'<li class="now".*?</li>', body, re.DOTALL)
    assert now
    assert "整改方案" in now[0]
    plan = rect.plan()
    Plan.objects.filter(pk=plan.pk).update(
        state=PlanState.ACCEPTED, accepted_at=NOW, accepted_by=rect.clerk, submitted_by=rect.liaison,
        submitted_at=NOW, life_meeting_on=TODAY,
    )  # fmt: skip
    body = unit.get(at("home")).content.decode()
    now = re.search(r'<li class="now".*?</li>', body, re.DOTALL)
    assert now
    assert "集中整改" in now[0]
    assert "2022-07-10" in now[0]


def test_a_person_with_two_units_chooses(rect, unit, world):
    Grant.objects.create(user=rect.liaison, role=Role.UNIT_LIAISON, scope_id=world.units[1].pk, valid_from=NOW)
    one = rect.deliver("甲问题")
    rect.which = 1
    two = rect.deliver("乙问题")
    assert "乙问题" not in text_of(unit.get(at("home"), {"plan": one.pk}))
    shown = unit.get(at("home"))
    assert shown.context["plan"] == two
    assert unit.get(at("home"), {"plan": one.pk}).context["plan"] == one


# --- the plan -----------------------------------------------------------------------------------------------------


def filled(item: Item, **other: object) -> dict[str, object]:
    """A form filled so that nothing is missing."""
    return {
        "_version": item.version,
        "objective": "追回价款",
        "difficulty": "easy",
        "horizon": "short",
        "leader": "叶某，副局长",
        "department": "计划股",
        "due_on": ENDS.isoformat(),
        "measure-1-text": "补充审计 3 个项目",
        "measure-1-kind": "money",
        "measure-2-text": "",
        "measure-3-text": "修订《办法》",
        "measure-3-kind": "rule",
        **other,
    }


def test_the_plan_page_says_what_is_missing_and_where_to_mend_it(rect, unit):
    plan = rect.deliver()
    page = unit.get(at("plan", plan.pk))
    assert "填全 0 个" in text_of(page)
    assert "第一责任人" in text_of(page)
    item = rect.item()
    assert f'href="#item-{item.pk}"' in page.content.decode()
    assert f'id="item-{item.pk}"' in page.content.decode()
    assert 'href="#head"' in page.content.decode()


@pytest.mark.parametrize(("code", "shown"), [("tasks", "补充审计"), ("duties", "叶某"), ("problems", "一般")])
def test_three_lists(rect, unit, code, shown):
    plan = rect.written()
    assert shown in text_of(unit.get(at("plan", plan.pk), {"list": code}))


def test_a_problem_is_filled_and_empty_rows_are_left_out(rect, unit):
    rect.deliver()
    item = rect.item()
    assert unit.get(at("item-fill", item.pk)).status_code == 200
    answer = unit.post(at("item-fill", item.pk), filled(item))
    assert answer.headers["Location"] == at("plan", item.plan_id)
    item.refresh_from_db()
    assert item.leader == "叶某，副局长"
    assert [m.text for m in item.measures.order_by("position")] == ["补充审计 3 个项目", "修订《办法》"]


def test_more_rows_come_without_scripts_and_nothing_typed_is_lost(rect, unit):
    rect.deliver()
    item = rect.item()
    page = unit.post(at("item-fill", item.pk), filled(item, more="1"))
    assert page.status_code == 200
    assert 'name="measure-6-text"' in page.content.decode()
    assert "补充审计 3 个项目" in page.content.decode()
    assert not item.measures.exists()


def test_a_mistake_is_said_beside_its_row_and_nothing_typed_is_lost(rect, unit):
    rect.deliver()
    item = rect.item()
    late = (ENDS + timedelta(days=1)).isoformat()
    page = unit.post(at("item-fill", item.pk), filled(item, **{"measure-3-due_on": late}))
    assert page.status_code == 422
    assert page.context["form"].errors["measure-3-due_on"]
    assert "补充审计 3 个项目" in page.content.decode()
    assert not item.measures.exists()


def test_two_people_filling_one_problem_are_both_kept(rect, unit):
    rect.deliver()
    item = rect.item()
    services.fill_item(rect.unit(), item, base_version=1, draft=services.planning.ItemDraft(leader="别人"))
    page = unit.post(at("item-fill", item.pk), filled(item))
    assert page.status_code == 409
    assert "别人" in page.content.decode()
    assert "叶某，副局长" in page.content.decode()


def test_the_head_is_written_and_the_plan_handed_in(rect, unit):
    plan = rect.written()
    head = {
        "_version": plan.version,
        "principal": "李某，局长",
        "overall": "成立专班",
        "party_meeting_on": TODAY.isoformat(),
    }
    assert unit.get(at("plan-head", plan.pk)).status_code == 200
    assert unit.post(at("plan-head", plan.pk), head).status_code == 302
    answer = unit.post(at("plan-step", plan.pk, "submit"))
    assert answer.headers["Location"] == at("plan", plan.pk)
    assert rect.plan().state == PlanState.SUBMITTED
    assert unit.post(at("plan-step", plan.pk, "accept")).status_code == 404


def test_a_plan_with_a_gap_is_refused_with_every_reason(rect, unit):
    plan = rect.deliver()
    page = unit.post(at("plan-step", plan.pk, "submit"))
    assert page.status_code == 422
    assert text_of(page).count("没有写整改措施") == 2


def test_remarks_stand_beside_their_item_and_are_answered_there(rect, unit):
    plan = rect.submitted()
    item = rect.item()
    services.return_plan(
        rect.office(), plan, remarks=[services.Remark("措施太空", item), services.Remark("组织安排写细")]
    )
    assert "措施太空" in text_of(unit.get(at("plan", plan.pk)))
    fill = unit.get(at("item-fill", item.pk)).content.decode()
    assert "措施太空" in fill
    assert "组织安排写细" not in fill
    assert "组织安排写细" in unit.get(at("plan-head", plan.pk)).content.decode()
    on_item, on_plan = plan.remarks.order_by("position")
    item.refresh_from_db()
    unit.post(at("item-fill", item.pk), filled(item, **{f"reply-{on_item.pk}": "已改为可核的数"}))
    plan = rect.plan()
    head = {"_version": plan.version, "principal": "李某", f"reply-{on_plan.pk}": "已写细"}
    unit.post(at("plan-head", plan.pk), {**head, "party_meeting_on": TODAY.isoformat()})
    assert [remark.reply for remark in plan.remarks.order_by("position")] == ["已改为可核的数", "已写细"]
    assert unit.post(at("plan-step", plan.pk, "submit")).status_code == 302


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
    meeting = {"unit_meeting_on": TODAY.isoformat(), "similar": "查了 87 个", "_version": rect.fresh(item).version}
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


def test_questions_and_disagreements_keep_their_answers(rect, unit):
    item = rect.under_way()
    address = at("plan-ask", item.plan_id)
    assert unit.get(address, {"kind": "dispute", "item": item.pk}).context["form"].initial["kind"] == "dispute"
    nameless = unit.post(address, {"kind": "dispute", "text": "数字不对"})
    assert nameless.context["form"].errors["item"]
    typed = {"kind": "dispute", "item": item.pk, "text": "数字不对", "proofs": SimpleUploadedFile("a.txt", b"1")}
    assert unit.post(address, typed).status_code == 302
    query = Query.objects.get()
    services.answer_query(rect.office(), query, answer="核对后维持原数")
    for page in (unit.get(at("requests")), unit.get(at("item", item.pk))):
        assert "核对后维持原数" in text_of(page)
    assert content(unit.get(at("query-file", query.pk, query.files.get().pk))) == "1"
    assert "数字不对" in text_of(unit.get(at("letters")))


def test_a_notice_is_seen_and_overdue_is_an_event(rect, unit, on_day):
    item = rect.under_way()
    services.note_due_dates(rect.office(days(80)), rect.world.city)
    on_day(80)
    notice = item.notices.filter(role=Role.UNIT_LIAISON).first()
    assert notice
    assert f'name="notice" value="{notice.pk}"' in unit.get(at("letters")).content.decode()
    others = item.notices.exclude(role=Role.UNIT_LIAISON).first()
    assert unit.post(at("letters-see"), {"notice": [notice.pk, others.pk, "x"]}).status_code == 302
    others.refresh_from_db()
    assert others.state == "given"
    notice.refresh_from_db()
    assert notice.state == "seen"
    assert "到期提示 超期" in text_of(unit.get(at("item", item.pk)))
    assert "时限怎么来的" in text_of(unit.get(at("item", item.pk)))


# --- reports ------------------------------------------------------------------------------------------------------


def test_a_report_begins_with_the_figures_and_is_checked_against_them(rect, unit):
    plan = rect.accepted()
    report = plan.unit_reports.get(kind="progress")
    typed = unit.get(at("report-write", report.pk)).context["form"].initial["text"]
    assert "巡察反馈问题 2 个" in typed
    save = {"text": typed, "party_meeting_on": TODAY.isoformat(), "_version": report.version}
    assert unit.post(at("report-write", report.pk), save).status_code == 302
    page = text_of(unit.get(at("report", report.pk)))
    assert "还没有写" in page
    assert unit.post(at("report-step", report.pk, "submit")).status_code == 422
    report.refresh_from_db()
    written = re.sub(r"【请写：[^】]*】", "已写。", typed)
    wrong = {**save, "text": written.replace("反馈问题 2 个", "反馈问题 3 个"), "_version": report.version}
    unit.post(at("report-write", report.pk), wrong)
    assert "正文写「反馈问题 3 个」，台账是 2" in text_of(unit.get(at("report", report.pk)))
    report.refresh_from_db()
    unit.post(at("report-write", report.pk), {**wrong, "text": written, "_version": report.version})
    assert unit.post(at("report-step", report.pk, "submit")).status_code == 302
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
