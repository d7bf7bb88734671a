"""Annual plans drawn from the five-year plan, and what is read of a term."""

import pytest

from tests.conftest import NOW
from tests.planning.test_services import CLERK, new_unit
from xuncha.core.errors import RuleViolated
from xuncha.planning import selectors, services
from xuncha.planning.models import PlanEntry
from xuncha.planning.rules import Change, Line
from xuncha.planning.workflow import PlanState

pytestmark = pytest.mark.django_db


class TestAnnualPlans:
    def test_it_takes_its_year_from_the_plan_in_force(self, acting, world, in_force, targets, publish):
        annual = services.draft_annual_plan(acting(CLERK), world.term, 2022)
        assert (annual.is_annual, list(annual.years)) == (True, [2022])
        assert selectors.lines_of(annual) == [Line(targets[0].pk, "routine", 2022, 1)]
        services.add_entries(acting(CLERK), annual, [targets[1]], year=2022, type="special")
        publish(annual)
        assert selectors.plan_in_force(world.term, 2022) == annual
        assert selectors.plan_in_force(world.term) == in_force
        with pytest.raises(RuleViolated, match="已有现行计划"):
            services.draft_annual_plan(acting(CLERK), world.term, 2022)

    def test_it_does_not_lose_what_the_year_owes(self, acting, world, in_force):
        annual = services.draft_annual_plan(acting(CLERK), world.term, 2022)
        services.remove_entries(acting(CLERK), annual, [annual.entries.get().pk], reason="推迟")
        with pytest.raises(RuleViolated, match="先调整五年规划"):
            services.submit_plan(acting(CLERK), annual)

    def test_it_needs_a_year_of_the_term_and_a_plan_in_force(self, acting, world):
        with pytest.raises(RuleViolated, match="任期"):
            services.draft_annual_plan(acting(CLERK), world.term, 2027)
        with pytest.raises(RuleViolated, match="五年规划批准后"):
            services.draft_annual_plan(acting(CLERK), world.term, 2022)

    def test_amending_it_leaves_the_other_years_alone(self, acting, world, in_force, targets, publish):
        first = publish(services.draft_annual_plan(acting(CLERK), world.term, 2022))
        second = services.amend(acting(CLERK), first, reason="增加专项")
        services.add_entries(acting(CLERK), second, [targets[1]], year=2022, type="special")
        publish(second)
        first.refresh_from_db()
        assert (first.state, second.number) == (PlanState.SUPERSEDED, 2)
        assert list(selectors.versions_of(world.term, 2022)) == [second, first]


class TestReading:
    def test_candidates_are_of_the_area_and_not_yet_targets(self, world):
        unit = new_unit(world)
        new_unit(world, "TC-OLD", closed_on=NOW.date())
        assert list(selectors.candidates_of(world.term)) == [unit]

    def test_targets_not_placed_and_class_totals(self, acting, world, draft, targets):
        services.add_targets(acting(CLERK), world.term, [new_unit(world, "TC-S1", unit_type="school")], counts=False)
        assert [
            t.organisation.code for t in selectors.targets_of(world.term).filter(selectors.not_placed_in(draft))
        ] == ["TC-S1"]
        assert selectors.class_totals(world.term) == [("office", "机关", 2, 2), ("school", "学校", 1, 0)]

    def test_against_nothing_everything_is_new(self, draft):
        assert {c.difference.change for c in selectors.changes_between(None, draft)} == {Change.ADDED}

    def test_entries_come_with_everything_a_list_shows(self, draft, django_assert_num_queries):
        with django_assert_num_queries(1):
            labels = [(str(e.target), e.target.organisation.sector, e.plan.state) for e in selectors.entries_of(draft)]
        assert len(labels) == PlanEntry.objects.count()
