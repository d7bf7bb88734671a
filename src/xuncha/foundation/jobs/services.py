"""Asking for background work, and asking it to stop."""

from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say
from xuncha.foundation.jobs.models import Job, JobState
from xuncha.foundation.jobs.registry import JOBS
from xuncha.foundation.jobs.selectors import own_job
from xuncha.foundation.usecases import Act, personal_use_case

AT_ONCE = 5  # open jobs per person


@personal_use_case
def enqueue(act: Act, kind: str, *, title: str, arguments: dict[str, Any]) -> Job:
    """
    Ask for work to be done in the background as oneself.

    Raises:
        RuleViolated: the person has too many jobs waiting already.

    """
    waiting = Job.objects.filter(created_by=act.actor.user, state__in=[JobState.QUEUED, JobState.RUNNING]).count()
    if waiting >= AT_ONCE:
        raise RuleViolated(say("您已有 {n} 项任务在办理，请等其中一项完成。", n=waiting))
    return act.create(Job(kind=JOBS[kind].code, title=title[:120], arguments=arguments), "job.asked", kind=kind)


@personal_use_case
def cancel_job(act: Act, pk: int) -> Job:
    """
    Ask one's own job to stop; one that has not begun is taken out of the queue at once.

    Raises:
        OutOfReach: it is somebody else's.
        RuleViolated: it has ended already.

    """
    job = own_job(act.actor, pk)
    if Job.objects.filter(pk=pk, state=JobState.QUEUED).update(state=JobState.CANCELLED, finished=act.now):
        job.refresh_from_db()
        act.record("job.cancelled", job)
    elif Job.objects.filter(pk=pk, state=JobState.RUNNING).update(cancel_requested=True):
        job.refresh_from_db()
        act.record("job.stop_asked", job)
    else:
        raise RuleViolated(say("这项任务已经结束，不用停止。"))
    return job
