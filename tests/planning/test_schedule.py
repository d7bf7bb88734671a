"""What is asked of a timetable: prepared from the records, edited by people, copied to try something."""

from datetime import date
from decimal import Decimal

import pytest

from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs.models import Jurisdiction, Sector
from xuncha.foundation.regulations.models import Parameter
from xuncha.planning import services
from xuncha.planning.models import Link, MarkKind, PlanEntry, Schedule
from xuncha.planning.selectors import open_version
from xuncha.planning.selectors import schedule as selectors
from xuncha.planning.services.preparing import Strength

pytestmark = pytest.mark.django_db


def events(plan, event):
    return JournalRecord.objects.filter(subject_id=str(plan.pk), subject_kind="planning.plan", event=event)


def capacities(schedule):
    return {(one.round.number, one.pool.name): str(Strength(one.teams, one.units_each, one.extra))
            for row in schedule.rounds.all() for one in row.capacities.select_related("round", "pool")}  # fmt: skip


def test_a_sheet_is_filled_from_the_records(asked):
    schedule = asked.schedule
    assert [(one.number, one.year) for one in schedule.rounds.all()] == [
        (1, 2022), (2, 2022), (3, 2023), (4, 2023), (5, 2024), (6, 2024), (7, 2025), (8, 2025), (9, 2026), (10, 2026)
    ]  # fmt: skip
    assert [(one.year, str(one.percent)) for one in schedule.years.all()] == [
        (2022, "20.00"), (2023, "40.00"), (2024, "60.00"), (2025, "80.00"), (2026, "100.00")
    ]  # fmt: skip
    assert [(u.priority, u.earliest, u.latest) for u in selectors.units_of(asked)] == [(0, 1, 2), (0, 3, 4)]
    assert capacities(schedule)[1, "测试市本级巡察组"] == "2×1+0"
    assert events(asked, "plan.scheduled").count() == 1


def test_what_the_office_set_comes_before_what_is_usual(clerk, draft, world):
    own = {"valid_from": date(2022, 1, 1), "jurisdiction": world.city}
    Parameter.objects.create(code="planning.pace", value={"1": 30, "5": 100}, **own)
    Parameter.objects.create(code="planning.capacity", value=9, **own)
    schedule = services.prepare_schedule(clerk(), draft, keep_years=False)
    assert [int(one.percent) for one in schedule.years.all()] == [30, 40, 60, 80, 100]
    assert set(capacities(schedule).values()) == {"5×1+0"}
    assert {(u.earliest, u.latest) for u in schedule.units.all()} == {(None, None)}


def test_units_of_other_areas_have_teams_of_their_own(clerk, draft, targets):
    own = targets[1].organisation
    county = Jurisdiction.objects.create(
        code="ta", name="甲县", office_name="甲县县委巡察办", level="county", parent=own.jurisdiction, path="tc/ta"
    )
    own.jurisdiction = county
    own.save()
    schedule = services.prepare_schedule(clerk(), draft)
    pools = list(schedule.pools.all())
    assert [str(pool) for pool in pools] == ["测试市巡察组", "甲县巡察组"]
    placed = [str(selectors.pool_for(pools, one)) for one in selectors.scheduled_targets(draft).order_by("pk")]
    assert placed == ["测试市巡察组", "甲县巡察组"]


def test_it_is_prepared_once_for_a_five_year_draft_with_targets(clerk, asked, world, in_force):
    with pytest.raises(InvalidTransition, match="不在起草中"):
        services.prepare_schedule(clerk(), in_force)
    annual = services.draft_annual_plan(clerk(), world.term, 2022)
    with pytest.raises(RuleViolated, match="请在五年规划里排期"):
        services.prepare_schedule(clerk(), annual)


def test_it_is_prepared_anew_only_after_it_was_given_up(clerk, asked, targets):
    with pytest.raises(RuleViolated, match="已经准备了排期"):
        services.prepare_schedule(clerk(), asked)
    services.drop_schedule(clerk(), asked)
    with pytest.raises(RuleViolated, match="还没有准备排期"):
        services.drop_schedule(clerk(), asked)
    asked.term.targets.update(withdrawn_on=date(2022, 1, 1), withdrawn_reason="合并")
    with pytest.raises(RuleViolated, match="还没有要排期的"):
        services.prepare_schedule(clerk(), asked)


def test_goals_and_links(clerk, asked, targets):
    weights = {"sector_round": 3, "priority": 1, "balance": 0, "moved": 9}
    services.set_goals(clerk(), asked, percents={2022: Decimal(50), 2023: Decimal(100)}, weights=weights)
    schedule = Schedule.objects.get(plan=asked)
    assert (schedule.sector_round, schedule.moved) == (3, 9)
    assert [one.year for one in schedule.years.all()] == [2022, 2023]
    with pytest.raises(RuleViolated, match="2023 年的进度不应低于上一年的 60%"):
        services.set_goals(clerk(), asked, percents={2022: Decimal(60), 2023: Decimal(50)}, weights=weights)
    sector, other = (Sector.objects.create(code=code, name=code) for code in ("edu", "med"))
    targets[0].organisation.sector = sector
    targets[0].organisation.save()
    services.set_links(clerk(), asked, links={sector.pk: Link.SAME_ROUND})
    assert [(one.sector, one.link) for one in schedule.links.all()] == [(sector, "same_round")]
    services.set_links(clerk(), asked, links={sector.pk: Link.NONE})
    assert not schedule.links.exists()
    with pytest.raises(OutOfReach):
        services.set_links(clerk(), asked, links={other.pk: Link.SAME_ROUND})
    assert events(asked, "plan.schedule_changed").count() == 3


