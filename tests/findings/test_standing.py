"""Confirming, rewording, putting back and dropping a finding."""

import pytest

from tests.conftest import NOW
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.findings import services
from xuncha.findings.workflow import FindingState
from xuncha.foundation.journal.models import JournalRecord


def test_the_leader_confirms(by, found):
    finding = services.confirm_finding(by(Role.TEAM_LEADER), found())
    assert finding.state == FindingState.CONFIRMED
    assert finding.state_since == NOW
    with pytest.raises(InvalidTransition, match="已确认"):
        services.confirm_finding(by(Role.TEAM_LEADER), finding)


def test_an_inspector_does_not_confirm(by, found):
    with pytest.raises(Denied):
        services.confirm_finding(by(Role.INSPECTOR), found())


def test_the_old_wording_stays_in_the_history(by, found):
    finding = found("原题", "原文")
    changed = services.reword_finding(by(Role.INSPECTOR), finding, base_version=1, title="新题", text="新文")
    assert (changed.title, changed.version) == ("新题", 2)
    body = JournalRecord.objects.get(event="finding.reworded").body
    assert '"title":["原题","新题"]' in body
    assert '"text":["原文","新文"]' in body


def test_a_confirmed_finding_that_is_reworded_waits_again(by, found):
    finding = services.confirm_finding(by(Role.TEAM_LEADER), found("题", "文"))
    same = services.reword_finding(by(Role.INSPECTOR), finding, base_version=None, title="题", text="文")
    assert same.state == FindingState.CONFIRMED
    changed = services.reword_finding(by(Role.INSPECTOR), finding, base_version=None, title="题", text="新文")
    assert changed.state == FindingState.CANDIDATE


def test_two_editors_lose_nothing(by, found):
    finding = found("题", "文")
    services.reword_finding(by(Role.INSPECTOR), finding, base_version=1, title="题", text="甲改")
    with pytest.raises(StaleEdit) as caught:
        services.reword_finding(by(Role.DEPUTY_LEADER), finding, base_version=1, title="题", text="乙改")
    assert (caught.value.mine, caught.value.theirs) == ({"text": "乙改"}, {"text": "甲改"})


def test_rewording_obeys_the_same_rules(by, found):
    with pytest.raises(RuleViolated, match="不写个人问题线索"):
        services.reword_finding(by(Role.INSPECTOR), found(), base_version=None, title="题", text="张某受贿。")


def test_put_back_with_a_reason(by, found):
    finding = services.confirm_finding(by(Role.TEAM_LEADER), found())
    with pytest.raises(RuleViolated, match="理由"):
        services.reopen_finding(by(Role.INSPECTOR), finding, reason=" ")
    assert services.reopen_finding(by(Role.INSPECTOR), finding, reason="数字要核").state == FindingState.CANDIDATE


def test_dropping_needs_a_second_person_and_a_reason(by, world, paper, found):
    finding = found()
    with pytest.raises(RuleViolated, match="理由"):
        services.drop_finding(by(Role.TEAM_LEADER), finding, reason="")
    own = services.raise_finding(
        by(Role.TEAM_LEADER), world.inspections[0], papers=[paper()], title="组长提出", text="文"
    )
    with pytest.raises(RuleViolated, match="另一个人"):
        services.drop_finding(by(Role.TEAM_LEADER), own, reason="不成立")
    assert services.drop_finding(by(Role.TEAM_LEADER), finding, reason="证据不足").state == FindingState.DROPPED


def test_a_dropped_finding_is_edited_no_longer(by, found):
    finding = services.drop_finding(by(Role.TEAM_LEADER), found(), reason="证据不足")
    with pytest.raises(RuleViolated, match="不采用，原文保留"):
        services.reword_finding(by(Role.INSPECTOR), finding, base_version=None, title="题", text="文")


def test_another_teams_finding_does_not_exist(acting, found):
    with pytest.raises(OutOfReach):
        services.confirm_finding(acting(Role.TEAM_LEADER, which=1), found())
