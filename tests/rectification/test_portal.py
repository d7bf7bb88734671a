"""The unit's pages: what its liaison and its head see and do, and what nobody else is served."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.rectification.conftest import ENDS, TODAY, at, text_of
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import Grant
from xuncha.rectification import services
from xuncha.rectification.models import Item, Plan
from xuncha.rectification.selectors.drafts import as_drafted, measures_as_drafted, plan_remarks
from xuncha.rectification.workflow import PlanState

pytestmark = pytest.mark.django_db


# --- the first page -----------------------------------------------------------------------------------------------


def test_before_any_feedback_the_first_page_says_so(unit):
    page = unit.get(at("home"))
    assert page.status_code == 200
    assert "还没有向你单位反馈" in text_of(page)
    assert "等你单位办的" in text_of(page)


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
        "_version": as_drafted(item).version,
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
        **{f"measure-{n}-{name}": value for n in (1, 3) for name, value in SAID_OF_BOTH.items()},
        **other,
    }


SAID_OF_BOTH = {"owner": "叶某", "department": "计划股", "due_on": ENDS.isoformat(), "standard": "材料齐全"}


def test_the_first_page_says_what_waits_in_the_inbox_too(rect, unit):
    rect.deliver()
    page = unit.get(at("home")).content.decode()
    assert "待办里等你办的有：" in page
    assert f'<a href="{reverse("inbox:inbox")}?ask=' in page
    assert "整改方案待报送 1</a>" in page


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
    assert as_drafted(item).leader == "叶某，副局长"
    assert [m.text for m in measures_as_drafted(item)] == ["补充审计 3 个项目", "修订《办法》"]


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
    page = unit.post(at("item-fill", item.pk), filled(item, _version=1))
    assert page.status_code == 409
    assert "别人" in page.content.decode()
    assert "叶某，副局长" in page.content.decode()


def test_the_head_is_written_and_the_plan_handed_in(rect, unit):
    plan = rect.written()
    head = {
        "_version": as_drafted(plan).version,
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
    head = {"_version": as_drafted(plan).version, "principal": "李某", f"reply-{on_plan.pk}": "已写细"}
    unit.post(at("plan-head", plan.pk), {**head, "party_meeting_on": TODAY.isoformat()})
    assert [remark.reply for remark in plan_remarks(plan)] == ["已改为可核的数", "已写细"]
    assert unit.post(at("plan-step", plan.pk, "submit")).status_code == 302
