"""What is in force on a day: the office's own before the common one; every date explains itself."""

from datetime import date

import pytest

from tests.conftest import NOW
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations import services
from xuncha.foundation.regulations.models import Checklist, DeadlineRule, Parameter
from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.regulations.selectors import (
    CALENDAR_DAYS,
    CHECKLISTS,
    RULES,
    calendar,
    checklists_in_force,
    due_for,
    dues_for,
    items_for,
    parameter_in_force,
    parameters_in_force,
    rule_in_force,
    taxonomies_on,
    trigger_label,
)

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def county(world) -> Jurisdiction:
    return Jurisdiction.objects.create(
        code="tx", name="测试县", office_name="测试县委巡察办", level="county", path="tc/tx", parent=world.city
    )


@pytest.fixture
def own_rule(acting, world) -> DeadlineRule:
    return services.set_rule(
        acting(Role.OFFICE_CLERK),
        world.city,
        code="rectification",
        name="集中整改",
        trigger="feedback.held",
        offset=3,
        unit="month",
        deliverable="集中整改进展情况报告",
        owner="unit_liaison",
        valid_from=date(2023, 1, 1),
        warn_days=[20, 10],
    )


def test_the_period_of_rectification_follows_the_date_of_the_event():
    assert due_for("feedback.held", date(2024, 2, 7), None, code="rectification").on == date(2024, 4, 7)
    assert due_for("feedback.held", date(2024, 2, 8), None, code="rectification").on == date(2024, 8, 8)


def test_the_offices_own_rule_comes_before_the_common_one(own_rule, world, county):
    def months(day: date, jurisdiction: Jurisdiction) -> int:
        return rule_in_force("rectification", day, jurisdiction).offset

    assert months(date(2023, 5, 1), world.city) == 3
    assert months(date(2022, 5, 1), world.city) == 2
    assert months(date(2025, 5, 1), world.city) == 3
    assert months(date(2025, 5, 1), county) == 6
    assert rule_in_force("rectification", date(2010, 1, 1), world.city) is None


def test_everything_due_after_an_event_in_order(django_assert_num_queries, world):
    with django_assert_num_queries(2):
        dues = dues_for("round.withdrawn", date(2022, 4, 20), world.city)
    assert [d.rule.code for d in dues] == ["report", "secretary", "feedback"]
    assert dues[0].on == date(2022, 5, 12)
    assert "2 天" in str(dues[0].explained)  # two weekend days were worked for the holiday
    assert due_for("round.withdrawn", date(2022, 4, 20), world.city) == dues[0]
    assert due_for("nothing.happened", TODAY, world.city) is None


def test_the_calendar_knows_holidays_and_worked_weekends():
    known = calendar()
    assert not known.works(date(2022, 5, 4))
    assert known.works(date(2022, 5, 7))
    assert known.knows(2024)
    assert not known.knows(2030)


def test_a_parameter_without_a_value_says_where_to_set_it(world):
    assert parameter_in_force("numbering.paper", TODAY, world.city).startswith("DG-")
    with pytest.raises(RuleViolated, match="巡察工作方案底本") as caught:
        parameter_in_force("round.scheme", TODAY, world.city)
    assert caught.value.reasons[0].mend == "regulations:parameters"
    with pytest.raises(RuleViolated, match=r"x\.y"):
        parameter_in_force("x.y", TODAY, None)


def test_the_offices_own_parameter_comes_before_the_common_one(acting, world, county):
    services.set_parameter(
        acting(Role.OFFICE_CLERK),
        world.city,
        code="numbering.fix",
        value="改-{year}-{n:02}",
        valid_from=date(2022, 5, 1),
    )
    assert parameter_in_force("numbering.fix", TODAY, world.city) == "改-{year}-{n:02}"
    assert parameter_in_force("numbering.fix", date(2022, 4, 30), world.city).startswith("LG-")
    assert parameter_in_force("numbering.fix", TODAY, county).startswith("LG-")
    assert parameters_in_force(TODAY, world.city)["numbering.fix"].jurisdiction == world.city


