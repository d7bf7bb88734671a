"""
Who reaches visits, their units, items and samples, and the ledgers of earlier terms.

A covert visit that is not over is known to its group, to whoever planned it and to those who decide; for everybody
else, the unit first of all, it does not exist.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.reach import Reach
from xuncha.lookback.models import SHORT, Kind, OldItem, Point, Sample, Visit, Visited, VisitMember
from xuncha.lookback.workflow import KNOWN_TO_UNIT, OldState, VisitState


def _known(actor: Actor) -> QuerySet[Visit]:
    hidden = Q(kind=Kind.COVERT) & ~Q(state=VisitState.DONE)
    own = Q(created_by=actor.pk) | Q(pk__in=VisitMember.objects.filter(person__user=actor.pk).values("visit"))
    decides = Q(jurisdiction__in=actor.scope_ids(P.LOOKBACK_APPROVE, Scope.JURISDICTION))
    return Visit.objects.filter(~hidden | own | decides).order_by()


def _known_along(path: str) -> Callable[[Actor], Q]:
    return lambda actor: Q(**{f"{path}__in": _known(actor).values("pk")})


TOLD_TO_UNIT = Q(state__in=KNOWN_TO_UNIT) | (Q(visit__state__in=[VisitState.RUNNING, VisitState.DONE]))
VISITS = Reach(
    Visit,
    "lookback.visit",
    "回访安排",
    P.RETURN_VISIT_READ,
    jurisdiction="jurisdiction_id",
    inspected="units__organisation_id",
    many=True,
    named=_known_along("pk"),
    around=("jurisdiction",),
    url_name="lookback:visit",
    find=("number", "title"),
)
VISITED_UNITS = Reach(
    Visited,
    "lookback.unit",
    "回访单位",
    P.LOOKBACK_READ,
    jurisdiction="visit__jurisdiction_id",
    unit="organisation_id",
    inspected="organisation_id",
    unit_sees=TOLD_TO_UNIT & (~Q(visit__kind=Kind.COVERT) | Q(state__in=KNOWN_TO_UNIT)),
    named=_known_along("visit"),
    around=("visit__jurisdiction", "organisation"),
    url_name="lookback:unit",
    find=("organisation__name", "list_number"),
)
POINTS = Reach(
    Point,
    "lookback.point",
    "核查事项",
    P.LOOKBACK_READ,
    jurisdiction="visited__visit__jurisdiction_id",
    unit="visited__organisation_id",
    inspected="visited__organisation_id",
    unit_sees=Q(visited__state__in=KNOWN_TO_UNIT, verdict__in=SHORT),
    named=_known_along("visited__visit"),
    around=("visited__visit__jurisdiction", "visited__organisation", "item", "old"),
    url_name="lookback:point",
)
OLD_ITEMS = Reach(
    OldItem,
    "lookback.old_item",
    "上届台账事项",
    P.LOOKBACK_READ,
    jurisdiction="jurisdiction_id",
    unit="organisation_id",
    inspected="organisation_id",
    unit_sees=~Q(state=OldState.CLAIMED),
    around=("jurisdiction", "organisation"),
    url_name="lookback:old-item",
    find=("number", "title"),
)
SAMPLES = Reach(
    Sample,
    "lookback.sample",
    "抽样",
    P.RETURN_VISIT_READ,
    jurisdiction="visit__jurisdiction_id",
    inspected="visit__units__organisation_id",
    many=True,
    named=_known_along("visit"),
    around=("visit__jurisdiction", "created_by", "first_by", "second_by"),
    url_name="lookback:sample",
)
