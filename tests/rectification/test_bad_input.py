"""What must not slip through a rectification: each refused with its reason, nothing changed."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.rectification.conftest import TODAY, days, upload, yuan
from tests.rectification.test_joint import refused
from xuncha.core.errors import InvalidTransition
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import Grant
from xuncha.rectification import services
from xuncha.rectification.rules.gate import reasons_not_to_close
from xuncha.rectification.selectors import close_facts, figures_of
from xuncha.rectification.workflow import ItemState, PlanState

pytestmark = pytest.mark.django_db


def of_the_unit(rect):
    """The office's clerk acts for the reviewed unit, too."""
    unit = rect.world.units[0].pk
    Grant.objects.create(user=rect.clerk, role=Role.UNIT_HEAD, scope_id=unit, valid_from=NOW - timedelta(days=1))


def test_nobody_of_the_reviewed_unit_judges_its_plan(rect):
    plan = rect.submitted()
    of_the_unit(rect)
    assert "您也是这家被巡察单位的人" in refused(lambda: services.accept_plan(rect.office(), plan))
    remarks = [services.Remark("写细。")]
    assert "您也是这家被巡察单位的人" in refused(lambda: services.return_plan(rect.office(), plan, remarks=remarks))
    assert rect.plan().state == PlanState.SUBMITTED


def test_nobody_of_the_reviewed_unit_judges_what_it_did(rect):
    item = rect.reviewed()
    of_the_unit(rect)
    acts = {
        "close": lambda: services.close_item(rect.office(), item),
        "return": lambda: services.return_closeout(rect.office(), item, reason="补"),
        "review": lambda: services.review_evidence(rect.office(), item, rect.piece(item), verdict="original"),
    }
    for name, act in acts.items():
        assert "您也是这家被巡察单位的人" in refused(act), name
    assert rect.fresh(item).state == ItemState.REQUESTED
    report = item.plan.unit_reports.get(kind="principal")
    services.write_report(rect.unit(), report, base_version=None, text="本人主持研究。", party_meeting_on=TODAY)
    services.submit_report(rect.unit(), report)
    assert "您也是这家被巡察单位的人" in refused(lambda: services.accept_report(rect.office(), report))
    assert "您也是这家被巡察单位的人" in refused(lambda: services.return_report(rect.office(), report, reason="短"))


@pytest.mark.parametrize("typed", ["0.86", "86000000"])
def test_money_in_the_wrong_unit_is_refused(rect, typed):
    item = rect.under_way(money_due=yuan("8600.00"))
    said = refused(lambda: services.record_money(rect.unit(), item, kind="cleared", amount=yuan(typed), on=TODAY))
    assert "单位是元，请不要按万元填" in said
    assert not item.money.exists()
    services.record_money(rect.unit(), item, kind="cleared", amount=yuan("8600.00"), on=TODAY)
    assert item.money.get().amount == yuan("8600.00")


def test_evidence_swapped_after_the_review_is_seen_anew_before_closing(rect):
    item = rect.reviewed()
    assert reasons_not_to_close(close_facts(item, rect.clerk.pk)) == []
    services.replace_evidence(rect.unit(), item, rect.piece(item), upload("换过的.txt"))
    assert "换过的.txt" in refused(lambda: services.close_item(rect.office(), item))
    assert rect.fresh(item).state == ItemState.REQUESTED


def test_handed_in_twice_counts_once(rect):
    plan = rect.written()
    act = rect.unit()
    services.submit_plan(act, plan)
    services.submit_plan(rect.acting(rect.liaison).__class__(act.actor, act.now, act.key), plan)  # the same press again
    assert rect.plan().times == 1
    with pytest.raises(InvalidTransition):
        services.submit_plan(rect.unit(), plan)
    assert rect.plan().times == 1


def test_a_clock_that_went_wrong_is_refused_where_a_day_would_be_impossible(rect):
    item = rect.under_way()
    measure = item.measures.first()
    early = days(-1)  # set back behind the day that is reported
    said = refused(lambda: services.report_progress(rect.unit(early), item, text="已做。", on=TODAY, measure=measure))
    assert "还没有到" in said
    assert figures_of(item.plan, TODAY)["measures_done"] == 0
