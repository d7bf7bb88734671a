"""Hints at the desk, the question in the unit's portal, and what the unit never sees."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.rectification.conftest import TODAY, text_of
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.jobs.models import Job
from xuncha.hints import services
from xuncha.hints.models import Hint, Inquiry, Scan
from xuncha.rectification import services as rectification

DUE = TODAY + timedelta(days=7)
TOLD = "共 1 条措施，全部是建章立制"


@pytest.fixture
def desk(rect, at_desk, hint):
    """The clerk's browser."""
    return at_desk(rect.clerk)


@pytest.fixture
def asked(rect, hint) -> Inquiry:
    return services.ask_unit(rect.office(), hint, text="请说明怎样纠正已拆分的三个项目。", due_on=DUE)


def post(client, name: str, pk: int, **data):
    return client.post(reverse(name, args=[pk]), data)


def test_from_the_list_to_a_decision(desk, hint):
    page = text_of(desk.get(reverse("hints:hints")))
    assert "共 1 条提示" in page
    assert TOLD in page
    page = text_of(desk.get(reverse("hints:hint", args=[hint.pk])))
    assert TOLD in page
    assert "下一步" not in page
    done = desk.post(reverse("hints:hint-step", args=[hint.pk, "confirm"]), {"reason": "方案没有纠正措施。"})
    assert done.status_code == 302
    page = text_of(desk.get(reverse("hints:hint", args=[hint.pk])))
    assert "方案没有纠正措施。" in page
    assert "核实属实不会自动改变整改事项" in page
    assert "这个事项还在单位整改" in page
    page = text_of(desk.get(reverse("hints:precision")))
    assert "100%" in page
    workbook = desk.get(reverse("hints:hints"), {"export": "xlsx"})
    assert b"".join(workbook.streaming_content).startswith(b"PK")
    workbook.close()


def test_a_confirmed_hint_leads_to_rectifications_own_steps(rect, scan, at_desk):
    item = rect.requested()
    hint = _late(rect, item, scan)
    services.confirm_hint(rect.office(), hint, reason="日期确实晚于申请。")
    client = at_desk(rect.clerk)
    page = client.get(reverse("hints:hint", args=[hint.pk])).content.decode()
    assert reverse("rectification:item-step", args=[item.pk, "return"]) in page
    rectification.return_closeout(rect.office(), rect.fresh(item), reason="佐证晚于申请。")
    assert "还在单位整改" in text_of(client.get(reverse("hints:hint", args=[hint.pk])))


def test_of_a_closed_item_the_way_leads_to_reopening(rect, scan, at_desk):
    item = rect.closed()
    hint = _late(rect, item, scan)
    services.confirm_hint(rect.office(), hint, reason="日期确实晚于申请。")
    page = at_desk(rect.clerk).get(reverse("hints:hint", args=[hint.pk])).content.decode()
    assert reverse("rectification:item-reopen", args=[item.pk]) in page


def _late(rect, item, scan) -> Hint:
    """A piece of evidence that bears a later day than the request."""
    item.evidence.filter(pk=rect.piece(item).pk).update(formed_on=TODAY + timedelta(days=3))
    scan(whole=True)
    return Hint.objects.get(signal="late")


def test_the_card_on_the_item_and_the_plan(desk, rect, hint):
    assert TOLD in text_of(desk.get(reverse("rectification:item", args=[rect.item().pk])))
    assert "整改核查提示" not in _main(desk.get(reverse("rectification:plan", args=[rect.plan().pk])))
    Hint.objects.filter(pk=hint.pk).update(item=None)
    assert TOLD in text_of(desk.get(reverse("rectification:plan", args=[rect.plan().pk])))


def _main(response) -> str:
    return response.content.decode().partition("<main")[2]


def test_teams_see_no_card(rect, hint, at_desk):
    page = at_desk(Role.TEAM_LEADER).get(reverse("rectification:item", args=[rect.item().pk]))
    assert page.status_code == 200
    assert TOLD not in text_of(page)


def test_records_out_of_reach_are_counted_not_named(desk, hint):
    Hint.objects.filter(pk=hint.pk).update(rows=[["rectification.item", 999_999, "别处的事项"]])
    page = text_of(desk.get(reverse("hints:hint", args=[hint.pk])))
    assert "另有 1 条您无权查看" in page
    assert "别处的事项" not in page


def test_evidence_leads_to_its_item(rect, scan, at_desk):
    item = rect.closed()
    hint = _late(rect, item, scan)
    page = at_desk(rect.clerk).get(reverse("hints:hint", args=[hint.pk])).content.decode()
    assert f"{reverse('rectification:item', args=[item.pk])}#evidence" in page


