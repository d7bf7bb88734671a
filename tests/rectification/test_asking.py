"""More time, questions and the unit's two reports: asked, decided by others, and what comes of it."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from tests.conftest import NOW
from tests.rectification.conftest import ENDS, TODAY, days
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.regulations.models import Parameter
from xuncha.rectification import services
from xuncha.rectification.models import Item, Query, UnitReport
from xuncha.rectification.workflow import ExtensionState, QueryState, UnitReportState

LATER = ENDS + timedelta(days=60)


@pytest.fixture
def item(rect):
    return rect.under_way()


@pytest.fixture
def asked(rect, item):
    return services.ask_extension(rect.unit(), item, to_on=LATER, reason="等待上级批复")


def paper() -> ContentFile:
    return ContentFile("附件".encode(), name="说明.txt")


def test_granted_time_moves_the_date_and_keeps_the_planned_one(rect, item, asked):
    assert (asked.from_on, asked.to_on, asked.state) == (ENDS, LATER, ExtensionState.ASKED)
    extension = services.grant_extension(rect.acting(rect.director, now=days(3)), asked, decision="同意。")
    item = rect.fresh(item)
    assert (extension.state, extension.decided_by) == (ExtensionState.GRANTED, rect.director)
    assert (item.due_on, item.planned_due_on, item.dated_on) == (LATER, ENDS, days(3).date())
    with pytest.raises(InvalidTransition):
        services.grant_extension(rect.acting(rect.director), asked)


def test_less_may_be_granted_than_asked_but_not_nothing_nor_more(rect, item, asked):
    with pytest.raises(RuleViolated, match="不能更晚") as caught:
        services.grant_extension(rect.acting(rect.director), asked, to_on=LATER + timedelta(days=1))
    assert caught.value.reasons[0].field == "to_on"
    with pytest.raises(RuleViolated, match="晚于现在的时限"):
        services.grant_extension(rect.acting(rect.director), asked, to_on=ENDS)
    until = ENDS + timedelta(days=30)
    services.grant_extension(rect.acting(rect.director), asked, to_on=until)
    assert rect.fresh(item).due_on == until


def test_refused_with_a_reason_or_withdrawn_leaves_the_date(rect, item, asked):
    with pytest.raises(RuleViolated, match="理由"):
        services.refuse_extension(rect.acting(rect.director), asked, reason=" ")
    refused = services.refuse_extension(rect.acting(rect.director), asked, reason="无正当理由")
    assert (refused.state, refused.decision) == (ExtensionState.REFUSED, "无正当理由")
    again = services.ask_extension(rect.unit(), item, to_on=LATER, reason="再申请", files=[paper()])
    assert again.files.get().name == "说明.txt"
    assert services.withdraw_extension(rect.unit(), again).state == ExtensionState.WITHDRAWN
    assert rect.fresh(item).due_on == ENDS


def test_one_at_a_time_later_and_with_a_reason(rect, item, asked):
    with pytest.raises(RuleViolated) as caught:
        services.ask_extension(rect.unit(), item, to_on=ENDS, reason="")
    assert [r.field or r.mend for r in caught.value.reasons] == ["reason", "#extensions", "to_on"]


def test_asked_in_good_time_by_the_offices_own_number_of_days(rect, item, world):
    last = days((ENDS - TODAY).days - 5)
    with pytest.raises(RuleViolated, match="最迟是 2022-07-05"):
        services.ask_extension(rect.unit(last + timedelta(days=1)), item, to_on=LATER, reason="难")
    Parameter.objects.create(
        code="rectification.extension_ahead", value=10, valid_from=date(2022, 1, 1), jurisdiction=world.city
    )
    with pytest.raises(RuleViolated, match="到期前 10 天"):
        services.ask_extension(rect.unit(last), item, to_on=LATER, reason="难")
    services.ask_extension(rect.unit(last - timedelta(days=5)), item, to_on=LATER, reason="难")


def test_not_before_the_plan_is_accepted_nor_after_it_was_asked_to_close(rect):
    rect.deliver()
    with pytest.raises(RuleViolated, match="直接在方案里改"):
        services.ask_extension(rect.unit(), rect.item(), to_on=LATER, reason="难")


def test_a_request_to_close_leaves_nothing_to_extend(rect):
    item = rect.requested()
    with pytest.raises(RuleViolated, match="不用申请延期"):
        services.ask_extension(rect.unit(), item, to_on=LATER, reason="难")


def test_who_decides(rect, item, asked, world):
    for who in (rect.liaison, rect.clerk):
        with pytest.raises(Denied):
            services.grant_extension(rect.acting(who), asked)
    rect.liaison.grants.create(role=Role.OFFICE_DIRECTOR, scope_id=world.city.pk, valid_from=NOW)
    with pytest.raises(RuleViolated, match="您申请的"):
        services.grant_extension(rect.unit(), asked)
    with pytest.raises(RuleViolated, match="您申请的"):
        services.refuse_extension(rect.unit(), asked, reason="不")


def test_nothing_is_extended_that_was_settled_meanwhile(rect):
    item = rect.under_way()
    asked = services.ask_extension(rect.unit(), item, to_on=LATER, reason="难")
    Item.objects.filter(pk=item.pk).update(
        state="closed", requested_by=rect.liaison, requested_at=NOW, settled_by=rect.clerk, settled_at=NOW
    )
    with pytest.raises(RuleViolated, match="已经办结"):
        services.grant_extension(rect.acting(rect.director), asked)


def test_a_question_is_asked_and_answered_by_somebody_else(rect, item):
    query = services.ask_query(
        rect.unit(), item.plan, kind=Query.Kind.GUIDANCE, text="补充审计由谁委托？", item=item, files=[paper()]
    )
    assert (query.state, query.files.count()) == (QueryState.ASKED, 1)
    with pytest.raises(RuleViolated, match="请写答复"):
        services.answer_query(rect.office(), query, answer=" ")
    with pytest.raises(Denied):
        services.answer_query(rect.unit(), query, answer="自己答")
    query = services.answer_query(rect.office(), query, answer="由主管部门委托。")
    assert (query.state, query.answered_by) == (QueryState.ANSWERED, rect.clerk)
    with pytest.raises(InvalidTransition):
        services.answer_query(rect.office(), query, answer="再答")


def test_a_question_need_not_name_a_problem_and_never_another_units(rect, item):
    assert services.ask_query(rect.unit(), item.plan, kind=Query.Kind.QUESTION, text="格式？").item is None
    rect.which = 1
    foreign = rect.deliver().items.first()
    with pytest.raises(OutOfReach):
        services.ask_query(rect.unit(), item.plan, kind=Query.Kind.QUESTION, text="数额不对？", item=foreign)


def test_the_asker_does_not_answer(rect, item, world):
    query = services.ask_query(rect.unit(), item.plan, kind=Query.Kind.QUESTION, text="格式？")
    rect.liaison.grants.create(role=Role.OFFICE_CLERK, scope_id=world.city.pk, valid_from=NOW)
    with pytest.raises(RuleViolated, match="另一个人答复"):
        services.answer_query(rect.unit(), query, answer="如下")


def test_a_report_is_written_submitted_returned_and_accepted(rect, item):
    report = UnitReport.objects.get(plan=item.plan, kind="progress")
    with pytest.raises(RuleViolated) as caught:
        services.submit_report(rect.unit(), report)
    assert [r.field for r in caught.value.reasons] == ["text", "party_meeting_on"]
    text = "集中整改以来，党组……"
    services.write_report(rect.unit(), report, base_version=1, text=text, party_meeting_on=TODAY)
    with pytest.raises(StaleEdit):
        services.write_report(rect.unit(), report, base_version=1, text="另一稿")
    submitted = services.submit_report(rect.unit(), report)
    assert submitted.state == UnitReportState.SUBMITTED
    assert (submitted.figures["fed_back"], submitted.figures["unfinished"]) == (2, 2)
    with pytest.raises(RuleViolated, match="待审核"):
        services.write_report(rect.unit(), report, base_version=None, text="改")
    returned = services.return_report(rect.office(), report, reason="缺问责情况")
    assert (returned.state, returned.return_reason) == (UnitReportState.RETURNED, "缺问责情况")
    with pytest.raises(RuleViolated, match="不超过 20000 字"):
        services.write_report(rect.unit(), report, base_version=None, text="长" * 20001)
    services.submit_report(rect.unit(), report)
    assert services.accept_report(rect.office(), report).state == UnitReportState.ACCEPTED


def test_the_submitter_does_not_accept_the_report(rect, item, world):
    report = UnitReport.objects.get(plan=item.plan, kind="principal")
    services.write_report(rect.unit(), report, base_version=1, text="如下", party_meeting_on=TODAY)
    services.submit_report(rect.unit(), report)
    rect.liaison.grants.all().delete()  # has gone from the unit to the office
    rect.liaison.grants.create(role=Role.OFFICE_CLERK, scope_id=world.city.pk, valid_from=NOW)
    with pytest.raises(RuleViolated, match="您报送的"):
        services.accept_report(rect.unit(), report)
