"""Close-out: declared, asked for, reviewed piece by piece by somebody else; returned, closed, reopened; in bulk."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from tests.conftest import NOW
from tests.rectification.conftest import ENDS, TODAY, days, upload, yuan
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rectification import services
from xuncha.rectification.models import Item, MoneyOutcome
from xuncha.rectification.rules.gate import conditions
from xuncha.rectification.rules.plans import MeasureDraft
from xuncha.rectification.selectors import close_facts
from xuncha.rectification.workflow import ItemState
from xuncha.rounds.workflow import RoundState


def unmet(rect, item) -> list[str]:
    """The gate's open conditions for the clerk."""
    return [str(c.text) for c in conditions(close_facts(item, rect.clerk.pk)) if not c.met]


def test_from_progress_to_closed(rect):
    item = rect.closed()
    assert (item.state, item.settled_by, item.requested_by) == (ItemState.CLOSED, rect.clerk, rect.liaison)
    assert (item.opinion_text, item.settled_at) == ("同意。", NOW)
    steps = JournalRecord.objects.filter(subject_kind="rectification.item", subject_id=str(item.pk))
    assert {"rectification.item_declared", "rectification.closeout_requested", "rectification.item_closed"} <= set(
        steps.values_list("event", flat=True)
    )


def test_declared_only_when_every_measure_is_done_and_in_words(rect):
    item = rect.under_way()
    with pytest.raises(RuleViolated) as caught:
        services.declare_done(rect.unit(), item, statement=" ")
    assert [str(r.text) for r in caught.value.reasons] == ["请写整改完成情况。", "措施 1、2 还没有报完成。"]
    assert rect.declared(item).state == ItemState.DECLARED


def test_no_progress_is_reported_on_what_was_declared_until_that_is_taken_back(rect):
    item = rect.declared()
    with pytest.raises(RuleViolated, match="请先「撤回自报」"):
        services.report_progress(rect.unit(), item, text="又做了一点", on=TODAY)
    services.resume_item(rect.unit(), item, reason="还有一笔")
    assert services.report_progress(rect.unit(), item, text="又做了一点", on=TODAY).item == item


def test_asked_for_only_after_the_units_own_meeting_with_evidence_for_each_measure(rect):
    item = rect.declared()
    services.withdraw_evidence(rect.unit(), item, rect.piece(item), reason="传错了")
    with pytest.raises(RuleViolated) as caught:
        services.request_closeout(rect.unit(), item)
    assert [r.field or r.mend for r in caught.value.reasons] == ["unit_meeting_on", "similar", "#evidence"]
    with pytest.raises(RuleViolated, match="还没有到"):
        services.record_unit_meeting(
            rect.unit(), item, base_version=None, unit_meeting_on=TODAY + timedelta(days=1), similar="无"
        )


def test_an_open_extension_keeps_from_asking(rect):
    item = rect.under_way()
    services.ask_extension(rect.unit(), item, to_on=ENDS + timedelta(days=30), reason="等审计")
    item = rect.declared(item)
    services.record_unit_meeting(rect.unit(), item, base_version=None, unit_meeting_on=TODAY, similar="无")
    with pytest.raises(RuleViolated, match="延期申请还没有答复"):
        services.request_closeout(rect.unit(), item)


def test_the_gate_says_what_is_wanting_and_closing_is_refused_with_the_same(rect):
    item = rect.requested(money_due=yuan("8600"))
    services.raise_dispute(rect.unit(), item, grounds="数额不对", files=[ContentFile(b"1", "a.txt")])
    told = unmet(rect, item)
    assert told == [
        f"2 件佐证没有核验，或者核验后又换了内容：{item.number}-1.txt、{item.number}-2.txt",
        "应追缴、清退 8,600.00 元，已登记 0.00 元，差额 8,600.00 元的原因还没有认可",
        "还有没答复的来问 0 件、事实异议 1 件",
    ]
    with pytest.raises(RuleViolated) as caught:
        services.close_item(rect.office(), item)
    assert [str(r.text) for r in caught.value.reasons] == [f"{text}。" for text in told]
    assert [r.mend for r in caught.value.reasons] == ["#evidence", "#outcomes", "#queries"]
    assert rect.fresh(item).state == ItemState.REQUESTED


def test_money_that_came_back_opens_the_gate_and_money_merely_saved_does_not(rect):
    item = rect.reviewed(money_due=yuan("8600"))
    put = {"on": TODAY, "note": "退库"}
    services.record_money(rect.unit(), item, kind=MoneyOutcome.Kind.AVOIDED, amount=yuan("8600"), **put)
    assert len(unmet(rect, item)) == 1
    services.record_money(rect.unit(), item, kind=MoneyOutcome.Kind.CLEARED, amount=yuan("600"), **put)
    services.record_money(rect.unit(), item, kind=MoneyOutcome.Kind.RECOVERED, amount=yuan("8000"), **put)
    assert unmet(rect, item) == []