def test_rounds_and_what_they_can_do(clerk, asked):
    schedule, pool = asked.schedule, asked.schedule.pools.get()
    services.drop_round(clerk(), asked, number=10)
    services.add_round(clerk(), asked, number=10, year=2026)
    assert capacities(schedule)[10, pool.name] == "2×1+0"
    services.set_capacity(clerk(), asked, number=9, strengths={pool.pk: Strength(3, 2, 1)}, also_later=True)
    assert [capacities(schedule)[n, pool.name] for n in (8, 9, 10)] == ["2×1+0", "3×2+1", "3×2+1"]
    services.set_capacity(clerk(), asked, number=2, strengths={pool.pk: Strength(0, 0)})
    assert [capacities(schedule)[n, pool.name] for n in (2, 3)] == ["0×0+0", "2×1+0"]
    with pytest.raises(OutOfReach):
        services.set_capacity(clerk(), asked, number=2, strengths={0: Strength(1, 1)})
    with pytest.raises(RuleViolated, match="没有第 11 轮"):
        services.set_capacity(clerk(), asked, number=11, strengths={})
    with pytest.raises(RuleViolated, match="已经在排期里"):
        services.add_round(clerk(), asked, number=10, year=2026)
    with pytest.raises(RuleViolated, match="没有第 99 轮"):
        services.drop_round(clerk(), asked, number=99)


def test_pools_take_units_by_area_and_class(clerk, asked, targets):
    schedule = asked.schedule
    soe = services.set_pool(clerk(), asked, name="国企组", unit_types=["soe"])
    targets[0].organisation.unit_type = "soe"
    targets[0].organisation.save()
    pools = list(schedule.pools.all())
    assert [str(selectors.pool_for(pools, one)) for one in selectors.scheduled_targets(asked).order_by("pk")] == [
        "国企组",
        "测试市本级巡察组",
    ]
    services.set_pool(clerk(), asked, pool=soe.pk, name="国企巡察组", unit_types=["soe"])
    with pytest.raises(RuleViolated, match="已有一支力量"):
        services.set_pool(clerk(), asked, name="国企巡察组")
    with pytest.raises(OutOfReach):
        services.set_pool(clerk(), asked, pool=0, name="没有")
    topic = services.add_topic(clerk(), asked, name="粮食", pool=soe, members=targets, workload_each=1)
    with pytest.raises(RuleViolated, match="还有专项由"):
        services.drop_pool(clerk(), asked, pool=soe.pk)
    services.drop_topic(clerk(), asked, topic=topic.pk)
    services.drop_pool(clerk(), asked, pool=soe.pk)
    with pytest.raises(RuleViolated, match="至少要留一支"):
        services.drop_pool(clerk(), asked, pool=schedule.pools.get().pk)
    with pytest.raises(OutOfReach):
        services.drop_pool(clerk(), asked, pool=0)


def test_what_is_asked_of_one_unit(clerk, asked, targets):
    unit = services.set_unit(clerk(), asked, targets[0], workload=3, priority=2, earliest=2, latest=4, together="镇村")
    assert (unit.workload, unit.earliest, unit.latest, unit.together) == (3, 2, 4, "镇村")
    assert '"workload":[1,3]' in events(asked, "plan.schedule_changed").get().body.replace(" ", "")
    with pytest.raises(RuleViolated, match="不能早于最早一轮"):
        services.set_unit(clerk(), asked, targets[0], workload=1, priority=0, earliest=5, latest=4)
    targets[1].withdrawn_on, targets[1].withdrawn_reason = date(2022, 1, 1), "合并"
    targets[1].save()
    with pytest.raises(OutOfReach):
        services.set_unit(clerk(), asked, targets[1], workload=1, priority=0)


def test_pins_and_exclusions(clerk, asked, targets):
    pin = services.mark(clerk(), asked, targets[0], kind=MarkKind.PINNED, round_number=3, reason="换届后")
    assert (str(pin), pin.reason) == (f"{targets[0]} 指定在这一轮", "换届后")
    with pytest.raises(RuleViolated) as refused:
        services.mark(clerk(), asked, targets[0], kind=MarkKind.PINNED, round_number=4, reason=" ")
    assert [one.field for one in refused.value.reasons] == ["round_number", "reason"]
    services.mark(clerk(), asked, targets[0], kind=MarkKind.FORBIDDEN, round_number=4, reason="撤并")
    assert selectors.marks_on(asked.schedule, targets[0]) == {3: True, 4: False}
    services.unmark(clerk(), asked, mark=pin.pk)
    with pytest.raises(OutOfReach):
        services.unmark(clerk(), asked, mark=pin.pk)
    assert events(asked, "plan.marked").count() == 2
    assert events(asked, "plan.unmarked").count() == 1


