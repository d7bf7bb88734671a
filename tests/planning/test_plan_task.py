"""The task of a timetable, written from the records."""

from datetime import date

import pytest

from xuncha.core.errors import RuleViolated
from xuncha.foundation.orgs.models import Sector
from xuncha.planning import selectors as planning
from xuncha.planning import services
from xuncha.planning.models import MarkKind
from xuncha.planning.rules.schedule import Held, HeldRound
from xuncha.planning.selectors import schedule as selectors
from xuncha.planning.selectors.task import plan_task
from xuncha.solving.plan.instance import read_instance

pytestmark = pytest.mark.django_db
TODAY = date(2022, 5, 10)


def task_of(plan):
    task = plan_task(plan, plan.schedule, TODAY)
    read_instance(task.data)
    return task


def test_the_task_is_what_is_asked(clerk, asked, targets):
    first, second = targets
    first.organisation.sector = Sector.objects.create(code="edu", name="教育")
    first.organisation.save()
    services.set_links(clerk(), asked, links={first.organisation.sector_id: "two_rounds"})
    services.set_unit(clerk(), asked, first, workload=2, priority=3, earliest=2, latest=5, together="镇村")
    services.mark(clerk(), asked, first, kind=MarkKind.PINNED, round_number=3, reason="先行")
    services.mark(clerk(), asked, first, kind=MarkKind.FORBIDDEN, round_number=4, reason="撤并")
    services.add_follow_up(clerk(), asked, second, workload=1, min_gap=2, max_gap=4)
    pool = asked.schedule.pools.get()
    services.add_topic(clerk(), asked, name="粮食", pool=pool, members=targets, workload_each=1, earliest=3, latest=6)
    task = task_of(asked)
    unit, other = task.data["units"]
    assert unit == {
        "id": "测试市第1局", "name": "测试市第1局", "pool": pool.name, "sector": "教育", "workload": 2, "priority": 3,
        "earliest": 1, "latest": 4, "together": "镇村", "published": None, "pinned": 2, "forbidden": [3],
    }  # fmt: skip
    assert (other["sector"], other["published"]) == (None, None)
    assert task.data["rounds"][1] == {"id": "2022年第2轮", "year": 2022, "capacity": {pool.name: 2}, "closed": False}
    assert task.data["coverage"][0] == {"year": 2022, "at_least": 0.2}
    assert task.data["sectors"] == [{"id": "教育", "link": "two_rounds"}]
    assert task.data["follow_ups"] == [{"unit": "测试市第2局", "workload": 1, "min_gap": 2, "max_gap": 4}]
    assert (task.data["topics"][0]["earliest"], task.data["topics"][0]["latest"]) == (2, 5)
    assert task.units == {str(one.organisation): one.pk for one in targets}
    assert task.digest == task_of(asked).digest
    services.set_unit(clerk(), asked, first, workload=1, priority=3)
    assert task.digest != task_of(asked).digest


def test_what_happened_stays_and_what_is_decided_is_pinned(asked, targets, monkeypatch):
    first, second = targets
    rounds = (HeldRound(1, 2022, entered=True, teams=1, units=1), HeldRound(2, 2022, entered=False, teams=1, units=1))
    held = Held(rounds, visits={first.pk: 1}, arranged={second.pk: 2})
    monkeypatch.setattr(selectors, "held_sources", [lambda _term: held])
    monkeypatch.setattr(planning, "inspected_sources", [lambda _term: {(first.pk, "follow_up"), (first.pk, "special")}])
    for target in targets:
        target.organisation.sector = Sector.objects.get_or_create(code="edu", name="教育")[0]
        target.organisation.save()
    schedule = asked.schedule
    for target in targets:
        schedule.follow_ups.create(target=target, min_gap=1, max_gap=9)
    done, due = (schedule.topics.create(name=name, pool=schedule.pools.get()) for name in ("甲", "乙"))
    done.members.set(targets[:1])
    due.members.set(targets)
    task = task_of(asked)
    assert [one["closed"] for one in task.data["rounds"]][:3] == [True, False, False]
    assert task.data["rounds"][0]["capacity"] == {schedule.pools.get().name: 1}
    assert [(u["published"], u["pinned"], u["sector"]) for u in task.data["units"]] == [(0, 0, None), (1, 1, "教育")]
    assert [one["unit"] for one in task.data["follow_ups"]] == ["测试市第2局"]
    assert [(one["name"], one["members"]) for one in task.data["topics"]] == [("乙", ["测试市第2局"])]


def test_where_a_unit_is_now(clerk, asked, publish, targets, monkeypatch):
    in_force = publish(asked)
    draft = services.amend(clerk(), in_force, reason="撤并")
    services.prepare_schedule(clerk(), draft, keep_years=False)
    services.move_entries(clerk(), draft, [e.pk for e in draft.entries.all()], year=2026, round_number=9)
    assert [unit["published"] for unit in task_of(draft).data["units"]] == [0, 0]
    monkeypatch.setattr(selectors, "held_sources", [lambda _term: Held(drafted={targets[0].pk: 4})])
    assert [unit["published"] for unit in task_of(draft).data["units"]] == [3, 0]
    in_force.entries.update(round_number=None)
    assert [unit["published"] for unit in task_of(draft).data["units"]] == [3, None], "its own places are not held"


def test_a_copy_holds_on_to_what_it_was_copied_from(clerk, asked):
    services.move_entries(clerk(), asked, [e.pk for e in asked.entries.all()], year=2026, round_number=9)
    assert [unit["published"] for unit in task_of(asked).data["units"]] == [None, None]
    trial = services.try_out(clerk(), asked, reason="少一组")
    assert [unit["published"] for unit in task_of(trial).data["units"]] == [8, 8]


def test_years_that_are_over_ask_nothing(asked):
    task = plan_task(asked, asked.schedule, date(2024, 3, 1))
    assert [one["year"] for one in task.data["coverage"]] == [2024, 2025, 2026]
    assert [one["closed"] for one in task.data["rounds"]].count(True) == 4


def test_nobody_to_place_or_no_pool_is_said(clerk, asked, targets):
    pool = asked.schedule.pools.get()
    services.set_pool(clerk(), asked, pool=pool.pk, name=pool.name, unit_types=["soe"])
    with pytest.raises(RuleViolated, match="2 家不属于任何一支力量：测试市第1局、测试市第2局"):
        task_of(asked)
    asked.schedule.rounds.all().delete()
    with pytest.raises(RuleViolated, match="没有要排期的"):
        task_of(asked)


def test_names_that_are_shared_carry_their_code(asked, targets):
    targets[1].organisation.name = targets[0].organisation.name
    targets[1].organisation.save()
    assert list(task_of(asked).units) == ["测试市第1局（TC-U1）", "测试市第1局（TC-U2）"]
