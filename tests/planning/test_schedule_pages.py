"""The pages of a timetable: prepared, edited part by part, worked out, adopted, relaxed."""

import json
from html import unescape

import pytest

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.foundation.jobs.models import Job, JobState
from xuncha.foundation.jobs.worker import Worker
from xuncha.foundation.orgs.models import Sector
from xuncha.planning import services
from xuncha.planning.models import Proposal, Schedule
from xuncha.planning.selectors.task import plan_task
from xuncha.planning.services import solving
from xuncha.planning.services.preparing import Strength
from xuncha.solving.budget import Budget
from xuncha.solving.plan.instance import read_instance
from xuncha.solving.plan.results import Request, solve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _search_here(monkeypatch):
    """The search runs in this process."""

    def here(_word, task, cpu_seconds, watch, _options):
        return solve(read_instance(task), Request(cpu_seconds, workers=1), Budget(cpu_seconds))

    monkeypatch.setattr(solving, "watched", here)
    monkeypatch.setattr("xuncha.foundation.jobs.worker.PULSE", 3600)


@pytest.fixture
def desk(at_desk, clerk):
    """The clerk's browser."""
    return at_desk(clerk().actor.user)


@pytest.fixture
def at(draft):
    """An address below the timetable of the draft."""
    return lambda path="": f"/desk/planning/plans/{draft.pk}/schedule/{path}"


def text(answer):
    return unescape(answer.content.decode())


def test_prepared_from_its_page(desk, draft, at):
    assert "还没有准备排期" in text(desk.get(at()))
    assert desk.post(at("goals/"), {}).status_code == 422
    assert desk.post(at("prepare/"), {"keep_years": "on"}).status_code == 302
    shown = text(desk.get(at()))
    assert "2022 年第 1 轮" in shown
    assert "开始求解" in shown
    assert "2×1" in shown
    assert "测试市第1局" in text(desk.get(at("units/")))
    assert "排期" in text(desk.get(f"/desk/planning/plans/{draft.pk}/"))
    desk.post(at("drop/"))
    assert not Schedule.objects.exists()
    assert desk.get(at("units/")).status_code == 200


def test_every_part_has_its_form(desk, asked, targets, at):
    schedule, pool = asked.schedule, asked.schedule.pools.get()
    first = targets[0]
    first.organisation.sector = Sector.objects.create(code="edu", name="教育")
    first.organisation.save()
    percents = {f"year_{year}": 100 for year in range(2022, 2027)}
    weights = {"sector_round": 5, "priority": 2, "balance": 1, "moved": 3}
    unit = {"workload": 2, "priority": 3, "earliest": 1, "latest": "", "together": "镇村"}
    rounds = {"number": 11, "year": 2026}
    capacity = {f"teams_{pool.pk}": 3, f"each_{pool.pk}": 2, f"extra_{pool.pk}": 1, "also_later": "on"}
    follow_up = {"target": first.pk, "workload": 1, "min_gap": 2, "max_gap": 4}
    topic = {"name": "粮食", "pool": pool.pk, "members": [one.pk for one in targets], "workload_each": 1}
    for path, fields in {
        "goals/": percents | weights,
        f"units/{first.pk}/": unit,
        "rounds/add/": rounds,
        "rounds/2/": capacity,
        "pools/add/": {"name": "国企组", "unit_types": ["soe"]},
        f"pools/{pool.pk}/": {"name": "市直组"},
        "marks/add/": {"target": first.pk, "kind": "pinned", "round_number": 2, "reason": "先行"},
        "follow-ups/add/": follow_up,
        "topics/add/": topic | {"earliest": "", "latest": 4},
        "links/": {f"sector_{first.organisation.sector_id}": "same_round"},
    }.items():
        assert desk.get(at(path)).status_code == 200, path
        answer = desk.post(at(path), fields)
        assert answer.status_code == 302, (path, text(answer))
        assert desk.post(at(path), {"sent": "1"}).status_code == 422, path
    shown = text(desk.get(at()))
    for told in ("3×2＋1", "国企组", "先行", "粮食", "巡察后第 2 至 4 轮", "须在同一轮", "2026 年第 11 轮"):
        assert told in shown
    rows = {"mark": schedule.marks, "follow-up": schedule.follow_ups, "topic": schedule.topics}
    for what, kept in rows.items():
        desk.post(at(f"drop/{what}/{kept.get().pk}/"))
        assert not kept.exists()
    desk.post(at(f"drop/pool/{schedule.pools.get(name='国企组').pk}/"))
    desk.post(at("drop/round/11/"))
    assert schedule.rounds.count() == 10
    for path in ("units/0/", "pools/999999/", "rounds/99/", "task/0.json"):
        assert desk.get(at(path)).status_code == 404, path
    assert desk.post(at("drop/term/1/")).status_code == 404


def test_bad_input_is_said_beside_its_field(desk, asked, targets, at):
    wrong = desk.post(at(f"units/{targets[0].pk}/"), {"workload": -1, "priority": 0, "earliest": 5, "latest": 2})
    assert wrong.status_code == 422
    assert "不小于 0" in text(wrong)
    wrong = desk.post(at("marks/add/"), {"target": targets[0].pk, "kind": "pinned", "round_number": 2, "reason": ""})
    assert 'value="2" selected' in text(wrong)
    wrong = desk.post(at("solve/"), {"cpu_seconds": 0, "seed": 1})
    assert (wrong.status_code, Job.objects.count()) == (422, 0)


