"""What one person should know this morning, on one sheet: for printing, and for the command line."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.http import words
from xuncha.foundation.inbox.delegations import stand_ins, with_givers
from xuncha.foundation.inbox.desk import overdue_of_others, with_returns
from xuncha.foundation.inbox.sources import Todo, book_of_rules, desk_of

SOON = timedelta(days=3)  # what falls due until then stands in a part of its own


@dataclass(frozen=True, slots=True)
class Digest:
    """The to-dos of a day: `late`, due `soon`, the `rest`, and what `others` let lie whom the person oversees."""

    on: date
    name: str
    counts: dict[str, int]
    late: list[Todo]
    soon: list[Todo]
    rest: list[Todo]
    others: list[Todo]

    @property
    def total(self) -> int:
        """How many wait."""
        return sum(self.counts.values())


def digest_of(actor: Actor, now: datetime) -> Digest:
    """The person's digest at this moment."""
    today, book, arranged = localdate(now), book_of_rules(), stand_ins(actor, now)
    counts, found = desk_of(actor, book, arranged.taker)
    todos = with_givers(with_returns(found), arranged.taken)
    late = [todo for todo in todos if todo.is_late(today)]
    soon = [todo for todo in todos if todo.due is not None and today <= todo.due <= today + SOON]
    rest = [todo for todo in todos if todo.due is None or todo.due > today + SOON]
    others = with_returns(overdue_of_others(actor, book, today))
    return Digest(today, actor.user.name, counts, late, soon, rest, others)


def as_data(digest: Digest) -> dict[str, Any]:
    """The digest as programs read it."""
    return {
        "on": digest.on.isoformat(),
        "name": digest.name,
        "counts": {words(ask): n for ask, n in digest.counts.items()},
        **{part: [_as_data(todo) for todo in getattr(digest, part)] for part in ("late", "soon", "rest", "others")},
    }


def _as_data(todo: Todo) -> dict[str, Any]:
    return {
        "ask": words(todo.ask),
        "title": todo.title,
        "number": todo.number,
        "unit": todo.unit,
        "since": todo.since.isoformat(),
        "due": todo.due and todo.due.isoformat(),
        "why": todo.why and words(todo.why.explained),
        "turn": [words(role) for role in todo.turn],
        "returned": todo.returned.times if todo.returned else 0,
        "reason": todo.returned.reason if todo.returned else "",
    }
