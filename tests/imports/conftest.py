"""Workbooks as offices make them, and the way from a file to records."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from xuncha.core.permissions import Role
from xuncha.foundation.imports.kinds import KINDS
from xuncha.foundation.imports.models import ImportBatch
from xuncha.foundation.imports.selectors import rows_of, summarise
from xuncha.foundation.imports.services import apply_import, map_columns, record_preview, upload_sheet

Rows = Sequence[Sequence[Any]]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """A workbook with these rows, the heading among them: `workbook([["单位名称"], ["水利局"]])`."""

    def make(rows: Rows, name: str = "表.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path)) as book:
            page = book.add_worksheet("Sheet1")
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    page.write(number, column, value)
        return path

    return make


@pytest.fixture
def uploaded(workbook, acting, world) -> Callable[..., ImportBatch]:
    """A checked upload: `uploaded("orgs", rows)`; its columns are settled by name."""

    def make(kind: str, rows: Rows, who: Any = Role.OFFICE_CLERK, mapping: dict[str, int] | None = None) -> ImportBatch:
        act = acting(who)
        batch = upload_sheet(act, kind, world.city, name="表.xlsx", path=workbook(rows))
        if mapping is not None:
            batch = map_columns(act, batch, mapping=mapping)
        return record_preview(act, batch, found=summarise(rows_of(act.actor, batch)))

    return make


@pytest.fixture
def imported(uploaded, acting) -> Callable[..., ImportBatch]:
    """An import carried out: `imported("orgs", rows)`."""
    return lambda kind, rows, who=Role.OFFICE_CLERK, **more: apply_import(
        acting(who), uploaded(kind, rows, who, **more)
    )


def template_row(kind: str, **values: Any) -> list[Any]:
    """One row in the order of the template."""
    return [values.get(column.field, "") for column in KINDS[kind].columns]


def headings(kind: str) -> list[str]:
    """The heading of the template."""
    return [column.label for column in KINDS[kind].columns]
