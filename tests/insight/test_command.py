"""`xuncha figures`: what scripts call."""

import json

import pytest

from xuncha.core.figures import FIGURES
from xuncha.site.commands import run

pytestmark = pytest.mark.django_db
ASK = ["figures", "--jurisdiction", "tc", "--from", "2022-01-01", "--to", "2022-12-31"]


def test_json_is_a_list_of_code_value_unit_scope_definition(year, capsys):
    assert run([*ASK, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert all(row.keys() == {"code", "value", "unit", "scope", "definition"} for row in found)
    assert {row["code"] for row in found} == {code for code, figure in FIGURES.items() if figure.permission is None}
    values = {(row["code"], row["scope"]): row["value"] for row in found}
    assert values["coverage.term_rate", "city"] == 0.8
    assert values["inspected.villages", "counties"] == 6


def test_as_of_leaves_out_what_came_later(year, capsys):
    assert run([*ASK, "--as-of", "2022-08-31", "--json"]) == 0
    rows = {row["code"]: row["value"] for row in json.loads(capsys.readouterr().out)}
    assert rows["inspections.special"] == 0


def test_for_people_there_is_a_line_for_each_figure(year, capsys):
    assert run(ASK) == 0
    assert "任期内常规巡察覆盖率" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({2: "nowhere"}, "没有代码为「nowhere」的地区"), ({6: "2021-01-01"}, "止日要不早于起日")],
)
def test_what_cannot_be_computed_is_refused_with_a_sentence(year, capsys, change, sentence):
    assert run([change.get(n, word) for n, word in enumerate(ASK)]) == 1
    assert sentence in capsys.readouterr().err


def test_wrong_usage_is_usage(year):
    assert run(ASK[:3]) == 2
