"""The opinion: picked from the report, gathered, worded, approved by another, fed back once, signed for by the unit."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import NOW
from tests.feedback.conftest import TODAY
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role as R
from xuncha.feedback import services
from xuncha.feedback.models import Attendance, FedBackFinding, Opinion, OpinionItem
from xuncha.feedback.selectors import (
    OPINIONS,
    counter_of,
    dues_after_feedback,
    items_of,
    lines_to_pick,
    original_wording,
    unit_and_post,
)
from xuncha.feedback.workflow import OpinionState, SessionState
from xuncha.findings.models import Classification, Finding
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.models import Category, Taxonomy

CLERK = R.OFFICE_CLERK


def test_an_opinion_begins_from_a_signed_report(journey, by):
    report = journey.report(journey.finding())
    with pytest.raises(RuleViolated, match="还没有签发"):
        services.draft_opinion(by(CLERK), report)
    services.sign_report(by(R.TEAM_LEADER), report)
    opinion = services.draft_opinion(by(CLERK), report)
    assert (opinion.number[:3], opinion.overall, opinion.state) == ("FK-", report.overall, OpinionState.DRAFT)
    assert opinion.due_on is not None
    with pytest.raises(RuleViolated, match="已经有反馈意见"):
        services.draft_opinion(by(CLERK), report)


def test_findings_become_items_in_the_order_and_words_of_the_report(journey, by, world):
    tree = Taxonomy.objects.create(code="t", edition="1", name="方面", axis="aspect", valid_from=TODAY)
    top = Category.objects.create(taxonomy=tree, code="1", name="聚焦群众身边问题")
    leaf = Category.objects.create(taxonomy=tree, code="1.1", name="工程", parent=top)
    two, one = journey.finding("二", main=False), journey.finding("一")
    Classification.objects.create(finding=one, taxonomy=tree, category=leaf)
    opinion = journey.opinion(one, two)
    first, second = journey.items(opinion)
    assert (first.title, first.aspect, first.main) == ("一", "聚焦群众身边问题", True)
    assert (second.title, second.aspect, second.main) == ("二", "", False)
    assert not lines_to_pick(opinion).exists()
    counter = counter_of(world.inspections[0])
    assert (counter.reported, counter.chosen, counter.chosen_main, counter.fed_back) == (2, 2, 1, 0)


def test_no_finding_is_fed_back_twice_nor_without_the_report(journey, by):
    opinion = journey.opinion()
    outside = journey.finding("后来的")
    with pytest.raises(RuleViolated) as caught:
        services.pick_findings(by(CLERK), opinion, findings=[journey.made[0], outside])
    assert "不能反馈两次" in str(caught.value)
    assert "不在签发的报告里" in str(caught.value)
    source = FedBackFinding.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        FedBackFinding.objects.create(item=source.item, finding=source.finding)


def test_similar_items_are_gathered_and_every_finding_stays_behind(journey, by):
    opinion = journey.opinion()
    items = journey.items(opinion)
    with pytest.raises(RuleViolated, match="至少要选两条"):
        services.gather_items(by(CLERK), opinion, items=items[:1], title="题", text="文")
    one = services.gather_items(
        by(CLERK), opinion, items=items, title="管理不严", text="拆分发包；挂账。", aspect="管理"
    )
    [shown] = items_of(opinion)
    assert (shown.pk, shown.title, shown.main) == (one.pk, "管理不严", True)
    assert {source.finding for source in shown.sources.all()} == set(journey.made)
    title, text = original_wording(shown.sources.all())
    assert title == "拆分发包"
    assert "往来款长期挂账。" in text
    assert journey.made[1].fed_back.item == one


@pytest.mark.parametrize("post", ["党组书记", "测试市第1局党组书记"])
def test_unit_and_post_are_read_with_the_unit_once(world, post):
    assert unit_and_post(Attendance(organisation=world.units[0], post=post)) == "测试市第1局党组书记"


def test_an_opinion_is_numbered_without_gaps_after_gathering(journey, by):
    opinion = journey.opinion(*(journey.finding(title) for title in ("甲", "乙", "丙")))
    services.gather_items(by(CLERK), opinion, items=journey.items(opinion)[:2], title="甲乙", text="两件事。")
    assert [(item.position, item.title) for item in journey.items(opinion)] == [(1, "甲乙"), (2, "丙")]


def test_problems_of_one_aspect_stand_together_under_one_heading(journey, monkeypatch):
    headings = {"甲": "党的建设", "乙": "群众身边", "丙": "党的建设"}
    monkeypatch.setattr(
        "xuncha.feedback.services.opinions.aspects_of", lambda found: {f.pk: headings[f.title] for f in found}
    )
    opinion = journey.opinion(*(journey.finding(title) for title in headings))
    assert [item.title for item in journey.items(opinion)] == ["甲", "丙", "乙"]


def test_the_wording_changes_and_the_finding_keeps_its_own(journey, by):
    opinion = journey.opinion()
    item = journey.items(opinion)[0]
    options = {"item": item, "title": "规避竞价", "aspect": "工程"}
    services.word_item(by(CLERK), opinion, base_version=1, text="将同一工程拆分，规避竞价。", main=False, **options)
    with pytest.raises(StaleEdit):
        services.word_item(by(CLERK), opinion, base_version=1, text="另。", **options)
    with pytest.raises(RuleViolated, match="个人问题线索"):
        services.word_item(by(CLERK), opinion, base_version=None, text="局长王强收受礼金。", **options)
    item.refresh_from_db()
    assert (item.title, item.main) == ("规避竞价", False)
    assert Finding.objects.get(pk=journey.made[0].pk).title == "拆分发包"


def test_items_are_arranged_and_dropped(journey, by):
    opinion = journey.opinion()
    one, two = journey.items(opinion)
    places = [services.Place(two, "甲", main=True), services.Place(one, "乙", main=False)]
    services.arrange_items(by(CLERK), opinion, places=places)
    assert [(i.title, i.aspect, i.main) for i in journey.items(opinion)] == [
        ("账目不清", "甲", True),
        ("拆分发包", "乙", False),
    ]
    with pytest.raises(RuleViolated, match="重新打开"):
        services.arrange_items(by(CLERK), opinion, places=places[:1])
    with pytest.raises(RuleViolated, match="所属方面"):
        services.arrange_items(
            by(CLERK), opinion, places=[services.Place(i, "长" * 121, main=True) for i in (one, two)]
        )
    services.drop_item(by(CLERK), opinion, item=two)
    assert [line.finding.title for line in lines_to_pick(opinion)] == ["账目不清"]
    assert [i.position for i in journey.items(opinion)] == [1]
    with pytest.raises(OutOfReach):
        services.drop_item(by(CLERK), opinion, item=two)


def test_an_incomplete_opinion_is_not_submitted(journey, by):
    opinion = services.draft_opinion(by(CLERK), journey.signed())
    services.word_opinion(by(CLERK), opinion, base_version=None, overall=" ", demands="")
    with pytest.raises(RuleViolated) as caught:
        services.submit_opinion(by(CLERK), opinion)
    assert [r.mend for r in caught.value.reasons] == ["#items", "#overall", "#demands"]


def test_a_finding_that_no_longer_stands_is_not_fed_back(journey, by):
    opinion = journey.opinion()
    Finding.objects.filter(pk=journey.made[0].pk).update(state="candidate")
    with pytest.raises(RuleViolated, match="「拆分发包」依据的问题"):
        services.submit_opinion(by(CLERK), opinion)


def test_approved_by_another_person_or_returned(journey, by, people):
    opinion = services.submit_opinion(by(CLERK), journey.opinion())
    with pytest.raises(Denied):
        services.approve_opinion(by(CLERK), opinion)
    services.return_opinion(by(R.LEADING_GROUP), opinion, reason="措辞太软")
    services.submit_opinion(by(CLERK), opinion)
    Opinion.objects.filter(pk=opinion.pk).update(submitted_by=people[R.LEADING_GROUP])
    with pytest.raises(RuleViolated, match="另一个人审定"):
        services.approve_opinion(by(R.LEADING_GROUP), opinion)
    Opinion.objects.filter(pk=opinion.pk).update(submitted_by=people[CLERK])
    done = services.approve_opinion(by(R.LEADING_GROUP), opinion)
    assert (done.state, done.approved_by.name, done.approved_at) == (OpinionState.APPROVED, "巡察工作领导小组成员", NOW)
    with pytest.raises(RuleViolated, match="先退回"):
        services.word_opinion(by(CLERK), opinion, base_version=None, overall="改", demands="改")
    services.return_opinion(by(R.LEADING_GROUP), opinion, reason="再改一处")
    opinion.refresh_from_db()
    assert (opinion.state, opinion.approved_by) == (OpinionState.DRAFT, None)


def test_holding_the_meeting_delivers_and_the_followers_come_along(journey, by, monkeypatch):
    opinion = journey.approved()
    seen = []
    monkeypatch.setattr(
        "xuncha.feedback.services.sessions.AFTER_DELIVERY", [lambda act, o: seen.append((act.now, o.pk))]
    )
    session = journey.held(opinion)
    opinion.refresh_from_db()
    assert (session.state, opinion.state, opinion.delivered_on) == ("held", OpinionState.DELIVERED, TODAY)
    assert seen == [(NOW, opinion.pk)]
    assert "opinion.delivered" in JournalRecord.objects.values_list("event", flat=True)
    rules = {due.rule.code for due in dues_after_feedback(opinion)}
    assert len(rules) >= 3
    with pytest.raises(InvalidTransition):
        services.submit_opinion(by(CLERK), opinion)


def test_a_follower_that_refuses_stops_the_delivery(journey, monkeypatch):
    def refuse(act, opinion):
        raise RuleViolated("不行。")

    opinion = journey.approved()
    session = journey.session(opinion)
    monkeypatch.setattr("xuncha.feedback.services.sessions.AFTER_DELIVERY", [refuse])
    with pytest.raises(RuleViolated, match="不行"):
        services.hold_session(journey.by(CLERK), session, principal_on=TODAY, on=TODAY)
    session.refresh_from_db()
    opinion.refresh_from_db()
    assert (session.state, opinion.state) == (SessionState.PLANNED, OpinionState.APPROVED)


def test_before_feedback_nothing_falls_due(journey):
    assert dues_after_feedback(journey.opinion()) == []


def test_a_meeting_is_not_held_before_everything_is_there(journey, by, world):
    opinion = services.submit_opinion(by(CLERK), journey.opinion())
    session = services.call_session(by(CLERK), world.round, title="反馈会", on=TODAY, opinions=[opinion])
    with pytest.raises(RuleViolated) as caught:
        services.hold_session(by(CLERK), session, principal_on=None, on=TODAY + timedelta(days=1))
    said = str(caught.value)
    for part in (
        "还在驻点",
        "还没有会议听取过",
        "主要负责人反馈的日期",
        "还没有到",
        "还没有审定",
        "没有到会登记",
        "领导到会登记",
    ):
        assert part in said


def test_the_units_own_report_is_heard_before_it_is_fed_back(journey, by, world):
    """Others of the round may still be inspected; a meeting to come, or after the feedback, has heard nothing."""
    opinion = journey.approved()
    session = services.call_session(by(CLERK), world.round, title="反馈会", on=TODAY, opinions=[opinion])
    journey.guests(session)
    planned = services.call_meeting(by(CLERK), world.term, body="secretary", title="书记专题会", on=TODAY)
    services.add_matter(by(CLERK), planned, title="听取报告", reports=[opinion.inspection.report])
    with pytest.raises(RuleViolated, match="还没有会议听取过"):
        services.hold_session(by(CLERK), session, principal_on=TODAY, on=TODAY)
    services.hold_meeting(by(CLERK), planned, on=TODAY, chair="书记", attendees="甲 副书记")
    day = TODAY - timedelta(days=1)
    with pytest.raises(RuleViolated, match="还没有会议听取过"):
        services.hold_session(by(CLERK), session, principal_on=day, on=day)
    type(planned).objects.filter(pk=planned.pk).update(on=day)  # before the leader signed the report as it stands
    with pytest.raises(RuleViolated, match="还没有会议听取过"):
        services.hold_session(by(CLERK), session, principal_on=TODAY, on=TODAY)
    journey.heard(opinion.inspection.report)
    with pytest.raises(RuleViolated, match="还在驻点，撤点以后才反馈"):
        services.hold_session(by(CLERK), session, principal_on=TODAY, on=TODAY)
    journey.withdraw(opinion.inspection)
    assert services.hold_session(by(CLERK), session, principal_on=TODAY, on=TODAY).state == SessionState.HELD
    assert world.round.state == "in_field"


def test_an_opinion_is_on_one_list_at_a_time(journey, by, world):
    opinion = journey.approved()
    session = journey.session(opinion)
    with pytest.raises(RuleViolated, match="另一场反馈会"):
        services.call_session(by(CLERK), world.round, title="又一场", on=TODAY, opinions=[opinion])
    opinion.refresh_from_db()
    with pytest.raises(RuleViolated, match="先从反馈会中移出"):
        services.return_opinion(by(R.LEADING_GROUP), opinion, reason="改")
    services.cancel_session(by(CLERK), session, reason="改期")
    opinion.refresh_from_db()
    assert opinion.session is None
    again = services.call_session(by(CLERK), world.round, title="再开", on=TODAY, opinions=[opinion])
    changed = services.change_session(
        by(CLERK), again, base_version=1, title="再开一场", on=TODAY, opinions=[opinion], place="二楼", host="主持人"
    )
    assert (changed.title, changed.place, changed.version) == ("再开一场", "二楼", 2)
    with pytest.raises(RuleViolated, match="至少选一家"):
        services.change_session(by(CLERK), again, base_version=None, title="空", on=TODAY, opinions=[])


def test_a_delivered_opinion_is_not_delivered_again(journey, by, world):
    opinion = journey.delivered()
    with pytest.raises(RuleViolated, match="已经反馈过"):
        services.call_session(by(CLERK), world.round, title="又一场", on=TODAY, opinions=[opinion])
    with pytest.raises(RuleViolated, match="不能再改"):
        services.change_session(
            by(CLERK), opinion.session, base_version=None, title="晚了", on=TODAY, opinions=[opinion]
        )


def test_people_are_listed_once_and_the_roll_is_called(journey, by, world):
    session = journey.session()
    with pytest.raises(RuleViolated, match="已在名单里"):
        journey.guests(session)
    with pytest.raises(RuleViolated, match="所在的被巡察单位"):
        services.list_people(by(CLERK), session, capacity="unit", people=[("赵", "")], organisation=world.units[1])
    with pytest.raises(RuleViolated, match="一行一人"):
        services.list_people(by(CLERK), session, capacity="team", people=[])
    [team] = services.list_people(by(CLERK), session, capacity="team", people=[("钱组长", "组长")])
    services.call_roll(by(CLERK), session, attended=[], signed=[team.pk], off=[session.attendances.first().pk])
    rows = {a.name: (a.attended, a.signed) for a in session.attendances.all()}
    assert rows == {"李局长": (False, False), "钱组长": (True, True)}


def test_a_talk_is_noted_with_somebody_of_a_unit_of_the_meeting(journey, by, world):
    session = journey.held()
    typed = {"on": TODAY, "with_name": "李局长", "with_post": "书记", "by_name": "组长", "note": "认账领账。"}
    talk = services.note_talk(by(CLERK), session, organisation=world.units[0], **typed)
    assert (talk.organisation, talk.created_by.name) == (world.units[0], "巡察办工作人员")
    with pytest.raises(RuleViolated, match="不在这场反馈会里"):
        services.note_talk(by(CLERK), session, organisation=world.units[1], **typed)


def test_the_unit_signs_for_what_was_fed_back_and_sees_nothing_before(journey, by, acting):
    opinion = journey.approved()
    unit = by(R.UNIT_LIAISON).actor
    assert not OPINIONS.visible_to(unit).exists()
    with pytest.raises(OutOfReach):
        services.receive_opinion(by(R.UNIT_LIAISON), opinion)
    journey.held(opinion)
    with pytest.raises(OutOfReach):
        services.receive_opinion(acting(R.UNIT_LIAISON, which=1), opinion)
    with pytest.raises(Denied):
        services.receive_opinion(acting(R.UNIT_HEAD), opinion)
    done = services.receive_opinion(by(R.UNIT_LIAISON), opinion)
    assert (done.state, done.received_by.name, done.received_at) == (OpinionState.RECEIVED, "被巡察单位联络员", NOW)
    with pytest.raises(InvalidTransition):
        services.receive_opinion(by(R.UNIT_LIAISON), opinion)
    assert list(OPINIONS.visible_to(unit)) == [opinion]


def test_the_other_team_and_the_other_city_see_nothing(journey, acting):
    opinion = journey.opinion()
    with pytest.raises(OutOfReach):
        services.word_opinion(acting(R.INSPECTOR, which=1), opinion, base_version=None, overall="", demands="")
    with pytest.raises(OutOfReach):
        services.submit_opinion(acting(CLERK, which=1), opinion)


def test_items_of_another_opinion_are_out_of_reach(journey, by, world):
    opinion = journey.opinion()
    made = {"created_by": world.founder, "created_at": NOW, "state_since": NOW}
    foreign = OpinionItem.objects.create(
        opinion=Opinion.objects.create(inspection=world.inspections[1], number="FK-X", **made),
        position=1,
        title="别家的",
        text="文",
    )
    with pytest.raises(OutOfReach):
        services.drop_item(by(CLERK), opinion, item=foreign)
    with pytest.raises(OutOfReach):
        services.call_session(by(CLERK), world.round, title="反馈会", on=TODAY, opinions=[Opinion(pk=999_999)])
