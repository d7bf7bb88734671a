"""Every figure against SQL of its own, and against the rows that a reader is shown for it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from tests.conftest import NOW
from xuncha.core.figures import BELOW_SCOPE, FIGURES, Whose, scope_code
from xuncha.foundation.orgs.models import Level
from xuncha.foundation.regulations.models import Checklist, ChecklistItem
from xuncha.insight.selectors import SOURCES, Period, readings, rows_of
from xuncha.insight.selectors.clueing import CLUEING
from xuncha.insight.selectors.cooperating import COOPERATING
from xuncha.insight.selectors.evaluating import EVALUATING
from xuncha.insight.selectors.hearing import HEARING
from xuncha.insight.selectors.looking_back import LOOKING_BACK
from xuncha.insight.selectors.petitions import PETITIONS
from xuncha.insight.selectors.rectifying import RECTIFYING
from xuncha.insight.selectors.supervising import SUPERVISING
from xuncha.insight.selectors.using import USING

pytestmark = pytest.mark.django_db
PERIOD = Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31))

ENTERED = (
    "FROM rounds_inspection i JOIN rounds_round r ON r.id = i.round_id JOIN planning_term t ON t.id = r.term_id "
    "JOIN orgs_organisation o ON o.id = i.organisation_id JOIN orgs_jurisdiction j ON j.id = t.jurisdiction_id "
    "LEFT JOIN rounds_team m ON m.id = i.team_id "
    "WHERE r.state IN ('in_field', 'withdrawn', 'closed') AND i.entry_on BETWEEN '2022-01-01' AND '2022-12-31' AND {} "
)
AUDITED = (
    "SELECT COUNT(*) FROM rounds_inspection i JOIN rounds_round r ON r.id = i.round_id "
    "JOIN planning_term t ON t.id = r.term_id JOIN orgs_jurisdiction j ON j.id = t.jurisdiction_id "
    "WHERE r.state IN ('in_field', 'withdrawn', 'closed') AND i.entry_on BETWEEN '2022-01-01' AND '2022-12-31' AND {} "
    "AND EXISTS (SELECT 1 FROM preparation_auditreport a WHERE a.inspection_id = i.id AND {})"
)
FOUND = (
    "SELECT COUNT(*) FROM findings_finding f JOIN rounds_inspection i ON i.id = f.inspection_id "
    "JOIN rounds_round r ON r.id = i.round_id JOIN planning_term t ON t.id = r.term_id "
    "JOIN orgs_jurisdiction j ON j.id = t.jurisdiction_id "
    "WHERE f.state = 'confirmed' AND f.state_since >= '2021-12-31 16:00:00' AND f.state_since < '2022-12-31 16:00:00' "
    "AND {} "
)
CITY, BELOW = "j.code = 'tc'", "j.parent_id = (SELECT id FROM orgs_jurisdiction WHERE code = 'tc')"
TARGETS = (
    "FROM planning_target g JOIN planning_term t ON t.id = g.term_id "
    "JOIN orgs_jurisdiction j ON j.id = t.jurisdiction_id "
    "WHERE j.code = 'tc' AND 2022 BETWEEN t.first_year AND t.last_year AND g.counts AND g.withdrawn_on IS NULL "
)
PEOPLE = (
    "SELECT COUNT(*) FROM talent_person p JOIN orgs_jurisdiction j ON j.id = p.jurisdiction_id WHERE j.code = 'tc' "
    "AND (p.entered_on IS NULL OR p.entered_on <= '2022-12-31') AND (p.left_on IS NULL OR p.left_on > '2022-12-31') "
)
ITEMS = (
    "FROM regulations_checklistitem e JOIN regulations_checklist l ON l.id = e.checklist_id "
    "JOIN orgs_jurisdiction j ON j.id = l.jurisdiction_id LEFT JOIN regulations_category c ON c.id = e.category_id "
    "WHERE j.code = 'tc'"
)
ONE = ENTERED.format(CITY)
SQL = {
    ("targets.routine_in_term", "city"): f"SELECT COUNT(*) {TARGETS}",
    ("inspections.routine", "city"): f"SELECT COUNT(*) {ONE} AND i.type = 'routine'",
    ("inspections.special", "city"): f"SELECT COUNT(*) {ONE} AND i.type = 'special'",
    ("inspections.upgraded", "city"): f"SELECT COUNT(*) {ONE} AND i.type = 'upgraded'",
    (
        "inspections.extended_units",
        "city",
    ): f"SELECT COUNT(*) {ONE} AND i.type = 'extended' AND o.unit_type <> 'village'",
    ("inspections.extended_villages", "city"): (
        f"SELECT COUNT(*) {ONE} AND i.type = 'extended' AND o.unit_type = 'village'"
    ),
    ("inspected.units", "city"): f"SELECT COUNT(DISTINCT o.id) {ONE} AND o.unit_type <> 'village'",
    (
        "inspected.units",
        "counties",
    ): f"SELECT COUNT(DISTINCT o.id) {ENTERED.format(BELOW)} AND o.unit_type <> 'village'",
    ("inspected.villages", "city"): f"SELECT COUNT(DISTINCT o.id) {ONE} AND o.unit_type = 'village'",
    (
        "inspected.villages",
        "counties",
    ): f"SELECT COUNT(DISTINCT o.id) {ENTERED.format(BELOW)} AND o.unit_type = 'village'",
    ("audits.supplied", "city"): AUDITED.format(CITY, "a.issued_on <= i.entry_on"),
    ("audits.joint", "city"): AUDITED.format(CITY, "a.joint"),
    ("findings.found", "city"): FOUND.format(CITY),
    ("findings.found", "counties"): FOUND.format(BELOW),
    ("findings.main", "city"): FOUND.format(CITY) + "AND f.main",
    ("findings.main", "counties"): FOUND.format(BELOW) + "AND f.main",
    ("immediate.rectified", "city"): (
        "SELECT COUNT(*) FROM findings_immediatefix WHERE state = 'accepted' AND accepted_at < '2022-12-31 16:00:00'"
    ),
    ("pinpoint.squads", "city"): f"SELECT COUNT(DISTINCT i.team_id) {ONE} AND i.type = 'pinpoint'",
    ("teams.standing", "city"): f"SELECT COUNT(DISTINCT m.number) {ONE}",
    ("pool.members", "city"): PEOPLE,
    ("pool.leaders", "city"): PEOPLE + "AND p.pool IN ('leader', 'deputy')",
    ("pool.staff", "city"): PEOPLE + "AND p.pool NOT IN ('leader', 'deputy')",
    ("checklist.areas", "city"): f"SELECT COUNT(DISTINCT c.parent_id) {ITEMS}",
    ("checklist.aspects", "city"): f"SELECT COUNT(DISTINCT c.id) {ITEMS}",
    ("checklist.manifestations", "city"): f"SELECT COUNT(*) {ITEMS}",
}
BY_HAND = {
    ("coverage.term_rate", "city"): Decimal("0.8"),
    ("immediate.items_squat_pans", "city"): 89,
    ("immediate.items_covers", "city"): 87,
    ("pinpoint.households", "city"): 358,
}


def values(jurisdiction, period=PERIOD):
    return {(r.figure.code, r.scope): r.value for r in readings(jurisdiction, period)}


def asked(sql: str):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


@pytest.mark.parametrize("key", sorted(SQL))
def test_a_figure_equals_sql_of_its_own(year, key):
    expected = asked(SQL[key])
    assert expected > 0, "the year has none: the test would see nothing"
    assert values(year.city)[key] == expected


@pytest.mark.parametrize("key", sorted(BY_HAND))
def test_a_figure_that_sql_cannot_say_equals_what_was_put_in(year, key):
    assert values(year.city)[key] == BY_HAND[key]


def test_every_figure_is_tested_and_every_source_is_in_the_dictionary(year):
    assert set(SOURCES) == set(FIGURES)
    open_to_all = [code for code in CLUEING if code.startswith("referrals.")]  # the others are for few
    # test_hearing.py, test_rectifying.py, test_evaluating.py, _supervising, _using; other stages own theirs
    told = (*COOPERATING, *HEARING, *RECTIFYING, *EVALUATING, *SUPERVISING, *LOOKING_BACK, *USING, *open_to_all)
    elsewhere = {(code, "city") for code in told}
    assert values(year.city).keys() == SQL.keys() | BY_HAND.keys() | elsewhere


def test_coverage_counts_each_target_once_and_only_what_is_in_the_term(year):
    year.inspect(year.batch(year.city, number=9), unit=year.term.rounds.get(number=5).inspections.first().organisation)
    assert values(year.city)["coverage.term_rate", "city"] == Decimal("0.8")
    year.term.targets.all().delete()
    assert values(year.city)["coverage.term_rate", "city"] == 0


def test_leaders_and_staff_are_the_pool(year):
    found = values(year.city)
    assert found["pool.leaders", "city"] + found["pool.staff", "city"] == found["pool.members", "city"]


def test_a_county_has_figures_of_its_own_under_its_own_scope(year):
    found = values(year.counties[0])
    assert found["inspected.villages", "county"] == 3
    assert found["inspected.villages", "towns"] == 0
    assert found["findings.found", "county"] == 4


def test_what_lies_outside_the_period_or_after_the_day_is_left_out(year):
    later = Period(date(2023, 1, 1), date(2023, 12, 31), date(2023, 12, 31))
    assert values(year.city, later)["inspections.routine", "city"] == 1
    early = Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 8, 31))
    assert values(year.city, early)["inspections.routine", "city"] == 2
    assert values(year.city, Period(date(2022, 1, 1), date(2022, 12, 31), NOW.date()))["findings.main", "city"] == 2
    assert (
        values(year.city, Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 5, 9)))["findings.main", "city"] == 0
    )


def test_a_village_of_the_city_counts_once_however_often_it_is_inspected(year):
    assert values(year.city)["inspected.villages", "city"] == 1
    assert values(year.city)["inspections.extended_villages", "city"] == 1


def test_a_fraction_of_an_amount_is_kept(year):
    year.fix(year.city.terms.first().rounds.first().inspections.first(), quantities=[{"what": "盖板", "value": 0.5}])
    assert values(year.city)["immediate.items_covers", "city"] == Decimal("87.5")


def test_the_offices_own_checklist_comes_first_and_the_newest_of_it(year):
    for number, items in ((1, 1), (2, 2)):
        own = Checklist.objects.create(
            code="own", number=number, name="本级", published_on=date(2022, number, 1), jurisdiction=year.city
        )
        for n in range(items):
            ChecklistItem.objects.create(checklist=own, code=f"{n}", manifestation="表现")
    found = values(year.city)
    assert found["checklist.manifestations", "city"] == 2
    assert found["checklist.areas", "city"] == 0


OTHERS = {*COOPERATING, *HEARING, *RECTIFYING, *CLUEING, *EVALUATING, *SUPERVISING, *LOOKING_BACK, *PETITIONS, *USING}
"""Figures whose rows are counted in files of their own."""


@pytest.mark.parametrize("code", sorted(FIGURES.keys() - OTHERS))
def test_the_rows_behind_a_counted_figure_are_as_many_as_it_says(year, code):
    figure = FIGURES[code]
    rows = rows_of(code, Whose.SELF, year.city, PERIOD).count()
    value = values(year.city)[code, "city"]
    if figure.is_ratio or code in {c for c, _scope in BY_HAND} or code.startswith(("checklist", "teams", "pinpoint")):
        assert rows > 0
    else:
        assert rows == value or code.startswith("inspected.")


def test_the_cost_does_not_grow_with_the_records(year, django_assert_max_num_queries):
    for _n in range(20):
        year.finding(year.inspect(year.batch(year.city, number=20 + _n)))
    with django_assert_max_num_queries(2 * len(FIGURES)):
        readings(year.city, PERIOD)


@pytest.mark.parametrize("level", Level.values)
def test_every_level_has_a_name_for_its_scope(level):
    assert scope_code(level, Whose.SELF) == level
    assert scope_code(level, Whose.CHILDREN) == BELOW_SCOPE.get(level, "")


def test_a_town_has_nothing_below_to_add_up(year):
    town = year.counties[0]
    town.level = Level.TOWN
    town.save()
    assert {r.scope for r in readings(town, PERIOD)} == {"town"}