def test_a_doubt_keeps_the_gate_shut_until_the_piece_is_replaced_and_seen(rect):
    item = rect.reviewed()
    piece = rect.piece(item)
    services.review_evidence(rect.office(), item, piece, verdict="doubtful", note="没有盖章")
    assert unmet(rect, item) == [f"1 件佐证存疑或不认可，请单位替换、撤回后再核验：{piece}"]
    new = services.replace_evidence(rect.unit(), item, piece, upload("盖章件.txt"))
    assert unmet(rect, item) == ["1 件佐证没有核验，或者核验后又换了内容：盖章件.txt"]
    services.review_evidence(rect.office(), item, new, verdict="accepted")
    assert unmet(rect, item) == []


def test_evidence_replaced_after_review_shuts_the_gate_again_and_keeps_the_old(rect):
    item = rect.reviewed()
    assert unmet(rect, item) == []
    old = rect.piece(item)
    services.replace_evidence(rect.unit(), item, old, upload("换过.txt"))
    with pytest.raises(RuleViolated, match="换了内容：换过"):
        services.close_item(rect.office(), item)
    assert old.reviews.get().verdict == "original"
    assert item.evidence.count() == 3


def test_the_requester_does_not_review(rect, world):
    item = rect.reviewed()
    rect.clerk.grants.create(role=Role.UNIT_LIAISON, scope_id=world.units[0].pk, valid_from=NOW)
    Item.objects.filter(pk=item.pk).update(requested_by=rect.clerk)
    for judge in (
        lambda: services.close_item(rect.office(), item),
        lambda: services.keep_long_term(rect.office(), item, reason="长期"),
        lambda: services.find_basically_done(rect.office(), item, reason="阶段"),
    ):
        with pytest.raises(RuleViolated, match="要由另一个人审核"):
            judge()


def test_who_supplied_evidence_does_not_review_it_nor_close(rect, world):
    item = rect.reviewed()
    rect.clerk.grants.create(role=Role.UNIT_LIAISON, scope_id=world.units[0].pk, valid_from=NOW)
    piece = services.add_evidence(rect.office(), item, upload("代传.txt"))
    rect.clerk.grants.filter(role=Role.UNIT_LIAISON).delete()  # has gone from the unit to the office
    with pytest.raises(RuleViolated, match="您上传的"):
        services.review_evidence(rect.office(), item, piece, verdict="accepted")
    services.review_evidence(rect.acting(rect.director), item, piece, verdict="accepted")
    with pytest.raises(RuleViolated, match="佐证是您上传的"):
        services.close_item(rect.office(), item)
    assert services.close_item(rect.acting(rect.director), item).state == ItemState.CLOSED


def test_the_database_keeps_the_requester_from_settling(rect):
    item = rect.closed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(settled_by=rect.liaison)


def test_two_people_closing_the_same_item_at_once(rect):
    item = rect.reviewed()
    first, second = rect.fresh(item), rect.fresh(item)
    services.close_item(rect.office(), first)
    with pytest.raises(InvalidTransition, match="现在是「已销号」，不能同意销号"):
        services.close_item(rect.acting(rect.director), second)
    assert rect.fresh(item).settled_by == rect.clerk


def test_returned_with_a_reason_and_asked_again(rect):
    item = rect.requested()
    with pytest.raises(RuleViolated, match="理由"):
        services.return_closeout(rect.office(), item, reason=" ")
    item = services.return_closeout(rect.office(), item, reason="补审计报告")
    assert (item.state, item.times_returned, item.opinion_text) == (ItemState.RETURNED, 1, "补审计报告")
    item = services.declare_done(rect.unit(), item, statement="已补。")
    assert services.request_closeout(rect.unit(), item).state == ItemState.REQUESTED


def test_taken_back_by_the_unit(rect):
    item = services.resume_item(rect.unit(), rect.requested(), reason="还有一笔没退")
    assert item.state == ItemState.IN_PROGRESS
    with pytest.raises(RuleViolated, match="理由"):
        services.resume_item(rect.unit(), services.declare_done(rect.unit(), item, statement="好"), reason="")


def test_basically_completed_goes_on_and_may_be_closed_later(rect):
    item = rect.requested()
    with pytest.raises(RuleViolated, match="没有核验"):
        services.find_basically_done(rect.office(), item, reason="余款分期")
    for piece in item.evidence.all():
        services.review_evidence(rect.office(), item, piece, verdict="accepted")
    item = services.find_basically_done(rect.office(), item, reason="余款分期退还")
    assert (item.state, item.opinion_text) == (ItemState.BASICALLY, "余款分期退还")
    services.report_progress(rect.unit(), item, text="又退一期。", on=TODAY)
    item = services.declare_done(rect.unit(), item, statement="全部退清。")
    assert (item.settled_by, item.settled_at) == (None, None)
    item = services.request_closeout(rect.unit(), item)
    assert services.close_item(rect.office(), item).state == ItemState.CLOSED


