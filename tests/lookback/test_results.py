"""On the spot and after: results item by item, the unit heard, the second problem list, items followed until done."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from tests.lookback.conftest import LATER, SOON, TODAY, Lookback
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.lookback import services
from xuncha.lookback.models import OldItem, Point, Visited
from xuncha.lookback.rules.following import stops
from xuncha.lookback.rules.results import reasons_against_result, reasons_not_to_hand_in
from xuncha.lookback.services import Result
from xuncha.lookback.workflow import OldState, VisitedState
from xuncha.rectification.models import Item
from xuncha.rectification.workflow import ItemState

pytestmark = pytest.mark.django_db


def test_a_result_rests_on_what_was_seen():
    good = {"verdict": "in_place", "short": False, "facts": "", "asked": "", "evidence": "票据"}
    assert reasons_against_result(**good) == []
    assert [one.field for one in reasons_against_result(**{**good, "verdict": "not", "short": True})] == ["facts"]
    assert [one.field for one in reasons_against_result(**{**good, "evidence": ""})] == ["evidence"]
    assert [one.field for one in reasons_against_result(**{**good, "verdict": ""})] == ["verdict"]
    assert reasons_not_to_hand_in([])[0].mend == "#points"


def test_the_group_writes_results_down_with_a_photograph(look: Lookback):
    look.old(1)
    visited = look.running().units.get()
    photo = ContentFile("现场".encode(), "现场.txt")
    result = Result(1, "not", "没有执行", "现场", file=photo)
    [point] = services.record_results(look.act(look.going), visited, [result])
    assert point.verdict == "not"
    assert [str(file) for file in point.files.all()] == ["现场.txt"]
    photo.seek(0)
    with pytest.raises(RuleViolated, match="已经登记过"):
        services.record_results(look.act(look.going), visited, [result])


def test_several_at_once_all_or_none_with_the_number_of_the_item(look: Lookback):
    look.old(1)
    look.old(2)
    visited = look.running().units.get()
    rows = [Result(1, "in_place", evidence="票据"), Result(2, "not", evidence="票据")]
    with pytest.raises(RuleViolated, match="第 2 项：不到位"):
        services.record_results(look.act(look.going), visited, rows)
    assert not Point.objects.exclude(verdict="").exists()
    with pytest.raises(OutOfReach):
        services.record_results(look.act(look.going), visited, [Result(9, "in_place", evidence="票据")])
    services.record_results(look.act(look.going), visited, rows[:1])
    with pytest.raises(RuleViolated, match="第 2 项还没有结论"):
        services.hand_in_results(look.act(look.going), visited, on=TODAY, present="主任")
    with pytest.raises(RuleViolated, match="核查日期"):
        services.hand_in_results(look.act(look.going), visited, on=TODAY - timedelta(days=9), present="")


def test_only_the_group_writes_and_only_while_it_is_there(look: Lookback, hire):
    visited = look.checked("in_place")
    with pytest.raises(RuleViolated, match="已经交了结果"):
        services.record_results(look.act(look.going), visited, [Result(1, "not", "乱", "票据")])
    with pytest.raises(RuleViolated, match="只有本督查组"):
        services.record_results(look.act(look.clerk), visited, [])
    with pytest.raises(RuleViolated, match="只有本督查组"):
        services.take_explanation(look.act(look.clerk), visited, said={})
    services.clear_unit(look.act(look.clerk), visited)
    with pytest.raises(RuleViolated, match="不能填写"):
        services.take_explanation(look.act(look.going), visited, said={})
    with pytest.raises(OutOfReach):
        services.record_results(look.act(hire(Role.DISCIPLINE, which=1)), visited, [])


def test_an_item_is_named_for_a_reason_once_and_of_this_unit(look: Lookback):
    look.old(1)
    visited = look.running().units.get()
    extra = look.old(2)
    act = look.act(look.going)
    with pytest.raises(RuleViolated, match="为什么点名"):
        services.name_point(act, visited, matter=extra, prompt=" ")
    named = services.name_point(look.act(look.going), visited, matter=extra, prompt="群众反映停工")
    assert (named.position, named.how) == (2, "named")
    with pytest.raises(RuleViolated):
        services.name_point(look.act(look.going), visited, matter=extra, prompt="又一次")
    with pytest.raises(OutOfReach):
        services.name_point(look.act(look.going), visited, matter=look.old(3, which=1), prompt="别的单位")


def test_the_unit_is_heard_before_the_list_goes_out(look: Lookback):
    visited = look.checked("in_place", "not", explained=False)
    with pytest.raises(RuleViolated, match="第 2 项还没有单位的说明"):
        services.issue_list(look.act(look.clerk), visited, demands="", due_on=SOON)
    services.take_explanation(look.act(look.going), visited, said={2: "资金没有到位"})
    Visited.objects.update(handed_in_by=look.clerk)
    with pytest.raises(RuleViolated, match="由另一个人"):
        services.issue_list(look.act(look.clerk), visited, demands="", due_on=SOON)
    Visited.objects.update(handed_in_by=look.going)
    with pytest.raises(RuleViolated, match="今天以后"):
        services.issue_list(look.act(look.clerk), visited, demands="", due_on=TODAY)
    issued = services.issue_list(look.act(look.clerk), visited, demands="整改", due_on=SOON)
    assert issued.state == VisitedState.LISTED
    assert issued.list_number
    assert list(OldItem.objects.values_list("state", flat=True)) == [OldState.CLAIMED, OldState.OPEN]


def test_nothing_wanting_is_done_at_once_and_something_wanting_is_not(look: Lookback):
    visited = look.checked("partly")
    with pytest.raises(RuleViolated, match="要印发"):
        services.clear_unit(look.act(look.clerk), visited)
    services.return_results(look.act(look.clerk), visited, reason="再看一次")
    assert Visited.objects.get().state == VisitedState.WAITING
    services.record_results(look.act(look.going), visited, [Result(1, "in_place", evidence="现场")])
    services.hand_in_results(look.act(look.going), visited, on=TODAY, present="主任")
    with pytest.raises(RuleViolated, match="没有不到位"):
        services.issue_list(look.act(look.clerk), visited, demands="", due_on=SOON)
    assert services.clear_unit(look.act(look.clerk), visited).state == VisitedState.CLOSED


def test_an_old_item_is_followed_until_it_is_done(look: Lookback):
    visited = look.listed("not")
    old = OldItem.objects.get()
    with pytest.raises(RuleViolated, match="写明每一项"):
        services.answer_list(look.act(look.liaison), visited, answer=" ")
    services.answer_list(look.act(look.liaison), visited, answer="三十日内改好")
    services.ask_again(look.act(look.clerk), visited, reason="没有责任人")
    services.answer_list(look.act(look.liaison), visited, answer="三十日内改好，办公室负责")
    with pytest.raises(RuleViolated, match="第 1 项还没有办结"):
        services.close_unit(look.act(look.clerk), visited)
    with pytest.raises(RuleViolated, match="凭什么"):
        services.report_old_item(look.act(look.liaison), old, report="")
    services.report_old_item(look.act(look.liaison), old, report="已清退")
    services.return_old_item(look.act(look.clerk), old, reason="票据不全")
    services.report_old_item(look.act(look.liaison), old, report="已清退，附票据")
    services.accept_old_item(look.act(look.clerk, LATER), old)
    assert services.close_unit(look.act(look.clerk, LATER), visited).state == VisitedState.CLOSED


def test_a_closed_item_of_rectification_is_opened_again_by_its_own_workflow(look: Lookback, closed_item):
    visited = look.running().units.get()
    point = visited.points.get(item=closed_item)
    reopen = {"reason": "回访发现没有执行", "due_on": SOON}
    with pytest.raises(RuleViolated, match="二次问题清单上"):
        services.reopen_matter(look.act(look.clerk), point, **reopen)
    services.record_results(look.act(look.going), visited, [Result(1, "not", "没有执行", "现场", "", "在办")])
    services.hand_in_results(look.act(look.going), visited, on=TODAY, present="主任")
    services.issue_list(look.act(look.clerk), visited, demands="", due_on=SOON)
    with pytest.raises(RuleViolated, match="今天以后"):
        services.reopen_matter(look.act(look.clerk), point, reason="回访", due_on=TODAY)
    with pytest.raises(Denied):
        services.reopen_matter(look.act(look.going), point, **reopen)
    services.reopen_matter(look.act(look.clerk), point, **reopen)
    item = Item.objects.get(pk=closed_item.pk)
    assert (item.state, item.due_on, item.times_reopened) == (ItemState.REOPENED, SOON, 1)
    assert JournalRecord.objects.filter(event="rectification.item_reopened").exists()
    with pytest.raises(InvalidTransition):
        services.reopen_matter(look.act(look.clerk), point, **reopen)
    services.answer_list(look.act(look.liaison), visited, answer="马上改")
    with pytest.raises(RuleViolated, match="还没有办结"):
        services.close_unit(look.act(look.clerk), visited)


def test_what_was_closed_before_it_was_found_wanting_does_not_count_as_done(look: Lookback, closed_item):
    visited = look.running().units.get()
    point = visited.points.get(item=closed_item)
    services.record_results(
        look.act(look.going), visited, [Result(point.position, "not", "没有执行", "现场", "", "在办")]
    )
    services.hand_in_results(look.act(look.going), visited, on=TODAY, present="办公室主任")
    services.issue_list(look.act(look.clerk), visited, demands="限期整改", due_on=SOON)
    services.answer_list(look.act(look.liaison), visited, answer="马上改")
    assert Item.objects.get(pk=closed_item.pk).state == ItemState.CLOSED
    with pytest.raises(RuleViolated, match="先重新打开"):
        services.close_unit(look.act(look.clerk), visited)


def test_an_old_item_is_not_opened_again_that_way(look: Lookback):
    point = look.listed("not").points.get()
    with pytest.raises(OutOfReach):
        services.reopen_matter(look.act(look.clerk), point, reason="回访", due_on=SOON)


def test_a_matter_stops_where_nothing_is_heard_for_long():
    first = TODAY
    assert stops([], until=TODAY) == []
    assert stops([first], until=first + timedelta(days=60)) == []
    late = first + timedelta(days=70)
    assert stops([first, late], until=late + timedelta(days=61)) == [(first, 70), (late, 61)]