def test_asked_shown_and_adopted(desk, clerk, asked, targets, at):
    services.add_follow_up(clerk(), asked, targets[0], workload=2, min_gap=2, max_gap=2)
    pool = asked.schedule.pools.get()
    services.add_topic(clerk(), asked, name="粮食", pool=pool, members=targets[1:], workload_each=1)
    asked_for = desk.post(at("solve/"), {"cpu_seconds": 20, "seed": 7})
    assert asked_for.status_code == 302
    assert "正在求解" in text(desk.get(at()))
    Worker(lambda: NOW).work_once()
    shown = text(desk.get(at()))
    assert "已证最优" in shown
    assert "--cpu-seconds 20 --seed 7 --workers 1" in shown
    found = Proposal.objects.get()
    found.result["history"] = [[0.1, None, 5.0], [0.2, 9, 5.0], [0.4, 8, 8.0]]
    found.save()
    assert 'class="ln" points="60.0' not in shown
    assert 'class="ln" points="310.0,10.0 560.0,37.5"' in text(desk.get(at()))
    task = desk.get(at(f"task/{found.pk}.json"))
    assert json.loads(task.content) == found.task
    assert f"plan-task-{found.pk}.json" in task["Content-Disposition"]
    assert desk.post(at("adopt/"), {"proposal": "x"}).status_code == 422
    assert desk.post(at("adopt/"), {"proposal": found.pk}).status_code == 302
    shown = text(desk.get(at()))
    assert "已采用 2022-05-10" in shown
    assert "采用这个方案" not in shown


def test_what_stands_in_the_way_has_links_and_buttons(desk, clerk, asked, targets, at):
    pool = asked.schedule.pools.get()
    for number in (1, 2):
        services.set_capacity(clerk(), asked, number=number, strengths={pool.pk: Strength(0, 0)})
    desk.post(at("solve/"), {"cpu_seconds": 20, "seed": 1})
    Worker(lambda: NOW).work_once()
    shown = text(desk.get(at()))
    assert "无可行方案" in shown
    assert at("#rounds") in shown
    assert "就这样放宽" in shown
    found = Proposal.objects.get()
    assert desk.post(at("repair/"), {"proposal": found.pk, "number": 0}).status_code == 302
    shown = text(desk.get(at()))
    assert "不能再采用，请重新求解" in shown
    assert "就这样放宽" not in shown


def test_every_rule_in_conflict_leads_to_where_it_is_written(desk, clerk, asked, targets, at):
    task = plan_task(asked, asked.schedule, NOW.date())
    unit = str(targets[0].organisation)
    rules = {
        "R1": ([unit], f"units/{targets[0].pk}/"),
        "R2": (["镇村"], "units/?q=镇村"),
        "R3": (["教育"], "links/"),
        "R4": ([unit], "#follow-ups"),
        "R5": (["粮食"], "#topics"),
        "R6": (["本级", "2022年第1轮"], "#rounds"),
        "R7": (["2022"], "goals/"),
    }
    conflict = [{"rule": rule, "about": about, "text": rule} for rule, (about, _) in rules.items()]
    result = {"status": "infeasible", "objective": None, "bound": None, "seconds": 1.0, "conflict": conflict}
    services.propose(clerk(), asked, task=task, result=result, seed=1, cpu_seconds=1)
    shown = text(desk.get(at()))
    for _about, place in rules.values():
        assert f'href="{at(place)}"' in shown


def test_a_failed_search_and_a_refused_task_are_said(desk, clerk, asked, at):
    job = services.ask_to_solve(clerk(), asked, cpu_seconds=1, seed=1)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, outcome=[["停止时还没有得出方案。", {}]])
    assert "停止时还没有得出方案" in text(desk.get(at()))
    pool = asked.schedule.pools.get()
    services.set_pool(clerk(), asked, pool=pool.pk, name=pool.name, unit_types=["soe"])
    assert "2 家不属于任何一支力量" in text(desk.get(at()))
    refused = desk.post(at("solve/"), {"cpu_seconds": 1, "seed": 1})
    assert refused.status_code == 422
    assert "不属于任何一支力量" in text(refused)


def test_tried_and_taken_over(desk, asked, at):
    assert desk.post(f"/desk/planning/plans/{asked.pk}/try/").status_code == 302
    trial = asked.what_ifs.get()
    assert str(trial) in text(desk.get(at()))
    page = text(desk.get(f"/desk/planning/plans/{trial.pk}/schedule/"))
    assert "采用试算" in page
    assert "提交审批" not in text(desk.get(f"/desk/planning/plans/{trial.pk}/"))
    taken = desk.post(f"/desk/planning/plans/{trial.pk}/take-over/", {"reason": "力量减少"})
    assert taken["Location"] == f"/desk/planning/plans/{asked.pk}/"


def test_whoever_only_reads_edits_nothing(at_desk, asked, at):
    boss = at_desk(Role.SECRETARY)
    shown = text(boss.get(at()))
    assert "2022 年第 1 轮" in shown
    assert "开始求解" not in shown
    for path in ("goals/", "solve/", "units/"):
        assert boss.post(at(path)).status_code in {403, 405}, path
