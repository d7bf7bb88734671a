"""At least one auditor in every team, as far as the office asks for one. (feature A16)"""

from datetime import date

import pytest

from tests.conftest import NOW
from xuncha.core.errors import RuleViolated
from xuncha.core.parameters import CHECKS, Demand, Shape, read, written
from xuncha.foundation.regulations.services import set_parameter
from xuncha.rounds.models import Membership
from xuncha.rounds.rules import demand_of, hints_before_submit, is_auditor, reasons_without_auditor
from xuncha.rounds.selectors import round_facts
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
