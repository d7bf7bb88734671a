"""
What waits for whom, since when and until when: derived from whose turn it is in each workflow. Nothing is stored.

A stage registers each of its workflows once, in `selectors.py`:

    waits(PAPER, PAPERS, own="handler_id", title=lambda p: p.title, unit=lambda p: p.inspection.organisation,
          related=("inspection__organisation",), due={S.SENT: "reply_by"}, counts={S.SUBMITTED: "paper.submitted"})
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Value
from django.db.models.constants import LOOKUP_SEP
from django.utils.timezone import localdate

from xuncha.core.deadlines import Due
from xuncha.core.permissions import ROLE_LABEL, roles_with
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Workflow
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.dues import RuleBook
from xuncha.foundation.reach import NOTHING, Reach, with_related

LIMIT = 200  # rows of one kind on the page; the counts are exact beyond it


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose own work a record is: the path to that person, and what they are called."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class Source:
    """
    One workflow whose waiting states are somebody's to-dos.

    `own` is the path to the person whose own work a record is, `hands` somebody else of its people whose turn a state
    is. `due` is the path to the field that holds the day by which the step out of a state is due; `counts` names the
    event from whose day the deadline rules count, where a state began with it. What is `personal` waits for the person
    whose own it is, whatever they hold. `ledger` names the address of the list of these records, narrowed by `?unit=`.
    """

    workflow: Workflow[Any]
    reach: Reach[Any]
    own: str
    hands: Mapping[StrEnum, Hand]
    title: Callable[[Any], str]
    number: Callable[[Any], str]
    unit: Callable[[Any], Any]
    related: tuple[str, ...]
    due: Mapping[StrEnum, str]
    counts: Mapping[StrEnum, str]
    personal: bool = False
    ledger: str = ""

    @property
    def office(self) -> str:
        """The path to the office whose rules count; empty where a kind is of no office's concern."""
        path = self.reach.jurisdiction
        return path if isinstance(path, str) else path[0]

    def hand_in(self, state: StrEnum) -> Hand:
        """Of its own people the one whose turn this state is."""
        return self.hands.get(state) or Hand(self.own, N_("经办人"))

    def state_of(self, record: Any) -> State:
        """The row of the workflow's table in which the record stands."""
        return self.workflow.states[type(self.workflow.initial)(record.state)]

    def day_of(self, record: Any, state: StrEnum) -> date | None:
        """The day by which the step out of a state is due, where a field holds it."""
        day: date | None = reduce(getattr, self.due[state].split(LOOKUP_SEP), record)
        return day

    def overdue(self, book: RuleBook, today: date) -> Q:
        """Records that have waited longer than they may."""
        found = NOTHING
        for state, name in self.due.items():
            found |= Q(state=state, **{f"{name}__lt": today})
        for state, event in self.counts.items():
            found |= Q(state=state) & book.overdue(event, self.office, today)
        return found


SOURCES: list[Source] = []


def _nothing(record: Any) -> str:
    return ""


def waits(
    workflow: Workflow[Any],
    reach: Reach[Any],
    *,
    own: str = "created_by_id",
    hands: Mapping[Any, Hand] | None = None,
    title: Callable[[Any], str] = str,
    number: Callable[[Any], str] = _nothing,
    unit: Callable[[Any], Any] = _nothing,
    related: tuple[str, ...] = (),
    due: Mapping[Any, str] | None = None,
    counts: Mapping[Any, str] | None = None,
    personal: bool = False,
    ledger: str = "",
) -> None:
    """Register a workflow. `own` is the path to the person whose own work the record is; the rest as in `Source`."""
    given = (hands or {}, title, number, unit, related, due or {}, counts or {}, personal, ledger)
    SOURCES.append(Source(workflow, reach, own, *given))


def book_of_rules() -> RuleBook:
    """The rules by which to-dos of any kind fall due."""
    return RuleBook({event for source in SOURCES for event in source.counts.values()})


def overdue_in(reach: Reach[Any]) -> Callable[[date], Q]:
    """Which records of a kind have waited longer than they may, asked by day: for the `overdue` of a ledger."""

    def condition(today: date) -> Q:
        sources = [source for source in SOURCES if source.reach is reach]
        book = RuleBook({event for source in sources for event in source.counts.values()})
        return reduce(or_, (source.overdue(book, today) for source in sources), NOTHING)

    return condition


