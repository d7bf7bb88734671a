"""Background work: asked for, claimed once, done as the person who asked, stopped, recovered."""

import os
from datetime import timedelta

import pytest
from django.db import OperationalError

from tests.conftest import NOW
from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.core.text import say
from xuncha.foundation.jobs import worker as working
from xuncha.foundation.jobs.models import Job, JobState
from xuncha.foundation.jobs.registry import JOBS, Outcome, Run, job
from xuncha.foundation.jobs.services import AT_ONCE, cancel_job, enqueue
from xuncha.foundation.jobs.worker import MAX_ATTEMPTS, STALE, Worker, claim, note, recover, worker_name
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case

pytestmark = pytest.mark.django_db
DEAD = 2**22 + 5  # above the highest process number Linux gives out


def clock():
    return NOW


@use_case(P.ORGS_WRITE, within=JURISDICTIONS)
def rename(act: Act, place: Jurisdiction, *, name: str) -> Jurisdiction:
    """Give a place another name."""
    return act.change(place, "test.renamed", name=name)


@pytest.fixture(autouse=True)
def _no_pulse(monkeypatch):
    """A test's transaction is its own: the second thread of a worker would not see it."""
    monkeypatch.setattr("xuncha.foundation.jobs.worker.PULSE", 3600)


@pytest.fixture(autouse=True)
def kinds():
    """Kinds of work for these tests only."""
    before = dict(JOBS)

    @job("test.rename", "改名")
    def work(act: Act, run: Run, *, place: int, name: str) -> Outcome:
        run.progress(1, 2, say("正在改名"))
        done = rename(act, Jurisdiction.objects.get(pk=place), name=name)
        run.progress(2, 2)
        return Outcome((say("改成了{name}。", name=done.name),), "/desk/", {"name": done.name})

    @job("test.fault", "出错")
    def fault(act: Act, run: Run) -> Outcome:
        raise ZeroDivisionError

    yield
    JOBS.clear()
    JOBS.update(before)


@pytest.fixture
def asked(acting, world):
    """A job that waits."""

    def ask(who=Role.OFFICE_CLERK, name="新市", kind="test.rename"):
        arguments = {"place": world.city.pk, "name": name} if kind == "test.rename" else {}
        return enqueue(acting(who), kind, title="改名字", arguments=arguments)

    return ask


def test_a_job_is_done_as_the_person_who_asked(asked, world):
    waiting = asked()
    assert Worker(clock).work_once() is True
    waiting.refresh_from_db()
    assert (waiting.state, waiting.done, waiting.total, waiting.result) == ("done", 2, 2, {"name": "新市"})
    assert (waiting.link, waiting.finished, waiting.worker) == ("/desk/", NOW, worker_name())
    assert waiting.outcome == [["改成了{name}。", {"name": "新市"}]]
    record = JournalRecord.objects.get(event="test.renamed")
    assert record.actor == waiting.created_by.username
    assert Worker(clock).work_once() is False


def test_with_the_grants_held_at_that_moment(asked, world):
    waiting = asked()
    waiting.created_by.grants.update(valid_to=NOW - timedelta(days=1))
    Worker(clock).work_once()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.outcome[0][0]) == ("failed", "您没有办理这件事的权限（{permission}）。")
    world.city.refresh_from_db()
    assert world.city.name == "测试市"


def test_jobs_are_taken_in_order_and_once(asked):
    first, second = asked(), asked()
    assert claim(clock, "a:1") == first
    assert claim(clock, "b:2") == second
    assert claim(clock, "c:3") is None
    first.refresh_from_db()
    assert (first.state, first.attempts, first.worker) == ("running", 1, "a:1")


def test_of_two_workers_that_see_the_same_job_one_gets_it(asked, monkeypatch):
    waiting = asked()
    real = Job.objects.filter

    def beaten(**conditions):
        if "pk" in conditions and conditions.get("state") == JobState.QUEUED:
            real(pk=waiting.pk).update(state=JobState.RUNNING)
        return real(**conditions)

    monkeypatch.setattr(Job.objects, "filter", beaten)
    assert claim(clock, "slow:1") is None


def test_a_fault_is_logged_and_told_without_details(asked, caplog):
    waiting = asked(kind="test.fault")
    Worker(clock).work_once()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.outcome[0][1]) == ("failed", {"n": waiting.pk})
    assert "ZeroDivisionError" in caplog.text


def test_one_that_waits_is_cancelled_at_once(asked, acting, world):
    waiting = asked()
    cancelled = cancel_job(acting(waiting.created_by), waiting.pk)
    assert (cancelled.state, cancelled.finished) == ("cancelled", NOW)
    assert Worker(clock).work_once() is False
    with pytest.raises(RuleViolated, match="已经结束"):
        cancel_job(acting(waiting.created_by), waiting.pk)
    assert JournalRecord.objects.filter(event="job.cancelled").count() == 1


