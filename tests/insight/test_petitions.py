"""Figures of petitions: told to who may know how many there are; small ones to nobody, nor what would tell them."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.exporting import taken
from tests.intake.people import opened_mailbox, registered, team_with_keys
from xuncha.core.figures import Whose
from xuncha.core.permissions import GRANTS, Permission, Role
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.insight.selectors import Period, readings, rows_of
from xuncha.insight.selectors.onepage import FUNNEL, RATES
from xuncha.insight.selectors.petitions import PETITIONS
from xuncha.intake.models import Matter, Petition
from xuncha.intake.services import class_petition, route_petition

pytestmark = pytest.mark.django_db
YEAR = Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31))


@pytest.fixture
def letters(world, acting) -> list[Any]:
    """Eleven letters and a visit, one of them routed, nine with their class: six of one, three of another."""
    team = team_with_keys(world, acting)
    mailbox = opened_mailbox(world, acting, team)
    ways = ["letter"] * 11 + ["visit"]
    made = [registered(acting, team, mailbox, way=way) for way in ways]
    liaison = team.users[2]
    for petition, matter in zip(made, ["work"] * 6 + ["mass"] * 3, strict=False):
        class_petition(acting(liaison), petition, matter=matter)
    route_petition(acting(liaison), made[1], to="县水利局", reason="属职责范围", removed=[], by=team.liaison)
    return made


def told(world, reader) -> dict[str, object]:
    return {r.figure.code: r.value for r in readings(world.city, YEAR, reader) if r.figure.code in PETITIONS}


def test_they_are_counted_by_channel_matter_and_how_far_they_have_come(letters, world, actor):
    found = told(world, actor(Role.OFFICE_DIRECTOR))
    assert found.keys() == PETITIONS.keys()
    assert {code.removeprefix("petitions."): count for code, count in found.items() if count} == {
        "received": 12,
        "way.letter": 11,
        "way.visit": 1,  # as the register says line by line
        "routed": 1,
        "overdue": 12,
    }
    withheld = {code.removeprefix("petitions.") for code, count in found.items() if count is None}
    assert withheld == {f"matter.{matter}" for matter in Matter}  # nine in all
    assert {code: rows_of(code, Whose.SELF, world.city, YEAR).count() for code in ("petitions.matter.mass",)} == {
        "petitions.matter.mass": 3
    }
    for code, count in found.items():
        assert count is None or rows_of(code, Whose.SELF, world.city, YEAR).count() == count


def test_with_the_small_one_goes_what_would_tell_it(letters, world, acting, actor):
    """Ten of three kinds: the smallest is withheld with the next; of one kind there is nothing to withhold."""
    liaison = acting(Petition.objects.get(pk=letters[0].pk).created_by)
    for petition in letters[9:]:
        class_petition(liaison, petition, matter="life")
    found = told(world, actor(Role.OFFICE_DIRECTOR))
    shown = {m: found[f"petitions.matter.{m}"] for m in ("work", "mass", "life", "political")}
    assert shown == {"work": None, "mass": None, "life": None, "political": 0}  # 6, 3 and 3
    assert found["petitions.conclusion.true"] == found["petitions.answered"] == 0


def test_other_periods_than_a_year_would_tell_by_their_difference(letters, world, actor):
    director = actor(Role.OFFICE_DIRECTOR)
    for petition in letters:
        Petition.objects.filter(pk=petition.pk).update(matter="work")
    assert told(world, director)["petitions.matter.work"] == 12
    part = Period(date(2022, 1, 1), date(2022, 5, 9), date(2022, 5, 9))
    code = "petitions.matter.work"

    def of(period, today):
        found = {r.figure.code: r.value for r in readings(world.city, period, director, today=today)}
        return found[code], found["petitions.way.letter"]

    assert of(part, date(2022, 5, 10)) == (None, 11)
    assert of(part, date(2022, 5, 9)) == (12, 11)  # the year so far
    assert of(replace(YEAR, begin=date(2021, 1, 1)), None) == (None, 11)


@pytest.mark.usefixtures("letters")
def test_nobody_is_told_who_may_not_know_how_many(world, actor, at_desk):
    for reader in (actor(Role.OFFICE_CLERK), actor(Role.SECRETARY), None):
        assert told(world, reader) == {}
    rows = reverse("insight:figure-rows", args=["petitions.received", "self"])
    assert at_desk(Role.OFFICE_CLERK).get(rows, asked(world)).status_code == 404


def asked(world) -> dict[str, Any]:
    return {"jurisdiction": world.city.pk, "begin": "2022-01-01", "end": "2022-12-31", "as_of": "2022-12-31"}


def test_nothing_that_is_shown_tells_a_small_count(letters, world, at_desk, actor):
    """Page, workbook, list behind the figure, register, the office's other pages, and what the command prints."""
    desk = at_desk(Role.OFFICE_DIRECTOR)
    page = desk.get(reverse("insight:figures"), asked(world)).content.decode()
    matter = page.split("信访件：反映群众纪律", 1)[1]
    assert '">不显示<' in matter[: matter.index("</tr>")]
    assert "能减出它来的也不显示" in matter[: matter.index("</tr>")]
    book = taken(desk, f"{reverse('insight:figures')}?{urlencode({**asked(world), 'export': 'xlsx'})}")
    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(book.streaming_content))).get_sheet_by_index(0)
    cells = {row[7]: row[1] for row in sheet.to_python() if str(row[7]).startswith("petitions.")}
    assert cells["petitions.way.visit"] == 1
    assert {cells[f"petitions.matter.{matter}"] for matter in Matter} == {"不显示"}
    rows = reverse("insight:figure-rows", args=["petitions.matter.mass", "self"])
    for narrow in ({}, {"unit": world.inspections[0].organisation_id}, {"batch": world.inspections[0].round_id}):
        few = desk.get(rows, {**asked(world), **narrow}).content.decode()
        assert "这个数不显示" in few
        assert "另有" not in few
        assert letters[0].number not in few
    none = desk.get(
        reverse("insight:figure-rows", args=["petitions.matter.life", "self"]), asked(world)
    ).content.decode()
    assert "没有计入的记录" not in none  # it is withheld as well, and looks like those that have some
    assert desk.get(reverse("intake:figures")).status_code == 403
    register = desk.get(reverse("intake:register")).content.decode()
    assert letters[0].number in register
    assert not any(str(matter.label) in register for matter in Matter if matter != Matter.OTHER)
    assert not {*FUNNEL, *RATES} & PETITIONS.keys()  # the leader's page
    printed = [r.figure.code for r in readings(world.city, YEAR)]  # as the command and the scenario ask
    assert not any(code.startswith("petitions.") for code in printed)


