"""What another deadline rule would change of a rectification: what the unit was told stays, later events follow it."""

from datetime import date, timedelta

import pytest

from tests.rectification.conftest import ENDS, TODAY
from xuncha.core.permissions import Role
from xuncha.foundation.reach import page_of
from xuncha.foundation.regulations.models import DeadlineRule
from xuncha.foundation.regulations.selectors.preview import Preview, preview_of
from xuncha.rectification.models import Plan

pytestmark = pytest.mark.django_db


def ahead(rect, code: str, valid_from: date, **rule) -> Preview:
    """What a rule of the city's own would change."""
    told = {"name": "新规则", "offset": 1, "unit": "calendar_day", "owner": "unit_liaison", "deliverable": "报告"}
    candidate = DeadlineRule(jurisdiction=rect.world.city, code=code, valid_from=valid_from, **{**told, **rule})
    return preview_of(rect.office().actor, rect.world.city, code, valid_from, candidate)


def test_what_was_written_down_at_the_feedback_stays(rect):
    rect.accepted("一个问题")
    found = ahead(rect, "rectification", TODAY - timedelta(days=90), trigger="feedback.held", offset=9)
    assert (found.kept_count, found.moved_count) == (1, 0)
    (line,) = found.kept["集中整改期满"].lines
    assert (line.old, line.new, line.dated.url) == (ENDS, ENDS, page_of(Plan.objects.get()))
    assert [old.on != new.on for _day, old, new in found.ahead] == [True] * 3


def test_a_to_do_that_begins_after_the_day_follows_the_new_rule(rect):
    rect.requested(rect.under_way())
    code = DeadlineRule.objects.get(trigger="closeout.requested").code
    before = ahead(rect, code, TODAY + timedelta(days=1), trigger="closeout.requested")
    assert (before.kept_count, before.moved_count) == (1, 0)
    moved = ahead(rect, code, TODAY, trigger="closeout.requested")
    assert (moved.kept_count, moved.moved_count) == (0, 1)
    (line,) = moved.moved["销号申请待审核"].lines
    assert line.new == TODAY + timedelta(days=1) != line.old
    assert rect.item().number in line.dated.label


def test_an_end_gives_the_common_rule_back_and_hides_nothing(rect):
    rect.requested(rect.under_way())
    common = DeadlineRule.objects.get(trigger="closeout.requested")
    own = DeadlineRule.objects.create(
        jurisdiction=rect.world.city, code=common.code, name="本地", trigger=common.trigger, offset=1,
        owner="office_clerk", deliverable="审核", valid_from=TODAY - timedelta(days=9),
    )  # fmt: skip
    found = preview_of(rect.office().actor, rect.world.city, own.code, TODAY, None)
    (line,) = found.moved["销号申请待审核"].lines
    assert line.old == TODAY + timedelta(days=1) < line.new


def test_only_what_a_person_reads_is_counted(rect, acting):
    rect.requested(rect.under_way())
    code = DeadlineRule.objects.get(trigger="closeout.requested").code
    stranger = acting(Role.OFFICE_CLERK, which=1).actor
    candidate = DeadlineRule(
        jurisdiction=rect.world.city, code=code, valid_from=TODAY, trigger="closeout.requested", offset=1,
        unit="calendar_day",
    )  # fmt: skip
    assert preview_of(stranger, rect.world.city, code, TODAY, candidate).moved_count == 0