def test_long_term_asks_for_the_same_as_closing(rect):
    item = rect.requested()
    with pytest.raises(RuleViolated, match="没有核验"):
        services.keep_long_term(rect.office(), item, reason="长期坚持")
    for piece in item.evidence.all():
        services.review_evidence(rect.office(), item, piece, verdict="accepted")
    with pytest.raises(RuleViolated, match="不超过 500 字"):
        services.keep_long_term(rect.office(), item, reason="长期", opinion="长" * 501)
    item = services.keep_long_term(rect.office(), item, reason="每年清查", opinion="纳入日常监督。")
    assert (item.state, item.opinion_text) == (ItemState.LONG_TERM, "纳入日常监督。")


def test_reopened_also_after_the_round_was_archived(rect, world):
    item = rect.closed()
    world.round.state = RoundState.CLOSED
    world.round.save()
    with pytest.raises(RuleViolated, match="晚于今天"):
        services.reopen_item(rect.office(days(400)), item, reason="反弹", due_on=days(400).date())
    item = services.reopen_item(rect.office(days(400)), item, reason="群众反映反弹", due_on=date(2023, 9, 1))
    assert (item.state, item.due_on, item.planned_due_on, item.times_reopened) == (
        ItemState.REOPENED, date(2023, 9, 1), ENDS, 1,
    )  # fmt: skip
    assert (item.settled_by, item.dated_on) == (None, days(400).date())
    added = services.add_measure(rect.unit(days(400)), item, draft=MeasureDraft("再清查 2023 年项目"))
    assert added.position == 3
    with pytest.raises(RuleViolated, match="措施 3 还没有报完成"):
        services.declare_done(rect.unit(days(400)), item, statement="好了")
    assert item.unit_meeting_on is None, "what a meeting found before does not count again"


def test_a_settled_item_is_not_touched(rect):
    item = rect.closed()
    for change in (
        lambda: services.add_evidence(rect.unit(), item, upload()),
        lambda: services.report_progress(rect.unit(), item, text="又", on=TODAY),
        lambda: services.record_unit_meeting(rect.unit(), item, base_version=None, unit_meeting_on=TODAY),
        lambda: services.review_evidence(rect.office(), item, rect.piece(item), verdict="rejected", note="不"),
        lambda: services.hand_over_item(rect.unit(), item, base_version=None, leader="某", department="某"),
    ):
        with pytest.raises(RuleViolated, match="已销号"):
            change()


def test_bulk_closing_closes_all_or_none_and_names_each_refusal(rect, world):
    rect.accepted()
    ready, other = rect.reviewed(rect.item(0)), rect.item(1)
    with pytest.raises(RuleViolated) as caught:
        services.close_items(rect.office(), world.city, items=[ready, other])
    assert [str(r.text) for r in caught.value.reasons] == ["ZG-TC-8-01-002：整改事项现在是「整改中」，不能同意销号。"]
    assert rect.fresh(ready).state == ItemState.REQUESTED
    also = rect.reviewed(other)
    closed = services.close_items(rect.office(), world.city, items=[ready, also], opinion="同意。")
    assert {item.state for item in closed} == {ItemState.CLOSED}


def test_bulk_return_and_what_is_out_of_reach(rect, world):
    item = rect.requested()
    with pytest.raises(OutOfReach):
        services.return_closeouts(rect.office(), world.city, items=[], reason="x")
    with pytest.raises(RuleViolated, match="ZG-TC-8-01-001：退回整改要写明理由"):
        services.return_closeouts(rect.office(), world.city, items=[item], reason="")
    (returned,) = services.return_closeouts(rect.office(), world.city, items=[item], reason="一并补充")
    assert returned.state == ItemState.RETURNED
    rect.clerk.grants.update(except_units=[world.units[0].pk])
    with pytest.raises(OutOfReach):
        services.return_closeouts(rect.office(), world.city, items=[item], reason="x")


def test_who_may_not(rect, acting):
    item = rect.reviewed()
    for role in (Role.UNIT_LIAISON, Role.UNIT_HEAD, Role.DISCIPLINE, Role.TEAM_LEADER):
        with pytest.raises(Denied):
            services.close_item(acting(role), item)
    with pytest.raises(OutOfReach):
        services.resume_item(acting(Role.UNIT_LIAISON, which=1), item, reason="x")
    with pytest.raises(Denied):
        services.reopen_item(acting(Role.UNIT_LIAISON), item, reason="x", due_on=ENDS)
