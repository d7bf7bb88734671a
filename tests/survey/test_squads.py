"""Pinpoint squads: two of the own team go somewhere, count what was to be counted, bring back results. (B09)"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.conftest import NOW, World
from tests.sampling import made
from xuncha.core.errors import Denied, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.core.quantities import plain
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rounds.models import Membership, Position
from xuncha.survey import services
from xuncha.survey.models import Squad, SquadResult
from xuncha.survey.rules.squads import (
    Planned,
    SquadFacts,
    planned_lines,
    reasons_not_to_plan,
    reasons_not_to_report,
    totals,
    written_lines,
)
from xuncha.survey.selectors.squads import SQUADS, summed
from xuncha.talent.models import Person

DAY = NOW.date()
LIAISON = Role.TEAM_LIAISON
VISITS = Planned("入户走访", Decimal(30), "户")


def told(reasons) -> str:
    return "".join(why.text.render(str) for why in reasons)


def test_quantities_are_written_as_people_write_them():
    lines, reasons = planned_lines("入户走访 30 户\n\n核对台账：12.50 本\n查 看  公 厕,2座")
    assert reasons == []
    assert lines == [VISITS, Planned("核对台账", Decimal("12.50"), "本"), Planned("查 看  公 厕", Decimal(2), "座")]
    assert written_lines(lines).splitlines()[1] == "核对台账 12.5 本"
    assert [plain(Decimal(n)) for n in ("30", "30.00", "0.50")] == ["30", "30", "0.5"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("随便看看", "第 1 行"),
        ("看 3 户\n30 户", "第 2 行"),
        (f"{'看' * 61} 3 户", "第 1 行"),
        ("看 3 户\n看 4 户", "不止一行"),
        ("\n".join(f"看{n} 3 户" for n in range(21)), "最多 20 项"),
    ],
)
def test_a_line_that_says_no_number_is_told(text, sentence):
    assert sentence in told(planned_lines(text)[1])


FACTS = {"members": 2, "own": True, "on": DAY, "begins_on": DAY, "ends_on": DAY, "quantities": 1}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"members": 1}, "至少两人"),
        ({"own": False}, "本组现有组员"),
        ({"on": DAY - timedelta(days=1)}, "进驻和撤点之间"),
        ({"on": DAY + timedelta(days=1)}, "进驻和撤点之间"),
        ({"quantities": 0}, "至少写一项"),
    ],
)
def test_two_of_the_own_team_go_on_a_day_of_the_inspection(change, sentence):
    assert reasons_not_to_plan(SquadFacts(**FACTS)) == []
    assert reasons_not_to_plan(SquadFacts(**{**FACTS, "begins_on": None, "ends_on": None})) == []
    assert sentence in told(reasons_not_to_plan(SquadFacts(**{**FACTS, **change})))


def test_a_squad_reports_once_it_is_back_with_every_number():
    assert reasons_not_to_report(on=DAY, today=DAY, done=[Decimal(0)]) == []
    assert "回来以后" in told(reasons_not_to_report(on=DAY, today=DAY - timedelta(days=1), done=[]))
    assert "没有做的写 0" in told(reasons_not_to_report(on=DAY, today=DAY, done=[Decimal(1), None]))


def test_the_same_thing_in_the_same_unit_adds_up():
    lines = [
        ("走访", "户", Decimal(30), Decimal(28)),
        ("走访", "户", Decimal(10), None),
        ("走访", "人", Decimal(1), None),
    ]
    assert [(one.unit, one.planned, one.done) for one in totals(lines)] == [("人", 1, 0), ("户", 40, 28)]


@pytest.fixture
def members(world: World) -> list[Membership]:
    people = [
        Person.objects.create(
            jurisdiction=world.city, code=f"S{n}", name=f"组员{n}", pool="staff", entered_on=DAY, **made(world)
        )
        for n in (1, 2, 3)
    ]
    team, other = world.teams
    return [
        Membership.objects.create(team=one, person=person, position=Position.MEMBER)
        for person, one in zip(people, (team, team, other), strict=True)
    ]


@pytest.fixture
def fields(members) -> dict:
    return {
        "title": "查公厕",
        "on": DAY,
        "place": "三个村",
        "matter": "改厕补助是否到户",
        "members": members[:2],
        "quantities": [VISITS],
    }


@pytest.fixture
def squad(world, acting, fields) -> Squad:
    return services.plan_squad(acting(LIAISON), world.inspections[0], **fields)


@pytest.mark.django_db
def test_a_squad_is_planned_changed_and_comes_back(squad, acting, actor, fields, members):
    inspection = squad.inspection
    with pytest.raises(RuleViolated, match="本组现有组员"):
        services.plan_squad(acting(LIAISON), inspection, **{**fields, "members": members[1:]})
    more = [VISITS, Planned("核对台账", Decimal(3), "本")]
    services.change_squad(acting(LIAISON), squad, base_version=1, **{**fields, "quantities": more})
    with pytest.raises(StaleEdit):
        services.change_squad(acting(LIAISON), squad, base_version=1, **fields)
    result = services.add_result(acting(LIAISON), squad, place="东村", text="七户没有领到", amount=Decimal(8400))
    with pytest.raises(RuleViolated, match="一起写"):
        services.change_result(acting(LIAISON), result, quantity=Decimal(7), unit="", text="七户")
    result = services.change_result(acting(LIAISON), result, quantity=Decimal(7), unit="户", text="七户没有领到")
    assert (result.quantity, result.unit) == (7, "户")
    first, second = squad.quantities.all()
    with pytest.raises(RuleViolated, match="没有做的写 0"):
        services.report_squad(acting(LIAISON), squad, done={first.pk: Decimal(28)})
    back = services.report_squad(acting(LIAISON), squad, done={first.pk: Decimal(28), second.pk: Decimal(3)})
    assert back.state == "back"
    lines, counts = summed(actor(Role.SECRETARY), inspection)
    assert [(one.what, one.planned, one.done) for one in lines] == [("入户走访", 30, 28), ("核对台账", 3, 3)]
    assert counts == {"squads": 1, "results": 1, "money": Decimal(8400)}
    with pytest.raises(RuleViolated, match="安排不再改"):
        services.change_squad(acting(LIAISON), squad, **fields)
    assert JournalRecord.objects.filter(event="squad.counted").count() == 1


@pytest.mark.django_db
def test_a_squad_called_off_brings_nothing_and_others_have_no_part_in_it(squad, acting, actor, world):
    with pytest.raises(Denied):
        services.drop_squad(acting(Role.SECRETARY), squad, reason="不去了")
    with pytest.raises(OutOfReach):
        services.drop_squad(acting(LIAISON, which=1), squad, reason="不去了")
    assert services.drop_squad(acting(LIAISON), squad, reason="不去了").state == "dropped"
    with pytest.raises(RuleViolated, match="已经取消"):
        services.add_result(acting(LIAISON), squad, text="没去")
    assert summed(actor(LIAISON), world.inspections[0])[0] == []
    assert not SQUADS.visible_to(actor(Role.UNIT_LIAISON)).exists()


@pytest.mark.django_db
def test_the_pages(world, at_desk, members, fields):
    page, inspection = at_desk(LIAISON), world.inspections[0]
    new = reverse("survey:squad-new", args=[inspection.pk])
    typed = {**fields, "on": "2022-05-10", "members": [one.pk for one in members[:2]]}
    assert "第 1 行" in page.post(new, {**typed, "quantities": "看看"}).text
    page.post(new, {**typed, "quantities": "入户走访 30 户"})
    squad = Squad.objects.get()
    change = reverse("survey:squad-change", args=[squad.pk])
    assert "入户走访 30 户" in page.get(change).text
    page.post(change, {**typed, "quantities": "入户走访 20 户", "_version": 1})
    page.post(reverse("survey:squad-result-new", args=[squad.pk]), {"text": "七户没有领到", "amount": "8400"})
    result = SquadResult.objects.get()
    edit = reverse("survey:squad-result-change", args=[result.pk])
    page.post(edit, {"text": "八户没有领到", "amount": "9600", "_version": 1})
    line = squad.quantities.get()
    page.post(reverse("survey:squad-report", args=[squad.pk]), {f"q{line.pk}": "18"})
    shown = page.get(reverse("survey:squad", args=[squad.pk])).text
    assert "八户没有领到" in shown
    assert "9,600.00" in shown
    assert "18/20" in page.get(reverse("survey:squads")).text
    assert "18" in page.get(reverse("survey:squad-summary", args=[inspection.pk])).text
    assert "查公厕" in page.get(reverse("rounds:inspection", args=[inspection.pk])).text
    assert page.post(reverse("survey:squad-step", args=[squad.pk, "drop"]), {"reason": "x"}).status_code == 409
