"""Drawing lots: the list closed before the seed is known, the seed typed by two people, the result (A14)."""

from datetime import date

from django.utils import timezone

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Draw, DrawKind, Round
from xuncha.rounds.rules import ListFacts, reasons_not_to_close_list, reasons_not_to_type
from xuncha.rounds.selectors import ROUNDS
from xuncha.rounds.selectors.lots import DRAWS, entries_for, lots_of
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
