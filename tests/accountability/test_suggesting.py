"""What might follow for units below the limit; each once."""

import pytest

from tests.accountability.conftest import LATE, days
from tests.accountability.test_pages import at, said
from xuncha.accountability import services
from xuncha.accountability.models import Dismissal
from xuncha.accountability.selectors.suggesting import standing, suggestions, the_suggestion
from xuncha.core.errors import RuleViolated
from xuncha.foundation.regulations.selectors.values import preview_of_values
from xuncha.foundation.regulations.services import set_parameter
from xuncha.rectification import services as rectification


def test_a_talk_is_suggested_below_the_limit_until_it_is_taken_up(using, world):
    plan = using.plan()
    assert suggestions(world.city, days(1).date()) == []  # the period is not over
    [one] = suggestions(world.city, LATE.date())
    assert (one.kind, one.plan, str(one.why)) == ("talk", plan, "整改到位率 0.00%，低于下限 70%")
    use = using.drafted(source=one.source)
    assert use.why == "整改到位率 0.00%，低于下限 70%"
    assert suggestions(world.city, LATE.date()) == []
    services.drop_use(using.act(using.rect.clerk), use, reason="已谈。")
    assert the_suggestion(world.city, LATE.date(), one.source) is None
    with pytest.raises(RuleViolated, match="不成立"):
        using.drafted(source=one.source)


def test_what_was_dismissed_comes_back_when_it_is_worse_and_says_so(using, world, browse):
    using.plan()
    today = LATE.date()
    [one] = suggestions(world.city, today)
    made = services.dismiss_suggestion(
        using.act(using.rect.clerk), world.city, source=one.source, reason="刚刚约谈过。"
    )
    assert suggestions(world.city, today) == []
    Dismissal.objects.filter(pk=made.pk).update(
        figure=3333, why="整改到位率 33.33%，低于下限 70%"
    )  # it was better then
    [again] = suggestions(world.city, today)
    assert (again.source, again.figure) == (one.source, 0)
    page = said(browse(using.rect.clerk).get(at("accountability:suggestions")))
    assert "情况变差，再次提出" in page
    assert "没有采纳（当时整改到位率 33.33%，低于下限 70%）：刚刚约谈过。" in page
    services.dismiss_suggestion(using.act(using.rect.clerk), world.city, source=one.source, reason="另有安排。")
    assert suggestions(world.city, today) == []
    assert Dismissal.objects.count() == 2


def test_where_something_was_demanded_nothing_is_suggested(using, world):
    rectification.propose_consequence(using.act(using.rect.clerk), using.plan(), what="作出书面检查")
    assert suggestions(world.city, LATE.date()) == []


def test_a_limit_shows_first_what_it_would_suggest(using, world):
    using.plan()
    actor, on = using.act(using.rect.clerk).actor, LATE.date()
    found = preview_of_values(actor, world.city, {"rectification.lowest_in_place": 90}, on, on)
    (change,) = found.kinds["系统建议的成果运用"].changes
    assert (str(change.before), str(change.after)) == (
        "整改到位率 0.00%，低于下限 70%", "整改到位率 0.00%，低于下限 90%",
    )  # fmt: skip
    set_parameter(
        using.act(using.rect.clerk), world.city, code="rectification.lowest_in_place", value=90, valid_from=on
    )
    assert [str(one.why) for one in suggestions(world.city, on)] == [str(change.after)]
    assert not list(standing(using.act(using.rect.liaison).actor, world.city, on))
