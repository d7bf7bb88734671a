"""A timetable worked out in the background, adopted by a person, or the conflict relaxed by one."""

import signal
import subprocess

import pytest

from tests.conftest import NOW
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.jobs.models import Job, JobState
from xuncha.foundation.jobs.registry import Run
from xuncha.foundation.jobs.worker import Worker, perform
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs.models import Sector
from xuncha.planning import selectors as planning
from xuncha.planning import services
from xuncha.planning.models import MarkKind, PlanEntry, Proposal
from xuncha.planning.rules.schedule import Held, HeldRound
from xuncha.planning.selectors import schedule as selectors
from xuncha.planning.selectors.board import board_of
from xuncha.planning.selectors.proposals import answered, moved_in, year_changes
from xuncha.planning.selectors.task import plan_task
from xuncha.planning.services import solving
from xuncha.planning.services.preparing import Strength
from xuncha.solving import elsewhere
from xuncha.solving.budget import Budget
from xuncha.solving.plan.instance import read_instance
from xuncha.solving.plan.results import Request, solve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _search_here(monkeypatch):
    """The search runs in this process; a test's transaction is its own, so nobody writes progress beside it."""

    def here(_word, task, cpu_seconds, watch, _options):
        budget = Budget(cpu_seconds, tell=lambda p: watch.seen((p.seconds, p.best, p.bound)))
        watch.look(0.1)
        return solve(read_instance(task), Request(cpu_seconds, workers=1), budget)

    monkeypatch.setattr(solving, "watched", here)
    monkeypatch.setattr("xuncha.foundation.jobs.worker.PULSE", 3600)


@pytest.fixture
def solved(clerk):
    """Ask for a timetable and let a worker do it."""

    def run(plan) -> Job:
        job = services.ask_to_solve(clerk(), plan, cpu_seconds=20, seed=1)
        Worker(lambda: NOW).work_once()
        job.refresh_from_db()
        return job

    return run


def places(plan):
    return {entry.target_id: (entry.year, entry.round_number, entry.type) for entry in plan.entries.all()}


def test_worked_out_then_adopted(clerk, asked, targets, solved):
    first, second = targets
    services.mark(clerk(), asked, first, kind=MarkKind.PINNED, round_number=2, reason="先行")
    services.add_follow_up(clerk(), asked, first, workload=1, min_gap=3, max_gap=3)
    pool = asked.schedule.pools.get()
    services.add_topic(clerk(), asked, name="粮食", pool=pool, members=[second], workload_each=1, earliest=9, latest=9)
    before = places(asked)
    job = solved(asked)
    assert job.state == JobState.DONE, job.outcome
    assert (job.result["status"], job.result["seed"]) == ("optimal", 1)
    assert "已证最优" in str(job.outcome)
    assert job.link == f"/desk/planning/plans/{asked.pk}/schedule/"
    found = asked.proposals.get()
    assert (found.digest, found.cpu_seconds) == (job.result["digest"], 20)
    assert answered(found).visits[first.pk] == 2
    assert answered(found).follow_ups == {first.pk: 5}
    assert answered(found).special == {second.pk: 9}
    assert [(one.name, one.old, one.new) for one in moved_in(found) if one.target == first.pk] == [
        ("测试市第1局", 1, 2)
    ]
    assert places(asked) == before
    services.adopt_proposal(clerk(), asked, proposal=found.pk)
    entries = {(e.target_id, e.type): (e.year, e.round_number) for e in asked.entries.all()}
    assert entries[first.pk, "routine"] == (2022, 2)
    assert entries[first.pk, "follow_up"] == (2024, 5)
    assert entries[second.pk, "special"] == (2026, 9)
    assert JournalRecord.objects.filter(event="plan.timetabled", subject_id=str(asked.pk)).count() == 1
    with pytest.raises(RuleViolated, match="没有要改的"):
        services.adopt_proposal(clerk(), asked, proposal=found.pk)


def test_what_a_timetable_costs_is_the_same_once_it_is_adopted(clerk, asked, targets, publish, solved):
    """The search and the board count who is moved against the same places: those of the plan in force."""
    draft = services.amend(clerk(), publish(asked), reason="提前")
    services.prepare_schedule(clerk(), draft, keep_years=False)
    services.set_goals(
        clerk(), draft, percents={}, weights={"sector_round": 10, "priority": 1, "balance": 1, "moved": 6}
    )
    services.mark(clerk(), draft, targets[0], kind=MarkKind.PINNED, round_number=7, reason="调整")
    for version in (draft, services.try_out(clerk(), draft, reason="再看")):
        found = Proposal.objects.get(pk=solved(version).result["proposal"])
        assert found.result["parts"]["moved"] == 6
        services.adopt_proposal(clerk(), version, proposal=found.pk)
        table = board_of(version, version.schedule, NOW.date()).table
        assert table.price == found.result["objective"]


