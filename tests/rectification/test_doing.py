"""What the unit reports: progress, evidence, outcomes; and how evidence is judged."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from tests.rectification.conftest import TODAY, upload, yuan
from xuncha.core.errors import Denied, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rectification import services
from xuncha.rectification.models import Accountability, MoneyOutcome, RuleOutput
from xuncha.rectification.rules.plans import MeasureDraft
from xuncha.rectification.selectors import EVIDENCE, live_evidence, verdicts
from xuncha.rectification.workflow import ItemState

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def item(rect):
    return rect.under_way()


def test_progress_on_a_measure_is_kept_and_followed(rect, item):
    measure = item.measures.first()
    services.report_progress(rect.unit(), item, text="已委托审计。", on=TODAY, measure=measure)
    services.report_progress(rect.unit(), item, text="审计完成。", on=TODAY, measure=measure, done_on=TODAY)
    measure.refresh_from_db()
    assert (measure.progress, measure.done_on) == ("审计完成。", TODAY)
    assert [p.text for p in item.reports.all()] == ["审计完成。", "已委托审计。"]
    services.report_progress(rect.unit(), item, text="总体顺利。", on=TODAY)
    assert JournalRecord.objects.filter(event="rectification.item_progressed").count() == 3


def test_what_was_sent_once_is_not_counted_twice(rect, item):
    measure = item.measures.first()
    told = {"text": "审计完成。", "on": TODAY, "measure": measure}
    services.report_progress(rect.unit(), item, **told)
    with pytest.raises(RuleViolated, match="已经登记过") as caught:
        services.report_progress(rect.unit(), item, **told)
    assert caught.value.reasons[0].field == "text"
    services.report_progress(rect.unit(), item, **told, done_on=TODAY)  # says more than the one before
    services.report_progress(rect.unit(), item, text="审计完成。", on=TODAY)  # of the item as a whole
    services.add_evidence(rect.unit(), item, upload(), measure=measure)
    with pytest.raises(RuleViolated, match="已经登记过"):
        services.add_evidence(rect.unit(), item, upload("换了名.txt", "内容 凭证.txt"), measure=measure)
    assert services.add_evidence(rect.unit(), item, upload()).measure is None
    asked = {"kind": "question", "text": "怎么认定？", "item": item}
    services.ask_query(rect.unit(), item.plan, **asked)
    with pytest.raises(RuleViolated, match="已经登记过"):
        services.ask_query(rect.unit(), item.plan, **asked)


@pytest.mark.parametrize(
    ("record", "told", "more"),
    [
        (services.record_money, {"kind": "cleared", "amount": yuan("8")}, {"note": "第二笔"}),
        (services.record_rule, {"kind": "new", "title": "《办法》"}, {"title": "《细则》"}),
        (services.record_people, {"form": "1", "persons": 2}, {"what": "诫勉"}),
    ],
)
def test_the_same_outcome_is_registered_once_and_another_says_how_it_differs(rect, item, record, told, more):
    record(rect.unit(), item, on=TODAY, **told)
    with pytest.raises(RuleViolated, match="已经登记过"):
        record(rect.unit(), item, on=TODAY, **told)
    record(rect.unit(), item, on=TODAY, **{**told, **more})


def test_progress_has_words_and_has_happened(rect, item):
    with pytest.raises(RuleViolated) as caught:
        services.report_progress(rect.unit(), item, text=" ", on=TOMORROW, done_on=TOMORROW)
    assert [r.field for r in caught.value.reasons] == ["text", "on", "done_on"]


def test_another_items_measure_or_evidence_is_out_of_reach(rect, item):
    other = rect.item(1)
    with pytest.raises(OutOfReach):
        services.report_progress(rect.unit(), item, text="x", on=TODAY, measure=other.measures.first())
    piece = services.add_evidence(rect.unit(), other, upload())
    with pytest.raises(OutOfReach):
        services.withdraw_evidence(rect.unit(), item, piece, reason="x")


def test_before_the_plan_is_accepted_nothing_is_reported(rect):
    rect.written()
    with pytest.raises(RuleViolated, match="待定措施"):
        services.add_evidence(rect.unit(), rect.item(), upload())


def test_a_measure_is_added_and_checked(rect, item):
    added = services.add_measure(rect.unit(), item, draft=MeasureDraft("公开通报 1 次", due_on=TODAY))
    assert (added.position, str(added)) == (3, "3. 公开通报 1 次")
    late = MeasureDraft("再做", due_on=item.due_on + timedelta(days=1))
    with pytest.raises(RuleViolated, match="晚于这个问题"):
        services.add_measure(rect.unit(), item, draft=late)


def test_responsibility_is_handed_over(rect, item):
    item = services.hand_over_item(rect.unit(), item, base_version=item.version, leader="新任领导", department="项目股")
    assert (item.leader, item.department) == ("新任领导", "项目股")
    with pytest.raises(RuleViolated, match="请写责任领导"):
        services.hand_over_item(rect.unit(), item, base_version=None, leader=" ", department="项目股")
    with pytest.raises(StaleEdit):
        services.hand_over_item(rect.unit(), item, base_version=1, leader="某", department="某")


def test_evidence_is_added_replaced_and_withdrawn_but_never_erased(rect, item):
    measure = item.measures.first()
    old = services.add_evidence(rect.unit(), item, upload("旧.txt", kind="voucher", formed_on=TODAY), measure=measure)
    new = services.replace_evidence(rect.unit(), item, old, upload("新.txt"))
    assert (new.measure, new.replaces) == (measure, old)
    assert list(live_evidence(item)) == [new]
    with pytest.raises(RuleViolated, match="已经替换或者撤回"):
        services.replace_evidence(rect.unit(), item, old, upload("再.txt"))
    with pytest.raises(RuleViolated, match="请写撤回理由"):
        services.withdraw_evidence(rect.unit(), item, new, reason=" ")
    services.withdraw_evidence(rect.unit(), item, new, reason="内容不符")
    assert not live_evidence(item)
    assert item.evidence.count() == 2


def test_what_is_wrong_with_a_file_is_said_beside_it(rect, item):
    bad = services.Upload(ContentFile(b"MZ\x00\x01", "a.txt"), "a.txt")
    with pytest.raises(RuleViolated) as caught:
        services.add_evidence(rect.unit(), item, bad)
    assert [r.field for r in caught.value.reasons] == ["file"]
    with pytest.raises(RuleViolated, match="还没有到"):
        services.add_evidence(rect.unit(), item, upload(formed_on=TOMORROW))


def test_a_verdict_holds_for_the_content_that_was_seen(rect, item):
    piece = services.add_evidence(rect.unit(), item, upload())
    services.review_evidence(rect.office(), item, piece, verdict="doubtful", note="不清楚")
    review = services.review_evidence(rect.office(), item, piece, verdict="accepted")
    assert review.digest == piece.attachment.file.digest
    assert verdicts([piece]) == {piece.pk: "accepted"}
    other = services.replace_evidence(rect.unit(), item, piece, upload("另.txt"))
    assert verdicts([other]) == {}


def test_a_no_says_why_and_the_replaced_is_not_judged(rect, item):
    piece = services.add_evidence(rect.unit(), item, upload())
    for verdict, field in (("rejected", "note"), ("doubtful", "note"), ("", "verdict")):
        with pytest.raises(RuleViolated) as caught:
            services.review_evidence(rect.office(), item, piece, verdict=verdict)
        assert [r.field for r in caught.value.reasons] == [field]
    services.replace_evidence(rect.unit(), item, piece, upload("新.txt"))
    with pytest.raises(RuleViolated, match="核验最新的一件"):
        services.review_evidence(rect.office(), item, piece, verdict="accepted")


def test_the_discipline_commission_may_judge_evidence_the_unit_may_not(rect, item, acting):
    piece = services.add_evidence(rect.unit(), item, upload())
    assert services.review_evidence(acting(Role.DISCIPLINE), item, piece, verdict="accepted").pk
    with pytest.raises(Denied):
        services.review_evidence(rect.unit(), item, piece, verdict="accepted")


def test_evidence_is_seen_by_its_unit_and_no_other(rect, item, actor):
    services.add_evidence(rect.unit(), item, upload())
    assert EVIDENCE.visible_to(actor(Role.UNIT_HEAD)).count() == 1
    assert not EVIDENCE.visible_to(actor(Role.UNIT_HEAD, which=1)).exists()


def test_outcomes_are_reported_corrected_and_taken_out(rect, item):
    money = services.record_money(
        rect.unit(), item, kind=MoneyOutcome.Kind.RECOVERED, amount=yuan("8600"), on=TODAY, note="退库"
    )
    services.record_money(
        rect.unit(), item, kind="cleared", amount=yuan("8500"), on=TODAY, correcting=money, base_version=1
    )
    money.refresh_from_db()
    assert (money.kind, money.amount, money.version) == ("cleared", yuan("8500"), 2)
    with pytest.raises(StaleEdit):
        services.record_money(
            rect.unit(), item, kind="cleared", amount=yuan("1"), on=TODAY, correcting=money, base_version=1
        )
    rule = services.record_rule(rect.unit(), item, kind=RuleOutput.Kind.AMENDED, title="《办法》", on=TODAY)
    people = services.record_people(
        rect.unit(), item, form=Accountability.Form.FIRST, persons=2, on=TODAY, what="提醒谈话"
    )
    assert (str(rule), str(people)) == ("《办法》", "第一种形态（谈话提醒、批评教育等） 2")
    with pytest.raises(RuleViolated, match="请写理由"):
        services.remove_outcome(rect.unit(), item, rule, reason="")
    services.remove_outcome(rect.unit(), item, rule, reason="重复登记")
    assert item.rules.count() == 0
    assert "《办法》" in JournalRecord.objects.get(event="rectification.outcome_removed").body


def test_outcomes_make_sense(rect, item):
    for amount in ("0", "-1", "1.234", "10000000000000"):
        with pytest.raises(RuleViolated, match="金额写大于 0 的数"):
            services.record_money(rect.unit(), item, kind="cleared", amount=yuan(amount), on=TODAY)
    with pytest.raises(RuleViolated) as caught:
        services.record_rule(rect.unit(), item, kind="new", title="", on=TOMORROW)
    assert [r.field for r in caught.value.reasons] == ["title", "on"]
    with pytest.raises(RuleViolated) as caught:
        services.record_people(rect.unit(), item, form="1", persons=0, on=TOMORROW, what="长" * 61)
    assert [r.field for r in caught.value.reasons] == ["persons", "what", "on"]


def test_another_items_outcome_is_not_corrected(rect, item):
    other = rect.item(1)
    money = services.record_money(rect.unit(), other, kind="cleared", amount=yuan("1"), on=TODAY)
    with pytest.raises(OutOfReach):
        services.record_money(rect.unit(), item, kind="cleared", amount=yuan("2"), on=TODAY, correcting=money)
    with pytest.raises(OutOfReach):
        services.remove_outcome(rect.unit(), item, money, reason="x")


def test_the_office_does_not_report_for_the_unit(rect, item):
    with pytest.raises(Denied):
        services.report_progress(rect.office(), item, text="x", on=TODAY)
    with pytest.raises(Denied):
        services.record_money(rect.office(), item, kind="cleared", amount=yuan("1"), on=TODAY)
    assert item.state == ItemState.IN_PROGRESS
