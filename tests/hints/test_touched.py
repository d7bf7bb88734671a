"""What other thresholds would make of the hints is shown first, and is what the next scan finds."""

import pytest

from tests.conftest import NOW
from tests.hints.conftest import RULES
from xuncha.core.permissions import Role
from xuncha.core.signals import USUAL
from xuncha.foundation.regulations.selectors.values import ValuePreview, preview_of_values
from xuncha.foundation.regulations.services import set_parameter
from xuncha.hints.models import Hint
from xuncha.hints.selectors import touched
from xuncha.hints.services import dismiss_hint
from xuncha.hints.workflow import HintState

pytestmark = pytest.mark.django_db
ON = NOW.date()
AFTER, SWITCHES = "下一次核查后待核实的提示", "提示的种类和门槛"


def ahead(rect, **thresholds: int) -> ValuePreview:
    value = {"hints.signals": {**USUAL, **thresholds}}
    return preview_of_values(rect.acting(rect.director).actor, rect.world.city, value, ON, ON)


def lay_down(rect, **thresholds: int) -> None:
    value = {**USUAL, **thresholds}
    set_parameter(rect.acting(rect.director), rect.world.city, code="hints.signals", value=value, valid_from=ON)


def test_a_signal_switched_off_takes_its_hints_away(hint, rect, scan):
    found = ahead(rect, rules=0)
    assert [(str(c.before), str(c.after)) for c in found.kinds[SWITCHES].changes] == [("门槛 1，待核实 1 条", "不提示")]
    (change,) = found.kinds[AFTER].changes
    assert "全部是建章立制" in str(change.before)
    assert change.after is None
    assert Hint.objects.get().state == HintState.OPEN, "nothing is written by looking"
    lay_down(rect, rules=0)
    scan()
    assert Hint.objects.get().state == HintState.LAPSED


def test_a_lower_threshold_shows_what_it_would_find(rect, scan):
    rect.accepted("拆分发包规避招标", measures=RULES)
    lay_down(rect, rules=2)
    scan()
    assert not Hint.objects.exists()
    later = {"hints.signals": dict(USUAL)}
    on = ON.replace(day=ON.day + 1)
    found = preview_of_values(rect.acting(rect.director).actor, rect.world.city, later, on, ON)
    (change,) = found.kinds[AFTER].changes
    assert change.before is None
    assert "全部是建章立制" in str(change.after)


def test_what_was_dismissed_stays_so_and_large_offices_see_the_switches_alone(hint, rect, monkeypatch, acting):
    dismiss_hint(rect.office(), hint, reason="反馈的就是没有制度。")
    found = ahead(rect, rules=0)
    assert AFTER not in found.kinds
    monkeypatch.setattr(touched, "MOST", 0)
    assert set(ahead(rect, rules=0).kinds) == {SWITCHES}
    stranger = acting(Role.OFFICE_CLERK, which=1).actor
    assert not list(touched.hinted(stranger, rect.world.city, ON))
