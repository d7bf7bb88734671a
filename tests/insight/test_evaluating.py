"""Evaluations in figures: settled results of units, people asked; nothing before it is settled, nothing of teams."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.conftest import NOW, World
from tests.evaluation.telling import SMALL
from xuncha.core.figures import Whose
from xuncha.core.permissions import Role
from xuncha.evaluation.models import Panel, Run, Scheme, Subject
from xuncha.insight.selectors import Period, readings, rows_of
from xuncha.insight.selectors.evaluating import EVALUATING

pytestmark = pytest.mark.django_db
PERIOD = Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31))
ON = NOW.date()
EXPECTED = {
    "evaluation.units": (2, 2),
    "evaluation.raters.city_leaders": (11, 1),
    "evaluation.raters.staff_and_masses": (59, 2),
    "evaluation.raters.delegates_and_observers": (0, 0),
    "evaluation.raters.served": (0, 0),
    "evaluation.grade.excellent": (1, 1),
    "evaluation.grade.good": (1, 1),
}
"""Value, and how many rows stand behind it."""


@pytest.fixture
def evaluated(world: World):
    """Both units settled in the period and once before it; a team settled, too."""
    made = {"created_by": world.founder, "created_at": NOW, "state_since": NOW}
    settled = {"state": "final", "total": 90, "inputs": {}, "settled_by": world.founder}
    for kind, on in (("unit", ON), ("unit", ON - timedelta(days=400)), ("team", ON)):
        scheme = Scheme.objects.create(jurisdiction=world.city, kind=kind, title="方案", definition=SMALL, **made)
        days = {"opens_on": on, "closes_on": on}
        run = Run.objects.create(round=world.round, scheme=scheme, title="评估", state="closed", **days, **made)
        Panel.objects.create(run=run, group="city_leaders", asked=11, created_by=world.founder, created_at=NOW)
        for n, (unit, team, grade) in enumerate(zip(world.units, world.teams, ("优秀", "良好"), strict=True)):
            body = {"organisation": unit} if kind == "unit" else {"team": team}
            told = {**made, **settled, "settled_on": on, "grade_label": grade}
            subject = Subject.objects.create(run=run, name=str(unit), **body, **told)
            asked = {"asked": 29 + n, "created_by": world.founder, "created_at": NOW}
            Panel.objects.create(run=run, group="staff_and_masses", subject=subject, **asked)
    return world.city


@pytest.mark.parametrize("code", sorted(EVALUATING))
def test_counts_what_was_settled_in_the_period(evaluated, code):
    value, rows = EXPECTED[code]
    assert {r.figure.code: r.value for r in readings(evaluated, PERIOD)}[code] == value
    assert rows_of(code, Whose.SELF, evaluated, PERIOD).count() == rows


def test_its_rows_are_listed_for_a_leader(evaluated, at_desk):
    query = {"jurisdiction": evaluated.pk, "begin": "2022-01-01", "end": "2022-12-31"}
    leader = at_desk(Role.LEADING_GROUP)
    for code in ("evaluation.units", "evaluation.raters.staff_and_masses"):
        page = leader.get(reverse("insight:figure-rows", args=[code, "self"]), query)
        assert page.context["shown"].paginator.count == EXPECTED[code][1]
        assert page.context["hidden"] == 0
