"""The other tabs of the inbox: what others let lie, what I did, began, have not sent; and what came back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, IntegerField, Model, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from xuncha.core.permissions import Role
from xuncha.core.workflow import Workflow
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.inbox.delegations import arrangements
from xuncha.foundation.inbox.dues import RuleBook
from xuncha.foundation.inbox.models import Draft
from xuncha.foundation.inbox.notices import notices_to
from xuncha.foundation.inbox.selectors import event_label, readable
from xuncha.foundation.inbox.sources import SOURCES, Return, Source, Todo, by_urgency, mine_by_source, todos_of
from xuncha.foundation.journal.reading import acts_of, happened
from xuncha.foundation.reach import KINDS

SHOWN = 100  # own acts on the page
KINDS_AT_ONCE = 8  # of what waits; further ones are folded
OFFICE = frozenset({Role.OFFICE_DIRECTOR, Role.OFFICE_CLERK})


class _Rows(Subquery):
    """How many rows a query has, as one value inside another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def _count(rows: QuerySet[Any]) -> Coalesce:
    """The number of rows; a query known to have none counts 0 instead of emptying the sum it stands in."""
    return Coalesce(_Rows(rows.order_by().values("pk")), 0)


def _overseeing(actor: Actor, source: Source) -> Actor:
    """
    The person with those grants by which they see to it that others act: the office in its jurisdiction, the leader
    of a team in what belongs to an inspection of that team.
    """
    leads = bool(source.reach.inspected)
    held = tuple(h for h in actor.held if h.role in OFFICE or (leads and h.role is Role.TEAM_LEADER))
    return Actor(actor.user, held)


Own = Mapping[str, QuerySet[Any]]
"""What waits for the person, by workflow; made once where several tabs leave it out."""


def _own(actor: Actor) -> Own:
    return {source.workflow.code: rows for source, rows in mine_by_source(actor)}


def _not_mine(source: Source, own: Own, rows: QuerySet[Any]) -> QuerySet[Any]:
    mine = own.get(source.workflow.code)
    return rows if mine is None else rows.exclude(pk__in=mine.order_by().values("pk"))


def _let_lie(actor: Actor, own: Own, book: RuleBook, today: date) -> list[tuple[Source, QuerySet[Any]]]:
    """Overdue records the person oversees and is not the one to act on."""
    found = []
    for source in SOURCES:
        overseer = _overseeing(actor, source)
        if overseer.holds(source.reach.read):
            rows = source.reach.visible_to(overseer).filter(source.overdue(book, today))
            found.append((source, _not_mine(source, own, rows)))
    return found


def _begun(actor: Actor, own: Own) -> list[tuple[Source, QuerySet[Any]]]:
    """Records the person made or handed in that wait for somebody else, as far as they may still be read."""
    found = []
    for source in SOURCES:
        if actor.holds(source.reach.read):
            rows = source.reach.visible_to(actor).filter(
                Q(created_by=actor.pk) | Q(**{source.own: actor.pk}), state__in=source.workflow.waiting()
            )
            found.append((source, _not_mine(source, own, rows)))
    return found


def overdue_of_others(actor: Actor, book: RuleBook, today: date) -> list[Todo]:
    """What others should have done by now, for those who see to it; one query for each workflow."""
    return by_urgency(
        [t for source, rows in _let_lie(actor, _own(actor), book, today) for t in todos_of(source, rows, book)]
    )


def begun_by(actor: Actor, book: RuleBook) -> list[Todo]:
    """What the person began and somebody else has in hand; one query for each workflow."""
    return by_urgency([t for source, rows in _begun(actor, _own(actor)) for t in todos_of(source, rows, book)])


def _own_acts(actor: Actor, now: datetime) -> QuerySet[Any]:
    """What the person did this month on records that have a page, leaving out what concerns only their own account."""
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    kinds = [reach.kind for reach in KINDS.values() if reach.url_name]
    acts = acts_of(actor.user.username, month).filter(subject_kind__in=kinds)
    return acts.exclude(subject_kind="accounts.user", subject_id=str(actor.pk))


@dataclass(frozen=True, slots=True)
class Done:
    """One act of one's own. `record` is None where it may no longer be read: then its name is not told either."""

    at: datetime
    label: str
    kind: str
    record: Model | None


def done_by(actor: Actor, now: datetime) -> list[Done]:
    """The person's own acts of this month, the latest first."""
    acts = list(_own_acts(actor, now)[:SHOWN])
    records = readable(actor, ((act.subject_kind, act.subject_id) for act in acts))
    return [
        Done(
            act.at,
            event_label(act.event),
            KINDS[act.subject_kind].label,
            records.get((act.subject_kind, act.subject_id)),
        )
        for act in acts
    ]


