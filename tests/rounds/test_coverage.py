"""Full coverage of a term: one standing per target, and every number of the page adds up."""

from datetime import date

import pytest

from tests.conftest import NOW
from tests.rounds.test_services import ENTRY, EXIT
from xuncha.foundation.orgs.models import UnitType
from xuncha.planning.models import PlanEntry, PlanVersion
from xuncha.rounds.selectors import Standing, coverage_of
from xuncha.rounds.services import cancel_round, enter_round, withdraw_round

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def plan(office):
    """The plan in force: `plan(unit, 2023, 4)`; with `annual` the annual plan of that year."""

    def put(unit, year: int, number: int | None = None, *, annual: int = 0, kind: str = "routine") -> PlanEntry:
        version, _made = PlanVersion.objects.get_or_create(
            term=office.world.term,
            year=annual,
            number=1,
            state="published",
            defaults={"title": "规划", "state_since": NOW, "created_by": office.clerk, "created_at": NOW},
        )
        target = office.world.term.targets.get(organisation=unit)
        return PlanEntry.objects.create(plan=version, target=target, year=year, round_number=number, type=kind)

    return put


def standings(office, day=TODAY):
    return {line.organisation_id: line.standing for line in coverage_of(office.world.term, day).lines}


def test_every_target_has_one_standing(office, plan):
    in_field = office.world.units
    scheduled = office.complete().inspections.get().organisation
    planned, unplanned = office.target(), office.target()
    plan(planned, 2024, 5)
    plan(scheduled, 2023, 3)
    assert standings(office) == {
        in_field[0].pk: Standing.IN_FIELD,
        in_field[1].pk: Standing.IN_FIELD,
        scheduled.pk: Standing.SCHEDULED,
        planned.pk: Standing.PLANNED,
        unplanned.pk: Standing.UNPLANNED,
    }
    coverage = coverage_of(office.world.term, TODAY)
    assert (coverage.total, coverage.covered, coverage.waiting, coverage.rate) == (5, 2, 3, 0.4)
    assert sum(coverage.standings.values()) == coverage.total
    assert coverage.columns == ((2022, 1), (2022, 2), (2024, 5))


def test_a_round_counts_from_entry_and_is_done_after_withdrawal(office):
    batch = office.authorised()
    unit = batch.inspections.get().organisation
    assert standings(office)[unit.pk] == Standing.SCHEDULED
    enter_round(office.act(now=ENTRY), batch)
    assert standings(office)[unit.pk] == Standing.IN_FIELD
    withdraw_round(office.act(now=EXIT), batch)
    assert standings(office)[unit.pk] == Standing.DONE


def test_a_cancelled_round_schedules_nothing(office):
    batch = office.complete()
    unit = batch.inspections.get().organisation
    cancel_round(office.act(), batch, reason="并入下轮")
    assert standings(office)[unit.pk] == Standing.UNPLANNED


def test_only_routine_inspections_count_and_a_unit_counts_once(office):
    special = office.target()
    office.add(office.draft(), special, "special")
    assert standings(office)[special.pk] == Standing.UNPLANNED
    office.add(office.draft(3), office.world.units[0])
    assert coverage_of(office.world.term, TODAY).covered == 2


def test_targets_that_do_not_count_stand_beside(office):
    village = office.target("village", counts=False)
    coverage = coverage_of(office.world.term, TODAY)
    assert coverage.total == 2
    row = next(row for row in coverage.classes if row.unit_type == UnitType.VILLAGE)
    assert (row.total, row.covered, row.rate) == (1, 0, 0.0)
    assert [line.organisation_id for line in coverage.of_class("village").lines] == [village.pk]
    assert coverage.of_class("village").rate == 0.0


def test_a_target_that_was_withdrawn_is_no_target(office):
    gone = office.world.term.targets.filter(organisation=office.world.units[0])
    gone.update(withdrawn_on=TODAY, withdrawn_reason="撤并")
    assert coverage_of(office.world.term, TODAY).total == 1


def test_an_annual_plan_is_more_exact_than_the_five_year_plan(office, plan):
    unit = office.target()
    plan(unit, 2023)
    assert coverage_of(office.world.term, TODAY).columns[-1] == (2023, 0)
    plan(unit, 2023, 4, annual=2023)
    assert coverage_of(office.world.term, TODAY).columns[-1] == (2023, 4)


def test_another_type_in_the_plan_is_no_promise_of_coverage(office, plan):
    unit = office.target()
    plan(unit, 2023, 4, kind="special")
    assert standings(office)[unit.pk] == Standing.UNPLANNED


def test_the_table_and_the_curve_add_up(office, plan):
    for year, number in ((2023, 3), (2023, 0), (2024, 5)):
        plan(office.target("township"), year, number or None)
    coverage = coverage_of(office.world.term, TODAY)
    assert coverage.columns == ((2022, 1), (2023, 3), (2023, 0), (2024, 5))
    town = next(row for row in coverage.classes if row.unit_type == "township")
    assert [(c.count, c.planned) for c in town.cells] == [(0, True), (1, True), (1, True), (1, True)]
    office_row = next(row for row in coverage.classes if row.unit_type == "office")
    assert (office_row.cells[0].count, office_row.cells[0].planned, office_row.rate) == (2, False, 1.0)
    assert [(load.count, load.covered, load.cumulative) for load in coverage.loads] == [
        (2, 2, 2),
        (1, 0, 3),
        (1, 0, 4),
        (1, 0, 5),
    ]
    assert [load.planned for load in coverage.loads] == [False, True, True, True]
    assert coverage.loads[-1].rate == 1.0
    assert coverage.complete_with == (2024, 5)
    assert [(y.year, y.target, y.covered, y.forecast) for y in coverage.years] == [
        (2022, 0, 2, 2),
        (2023, 2, 0, 4),
        (2024, 1, 0, 5),
        (2025, 0, 0, 5),
        (2026, 0, 0, 5),
    ]


def test_without_a_place_for_everybody_there_is_no_completion(office):
    office.target()
    coverage = coverage_of(office.world.term, TODAY)
    assert coverage.complete_with is None
    assert len(coverage.unplanned) == 1


def test_a_planned_year_that_has_passed_is_overdue(office, plan):
    late = office.target()
    plan(late, 2022, 2)
    plan(office.world.units[0], 2022, 1)
    assert coverage_of(office.world.term, date(2022, 12, 31)).overdue == ()
    assert [line.organisation_id for line in coverage_of(office.world.term, date(2023, 1, 1)).overdue] == [late.pk]
    listed = coverage_of(office.world.term, date(2023, 1, 1)).listed(standing="overdue")
    assert [line.organisation_id for line in listed] == [late.pk]


def test_behind_every_number_is_a_list(office, plan):
    plan(office.target(), 2023, 3)
    coverage = coverage_of(office.world.term, TODAY)
    assert len(coverage.listed(column=(2022, 1))) == 2
    assert len(coverage.listed(standing=Standing.PLANNED)) == 1
    assert len(coverage.listed()) == 3


def test_an_empty_term_covers_nothing(office):
    office.world.term.targets.all().delete()
    coverage = coverage_of(office.world.term, TODAY)
    assert (coverage.rate, coverage.classes, coverage.loads, coverage.complete_with) == (0.0, (), (), None)
    assert coverage.years[0].rate == 0.0


@pytest.mark.parametrize("more", [0, 12])
def test_the_cost_does_not_grow_with_the_targets(office, plan, django_assert_num_queries, more):
    for _n in range(more):
        plan(office.target(), 2024, 5)
    with django_assert_num_queries(3):
        assert coverage_of(office.world.term, TODAY).total == 2 + more
