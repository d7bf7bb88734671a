"""Replacing a member: at once in a draft, with another person's approval in mid-round; who could, and who cannot."""

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rounds.models import Position, Replacement
from xuncha.rounds.rules import (
    reasons_not_to_approve_replacement,
    reasons_not_to_ask_replacement,
    reasons_not_to_change_at_once,
)
from xuncha.rounds.selectors import successors
from xuncha.rounds.services import (
    add_team,
    approve_replacement,
    ask_joining,
    ask_leaving,
    ask_position,
    ask_replacement,
    close_round,
    refuse_replacement,
    replace_member,
    set_needs,
    withdraw_replacement,
)
from xuncha.talent.models import Person, Relation, RelationKind

pytestmark = pytest.mark.django_db
WHY = "借调期满"


@pytest.fixture
def team(office):
    return office.authorised().teams.get()


def member(team, position=Position.LIAISON):
    return team.memberships.get(position=position, left_on__isnull=True)


def asked(office, team, person=None, **given):
    person = person or office.person()
    return ask_replacement(office.act(), team, **{"member": member(team), "person": person, "reason": WHY} | given)


def test_in_a_draft_at_once(office):
    team = office.complete().teams.get()
    heir = office.person()
    with pytest.raises(RuleViolated, match="理由"):
        replace_member(office.act(), team, member=member(team), person=heir, reason="")
    with pytest.raises(RuleViolated, match="筹备中的可以直接调整"):
        asked(office, team, heir)
    new = replace_member(office.act(), team, member=member(team), person=heir, reason=WHY)
    assert (new.person, new.position) == (heir, Position.LIAISON)


def test_in_mid_round_another_person_approves(office, team):
    heir, leader = office.person(), member(team, Position.LEADER)
    with pytest.raises(RuleViolated, match="要经另一人批准"):
        replace_member(office.act(), team, member=leader, person=heir, reason=WHY)
    replacement = asked(office, team, heir, member=leader)
    assert actor_of(heir.user, NOW).roles == set()
    assert [t.ask for t in waiting_for(actor_of(office.secretary, NOW)) if t.kind == "rounds.replacement"]
    with pytest.raises(Denied):
        approve_replacement(office.act(), replacement)
    approve_replacement(office.act(office.secretary), replacement)
    assert actor_of(heir.user, NOW).roles == {Role.TEAM_LEADER}
    assert actor_of(leader.person.user, NOW).roles == set()
    replacement.refresh_from_db()
    assert replacement.decided_by == office.secretary
    events = set(JournalRecord.objects.values_list("event", flat=True))
    assert {"replacement.asked", "replacement.approved", "member.left"} <= events


def test_it_is_refused_with_a_reason_or_withdrawn(office, team):
    replacement = asked(office, team)
    with pytest.raises(RuleViolated, match="已有待批准的调整申请"):
        asked(office, team)
    refuse_replacement(office.act(office.secretary), replacement, reason="任务将尽")
    replacement.refresh_from_db()
    assert replacement.decision == "任务将尽"
    withdraw_replacement(office.act(), asked(office, team))
    assert team.memberships.filter(left_on__isnull=True).count() == 3
    assert Replacement.objects.filter(state="withdrawn").exists()


def test_every_rule_is_asked_again_on_approval(office, team):
    replacement = asked(office, team)
    Person.objects.filter(pk=replacement.person_id).update(away_from=NOW.date())
    with pytest.raises(RuleViolated, match="不能抽调"):
        approve_replacement(office.act(office.secretary), replacement)
    team.memberships.filter(pk=replacement.member_id).update(left_on=NOW.date())
    with pytest.raises(RuleViolated, match="已经离组"):
        approve_replacement(office.act(office.secretary), replacement)


