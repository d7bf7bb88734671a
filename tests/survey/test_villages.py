"""Village cards: one on a phone, many in one table or workbook, visits against the share that is wanted. (B14)"""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.conftest import NOW, World
from tests.imports.conftest import imported, template_row, uploaded, workbook  # noqa: F401 - fixtures
from xuncha.core.errors import Denied, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.imports.kinds import KINDS
from xuncha.foundation.imports.services import undo_import
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.regulations.models import Parameter
from xuncha.survey import services
from xuncha.survey.models import VillageCard
from xuncha.survey.rules.villages import reasons_against_card, visits, wanted_visits
from xuncha.survey.selectors.villages import CARDS, lines_of, villages_in, visited_share
from xuncha.survey.services.villages import CardRow

DAY = NOW.date()
MEMBER = Role.INSPECTOR
FIELDS = {
    "households": 320,
    "population": 1100,
    "visited": 31,
    "grade": "key",
    "members": 40,
    "cadres": 6,
    "assets": Decimal(2600000),
    "income": Decimal(0),
    "projects": 2,
    "project_money": Decimal(500000),
    "note": "",
}


def test_the_share_is_rounded_up():
    assert [wanted_visits(n, 10) for n in (0, 1, 10, 11)] == [0, 1, 1, 2]
    assert visits(320, 32, 10).enough
    assert not visits(320, 31, 10).enough
    assert visits(320, 32, 10).percent == 10
    assert visits(0, 0, 10).percent == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"households": -1, "visited": -2}, "households"),
        ({"visited": 321}, "visited"),
        ({"population": 319}, "population"),
        ({"members": 1101}, "members"),
        ({"projects": 0}, "projects"),
    ],
)
def test_figures_that_cannot_be_are_told_beside_their_input(change, field):
    assert reasons_against_card(FIELDS) == []
    assert field in {why.field for why in reasons_against_card({**FIELDS, **change})}


@pytest.fixture
def villages(world: World) -> list[Organisation]:
    """Unit one is a township with three villages; a fourth lies elsewhere."""
    town, other = world.units
    Organisation.objects.filter(pk=town.pk).update(unit_type="township")
    return [
        Organisation.objects.create(
            jurisdiction=world.city, code=f"V{n}", name=f"第{n}村", unit_type="village", parent=parent
        )
        for n, parent in ((1, town), (2, town), (3, town), (4, other))
    ]


@pytest.fixture
def inspection(world, villages):
    found = world.inspections[0]
    found.refresh_from_db()
    return found


@pytest.mark.django_db
def test_many_cards_are_written_at_once_or_none(inspection, villages, acting, actor):
    rows = [CardRow(one, {**FIELDS, "visited": n * 20}) for n, one in enumerate(villages[:3])]
    bad = CardRow(villages[1], {**FIELDS, "visited": 999})
    with pytest.raises(RuleViolated) as refused:
        services.write_cards(acting(MEMBER), inspection, rows=[rows[0], bad])
    assert [why.field for why in refused.value.reasons] == [f"{villages[1].pk}-visited"]
    assert not VillageCard.objects.exists()
    with pytest.raises(RuleViolated, match="不在这次巡察的范围内"):
        services.write_cards(acting(MEMBER), inspection, rows=[CardRow(villages[3], FIELDS)])
    services.write_cards(acting(MEMBER), inspection, rows=rows)
    lines = lines_of(actor(MEMBER), inspection, DAY)
    assert [(line.visits.wanted, line.visits.enough) for line in lines] == [(32, False), (32, False), (32, True)]
    card = services.write_card(acting(MEMBER), inspection, village=villages[0], base_version=1, **FIELDS)
    assert card.visited == 31
    again = services.write_card(acting(MEMBER), inspection, village=villages[0], **FIELDS)
    assert again.version == card.version
    assert services.write_cards(acting(MEMBER), inspection, rows=[CardRow(villages[0], FIELDS)]) == []
    with pytest.raises(StaleEdit):
        services.write_card(acting(MEMBER), inspection, village=villages[0], base_version=1, **{**FIELDS, "cadres": 7})
    assert JournalRecord.objects.filter(event="card.written").count() == 3


@pytest.mark.django_db
def test_a_village_inspected_by_itself_has_a_card_and_an_office_none(world, inspection, villages):
    assert [one.code for one in villages_in(inspection)] == ["V1", "V2", "V3"]
    assert not villages_in(world.inspections[1]).exists()
    inspection.organisation = villages[0]
    assert list(villages_in(inspection)) == [villages[0]]
    inspection.extends = world.inspections[1]
    assert not villages_in(inspection).exists()