def test_who_may_not_draft_may_not_adopt_and_a_stranger_sees_nothing(acting, clerk, asked, solved):
    found = Proposal.objects.get(pk=solved(asked).result["proposal"])
    with pytest.raises(Denied):
        services.adopt_proposal(acting(Role.SECRETARY), asked, proposal=found.pk)
    with pytest.raises(OutOfReach):
        services.adopt_proposal(acting(Role.OFFICE_CLERK, which=1), asked, proposal=found.pk)
    with pytest.raises(RuleViolated, match="没有这个排期方案"):
        services.adopt_proposal(clerk(), asked, proposal=0)
    job = Job(kind=solving.PLAN_SCHEDULE, created_by=acting(Role.OFFICE_CLERK, which=1).actor.user)
    job.arguments = {"plan": asked.pk, "cpu_seconds": 5, "seed": 1}
    assert perform(job, lambda: NOW, Run())[0] == JobState.FAILED


def test_what_was_changed_since_is_not_adopted(clerk, asked, targets, solved):
    found = solved(asked).result["proposal"]
    services.set_unit(clerk(), asked, targets[0], workload=2, priority=1)
    before = places(asked)
    with pytest.raises(RuleViolated, match="请重新求解"):
        services.adopt_proposal(clerk(), asked, proposal=found)
    assert places(asked) == before


def test_a_plan_that_breaks_a_rule_is_not_adopted(clerk, asked, targets, solved):
    found = Proposal.objects.get(pk=solved(asked).result["proposal"])
    found.result["visits"][str(targets[0].organisation)] = 99
    found.save()
    with pytest.raises(RuleViolated):
        services.adopt_proposal(clerk(), asked, proposal=found.pk)


@pytest.fixture
def in_force(asked, publish):
    """The plan that is in force, with its rounds."""
    return publish(asked)


def test_what_has_entered_stays_and_the_withdrawn_leave(clerk, in_force, targets, solved, monkeypatch):
    first, second = targets
    draft = services.amend(clerk(), in_force, reason="撤并")
    held = Held((HeldRound(1, 2022, entered=True, teams=1, units=1),), visits={first.pk: 1})
    monkeypatch.setattr(selectors, "held_sources", [lambda _term: held])
    monkeypatch.setattr(planning, "inspected_sources", [lambda _term: {(first.pk, "routine")}])
    services.prepare_schedule(clerk(), draft)
    services.withdraw_target(clerk(), second, reason="并入第1局")
    PlanEntry.objects.filter(plan=draft, target=first).update(round_number=None)
    found = solved(draft).result["proposal"]
    services.adopt_proposal(clerk(), draft, proposal=found)
    assert places(draft) == {first.pk: (2022, None, "routine")}
    draft.refresh_from_db()
    assert draft.removals == {f"{second.pk}:routine": "并入第1局"}


def test_after_a_shock_few_move(clerk, in_force, targets, solved):
    draft = services.amend(clerk(), in_force, reason="少一组")
    services.prepare_schedule(clerk(), draft, keep_years=False)
    services.set_goals(clerk(), draft, percents={2026: 100}, weights={"moved": 50})
    services.drop_round(clerk(), draft, number=10)
    pool = draft.schedule.pools.get()
    services.set_capacity(clerk(), draft, number=1, strengths={pool.pk: Strength(1, 1)})
    found = Proposal.objects.get(pk=solved(draft).result["proposal"])
    assert len(moved_in(found)) == 1
    assert len(year_changes(found)) <= 2


def test_what_stands_in_the_way_is_named_and_relaxed_by_a_person(clerk, asked, targets, solved):
    pool = asked.schedule.pools.get()
    for number in (1, 2):
        services.set_capacity(clerk(), asked, number=number, strengths={pool.pk: Strength(0, 0)})
    services.set_goals(clerk(), asked, percents={2026: 100}, weights={})
    job = solved(asked)
    assert "无可行方案" in str(job.outcome)
    found = asked.proposals.get()
    rules = {one["rule"] for one in found.result["conflict"]}
    assert rules == {"R1", "R6"}
    with pytest.raises(RuleViolated, match="没有可采用的"):
        services.adopt_proposal(clerk(), asked, proposal=found.pk)
    with pytest.raises(RuleViolated, match="没有这条建议"):
        services.apply_repair(clerk(), asked, proposal=found.pk, number=99)
    more = next(n for n, one in enumerate(found.result["repairs"]) if "rounds" in one["change"])
    services.apply_repair(clerk(), asked, proposal=found.pk, number=more)
    assert sum(place.extra for one in asked.schedule.rounds.all() for place in one.capacities.all()) == 1
    assert JournalRecord.objects.filter(event="plan.repaired", subject_id=str(asked.pk)).count() == 1
    with pytest.raises(RuleViolated, match="请重新求解"):
        services.apply_repair(clerk(), asked, proposal=found.pk, number=more)
    assert solved(asked).result["status"] != "infeasible"


def test_only_the_last_proposals_are_kept(clerk, asked, solved, monkeypatch):
    monkeypatch.setattr(solving, "KEPT", 1)
    first, second = solved(asked).result["proposal"], solved(asked).result["proposal"]
    assert list(asked.proposals.values_list("pk", flat=True)) == [second] != [first]


