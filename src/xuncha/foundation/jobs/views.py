"""One's own background work: how far it is, how it ended, and stopping it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.text import unpacked
from xuncha.foundation.http import SignedInRequest, act_of, personal_page, words
from xuncha.foundation.jobs.models import Job, JobState
from xuncha.foundation.jobs.registry import JOBS
from xuncha.foundation.jobs.selectors import jobs_of, own_job
from xuncha.foundation.jobs.services import cancel_job

LISTED = 50
SHAPES = {JobState.DONE: "done", JobState.FAILED: "late", JobState.CANCELLED: "stop", JobState.RUNNING: "half"}


def _shown(job: Job, request: SignedInRequest) -> dict[str, Any]:
    """A job as a page shows it."""
    left = None
    if job.state == JobState.RUNNING and job.started and job.done and job.total > job.done:
        passed = (request.now - job.started).total_seconds()
        left = max(1, round(passed * (job.total - job.done) / job.done))
    return {
        "job": job,
        "kind": words(JOBS[job.kind].label) if job.kind in JOBS else job.kind,
        "shape": SHAPES.get(JobState(job.state), ""),
        "message": words(unpacked(job.message)) if job.message else "",
        "outcome": [words(unpacked(text)) for text in job.outcome],
        "left": left,
    }


@personal_page()
def jobs(request: SignedInRequest) -> HttpResponse:
    """What I asked for lately."""
    return render(
        request, "jobs/jobs.html", {"jobs": [_shown(job, request) for job in jobs_of(request.actor)[:LISTED]]}
    )


@personal_page()
def job(request: SignedInRequest, pk: int) -> HttpResponse:
    """One job: progress, result."""
    return render(request, "jobs/job.html", _shown(own_job(request.actor, pk), request))


@personal_page()
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The part of the page that is asked for again every two seconds while the job is open."""
    return render(request, "jobs/progress.html", _shown(own_job(request.actor, pk), request))


@personal_page(methods=("POST",))
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask it to stop."""
    stopped = cancel_job(act_of(request), pk)
    if stopped.state == JobState.CANCELLED:
        messages.success(request, _("已取消，没有写入任何内容"))
    else:
        messages.success(request, _("已要求停止"))
    return HttpResponseRedirect(reverse("jobs:job", args=[pk]))