def test_a_question_and_its_answer(rect, desk, hint, at_desk):
    page = desk.get(reverse("hints:hint-ask", args=[hint.pk])).content.decode()
    assert TODAY.replace(day=17).isoformat() in page, "a week for the answer"
    refused = post(desk, "hints:hint-ask", hint.pk, text=" ", due_on=TODAY.isoformat())
    assert refused.status_code == 422
    assert post(desk, "hints:hint-ask", hint.pk, text="请说明。", due_on=DUE.isoformat()).status_code == 302
    asked = Inquiry.objects.get()
    unit = at_desk(rect.liaison)
    assert "请说明。" in text_of(unit.get(reverse("hints_unit:inquiries")))
    assert unit.get(reverse("hints:inquiries")).status_code == 302
    assert unit.get(reverse("hints:inquiry", args=[asked.pk])).status_code == 302
    answer = reverse("hints_unit:inquiry-answer", args=[asked.pk])
    assert unit.post(answer, {"answer": " "}).status_code == 422
    assert unit.post(answer, {"answer": "三个项目已补充审计，正在追回。"}).status_code == 302
    assert "正在追回" in text_of(unit.get(reverse("hints_unit:inquiry", args=[asked.pk])))
    office = at_desk(rect.clerk)
    assert "正在追回" in text_of(office.get(reverse("hints:hint", args=[hint.pk])))
    assert "正在追回" in text_of(office.get(reverse("hints:inquiry", args=[asked.pk])))
    assert "共 1 件询问" in text_of(office.get(reverse("hints:inquiries")))
    again = reverse("hints:inquiry-step", args=[asked.pk, "again"])
    assert office.post(again, {"reason": "请附审计报告。"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("asked", "三个项目已补充审计，正在追回。")
    services.answer_inquiry(rect.unit(), asked, answer="已附。")
    assert office.post(reverse("hints:inquiry-step", args=[asked.pk, "close"])).status_code == 302


def test_the_unit_sees_a_question_and_never_the_hint(rect, asked, hint, at_desk):
    services.confirm_hint(rect.office(), hint, reason="方案没有纠正措施。")
    unit = at_desk(rect.liaison)
    pages = [
        reverse("hints_unit:inquiries"),
        reverse("hints_unit:inquiry", args=[asked.pk]),
        reverse("rectification_unit:item", args=[rect.item().pk]),
        reverse("rectification_unit:home"),
    ]
    for address in pages:
        response = unit.get(address)
        assert response.status_code == 200, address
        shown = text_of(response)
        assert TOLD not in shown, address
        assert "没有纠正措施" not in shown, address
        assert "核查提示" not in shown, address
    for name in ("hints:hints", "hints:precision", "hints:scans"):
        assert unit.get(reverse(name)).status_code == 403
    assert unit.get(reverse("hints:hint", args=[hint.pk])).status_code == 403
    for kind, pk in (("rectification.item", rect.item().pk), ("hints.hint", hint.pk)):
        assert unit.get(reverse("inbox:history", args=[kind, pk])).status_code == 404


def test_the_head_reads_and_does_not_answer(rect, asked, at_desk, acting):
    head = at_desk(Role.UNIT_HEAD)
    page = head.get(reverse("hints_unit:inquiry", args=[asked.pk])).content.decode()
    assert reverse("hints_unit:inquiry-answer", args=[asked.pk]) not in page
    with pytest.raises(Denied):
        services.answer_inquiry(acting(Role.UNIT_HEAD), asked, answer="已整改。")
    with pytest.raises(OutOfReach):
        services.answer_inquiry(acting(Role.UNIT_LIAISON, which=1), asked, answer="已整改。")


def test_one_question_at_a_time_and_none_about_what_was_dismissed(rect, asked, hint):
    with pytest.raises(RuleViolated, match="已经问过"):
        services.ask_unit(rect.office(), hint, text="再问", due_on=DUE)
    services.dismiss_hint(rect.office(), hint, reason="看错了。")
    with pytest.raises(RuleViolated, match="已经不成立"):
        services.ask_unit(rect.office(), hint, text="再问", due_on=DUE)


def test_scans_are_listed_and_asked_for(rect, desk):
    page = text_of(desk.get(reverse("hints:scans")))
    assert "共 1 次核查" in page
    assert "现在核查" in page
    sent = desk.post(reverse("hints:scan-ask", args=[rect.world.city.pk]), {"whole": "1"})
    assert sent.url == reverse("jobs:job", args=[Job.objects.get().pk])
    assert "用的门槛" in text_of(desk.get(reverse("hints:scan", args=[Scan.objects.get().pk])))


def test_what_waits_for_whom(rect, desk, asked, at_desk):
    assert "待核实" not in text_of(desk.get(reverse("inbox:inbox")))
    assert "巡察办询问待答复" in text_of(at_desk(rect.liaison).get(reverse("inbox:inbox"), follow=True))
