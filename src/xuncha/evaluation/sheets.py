"""A scheme out as a workbook: a sheet for each part, in the columns in which it comes back."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from xuncha.evaluation.models import Scheme
from xuncha.evaluation.rules.definitions import INDICATORS
from xuncha.evaluation.selectors.workbook import HEAD, ITEMS, SHEETS
from xuncha.foundation.documents.workbooks import Column, Sheet, notes_sheet, write_workbook
from xuncha.foundation.imports.kinds import Kind, SheetColumn


def write_scheme(target: Path | IO[bytes], scheme: Scheme) -> int:
    """Write every part of a scheme; returns how many rows."""
    sheets = [
        Sheet(name, [_column(one) for one in columns], _lines(scheme, part)) for part, (name, columns) in SHEETS.items()
    ]
    notes = notes_sheet(
        [f"{name} {one.label}", "必填" if one.required else "", _hint(one), one.example]
        for name, columns in SHEETS.values()
        for one in columns
    )
    return write_workbook(target, [*sheets, notes])


def _lines(scheme: Scheme, part: str) -> Iterator[list[str]]:
    columns = SHEETS[part][1]
    for row in _rows(scheme, part):
        yield [_shown(column, row) for column in columns]


def _hint(column: SheetColumn) -> str:
    return "、".join(column.choices) if column.choices and not column.hint else column.hint


def _column(column: SheetColumn) -> Column:
    choices = tuple(column.choices or ()) if column.kind is Kind.CHOICE else ()
    return Column(column.label, width=column.width, choices=choices, required=column.required)


def _rows(scheme: Scheme, part: str) -> Iterator[Mapping[str, Any]]:
    told = scheme.definition
    if part == HEAD:
        yield {
            "title": scheme.title,
            "kind": scheme.kind,
            "full": told["full"],
            "places": told["places"],
            "source": scheme.source,
        }
    elif part == ITEMS:
        for one in told[INDICATORS]:
            for item in one.get("items", ()):
                yield {**item, "indicator": one["code"]}
    else:
        yield from told[part]


def _shown(column: SheetColumn, row: Mapping[str, Any]) -> str:
    """A stored value as it reads back."""
    value = row.get(column.field, "")
    if column.choices is None:
        return str(value)
    labels = {code: label for label, code in column.choices.items()}
    return "、".join(labels[one] for one in value) if isinstance(value, list) else labels.get(value, "")
