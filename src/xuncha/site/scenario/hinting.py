"""Hints in the demo: everything is looked through once, a person confirms one and dismisses another, with reasons."""

from datetime import timedelta

from xuncha.core.permissions import Role
from xuncha.hints.models import Hint
from xuncha.hints.services import confirm_hint, dismiss_hint, scan
from xuncha.hints.workflow import HintState
from xuncha.site.scenario.stage import Stage

CONFIRMED = "抽看了原件，提示所说属实，已请单位补做并重新报送佐证。"
DISMISSED = "核对了原件和经办人说明，属于正常情况，提示不成立。"


def look_for_hints(stage: Stage) -> None:
    """Note the look through the first office on the eve of the last day."""
    code = stage.scenario["jurisdictions"][0]["code"]
    stage.later(stage.today - timedelta(days=1), lambda: _look(stage, code))


def _look(stage: Stage, code: str) -> None:
    """The first hint of one kind proves right, the first of another does not; the others wait."""
    place = stage.jurisdictions[code]
    scan(stage.by_role(Role.OFFICE_CLERK, code), place)
    waiting = Hint.objects.filter(plan__inspection__round__term__jurisdiction=place, state=HintState.OPEN)
    one = waiting.order_by("signal", "pk").first()
    other = waiting.exclude(signal=one.signal).order_by("signal", "pk").first() if one else None
    if one is not None and other is not None:
        confirm_hint(stage.by_role(Role.OFFICE_CLERK, code), one, reason=CONFIRMED)
        dismiss_hint(stage.by_role(Role.OFFICE_CLERK, code), other, reason=DISMISSED)
