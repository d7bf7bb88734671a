"""From the feedback to an accepted plan: opened, written, submitted, returned with remarks, accepted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.rectification.conftest import ENDS, TODAY, draft, yuan
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.feedback.models import OpinionItem
from xuncha.feedback.selectors import AFTER_DELIVERY
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.models import DeadlineRule
from xuncha.rectification import services
from xuncha.rectification.models import Difficulty, Horizon, Item, UnitReport
from xuncha.rectification.rules.plans import MeasureDraft
from xuncha.rectification.selectors import ITEMS, PLANS, dues_of
from xuncha.rectification.selectors.drafts import as_drafted, measures_as_drafted
from xuncha.rectification.workflow import ItemState, PlanState

BARE = {"owner": "", "department": "", "due_on": None, "standard": ""}


def test_an_opinion_fed_back_opens_the_plan_with_an_item_for_each_problem(rect):
    plan = rect.deliver()
    assert services.open_plan in AFTER_DELIVERY
    assert (plan.state, plan.due_on, plan.ends_on) == (PlanState.DRAFTING, date(2022, 6, 10), ENDS)
    assert [(i.number, i.title, i.state, i.due_on) for i in plan.items.order_by("number")] == [
        ("ZG-TC-8-01-001", "拆分发包规避招标", ItemState.LISTED, None),
        ("ZG-TC-8-01-002", "租金长期低于市场价", ItemState.LISTED, None),
    ]
    assert rect.item().text == "拆分发包规避招标，涉及 3 个项目。"
    assert JournalRecord.objects.filter(event="rectification.item_listed").count() == 2


def test_dates_explain_themselves_and_stay_when_the_rule_changes(rect):
    plan = rect.deliver()
    assert "2022-05-10" in str(dues_of(plan)["rectification"].explained)
    DeadlineRule.objects.filter(code="rectification", valid_to__isnull=False).update(offset=3)
    assert rect.plan().ends_on == ENDS


def test_without_rules_there_are_no_dates(rect):
    DeadlineRule.objects.filter(trigger="feedback.held").delete()
    plan = rect.deliver()
    assert (plan.due_on, plan.ends_on) == (None, None)


def test_the_unit_writes_head_and_items(rect):
    services.submit_plan(rect.unit(), rect.written(money_due=yuan("8600.00")))
    plan, item = rect.plan(), rect.item()
    assert (plan.principal, plan.party_meeting_on) == ("党组书记 某某", TODAY)
    assert (item.leader, item.due_on, item.money_due) == ("党组成员 叶某", ENDS, yuan("8600.00"))
    assert [(m.position, m.kind, m.text) for m in item.measures.all()] == [
        (1, "money", "对 3 个项目补充审计"),
        (2, "rule", "修订《小额工程管理办法》"),
    ]
    assert "补充审计" in JournalRecord.objects.filter(event="rectification.measures_set").first().body


def test_an_item_is_filled_wholly_or_not_at_all(rect):
    rect.deliver()
    bad = draft(
        objective="长" * 1001,
        due_on=TODAY - timedelta(days=1),
        money_due=yuan("-1"),
        measures=[MeasureDraft("", owner="某"), MeasureDraft("措施", standard="长" * 301, due_on=ENDS)],
    )
    with pytest.raises(RuleViolated) as caught:
        services.fill_item(rect.unit(), rect.item(), base_version=1, draft=bad)
    assert [r.field for r in caught.value.reasons] == [
        "objective", "money_due", "due_on", "measure-1-text", "measure-2-standard", "measure-2-due_on",
    ]  # fmt: skip
    assert rect.item().measures.count() == 0
    many = draft(measures=[MeasureDraft("做一件事")] * 31)
    with pytest.raises(RuleViolated, match="不超过 30 条"):
        services.fill_item(rect.unit(), rect.item(), base_version=1, draft=many)


def test_empty_rows_are_left_out_and_measures_replaced(rect):
    rect.written()
    fewer = draft(measures=[MeasureDraft(" "), MeasureDraft("退还 8600 元")])
    services.fill_item(rect.unit(), rect.item(), base_version=2, draft=fewer)
    assert [m.text for m in measures_as_drafted(rect.item())] == ["退还 8600 元"]


def test_two_people_filling_the_same_item_notice_each_other(rect):
    rect.written()
    only_measures = draft(measures=[MeasureDraft("退还 8600 元")])
    services.fill_item(rect.unit(), rect.item(), base_version=2, draft=only_measures)
    assert as_drafted(rect.item()).version == 3
    with pytest.raises(StaleEdit):
        services.fill_item(rect.unit(), rect.item(), base_version=2, draft=draft(leader="另一位"))
    services.fill_item(rect.unit(), rect.item(), base_version=3, draft=only_measures)
    assert as_drafted(rect.item()).version == 3


def test_a_plan_with_a_missing_item_is_refused(rect):
    plan = rect.written()
    OpinionItem.objects.create(opinion=rect.opinion, position=9, title="漏了的问题", text="事实")
    with pytest.raises(RuleViolated, match="反馈问题 3 个，方案里只有 2 个"):
        services.submit_plan(rect.unit(), plan)
    assert rect.plan().state == PlanState.DRAFTING


def test_everything_missing_is_said_at_once(rect):
    plan = rect.deliver("一个问题")
    with pytest.raises(RuleViolated) as caught:
        services.submit_plan(rect.unit(), plan)
    said = "".join(str(r.text) for r in caught.value.reasons)
    for wanted in ("第一责任人", "研究通过方案", "整改目标", "责任领导", "责任部门", "完成时限", "整改措施"):
        assert wanted in said
    assert {r.mend for r in caught.value.reasons} == {"", f"#item-{rect.item().pk}"}


def test_a_measure_says_who_does_what_until_when_and_what_will_show_it(rect):
    plan = rect.written("一个问题")
    whole = MeasureDraft("退还 8600 元", "叶某", "计划股", ENDS, "全部到账")
    bare = [replace(whole, **{name: empty}) for name, empty in BARE.items()]
    services.fill_item(rect.unit(), rect.item(), base_version=2, draft=draft(measures=[whole, *bare]))
    with pytest.raises(RuleViolated, match="措施 2、3、4、5 没有写全"):
        services.submit_plan(rect.unit(), plan)
    services.fill_item(rect.unit(), rect.item(), base_version=3, draft=draft(measures=[whole]))
    assert services.submit_plan(rect.unit(), plan).state == PlanState.SUBMITTED


def test_the_party_meeting_was_after_the_feedback_and_has_been(rect):
    plan = rect.written()
    services.write_plan(rect.unit(), plan, base_version=2, principal="某", party_meeting_on=TODAY - timedelta(days=1))
    with pytest.raises(RuleViolated, match="早于反馈日"):
        services.submit_plan(rect.unit(), plan)
    services.write_plan(rect.unit(), plan, base_version=3, principal="某", party_meeting_on=TODAY + timedelta(days=1))
    with pytest.raises(RuleViolated, match="还没有到"):
        services.submit_plan(rect.unit(), plan)


def test_longer_than_the_concentrated_period_needs_difficulty_and_a_reason(rect):
    later = ENDS + timedelta(days=1)
    plan = rect.written("一个问题", due_on=later)
    with pytest.raises(RuleViolated, match="较难、疑难或中长期"):
        services.submit_plan(rect.unit(), plan)
    hard = draft(due_on=later, difficulty=Difficulty.HARD)
    services.fill_item(rect.unit(), rect.item(), base_version=2, draft=hard)
    with pytest.raises(RuleViolated, match="写明理由"):
        services.submit_plan(rect.unit(), plan)
    explained = replace(hard, difficulty=Difficulty.EASY, horizon=Horizon.LONG, beyond="要等规划批复")
    services.fill_item(rect.unit(), rect.item(), base_version=3, draft=explained)
    assert services.submit_plan(rect.unit(), plan).state == PlanState.SUBMITTED


def test_a_submitted_plan_is_not_written(rect):
    plan = rect.submitted()
    assert (plan.state, plan.times, plan.submitted_by) == (PlanState.SUBMITTED, 1, rect.liaison)
    with pytest.raises(RuleViolated, match="待审核"):
        services.write_plan(rect.unit(), plan, base_version=None)
    with pytest.raises(RuleViolated, match="待审核"):
        services.fill_item(rect.unit(), rect.item(), base_version=None, draft=draft())
    with pytest.raises(InvalidTransition):
        services.submit_plan(rect.unit(), plan)


def test_returned_with_numbered_remarks_each_of_which_is_answered(rect):
    plan = rect.submitted()
    remarks = [services.Remark("措施不可检查", rect.item()), services.Remark(" "), services.Remark("缺组织分工")]
    services.return_plan(rect.office(), plan, remarks=remarks)
    first, second = rect.plan().remarks.order_by("position")
    assert (rect.plan().state, first.item, second.item) == (PlanState.RETURNED, rect.item(), None)
    with pytest.raises(RuleViolated, match="第 1、2 条还没有写修改说明"):
        services.submit_plan(rect.unit(), plan)
    with pytest.raises(RuleViolated, match="请写修改说明"):
        services.reply_to_remark(rect.unit(), plan, first, reply=" ")
    for remark in (first, second):
        services.reply_to_remark(rect.unit(), plan, remark, reply="已改。")
    again = services.submit_plan(rect.unit(), plan)
    assert (again.state, again.times) == (PlanState.SUBMITTED, 2)
    services.return_plan(rect.office(), again, remarks=[services.Remark("仍不行")])
    with pytest.raises(RuleViolated, match="以前退回时的"):
        services.reply_to_remark(rect.unit(), again, first, reply="再改。")


def test_a_return_needs_remarks_that_fit_and_concern_this_plan(rect):
    plan = rect.submitted()
    for remarks in ([], [services.Remark("  ")]):
        with pytest.raises(RuleViolated, match="至少写一条"):
            services.return_plan(rect.office(), plan, remarks=remarks)
    with pytest.raises(RuleViolated, match="不超过 500 字"):
        services.return_plan(rect.office(), plan, remarks=[services.Remark("长" * 501)])
    with pytest.raises(RuleViolated, match="不超过 50 条"):
        services.return_plan(rect.office(), plan, remarks=[services.Remark("改")] * 51)
    rect.which = 1
    foreign = rect.deliver().items.first()
    with pytest.raises(OutOfReach):
        services.return_plan(rect.office(), plan, remarks=[services.Remark("改", foreign)])


def test_accepted_by_somebody_else_whereupon_the_items_begin(rect, acting):
    plan = services.accept_plan(rect.office(), rect.submitted())
    assert (plan.state, plan.accepted_by) == (PlanState.ACCEPTED, rect.clerk)
    assert {(i.state, i.due_on, i.planned_due_on, i.dated_on) for i in Item.objects.all()} == {
        (ItemState.IN_PROGRESS, ENDS, ENDS, TODAY)
    }
    assert set(UnitReport.objects.values_list("kind", "state", "due_on")) == {
        ("progress", "draft", ENDS),
        ("principal", "draft", ENDS),
    }
    with pytest.raises(InvalidTransition):
        services.accept_plan(rect.office(), plan)


def test_the_submitter_does_not_accept(rect, world):
    plan = rect.submitted()
    rect.clerk.grants.create(role=Role.UNIT_LIAISON, scope_id=world.units[0].pk, valid_from=NOW)
    plan.submitted_by = rect.clerk
    plan.save()
    with pytest.raises(RuleViolated, match="另一个人审核"):
        services.accept_plan(rect.office(), plan)


def test_who_may_not(rect, acting):
    plan = rect.submitted()
    with pytest.raises(Denied):
        services.accept_plan(rect.unit(), plan)
    with pytest.raises(Denied):
        services.write_plan(rect.office(), plan, base_version=None)
    with pytest.raises(OutOfReach):
        services.submit_plan(acting(Role.UNIT_LIAISON, which=1), plan)
    with pytest.raises(OutOfReach):
        services.accept_plan(acting(Role.OFFICE_CLERK, which=1), plan)
    assert JournalRecord.objects.filter(event="denied").count() == 4


def test_each_unit_sees_its_own_and_no_other(rect, actor):
    rect.submitted()
    own, other = actor_of(rect.liaison, NOW), actor(Role.UNIT_LIAISON, which=1)
    assert PLANS.visible_to(own).count() == 1
    assert ITEMS.visible_to(own).count() == 2
    assert not PLANS.visible_to(other).exists()
    assert not ITEMS.visible_to(other).exists()
