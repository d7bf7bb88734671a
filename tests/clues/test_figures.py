"""Figures of clues: 件 and 人 apart, told to those who decide alone, their rows to those named."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.clues.people import decided, filed, packed, reported
from tests.conftest import NOW
from xuncha.clues.models import Body
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.insight.selectors import Period, readings

pytestmark = pytest.mark.django_db
YEAR = Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31))


@pytest.fixture
def handed(acting, cast, clue, received, world) -> None:
    """One clue to both bodies, reported by the first; another to the first alone."""
    decided(acting, cast, clue, "both")
    first = packed(acting, cast, clue.register).lines.get()
    packed(acting, cast, clue.register, Body.ORGANISATION)
    reported(acting, cast, first)
    decided(acting, cast, filed(acting, cast, world))
    packed(acting, cast, clue.register)


def told(world, reader) -> dict[str, object]:
    found = readings(world.city, YEAR, reader)
    return {one.figure.code.removeprefix("clues."): one.value for one in found if one.figure.code.startswith("clues.")}


@pytest.mark.usefixtures("handed")
def test_a_clue_counts_once_and_once_at_each_body(world, actor):
    assert told(world, actor(Role.SECRETARY)) == {
        "handed_over": 2,
        "persons": 4,
        "to_discipline": 2,
        "to_organisation": 1,
        "accepted": 1,
        "settled": 1,
        "cases": 1,
        "persons_filed": 2,
        "settled_rate": Decimal("0.3333"),
    }


@pytest.mark.usefixtures("handed")
def test_nobody_else_is_told(world, actor, at_desk, cast):
    for reader in (actor(Role.LEADING_GROUP), actor(Role.DISCIPLINE), actor_of(cast.user("clerk"), NOW), None):
        assert told(world, reader) == {}
    rows = reverse("insight:figure-rows", args=["clues.handed_over", "self"])
    asked = {"jurisdiction": world.city.pk, "begin": "2022-01-01", "end": "2022-12-31", "as_of": "2022-12-31"}
    assert at_desk(cast.user("clerk")).get(rows, asked).status_code == 404
    shown = at_desk(Role.SECRETARY).get(rows, asked).content.decode()
    assert "XS-" not in shown  # counted; who is not named reads no line
