"""What visits find of items meets what the unit reported: the hints of rectification read it."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.lookback.conftest import TODAY, Lookback
from xuncha.core.errors import RuleViolated
from xuncha.core.signals import Signal
from xuncha.hints.models import Hint
from xuncha.hints.services import scan
from xuncha.lookback import services
from xuncha.lookback.models import Kind
from xuncha.lookback.rules.results import MOST_ASKED, reasons_against_sample
from xuncha.lookback.selectors.checks import found_of_items
from xuncha.lookback.services import Result

pytestmark = pytest.mark.django_db


def test_not_more_people_say_no_than_were_asked():
    assert reasons_against_sample(people=0, denied=0) == reasons_against_sample(people=5, denied=5) == []
    assert [one.field for one in reasons_against_sample(people=2, denied=3)] == ["denied"]
    assert [one.field for one in reasons_against_sample(people=MOST_ASKED + 1, denied=0)] == ["people"]


def test_people_who_contradict_the_unit_become_a_hint(look: Lookback, closed_item):
    visited = look.running().units.get()
    with pytest.raises(RuleViolated, match="不能超过抽问人数"):
        services.record_results(
            look.act(look.going), visited, [Result(1, "in_place", asked="住户 2 人", people=2, denied=3)]
        )
    services.record_results(
        look.act(look.going), visited, [Result(1, "in_place", asked="住户 5 人", people=5, denied=2)]
    )
    assert not list(found_of_items([closed_item.plan_id])), "not handed in yet"
    scan(look.act(look.clerk), look.world.city)
    services.hand_in_results(look.act(look.going), visited, on=TODAY, present="主任")
    (check,) = found_of_items([closed_item.plan_id])
    assert (check.item, check.in_place, check.asked, check.denied) == (closed_item.pk, True, 5, 2)
    later = scan(look.act(look.clerk, NOW + timedelta(days=1)), look.world.city)
    assert (later.whole, later.found) == (False, 1), "what was found leads to its plan"
    hint = Hint.objects.get(signal=Signal.SAMPLE)
    assert (hint.item, hint.rows[0][:2]) == (closed_item, ["lookback.point", check.pk])


def test_nobody_hears_of_a_covert_visit_before_it_is_done(look: Lookback, closed_item):
    visited = look.running(kind=Kind.COVERT).units.get()
    services.record_results(look.act(look.going), visited, [Result(1, "not", "没有执行", "现场", "", "未作说明")])
    services.hand_in_results(look.act(look.going), visited, on=TODAY, present="无")
    assert not list(found_of_items([closed_item.plan_id]))
    services.finish_visit(look.act(look.clerk), visited.visit)
    assert [check.in_place for check in found_of_items([closed_item.plan_id])] == [False]
