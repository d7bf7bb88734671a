"""The appraisal of a team for those who led it: they read it by having been named, when their access has ended."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.evaluation.models import Subject
from xuncha.evaluation.selectors.reaches import APPRAISALS, SEEN
from xuncha.evaluation.workflow import SubjectState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.inbox.cards import Line, in_hand
from xuncha.foundation.reach import with_related
from xuncha.rounds.models import Membership, Position

LED = (Position.LEADER, Position.DEPUTY)


def appraisals_of_led(user: User) -> QuerySet[Subject]:
    """The shown appraisals of teams that this person led or helped to lead to the end; of nothing else."""
    led = Membership.objects.filter(team=OuterRef("team"), person__user=user, position__in=LED, left_on__isnull=True)
    rows = Subject.objects.filter(Exists(led), state__in=SEEN)
    return with_related(rows, APPRAISALS.around).order_by("-pk")


@in_hand
def appraisals_open_to_objection(actor: Actor, today: date) -> list[Line]:
    """What was shown and may still be objected to; one query. Whoever reads appraisals at all has a page for it."""
    if actor.holds(P.APPRAISAL_READ):
        return []
    rows = appraisals_of_led(actor.user).filter(state=SubjectState.SHOWN, objectable_until__gte=today)
    return [
        Line(
            reverse("appraisal:led-sheet", args=[one.pk]),
            f"{one.run.title} {one.name}",
            say("异议期至 {day}", day=one.objectable_until.isoformat() if one.objectable_until else ""),
            one.objectable_until,
        )
        for one in rows.defer("inputs")
    ]
