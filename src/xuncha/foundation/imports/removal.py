"""Taking back what an import made: only what nobody has touched or used since."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import Model

from xuncha.core.text import Say, say
from xuncha.foundation.usecases import Act

NAMED = 10  # records in the way that are named; the rest are counted
CHUNK = 500


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The ids in portions that a database takes as parameters."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def in_the_way(model: type[Model], ids: Sequence[int], own_parts: Sequence[str] = ()) -> list[Say]:
    """
    Why records cannot be taken back: changed since they were made, or referred to by others.

    `own_parts` are the reverse relations that were made together with the record and go with it.
    """
    versioned = any(f.name == "version" for f in model._meta.concrete_fields)
    going = frozenset(ids)
    found: list[Say] = []
    for portion in chunks(ids):
        if versioned:
            changed = model._default_manager.filter(pk__in=portion, version__gt=1)
            found += [say("「{record}」导入后已修改。", record=str(record)) for record in changed]
        for relation in model._meta.related_objects:
            if relation.get_accessor_name() in own_parts:
                continue
            found += _users(relation, model, portion, going)
    if len(found) > NAMED:
        return [*found[:NAMED], say("另有 {n} 处。", n=len(found) - NAMED)]
    return found


def _users(relation: Any, model: type[Model], portion: Sequence[int], going: frozenset[int]) -> list[Say]:
    """Records that refer to one of the portion and are not going themselves."""
    rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": list(portion)})
    inside = relation.related_model is model
    staying = (row for row in rows.iterator(CHUNK) if not (inside and row.pk in going))
    return [say("「{record}」正在引用它。", record=str(row)) for row in islice(staying, NAMED + 1)]


def remove_unused(
    act: Act, model: type[Model], ids: Sequence[int], event: str, *, own_parts: Sequence[str] = ()
) -> list[Say]:
    """Delete the records, each with its journal entry, or say what is in the way and delete nothing."""
    found = in_the_way(model, ids, own_parts)
    if found:
        return found
    inner = [r.field.name for r in model._meta.related_objects if r.related_model is model and r.field.null]
    for portion in chunks(ids) if inner else ():
        model._default_manager.filter(pk__in=portion).update(**dict.fromkeys(inner))
    for portion in reversed(list(chunks(ids))):
        records = list(model._default_manager.filter(pk__in=portion).order_by("-pk"))
        for record in records:
            act.record(event, record)
        model._default_manager.filter(pk__in=portion).delete()
    return []
