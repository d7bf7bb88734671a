"""
The worker: takes the oldest job that waits, does it as the person who asked, and says how it went.

Several workers may run (threads, processes, machines on one PostgreSQL): a job is claimed by a compare-and-set on its
state, which both databases do atomically. While it works, a second thread writes progress and a heartbeat and looks
whether somebody asked to stop. A worker that died is noticed by its process being gone, or by its heartbeat.
"""

import logging
import os
import platform
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from threading import Event, Thread

from django.db import OperationalError, close_old_connections, connection
from django.utils.timezone import localdate

from xuncha.core.errors import Refused
from xuncha.core.text import packed, say
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.jobs.models import Job, JobState
from xuncha.foundation.jobs.registry import DAILY, JOBS, SWEEPS, Daily, JobCancelled, Outcome, Run
from xuncha.foundation.usecases import Act

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
POLL = 1.0  # seconds between looks into the queue
PULSE = 1.0  # seconds between two notes of progress
SWEEP = timedelta(minutes=1)
STALE = timedelta(minutes=5)  # without a heartbeat; longer than any single write phase holds SQLite's lock
MAX_ATTEMPTS = 2


def worker_name() -> str:
    """host:process, by which a dead worker on this machine is told from a living one."""
    return f"{platform.node()}:{os.getpid()}"


def claim(clock: Clock, name: str) -> Job | None:
    """Take the oldest job that waits; None when there is none or another worker was quicker."""
    waiting = Job.objects.filter(state=JobState.QUEUED).order_by("pk").values_list("pk", "attempts").first()
    if waiting is None:
        return None
    pk, attempts = waiting
    now = clock()
    won = Job.objects.filter(pk=pk, state=JobState.QUEUED).update(
        state=JobState.RUNNING, worker=name, attempts=attempts + 1, started=now, heartbeat=now
    )
    return Job.objects.select_related("created_by").get(pk=pk) if won else None


def recover(clock: Clock) -> int:
    """Put jobs whose worker died back into the queue, or give them up with a sentence; how many there were."""
    count = 0
    for job in Job.objects.filter(state=JobState.RUNNING):
        if not _is_orphan(job, clock()):
            continue
        held = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker, heartbeat=job.heartbeat)
        if job.attempts < MAX_ATTEMPTS:
            count += held.update(state=JobState.QUEUED, worker="")
        else:
            lost = say(
                "办理中断了 {n} 次，已停止，没有写入任何内容。请重新提交；再次中断请告知系统管理员。", n=job.attempts
            )
            count += held.update(state=JobState.FAILED, finished=clock(), outcome=[packed(lost)])
    return count


def _is_orphan(job: Job, now: datetime) -> bool:
    host, _, process = job.worker.rpartition(":")
    if host == platform.node() and process.isdecimal() and not _is_alive(int(process)):
        return True
    return job.heartbeat is None or now - job.heartbeat > STALE


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def perform(job: Job, clock: Clock, run: Run) -> tuple[JobState, Outcome]:
    """Do a claimed job as the person who asked for it, with the grants they hold now."""
    try:
        now = clock()
        act = Act(actor_of(job.created_by, now), now, job.key)
        outcome = JOBS[job.kind].work(act, run, **job.arguments)
        state = JobState.DONE
    except JobCancelled:
        state, outcome = JobState.CANCELLED, Outcome((say("已按要求停止，没有写入任何内容。"),))
    except Refused as refusal:
        state, outcome = JobState.FAILED, Outcome(tuple(reason.text for reason in refusal.reasons))
    except Exception:
        log.exception("job %s (%s) failed", job.pk, job.kind)
        state = JobState.FAILED
        outcome = Outcome((say("办理中出错，没有写入任何内容。请把任务号 {n} 告知系统管理员。", n=job.pk),))
    return state, outcome


def finish(job: Job, run: Run, clock: Clock, state: JobState, outcome: Outcome) -> None:
    """Write down how it ended."""
    Job.objects.filter(pk=job.pk).update(
        state=state,
        finished=clock(),
        done=run.done,
        total=run.total,
        outcome=[packed(text) for text in outcome.texts],
        link=outcome.link,
        result=outcome.result,
    )


@contextmanager
def _pulse(job: Job, run: Run, clock: Clock) -> Iterator[None]:
    """While the work goes on: progress and heartbeat out, the wish to stop in."""
    over = Event()

    def beat() -> None:
        while not over.wait(PULSE):
            note(job, run, clock)
        connection.close()

    thread = Thread(target=beat, name=f"job-{job.pk}-pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def note(job: Job, run: Run, clock: Clock) -> None:
    """Write down how far the work is. While the work itself holds SQLite's one write lock this is left out."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
    try:
        if mine.filter(cancel_requested=True).exists():
            run.cancel.set()
        mine.update(
            done=run.done, total=run.total, message=packed(run.message) if run.message else [], heartbeat=clock()
        )
    except OperationalError:
        log.debug("job %s: progress not written, the database is busy", job.pk)


def _do_each(works: Sequence[Daily], now: datetime) -> None:
    """What fails is logged and keeps from nothing else."""
    for work in works:
        try:
            work(now)
        except Exception:
            log.exception("the daily work %s failed", work)


class Worker(Thread):
    """Looks into the queue until told to stop. The process that serves pages runs one; `xuncha worker` is one."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(name="jobs", daemon=True)
        self.clock, self.over, self.name_of_process = clock, Event(), worker_name()
        self.day: date | None = None  # the last one whose daily work was done
        self.looked: datetime | None = None

    def run(self) -> None:
        """Work until `stop`; a database that is away for a while does not end it."""
        while not self.over.is_set():
            try:
                close_old_connections()
                recover(self.clock)
                self.begin_day()
                self.look_around()
                worked = self.work_once()
            except OperationalError:
                log.warning("the queue cannot be read now; trying again")
                worked = False
            if not worked:
                self.over.wait(POLL)
        connection.close()

    def begin_day(self) -> None:
        """On a day not seen before, do what is done every day."""
        now = self.clock()
        if localdate(now) == self.day:
            return
        self.day = localdate(now)
        _do_each(DAILY, now)

    def look_around(self) -> None:
        """Once a minute, end what ran out by itself."""
        now = self.clock()
        if self.looked is None or now - self.looked >= SWEEP:
            self.looked = now
            _do_each(SWEEPS, now)

    def work_once(self) -> bool:
        """Do one job, if one waits."""
        job = claim(self.clock, self.name_of_process)
        if job is None:
            return False
        run = Run()
        with _pulse(job, run, self.clock):
            state, outcome = perform(job, self.clock, run)
        finish(job, run, self.clock, state, outcome)
        return True

    def stop(self) -> None:
        """Let the job in hand finish, take no other."""
        self.over.set()


def start_worker(clock: Clock) -> Worker:
    """Start the worker thread of this process; `clock` is where it reads the time."""
    worker = Worker(clock)
    worker.start()
    return worker
