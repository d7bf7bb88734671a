"""From registration to the meeting's decision, and down to a general shortcoming: four eyes, everything sealed."""

import json

import pytest

from tests.clues.people import DEED, OPINION, WHO, approved, filed, judged, kind
from tests.conftest import NOW
from xuncha.clues import services
from xuncha.clues.models import Body, Clue, Remark
from xuncha.clues.selectors import CLUES, REGISTERS, receivers
from xuncha.clues.selectors.content import content_in, remarks_of
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.services import end_grant
from xuncha.foundation.journal.models import JournalRecord, SealedRecord
from xuncha.foundation.sealing.circles import circle_for
from xuncha.foundation.sealing.purposes import candidates_for

pytestmark = pytest.mark.django_db


def test_a_register_needs_leader_member_and_office_with_keys(world, acting, cast, hire):
    leader = cast.user("leader")
    with pytest.raises(RuleViolated, match="至少一名指定人员"):
        services.open_register(acting(leader), world.inspections[0], keepers=[])
    keyless = hire(Role.OFFICE_CLERK, name="无口令")
    with pytest.raises(RuleViolated, match="无口令还没有设置保密口令"):
        services.open_register(acting(leader), world.inspections[0], keepers=[cast.user("member"), keyless])
    keepers = [cast.user("member"), cast.user("clerk")]
    register = services.open_register(acting(leader), world.inspections[0], keepers=keepers)
    assert SealedRecord.objects.filter(event="clues.opened", subject_id=str(register.pk)).exists()
    with pytest.raises(RuleViolated, match="已经开通"):
        services.open_register(acting(leader), world.inspections[0], keepers=keepers)
    with pytest.raises(Denied):
        services.open_register(acting(cast.user("clerk")), world.inspections[1], keepers=keepers)


def test_what_a_clue_says_lies_sealed_and_named_people_alone_see_that_it_exists(cast, clue, world):
    assert clue.number == "XS-TC-8-01-01-001"
    assert clue.persons == 2
    assert content_in(clue.box, cast.leader).persons[0].name == WHO
    assert content_in(clue.box, cast.clerk).facts == DEED
    for name, seen in {"leader": 1, "member": 1, "clerk": 1, "outsider": 0, "director": 0, "first": 0}.items():
        actor = actor_of(cast.user(name), NOW)
        assert CLUES.visible_to(actor).count() == seen, name
        assert REGISTERS.visible_to(actor).count() == seen, name
    with pytest.raises(Denied):
        content_in(clue.box, cast.director)
    written = json.dumps(list(SealedRecord.objects.values_list("body", flat=True)), ensure_ascii=False)
    assert WHO not in written
    assert DEED not in written
    assert not JournalRecord.objects.filter(subject_kind__startswith="clue").exists()


def test_somebody_of_the_team_who_is_not_named_may_hand_one_in(acting, cast, register, world):
    told = {"kind": kind(), "source": "talk", "persons": WHO, "facts": DEED}
    clue = services.file_clue(acting(cast.user("outsider")), world.inspections[0], **told)
    assert content_in(clue.box, cast.leader).facts == DEED
    with pytest.raises(OutOfReach):
        services.judge_clue(acting(cast.user("outsider")), clue, on=NOW.date(), attended="全体", opinion="好")


def test_without_a_register_there_is_nowhere_to_put_it(acting, cast, world):
    with pytest.raises(RuleViolated, match="还没有开通线索登记"):
        filed(acting, cast, world)
    assert not Clue.objects.exists()


def test_its_source_exists_and_does_not_know(acting, cast, register, world):
    with pytest.raises(RuleViolated, match="没有这个编号"):
        filed(acting, cast, world, source="petition", source_no="XF-0")
    with pytest.raises(RuleViolated, match="没有这个编号"):
        filed(acting, cast, world, source="paper", source_no="DG-0")
    clue = filed(acting, cast, world, source="talk", source_no="谈话 3")
    assert content_in(clue.box, cast.leader).source_no == "谈话 3"
    assert clue.number.endswith("001")  # what was refused took no number


def test_judged_approved_decided_each_by_another(acting, cast, clue):
    judged(acting, cast, clue)
    assert clue.remarks.count() == 1
    assert OPINION in remarks_of(clue, cast.leader)[0]["text"]
    services.approve_clue(acting(cast.user("leader")), clue)
    told = {"meeting": "书记专题会议", "on": NOW.date(), "destination": "both"}
    decided_clue = services.decide_clue(acting(cast.user("clerk")), clue, **told)
    assert (decided_clue.state, decided_clue.destination) == ("decided", "both")
    assert SealedRecord.objects.filter(event="clue.decided").count() == 1
    with pytest.raises(InvalidTransition):
        services.decide_clue(acting(cast.user("clerk")), clue, **told)


def test_the_leader_does_not_approve_what_the_leader_judged(acting, cast, clue):
    leader = cast.user("leader")
    services.judge_clue(acting(leader), clue, on=NOW.date(), attended="全体", opinion="好")
    with pytest.raises(RuleViolated, match="请由另一个人办理"):
        services.approve_clue(acting(leader), clue)


