"""People in teams: ties, recusal, changes while the round runs."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.rounds.test_services import ENTRY, EXIT
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.journal.models import JournalRecord
from xuncha.planning.models import InspectionType as T
from xuncha.rounds.models import Position
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.rounds.services import (
    add_inspection,
    add_team,
    approve_replacement,
    ask_leaving,
    ask_position,
    change_member,
    close_round,
    enter_round,
    move_inspection,
    name_member,
    remove_member,
    remove_team,
    rename_team,
    submit_round,
    withdraw_round,
)
from xuncha.talent.models import TieKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(office):
    """A team of a draft with two units."""
    batch = office.draft()
    team = add_team(office.act(), batch)
    for _n in range(2):
        office.add(batch, office.target(), team=team)
    return team


def units(team):
    return [i.organisation for i in team.inspections.order_by("pk")]


def test_a_person_without_ties_is_named_to_everything(office, team):
    member = office.name(team, duty="财务")
    assert (member.duty, list(member.recused_from.all())) == ("财务", [])
    assert JournalRecord.objects.filter(event="member.named").exists()


def test_a_tie_to_one_unit_keeps_the_member_out_of_it(office, team):
    person = office.person()
    office.tie(person, units(team)[0])
    assert list(office.name(team, person).recused_from.all()) == units(team)[:1]
    assert JournalRecord.objects.filter(event="member.recused").count() == 1


def test_a_tie_to_what_stands_below_a_unit_counts(office, team):
    unit = units(team)[0]
    person = office.person()
    office.tie(person, office.unit(parent=unit))
    assert list(office.name(team, person).recused_from.all()) == [unit]


def test_the_employer_counts_without_a_declaration_and_a_residence_does_not_block(office, team):
    at_home, neighbour = office.person(employer=units(team)[1]), office.person()
    office.tie(neighbour, units(team)[0], TieKind.RESIDENCE)
    assert list(office.name(team, at_home).recused_from.all()) == units(team)[1:]
    assert not office.name(team, neighbour).recused_from.exists()


def test_an_ended_tie_no_longer_counts(office, team):
    person = office.person()
    office.tie(person, units(team)[0], ended_on=NOW.date() - timedelta(days=1), ended_reason="已调离")
    assert not office.name(team, person).recused_from.exists()


def test_ties_to_every_unit_block_and_are_told_by_name(office, team):
    person = office.person()
    for unit, kind in zip(units(team), (TieKind.KIN, TieKind.FORMER), strict=True):
        office.tie(person, unit, kind)
    with pytest.raises(RuleViolated) as caught:
        office.name(team, person)
    told = str(caught.value)
    assert f"对「{units(team)[0]}」要回避：{person.name} 的亲属任职于该单位" in told
    assert "曾任职" in told
    assert not team.memberships.exists()


def test_ties_are_checked_again_when_a_unit_comes_later(office, team):
    person = office.person()
    late = office.target()
    office.tie(person, late)
    member = office.name(team, person)
    office.add(team.round, late, team=team)
    assert list(member.recused_from.all()) == [late]


def test_a_unit_that_leaves_a_member_nothing_is_refused(office):
    batch = office.draft()
    team = add_team(office.act(), batch)
    person = office.person()
    unit = office.target()
    office.tie(person, unit)
    office.name(team, person)
    with pytest.raises(
        RuleViolated, match=f"列入「{unit}」后，{person.name}对本组全部对象都要回避（{person.name} 的亲属"
    ):
        office.add(batch, unit, team=team)


def test_moving_a_unit_away_takes_the_recusal_along(office, team):
    person = office.person()
    office.tie(person, units(team)[0])
    member = office.name(team, person)
    other = add_team(office.act(), team.round)
    move_inspection(office.act(), team.inspections.order_by("pk").first(), team=other)
    assert not member.recused_from.exists()


def test_a_recused_member_cannot_open_that_unit(office):
    batch = office.complete(units=2)
    team = batch.teams.get()
    person = office.person()
    office.tie(person, units(team)[0])
    office.name(team, person)
    submit_round(office.act(), batch)
    from xuncha.rounds.services import approve_round, authorise_round

    approve_round(office.act(office.secretary), batch)
    authorise_round(office.act(office.secretary), batch)
    seen = INSPECTIONS.visible_to(actor_of(person.user, NOW))
    assert [i.organisation for i in seen] == units(team)[1:]


def test_an_extension_in_the_field_keeps_tied_members_out_at_once(office):
    batch = office.authorised(units=2)
    team = batch.teams.get()
    parent, other = batch.inspections.order_by("pk")
    below = office.unit(parent=parent.organisation)
    member = team.memberships.get(position=Position.LIAISON)
    office.tie(member.person, below)
    enter_round(office.act(now=ENTRY), batch)
    late = add_inspection(office.act(now=ENTRY), batch, organisation=below, type=T.EXTENDED, extends=parent)
    assert member.person.user.grants.get().except_units == [parent.organisation_id, below.pk]
    assert list(INSPECTIONS.visible_to(actor_of(member.person.user, ENTRY))) == [other]
    assert late.team == team


def test_a_person_has_one_place_in_a_round(office, team):
    person = office.person()
    office.name(team, person)
    other = add_team(office.act(), team.round)
    with pytest.raises(RuleViolated, match="已在本轮第1巡察组"):
        office.name(other, person)


def test_a_team_has_one_leader(office, team):
    office.name(team, position=Position.LEADER)
    with pytest.raises(RuleViolated, match="本组已有组长"):
        office.name(team, position=Position.LEADER)


def test_who_left_the_pool_is_not_named(office, team):
    with pytest.raises(RuleViolated, match="已出库"):
        office.name(team, office.person(left_on=NOW.date()))


def test_a_member_leaves_a_draft_with_a_reason(office, team):
    member = office.name(team)
    with pytest.raises(RuleViolated, match="理由"):
        remove_member(office.act(), team, member=member, reason="")
    gone = remove_member(office.act(), team, member=member, reason="借调期满")
    assert (gone.left_on, gone.left_reason) == (NOW.date(), "借调期满")
    with pytest.raises(OutOfReach):
        remove_member(office.act(), team, member=gone, reason="再来")
    assert office.name(team, member.person).pk != member.pk


def test_a_member_without_an_account_may_leave_too(office, team):
    member = office.name(team, office.person(account=False))
    assert remove_member(office.act(), team, member=member, reason="借调期满").left_on
    office.name(team, office.person(account=False))
    with pytest.raises(RuleViolated, match="账号"):
        submit_round(office.act(), team.round)


def test_in_a_running_round_access_follows_every_change(office):
    batch = office.authorised()
    team = batch.teams.get()
    newcomer = office.name(team)
    assert actor_of(newcomer.person.user, NOW).roles == {Role.INSPECTOR}
    with pytest.raises(RuleViolated, match="还没有开通账号"):
        office.name(team, office.person(account=False))
    later = NOW + timedelta(hours=1)
    asked = ask_position(
        office.act(now=later), team, member=newcomer, position=Position.DEPUTY, duty="复核", reason="缺副组长"
    )
    assert actor_of(newcomer.person.user, later).roles == {Role.INSPECTOR}
    approve_replacement(office.act(office.secretary, now=later), asked)
    assert actor_of(newcomer.person.user, later).roles == {Role.DEPUTY_LEADER}
    newcomer.refresh_from_db()
    gone = ask_leaving(office.act(now=later), team, member=newcomer, reason="另有任用")
    assert actor_of(newcomer.person.user, later).roles == {Role.DEPUTY_LEADER}
    approve_replacement(office.act(office.secretary, now=later), gone)
    assert actor_of(newcomer.person.user, later).roles == set()


def test_only_the_duty_changes_without_touching_access(office):
    batch = office.authorised()
    team = batch.teams.get()
    member = team.memberships.get(position=Position.LEADER)
    changed = change_member(office.act(), team, member=member, position=Position.LEADER, duty="主持")
    assert changed.duty == "主持"
    assert not JournalRecord.objects.filter(event="grant.ended").exists()


def test_a_leader_is_replaced_never_just_removed(office):
    batch = office.authorised()
    team = batch.teams.get()
    leader = team.memberships.get(position=Position.LEADER)
    with pytest.raises(RuleViolated, match="不能没有组长"):
        ask_leaving(office.act(), team, member=leader, reason="调离")
    with pytest.raises(RuleViolated, match="不能没有组长"):
        ask_position(office.act(), team, member=leader, position=Position.MEMBER, duty="", reason="调整")


def test_in_a_running_round_nobody_comes_goes_or_moves_at_once(office):
    team = office.authorised().teams.get()
    member = team.memberships.get(position=Position.LIAISON)
    refused = "要经另一人批准，请在本组页面提交申请"
    with pytest.raises(RuleViolated, match=refused):
        name_member(office.act(), team, person=office.person(), position=Position.MEMBER)
    with pytest.raises(RuleViolated, match=refused):
        remove_member(office.act(), team, member=member, reason="借调期满")
    with pytest.raises(RuleViolated, match=refused):
        change_member(office.act(), team, member=member, position=Position.MEMBER, duty="")
    assert team.memberships.filter(left_on__isnull=True).count() == 3


def test_after_the_end_nobody_is_named_or_let_go(office):
    batch = office.authorised()
    team = batch.teams.get()
    enter_round(office.act(now=ENTRY), batch)
    withdraw_round(office.act(now=EXIT), batch)
    close_round(office.act(now=EXIT), batch)
    with pytest.raises(RuleViolated, match="不能调整人员"):
        office.name(team)
    with pytest.raises(RuleViolated, match="不能调整人员"):
        remove_member(office.act(now=EXIT), team, member=team.memberships.first(), reason="晚了")


def test_teams_are_numbered_renamed_and_given_up(office):
    batch = office.draft()
    team = add_team(office.act(), batch, number=4)
    assert str(team) == "第4巡察组"
    assert add_team(office.act(), batch, name="专项组").number == 5
    with pytest.raises(RuleViolated, match="第 4 巡察组已在本轮"):
        add_team(office.act(), batch, number=4)
    assert rename_team(office.act(), team, name="第四组", base_version=1).name == "第四组"
    remove_team(office.act(), batch, team=team)
    assert batch.teams.count() == 1
    office.name(batch.teams.get())
    with pytest.raises(RuleViolated, match="任命过"):
        remove_team(office.act(), batch, team=batch.teams.get())
    with pytest.raises(OutOfReach):
        remove_team(office.act(), batch, team=office.world.teams[0])


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.SECRETARY, Role.AUDIT_ADMIN])
def test_only_the_office_names_people(office, acting, role):
    with pytest.raises(Denied):
        name_member(acting(role), office.world.teams[0], person=office.person(), position=Position.MEMBER)


def test_another_offices_team_does_not_exist(office, acting):
    act = acting(Role.OFFICE_CLERK, which=1)
    with pytest.raises(OutOfReach):
        name_member(act, office.world.teams[0], person=office.person(), position=Position.MEMBER)
