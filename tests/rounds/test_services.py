"""Opening a round, its dates and nodes, its steps; who may and who may not."""

from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.rounds.conftest import AUTUMN
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.models import Parameter
from xuncha.rounds.models import Position
from xuncha.rounds.selectors import INSPECTIONS, hints_about, round_facts, scheme_template, time_node_templates
from xuncha.rounds.services import (
    add_team,
    adjust_node,
    approve_round,
    authorise_round,
    cancel_round,
    change_round,
    close_round,
    create_round,
    enter_round,
    extend_authority,
    mark_node,
    return_round,
    submit_round,
    withdraw_inspection,
    withdraw_round,
)
from xuncha.rounds.workflow import RoundState

pytestmark = pytest.mark.django_db
ENTRY = NOW.replace(month=9, day=5)
EXIT = NOW.replace(month=10, day=28)


def events() -> list[str]:
    return list(JournalRecord.objects.values_list("event", flat=True))


def test_a_round_opens_as_a_draft_with_its_time_nodes(office):
    batch = office.draft()
    assert batch.state == RoundState.DRAFT
    assert dict(batch.nodes.values_list("code", "planned_on"))["entered"] == AUTUMN["field_from"]
    assert events()[0] == "round.created"


def test_a_round_without_dates_gets_its_nodes_with_the_dates(office):
    batch = office.draft(field_from=None, field_to=None, authority_to=None)
    assert not batch.nodes.exists()
    change_round(office.act(), batch, **AUTUMN)
    assert batch.nodes.get(code="withdrawn").planned_on == AUTUMN["field_to"]


def test_nodes_not_done_follow_the_dates(office):
    batch = office.draft()
    mark_node(office.act(), batch, node=batch.nodes.get(code="noticed"), on=NOW.date())
    before = batch.nodes.get(code="noticed").planned_on
    change_round(office.act(), batch, field_from=date(2022, 9, 12))
    assert batch.nodes.get(code="entered").planned_on == date(2022, 9, 12)
    assert batch.nodes.get(code="noticed").planned_on == before


def test_a_number_is_taken_once_in_a_term(office):
    batch = office.draft()
    with pytest.raises(RuleViolated, match="第 2 轮已有"):
        office.draft()
    assert office.draft(batch=1).batch == 1
    third = office.draft(3)
    with pytest.raises(RuleViolated, match="第 2 轮已有"):
        change_round(office.act(), third, number=2)
    assert change_round(office.act(), batch, number=2, theme="作风").theme == "作风"


def test_wrong_dates_are_refused_and_nothing_is_kept(office):
    with pytest.raises(RuleViolated, match="撤点日期要在进驻日期之后"):
        office.draft(field_to=date(2022, 9, 1))
    assert not JournalRecord.objects.exists()


def test_a_stale_change_tells_both_texts(office):
    batch = office.draft()
    change_round(office.act(), batch, theme="甲", base_version=1)
    with pytest.raises(StaleEdit) as caught:
        change_round(office.act(), batch, theme="乙", base_version=1)
    assert (caught.value.mine, caught.value.theirs) == ({"theme": "乙"}, {"theme": "甲"})


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.INSPECTOR, Role.SYSTEM_ADMIN, Role.UNIT_LIAISON])
def test_only_the_office_opens_rounds(acting, world, role):
    with pytest.raises(Denied):
        create_round(acting(role), world.term, number=9, year=2022, name="第九轮")
    assert events() == ["denied"]


def test_another_offices_term_does_not_exist(acting, world):
    with pytest.raises(OutOfReach):
        create_round(acting(Role.OFFICE_CLERK, which=1), world.term, number=9, year=2022, name="第九轮")


def test_planned_dates_are_moved_and_marked(office):
    batch = office.draft()
    node = batch.nodes.get(code="midterm")
    assert adjust_node(office.act(), batch, node=node, planned_on=date(2022, 10, 1)).planned_on == date(2022, 10, 1)
    assert mark_node(office.act(), batch, node=node, on=NOW.date()).done_on == NOW.date()
    assert mark_node(office.act(), batch, node=node, on=None).done_on is None
    with pytest.raises(RuleViolated, match="不能晚于今天"):
        mark_node(office.act(), batch, node=node, on=NOW.date() + timedelta(days=1))


def test_a_node_of_another_round_does_not_exist(office):
    node = office.draft(3).nodes.first()
    with pytest.raises(OutOfReach):
        adjust_node(office.act(), office.draft(), node=node, planned_on=date(2022, 10, 1))


def test_an_offices_own_templates_come_before_the_common_ones(office, world):
    day = NOW.date()
    assert time_node_templates(world.city, day)[0].code == "noticed"
    assert "监督重点" in scheme_template(world.city, day)
    for place, label in ((None, "共同"), (world.city, "本级")):
        row = [{"code": "only", "label": label, "anchor": "field_from", "days": 1}]
        Parameter.objects.create(code="round.time_nodes", value=row, valid_from=day, jurisdiction=place)
        Parameter.objects.create(code="round.scheme", value=label, valid_from=day, jurisdiction=place)
    assert [n.label for n in time_node_templates(world.city, day)] == ["本级"]
    assert [n.label for n in time_node_templates(office.county(), day)] == ["共同"]
    assert scheme_template(world.city, day) == "本级"
    assert "监督重点" in scheme_template(world.city, day - timedelta(days=1))


