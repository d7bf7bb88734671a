"""Agreements, conferences and checks from their beginning to their end, and who sees them."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from tests.conftest import NOW
from tests.cooperation.conftest import TODAY
from xuncha.cooperation import services
from xuncha.cooperation.models import JointCheck
from xuncha.cooperation.rules import Frame, Part
from xuncha.cooperation.selectors import AGREEMENTS, CHECKS, CONFERENCES, DECISIONS
from xuncha.cooperation.selectors.inbox import running_out
from xuncha.core.errors import Denied, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord

WORDS = {"frame": Frame.CORE, "title": "“1+3+N”协作", "matters": "贯通监督。", "from_on": TODAY, "until": None}


def test_an_agreement_is_approved_by_another_renewed_and_ended(coop):
    agreement, clerk = coop.drafted(), coop.clerk
    with pytest.raises(RuleViolated, match="还没有列入"):
        services.submit_agreement(coop.act(clerk), agreement)
    services.add_partners(coop.act(clerk), agreement, part=Part.AUDIT, organisations=[coop.department])
    with pytest.raises(RuleViolated, match="已经列入"):
        services.add_partners(coop.act(clerk), agreement, part=Part.OTHER, organisations=[coop.department])
    changed = services.change_agreement(coop.act(clerk), agreement, base_version=agreement.version, **WORDS)
    with pytest.raises(StaleEdit):
        services.change_agreement(coop.act(clerk), changed, base_version=1, **{**WORDS, "title": "另写"})
    with pytest.raises(RuleViolated, match="还缺"):
        services.submit_agreement(coop.act(clerk), changed)
    for part, unit in zip((Part.DISCIPLINE, Part.ORGANISATION), coop.world.units, strict=True):
        services.add_partners(coop.act(clerk), changed, part=part, organisations=[unit])
    own = services.submit_agreement(coop.act(coop.director), changed)
    with pytest.raises(RuleViolated, match="另一个人"):
        services.approve_agreement(coop.act(coop.director), own)
    back = services.return_agreement(coop.act(coop.director), own, reason="写明联系人。")
    assert back.why == "写明联系人。"
    there = services.approve_agreement(coop.act(coop.director), services.submit_agreement(coop.act(clerk), back))
    assert JournalRecord.objects.filter(event="agreement.approved", subject_id=str(there.pk)).exists()
    until = TODAY + timedelta(days=2)
    renewed = services.renew_agreement(coop.act(clerk), there, base_version=there.version, until=until)
    assert [line.on for line in running_out(coop.act(coop.officer).actor, TODAY)] == [until]
    with pytest.raises(RuleViolated, match="晚于"):
        services.renew_agreement(coop.act(clerk), renewed, base_version=renewed.version, until=until)
    ended = services.end_agreement(coop.act(clerk), renewed, reason="并入新机制。")
    assert (ended.state, ended.ended_on) == ("ended", TODAY)
    with pytest.raises(Denied):
        services.end_agreement(coop.act(coop.officer), ended, reason="x")


def test_a_partner_is_left_out_and_a_draft_dropped(coop):
    agreement = coop.drafted()
    services.add_partners(coop.act(coop.clerk), agreement, part=Part.AUDIT, organisations=[coop.department])
    with pytest.raises(OutOfReach):
        services.remove_partner(coop.act(coop.clerk), agreement, organisation=coop.world.units[0].pk)
    services.remove_partner(coop.act(coop.clerk), agreement, organisation=coop.department.pk)
    assert not agreement.partners.exists()
    assert services.drop_agreement(coop.act(coop.clerk), agreement, reason="并入年度协议。").state == "dropped"


def test_departments_see_what_they_take_part_in_once_it_is_theirs_to_see(coop, acting):
    officer = coop.act(coop.officer).actor
    neighbour = acting(Role.DEPARTMENT, which=1).actor
    agreement, conference, check = coop.submitted(), coop.planned(), coop.check()
    assert not AGREEMENTS.visible_to(officer).exists()
    assert not CONFERENCES.visible_to(officer).exists()
    services.approve_agreement(coop.act(coop.director), agreement)
    services.call_conference(coop.act(coop.clerk), conference)
    for reach, record in ((AGREEMENTS, agreement), (CONFERENCES, conference), (CHECKS, check)):
        assert list(reach.visible_to(officer)) == [record]
        assert not reach.visible_to(neighbour).exists()
        assert not reach.visible_to(acting(Role.OFFICE_CLERK, which=1).actor).exists()
    assert list(CHECKS.visible_to(acting(Role.INSPECTOR).actor)) == [check]
    assert not CHECKS.visible_to(acting(Role.INSPECTOR, which=1).actor).exists()
    assert not CHECKS.visible_to(acting(Role.UNIT_LIAISON).actor).exists()


def test_a_conference_is_followed_until_everything_decided_is_done(coop, acting):
    conference, clerk = coop.called(), coop.clerk
    services.give_view(coop.act(coop.officer), conference, organisation=coop.department, view="按文件口径。")
    with pytest.raises(OutOfReach):
        services.give_view(coop.act(coop.officer), conference, organisation=coop.world.units[0], view="x")
    services.give_view(coop.act(clerk), conference, organisation=coop.department, view="书面意见：按文件口径。")
    assert conference.invited.get().view == "书面意见：按文件口径。"
    with pytest.raises(Denied):
        services.hold_conference(coop.act(coop.officer), conference, minutes="x")
    held = services.hold_conference(coop.act(clerk), conference, minutes="逐项核对。")
    with pytest.raises(RuleViolated, match="参加部门"):
        coop.decided(held, owner=coop.world.units[0])
    first, second = coop.decided(held), coop.decided(held, owner=None, text="核对取证")
    assert (first.position, second.position) == (1, 2)
    assert list(DECISIONS.visible_to(coop.act(coop.officer).actor)) == [first]
    with pytest.raises(RuleViolated, match="1、2"):
        services.close_conference(coop.act(clerk), held)
    services.finish_decision(coop.act(coop.officer), first, result="已提供", done_on=TODAY)
    with pytest.raises(OutOfReach):
        services.finish_decision(coop.act(coop.officer), second, result="x", done_on=TODAY)
    services.finish_decision(coop.act(clerk), second, result="已核对", done_on=TODAY)
    assert services.close_conference(coop.act(clerk), held).state == "done"


def test_before_it_is_called_a_conference_may_change_or_be_cancelled(coop, acting):
    conference, unit = coop.planned(invited=[coop.department]), coop.world.units[1]
    words = {"kind": "joint", "title": "联席会议", "on": TODAY, "agenda": "年度协作。", "inspection": None}
    changed = services.change_conference(
        coop.act(coop.clerk), conference, base_version=conference.version, invited=[coop.department, unit], **words
    )
    assert set(changed.invited.values_list("organisation", flat=True)) == {coop.department.pk, unit.pk}
    again = services.change_conference(
        coop.act(coop.clerk), changed, base_version=changed.version, invited=[unit], **words
    )
    assert list(again.invited.values_list("organisation", flat=True)) == [unit.pk]
    assert services.cancel_conference(coop.act(coop.clerk), again, reason="改期。").why == "改期。"
    clerk = coop.clerk
    clerk.grants.update(except_units=[coop.world.units[0].pk])
    with pytest.raises(OutOfReach, match="巡察任务"):
        coop.planned()


def test_a_decision_is_not_reported_by_those_who_do_not_carry_it_out(coop):
    decision = coop.decided(coop.held(), owner=None)
    coop.officer.grants.create(role=Role.UNIT_LIAISON, scope_id=coop.world.units[0].pk, valid_from=NOW)
    decision.owner = coop.department
    decision.save()
    services.finish_decision(coop.act(coop.officer), decision, result="已提供", done_on=TODAY)
    assert decision.conference.decisions.get().state == "done"


def test_a_check_is_reported_by_the_department_and_accepted_by_the_office(coop):
    check = coop.check()
    with pytest.raises(RuleViolated, match="同一种检查"):
        coop.check()
    with pytest.raises(Denied):
        services.report_check(coop.act(coop.clerk), check, problems=1, text="x")
    back = services.return_check(coop.act(coop.clerk), coop.reported(check), reason="附明细。")
    reported = coop.reported(back)
    assert (reported.problems, reported.why) == (2, "")
    with pytest.raises(Denied):
        services.accept_check(coop.act(coop.officer), reported)
    assert services.accept_check(coop.act(coop.clerk), reported).state == "accepted"


def test_files_go_with_the_task_and_with_what_was_found(coop):
    plan, found = ContentFile(b"plan", "方案.txt"), ContentFile(b"list", "清单.txt")
    first, second = services.plan_checks(
        coop.act(coop.clerk),
        coop.world.round,
        kind="audit",
        department=coop.department,
        inspections=coop.world.inspections[:2],
        from_on=TODAY,
        to_on=TODAY,
        proofs=[plan],
    )
    assert [[one.name for one in check.files.all()] for check in (first, second)] == [["方案.txt"], ["方案.txt"]]
    told = {"problems": 1, "text": "清单随附。"}
    with pytest.raises(RuleViolated, match="不超过 10 个"):
        services.report_check(coop.act(coop.officer), first, **told, proofs=[found] * 11)
    assert not first.proofs.exists()
    services.report_check(coop.act(coop.officer), first, **told, proofs=[found])
    services.return_check(coop.act(coop.clerk), first, reason="缺凭证。")
    again = services.report_check(coop.act(coop.officer), first, **told, proofs=[ContentFile(b"x", "凭证.txt")])
    assert [one.name for one in again.proofs.order_by("pk")] == ["清单.txt", "凭证.txt"]
    assert not second.proofs.exists()


def test_who_holds_both_ends_does_not_accept_what_they_reported(coop):
    coop.officer.grants.create(role=Role.OFFICE_CLERK, scope_id=coop.world.city.pk, valid_from=NOW)
    with pytest.raises(RuleViolated, match="另一个人审阅"):
        services.accept_check(coop.act(coop.officer), coop.reported())


def test_checks_are_planned_in_units_of_the_round_and_may_be_dropped(coop):
    other = coop.department
    other.jurisdiction = type(coop.world.city).objects.create(code="x", name="外市", level="city", path="x")
    other.save()
    with pytest.raises(RuleViolated, match="本辖区"):
        coop.check(department=other)
    coop.clerk.grants.update(except_units=[coop.world.units[0].pk])
    with pytest.raises(OutOfReach):
        coop.check()
    other.jurisdiction = coop.world.city
    other.save()
    dropped = services.drop_check(
        coop.act(coop.clerk), coop.check(inspections=[coop.world.inspections[1]]), reason="已由省里检查。"
    )
    assert dropped.state == "dropped"
    assert coop.check(inspections=[coop.world.inspections[1]]).pk != dropped.pk
    assert JointCheck.objects.count() == 2
