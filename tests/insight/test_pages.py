"""The page of the figures: values with their definitions, the records behind them, the workbook."""

import pytest
from django.urls import reverse

from xuncha.core.permissions import Role

pytestmark = pytest.mark.django_db
ASKED = {"begin": "2022-01-01", "end": "2022-12-31", "as_of": ""}


@pytest.fixture
def look(at_desk, year):
    """`look(role, address, …)` at the figures of the whole year."""

    def get(role, name="figures", *args, **query):
        asked = {"jurisdiction": year.city.pk, **ASKED, **query}
        return at_desk(role).get(reverse(f"insight:{name}", args=args), asked)

    return get


def test_every_value_stands_over_its_definition_and_leads_to_its_rows(look):
    page = look(Role.SECRETARY).content.decode()
    assert "80.00%" in page
    assert "每个对象只算一次" in page
    assert reverse("insight:figure-rows", args=["findings.main", "children"]) in page


def test_without_a_question_the_year_so_far_is_shown(at_desk, year):
    page = at_desk(Role.OFFICE_CLERK).get(reverse("insight:figures"))
    assert 'value="2022-01-01"' in page.content.decode()


@pytest.mark.parametrize("wrong", [{"end": "2021-01-01"}, {"begin": "去年"}, {"jurisdiction": "999999"}])
def test_a_wrong_period_is_told_beside_the_field(look, wrong):
    page = look(Role.SECRETARY, **wrong)
    assert page.status_code == 422
    assert 'class="err"' in page.content.decode()


def test_the_workbook_holds_all_figures(look):
    answer = look(Role.SECRETARY, export="xlsx")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    answer.close()


def test_the_rows_are_listed_page_by_page(look, year):
    batch = year.batch(year.city, number=30)
    for _n in range(31):
        year.inspect(batch, "special")
    first = look(Role.SECRETARY, "figure-rows", "inspections.special", "self").content.decode()
    assert "共 32 条记录" in first
    assert 'rel="next"' in first
    second = look(Role.SECRETARY, "figure-rows", "inspections.special", "self", page=2).content.decode()
    assert 'rel="prev"' in second


def test_who_may_read_figures_but_no_findings_sees_only_their_number(look, year):
    hidden = look(Role.DISCIPLINE, "figure-rows", "findings.main", "self").content.decode()
    assert "另有 2 条，您无权查看" in hidden
    shown = look(Role.SECRETARY, "figure-rows", "findings.main", "self").content.decode()
    assert "您无权查看" not in shown
    squad = year.term.rounds.get(number=8).inspections.get()
    found = squad.findings.filter(state="confirmed", main=True, state_since__year=2022).first()
    assert reverse("findings:finding", args=[found.pk]) in shown


@pytest.mark.parametrize("args", [("nonsense", "self"), ("findings.main", "nonsense"), ("pool.members", "children")])
def test_a_figure_that_does_not_exist_is_not_found(look, args):
    assert look(Role.SECRETARY, "figure-rows", *args).status_code == 404


def test_rows_of_a_wrong_period_ask_for_a_right_one(look):
    answer = look(Role.SECRETARY, "figure-rows", "findings.main", "self", end="2021-01-01")
    assert (answer.status_code, "止日要不早于起日" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.UNIT_LIAISON, Role.AUDIT_ADMIN])
def test_figures_are_not_for_everybody(look, role):
    assert look(role).status_code == 403