# --- steps --------------------------------------------------------------------------------------------------------


def test_an_incomplete_round_is_not_submitted(office):
    batch = office.draft(scheme="")
    with pytest.raises(RuleViolated) as caught:
        submit_round(office.act(), batch)
    assert [r.mend for r in caught.value.reasons] == ["#dates", "#units", "#teams"]


def test_a_round_runs_from_draft_to_its_end(office):
    batch = office.complete()
    assert submit_round(office.act(), batch).submitted_by == office.clerk
    approve_round(office.act(office.secretary), batch)
    authorise_round(office.act(office.secretary), batch, authorisation_no="〔2022〕2号")
    enter_round(office.act(now=ENTRY), batch)
    inspection = batch.inspections.get()
    assert (inspection.entry_on, inspection.withdraw_on) == (ENTRY.date(), None)
    withdraw_round(office.act(now=EXIT), batch)
    close_round(office.act(now=EXIT), batch)
    batch.refresh_from_db()
    inspection.refresh_from_db()
    assert (batch.state, batch.authorisation_no) == (RoundState.CLOSED, "〔2022〕2号")
    assert inspection.withdraw_on == EXIT.date()
    assert dict(batch.nodes.values_list("code", "done_on"))["withdrawn"] == EXIT.date()
    assert {"round.submitted", "round.approved", "round.authorised", "round.entered", "round.closed"} <= set(events())


def test_the_team_comes_out_of_one_unit_while_others_are_inspected(office):
    batch = office.authorised(units=2)
    enter_round(office.act(now=ENTRY), batch)
    first, second = batch.inspections.all()
    for day, words in ((date(2022, 9, 1), "不早于进驻日期"), (date(2022, 10, 29), "不能晚于今天")):
        with pytest.raises(RuleViolated, match=words):
            withdraw_inspection(office.act(now=EXIT), first, on=day)
    withdraw_inspection(office.act(now=EXIT), first, on=date(2022, 10, 1))
    with pytest.raises(RuleViolated, match="已于 2022-10-01 撤点"):
        withdraw_inspection(office.act(now=EXIT), first, on=date(2022, 10, 1))
    withdraw_round(office.act(now=EXIT), batch)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.withdraw_on, second.withdraw_on) == (date(2022, 10, 1), EXIT.date())


def test_entry_may_be_noted_for_an_earlier_day_but_in_order(office):
    batch = office.authorised()
    with pytest.raises(RuleViolated, match="不能晚于今天"):
        enter_round(office.act(now=ENTRY), batch, on=date(2022, 9, 6))
    enter_round(office.act(now=ENTRY), batch, on=date(2022, 9, 4))
    with pytest.raises(RuleViolated, match="不早于进驻日期 2022-09-04"):
        withdraw_round(office.act(now=EXIT), batch, on=date(2022, 9, 3))


def test_a_step_that_does_not_exist_from_here_says_so_before_any_rule(office):
    batch = office.draft()
    for step in (approve_round, authorise_round):
        with pytest.raises(InvalidTransition, match="筹备中"):
            step(office.act(office.secretary), batch)
    for step in (enter_round, withdraw_round, close_round):
        with pytest.raises(InvalidTransition):
            step(office.act(), batch)
    submitted = office.complete(3)
    submit_round(office.act(), submitted)
    with pytest.raises(InvalidTransition, match="待批准"):
        submit_round(office.act(), submitted)


def test_the_submitter_does_not_approve(office, hire):
    batch = office.complete()
    both = hire(Role.OFFICE_CLERK)
    Grant.objects.create(user=both, role=Role.SECRETARY, scope_id=office.world.city.pk, valid_from=NOW)
    submit_round(office.act(both), batch)
    with pytest.raises(RuleViolated, match="另一人批准"):
        approve_round(office.act(both), batch)


@pytest.mark.parametrize("step", [approve_round, authorise_round])
def test_the_office_neither_approves_nor_authorises(office, step):
    with pytest.raises(Denied):
        step(office.act(), office.complete())


def test_returning_and_cancelling_ask_for_the_reason(office):
    batch = office.complete()
    submit_round(office.act(), batch)
    with pytest.raises(RuleViolated, match="理由"):
        return_round(office.act(office.secretary), batch, reason="")
    assert return_round(office.act(office.secretary), batch, reason="对象太多").state == RoundState.DRAFT
    with pytest.raises(RuleViolated, match="理由"):
        cancel_round(office.act(), batch, reason=" ")
    assert cancel_round(office.act(), batch, reason="并入下轮").state == RoundState.CANCELLED