@dataclass(frozen=True, slots=True)
class Return:
    """How often something came back, and why the last time."""

    times: int
    reason: str


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits. `why` explains the due date where a rule made it; `turn` says who acts, by role."""

    ask: str
    title: str
    number: str
    unit: str
    since: datetime
    due: date | None
    why: Due | None
    turn: tuple[str, ...]
    kind: str
    record: Any
    returned: Return | None = None
    instead_of: str = ""  # whose turn it is as well, who left it to the person

    def is_late(self, today: date) -> bool:
        """Whether the day by which it was due has passed."""
        return self.due is not None and self.due < today


def _waiting(source: Source, state: Any, info: State, actor: Actor) -> QuerySet[Any]:
    """
    Records in this state that wait for this actor: own work where the turn is the handler's, never own work where
    the next step asks for somebody else.
    """
    if info.turn is None:
        raise LookupError(f"{state} waits for nobody")
    if source.personal:
        own: QuerySet[Any] = source.reach.model._default_manager.filter(state=state, **{source.own: actor.pk})
        return own
    rows: QuerySet[Any] = source.reach.permitted(actor, info.turn).filter(state=state)
    if info.turn_own:
        return rows.filter(**{source.hand_in(state).path: actor.pk})
    steps = [s for s in source.workflow.available(state).values() if s.permission == info.turn]
    if steps and all(s.relation is Relation.OTHER for s in steps if not s.needs_reason):
        rows = rows.exclude(**{source.own: actor.pk})
    return rows


def mine(source: Source, actor: Actor) -> QuerySet[Any] | None:
    """Records of this kind that wait for the actor; None where no state of it ever can."""
    rows = [
        _waiting(source, state, info, actor)
        for state, info in source.workflow.states.items()
        if info.turn is not None and (source.personal or actor.holds(info.turn))
    ]
    return reduce(or_, rows) if rows else None


def mine_by_source(actor: Actor, taker: Actor | None = None) -> Iterator[tuple[Source, QuerySet[Any]]]:
    """What waits for the actor, without what may be left to the taker."""
    for source in SOURCES:
        rows = mine(source, actor)
        if rows is not None:
            others = mine(source, taker) if taker else None
            yield source, rows if others is None else rows.exclude(pk__in=others.order_by().values("pk"))


def _counts_of(source: Source, rows: QuerySet[Any]) -> dict[str, int]:
    states = type(source.workflow.initial)
    by_state = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return {source.workflow.states[state].ask: by_state[state] for state in states if state in by_state}


def counted(actor: Actor, taker: Actor | None = None) -> dict[str, int]:
    """How many of each kind wait, by the words of their asking; one query for each workflow that may concern one."""
    found: dict[str, int] = {}
    for source, rows in mine_by_source(actor, taker):
        found |= _counts_of(source, rows)
    return found


def waiting_and_late(actor: Actor, book: RuleBook, today: date, taker: Actor | None = None) -> tuple[int, int]:
    """How many wait, and how many of them have waited too long; one query for each workflow that may concern one."""
    waiting = late = 0
    for source, rows in mine_by_source(actor, taker):
        found = rows.order_by().aggregate(n=Count("pk"), late=Count("pk", filter=source.overdue(book, today)))
        waiting, late = waiting + found["n"], late + found["late"]
    return waiting, late


def todos_of(source: Source, rows: QuerySet[Any], book: RuleBook) -> list[Todo]:
    """The records of a source as to-dos, the longest waiting ones where there are too many; one query."""
    rows = (
        with_related(rows, source.related)
        .annotate(todo_office=F(source.office) if source.office else Value(None, BigIntegerField()))
        .order_by("state_since")
    )
    return [_todo(source, record, book) for record in rows[:LIMIT]]


def _todo(source: Source, record: Any, book: RuleBook) -> Todo:
    state = type(source.workflow.initial)(record.state)
    info = source.workflow.states[state]
    why: Due | None = None
    if state in source.counts:
        why = book.due(source.counts[state], localdate(record.state_since), record.todo_office)
    due: date | None = source.day_of(record, state) if state in source.due else why.on if why else None
    roles = roles_with(info.turn) if info.turn is not None else []
    turn = (source.hand_in(state).label,) if info.turn_own else tuple(ROLE_LABEL[role] for role in roles)
    title, number, unit = source.title(record), source.number(record), str(source.unit(record) or "")
    return Todo(info.ask, title, number, unit, record.state_since, due, why, turn, source.reach.kind, record)


def by_urgency(todos: list[Todo]) -> list[Todo]:
    """The most urgent first: by due date, then by how long they have waited."""
    return sorted(todos, key=lambda t: (t.due or date.max, t.since))


def desk_of(
    actor: Actor, book: RuleBook, taker: Actor | None = None, among: Collection[str] | None = None
) -> tuple[dict[str, int], list[Todo]]:
    """
    What waits for the actor, counted and itself, without what is left to the taker; one query a workflow, another
    where there is more than shown. `among` names the workflows of which something is known to wait: no other is asked.
    """
    counts: dict[str, int] = {}
    found: list[Todo] = []
    for source, rows in mine_by_source(actor, taker):
        if among is not None and source.workflow.code not in among:
            continue
        todos = todos_of(source, rows, book)
        if len(todos) == LIMIT:
            counts |= _counts_of(source, rows)
        else:
            for todo in todos:
                counts[todo.ask] = counts.get(todo.ask, 0) + 1
        found += todos
    return counts, by_urgency(found)


def left_to(actor: Actor, taker: Actor, book: RuleBook) -> list[Todo]:
    """The to-dos of the actor that stand on the taker's desk meanwhile; one query a workflow."""
    found: list[Todo] = []
    for source, rows in mine_by_source(actor):
        others = mine(source, taker)
        if others is not None:
            found += todos_of(source, rows.filter(pk__in=others.order_by().values("pk")), book)
    return by_urgency(found)


def waiting_for(actor: Actor, ask: str = "") -> list[Todo]:
    """The to-dos of the actor, all or those of one kind of asking, most urgent first."""
    return [todo for todo in desk_of(actor, book_of_rules())[1] if ask in ("", todo.ask)]
