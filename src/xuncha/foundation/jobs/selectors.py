"""Whose jobs are whose: a person sees their own."""

from django.db.models import QuerySet

from xuncha.core.errors import OutOfReach
from xuncha.core.text import say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.jobs.models import Job


def jobs_of(actor: Actor) -> QuerySet[Job]:
    """What this person asked for, the latest first."""
    return Job.objects.filter(created_by=actor.user)


def own_job(actor: Actor, pk: int) -> Job:
    """
    One job of this person.

    Raises:
        OutOfReach: there is none of this number, or it is somebody else's.

    """
    found = jobs_of(actor).filter(pk=pk).first()
    if found is None:
        raise OutOfReach(say("没有这项任务，或者不是您办理的。"))
    return found