def test_whoever_joins_is_asked_for_once_and_comes_when_approved(office, team):
    heir = office.person()
    replacement = ask_joining(office.act(), team, person=heir, position=Position.MEMBER, duty="查账", reason=WHY)
    assert str(replacement) == f"增派{heir}"
    with pytest.raises(RuleViolated, match="已有待批准的调整申请"):
        asked(office, team, heir)
    assert not team.memberships.filter(person=heir).exists()
    approve_replacement(office.act(office.secretary), replacement)
    joined = team.memberships.get(person=heir)
    assert (joined.position, joined.duty) == (Position.MEMBER, "查账")


def test_who_leaves_without_a_successor_stays_until_it_is_approved(office, team):
    leaving = member(team)
    replacement = ask_leaving(office.act(), team, member=leaving, reason=WHY)
    assert str(replacement) == f"免去{leaving.person}"
    with pytest.raises(RuleViolated, match="理由"):
        ask_leaving(office.act(), team, member=member(team, Position.DEPUTY), reason=" ")
    assert member(team) == leaving
    approve_replacement(office.act(office.secretary), replacement)
    leaving.refresh_from_db()
    assert (leaving.left_on, leaving.left_reason) == (NOW.date(), WHY)


def test_nobody_approves_that_they_themselves_move_up(office, team):
    liaison = member(team)
    replacement = ask_position(office.act(), team, member=liaison, position=Position.DEPUTY, duty="", reason="缺副组长")
    assert str(replacement) == f"{liaison.person}改任副组长"
    Person.objects.filter(pk=liaison.person_id).update(user=office.secretary)
    with pytest.raises(RuleViolated, match="涉及本人"):
        approve_replacement(office.act(office.secretary), replacement)


def test_what_is_still_asked_for_when_the_round_ends_comes_to_nothing(office, team):
    replacement = ask_leaving(office.act(), team, member=member(team), reason=WHY)
    batch = team.round
    type(batch).objects.filter(pk=batch.pk).update(state="withdrawn")
    close_round(office.act(), batch)
    replacement.refresh_from_db()
    assert (replacement.state, replacement.decision) == ("refused", "本轮结束")


def test_after_the_end_nothing_of_it_comes_true(office, team):
    replacement = ask_leaving(office.act(), team, member=member(team), reason=WHY)
    type(team.round).objects.filter(pk=team.round_id).update(state="closed")
    with pytest.raises(RuleViolated, match="不能调整人员"):
        approve_replacement(office.act(office.secretary), replacement)


def test_elsewhere_there_is_no_such_request(office, team, acting):
    with pytest.raises(OutOfReach):
        approve_replacement(acting(Role.SECRETARY, which=1), asked(office, team))


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        (reasons_not_to_change_at_once(staffed=True), "要经另一人批准"),
        (reasons_not_to_ask_replacement(staffed=False, waiting=False), "只用于已授权"),
        (reasons_not_to_ask_replacement(staffed=True, waiting=True), "已有待批准"),
        (reasons_not_to_approve_replacement(own=True, concerned=False, gone=False), "不能批准自己提出"),
        (reasons_not_to_approve_replacement(own=False, concerned=True, gone=False), "涉及本人"),
        (reasons_not_to_approve_replacement(own=False, concerned=False, gone=True), "已经离组"),
    ],
)
def test_one_reason_each(reasons, words):
    [why] = reasons
    assert words in str(why.text)


def test_nothing_speaks_against_it():
    assert reasons_not_to_change_at_once(staffed=False) == []
    assert reasons_not_to_ask_replacement(staffed=True, waiting=False) == []
    assert reasons_not_to_approve_replacement(own=False, concerned=False, gone=False) == []