def test_asked_to_stop_it_keeps_the_best(clerk, asked):
    run = Run()
    run.cancel.set()
    job = services.ask_to_solve(clerk(), asked, cpu_seconds=20, seed=1)
    state, outcome = perform(job, lambda: NOW, run)
    assert state == JobState.DONE
    assert str(run.message).startswith("目前最好 ")
    assert str(outcome.texts[0]) == "已按要求停止，保留停止时最好的方案。"
    assert asked.proposals.get().result["visits"]


class Killing(Run):
    """As soon as anybody looks, the process of the search is killed, from outside and without a warning."""

    def __init__(self):
        super().__init__()
        self.searches = []

    def progress(self, *_):
        for search in self.searches:
            search.send_signal(signal.SIGKILL)


def test_a_killed_search_leaves_the_draft_as_it_was(clerk, asked, monkeypatch):
    run = Killing()

    class Search(subprocess.Popen):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            run.searches.append(self)

    here = solving.watched
    monkeypatch.setattr(solving, "watched", elsewhere.watched)
    monkeypatch.setattr("xuncha.solving.elsewhere.subprocess.Popen", Search)
    before, job = places(asked), services.ask_to_solve(clerk(), asked, cpu_seconds=5, seed=1)
    state, outcome = perform(job, lambda: NOW, run)
    assert [search.returncode for search in run.searches] == [-signal.SIGKILL]
    assert state == JobState.FAILED
    assert "求解的进程中断了" in str(outcome.texts[0])
    assert places(asked) == before
    assert not asked.proposals.exists()
    monkeypatch.setattr(solving, "watched", here)
    assert perform(job, lambda: NOW, Run())[0] == JobState.DONE, "done again, it is worked out"


def test_a_search_that_found_nothing_says_so(clerk, asked, monkeypatch):
    nothing = {"status": "unknown", "objective": None, "bound": None, "seconds": 1.0}
    monkeypatch.setattr(solving, "watched", lambda *_: nothing)
    job = services.ask_to_solve(clerk(), asked, cpu_seconds=1, seed=1)
    assert str(perform(job, lambda: NOW, Run())[1].texts[0]) == "未得出方案。"
    assert moved_in(asked.proposals.get()) == year_changes(asked.proposals.get()) == []


@pytest.fixture
def refused(clerk, asked):
    """A proposal without a plan, whose one repair is given."""

    def make(change):
        task = plan_task(asked, asked.schedule, NOW.date())
        result = {"status": "infeasible", "objective": None, "repairs": [{"text": "放宽", "change": change}]}
        return services.propose(clerk(), asked, task=task, result=result, seed=1, cpu_seconds=1)

    return make


def test_every_kind_of_repair_is_written_into_the_sheet(clerk, asked, targets, refused):
    first, second = targets
    name, schedule = str(first.organisation), asked.schedule
    first.organisation.sector = Sector.objects.create(code="edu", name="教育")
    first.organisation.save()
    services.set_links(clerk(), asked, links={first.organisation.sector_id: "same_round"})
    services.set_unit(clerk(), asked, first, workload=1, priority=1, earliest=3, latest=4, together="镇村")
    services.mark(clerk(), asked, first, kind=MarkKind.PINNED, round_number=3, reason="先行")
    services.mark(clerk(), asked, first, kind=MarkKind.FORBIDDEN, round_number=5, reason="撤并")
    services.add_follow_up(clerk(), asked, second, workload=1, min_gap=2, max_gap=4)
    pool = schedule.pools.get()
    services.add_topic(clerk(), asked, name="粮食", pool=pool, members=[second], workload_each=1)
    change = {
        "rounds": {"2022年第2轮": {"capacity": {pool.name: 5}}},
        "coverage": {"2022": {"at_least": "1/3"}},
        "sectors": {"教育": {"link": "two_rounds"}},
        "units": {name: {"earliest": 2, "latest": 4, "pinned": 4, "forbidden": [], "together": None}},
        "without_follow_ups": [str(second.organisation)],
        "without_topics": ["粮食"],
    }
    services.apply_repair(clerk(), asked, proposal=refused(change).pk, number=0)
    unit = schedule.units.get(target=first)
    assert (unit.earliest, unit.latest, unit.together) == (3, 5, "")
    assert [(mark.kind, mark.round_number) for mark in schedule.marks.all()] == [("pinned", 5)]
    assert schedule.links.get().link == "two_rounds"
    assert str(schedule.years.get(year=2022).percent) == "33.33"
    assert schedule.rounds.get(number=2).capacities.get().total == 5
    assert not schedule.follow_ups.exists()
    assert not schedule.topics.exists()


def test_what_a_round_has_decided_is_not_relaxed_here(clerk, asked, targets, refused, monkeypatch):
    held = Held((HeldRound(1, 2022, entered=False, teams=1, units=1),), arranged={targets[0].pk: 1})
    monkeypatch.setattr(selectors, "held_sources", [lambda _term: held])
    found = refused({"units": {str(targets[0].organisation): {"latest": 4}}})
    with pytest.raises(RuleViolated, match="请到轮次页办理"):
        services.apply_repair(clerk(), asked, proposal=found.pk, number=0)