def test_a_figure_that_is_told_has_its_rows(letters, world, at_desk):
    desk = at_desk(Role.OFFICE_DIRECTOR)
    many = desk.get(reverse("insight:figure-rows", args=["petitions.received", "self"]), asked(world)).content.decode()
    assert "另有 12 条" in many
    assert letters[0].number not in many  # who opens petitions reads their lines


def test_the_workbook_of_an_office_leaves_where_the_right_to_take_reaches_it(world, hire, at_desk):
    """Somebody who takes files of another office alone reads the figures here, and takes them there."""
    other = Jurisdiction.objects.create(code="o", name="邻市", office_name="邻市巡察办", level="city", path="o")
    user = hire(Role.ORGANISATION)
    hire(Role.DISCIPLINE).grants.update(user=user, scope_id=other.pk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(GRANTS, Role.ORGANISATION, GRANTS[Role.ORGANISATION] - {Permission.LEDGER_EXPORT})
        desk, address = at_desk(user), reverse("insight:figures")
        for place, takes in ((world.city, False), (other, True)):
            of = {**asked(world), "jurisdiction": place.pk}
            page = desk.get(address, of)
            assert page.status_code == 200
            assert ("export=xlsx" in page.content.decode()) is takes
            with closing(taken(desk, f"{address}?{urlencode({**of, 'export': 'xlsx'})}")) as file:
                assert file.status_code == (200 if takes else 403)
