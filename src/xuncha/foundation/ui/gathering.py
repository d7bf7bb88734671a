"""How the rows of a list get what their columns show, without asking the database for each row."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet, prefetch_related_objects

from xuncha.foundation.reach import with_related

BATCH = 1_000  # rows of a long list that are held at a time
MOST_SHARED = 5_000  # related records that are remembered
Value = Callable[[Any], Any]


class Gathered(ABC):
    """A value that is worked out for many rows at once."""

    @abstractmethod
    def among(self, records: Sequence[Any]) -> Value:
        """The function that takes one of these records to its value."""


@dataclass(frozen=True, slots=True)
class Together(Gathered):
    """What takes a query, one for all rows: `ask` takes their keys and answers with {key: value}."""

    ask: Callable[[Sequence[Any]], Mapping[Any, Any]]

    def among(self, records: Sequence[Any]) -> Value:
        """See `Gathered`."""
        found = self.ask([record.pk for record in records])
        return lambda record: found.get(record.pk, "")


@dataclass(frozen=True, slots=True)
class Labelled(Gathered):
    """The label of a stored code, put into words once for every code and not for every row."""

    code: Value
    label: Value

    def among(self, records: Sequence[Any]) -> Value:
        """See `Gathered`."""
        code, labels = self.code, {code: str(self.label(code)) for code in set(map(self.code, records))}
        return lambda record: labels[code(record)]


def values_of(columns: Sequence[Value | Gathered], records: Sequence[Any]) -> list[Value]:
    """For each column the function that takes one of the records to its value."""
    return [column.among(records) if isinstance(column, Gathered) else column for column in columns]


class LongRead:
    """
    Many rows, a batch at a time, with related records that are read once for all rows.

    A hundred thousand findings lie in a thousand inspections: joining an inspection to each would make a hundred
    thousand of them.
    """

    def __init__(
        self,
        rows: QuerySet[Any],
        related: Sequence[str],
        prefetch: Sequence[Any],
        without: Sequence[str],
    ) -> None:
        self._prefetch = prefetch
        self._known: dict[str, tuple[QuerySet[Any], dict[Any, Any]]] = {}
        joined = []
        for name in dict.fromkeys(path.partition("__")[0] for path in related):
            field = rows.model._meta.get_field(name)
            if isinstance(field, ForeignKey):
                others = with_related(field.related_model._default_manager.all(), _below(name, related))
                self._known[name] = (lightened(others, _below(name, without)), {})
            else:
                joined += [path for path in related if path.partition("__")[0] == name]
        own = [path for path in without if path.partition("__")[0] not in self._known]
        self._rows = lightened(with_related(rows, joined), own)

    def batches(self) -> Iterator[list[Any]]:
        """The rows in lists of `BATCH`; the last one may be shorter."""
        rows = self._rows.iterator(chunk_size=BATCH)
        while records := list(islice(rows, BATCH)):
            for name, (others, known) in self._known.items():
                _share(records, name, others, known)
            prefetch_related_objects(records, *self._prefetch)
            yield records


def lightened(rows: QuerySet[Any], without: Sequence[str]) -> QuerySet[Any]:
    """
    The rows without the fields of these paths.

    `defer` says the same, but has Django look at every relation that points to each model, page after page.
    """
    model: type[Model] = rows.model
    return rows.only(*_kept(model, tuple(without))) if without else rows


@cache
def _kept(model: type[Model], without: tuple[str, ...]) -> list[str]:
    """The paths of the fields that are left."""
    left: list[str] = []
    for field in model._meta.concrete_fields:
        if below := _below(field.name, without):
            left += [f"{field.name}__{rest}" for rest in _kept(field.related_model, tuple(below))]
        elif field.name not in without:
            left.append(field.name)
    return left


def _share(records: Sequence[Any], name: str, others: QuerySet[Any], known: dict[Any, Any]) -> None:
    """Put the one instance of each related record on all the records that point to it."""
    field = records[0]._meta.get_field(name)
    keys = {getattr(record, field.attname) for record in records} - {None}
    if len(known) > MOST_SHARED:
        known.clear()
    if missing := keys - known.keys():
        known.update(others.in_bulk(missing))
    for record in records:
        field.set_cached_value(record, known.get(getattr(record, field.attname)))


def _below(name: str, paths: Sequence[str]) -> list[str]:
    """What the paths say of the records behind this relation."""
    return [rest for first, _, rest in (path.partition("__") for path in paths) if first == name and rest]
