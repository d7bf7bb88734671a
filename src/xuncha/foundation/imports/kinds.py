"""
What can come in by workbook, said by each stage in its `sheets.py` as one `SheetKind` and found here by its code.

The same columns serve the template, the check, the import and the export, so that what was exported can be imported
again and turns out to be on record already.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Model
from django.utils.translation import override

from xuncha.core.permissions import Permission
from xuncha.core.text import Say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import Reach
from xuncha.foundation.usecases import Act

Values = dict[str, Any]
"""One row as the stage understands it: {field: value}; a reference is an id, a choice its stored code."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"  # yuan
    INTEGER = "integer"
    YES_NO = "yes_no"
    CHOICE = "choice"  # one of `choices` or of the references
    CHOICES = "choices"  # several of them, separated by 、
    WORDS = "words"  # several free words, separated by 、


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column. `limit` is the longest text; `aliases` other headings it goes by; `default` fills an empty cell."""

    field: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: Mapping[str, str] | None = None  # {label: stored code}; None: references of the context, if any
    limit: int = 200
    hint: str = ""
    aliases: tuple[str, ...] = ()
    example: str = ""
    default: Any = None
    width: int = 0


@dataclass(slots=True)
class Context:
    """What a check looks things up in: {field: {label: id}}, and whatever else the stage's own check needs."""

    references: dict[str, dict[str, Any]] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


Complaint = tuple[str, Say]  # (field, what it should be)


@dataclass(frozen=True)
class SheetKind:
    """
    One kind of workbook.

    `reach` says over which jurisdictions `permission` lets a person import. `key` are the fields that identify a
    record; rows whose key is on record are left alone. `check` may complain about a row and add derived values.
    `records` are the rows as they stand, for export and for finding duplicates. `create` writes rows in the order of
    the sheet and yields what it made; `remove` takes records back, or says which of them are in the way. `restore`
    does so with records that were there before (`ImportBatch.updated`), where a kind changes any.
    """

    code: str
    label: str
    model: type[Model]
    permission: Permission
    reach: Reach[Jurisdiction]
    columns: tuple[SheetColumn, ...]
    key: tuple[str, ...]
    context: Callable[[Actor, Jurisdiction], Context]
    check: Callable[[Values, Context], Sequence[Complaint]]
    records: Callable[[Actor, Jurisdiction], Iterator[Values]]
    create: Callable[[Act, Jurisdiction, Iterable[Values]], Iterable[Model]]
    remove: Callable[[Act, Jurisdiction, Sequence[int], str], Sequence[Say]]
    related: tuple[str, ...] = ()  # what a record's label needs, for `select_related`
    restore: Callable[[Act, Sequence[Mapping[str, Any]], str], Sequence[Say]] = lambda _act, _updated, _reason: ()

    def __post_init__(self) -> None:
        KINDS[self.code] = self

    def key_of(self, values: Values) -> Hashable:
        """What identifies the record of this row."""
        return tuple(values.get(name) for name in self.key)

    def column(self, name: str) -> SheetColumn:
        """The column of this field."""
        return next(column for column in self.columns if column.field == name)


KINDS: dict[str, SheetKind] = {}
"""Every kind by its code; `xuncha.site` imports the stages' sheets so that all are here."""


def choices_of(choices: Any) -> dict[str, str]:
    """{label: stored code} of a model's choices, with the labels as they stand in the source: Chinese."""
    with override("zh-hans"):
        return {str(label): value for value, label in choices.choices if value}
