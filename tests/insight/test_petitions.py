"""Figures of petitions: told to who may know how many there are, small numbers to nobody."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.intake.people import opened_mailbox, registered, team_with_keys
from xuncha.core.figures import FIGURES, Whose
from xuncha.core.permissions import Role
from xuncha.insight.selectors import Period, readings, rows_of
from xuncha.insight.selectors.petitions import PETITIONS
from xuncha.intake.services import class_petition, route_petition

pytestmark = pytest.mark.django_db
YEAR = Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31))


@pytest.fixture
def letters(world, acting) -> list[Any]:
    """Five letters and a visit, one of them routed, one with its class."""
    team = team_with_keys(world, acting)
    mailbox = opened_mailbox(world, acting, team)
    ways = ["letter"] * 5 + ["visit"]
    made = [registered(acting, team, mailbox, way=way) for way in ways]
    liaison = team.users[2]
    class_petition(acting(liaison), made[0], matter="work")
    route_petition(acting(liaison), made[1], to="县水利局", reason="属职责范围", removed=[], by=team.liaison)
    return made


def told(world, reader) -> dict[str, object]:
    return {r.figure.code: r.value for r in readings(world.city, YEAR, reader) if r.figure.code in PETITIONS}


def test_they_are_counted_by_channel_matter_and_how_far_they_have_come(letters, world, actor):
    found = told(world, actor(Role.OFFICE_DIRECTOR))
    assert found.keys() == PETITIONS.keys()
    assert {code.removeprefix("petitions."): count for code, count in found.items() if count} == {
        "received": 6,
        "way.letter": 5,
        "way.visit": 1,
        "matter.work": 1,
        "routed": 1,
        "overdue": 6,
    }
    for code, count in found.items():
        assert rows_of(code, Whose.SELF, world.city, YEAR).count() == count


@pytest.mark.usefixtures("letters")
def test_nobody_is_told_who_may_not_know_how_many(world, actor, at_desk):
    for reader in (actor(Role.OFFICE_CLERK), actor(Role.SECRETARY), None):
        assert told(world, reader) == {}
    rows = reverse("insight:figure-rows", args=["petitions.received", "self"])
    assert at_desk(Role.OFFICE_CLERK).get(rows, asked(world)).status_code == 404


def asked(world) -> dict[str, Any]:
    return {"jurisdiction": world.city.pk, "begin": "2022-01-01", "end": "2022-12-31", "as_of": "2022-12-31"}


def test_small_numbers_are_not_shown(letters, world, at_desk):
    desk = at_desk(Role.OFFICE_DIRECTOR)
    page = desk.get(reverse("insight:figures"), asked(world)).content.decode()
    visits = page.split("信访件：来访", 1)[1]
    assert "少于 5" in visits[: visits.index("</tr>")]
    few = desk.get(reverse("insight:figure-rows", args=["petitions.way.visit", "self"]), asked(world)).content.decode()
    assert "少于 5 的数不显示" in few
    assert "另有" not in few
    many = desk.get(reverse("insight:figure-rows", args=["petitions.received", "self"]), asked(world)).content.decode()
    assert "另有 6 条" in many
    assert letters[0].number not in many  # who opens petitions reads their lines


def test_a_number_is_small_below_the_fewest_alone():
    figure = FIGURES["petitions.received"]
    assert [figure.is_few(count) for count in (0, 1, 4, 5)] == [False, True, True, False]
    assert not FIGURES["findings.found"].is_few(1)
