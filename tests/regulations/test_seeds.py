"""What ships: complete, consistent with itself, loadable twice, and taken back without a trace."""

from datetime import date

import pytest

from xuncha.core.deadlines import TRIGGERS
from xuncha.core.permissions import Role
from xuncha.foundation.orgs.models import UnitType
from xuncha.foundation.regulations import seeds
from xuncha.foundation.regulations.models import (
    CalendarDay,
    Category,
    Checklist,
    ChecklistItem,
    CrossWalk,
    DeadlineRule,
    Parameter,
    Taxonomy,
)
from xuncha.foundation.regulations.rules import (
    PARAMETERS,
    ChecklistFacts,
    ChecklistState,
    reasons_not_to_publish,
    reasons_not_to_set_parameter,
)
from xuncha.foundation.regulations.selectors import crosswalk

pytestmark = pytest.mark.django_db

MODELS = (Taxonomy, Category, CrossWalk, Checklist, ChecklistItem, DeadlineRule, CalendarDay, Parameter)
FRAMES = ("aspect24", "focus3", "focus4", "implement4")


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in MODELS}


def frame(code: str) -> Taxonomy:
    return Taxonomy.objects.get(code=code, jurisdiction=None)


def test_the_library_has_seventy_eight_manifestations_in_four_groups():
    items = list(ChecklistItem.objects.filter(checklist__code="manifestations78"))
    assert len(items) == 78
    groups = {letter: sum(item.code.startswith(letter) for item in items) for letter in "ABCD"}
    assert groups == {"A": 18, "B": 34, "C": 18, "D": 8}
    assert {item.code for item in items if item.clue_only} == {"B24", "B32"}
    for item in items:
        assert 2 <= len(item.check_points.splitlines()) <= 4, item.code
        assert all((item.basis, item.evidence, item.category)), item.code
        assert set(item.unit_types) <= set(UnitType.values), item.code


def test_the_shipped_checklist_could_be_published():
    items = ChecklistItem.objects.filter(checklist__code="manifestations78")
    facts = ChecklistFacts(
        ChecklistState.DRAFT,
        items.count(),
        [i.code for i in items if not i.check_points],
        [i.code for i in items if i.category is None],
    )
    assert reasons_not_to_publish(facts) == []


@pytest.mark.parametrize(("code", "areas"), [("aspect24", 4), ("focus3", 3), ("focus4", 4), ("implement4", 4)])
def test_each_frame_holds_the_twenty_four_aspects_once(code, areas):
    categories = list(frame(code).categories.all())
    assert sum(c.parent_id is None for c in categories) == areas
    assert len({c.code for c in categories if c.parent_id}) == 24


@pytest.mark.parametrize(
    ("source", "target"),
    [("focus3", "focus4"), ("focus4", "implement4"), *[("aspect24", code) for code in FRAMES[1:]]],
)
def test_the_cross_walk_is_total_between_frames(source, target):
    lines = crosswalk(frame(source), frame(target))
    assert [category.code for category, links in lines if category.parent_id and len(links) != 1] == []


def test_axes_of_the_handbook_are_there():
    axes = set(Taxonomy.objects.values_list("axis", flat=True))
    assert axes >= {"aspect", "nature", "discipline", "topic", "difficulty", "term", "source", "severity"}
    assert not frame("nature").categories.filter(code="clue").exists()  # clues are kept elsewhere, never on a finding


def test_rules_are_about_known_events_and_people():
    rules = list(DeadlineRule.objects.all())
    assert {rule.trigger for rule in rules} <= set(TRIGGERS)
    assert {rule.owner for rule in rules} <= set(Role)
    periods = DeadlineRule.objects.filter(code="rectification").order_by("valid_from")
    assert [(r.offset, r.valid_from, r.valid_to) for r in periods] == [
        (2, date(2017, 7, 1), date(2024, 2, 8)),
        (6, date(2024, 2, 8), None),
    ]


def test_exceptions_of_the_calendar_say_something():
    days = list(CalendarDay.objects.all())
    assert [d.day for d in days if d.works and d.day.weekday() < 5] == []
    free = {
        year: sum(not d.works and d.day.weekday() < 5 for d in days if d.day.year == year)
        - sum(d.works for d in days if d.day.year == year)
        for year in range(2018, 2027)
    }
    # Eleven public holidays a year, thirteen since 2025; in 2020 the Spring Festival was made two days longer.
    assert free == {**dict.fromkeys(range(2018, 2025), 11), 2020: 13, 2025: 13, 2026: 13}
    assert all("核对" in d.note for d in days if d.day.year == 2026)


def test_parameters_are_known_and_valid():
    for parameter in Parameter.objects.all():
        assert reasons_not_to_set_parameter(parameter.code, parameter.value, parameter.valid_from, None) == []
    assert set(Parameter.objects.values_list("code", flat=True)) <= set(PARAMETERS)


def test_loading_again_changes_nothing():
    before = counts()
    seeds.load()
    assert counts() == before
    assert before["CrossWalk"] == 120


def test_seeds_can_be_taken_back_and_loaded_again():
    before = counts()
    seeds.unload()
    assert set(counts().values()) == {0}
    seeds.load()
    assert counts() == before
