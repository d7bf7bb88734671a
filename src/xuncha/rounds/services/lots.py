"""Drawing lots: the list closed before the seed is known, the seed typed by two people, the result taken over (A14)."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils import timezone

from xuncha.core.errors import Reason, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import InspectionType
from xuncha.rounds.models import Draw, DrawKind, Round
from xuncha.rounds.rules import (
    ListFacts,
    reasons_against_seats,
    reasons_not_to_adopt_draw,
    reasons_not_to_close_list,
    reasons_not_to_type,
)
from xuncha.rounds.selectors import ROUNDS
from xuncha.rounds.selectors.drawn import Drawn, Seat, still_open
from xuncha.rounds.selectors.lots import DRAWS, entries_for, lots_of
from xuncha.rounds.services.inspections import add_inspection, move_inspection
from xuncha.rounds.services.teams import name_member
from xuncha.rounds.workflow import DRAW, DrawState, RoundState
from xuncha.solving.draw import agreed, mark
from xuncha.solving.draw import draw as drawn_from

STEPS = DRAW.steps
WAITING = (DrawState.CLOSED, DrawState.TYPED)


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def close_list(
    act: Act,
    batch: Round,
    *,
    kind: DrawKind,
    title: str,
    take: int | None,
    source: str,
    source_on: date,
    pool: str = "",
    town: Organisation | None = None,
) -> Draw:
    """Close the list of a draw, with its hash, and name the source of the seed; without `take` everything is drawn."""
    today = timezone.localdate(act.now)
    entries = entries_for(batch, kind, today, pool=pool, town=town)
    wanted = len(entries) if take is None else take
    facts = ListFacts(
        state=RoundState(batch.state),
        entries=len(entries),
        take=wanted,
        source_on=source_on,
        today=today,
        while_running=kind == DrawKind.VILLAGES,
        waiting=batch.draws.filter(kind=kind, title=title, state__in=WAITING).exists(),
    )
    RuleViolated.unless_empty(reasons_not_to_close_list(facts))
    closed = Draw(
        round=batch, kind=kind, title=title, entries=entries, take=wanted, source=source.strip(), source_on=source_on
    )
    closed.list_hash = lots_of(closed).hash
    return act.create(closed, "draw.closed", list_hash=closed.list_hash)


@use_case(STEPS["type"].permission, within=DRAWS)
def type_seed(act: Act, draw: Draw, *, seed: str) -> Draw:
    """The first of two entries of the seed: only a mark of it is kept, from which nobody can read it."""
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_type(today=today, source_on=draw.source_on, first=False))
    marked = mark(lots_of(draw), seed)
    return act.step(draw, DRAW, "type", seed_mark=marked, first_by=act.actor.user, first_at=act.now)


@use_case(STEPS["again"].permission, within=DRAWS)
def confirm_seed(act: Act, draw: Draw, *, seed: str) -> Draw:
    """
    The second entry, by another person. Where it is the same as the first, the lots are drawn.

    Where it differs nothing is drawn; that it differed stays in the journal, and either of the two may type again.
    """
    DRAW.step("again", DrawState(draw.state))
    own = draw.first_by_id == act.actor.pk
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_type(today=today, source_on=draw.source_on, first=own))
    given = lots_of(draw)
    if mark(given, seed) != draw.seed_mark:
        act.record("draw.mismatched", draw)
        return draw
    typed = agreed(seed, seed)
    drawn = drawn_from(given, typed)
    return act.step(draw, DRAW, "again", second_by=act.actor.user, second_at=act.now, seed=typed, drawn=drawn)


@use_case(STEPS["retype"].permission, within=DRAWS)
def retype_seed(act: Act, draw: Draw) -> Draw:
    """Take back one's own first entry, to type it again."""
    return act.step(draw, DRAW, "retype", seed_mark="", first_by=None, first_at=None)


@use_case(STEPS["cancel"].permission, within=DRAWS)
def cancel_draw(act: Act, draw: Draw, *, reason: str) -> Draw:
    """Give a closed list up before anything is drawn, with the reason."""
    return act.step(draw, DRAW, "cancel", reason=reason)


@use_case(P.ROUND_DRAFT, within=DRAWS)
def adopt_draw(act: Act, draw: Draw, *, seats: Sequence[Seat] = ()) -> Draw:
    """
    Put what was drawn into the round, all of it or nothing: units listed or given to their teams, people named.

    Who was drawn is fixed; `seats` says in which team and place each person sits. Every rule of listing, moving and
    naming is asked, as if each had been done by hand, and all reasons are told at once.
    """
    drawn = still_open(draw)
    people = draw.kind == DrawKind.PEOPLE
    RuleViolated.unless_empty(
        reasons_not_to_adopt_draw(
            drawn=draw.state == DrawState.DRAWN,
            still_open=len(drawn),
            teams=draw.round.teams.count(),
            asks_teams=people or draw.kind == DrawKind.TEAMS,
        )
    )
    if people:
        named = [seat.person.pk for seat in seats]
        RuleViolated.unless_empty(reasons_against_seats(drawn=frozenset(one.pk for one in drawn), named=named))
        _all_or_nothing([_naming(act, seat) for seat in seats], [f"seat_{seat.person.pk}" for seat in seats])
    else:
        put = {DrawKind.TEAMS: _moving, DrawKind.UNITS: _listing, DrawKind.VILLAGES: _extending}[DrawKind(draw.kind)]
        _all_or_nothing([put(act, draw.round, one) for one in drawn], [""] * len(drawn))
    act.record("draw.adopted", draw, taken=[one.name for one in drawn])
    return draw


def _all_or_nothing(deeds: Sequence[Callable[[], object]], fields: Sequence[str]) -> None:
    """Do everything; what any of it refuses is told together, and then nothing of it is kept."""
    refused: list[Reason] = []
    for deed, field in zip(deeds, fields, strict=True):
        try:
            deed()
        except RuleViolated as refusal:
            refused += [Reason(one.text, field or one.field, one.mend) for one in refusal.reasons]
    RuleViolated.unless_empty(refused)


def _naming(act: Act, seat: Seat) -> Callable[[], object]:
    return lambda: name_member(act, seat.team, person=seat.person, position=seat.position)


def _moving(act: Act, batch: Round, one: Drawn) -> Callable[[], object]:
    inspection = batch.inspections.get(organisation=one.pk)
    return lambda: move_inspection(act, inspection, team=batch.teams.get(name=one.team))


def _listing(act: Act, batch: Round, one: Drawn) -> Callable[[], object]:
    unit = Organisation.objects.get(pk=one.pk)
    return lambda: add_inspection(act, batch, organisation=unit, type=InspectionType.ROUTINE)


def _extending(act: Act, batch: Round, one: Drawn) -> Callable[[], object]:
    """A village goes with its township, to whose team it belongs; in a running round the inspection is extended."""
    village = Organisation.objects.select_related("parent").get(pk=one.pk)
    parent = batch.inspections.filter(organisation=village.parent_id).select_related("team").first()

    def extend() -> object:
        if parent is None:
            raise RuleViolated(
                reason("「{town}」不在本轮，先把它列入再采用。", mend="#units", town=str(village.parent or village))
            )
        drafting = batch.state == RoundState.DRAFT
        kind = InspectionType.TOWN_VILLAGES if drafting else InspectionType.EXTENDED
        return add_inspection(act, batch, organisation=village, type=kind, team=parent.team, extends=parent)

    return extend
