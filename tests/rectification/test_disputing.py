"""A problem fed back is disputed in time, answered by somebody without a part in it, and counts accordingly."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.conftest import NOW
from tests.rectification.conftest import ENDS, TODAY, at, days, text_of
from tests.rectification.test_joint import refused
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.rectification import services
from xuncha.rectification.models import Dispute
from xuncha.rectification.rules.disputing import AnswerFacts, reasons_not_to_answer
from xuncha.rectification.selectors import figures_of
from xuncha.rectification.selectors.disputing import next_to_answer
from xuncha.rectification.workflow import DisputeState, ItemState, SuspensionState

LAST = days(14)  # ten working days from the feedback meeting


def raised(rect, item=None, *, now=NOW, **other) -> Dispute:
    values = {"grounds": "其中一个项目未拆分。", "files": [ContentFile("合同".encode(), "合同.txt")], **other}
    return services.raise_dispute(rect.unit(now), item or rect.under_way(), **values)


def answered(rect, dispute=None, *, verdict="upheld", now=NOW, **other) -> Dispute:
    values = {"decision": "经核对，事实清楚。", **other}
    act = rect.acting(rect.director, now=now)
    return services.answer_dispute(act, dispute or raised(rect), verdict=verdict, **values)


def asks(user) -> set[str]:
    return {todo.ask for todo in waiting_for(actor_of(user, NOW))}


def test_it_waits_for_the_office_then_for_the_unit(rect):
    dispute = raised(rect)
    assert "单位异议待答复" in asks(rect.director)
    told = answered(rect, dispute)
    assert (told.state, told.decided_by, rect.item().due_on) == (DisputeState.ANSWERED, rect.director, ENDS)
    assert "异议答复待签收" in asks(rect.liaison)
    assert services.receive_answer(rect.unit(), told).received_by == rect.liaison
    assert "已经答复（维持原反馈）" in refused(lambda: raised(rect, rect.item()))


def test_grounds_and_evidence_in_time_one_at_a_time(rect):
    item = rect.under_way()
    said = refused(lambda: raised(rect, item, grounds=" ", files=()))
    assert "请写异议理由" in said
    assert "请附上证明材料" in said
    assert "现在已经晚了" in refused(lambda: raised(rect, item, now=LAST + timedelta(days=1)))
    dispute = raised(rect, item, now=LAST)
    assert "已有一份异议待答复" in refused(lambda: raised(rect, item))
    services.take_back_dispute(rect.unit(), dispute)
    assert raised(rect, item).number == f"{item.number}-Y2"
    assert "不再受理异议" in refused(lambda: raised(rect, rect.closed(rect.item(1))))


def test_a_correction_keeps_both_versions(rect):
    item = rect.under_way()
    was, dispute = item.text, raised(rect, item)
    same = {"verdict": "corrected", "title": item.title, "text": was}
    assert "与原来一样" in refused(lambda: answered(rect, dispute, **same))
    told = answered(rect, dispute, **{**same, "text": "涉及 2 个项目。"})
    item = rect.fresh(item)
    assert (item.text, told.was_text, told.new_text) == ("涉及 2 个项目。", was, "涉及 2 个项目。")
    assert item.opinion_item.text == was


def test_a_withdrawn_problem_counts_nowhere_and_the_plan_goes_on_without_it(rect):
    plan = rect.written()
    first = rect.item()
    answered(rect, raised(rect, first), verdict="annulled")
    assert rect.fresh(first).state == ItemState.ANNULLED
    assert figures_of(plan, TODAY)["fed_back"] == 1
    accepted = services.accept_plan(rect.office(), services.submit_plan(rect.unit(), rect.plan()))
    assert [i.state for i in accepted.items.order_by("number")] == [ItemState.ANNULLED, ItemState.IN_PROGRESS]
    assert "不用再改" in refused(
        lambda: services.report_progress(rect.unit(), rect.fresh(first), text="改了", on=TODAY)
    )


def test_who_drafted_or_handed_in_does_not_answer_nor_who_may_not_decide(rect, acting):
    dispute = raised(rect)
    rect.opinion.submitted_by, rect.opinion.approved_by = rect.director, rect.leader
    rect.opinion.save()
    assert "要由另一个人答复" in refused(lambda: answered(rect, dispute))
    for role in (Role.OFFICE_CLERK, Role.UNIT_LIAISON, Role.TEAM_LEADER):
        with pytest.raises((Denied, OutOfReach)):
            services.answer_dispute(acting(role), dispute, verdict="upheld", decision="不属实")
    told = services.answer_dispute(rect.acting(rect.leader), dispute, verdict="upheld", decision="不属实")
    with pytest.raises(InvalidTransition):
        services.answer_dispute(rect.acting(rect.leader), told, verdict="upheld", decision="再答")
    with pytest.raises(OutOfReach):
        services.receive_answer(acting(Role.UNIT_LIAISON, which=1), told)


def test_the_rule_names_every_fault_of_an_answer():
    facts = AnswerFacts("corrected", "理由", part=False, state=ItemState.CLOSED)
    said = [str(why.text) for why in reasons_not_to_answer(facts)]
    for n, wanted in enumerate(("请写更正后的标题", "请写更正后的表述", "与原来一样", "只能维持原反馈")):
        assert wanted in said[n]
    [unknown] = reasons_not_to_answer(AnswerFacts("", "理由", part=False, state=ItemState.LISTED))
    assert unknown.field == "verdict"


def test_the_clock_stands_still_for_it_only_if_granted_and_runs_again_with_the_answer(rect):
    item = rect.under_way()
    first, last = TODAY + timedelta(2), TODAY + timedelta(11)
    ask = {"ground": "dispute", "reason": "等答复", "from_on": first, "to_on": last}
    assert "没有待答复的异议" in refused(lambda: services.ask_suspension(rect.unit(), item, **ask))
    dispute = raised(rect, item)
    services.grant_suspension(rect.acting(rect.director), services.ask_suspension(rect.unit(), item, **ask))
    assert rect.fresh(item).due_on == ENDS + timedelta(days=10)
    answered(rect, dispute, now=days(5))
    item = rect.fresh(item)
    assert (item.due_on, item.suspensions.get().state) == (ENDS + timedelta(days=3), SuspensionState.ENDED)


def test_the_answer_leads_on_to_the_next_dispute_that_waits_or_to_the_item(rect, at_desk):
    rect.accepted()
    first, second = raised(rect, rect.item()), raised(rect, rect.item(1))
    director = at_desk(rect.director)
    typed = {"verdict": "upheld", "decision": "经核对，事实清楚。"}
    on = director.post(reverse("rectification:dispute", args=[second.pk]), typed, follow=True)
    assert on.redirect_chain[-1][0] == reverse("rectification:dispute", args=[first.pk])
    assert f"已答复异议 {second.number}：维持原反馈，等单位签收。下一件是 {first.number}。" in text_of(on)
    on = director.post(reverse("rectification:dispute", args=[first.pk]), typed, follow=True)
    assert on.redirect_chain[-1][0] == reverse("rectification:item", args=[first.item_id])
    assert "下一件" not in text_of(on)


def test_nobody_is_led_on_to_a_dispute_in_which_they_have_a_part(rect):
    rect.accepted()
    dispute = raised(rect, rect.item())
    assert next_to_answer(actor_of(rect.director, NOW)) == dispute
    rect.opinion.submitted_by, rect.opinion.approved_by = rect.director, rect.leader
    rect.opinion.save()
    assert next_to_answer(actor_of(rect.director, NOW)) is None


def test_both_sides_read_it_and_write_at_their_pages(rect, unit, at_desk):
    item = rect.under_way()
    address = at("item-dispute", item.pk)
    assert "异议最迟在" in text_of(unit.get(address))
    assert "选填" not in unit.get(address).content.decode()
    assert unit.post(address, {"grounds": "不属实"}).context["form"].errors["proofs"] == ["请附上证明材料，至少一件。"]
    file = ContentFile(b"1", "a.txt")
    assert unit.post(address, {"grounds": "其中一项不属实", "proofs": file}).status_code == 302
    dispute = Dispute.objects.get()
    assert unit.get(at("dispute-document", dispute.pk)).status_code == 404
    page = reverse("rectification:dispute", args=[dispute.pk])
    assert unit.get(page).status_code == 302
    assert "其中一项不属实" in text_of(at_desk(rect.clerk).get(page))
    director = at_desk(rect.director)
    typed = {"verdict": "corrected", "decision": "属实", "title": "新标题", "text": "新表述"}
    assert director.post(page, typed).status_code == 302
    assert "第 2 版" in text_of(director.get(page))
    unit = at_desk(rect.liaison)
    assert "反馈时的表述" in text_of(unit.get(at("item", item.pk)))
    assert unit.get(at("dispute-document", dispute.pk)).status_code == 200
    assert unit.post(at("dispute-step", dispute.pk, "receive")).status_code == 302
    assert Dispute.objects.get().state == DisputeState.RECEIVED
