"""At least one auditor in every team, as far as the office asks for one. (feature A16)"""

from datetime import date

import pytest

from tests.conftest import NOW
from xuncha.core.errors import RuleViolated
from xuncha.core.parameters import CHECKS, Demand, Shape, read, written
from xuncha.foundation.regulations.selectors.values import preview_of_values
from xuncha.foundation.regulations.services import set_parameter
from xuncha.rounds.models import Membership
from xuncha.rounds.rules import demand_of, hints_before_submit, is_auditor, reasons_without_auditor
from xuncha.rounds.selectors import round_facts
from xuncha.rounds.selectors.touched import prepared
from xuncha.rounds.services import submit_round
from xuncha.rounds.workflow import RoundState


@pytest.mark.parametrize("asked", [Demand.BLOCK, Demand.HINT])
def test_a_team_without_an_auditor_is_named_where_one_is_asked_for(asked):
    (why,) = reasons_without_auditor(asked, asked, [(7, "第一组")])
    assert (why.text.render(str), why.mend) == ("第一组还没有审计人员。", "#team-7")
    assert reasons_without_auditor(Demand.OFF, asked, [(7, "第一组")]) == []
    assert reasons_without_auditor(asked, asked, []) == []


def test_who_counts_as_an_auditor():
    assert is_auditor(["财务", "工程审计"])
    assert not is_auditor(["财务"])


def test_an_office_that_laid_nothing_down_is_told():
    assert demand_of(None) is demand_of("always") is Demand.HINT
    assert demand_of("block") is Demand.BLOCK


def test_the_demand_is_written_and_read_in_words():
    assert [read(Shape.DEMAND, written(Shape.DEMAND, one)) for one in Demand] == list(Demand)
    assert CHECKS[Shape.DEMAND](read(Shape.DEMAND, "必须")) == []
    assert "必须" in CHECKS[Shape.DEMAND](read(Shape.DEMAND, "看情况"))[0].text.render(str)


@pytest.mark.django_db
def test_a_round_is_told_and_held_back_where_the_office_says_so(office):
    batch = office.complete()
    hints = [why.text.template for why in hints_before_submit(round_facts(batch, NOW.date()))]
    assert "{team}还没有审计人员。" in hints
    since = date(2022, 1, 1)
    set_parameter(office.act(), office.world.city, code="round.auditor", value="block", valid_from=since)
    with pytest.raises(RuleViolated, match="还没有审计人员"):
        submit_round(office.act(), batch)
    person = Membership.objects.filter(team__round=batch).first().person
    person.skills = ["审计"]
    person.save()
    assert submit_round(office.act(), batch).state == RoundState.SUBMITTED


@pytest.mark.django_db
def test_what_the_demand_would_hold_back_is_shown_first(office):
    batch, city = office.complete(), office.world.city
    given = {"code": "round.auditor", "value": "block", "valid_from": NOW.date()}
    found = preview_of_values(office.act().actor, city, {"round.auditor": "block"}, NOW.date(), NOW.date())
    (change,) = found.kinds["正在组建的轮次"].changes
    assert change.label == str(batch)
    assert str(change.before).endswith("没有审计人员，只提示")
    assert str(change.after).endswith("没有审计人员，不能提交")
    off = preview_of_values(office.act().actor, city, {"round.auditor": "off"}, NOW.date(), NOW.date())
    assert str(off.kinds["正在组建的轮次"].changes[0].after) == "不要求审计人员"
    set_parameter(office.act(), city, **given)
    with pytest.raises(RuleViolated, match="还没有审计人员"):
        submit_round(office.act(), batch)
    for team in batch.teams.all():
        person = team.memberships.first().person
        person.skills = ["审计"]
        person.save()
    (stands,) = prepared(office.act().actor, city, NOW.date())
    assert str(stands.says) == "每组都有审计人员"
