"""A use of results from the draft to its result: who does what, what is refused, what stays in the journal."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from tests.accountability.conftest import LATE
from xuncha.accountability import services
from xuncha.accountability.models import Result, ResultUse
from xuncha.accountability.selectors import USES
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rectification import services as rectification


def events(record) -> list[str]:
    reach = "accountability.use"
    return list(
        JournalRecord.objects.filter(subject_kind=reach, subject_id=record.pk)
        .order_by("seq")
        .values_list("event", flat=True)
    )


def test_a_talk_is_approved_by_the_director_sent_with_a_number_and_reported(using):
    use = using.sent()
    assert (use.state, use.due_on) == ("sent", date(2022, 8, 19))
    assert "约" in use.number
    using.noted(use, "interviewed", persons=1)
    done = services.finish_use(using.act(using.rect.clerk), use, opinion="已约谈。")
    assert (done.state, done.closing) == ("reported", "已约谈。")
    assert events(use) == ["use.drafted", "use.submitted", "use.approved", "use.sent", "use.reported"]


def test_it_is_due_to_be_carried_out_by_rule(using):
    assert using.approved().due_on == date(2022, 7, 26)  # five working days from the 19th


def test_what_concerns_discipline_needs_the_leading_group(using):
    use = using.submitted("discipline")
    with pytest.raises(RuleViolated, match="领导小组"):
        services.approve_use(using.act(using.rect.director), use)
    with pytest.raises(Denied):
        services.decide_use(using.act(using.rect.director), services.lay_use(using.act(using.rect.director), use))
    assert services.decide_use(using.act(using.rect.leader), use).state == "approved"
    assert use.grounds.get().situation == "反馈问题2个，整改到位0个，整改到位率0.00%"


def test_nobody_approves_what_they_handed_in(using):
    director = using.rect.director
    use = services.submit_use(using.act(director), using.drafted())
    with pytest.raises(RuleViolated, match="另一个人"):
        services.approve_use(using.act(director), use)
    with transaction.atomic(), pytest.raises(IntegrityError):
        ResultUse.objects.filter(pk=use.pk).update(approved_by=director, approved_at=LATE)


def test_it_goes_back_with_a_reason_and_may_be_dropped(using):
    use = services.return_use(using.act(using.rect.director), using.submitted(), reason="时间不合适。")
    assert (use.state, use.return_reason) == ("draft", "时间不合适。")
    assert services.drop_use(using.act(using.rect.clerk), use, reason="已当面谈过。").state == "withdrawn"
    laid = services.lay_use(using.act(using.rect.director), using.submitted("naming"))
    assert services.refuse_use(using.act(using.rect.leader), laid, reason="再给一个月。").state == "draft"


def test_what_was_sent_keeps_its_number_when_it_is_withdrawn(using):
    use = using.sent("circular")
    with pytest.raises(Denied):
        services.withdraw_use(using.act(using.rect.clerk), use, reason="事实有误。")
    gone = services.withdraw_use(using.act(using.rect.director), use, reason="事实有误。")
    assert gone.state == "withdrawn"
    assert gone.number
    with pytest.raises(InvalidTransition):
        using.noted(gone, "circulated", cases=1)


def test_the_body_decides_in_cases_and_persons(using):
    use = using.sent("discipline")
    with pytest.raises(RuleViolated, match="还没有登记结果"):
        services.finish_use(using.act(using.rect.clerk), use)
    using.noted(use, "filed", cases=1, persons=2, number="纪〔2022〕3号")
    using.noted(use, "admonished", persons=3, number="纪〔2022〕4号")
    with pytest.raises(RuleViolated, match="已经登记过"):
        using.noted(use, "filed", cases=1, number="纪〔2022〕3号")
    assert sorted(use.results.values_list("measure", "cases", "persons")) == [("admonished", 0, 3), ("filed", 1, 2)]


def test_a_wrong_result_is_struck_with_a_reason_until_it_is_closed(using):
    use = using.sent()
    result = using.noted(use, "interviewed", persons=2)
    clerk = using.rect.clerk
    with pytest.raises(RuleViolated, match="理由"):
        services.strike_result(using.act(clerk), result, reason=" ")
    services.strike_result(using.act(clerk), result, reason="人数有误。")
    assert not Result.objects.exists()
    assert "use.result_struck" in events(use)
    right = using.noted(use, "interviewed", persons=1)
    services.finish_use(using.act(clerk), use)
    with pytest.raises(InvalidTransition):
        services.strike_result(using.act(clerk), right, reason="再改。")


def test_the_unit_writes_its_self_criticism_again_when_it_is_sent_back(using):
    use = using.sent("self_criticism")
    proof = ContentFile("盖章件".encode(), "检查.txt")
    liaison = using.rect.liaison
    answered = services.answer_use(using.act(liaison), use, answer="深刻检查。", files=[proof])
    assert (answered.state, answered.files.count()) == ("sent", 1)
    back = services.send_back_answer(using.act(using.rect.clerk), answered, reason="没有写责任。")
    assert (back.state, back.return_reason) == ("owed", "没有写责任。")
    again = services.answer_use(using.act(liaison), back, answer="重新检查。")
    assert (again.return_reason, again.files.count()) == ("", 0)


def test_only_what_is_owed_is_demanded_and_sent_back(using):
    talk = using.approved()
    with pytest.raises(RuleViolated, match="发出"):
        services.demand_use(using.act(using.rect.clerk), talk)
    sent = services.send_use(using.act(using.rect.clerk), talk)
    with pytest.raises(RuleViolated, match="发出"):
        services.send_back_answer(using.act(using.rect.clerk), sent, reason="重来。")


def test_a_self_criticism_is_not_demanded_twice(using):
    plan = using.plan()
    rectification.propose_consequence(using.act(using.rect.clerk), plan, what="作出书面检查")
    with pytest.raises(RuleViolated, match="低于下限的处理"):
        using.drafted("self_criticism")


def test_items_are_put_in_and_taken_out_of_a_draft_alone(using):
    use, clerk = using.drafted(), using.rect.clerk
    item = using.rect.item()
    services.add_items(using.act(clerk), use, items=[item])
    assert "拆分发包规避招标" in use.grounds.get(item=item).situation
    assert "超期9日" in use.grounds.get(item=item).situation
    with pytest.raises(RuleViolated, match="没有选出"):
        services.add_items(using.act(clerk), use, items=[item])
    services.remove_ground(using.act(clerk), use, ground=use.grounds.get(item=None).pk)
    with pytest.raises(RuleViolated, match="最后一条"):
        services.remove_ground(using.act(clerk), use, ground=use.grounds.get().pk)
    with pytest.raises(RuleViolated, match="已经不在"):
        services.remove_ground(using.act(clerk), use, ground=0)
    services.submit_use(using.act(clerk), use)
    with pytest.raises(InvalidTransition):
        services.add_items(using.act(clerk), use, items=[using.rect.item(1)])


def test_what_returned_often_is_said_and_items_are_told_of_it(using):
    use, item = using.drafted(), using.rect.item()
    type(item).objects.filter(pk=item.pk).update(times_returned=2)
    item.refresh_from_db()
    services.add_items(using.act(using.rect.clerk), use, items=[item])
    assert "销号退回2次" in use.grounds.get(item=item).situation
    services.submit_use(using.act(using.rect.clerk), use)
    services.approve_use(using.act(using.rect.director), use)
    services.send_use(using.act(using.rect.clerk), use)
    assert JournalRecord.objects.filter(subject_kind="rectification.item", event="use.item_named").count() == 1


def test_words_are_changed_in_a_draft_and_compared_before_it_is_handed_in(using):
    use, clerk = using.drafted(place=""), using.rect.clerk
    with pytest.raises(RuleViolated, match="约谈地点"):
        services.ask_about_use(using.act(clerk), use)
    said = {"title": "新标题", "text": "请汇报。", "on": LATE.date(), "place": "会议室"}
    changed = services.write_use(using.act(clerk), use, base_version=None, **said)
    assert (changed.title, changed.place) == ("新标题", "会议室")
    assert services.ask_about_use(using.act(clerk), use) == []


def test_other_people_may_not(using, acting, hire):
    use = using.drafted()
    for role in (Role.INSPECTOR, Role.UNIT_LIAISON, Role.DISCIPLINE):
        with pytest.raises((Denied, OutOfReach)):
            services.submit_use(acting(role, now=LATE), use)


def test_a_unit_sees_what_was_sent_to_it_alone(using, hire):
    draft, talk, transfer = using.drafted(), using.sent(), using.sent("discipline")
    assert draft.pk != talk.pk != transfer.pk
    own = actor_of(using.rect.liaison, LATE)
    assert list(USES.visible_to(own)) == [talk]
    other = actor_of(hire(Role.UNIT_LIAISON, which=1), LATE)
    assert not USES.visible_to(other).exists()


def test_persons_are_named_in_a_public_circular_alone(using):
    said = "局长陈某某收受礼金。"
    with pytest.raises(RuleViolated, match="不写个人问题线索"):
        using.drafted("discipline", text=said)
    assert using.drafted("naming", text=said).text == said
    use = using.drafted("naming", named="某局党组书记某某")
    with transaction.atomic(), pytest.raises(IntegrityError):
        ResultUse.objects.filter(pk=use.pk).update(kind="circular")