def test_the_leader_and_the_meeting_may_want_more(acting, cast, clue):
    judged(acting, cast, clue)
    with pytest.raises(RuleViolated, match="写明理由"):
        services.return_clue(acting(cast.user("leader")), clue, text=" ")
    assert services.return_clue(acting(cast.user("leader")), clue, text="补时间").state == "draft"
    approved(acting, cast, clue)
    back = services.send_back_clue(acting(cast.user("clerk")), clue, text="补证据")
    assert (back.state, back.approved_by) == ("draft", None)


def test_down_to_a_shortcoming_only_with_reason_and_by_another(acting, cast, clue, world):
    with pytest.raises(RuleViolated, match="写明理由"):
        services.propose_downgrade(acting(cast.user("member")), clue, text="")
    services.propose_downgrade(acting(cast.user("member")), clue, text="只是制度不健全")
    with pytest.raises(Denied):
        services.allow_downgrade(acting(cast.user("leader")), clue, text="同意")
    down = services.allow_downgrade(acting(cast.user("clerk")), clue, text="同意")
    assert down.state == "downgraded"
    assert not world.inspections[0].findings.exists()
    assert not world.inspections[0].papers.exists()
    assert "制度不健全" not in json.dumps(list(SealedRecord.objects.values_list("body", flat=True)), ensure_ascii=False)


def test_whoever_proposed_it_does_not_allow_it_in_another_office_either(acting, cast, clue):
    services.propose_downgrade(acting(cast.user("member")), clue, text="只是制度不健全")
    Clue.objects.filter(pk=clue.pk).update(downgrade_by=cast.user("clerk"))
    with pytest.raises(RuleViolated, match="请由另一个人办理"):
        services.allow_downgrade(acting(cast.user("clerk")), clue, text="同意")


def test_it_may_stay_a_clue(acting, cast, clue):
    services.propose_downgrade(acting(cast.user("member")), clue, text="只是制度不健全")
    kept = services.keep_clue(acting(cast.user("clerk")), clue, text="事实具体，应作线索")
    assert (kept.state, kept.downgrade_by) == ("draft", None)
    assert [remark.step for remark in Remark.objects.all()] == ["downgrade", "keep"]


def test_another_teams_leader_finds_nothing(acting, clue):
    with pytest.raises(OutOfReach):
        services.approve_clue(acting(Role.TEAM_LEADER, which=1), clue)
    assert SealedRecord.objects.filter(event="denied").count() == 1
    assert not JournalRecord.objects.filter(event="denied").exists()


def test_somebody_comes_in_and_somebody_goes(acting, cast, clue, register):
    leader = acting(cast.user("leader"))
    services.admit_keeper(leader, register, keeper=cast.user("director"), by=cast.leader)
    assert content_in(clue.box, cast.director).facts == DEED
    services.remove_keeper(leader, register, keeper=cast.user("clerk"), by=cast.leader)
    clue.refresh_from_db()
    with pytest.raises(Denied):
        content_in(clue.box, cast.clerk)
    assert content_in(clue.box, cast.member).facts == DEED
    assert not CLUES.visible_to(actor_of(cast.user("clerk"), NOW)).exists()


def test_nobody_goes_whom_the_register_needs_and_no_stranger_comes(acting, cast, register):
    leader = acting(cast.user("leader"))
    with pytest.raises(RuleViolated, match="巡察办要有至少一名"):
        services.remove_keeper(leader, register, keeper=cast.user("clerk"), by=cast.leader)
    with pytest.raises(RuleViolated, match="只能从本组成员"):
        services.admit_keeper(leader, register, keeper=cast.user("first"), by=cast.leader)


def test_whoever_loses_the_grant_is_shut_out(acting, cast, clue):
    admin = acting(Role.SECURITY_ADMIN)
    end_grant(admin, cast.user("member").grants.get(), reason="调离")
    with pytest.raises(Denied):
        content_in(clue.box, cast.member)
    assert content_in(clue.box, cast.leader).facts == DEED


def test_only_the_leader_lets_people_into_a_register_and_colleagues_receive(hire, cast, received, clue):
    colleague = hire(Role.DISCIPLINE)
    assert not candidates_for(clue.register.circle).exists()
    desk = circle_for("clues-discipline", clue.register.circle.jurisdiction_id)
    assert list(candidates_for(desk)) == [colleague]


def test_whoever_leaves_the_commission_receives_no_more(acting, cast, received, world):
    end_grant(acting(Role.SECURITY_ADMIN), cast.user("first").grants.get(), reason="调离")
    assert receivers(Body.DISCIPLINE, world.city) == [cast.user("second")]
    assert len(receivers(Body.ORGANISATION, world.city)) == 2


def test_a_recused_member_does_not_see_it(acting, cast, clue):
    cast.user("member").grants.update(except_units=[clue.register.inspection.organisation_id])
    assert not CLUES.permits(actor_of(cast.user("member"), NOW), P.CLUE_READ, clue)


def test_a_decision_comes_after_the_judgement(acting, cast, clue):
    approved(acting, cast, clue)
    told = {"meeting": "书记专题会议", "destination": "discipline"}
    with pytest.raises(RuleViolated, match="不能早于组务会研判"):
        services.decide_clue(acting(cast.user("clerk")), clue, on=NOW.date().replace(day=1), **told)