def test_one_that_runs_is_asked_to_stop_and_leaves_nothing(asked, acting, world):
    asked()
    running = claim(clock, worker_name())
    assert cancel_job(acting(running.created_by), running.pk).cancel_requested is True
    run = Run()
    note(running, run, clock)
    assert run.cancel.is_set()
    state, outcome = working.perform(running, clock, run)
    working.finish(running, run, clock, state, outcome)
    running.refresh_from_db()
    world.city.refresh_from_db()
    assert (running.state, world.city.name) == ("cancelled", "测试市")


def test_progress_and_heartbeat_are_noted(asked):
    asked()
    running = claim(clock, worker_name())
    later = NOW + timedelta(seconds=5)
    note(running, Run(3, 9, say("正在核对")), lambda: later)
    running.refresh_from_db()
    assert (running.done, running.total, running.message, running.heartbeat) == (3, 9, ["正在核对", {}], later)


def test_a_busy_database_only_delays_the_note(asked, monkeypatch):
    asked()
    running = claim(clock, worker_name())

    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("django.db.models.query.QuerySet.update", locked)
    run = Run(1, 2)
    note(running, run, clock)
    assert not run.cancel.is_set()


@pytest.mark.parametrize(
    ("who", "silent", "orphan"),
    [
        (f"elsewhere:{os.getpid()}", STALE + timedelta(seconds=1), True),
        (f"elsewhere:{DEAD}", timedelta(0), False),
        (f"{worker_name().rpartition(':')[0]}:{DEAD}", timedelta(0), True),
        (worker_name(), timedelta(0), False),
        (f"{worker_name().rpartition(':')[0]}:1", timedelta(0), False),
    ],
    ids=["elsewhere-silent", "elsewhere-alive", "here-dead", "itself", "here-alive"],
)
def test_a_dead_worker_is_noticed(asked, who, silent, orphan):
    waiting = asked()
    claim(clock, who)
    assert recover(lambda: NOW + silent) == int(orphan)
    waiting.refresh_from_db()
    assert waiting.state == ("queued" if orphan else "running")


def test_a_process_of_somebody_else_is_alive(asked, monkeypatch):
    def foreign(process, signal):
        raise PermissionError

    monkeypatch.setattr(os, "kill", foreign)
    asked()
    claim(clock, worker_name())
    assert recover(clock) == 0


def test_a_job_that_keeps_killing_its_worker_is_given_up(asked):
    waiting = asked()
    for attempt in range(MAX_ATTEMPTS):
        assert claim(clock, f"{worker_name().rpartition(':')[0]}:{DEAD}").attempts == attempt + 1
        assert recover(clock) == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.outcome[0][1]) == ("failed", {"n": MAX_ATTEMPTS})
    assert claim(clock, worker_name()) is None


def test_a_job_done_but_not_marked_so_is_not_done_twice(asked, world):
    waiting = asked()
    Worker(clock).work_once()
    Job.objects.filter(pk=waiting.pk).update(state=JobState.QUEUED)
    Worker(clock).work_once()
    waiting.refresh_from_db()
    assert waiting.state == "done"
    assert JournalRecord.objects.filter(event="test.renamed").count() == 1


def test_a_person_has_only_so_many_waiting(asked, acting, hire):
    clerk = hire(Role.OFFICE_CLERK)
    for _ in range(AT_ONCE):
        asked(clerk)
    with pytest.raises(RuleViolated, match="5 项任务"):
        asked(clerk)
    asked(hire(Role.OFFICE_CLERK))


def test_other_peoples_jobs_do_not_exist(asked, acting, at_desk, hire):
    waiting = asked()
    with pytest.raises(OutOfReach):
        cancel_job(acting(Role.OFFICE_CLERK), waiting.pk)
    client = at_desk(Role.OFFICE_CLERK)
    for address in (f"/desk/jobs/{waiting.pk}/", f"/desk/jobs/{waiting.pk}/progress/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/desk/jobs/{waiting.pk}/cancel/").status_code == 404
    assert "改名字" not in client.get("/desk/jobs/").text


def test_the_page_shows_progress_then_the_result(asked, at_desk, hire):
    clerk = hire(Role.OFFICE_CLERK)
    waiting = asked(clerk)
    client = at_desk(clerk)
    assert "排队中，马上开始" in client.get(f"/desk/jobs/{waiting.pk}/").text
    claim(lambda: NOW - timedelta(seconds=10), worker_name())
    note(waiting, Run(1, 5, say("正在改名")), clock)
    page = client.get(f"/desk/jobs/{waiting.pk}/progress/").text
    assert "约剩 40 秒" in page
    assert 'max="5" value="1"' in page
    assert "every 2s" in page
    assert "已要求停止" in client.post(f"/desk/jobs/{waiting.pk}/cancel/", follow=True).text
    Job.objects.filter(pk=waiting.pk).update(state=JobState.QUEUED)
    Worker(clock).work_once()
    page = client.get(f"/desk/jobs/{waiting.pk}/").text
    assert "改成了新市" in page
    assert "every 2s" not in page
    assert "改名字" in client.get("/desk/jobs/").text
    second = asked(clerk)
    assert "已取消" in client.post(f"/desk/jobs/{second.pk}/cancel/", follow=True).text
