"""The desk's pages: what they show, what they let whom do, and what they refuse, in words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.rectification.conftest import ENDS, TODAY, days, upload
from xuncha.core.permissions import Role
from xuncha.rectification import services
from xuncha.rectification.models import DueNotice, Extension, Item, PlanRemark, Query, UnitReport
from xuncha.rectification.workflow import ItemState, PlanState


@pytest.fixture
def desk(rect, at_desk):
    """The clerk's browser, or somebody else's."""
    return lambda who=None: at_desk(who or rect.clerk)


def page(client, name: str, *args, **query):
    return client.get(reverse(f"rectification:{name}", args=args), query)


def text_of(response) -> str:
    return response.content.decode()


def test_the_ledger_says_how_many_are_closed_and_groups_them(rect, desk):
    rect.accepted()
    rect.closed(rect.item(0))
    shown = text_of(page(desk(), "items"))
    assert "反馈问题 2 项，已销号 1 项" in shown
    assert "销号率 50.0%" in shown
    assert "拆分发包规避招标" in shown
    assert "2/2" in shown
    assert shown.index("租金长期低于市场价") < shown.index("拆分发包规避招标")  # what is finished comes last
    only = text_of(page(desk(), "items", chip="closed"))
    assert "租金长期低于市场价" not in only


def test_the_ledger_shows_lights_and_counts_the_overdue(rect, desk, monkeypatch):
    rect.accepted()
    rect.requested(rect.item(0))
    late = days((ENDS - TODAY).days + 12)
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: late)
    client = desk()
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: late)
    shown = text_of(page(client, "items"))
    assert "超期 12 天" in shown
    assert "余 61 天" in shown  # the other one was asked to be closed in time: there the clock stands
    assert "租金长期低于市场价" in text_of(page(client, "items", chip="late"))


def test_the_ledger_goes_out_as_a_workbook(rect, desk):
    rect.accepted()
    answer = page(desk(), "items", export="xlsx")
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    answer.close()


def test_an_empty_ledger_has_no_rate(world, desk):
    assert "销号率 —" in text_of(page(desk(), "items"))


def test_the_item_shows_where_it_came_from_what_is_met_and_its_course(rect, desk):
    item = rect.requested()
    shown = text_of(page(desk(), "item", item.pk))
    for wanted in (
        "拆分发包规避招标",
        "做到什么算改好",
        "10 条中满足 9 条",
        "件佐证没有核验",
        "时限怎么来的",
        "第 1 条",
        "申请销号",
    ):
        assert wanted in shown, wanted
    assert "还有 1 条销号条件不满足，见上。" in shown


def test_who_may_not_see_the_findings_is_told_so(rect, world, desk, acting, hire):
    from xuncha.findings.models import Finding

    item = rect.under_way()
    finding = Finding.objects.create(
        inspection=world.inspections[0], number="WT-1", title="原问题标题", text="只在内部", state="confirmed",
        state_since=NOW, created_by=rect.clerk, created_at=NOW,
    )  # fmt: skip
    item.opinion_item.findings.add(finding)
    assert "WT-1" in text_of(page(desk(), "item", item.pk))
    shown = text_of(page(desk(hire(Role.DISCIPLINE)), "item", item.pk))
    assert "您无权查看" in shown
    assert "WT-1" not in shown


def test_the_units_people_are_led_to_their_own_pages(rect, desk):
    item = rect.under_way()
    asked = services.ask_extension(rect.unit(), item, to_on=ENDS + timedelta(days=60), reason="等批复")
    query = services.ask_query(rect.unit(), item.plan, kind="question", text="格式？")
    report = UnitReport.objects.first()
    client = desk(rect.liaison)
    for name, pk in (
        ("item", item.pk), ("plan", item.plan_id), ("extension", asked.pk), ("query", query.pk),
        ("unit-report", report.pk),
    ):  # fmt: skip
        assert page(client, name, pk).url.startswith("/unit/")
    assert page(client, "items").url.startswith("/unit/")


def test_overdue_is_an_event_of_the_course(rect, desk):
    item = rect.under_way()
    services.note_due_dates(rect.office(days(100)), rect.world.city)
    shown = text_of(page(desk(), "item", item.pk))
    assert "转为超期" in shown
    assert "2022-07-11" in shown


def test_a_document_dated_after_its_measure_is_hinted_at(rect, desk):
    item = rect.done(rect.under_way())
    measure = item.measures.first()
    measure.done_on = TODAY - timedelta(days=3)
    measure.save()
    services.add_evidence(rect.unit(), item, upload("清查表.txt", formed_on=TODAY), measure=measure)
    shown = text_of(page(desk(), "item", item.pk))
    assert "日期可疑" in shown
    assert "晚于措施 1 报完成的日期 3 天" in shown


def test_evidence_is_looked_at_and_judged(rect, desk):
    item = rect.requested()
    piece = rect.piece(item)
    client = desk()
    url = reverse("rectification:evidence-review", args=[piece.pk])
    assert str(piece) in text_of(client.get(url))
    refused = client.post(url, {"verdict": "rejected", "note": ""})
    assert refused.status_code == 422
    assert "存疑或不认可的理由" in text_of(refused)
    client.post(url, {"verdict": "rejected", "note": "没有盖章"})
    assert piece.reviews.get().note == "没有盖章"
    services.replace_evidence(rect.unit(), item, piece, upload("新.txt"))
    shown = text_of(page(client, "item", item.pk))
    assert "替换和撤回的 1 件" in shown
    answer = client.get(reverse("rectification:evidence-file", args=[piece.pk]))
    assert b"".join(answer.streaming_content).decode() == f"内容 {piece}"
    answer.close()
    assert client.get(reverse("rectification:evidence-preview", args=[piece.pk])).status_code == 422


def test_closing_returning_and_reopening_from_the_page(rect, desk):
    rect.accepted()
    item, other = rect.reviewed(rect.item(0)), rect.requested(rect.item(1))
    client = desk()
    refused = client.post(reverse("rectification:item-step", args=[other.pk, "close"]), {"opinion": ""})
    assert refused.status_code == 422
    client.post(reverse("rectification:item-step", args=[item.pk, "close"]), {"opinion": "同意销号。"})
    assert (rect.fresh(item).state, rect.fresh(item).opinion_text) == (ItemState.CLOSED, "同意销号。")
    client.post(reverse("rectification:item-step", args=[other.pk, "return"]), {"reason": "补审计报告"})
    assert rect.fresh(other).state == ItemState.RETURNED
    url = reverse("rectification:item-reopen", args=[item.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": "反弹", "due_on": "2022-05-01"}).status_code == 422
    client.post(url, {"reason": "反弹", "due_on": "2022-08-01"})
    assert rect.fresh(item).state == ItemState.REOPENED
    assert "重新打开过 1 次" in text_of(page(client, "item", item.pk))


@pytest.mark.parametrize(("kind", "title"), [("review", "销号审核表"), ("return", "退回单")])
def test_documents_of_an_item(rect, desk, kind, title):
    item = services.return_closeout(rect.office(), rect.requested(), reason="补")
    shown = text_of(page(desk(), "item", item.pk))
    assert title in shown
    assert page(desk(), "item-document", item.pk, kind).status_code == 200


def test_several_at_once_all_or_none(rect, desk):
    rect.accepted()
    ready, other = rect.reviewed(rect.item(0)), rect.requested(rect.item(1))
    client = desk()
    url = reverse("rectification:items-bulk")
    asked = client.post(url, {"do": "close", "pick": [ready.pk, other.pk]})
    assert asked.status_code == 200
    assert "同意销号 2 项" in text_of(asked)
    refused = client.post(url, {"step": "close", "pick": [ready.pk, other.pk], "opinion": "同意"})
    assert refused.status_code == 422
    assert f"{other.number}：2 件佐证没有核验" in text_of(refused)
    assert rect.fresh(ready).state == ItemState.REQUESTED
    assert client.post(url, {"step": "return", "pick": [other.pk], "reason": ""}).status_code == 422
    client.post(url, {"step": "return", "pick": [other.pk], "reason": "一并补充"})
    client.post(url, {"step": "close", "pick": [ready.pk], "opinion": ""})
    assert {rect.fresh(ready).state, rect.fresh(other).state} == {ItemState.CLOSED, ItemState.RETURNED}
    assert client.post(url, {"do": "close"}).status_code == 422


def test_only_who_closes_gets_tick_boxes(rect, desk, hire):
    rect.requested()
    assert 'name="pick"' in text_of(page(desk(), "closeouts"))
    assert 'name="pick"' not in text_of(page(desk(hire(Role.TEAM_LEADER)), "closeouts"))


def test_dates_are_checked_by_a_button(rect, desk, world, monkeypatch):
    rect.accepted()
    client = desk()
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: days(100))
    client.force_login(rect.clerk)
    told = client.post(reverse("rectification:note-dates", args=[world.city.pk]), follow=True)
    assert "新到提醒 6 项" in text_of(told)
    mine = DueNotice.objects.get(role=Role.OFFICE_CLERK, item=rect.item(0))
    assert "转为超期" not in text_of(page(client, "notices"))
    shown = text_of(page(client, "notice", mine.pk))
    assert mine.item.title in shown
    assert "被巡察单位联络员、被巡察单位主要负责人、巡察办工作人员" in shown
    client.post(reverse("rectification:notice-step", args=[mine.pk, "see"]))
    assert DueNotice.objects.get(pk=mine.pk).state == "seen"


def test_the_plan_shows_three_lists_and_that_it_is_being_written(rect, desk):
    plan = rect.deliver()
    shown = text_of(page(desk(), "plan", plan.pk))
    for wanted in ("问题清单", "任务清单", "责任清单", "起草中", "从反馈会召开"):
        assert wanted in shown, wanted
    assert "拆分发包" in shown


def test_a_plan_is_returned_with_remarks_and_accepted(rect, desk):
    plan = rect.submitted()
    client = desk()
    url = reverse("rectification:plan-return", args=[plan.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"whole": ""}).status_code == 422
    client.post(url, {"whole": "缺分工\n缺时限", f"item-{rect.item().pk}": "措施太空"})
    assert list(PlanRemark.objects.order_by("position").values_list("text", flat=True)) == [
        "缺分工",
        "缺时限",
        "措施太空",
    ]
    for remark in PlanRemark.objects.all():
        services.reply_to_remark(rect.unit(), plan, remark, reply="已改")
    shown = text_of(page(client, "plan", plan.pk))
    assert "第 1 次第 3 条" in shown
    services.submit_plan(rect.unit(), plan)
    client.post(reverse("rectification:plan-step", args=[plan.pk, "accept"]))
    assert rect.plan().state == PlanState.ACCEPTED
    assert rect.plan().inspection.organisation.name in text_of(page(client, "plans", chip="accepted"))


@pytest.mark.parametrize("kind", ["plan", "register"])
def test_documents_of_a_plan(rect, desk, kind):
    plan = rect.accepted()
    assert page(desk(), "plan-document", plan.pk, kind).status_code == 200


def test_an_extension_is_decided_at_the_desk(rect, desk):
    item = rect.under_way()
    asked = services.ask_extension(rect.unit(), item, to_on=ENDS + timedelta(days=60), reason="等批复")
    assert "等批复" in text_of(page(desk(), "extensions"))
    client = desk(rect.director)
    assert "同意延期" in text_of(page(client, "extension", asked.pk))
    url = reverse("rectification:extension-grant", args=[asked.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"to_on": "2022-06-01"}).status_code == 422
    client.post(url, {"to_on": "2022-08-01", "decision": "同意"})
    assert (rect.fresh(item).due_on.isoformat(), Extension.objects.get().state) == ("2022-08-01", "granted")
    assert page(client, "extension-document", asked.pk).status_code == 200
    again = services.ask_extension(rect.unit(), item, to_on=ENDS + timedelta(days=90), reason="再延")
    client.post(reverse("rectification:extension-step", args=[again.pk, "refuse"]), {"reason": "不同意"})
    assert Extension.objects.get(pk=again.pk).decision == "不同意"
    assert "申请延期至" in text_of(page(client, "item", item.pk))


def test_a_question_is_answered_at_the_desk(rect, desk):
    plan = rect.accepted()
    query = services.ask_query(rect.unit(), plan, kind="guidance", text="金额应为 3 万元？", item=rect.item())
    assert "金额应为" in text_of(page(desk(), "queries", chip="asked"))
    client = desk()
    url = reverse("rectification:query", args=[query.pk])
    assert client.post(url, {"answer": ""}).status_code == 422
    client.post(url, {"answer": "经核实，以反馈数为准。"})
    assert Query.objects.get().answer == "经核实，以反馈数为准。"
    assert "经核实" in text_of(client.get(url))


def test_a_units_report_is_read_with_the_figures_of_the_records(rect, desk):
    plan = rect.accepted()
    report = UnitReport.objects.get(plan=plan, kind="progress")
    client = desk()
    assert "起草中" in text_of(page(client, "unit-report", report.pk))
    services.write_report(rect.unit(), report, base_version=1, text="进展如下", party_meeting_on=TODAY)
    services.submit_report(rect.unit(), report)
    shown = text_of(page(client, "unit-report", report.pk))
    assert "反馈问题" in shown
    assert "报送时台账上的数" in shown
    assert page(client, "unit-report-document", report.pk).status_code == 200
    client.post(reverse("rectification:unit-report-step", args=[report.pk, "return"]), {"reason": "缺数据"})
    assert "缺数据" in text_of(page(client, "unit-report", report.pk))
    services.submit_report(rect.unit(), report)
    client.post(reverse("rectification:unit-report-step", args=[report.pk, "accept"]))
    assert UnitReport.objects.get(pk=report.pk).state == "accepted"
    assert rect.plan().inspection.organisation.name in text_of(page(client, "unit-reports"))


def test_another_citys_office_finds_nothing(rect, desk, hire):
    item = rect.under_way()
    client = desk(hire(Role.OFFICE_CLERK, which=1))
    for name, pk in (("item", item.pk), ("plan", item.plan_id)):
        assert page(client, name, pk).status_code == 404
    assert Item.objects.get(pk=item.pk).title not in text_of(page(client, "items"))


def test_the_page_of_the_inspection_shows_the_plan(rect, desk, world):
    rect.accepted()
    shown = text_of(desk().get(reverse("rounds:inspection", args=[world.inspections[0].pk])))
    assert "整改事项" in shown
    assert "整改方案" in shown
