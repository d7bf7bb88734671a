"""
What waits for whom and since when: derived from whose turn it is in each workflow. Nothing is stored.

A stage registers each of its workflows once, in `selectors.py`:

    waits(PAPER, PAPERS, own="handler_id", title=lambda p: p.title, unit=lambda p: p.inspection.organisation,
          related=("inspection__organisation",), due=lambda p: None)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from xuncha.core.workflow import Relation, State, Workflow
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.reach import Reach

LIMIT = 200  # rows of one kind on the page; the count is exact beyond it


@dataclass(frozen=True, slots=True)
class Source:
    """One workflow whose waiting states are somebody's to-dos."""

    workflow: Workflow[Any]
    reach: Reach[Any]
    own: str
    title: Callable[[Any], str]
    number: Callable[[Any], str]
    unit: Callable[[Any], Any]
    related: tuple[str, ...]
    due: Callable[[Any], date | None]


SOURCES: list[Source] = []


def _nothing(record: Any) -> str:
    return ""


def _never(record: Any) -> date | None:
    return None


def waits(
    workflow: Workflow[Any],
    reach: Reach[Any],
    *,
    own: str = "created_by_id",
    title: Callable[[Any], str] = str,
    number: Callable[[Any], str] = _nothing,
    unit: Callable[[Any], Any] = _nothing,
    related: tuple[str, ...] = (),
    due: Callable[[Any], date | None] = _never,
) -> None:
    """Register a workflow. `own` is the path to the person whose own work the record is."""
    SOURCES.append(Source(workflow, reach, own, title, number, unit, related, due))


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits for this person."""

    ask: str
    title: str
    number: str
    unit: str
    since: datetime
    due: date | None
    record: Any


def _mine(source: Source, state: Any, info: State, actor: Actor) -> QuerySet[Any]:
    """
    Records in this state that wait for this actor: own work where the turn is the handler's, never own work where
    the next step asks for somebody else.
    """
    if info.turn is None:
        raise LookupError(f"{state} waits for nobody")
    rows: QuerySet[Any] = source.reach.permitted(actor, info.turn).filter(state=state)
    if info.turn_own:
        return rows.filter(**{source.own: actor.pk})
    steps = [s for s in source.workflow.available(state).values() if s.permission == info.turn]
    if steps and all(s.relation is Relation.OTHER for s in steps if not s.needs_reason):
        rows = rows.exclude(**{source.own: actor.pk})
    return rows


def counted(actor: Actor) -> dict[str, int]:
    """How many of each kind wait, by the words of their asking; one query for each state that may concern the actor."""
    found: dict[str, int] = {}
    for source in SOURCES:
        for state, info in source.workflow.states.items():
            if info.turn is not None and actor.holds(info.turn):
                n = _mine(source, state, info, actor).count()
                if n:
                    found[info.ask] = found.get(info.ask, 0) + n
    return found


def waiting_for(actor: Actor, ask: str = "") -> list[Todo]:
    """The to-dos themselves, most urgent first: by due date, then by how long they have waited."""
    todos = []
    for source in SOURCES:
        for state, info in source.workflow.states.items():
            if info.turn is None or not actor.holds(info.turn) or (ask and info.ask != ask):
                continue
            rows = _mine(source, state, info, actor).select_related(*source.related).order_by("state_since")[:LIMIT]
            todos += [
                Todo(
                    info.ask,
                    source.title(record),
                    source.number(record),
                    str(source.unit(record) or ""),
                    record.state_since,
                    source.due(record),
                    record,
                )
                for record in rows
            ]
    return sorted(todos, key=lambda t: (t.due or date.max, t.since))
