"""Rows written as XML: every kind of value arrives as what it was, whatever the text holds."""

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum
from io import BytesIO

import pytest
import python_calamine
import xlsxwriter
from django.utils.translation import gettext_lazy

from xuncha.foundation.documents.sheet_rows import LONGEST, letters, lines, pour, text_cell
from xuncha.foundation.documents.tables import write_table


class Grade(IntEnum):
    SECOND = 2


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("防汛 & <救灾>", "防汛 & <救灾>"),
        ("  两头有空  ", "  两头有空  "),
        ("第一行\n第二行", "第一行\n第二行"),
        ("=1+1", "=1+1"),
        ("字" * (LONGEST + 1), "字" * LONGEST),
        (gettext_lazy("是"), "是"),
        (True, "是"),
        (False, "否"),
        (7, 7.0),
        (Grade.SECOND, 2.0),
        (1.5, 1.5),
        (Decimal("1234567890.12"), 1234567890.12),
        (date(2022, 3, 5), date(2022, 3, 5)),
        (datetime(2022, 3, 5, 9, 30), datetime(2022, 3, 5, 9, 30)),  # noqa: DTZ001 - a moment without a zone
        (datetime(2022, 3, 5, 16, 30, tzinfo=UTC), datetime(2022, 3, 6, 0, 30)),  # noqa: DTZ001 - what the wall shows
        (None, ""),
    ],
)
def test_a_value_reads_back_as_what_it_was(value, read):
    with write_table("表", ["甲", "乙"], [[value, "末"]]) as file:
        rows = python_calamine.load_workbook(BytesIO(file.read())).get_sheet_by_index(0).to_python()
    assert rows[2] == [read, "末"]


def test_what_xml_cannot_hold_is_written_as_excel_writes_it():
    ((row),) = lines(1, [["甲\x0b乙\r丙_x0041_丁\uffff"]], [text_cell()])
    assert "甲_x000B_乙_x000D_丙_x005F_x0041_丁_xFFFF_" in row


def test_columns_are_named_beyond_the_alphabet():
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_many_rows_are_counted_and_none_is_lost():
    frame, target = BytesIO(), BytesIO()
    with xlsxwriter.Workbook(frame, {"in_memory": True}) as book:
        book.add_worksheet().write_blank(0, 0, None, book.add_format({"bold": True}))
    rows = ([str(n)] for n in range(1_234))
    assert pour(frame, target, [lambda styles: lines(1, rows, [text_cell(style) for style in styles])]) == 1_234
    target.seek(0)
    found = python_calamine.load_workbook(target).get_sheet_by_index(0).to_python()
    assert found == [[str(n)] for n in range(1_234)]
    assert zipfile.ZipFile(target).testzip() is None


def test_a_frame_without_samples_is_refused():
    frame = BytesIO()
    with xlsxwriter.Workbook(frame, {"in_memory": True}) as book:
        book.add_worksheet()
    with pytest.raises(ValueError, match="row of samples"):
        pour(frame, BytesIO(), [lambda _styles: iter(())])