@pytest.mark.django_db
def test_the_share_is_that_of_the_day_of_entry(world, inspection):
    Parameter.objects.create(
        code="survey.village_share", value=20, valid_from=date(2022, 5, 1), jurisdiction=world.city
    )
    assert visited_share(inspection, DAY) == 10
    inspection.entry_on = date(2022, 5, 2)
    assert visited_share(inspection, DAY) == 20
    Parameter.objects.filter(code="survey.village_share").delete()
    assert visited_share(inspection, DAY) == 10


@pytest.mark.django_db
def test_teams_write_leaders_read_others_have_no_part(inspection, villages, acting, actor):
    with pytest.raises(Denied):
        services.write_card(acting(Role.SECRETARY), inspection, village=villages[0], **FIELDS)
    with pytest.raises(OutOfReach):
        services.write_cards(acting(MEMBER, which=1), inspection, rows=[])
    services.write_card(acting(MEMBER), inspection, village=villages[0], **FIELDS)
    assert CARDS.visible_to(actor(Role.SECRETARY)).exists()
    assert not CARDS.visible_to(actor(Role.UNIT_LIAISON)).exists()


@pytest.mark.django_db
def test_where_there_is_no_village_none_is_asked_for(world, at_desk):
    address = reverse("survey:villages", args=[world.inspections[0].pk])
    page = at_desk(Role.TEAM_LIAISON).get(address).text
    assert "这次巡察没有村" in page
    assert "成批填写" not in page


def test_the_pages(world, inspection, villages, at_desk):
    page = at_desk(MEMBER)
    table = reverse("survey:villages-table", args=[inspection.pk])
    first, second, third = (one.pk for one in villages[:3])
    assert "第3村" in page.get(table).text
    typed = {f"{first}-{name}": value for name, value in FIELDS.items()}
    refused = page.post(
        table, {**typed, f"{second}-households": "5", f"{second}-grade": "key", f"{third}-visited": "0"}
    )
    assert refused.status_code == 422
    assert f'id="id_{second}-population_error"' in refused.text
    assert 'value="320"' in refused.text
    refused = page.post(table, {**typed, f"{first}-visited": "400"})
    assert "不能超过户数" in refused.text
    page.post(table, typed)
    card = VillageCard.objects.get()
    one = reverse("survey:village-card", args=[inspection.pk, second])
    page.post(one, {**FIELDS, "visited": "40"})
    assert VillageCard.objects.count() == 2
    shown = page.get(reverse("survey:villages", args=[inspection.pk])).text
    assert "31 / 32" in shown
    assert "40 / 32" in shown
    assert "31 / 32" in page.get(reverse("survey:card", args=[card.pk])).text
    assert page.get(reverse("survey:village-card", args=[inspection.pk, villages[3].pk])).status_code == 404
    assert "第1村" in page.get(reverse("survey:village-card", args=[inspection.pk, first])).text
    assert "共 3 个村，已填 2 个" in page.get(reverse("rounds:inspection", args=[inspection.pk])).text


def sheet(*rows):
    return [[column.label for column in KINDS["villages"].columns], *[template_row("villages", **row) for row in rows]]


ROW = {"unit": "测试市第1局", "village": "第1村", "grade": "重点", "households": "320", "population": "1100"}


@pytest.mark.django_db
def test_a_workbook_writes_what_is_new_or_changed_and_is_taken_back(imported, acting, hire, inspection, villages):  # noqa: F811
    services.write_card(acting(MEMBER), inspection, village=villages[0], **FIELDS)
    me = hire(MEMBER)
    batch = imported("villages", sheet({**ROW, "visited": "33"}, {**ROW, "village": "V2"}), me)
    assert [(card.village.name, card.visited, card.assets) for card in VillageCard.objects.all()] == [
        ("第1村", 33, 0),
        ("第2村", 0, 0),
    ]
    undo_import(acting(me), batch, reason="表发错了")
    card = VillageCard.objects.get()
    assert (card.visited, card.assets) == (31, Decimal(2600000))


@pytest.mark.django_db
def test_what_was_changed_since_is_not_overwritten(imported, acting, hire, inspection, villages):  # noqa: F811
    me = hire(MEMBER)
    batch = imported("villages", sheet(ROW), me)
    with pytest.raises(RuleViolated, match="没有新的记录"):
        imported("villages", sheet(ROW), me)
    services.write_card(acting(MEMBER), inspection, village=villages[0], **FIELDS)
    with pytest.raises(RuleViolated, match="导入后已修改"):
        undo_import(acting(me), batch, reason="重来")


@pytest.mark.django_db
def test_every_mistake_is_told_with_its_row(uploaded, inspection, villages):  # noqa: F811
    rows = [{**ROW, "village": "第9村"}, ROW, ROW, {**ROW, "unit": "没有"}, {**ROW, "village": "V2", "visited": "400"}]
    bad = uploaded("villages", sheet(*rows), MEMBER)
    told = {(row, column) for row, column, _text in bad.errors}
    assert told == {(2, "村（社区）"), (4, "村（社区）"), (5, "被巡察单位"), (6, "走访户数")}