def test_the_cheapest_first_and_why_the_others_cannot(office):
    """The only auditor goes: an auditor must come; one served with a member before, one is tied, one a relative."""
    earlier = office.authorised(3, field_from=NOW.date(), field_to=NOW.date())
    batch = office.complete(4)
    team = batch.teams.get()
    stays = member(team, Position.DEPUTY).person
    auditor = office.name(team, office.person(skills=["审计师"]))
    set_needs(
        office.act(),
        team,
        size=4,
        deputies=1,
        experienced=0,
        skills={"audit": 1},
        pinned=[],
        kept_out=[],
    )
    fresh, tied, kin, away = (office.person(skills=["审计师"]) for _n in range(4))
    office.tie(tied, team.inspections.get().organisation)
    Relation.objects.create(person=kin, other=stays, kind=RelationKind.KIN, created_by=office.clerk, created_at=NOW)
    Person.objects.filter(pk=away.pk).update(away_from=NOW.date())
    served = office.person(skills=["审计师"])
    office.name(earlier.teams.get(), served)
    plain = office.person()
    found = successors(team, auditor, NOW.date())
    assert [(one.person, one.cost) for one in found.choices] == [(fresh.pk, "±0"), (served.pk, "+3")]
    assert "参加过 1 轮" in str(found.choices[1].texts[0])
    barred = {one.name: "；".join(map(str, one.texts)) for one in found.barred}
    assert "亲属任职" in barred[tied.name] or "的亲属" in barred[tied.name]
    assert f"与本组{stays.name}登记为亲属" in barred[kin.name]
    assert "不能抽调" in barred[away.name]
    assert "审计人员须 1 名，换后为 0 名" in barred[plain.name]


def test_without_an_account_nobody_comes_in_mid_round(office, team):
    stranger = office.person(account=False)
    found = successors(team, member(team), NOW.date())
    assert [str(text) for one in found.barred if one.name == stranger.name for text in one.texts] == ["还没有开通账号"]


def test_who_left_the_pools_can_still_be_replaced(office):
    batch = office.draft()
    team = add_team(office.act(), batch)
    leaving = office.name(team)
    heir = office.person()
    Person.objects.filter(pk=leaving.person_id).update(left_on=NOW.date())
    assert [one.person for one in successors(team, leaving, NOW.date()).choices] == [heir.pk]


def test_the_pages_ask_and_approve(office, team, at_desk):
    heir = office.person()
    desk = at_desk(office.clerk)
    address = reverse("rounds:team-replace", args=[team.pk, member(team).pk])
    page = desk.get(address).content.decode()
    assert heir.name in page
    assert "更换由另一人批准后生效" in page
    sent = desk.post(address, {"person": heir.pk, "reason": WHY}, follow=True)
    assert "组员调整" in sent.content.decode()
    replacement = Replacement.objects.get()
    assert "批准调整" not in sent.content.decode()
    assert WHY in desk.get(reverse("rounds:team", args=[team.pk])).content.decode()
    secretary = at_desk(office.secretary)
    own = reverse("rounds:replacement", args=[replacement.pk])
    assert "批准调整" in secretary.get(own).content.decode()
    secretary.post(reverse("rounds:replacement-step", args=[replacement.pk, "approve"]))
    assert member(team).person == heir


def test_the_pages_of_a_running_team_ask_for_every_change(office, team, at_desk):
    desk, heir, liaison = at_desk(office.clerk), office.person(), member(team)
    own = reverse("rounds:team", args=[team.pk])
    assert "申请增派" in desk.get(own).content.decode()
    missing = desk.post(own, {"person": heir.pk, "position": Position.MEMBER})
    assert missing.status_code == 422
    joining = desk.post(own, {"person": heir.pk, "position": Position.MEMBER, "reason": WHY}, follow=True)
    assert f"增派{heir}" in joining.content.decode()
    desk.post(reverse("rounds:team-leave", args=[team.pk, liaison.pk]), {"reason": WHY})
    place = reverse("rounds:team-member", args=[team.pk, member(team, Position.DEPUTY).pk])
    desk.post(place, {"position": Position.DEPUTY, "duty": "复核"})
    assert member(team, Position.DEPUTY).duty == "复核"
    desk.post(place, {"position": Position.MEMBER, "duty": "", "reason": WHY})
    assert [str(one) for one in Replacement.objects.order_by("pk")] == [
        f"增派{heir}",
        f"免去{liaison.person}",
        f"{member(team, Position.DEPUTY).person}改任组员",
    ]
    assert team.memberships.filter(left_on__isnull=True).count() == 3
