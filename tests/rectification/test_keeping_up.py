"""What is kept up comes up again: a dated report, its light, warnings to unit and office, an event when missed."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.rectification.conftest import TODAY, Rectifying, days
from xuncha.core.deadlines import add_months
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.rectification import services
from xuncha.rectification.models import DueNotice, Item
from xuncha.rectification.selectors import results_of
from xuncha.rectification.selectors.pages import light_on
from xuncha.rectification.selectors.timeline import timeline_of
from xuncha.rectification.selectors.unit import tasks

pytestmark = pytest.mark.django_db
NEXT = add_months(TODAY, 6)
LEFT = (NEXT - TODAY).days


def kept(rect: Rectifying, how: str = "keep_long_term") -> Item:
    """An item found done today that the unit keeps up."""
    getattr(services, how)(rect.office(), rect.reviewed(rect.under_way()), reason="长期坚持公示。")
    return rect.item()


@pytest.mark.parametrize("how", ["keep_long_term", "find_basically_done"])
def test_the_next_report_is_dated_by_rule_and_moves_when_it_comes(rect, how):
    item = kept(rect, how)
    assert item.next_on == NEXT
    assert light_on(item, TODAY).level == "ok"
    assert light_on(item, NEXT - timedelta(days=5)).level == "near"
    assert light_on(item, NEXT + timedelta(days=2)).level == "late"
    reported = days(LEFT - 5)
    services.report_progress(rect.unit(reported), item, text="上半年公示两次。", on=reported.date())
    assert rect.item().next_on == add_months(reported.date(), 6)
    assert rect.item().state == item.state, "it is kept up as before"


def test_a_missed_report_is_an_event_and_stands_before_unit_and_office(rect):
    item, office = kept(rect), rect.world.city
    services.note_due_dates(rect.office(days(LEFT - 21)), office)  # the other item is late by then
    assert not DueNotice.objects.filter(item=item).exists()
    assert services.note_due_dates(rect.office(days(LEFT - 10)), office) == 2
    assert services.note_everywhere(days(LEFT + 1)) == 1
    late = DueNotice.objects.filter(item=item, level="late", state="given")
    told = {Role.UNIT_LIAISON, Role.UNIT_HEAD, Role.OFFICE_CLERK, Role.OFFICE_DIRECTOR}
    assert set(late.values_list("role", flat=True)) == told
    first = timeline_of(rect.item())[0]
    assert (first.on, first.label, first.late) == (NEXT + timedelta(days=1), "没有按期再报进展", True)
    services.report_progress(rect.unit(days(LEFT + 2)), rect.item(), text="补报：公示四次。", on=days(LEFT + 2).date())
    services.note_due_dates(rect.office(days(LEFT + 3)), office)
    assert not DueNotice.objects.filter(item=item, state="given").exists(), "it was answered"


def test_the_unit_finds_it_among_its_tasks_in_time_and_nothing_else_is_open(rect):
    item = kept(rect)
    early, soon = ([t.record for t in tasks(item.plan, (), days(n))] for n in (0, LEFT - 20))
    assert item not in early
    assert item in soon
    with pytest.raises(RuleViolated, match="重新打开"):
        services.add_measure(rect.unit(), item, draft=None)


def test_what_is_kept_up_is_counted_once(rect):
    results = results_of(Item.objects.filter(plan=kept(rect).plan), NOW.date())
    assert results.total == rect.opinion.items.count() == sum(results.parts.values())


def test_opened_again_it_is_owed_no_report(rect):
    item = kept(rect)
    services.reopen_item(rect.office(), item, reason="又停了", due_on=TODAY + timedelta(days=40))
    assert rect.item().next_on is None