def test_a_submitted_round_is_not_changed(office):
    batch = office.complete()
    submit_round(office.act(), batch)
    with pytest.raises(RuleViolated, match="方案已提交"):
        change_round(office.act(), batch, theme="新")
    with pytest.raises(RuleViolated, match="不能增加巡察组"):
        add_team(office.act(), batch)


def test_two_rounds_at_once_share_neither_people_nor_units(office):
    office.authorised(2)
    other = office.draft(3, field_from=date(2022, 10, 1))
    team = add_team(office.act(), other)
    unit = office.world.term.rounds.get(number=2).inspections.get().organisation
    office.add(other, unit, team=team)
    busy = office.world.term.rounds.get(number=2).teams.get().memberships.first().person
    with pytest.raises(RuleViolated, match="同期已在「八届市委第2轮」任职"):
        office.name(team, busy)
    facts = round_facts(other, NOW.date())
    assert facts.units[0].busy == ("八届市委第2轮",)
    with pytest.raises(RuleViolated, match="驻点时间重叠"):
        submit_round(office.act(), other)


def test_dates_moved_onto_another_round_are_told_when_submitting(office):
    first = office.authorised(2)
    later = office.complete(3, field_from=date(2022, 11, 1), field_to=date(2022, 12, 1))
    person = first.teams.get().memberships.get(position=Position.LEADER).person
    office.name(later.teams.get(), person)
    change_round(office.act(), later, field_from=date(2022, 10, 20))
    with pytest.raises(RuleViolated, match=f"{person.name}同期已在「八届市委第2轮」任职"):
        submit_round(office.act(), later)


# --- access for one round only ------------------------------------------------------------------------------------


def test_authorising_gives_every_member_access_until_the_authority_ends(office):
    batch = office.authorised()
    team = batch.teams.get()
    inspection = batch.inspections.get()
    for member in team.memberships.all():
        user = member.person.user
        grant = user.grants.get()
        assert (grant.role, grant.scope_id, grant.valid_from) == (member.position, team.pk, NOW)
        assert inspection in INSPECTIONS.visible_to(actor_of(user, NOW))
        last = NOW.replace(month=12, day=31, hour=23, minute=59)
        assert inspection in INSPECTIONS.visible_to(actor_of(user, last))
        assert inspection not in INSPECTIONS.visible_to(actor_of(user, last + timedelta(minutes=1)))


def test_access_ends_when_the_round_ends(office):
    batch = office.authorised()
    enter_round(office.act(now=ENTRY), batch)
    withdraw_round(office.act(now=EXIT), batch)
    user = batch.teams.get().memberships.first().person.user
    assert INSPECTIONS.visible_to(actor_of(user, EXIT)).exists()
    close_round(office.act(now=EXIT), batch)
    assert not INSPECTIONS.visible_to(actor_of(user, EXIT)).exists()
    assert events().count("grant.ended") == 3


def test_before_the_authority_nobody_has_access(office):
    batch = office.complete()
    user = batch.teams.get().memberships.first().person.user
    assert not actor_of(user, NOW).held


def test_an_administrator_in_a_team_is_told_by_name_and_nobody_gets_access(office):
    batch = office.complete()
    member = batch.teams.get().memberships.first()
    Grant.objects.create(user=member.person.user, role=Role.AUDIT_ADMIN, valid_from=NOW)
    submit_round(office.act(), batch)
    approve_round(office.act(office.secretary), batch)
    with pytest.raises(RuleViolated, match=f"{member.person.name}：.*安全审计员"):
        authorise_round(office.act(office.secretary), batch)
    assert not Grant.objects.filter(role__in=Position.values).exists()


def test_an_authority_that_is_extended_carries_everybodys_access(office):
    batch = office.authorised()
    extend_authority(office.act(office.secretary), batch, until=date(2023, 1, 31), reason="材料待核")
    ends = set(Grant.objects.filter(role__in=Position.values).values_list("valid_to", flat=True))
    assert ends == {NOW.replace(year=2023, month=2, day=1, hour=0)}
    with pytest.raises(RuleViolated, match="要晚于现在的 2023-01-31"):
        extend_authority(office.act(office.secretary), batch, until=date(2023, 1, 1), reason="再延")
    with pytest.raises(Denied):
        extend_authority(office.act(), batch, until=date(2023, 3, 1), reason="再延")


def test_the_same_leader_at_the_same_unit_again_is_a_hint(office):
    first = office.authorised()
    enter_round(office.act(now=ENTRY), first)
    withdraw_round(office.act(now=EXIT), first)
    close_round(office.act(now=EXIT), first)
    unit = first.inspections.get().organisation
    leader = first.teams.get().memberships.get(position=Position.LEADER).person
    again = office.draft(3, year=2023, field_from=date(2023, 3, 1), field_to=date(2023, 4, 1), authority_to=None)
    team = add_team(office.act(), again)
    office.add(again, unit, "follow_up", team=team)
    assert hints_about(again) == []
    office.name(team, leader, Position.LEADER)
    assert "已任" in str(hints_about(again)[0].text)
