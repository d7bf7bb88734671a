"""Talks: by two, recorded, checked by another, and then for ever as they were; read by fewer than the team."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.conftest import NOW
from tests.gathering.people import NAME, SAID, TODAY, confirmed, planned
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.documents.profile import profile_for
from xuncha.foundation.inbox.sources import counted
from xuncha.foundation.journal.models import JournalRecord
from xuncha.gathering import services
from xuncha.gathering.documents import talk_outline, talk_record
from xuncha.gathering.models import TalkRecord
from xuncha.gathering.selectors import TALK_RECORDS, TALKS, areas_for, possible_readers
from xuncha.gathering.workflow import TalkState

pytestmark = pytest.mark.django_db


def sees(user, when=NOW) -> bool:
    return TALK_RECORDS.visible_to(actor_of(user, when)).exists()


def test_from_the_plan_to_the_checked_record(world, acting, crew):
    talk = confirmed(acting, crew, world)
    assert (talk.state, talk.number) == (TalkState.CONFIRMED, 1)
    signed = [(one.place, one.signed_by, one.digest) for one in talk.record.signatures.all()]
    assert [(place, by) for place, by, _ in signed] == [("recorder", crew.recorder), ("checker", crew.lead)]
    assert signed[0][2] == signed[1][2]
    assert list(JournalRecord.objects.filter(subject_kind="gathering.talk").values_list("event", flat=True)) == [
        "talk.planned",
        "talk.held",
        "talk.handed_in",
        "talk.confirmed",
    ]


def test_nothing_of_who_or_what_stands_in_the_journal(world, acting, crew):
    confirmed(acting, crew, world)
    bodies = "".join(f"{row.subject_label}{row.body}" for row in JournalRecord.objects.all())
    assert NAME not in bodies
    assert SAID not in bodies
    assert "财务科长" not in bodies


def test_one_person_alone_holds_no_talk(world, acting, crew):
    with pytest.raises(RuleViolated, match="同一个人"):
        planned(acting, crew, world, recorder=crew.lead)


def test_a_recused_member_takes_no_part(world, acting, crew):
    talk = planned(acting, crew, world)
    Grant.objects.filter(user=crew.lead).update(except_units=[world.units[0].pk])
    with pytest.raises(RuleViolated, match="主谈甲"):
        planned(acting, crew, world)
    with pytest.raises(RuleViolated, match="主谈甲"):
        services.hold_talk(acting(crew.recorder), talk, on=TODAY, place="谈话室")
    assert not sees(crew.lead)


def test_who_opens_a_record_and_who_only_knows_of_the_talk(talk, world, crew, hire):
    assert [sees(user) for user in (crew.lead, crew.recorder, crew.leader, crew.other)] == [True, True, True, False]
    for role in (Role.OFFICE_DIRECTOR, Role.SECRETARY, Role.DEPUTY_LEADER):
        user = hire(role)
        assert TALKS.visible_to(actor_of(user, NOW)).exists()
        assert not sees(user)
    assert not TALKS.visible_to(actor_of(hire(Role.UNIT_LIAISON), NOW)).exists()
    assert not sees(hire(Role.TEAM_LEADER, which=1))


def test_a_further_participant_opens_it(world, acting, crew):
    planned(acting, crew, world, also=[crew.other])
    assert sees(crew.other)


def test_a_named_reader_reads_for_their_days(talk, acting, crew, hire):
    clerk = hire(Role.OFFICE_CLERK)
    days = {"valid_from": TODAY, "valid_to": TODAY + timedelta(days=3)}
    assert {clerk, crew.other} <= set(possible_readers(talk.record, NOW))
    given = services.let_read(acting(crew.leader), talk.record, reader=clerk, reason="核对报告引用", **days)
    assert [sees(clerk, NOW + timedelta(days=n)) for n in (0, 3, 4)] == [True, True, False]
    with pytest.raises(RuleViolated, match="已经可以"):
        services.let_read(acting(crew.leader), talk.record, reader=clerk, reason="再看", **days)
    services.end_reading(acting(crew.leader), talk.record, reading=given.pk)
    assert not sees(clerk)
    with pytest.raises(InvalidTransition):
        services.end_reading(acting(crew.leader), talk.record, reading=given.pk)


def test_readers_are_named_by_the_leader_and_have_a_right_to_read(talk, acting, crew, hire):
    told = {"valid_from": TODAY, "valid_to": TODAY, "reason": "核对"}
    with pytest.raises(Denied):
        services.let_read(acting(crew.recorder), talk.record, reader=crew.other, **told)
    for nobody in (hire(Role.UNIT_HEAD), hire(Role.INSPECTOR, which=1), hire(Role.AUDIT_ADMIN)):
        with pytest.raises(RuleViolated, match="没有查阅"):
            services.let_read(acting(crew.leader), talk.record, reader=nobody, **told)
    with pytest.raises(RuleViolated, match="为什么"):
        services.let_read(acting(crew.leader), talk.record, reader=crew.other, **{**told, "reason": " "})


def test_only_those_who_held_it_write(talk, acting, crew):
    with pytest.raises(OutOfReach):
        services.save_record(acting(crew.other), talk.record, answers=[])
    with pytest.raises(RuleViolated, match="参加谈话的人"):
        services.save_record(acting(crew.leader), talk.record, answers=[])


def test_nobody_confirms_alone(talk, acting, crew):
    with pytest.raises(RuleViolated, match="由记录人"):
        services.hand_in_talk(acting(crew.lead), talk)
    services.hand_in_talk(acting(crew.recorder), talk)
    assert counted(actor_of(crew.lead, NOW))["谈话记录待您核对"] == 1
    for alone in (crew.recorder, crew.other):
        with pytest.raises(RuleViolated):
            services.confirm_talk(acting(alone), talk)
    talk.refresh_from_db()
    assert talk.state == TalkState.HANDED_IN


def test_a_returned_record_is_signed_anew(talk, acting, crew):
    services.hand_in_talk(acting(crew.recorder), talk)
    with pytest.raises(RuleViolated, match="还没交核对"):
        services.save_record(acting(crew.recorder), talk.record, answers=[])
    services.return_talk(acting(crew.lead), talk, reason="第1问漏记了时间")
    assert [one.voided_by for one in talk.record.signatures.all()] == [crew.lead]
    more = services.save_record(
        acting(crew.recorder),
        talk.record,
        answers=[line["answer"] for line in talk.record.lines],
        asked="什么时候开始的？",
        answered="去年三月",
        read_over="signed",
    )
    assert more.lines[-1] == {"area": "", "question": "什么时候开始的？", "answer": "去年三月"}
    services.hand_in_talk(acting(crew.recorder), talk)
    assert services.confirm_talk(acting(crew.lead), talk).state == TalkState.CONFIRMED


def test_a_checked_record_is_only_supplemented(world, acting, crew):
    talk = confirmed(acting, crew, world)
    with pytest.raises(RuleViolated, match="补充说明"):
        services.save_record(acting(crew.recorder), talk.record, answers=[])
    added = services.supplement_record(acting(crew.recorder), talk.record, text="时间应为去年三月")
    with pytest.raises(RuleViolated, match="写的人不能"):
        services.confirm_supplement(acting(crew.recorder), talk.record, supplement=added.pk)
    services.confirm_supplement(acting(crew.lead), talk.record, supplement=added.pk)
    with pytest.raises(InvalidTransition):
        services.confirm_supplement(acting(crew.lead), talk.record, supplement=added.pk)
    paper = talk_record(talk.record, profile_for(world.city, TODAY).issuer(TODAY))
    assert all(word in str(paper) for word in (SAID, "时间应为去年三月", "记录乙"))


def test_the_database_itself_keeps_a_checked_record(world, acting, crew):
    talk = confirmed(acting, crew, world)
    for change in (
        lambda: TalkRecord.objects.update(name="别人"),
        lambda: type(talk).objects.update(held_on=date(2022, 5, 1)),
        lambda: talk.record.signatures.update(digest="0"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_supplement_needs_a_checked_record(talk, acting, crew):
    with pytest.raises(RuleViolated, match="直接改记录"):
        services.supplement_record(acting(crew.recorder), talk.record, text="补")


def test_the_outline_comes_from_the_checklist_and_is_changed_until_the_talk(world, acting, crew):
    areas = list(areas_for(world.inspections[0]))[:2]
    talk = planned(acting, crew, world, areas=areas)
    assert {line["area"] for line in talk.record.lines} > {areas_for(world.inspections[0])[areas[0]].name}
    told = {"name": NAME, "post": "", "base_version": 1}
    record = services.save_outline(acting(crew.lead), talk.record, outline="【采购】\n谁定的？", **told)
    assert [line["question"] for line in record.lines] == ["谁定的？"]
    with pytest.raises(StaleEdit):
        services.save_outline(acting(crew.lead), talk.record, outline="另问", **told)
    assert "谁定的" in str(talk_outline(record, profile_for(world.city, TODAY).issuer(TODAY)))
    services.hold_talk(acting(crew.lead), talk, on=TODAY, place="谈话室")
    with pytest.raises(RuleViolated, match="已经谈过"):
        services.save_outline(acting(crew.lead), record, name=NAME, post="", outline="另问")


def test_a_question_that_came_up_has_its_words(talk, acting, crew):
    answers = [line["answer"] for line in talk.record.lines]
    with pytest.raises(RuleViolated, match="补充的问题"):
        services.save_record(acting(crew.recorder), talk.record, answers=answers, answered="去年")


def test_a_plan_is_changed_by_those_concerned_and_given_up_with_a_reason(world, acting, crew):
    talk = planned(acting, crew, world)
    told = {"kind": "staff", "lead": crew.other, "recorder": crew.recorder, "also": [crew.lead]}
    with pytest.raises(RuleViolated, match="参加谈话的人"):
        services.change_talk(acting(crew.other), talk, **told)
    changed = services.change_talk(acting(crew.leader), talk, **told)
    assert (changed.kind, changed.lead, list(changed.also.all())) == ("staff", crew.other, [crew.lead])
    with pytest.raises(RuleViolated, match="理由"):
        services.cancel_talk(acting(crew.recorder), talk, reason="")
    assert services.cancel_talk(acting(crew.recorder), talk, reason="本人住院").state == TalkState.CANCELLED
    with pytest.raises(RuleViolated, match="不能再改"):
        services.change_talk(acting(crew.leader), talk, **told)


def test_another_team_and_the_office_plan_nothing(world, acting, crew):
    plan = {"kind": "staff", "name": NAME, "lead": crew.lead, "recorder": crew.recorder}
    with pytest.raises(OutOfReach):
        services.plan_talk(acting(Role.INSPECTOR, which=1), world.inspections[0], **plan)
    with pytest.raises(Denied):
        services.plan_talk(acting(Role.OFFICE_CLERK), world.inspections[0], **plan)
