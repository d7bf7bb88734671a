"""What other values of the office's settings would change is shown first, and is what then happens."""

from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.rectification.conftest import ENDS, TODAY, days
from xuncha.core.permissions import Role
from xuncha.core.reminders import values_of
from xuncha.core.text import Say
from xuncha.foundation.regulations.models import Parameter
from xuncha.foundation.regulations.selectors.values import TOUCHED, Kind, preview_of_values
from xuncha.foundation.regulations.services import set_parameter
from xuncha.rectification import services
from xuncha.rectification.models import DueNotice, Plan
from xuncha.rectification.selectors import warn_days
from xuncha.rectification.selectors.consequences import plans_below

pytestmark = pytest.mark.django_db
OVER = days(70)
BELOW = "整改到位率低于下限、还没有提出处理的单位"
TOLD = {"note": ["unit_head"], "near": ["office_director"], "late": ["discipline"]}


def stands(rect, code: str, on: date) -> dict[tuple[str, str], Say]:
    """What everybody who was asked says of a parameter on a day."""
    actor = rect.office().actor
    return {(s.kind, s.url): s.says for ask in TOUCHED[code] for s in ask(actor, rect.world.city, on)}


def lay_down(rect, code: str, value: object, on: date) -> None:
    set_parameter(rect.acting(rect.director), rect.world.city, code=code, value=value, valid_from=on)


def ahead(rect, code: str, value: object, on: date, today: date = TODAY) -> dict[str, Kind]:
    """The preview; nothing is written by it, and what holds afterwards is what it said."""
    before = stands(rect, code, max(on, today))
    found = preview_of_values(rect.office().actor, rect.world.city, {code: value}, on, today)
    assert not Parameter.objects.filter(jurisdiction=rect.world.city).exists()
    assert stands(rect, code, max(on, today)) == before
    lay_down(rect, code, value, on)
    after = stands(rect, code, max(on, today))
    told = {(kind.kind, c.url): (c.before, c.after) for kind in found.kinds.values() for c in kind.changes}
    assert told == {
        key: (before.get(key), after.get(key)) for key in before | after if before.get(key) != after.get(key)
    }
    assert found.kept_count + found.changed_count == len(before | after)
    return found.kinds


def test_days_of_warning_hold_for_later_feedback_alone(rect):
    rect.accepted("一个问题")
    steps = {"easy": [7], "medium": [7], "hard": [7]}
    later = preview_of_values(
        rect.office().actor, rect.world.city, {"rectification.warn_days": steps}, TODAY + timedelta(days=1), TODAY
    )
    assert (later.kept_count, later.changed_count) == (2, 0), "the unit was fed back before"
    (change,) = ahead(rect, "rectification.warn_days", steps, TODAY)["在办事项的提醒天数"].changes
    assert (str(change.before), str(change.after)) == ("余 20、10 天提醒", "余 7 天提醒")
    assert warn_days(Plan.objects.get())["easy"] == (7,)


def test_the_next_warning_goes_to_whom_the_preview_said(rect):
    rect.accepted("一个问题")
    (change,) = ahead(rect, "rectification.addressees", TOLD, TODAY)["在办事项的下一次提醒"].changes
    on = ENDS - timedelta(days=20)
    assert str(change.after) == f"{on} 到期提示：被巡察单位主要负责人"
    services.note_due_dates(rect.office(days((on - TODAY).days)), rect.world.city)
    assert set(DueNotice.objects.values_list("role", "on")) == {(Role.UNIT_HEAD, on)}


def test_a_limit_shows_the_units_that_come_below_it(rect):
    plan = rect.accepted("一个问题", "又一个问题")
    rect.closed(plan.items.order_by("number")[0])
    here = Plan.objects.all(), rect.world.city, OVER.date()
    assert [one.rate for one in plans_below(*here)] == ["50.00%"], "of a limit of 70"
    (change,) = ahead(rect, "rectification.lowest_in_place", 40, OVER.date(), OVER.date())[BELOW].changes
    assert (str(change.before), change.after) == ("到位率 50.00%，低于下限，责令：作出书面检查", None)
    assert change.label.startswith(str(plan.inspection.organisation))
    assert plans_below(*here) == []


def test_a_practice_is_looked_at_as_a_whole(rect):
    rect.accepted("一个问题")
    values = values_of("step_by_step")
    found = preview_of_values(rect.office().actor, rect.world.city, values, TODAY, TODAY)
    (steps,), (step,) = (found.kinds[kind].changes for kind in ("在办事项的提醒天数", "在办事项的下一次提醒"))
    assert str(steps.after) == "余 30、20、10 天提醒"
    assert str(step.after).startswith(str(ENDS - timedelta(days=30)))


def test_until_when_an_extension_may_be_asked_for(rect):
    rect.accepted("一个问题")
    (change,) = ahead(rect, "rectification.extension_ahead", 30, TODAY)["在办事项申请延期"].changes
    assert str(change.after) == f"最晚 {ENDS - timedelta(days=30)} 申请延期"


def test_nothing_is_told_of_what_may_not_be_laid_down_or_touches_nothing(rect):
    actor, city = rect.office().actor, rect.world.city
    assert preview_of_values(actor, city, {"rectification.lowest_in_place": 0}, TODAY, TODAY) is None
    assert preview_of_values(actor, city, {"numbering.item": "整-{n}"}, TODAY, TODAY) is None


def test_only_what_a_person_reads_is_told(rect, acting):
    rect.accepted("一个问题")
    stranger = acting(Role.OFFICE_CLERK, which=1, now=NOW).actor
    found = preview_of_values(stranger, rect.world.city, {"rectification.addressees": TOLD}, TODAY, TODAY)
    assert (found.kept_count, found.changed_count) == (0, 0)