def test_the_frame_of_a_day():
    def frames(day: date) -> set[str]:
        return {t.code for t in taxonomies_on(day, None, "aspect")}

    assert frames(date(2018, 5, 1)) == {"aspect24", "focus3"}
    assert frames(date(2022, 5, 1)) == {"aspect24", "focus3", "implement4"}
    assert frames(date(2025, 5, 1)) == {"aspect24", "focus4", "implement4"}
    assert {t.axis for t in taxonomies_on(TODAY, None)} >= {"severity", "topic"}


def test_checklists_in_force_and_what_concerns_a_kind_of_unit(world):
    (shipped,) = checklists_in_force(TODAY, world.city)
    assert checklists_in_force(date(2017, 1, 1), world.city) == []
    school = {item.code for item in items_for(shipped, "school")}
    assert "B18" in school
    assert "B22" not in school
    assert "A01" in school
    assert len(items_for(shipped)) == 78


def test_common_records_are_read_by_everybody_who_may_read_and_written_by_nobody(actor, own_rule, world):
    common = Checklist.objects.get(jurisdiction=None)
    for role in (Role.OFFICE_CLERK, Role.SECRETARY, Role.INSPECTOR, Role.TEAM_LEADER):
        assert common in CHECKLISTS.visible_to(actor(role))
        assert common not in CHECKLISTS.permitted(actor(role), P.REGULATIONS_WRITE)
        assert CALENDAR_DAYS.visible_to(actor(role)).exists()
    for role in (Role.UNIT_LIAISON, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        assert not CHECKLISTS.visible_to(actor(role)).exists()


def test_another_offices_rule_is_out_of_reach_and_a_team_sees_its_own_offices(actor, own_rule, world, hire):
    assert own_rule in RULES.visible_to(actor(Role.INSPECTOR))
    assert own_rule in RULES.permitted(actor(Role.OFFICE_CLERK), P.REGULATIONS_WRITE)
    assert own_rule not in RULES.visible_to(actor(Role.OFFICE_CLERK, which=1))
    assert RULES.visible_to(actor(Role.OFFICE_CLERK, which=1)).exists()


def test_an_unknown_trigger_shows_its_code():
    assert trigger_label("feedback.held") == "反馈会召开"
    assert trigger_label("x.y") == "x.y"


class TestNumbers:
    PLACE = {"term": 8, "round": 1, "team": 2}

    def test_numbers_run_without_gaps_within_their_stem(self, acting, world):
        act = acting(Role.INSPECTOR)
        taken = [take_number(act, "paper", world.city, **self.PLACE) for _ in range(3)]
        assert taken == ["DG-TC-8-01-02-001", "DG-TC-8-01-02-002", "DG-TC-8-01-02-003"]
        assert take_number(act, "paper", world.city, **{**self.PLACE, "team": 3}) == "DG-TC-8-01-03-001"
        assert take_number(act, "paper_provisional", world.city, **self.PLACE) == "DG-TC-8-01-02-L001"

    def test_the_year_is_that_of_the_act(self, acting, world):
        assert take_number(acting(Role.OFFICE_CLERK), "letter", world.city) == "测试巡〔2022〕1号"

    def test_two_jurisdictions_never_share_a_number(self, acting, world, county):
        act = acting(Role.INSPECTOR)
        numbers = {take_number(act, "finding", place, **self.PLACE) for place in (world.city, county)}
        assert len(numbers) == 2

    def test_a_new_pattern_with_the_same_stem_goes_on_counting(self, acting, world):
        act = acting(Role.OFFICE_CLERK)
        take_number(act, "letter", world.city)
        Parameter.objects.filter(code="numbering.letter").update(value="{name}巡〔{year}〕{n:03}号")
        assert take_number(act, "letter", world.city) == "测试巡〔2022〕002号"
