"""What might follow for units below the limit; each once."""

import pytest

from tests.accountability.conftest import LATE, days
from xuncha.accountability import services
from xuncha.accountability.selectors.suggesting import suggestions, the_suggestion
from xuncha.core.errors import RuleViolated
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


def test_where_something_was_demanded_nothing_is_suggested(using, world):
    rectification.propose_consequence(using.act(using.rect.clerk), using.plan(), what="作出书面检查")
    assert suggestions(world.city, LATE.date()) == []
