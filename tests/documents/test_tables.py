"""Tables as workbooks: every kind of value arrives as what it was, whatever the text holds."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum
from io import BytesIO

import pytest
import python_calamine
from django.utils.translation import gettext_lazy

from xuncha.foundation.documents.sheet_writing import LONGEST
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