@dataclass(frozen=True, slots=True)
class Unsent:
    """A draft with the record it belongs to, where there is one already and it may be read."""

    draft: Draft
    record: Model | None


def unsent_by(actor: Actor) -> list[Unsent]:
    """The person's drafts. A code is `kind:id` or `kind:id:form`, or names no record yet."""
    drafts = list(Draft.objects.filter(saved_by=actor.user))
    keys = [[*draft.code.split(":"), ""][:2] for draft in drafts]
    records = readable(actor, ((kind, pk) for kind, pk in keys))
    return [Unsent(draft, records.get((kind, pk))) for draft, (kind, pk) in zip(drafts, keys, strict=True)]


@dataclass(frozen=True, slots=True)
class Overview:
    """How many stand behind each of the other tabs, and of which workflows something waits for the person."""

    tabs: dict[str, int]
    workflows: frozenset[str]


def overview(actor: Actor, book: RuleBook, now: datetime) -> Overview:
    """Where there is something to show; one query for everything, so that the page asks for nothing else."""
    own = _own(actor)
    behind: dict[str, Sequence[QuerySet[Any]]] = {
        "read": [notices_to(actor, now)],
        "late": [rows for _source, rows in _let_lie(actor, own, book, now.date())],
        "done": [_own_acts(actor, now)],
        "begun": [rows for _source, rows in _begun(actor, own)],
        "drafts": [Draft.objects.filter(saved_by=actor.user)],
        "left": [arrangements(actor, now.date())],
    }
    waiting = {code: Exists(rows) for code, rows in own.items()}
    sums = [_summed([_count(rows) for rows in found]) for found in behind.values()]
    told = User.objects.filter(pk=actor.pk).values_list(*sums, *waiting.values()).get()
    tabs = dict(zip(behind, told, strict=False))
    return Overview(tabs, frozenset(code for code, waits in zip(waiting, told[len(sums) :], strict=True) if waits))


def _summed(counts: Sequence[Any]) -> Any:
    """Their sum as a tree of brackets: one within the other, SQLite's parser gives up at a hundred of them."""
    if len(counts) < 2:
        return counts[0] if counts else Value(0)
    half = len(counts) // 2
    return _summed(counts[:half]) + _summed(counts[half:])


@dataclass(frozen=True, slots=True)
class Kinds:
    """What waits, by kind: those of which most waits, which are offered at once, and the others."""

    first: list[tuple[str, int]]
    others: list[tuple[str, int]]


def kinds_first(counts: Mapping[str, int], chosen: str) -> Kinds:
    """The kinds of what waits, the chosen one always among the first; each part in its usual order."""
    most = sorted(counts, key=lambda name: (name != chosen, -counts[name]))[:KINDS_AT_ONCE]
    return Kinds(
        [(name, n) for name, n in counts.items() if name in most],
        [(name, n) for name, n in counts.items() if name not in most],
    )


def oversees(actor: Actor) -> bool:
    """Whether it is for this person to see to it that others act."""
    return any(held.role in OFFICE or held.role is Role.TEAM_LEADER for held in actor.held)


def _returns(workflow: Workflow[Any]) -> set[str]:
    """The events by which a record comes back: a step with a reason into a state where somebody must act again."""
    waiting = set(workflow.waiting())
    return {step.event for step in workflow.steps.values() if step.needs_reason and step.target in waiting}


def with_returns(todos: Sequence[Todo]) -> list[Todo]:
    """The to-dos, each with how often it came back and why the last time; one query for all of them."""
    named: dict[str, list[str]] = {}
    for todo in todos:
        named.setdefault(todo.kind, []).append(str(todo.record.pk))
    asked = [
        Q(event__in=_returns(source.workflow), subject_kind=source.reach.kind, subject_id__in=named[source.reach.kind])
        for source in SOURCES
        if source.reach.kind in named
    ]
    if not asked:
        return list(todos)
    found: dict[tuple[str, str], Return] = {}
    rows = happened(reduce(or_, asked))
    for kind, pk, body in rows.values_list("subject_kind", "subject_id", "body"):
        before = found.get((kind, pk))
        reason = str(json.loads(body)["detail"].get("reason", ""))
        found[kind, pk] = Return(before.times + 1 if before else 1, reason)
    return [replace(todo, returned=found.get((todo.kind, str(todo.record.pk)))) for todo in todos]
