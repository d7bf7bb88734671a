"""Money that does not come back: said by the unit, accepted by somebody else, for as much as was wanting then."""

import pytest
from django.urls import reverse

from tests.rectification.conftest import TODAY, at, text_of, yuan
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rectification import services
from xuncha.rectification.models import Shortfall
from xuncha.rectification.rules.gate import reasons_not_to_close
from xuncha.rectification.selectors import close_facts, money_facts

WHY = "对方企业破产，正在申报债权。"


@pytest.fixture
def short(rect):
    """An item with 8,600 yuan due of which 8,000 came back, everything else of it done."""
    item = rect.done(money_due=yuan("8600"))
    services.record_money(rect.unit(), item, kind="recovered", amount=yuan("8000"), on=TODAY)
    return item


def unmet(rect, item) -> list[str]:
    return [str(why.text) for why in reasons_not_to_close(close_facts(rect.fresh(item), rect.clerk.pk))]


def test_who_declares_it_done_says_why_money_is_wanting(rect, short):
    with pytest.raises(RuleViolated, match=r"还差 600\.00 元") as caught:
        services.declare_done(rect.unit(), short, statement="到位。")
    assert caught.value.reasons[0].mend == "#outcomes"
    said = services.explain_shortfall(rect.unit(), short, reason=f" {WHY} ")
    assert (said.amount, said.reason, said.verdict) == (yuan("600"), WHY, "")
    with pytest.raises(RuleViolated, match="已经登记过"):
        services.explain_shortfall(rect.unit(), short, reason=WHY)
    assert services.declare_done(rect.unit(), short, statement="到位。").state == "declared"
    assert JournalRecord.objects.filter(event="rectification.item_shortfall_explained").count() == 1


def test_a_reason_is_given_only_where_something_is_wanting(rect, short):
    services.record_money(rect.unit(), short, kind="cleared", amount=yuan("600"), on=TODAY)
    with pytest.raises(RuleViolated, match="已经到位"):
        services.explain_shortfall(rect.unit(), short, reason=WHY)
    with pytest.raises(RuleViolated, match="还没有说明"):
        services.judge_shortfall(rect.office(), short, verdict="accepted")


def test_the_gate_opens_when_somebody_else_accepts_the_reason(rect):
    item = rect.reviewed(money_due=yuan("8600"))
    assert unmet(rect, item) == ["应追缴、清退 8,600.00 元，已登记 0.00 元，差额 8,600.00 元的原因还没有认可。"]
    services.judge_shortfall(rect.office(), item, verdict="accepted", note="已核法院受理通知。")
    assert unmet(rect, item) == []
    assert services.close_item(rect.office(), item, opinion="同意。").state == "closed"


def test_a_rejected_reason_counts_for_nothing_until_another_is_given(rect, short):
    services.explain_shortfall(rect.unit(), short, reason="收不回。")
    with pytest.raises(RuleViolated, match="不认可的理由"):
        services.judge_shortfall(rect.office(), short, verdict="rejected")
    services.judge_shortfall(rect.office(), short, verdict="rejected", note="没有写依据")
    assert not money_facts(short).explained
    with pytest.raises(RuleViolated, match="已经审核过"):
        services.judge_shortfall(rect.office(), short, verdict="accepted")
    services.explain_shortfall(rect.unit(), short, reason=WHY)
    services.judge_shortfall(rect.office(), short, verdict="accepted")
    assert money_facts(short).settled
    assert list(Shortfall.objects.order_by("pk").values_list("verdict", flat=True)) == ["rejected", "accepted"]


def test_what_was_accepted_does_not_cover_more(rect, short):
    services.explain_shortfall(rect.unit(), short, reason=WHY)
    services.judge_shortfall(rect.office(), short, verdict="accepted")
    services.remove_outcome(rect.unit(), short, short.money.get(), reason="记错了")
    assert not money_facts(short).settled
    assert any("没有说明原因" in why for why in unmet(rect, short))


def test_who_may_not(rect, short, acting):
    services.explain_shortfall(rect.unit(), short, reason=WHY)
    with pytest.raises(Denied):
        services.judge_shortfall(rect.unit(), short, verdict="accepted")
    with pytest.raises(Denied):
        services.explain_shortfall(rect.office(), short, reason=WHY)
    with pytest.raises(OutOfReach):
        services.explain_shortfall(acting(Role.UNIT_LIAISON, which=1), short, reason=WHY)
    with pytest.raises(Denied):
        services.judge_shortfall(acting(Role.DISCIPLINE), short, verdict="accepted")


def test_the_unit_says_it_and_reads_the_answer_the_office_answers(rect, short, unit, at_desk):
    page = at("item", short.pk)
    assert at("item-shortfall", short.pk) in unit.get(page).content.decode()
    refused = unit.post(at("item-shortfall", short.pk), {"reason": " "})
    assert refused.status_code == 422
    assert "还差 600.00 元" in text_of(refused)
    unit.post(at("item-shortfall", short.pk), {"reason": WHY})
    assert WHY in text_of(unit.get(page))
    desk = at_desk(rect.clerk)
    address = reverse("rectification:item-shortfall", args=[short.pk])
    assert address in desk.get(reverse("rectification:item", args=[short.pk])).content.decode()
    assert WHY in text_of(desk.get(address))
    assert desk.post(address, {"verdict": "rejected", "note": ""}).status_code == 422
    assert desk.post(address, {"verdict": "rejected", "note": "没有写依据"}).status_code == 302
    said = text_of(at_desk(rect.liaison).get(page))
    assert "不认可" in said
    assert "没有写依据" in said
