"""Whom a round of several levels may invite and put forward, and what it waits for: the rules alone."""

from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.rounds.models import Linkage
from xuncha.rounds.rules import (
    MODES,
    InvitingFacts,
    JoiningFacts,
    LendingFacts,
    Partner,
    hints_about_linkage,
    reasons_against_linkage,
    reasons_not_to_answer,
    reasons_not_to_invite,
    reasons_not_to_lend,
    reasons_not_to_link,
    reasons_not_to_run_along,
    reasons_not_to_seat,
)
from xuncha.rounds.workflow import ParticipationState, RoundState

TODAY = NOW.date()
S = ParticipationState
INVITING = {
    "office": "县委巡察办",
    "state": RoundState.DRAFT,
    "linkage": Linkage.UNIFIED.value,
    "own": False,
    "invited": False,
    "seats": 2,
    "answer_by": None,
    "today": TODAY,
}
LENT = {
    "name": "甲",
    "linkage": Linkage.UNIFIED.value,
    "answered": S.ACCEPTED,
    "state": RoundState.DRAFT,
    "seats": 2,
    "lent": 0,
}
LED = (date(2022, 9, 5), date(2022, 10, 28))


def told(reasons) -> str:
    return "".join(why.text.render(str) for why in reasons)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"linkage": ""}, "先选联动方式"),
        ({"state": RoundState.SUBMITTED}, "审批期间"),
        ({"own": True}, "邀请自己"),
        ({"invited": True}, "已邀请过县委巡察办"),
        ({"seats": 0}, "请派几人"),
        ({"answer_by": TODAY - timedelta(days=1)}, "不早于今天"),
    ],
)
def test_whom_not_to_invite(change, sentence):
    assert reasons_not_to_invite(InvitingFacts(**INVITING)) == []
    assert sentence in told(reasons_not_to_invite(InvitingFacts(**{**INVITING, **change})))


def test_levels_with_teams_of_their_own_send_nobody():
    assert reasons_not_to_invite(InvitingFacts(**{**INVITING, "linkage": Linkage.RELAY.value, "seats": 0})) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"linkage": Linkage.SYNCHRONOUS.value}, "不用派人"),
        ({"answered": S.INVITED}, "先接受邀请"),
        ({"state": RoundState.CLOSED}, "暂不能推荐"),
        ({"already": True}, "已推荐甲"),
        ({"lent": 2}, "只请派 2 人"),
        ({"in_pool": False}, "不在人才库"),
        ({"away": True}, "不能抽调"),
    ],
)
def test_whom_not_to_put_forward(change, sentence):
    assert reasons_not_to_lend(LendingFacts(**LENT)) == []
    assert sentence in told(reasons_not_to_lend(LendingFacts(**{**LENT, **change})))


@pytest.mark.parametrize(
    ("linkage", "own", "sentence"),
    [
        (Linkage.SYNCHRONOUS, (date(2022, 10, 28), date(2022, 12, 1)), ""),
        (Linkage.SYNCHRONOUS, (date(2022, 10, 29), date(2022, 12, 1)), "同期驻点"),
        (Linkage.SYNCHRONOUS, (date(2022, 8, 1), date(2022, 9, 4)), "同期驻点"),
        (Linkage.RELAY, (date(2022, 10, 29), date(2022, 12, 1)), ""),
        (Linkage.RELAY, (date(2022, 10, 28), date(2022, 12, 1)), "撤点以后"),
        (Linkage.RELAY, (None, None), "先定进驻和撤点日期"),
        (Linkage.UNIFIED, (date(2022, 10, 1), date(2022, 12, 1)), "派人到牵头单位"),
    ],
)
def test_at_the_same_time_or_afterwards(linkage, own, sentence):
    found = told(reasons_not_to_run_along(JoiningFacts(linkage.value, S.ACCEPTED, LED, own)))
    assert (sentence in found) if sentence else found == ""


def test_a_round_runs_along_only_when_the_invitation_was_accepted():
    facts = JoiningFacts(Linkage.SYNCHRONOUS.value, S.INVITED, LED, LED)
    assert "先接受邀请" in told(reasons_not_to_run_along(facts))


def test_the_mode_is_chosen_in_the_draft_before_anybody_is_invited():
    assert reasons_not_to_link(RoundState.DRAFT, invited=0) == []
    assert "已邀请 1 个单位" in told(reasons_not_to_link(RoundState.DRAFT, invited=1))
    assert "方案提交后" in told(reasons_not_to_link(RoundState.APPROVED, invited=0))
    assert "暂不能参加" in told(reasons_not_to_answer(RoundState.CLOSED))


def test_a_linked_round_needs_somebody_who_takes_part():
    asked = Partner("甲办", S.INVITED)
    assert "还没有单位接受" in told(reasons_against_linkage(Linkage.UNIFIED.value, [asked]))
    assert reasons_against_linkage(Linkage.UNIFIED.value, [Partner("甲办", S.ACCEPTED)]) == []
    assert reasons_against_linkage("", [asked]) == []


def test_what_a_linked_round_still_waits_for():
    asked, idle, gone = Partner("甲办", S.INVITED), Partner("乙办", S.ACCEPTED), Partner("丙办", S.DECLINED)
    assert hints_about_linkage("", [asked]) == []
    unified = told(hints_about_linkage(Linkage.UNIFIED.value, [asked, idle, gone]))
    assert unified == "甲办还没有答复联动邀请。乙办还没有人编入巡察组。"
    relay = told(hints_about_linkage(Linkage.RELAY.value, [idle]))
    assert relay == "乙办还没有关联本级轮次。"
    assert hints_about_linkage(Linkage.UNIFIED.value, [Partner("乙办", S.ACCEPTED, seated=1)]) == []
    assert hints_about_linkage(Linkage.RELAY.value, [Partner("乙办", S.ACCEPTED, joined=True)]) == []


def test_who_leads_a_joint_team():
    guest = {"name": "甲", "office": "县委巡察办", "position": Role.TEAM_LEADER}
    assert "要由其在联动中推荐" in told(reasons_not_to_seat(**guest, lent=False, linkage=""))
    assert "牵头单位的人员担任" in told(reasons_not_to_seat(**guest, lent=True, linkage="collaborative"))
    assert reasons_not_to_seat(**guest, lent=True, linkage="unified_staffing") == []


def test_every_mode_says_what_it_means():
    assert MODES.keys() == set(Linkage.values) - {""}
