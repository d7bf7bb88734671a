"""
What new values of parameters would change, worked out before anybody confirms them. Writes nothing. (C08)

A stage says how things stand for the open records that a parameter has a say in, by the very selectors that its pages
and acts use. It is asked twice, once as things are and once with the new values supposed, so that what is shown is what
will be.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xuncha.core.text import Say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.models import Parameter
from xuncha.foundation.regulations.rules import reasons_not_to_set_parameter

EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """An open record: of what kind, what it is called, where it is, and what holds for it under the parameter."""

    kind: str
    label: str
    url: str
    says: Say


Stands = Callable[[Actor, Jurisdiction, date], Iterable[Standing]]
TOUCHED: dict[str, list[Stands]] = {}
"""By code of the parameter: who knows open records of an office that it has a say in, as far as a person reads them."""


def touches(ask: Stands, *codes: str) -> None:
    """Let the preview of these parameters ask for these records."""
    for code in codes:
        asked = TOUCHED.setdefault(code, [])
        if ask not in asked:
            asked.append(ask)


@dataclass(frozen=True, slots=True)
class Change:
    """One record as it stands and as it would stand; None: it would not be among them."""

    label: str
    url: str
    before: Say | None
    after: Say | None


@dataclass(slots=True)
class Kind:
    """Records of one kind: how many stay as they are, how many change, and the first few of these."""

    kind: str
    kept: int = 0
    changed: int = 0
    changes: list[Change] = field(default_factory=list)


@dataclass(slots=True)
class ValuePreview:
    """What stays and what changes on the first day of the new values, or today where that is later."""

    valid_from: date
    on: date
    kinds: dict[str, Kind] = field(default_factory=dict)

    @property
    def kept_count(self) -> int:
        """How many records stay as they are."""
        return sum(kind.kept for kind in self.kinds.values())

    @property
    def changed_count(self) -> int:
        """How many records change."""
        return sum(kind.changed for kind in self.kinds.values())


_supposed: ContextVar[tuple[Parameter, ...]] = ContextVar("supposed", default=())


def supposed(jurisdiction: Jurisdiction | None, day: date) -> list[Parameter]:
    """The values looked at in advance that the office would have on a day; none outside a preview."""
    values = _supposed.get()
    return [one for one in values if one.jurisdiction == jurisdiction and one.holds_on(day)]


@contextmanager
def _supposing(values: Iterable[Parameter]) -> Iterator[None]:
    before = _supposed.set(tuple(values))
    try:
        yield
    finally:
        _supposed.reset(before)


def preview_of_values(
    actor: Actor, office: Jurisdiction, values: Mapping[str, Any], valid_from: date, today: date
) -> ValuePreview | None:
    """
    What it would change if the office's parameters had these values from a day on.

    None where nobody knows records that they have a say in, or where they may not be laid down.
    """
    asked = [ask for code in values for ask in TOUCHED.get(code, ())]
    if not asked or any(_refused(office, code, value, valid_from) for code, value in values.items()):
        return None
    made = [
        Parameter(jurisdiction=office, code=code, value=value, valid_from=valid_from) for code, value in values.items()
    ]
    found = ValuePreview(valid_from, max(valid_from, today))
    for ask in dict.fromkeys(asked):
        before = {(one.kind, one.url): one for one in ask(actor, office, found.on)}
        with _supposing(made):
            after = {(one.kind, one.url): one for one in ask(actor, office, found.on)}
        for key in before | after:
            _add(found, before.get(key), after.get(key))
    return found


def _refused(office: Jurisdiction, code: str, value: Any, valid_from: date) -> bool:
    versions = Parameter.objects.filter(code=code, jurisdiction=office).order_by("-valid_from")
    return bool(
        reasons_not_to_set_parameter(code, value, valid_from, versions.values_list("valid_from", flat=True).first())
    )


def _add(found: ValuePreview, before: Standing | None, after: Standing | None) -> None:
    one = after or before
    if one is None:
        return
    kind = found.kinds.setdefault(one.kind, Kind(one.kind))
    old, new = (side.says if side else None for side in (before, after))
    if old == new:
        kind.kept += 1
        return
    kind.changed += 1
    if len(kind.changes) < EXAMPLES:
        kind.changes.append(Change(one.label, one.url, old, new))