def test_follow_ups_and_topics(clerk, asked, targets):
    again = services.add_follow_up(clerk(), asked, targets[0], workload=1, min_gap=2, max_gap=4)
    with pytest.raises(RuleViolated, match="已经安排了"):
        services.add_follow_up(clerk(), asked, targets[0], workload=1, min_gap=2, max_gap=4)
    with pytest.raises(RuleViolated, match="最多间隔不能小于最少间隔"):
        services.add_follow_up(clerk(), asked, targets[1], workload=1, min_gap=4, max_gap=2)
    services.drop_follow_up(clerk(), asked, follow_up=again.pk)
    with pytest.raises(OutOfReach):
        services.drop_follow_up(clerk(), asked, follow_up=again.pk)
    pool = asked.schedule.pools.get()
    topic = services.add_topic(clerk(), asked, name="粮食", pool=pool, members=targets[:1], workload_each=1, latest=4)
    for name, members, said in (("粮食", targets[1:], "已有一项专项"), ("水利", targets, "本届只排一次专项")):
        with pytest.raises(RuleViolated, match=said):
            services.add_topic(clerk(), asked, name=name, pool=pool, members=members, workload_each=1)
    services.drop_topic(clerk(), asked, topic=topic.pk)
    with pytest.raises(OutOfReach):
        services.drop_topic(clerk(), asked, topic=topic.pk)
    topic.pool.schedule_id = 0
    with pytest.raises(OutOfReach):
        services.add_topic(clerk(), asked, name="水利", pool=topic.pool, members=targets, workload_each=1)


def test_a_copy_to_try_changes_nothing_until_it_is_taken_over(clerk, asked, targets, publish):
    services.mark(clerk(), asked, targets[0], kind=MarkKind.PINNED, round_number=2, reason="先行")
    pool = asked.schedule.pools.get()
    services.add_topic(clerk(), asked, name="粮食", pool=pool, members=targets[:1], workload_each=1)
    trial = services.copy_to_try(clerk(), asked)
    assert str(trial).endswith("（第1版试算1）")
    assert open_version(asked.term) == asked
    copied = trial.schedule
    assert capacities(copied) == capacities(asked.schedule)
    assert [one.pool.schedule_id for one in copied.topics.all()] == [copied.pk]
    assert list(copied.topics.get().members.all()) == targets[:1]
    assert copied.marks.get().reason == "先行"
    services.move_entries(clerk(), trial, [trial.entries.first().pk], year=2026, round_number=9)
    services.set_capacity(clerk(), trial, number=1, strengths={copied.pools.get().pk: Strength(9, 9)})
    assert not PlanEntry.objects.filter(plan=asked, year=2026).exists()
    with pytest.raises(InvalidTransition):
        services.submit_plan(clerk(), trial)
    with pytest.raises(InvalidTransition, match="不是试算"):
        services.take_over(clerk(), asked, reason="")
    services.take_over(clerk(), trial, reason="力量减少")
    asked.refresh_from_db()
    trial.refresh_from_db()
    assert trial.state == "withdrawn"
    assert asked.entries.filter(year=2026, round_number=9).count() == 1
    assert capacities(Schedule.objects.get(plan=asked))[1, pool.name] == "9×9+0"
    assert events(asked, "plan.taken_over").count() == 1


def test_what_was_tried_on_the_plan_in_force_begins_an_amendment(clerk, in_force):
    trial = services.copy_to_try(clerk(), in_force)
    assert trial.base == in_force
    services.prepare_schedule(clerk(), trial)
    draft = services.take_over(clerk(), trial, reason="撤并两家单位")
    assert (draft.number, draft.state, draft.base, draft.reason) == (2, "draft", in_force, "撤并两家单位")
    other = services.copy_to_try(clerk(), draft)
    assert str(services.copy_to_try(clerk(), draft)).endswith("试算2）")
    services.withdraw_plan(clerk(), draft, reason="不调整了")
    with pytest.raises(RuleViolated, match="不在起草中，退回修改后"):
        services.take_over(clerk(), other, reason="")
    with pytest.raises(InvalidTransition, match="不能再复制"):
        services.copy_to_try(clerk(), draft)


def test_who_may_not_draft_may_not_ask(acting, asked, targets):
    for act in (
        lambda who: services.drop_schedule(who, asked),
        lambda who: services.mark(who, asked, targets[0], kind="pinned", round_number=2, reason="先行"),
        lambda who: services.copy_to_try(who, asked),
    ):
        with pytest.raises(Denied):
            act(acting(Role.SECRETARY))
        with pytest.raises(OutOfReach):
            act(acting(Role.OFFICE_CLERK, which=1))
