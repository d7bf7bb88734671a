"""The report: which findings go up, which stay out and why; signed by the leader."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role as R
from xuncha.feedback import services
from xuncha.feedback.selectors import REPORTS, counter_of, outside_of
from xuncha.feedback.workflow import ReportState
from xuncha.findings.models import Finding
from xuncha.foundation.journal.models import JournalRecord


def test_found_is_not_yet_in_the_report(journey, world):
    inside, outside = journey.finding("拆分发包"), journey.finding("公厕损坏")
    waiting = journey.finding("未确认", confirmed=False)
    report = journey.report(inside, left_out={outside: "已立行立改到位。"})
    assert [line.finding for line in report.lines.all()] == [inside]
    rows = {one.finding: (one.reason, one.state) for one in outside_of(report)}
    assert rows == {outside: ("已立行立改到位。", ""), waiting: ("", "待确认")}
    counter = counter_of(world.inspections[0])
    assert (counter.found, counter.reported, counter.chosen, counter.fed_back) == (2, 1, 0, 0)
    composed = JournalRecord.objects.get(event="report.composed")
    assert "已立行立改到位" in composed.body
    assert report.number.startswith("BG-")
    assert report.due_on is not None


def test_the_order_is_kept_and_may_be_changed(journey, by):
    one, two = journey.finding("一"), journey.finding("二")
    report = journey.report(two, one)
    assert [line.finding.title for line in report.lines.all()] == ["二", "一"]
    services.compose_report(
        by(R.INSPECTOR), report, base_version=None, findings=[one, two], left_out={}, overall="好", advice=""
    )
    assert [line.finding.title for line in report.lines.all()] == ["一", "二"]


def test_one_report_for_one_inspection(journey, by, world):
    journey.report(journey.finding())
    with pytest.raises(RuleViolated, match="已经有报告"):
        services.open_report(by(R.INSPECTOR), world.inspections[0])


def test_foreign_and_unconfirmed_findings_are_refused_all_at_once(journey, by, world):
    foreign = Finding.objects.create(
        inspection=world.inspections[1], number="WT-X", title="别家的", text="文", state="confirmed", state_since=NOW,
        created_by=world.founder, created_at=NOW,
    )  # fmt: skip
    waiting = journey.finding(confirmed=False)
    report = services.open_report(by(R.INSPECTOR), world.inspections[0])
    with pytest.raises(RuleViolated) as caught:
        services.compose_report(
            by(R.INSPECTOR), report, base_version=None, findings=[foreign, waiting], left_out={},
            overall="局长王强收受礼金。", advice="",
        )  # fmt: skip
    assert [r.field for r in caught.value.reasons] == ["findings", "findings", "overall"]
    assert not report.lines.exists()


def test_the_leader_signs_and_the_wording_is_kept_as_signed(journey, by):
    finding = journey.finding("拆分发包", "原来的表述。")
    report = journey.signed(finding)
    assert (report.state, report.signed_by.name, report.signed_at) == ("signed", "巡察组组长", NOW)
    Finding.objects.filter(pk=finding.pk).update(text="后来改的。")
    assert report.lines.get().text == "原来的表述。"
    with pytest.raises(RuleViolated, match="已经签发"):
        services.compose_report(
            by(R.INSPECTOR), report, base_version=None, findings=[], left_out={}, overall="", advice=""
        )
    with pytest.raises(InvalidTransition):
        services.sign_report(by(R.TEAM_LEADER), report)


def test_an_incomplete_report_is_not_signed_and_says_everything(journey, by):
    forgotten = journey.finding("忘了的")
    report = journey.report(overall=" ")
    with pytest.raises(RuleViolated) as caught:
        services.sign_report(by(R.TEAM_LEADER), report)
    said = "".join(str(r.text) for r in caught.value.reasons)
    assert "还没有问题" in said
    assert forgotten.number in said
    assert "总体评价" in said


def test_a_finding_without_a_signed_paper_is_not_signed_unless_it_came_from_below(journey, by):
    finding = journey.finding()
    report = journey.report(finding)
    finding.papers.clear()
    with pytest.raises(RuleViolated, match="没有组长签过的底稿"):
        services.sign_report(by(R.TEAM_LEADER), report)
    Finding.objects.filter(pk=finding.pk).update(imported=True)
    assert services.sign_report(by(R.TEAM_LEADER), report).state == ReportState.SIGNED


def test_a_signed_report_is_opened_again_with_a_reason_until_its_opinion_goes_on(journey, by):
    report = journey.signed()
    with pytest.raises(RuleViolated, match="理由"):
        services.reopen_report(by(R.TEAM_LEADER), report, reason=" ")
    services.reopen_report(by(R.TEAM_LEADER), report, reason="补充问题")
    services.sign_report(by(R.TEAM_LEADER), report)
    opinion = services.draft_opinion(by(R.OFFICE_CLERK), report)
    services.pick_findings(by(R.OFFICE_CLERK), opinion, findings=journey.made[:1])
    services.reopen_report(by(R.TEAM_LEADER), report, reason="再补")
    with pytest.raises(RuleViolated, match="已写进反馈意见"):
        services.compose_report(
            by(R.INSPECTOR), report, base_version=None, findings=journey.made[1:], left_out={}, overall="好", advice=""
        )
    services.sign_report(by(R.TEAM_LEADER), report)
    services.word_opinion(by(R.OFFICE_CLERK), opinion, base_version=None, overall="好", demands="改")
    services.submit_opinion(by(R.OFFICE_CLERK), opinion)
    with pytest.raises(RuleViolated, match="先退回反馈意见"):
        services.reopen_report(by(R.TEAM_LEADER), report, reason="又补")


def test_only_the_leader_signs_and_the_other_team_sees_nothing(journey, by, acting):
    report = journey.report(journey.finding())
    with pytest.raises(Denied):
        services.sign_report(by(R.INSPECTOR), report)
    with pytest.raises(OutOfReach):
        services.sign_report(acting(R.TEAM_LEADER, which=1), report)
    assert not REPORTS.visible_to(acting(R.INSPECTOR, which=1).actor).exists()
    assert not REPORTS.visible_to(acting(R.UNIT_LIAISON).actor).exists()


def test_two_people_composing_at_once_lose_nothing(journey, by):
    finding = journey.finding()
    report = journey.report(finding)
    options = {"findings": [finding], "left_out": {}, "advice": ""}
    services.compose_report(by(R.INSPECTOR), report, base_version=report.version, overall="甲写的", **options)
    with pytest.raises(StaleEdit) as caught:
        services.compose_report(by(R.TEAM_LEADER), report, base_version=report.version, overall="乙写的", **options)
    assert caught.value.mine["overall"] == "乙写的"
    report.refresh_from_db()
    assert report.overall == "甲写的"


def test_the_database_keeps_a_finding_in_one_report(journey):
    report = journey.report(journey.finding())
    line = report.lines.get()
    line.pk, line.position = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


def test_the_report_is_a_paper_for_the_meetings(journey, at_desk):
    report = journey.signed()
    client = at_desk(R.LEADING_GROUP)
    address = reverse("feedback:report-document", args=[report.pk])
    assert address in client.get(reverse("feedback:report", args=[report.pk])).content.decode()
    assert client.get(address).status_code == 200
