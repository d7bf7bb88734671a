"""Draws of a round: who reaches them, what may be drawn from, and the files with which anybody repeats one."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import cycle
from typing import Any

from django.db.models import QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.orgs.models import Organisation, UnitType
from xuncha.foundation.reach import Reach
from xuncha.planning.models import InspectionType, PlanEntry
from xuncha.planning.workflow import PlanState
from xuncha.rounds.models import Draw, DrawKind, Inspection, Membership, Round
from xuncha.rounds.selectors.facts import area_of, overlapping
from xuncha.rounds.selectors.forming import may_serve
from xuncha.rounds.selectors.linkage import named_in
from xuncha.rounds.selectors.pages import organisations_for, villages_of
from xuncha.rounds.workflow import DRAW, DrawState, RoundState
from xuncha.solving.draw import Lots, certificate, lots
from xuncha.talent.models import Person
from xuncha.talent.selectors import in_pools, is_away

DRAWS = Reach(
    Draw,
    "rounds.draw",
    "抽签",
    P.DRAW_READ,
    jurisdiction="round__term__jurisdiction_id",
    around=("round__term__jurisdiction", "created_by", "first_by", "second_by"),
    url_name="rounds:draw",
    find=("title",),
)
waits(
    DRAW,
    DRAWS,
    own="first_by_id",
    title=lambda draw: draw.title,
    number=lambda draw: draw.get_kind_display(),
    due={DrawState.CLOSED: "source_on", DrawState.TYPED: "source_on"},
)
EVENT_LABELS.update(
    {
        "draw.closed": N_("封存抽签名单"),
        "draw.mismatched": N_("两人录入的种子不一致"),
        "draw.adopted": N_("采用抽取结果"),
    }
)

Entry = tuple[str, int]
"""What is drawn from: its name on the list, and the record it means."""


def draws_of(actor: Actor, batch: Round) -> QuerySet[Draw]:
    """The draws of the round that this person may read."""
    return DRAWS.visible_to(actor).filter(round=batch)


def entries_for(batch: Round, kind: str, day: date, *, pool: str = "", town: Organisation | None = None) -> list[Entry]:
    """Everything that may be drawn from today; names that several share carry their code."""
    if kind == DrawKind.PEOPLE:
        return _told_apart((one.pk, named_in(batch, one), one.code) for one in _free_people(batch, day, pool))
    if kind == DrawKind.VILLAGES:
        return _told_apart((one.pk, one.name, one.code) for one in villages_of(town)) if town else []
    if kind == DrawKind.TEAMS:
        units = Organisation.objects.filter(inspections__round=batch, inspections__extends__isnull=True)
    else:
        units = _planned_units(batch)
    return _told_apart((one.pk, one.name, one.code) for one in units)


def townships_of(batch: Round) -> QuerySet[Organisation]:
    """The townships of the own area and below, whose villages may be drawn."""
    return Organisation.objects.filter(area_of(batch), unit_type=UnitType.TOWNSHIP, closed_on__isnull=True).order_by(
        "jurisdiction__path", "code"
    )


def _planned_units(batch: Round) -> QuerySet[Organisation]:
    """What the plans in force want inspected this year and no round of the term has listed yet."""
    planned = PlanEntry.objects.filter(
        plan__term=batch.term, plan__state=PlanState.PUBLISHED, year=batch.year, type=InspectionType.ROUTINE
    )
    listed = Inspection.objects.filter(round__term=batch.term, type=InspectionType.ROUTINE)
    begun = listed.exclude(round__state=RoundState.CANCELLED)
    units = organisations_for(batch).filter(pk__in=planned.values("target__organisation"))
    return units.exclude(pk__in=begun.values("organisation"))


def _free_people(batch: Round, day: date, pool: str) -> list[Person]:
    serving = Membership.objects.filter(team__round__in=[batch, *overlapping(batch)], left_on__isnull=True)
    people = Person.objects.filter(may_serve(batch, day)).select_related("jurisdiction")
    chosen = people.filter(in_pools(pool)) if pool else people
    return [one for one in chosen.exclude(pk__in=serving.values("person")) if not is_away(one, day)]


def _told_apart(rows: Iterable[tuple[int, str, str]]) -> list[Entry]:
    found = list(rows)
    shared = Counter(name for _pk, name, _code in found)
    return [(name if shared[name] == 1 else f"{name}（{code}）", pk) for pk, name, code in found]


def lots_of(draw: Draw) -> Lots:
    """The closed list as the algorithm takes it."""
    return lots(draw.title, [name for name, _pk in draw.entries], draw.take)


def list_file(draw: Draw) -> dict[str, Any]:
    """What can be made public before the seed exists: the file `xuncha teams draw` reads."""
    given = lots_of(draw)
    return {"title": given.title, "take": given.take, "entries": list(given.entries), "list_hash": given.hash}


def certificate_file(draw: Draw) -> dict[str, Any]:
    """The certificate that `xuncha teams draw --verify` repeats."""
    people = [user.name for user in (draw.first_by, draw.second_by) if user]
    return certificate(lots_of(draw), draw.seed, f"{draw.source}（{draw.source_on:%Y-%m-%d}）", people)


def file_of(draw: Draw) -> str:
    """What the file of a draw is called, on its page, in its certificate and on the way out."""
    return f"draw-{draw.pk}.json"


def drawn_with_teams(draw: Draw) -> list[tuple[str, str]]:
    """Those drawn in their order; units drawn for teams go to the teams in turn, by the number of the team."""
    names = draw.round.teams.order_by("number").values_list("name", flat=True) if draw.kind == DrawKind.TEAMS else []
    return list(zip(draw.drawn, cycle(names or [""]), strict=False))
