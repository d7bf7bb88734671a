"""What must hold of the answer to the mapping dialog: both outcomes of each rule, all reasons at once."""

from typing import NamedTuple

import pytest

from xuncha.foundation.imports.rules import reasons_not_to_map


class Asked(NamedTuple):
    """A column of the template."""

    field: str
    label: str
    required: bool


COLUMNS = [Asked("name", "名称", True), Asked("code", "代码", True), Asked("note", "备注", False)]
HEADERS = ["单位", "编码"]


@pytest.mark.parametrize(
    ("mapping", "found"),
    [
        ({"name": 0, "code": 1}, []),
        ({"name": 0}, [("code", "「代码」必填，要指定它是表里的哪一列。")]),
        ({"name": 0, "code": 0}, [("code", "「单位」已对应「名称」，一列只能用一次。")]),
        ({"name": 0, "code": 1, "note": 2}, [("note", "「备注」对应的列不在表里。")]),
        (
            {"code": -1},
            [("name", "「名称」必填，要指定它是表里的哪一列。"), ("code", "「代码」对应的列不在表里。")],
        ),
    ],
)
def test_reasons_not_to_map(mapping, found):
    reasons = reasons_not_to_map(COLUMNS, HEADERS, mapping)
    assert [(why.field, why.text.render(str)) for why in reasons] == found
