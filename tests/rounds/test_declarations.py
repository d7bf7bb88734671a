"""Declarations for a round, what is found by them, and exceptions approved by another person (A12)."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.documents.profile import profile_for
from xuncha.foundation.documents.reading import render_text
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.models import Parameter
from xuncha.rounds import services
from xuncha.rounds.documents import authorisation_order, team_list
from xuncha.rounds.models import Declaration, Position, Recusal
from xuncha.rounds.rules import (
    Pending,
    TieFacts,
    reasons_against_members,
    reasons_not_to_ask_declarations,
    reasons_not_to_decide,
    reasons_not_to_declare_tie,
    reasons_not_to_exempt,
    reasons_not_to_hand_in,
)
from xuncha.rounds.workflow import RoundState
from xuncha.talent.models import Relation, RelationKind, TieKind

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def said(reasons) -> str:
    return " ".join(str(r.text) for r in reasons)


@pytest.fixture
def team(office):
    """A team of a draft with two units."""
    batch = office.draft()
    team = services.add_team(office.act(), batch)
    for _n in range(2):
        office.add(batch, office.target(), team=team)
    return team


def units(team):
    return [i.organisation for i in team.inspections.order_by("pk")]


def declaration_of(office, member) -> Declaration:
    services.ask_declarations(office.act(), member.team.round)
    return member.declaration


def test_rules_of_declaring():
    assert reasons_not_to_declare_tie(TieFacts(False, True, TODAY, TODAY)) == []
    assert [
        r.field
        for r in reasons_not_to_declare_tie(TieFacts(True, False, TODAY.replace(year=2030), TODAY, whose_kin=False))
    ] == [
        "organisation",
        "relative",
        "until",
        "until",
    ]
    assert reasons_not_to_hand_in(confirmed=True, ties=1, nothing=False) == []
    assert reasons_not_to_hand_in(confirmed=True, ties=0, nothing=True) == []
    assert "已申报 2 项" in said(reasons_not_to_hand_in(confirmed=True, ties=2, nothing=True))
    assert [r.field for r in reasons_not_to_hand_in(confirmed=False, ties=0, nothing=False)] == [
        "confirmed",
        "nothing",
    ]
    open_states = frozenset({RoundState.DRAFT})
    assert reasons_not_to_ask_declarations(RoundState.DRAFT, open_states=open_states, members=1) == []
    assert len(reasons_not_to_ask_declarations(RoundState.CLOSED, open_states=open_states, members=0)) == 2


def test_rules_of_exceptions():
    assert reasons_not_to_exempt(weight="block", reason_given="专业稀缺") == []
    assert len(reasons_not_to_exempt(weight="warn", reason_given=" ")) == 2
    assert reasons_not_to_decide(own=False, concerned=False) == []
    assert len(reasons_not_to_decide(own=True, concerned=True)) == 2
    assert reasons_against_members([]) == []
    assert "还没有提交回避申报" in said(reasons_against_members([Pending(1, "何某", undeclared=True)]))


def test_a_member_is_asked_declares_and_hands_in_on_their_own(office, acting, team):
    member = office.name(team)
    user = member.person.user
    record = declaration_of(office, member)
    assert [t.ask for t in waiting_for(actor_of(user, NOW))] == ["回避申报待填写"]
    late = office.name(team)
    assert late.declaration.state == "asked"
    with pytest.raises(RuleViolated, match="已发起申报"):
        services.ask_declarations(office.act(), team.round)
    tie = services.declare_own_tie(
        acting(user), record, organisation=units(team)[0], kind=TieKind.KIN, relative="spouse", note="财务科"
    )
    assert list(member.recused_from.all()) == units(team)[:1]
    with pytest.raises(RuleViolated, match="不能再选"):
        services.hand_in_declaration(acting(user), record, confirmed=True, nothing=True)
    services.hand_in_declaration(acting(user), record, confirmed=True, nothing=False)
    record.refresh_from_db()
    assert (record.state, record.declared_by, list(record.ties.all())) == ("declared", user, [tie])
    assert JournalRecord.objects.filter(event="declaration.made").count() == 1
    assert waiting_for(actor_of(user, NOW)) == []
    with pytest.raises(InvalidTransition):
        services.withdraw_own_tie(acting(user), record, tie=tie)
    services.ask_again(office.act(), record, reason="巡察对象有调整")
    services.withdraw_own_tie(acting(user), record, tie=tie)
    assert not member.recused_from.exists()
    assert Recusal.objects.get().state == "lapsed"


def test_nobody_declares_for_another_but_the_office_enters_a_signed_sheet(office, acting, hire, team):
    member, other = office.name(team), office.name(team)
    record = declaration_of(office, member)
    with pytest.raises(OutOfReach):
        services.hand_in_declaration(acting(other.person.user), record, confirmed=True, nothing=True)
    foreign = office.tie(other.person, units(team)[0])
    with pytest.raises(OutOfReach):
        services.withdraw_own_tie(acting(member.person.user), record, tie=foreign)
    kept = office.tie(member.person, units(team)[0])
    with pytest.raises(RuleViolated, match="不是您登记的"):
        services.withdraw_own_tie(acting(member.person.user), record, tie=kept)
    with pytest.raises(Denied):
        services.enter_declaration(acting(Role.SECRETARY), record, confirmed=True, nothing=False)
    services.enter_declaration(office.act(), record, confirmed=True, nothing=False)
    record.refresh_from_db()
    assert (record.on_paper, record.state) == (True, "declared")


def test_who_was_asked_and_has_not_declared_is_not_authorised(office, acting):
    batch = office.complete()
    services.ask_declarations(office.act(), batch)
    services.submit_round(office.act(), batch)
    services.approve_round(office.act(office.secretary), batch)
    with pytest.raises(RuleViolated, match="还没有提交回避申报"):
        services.authorise_round(office.act(office.secretary), batch)
    for record in Declaration.objects.all():
        services.enter_declaration(office.act(), record, confirmed=True, nothing=True)
    services.authorise_round(office.act(office.secretary), batch)


def test_a_blocked_person_needs_an_exception_by_another(office, acting, hire, team):
    person = office.person()
    for unit in units(team):
        office.tie(person, unit)
    with pytest.raises(RuleViolated, match="不能进本组"):
        office.name(team, person)
    wanted = {"person": person, "organisation": units(team)[0], "other": None}
    with pytest.raises(RuleViolated, match="写明申请例外的理由"):
        services.propose_exemption(office.act(), team, reason=" ", **wanted)
    case = services.propose_exemption(office.act(), team, reason="全市唯一的水利审计骨干", **wanted)
    with pytest.raises(Denied):
        services.approve_exemption(office.act(), case, reason="同意")
    services.approve_exemption(office.act(office.secretary), case, reason="同意，不参与人事事项")
    case.refresh_from_db()
    assert (case.state, case.asked_by, case.decided_by) == ("exempt", office.clerk, office.secretary)
    body = json.loads(JournalRecord.objects.get(event="recusal.exempted").body)
    assert body["detail"]["reason"] == "同意，不参与人事事项"
    member = office.name(team, person)
    assert list(member.recused_from.all()) == units(team)[1:]
    services.revoke_exemption(office.act(office.secretary), case, reason="另有人选")
    assert set(member.recused_from.all()) == set(units(team))


def test_what_is_only_warned_of_is_looked_at_and_what_nothing_speaks_against_needs_nothing(office, team):
    person = office.person()
    office.tie(person, units(team)[0], TieKind.RESIDENCE)
    office.name(team, person)
    [case] = Recusal.objects.all()
    assert (case.weight, case.state) == ("warn", "open")
    with pytest.raises(RuleViolated, match="不用申请例外"):
        services.ask_exemption(office.act(), case, reason="试试")
    services.settle_recusal(office.act(), case)
    with pytest.raises(RuleViolated, match="不用申请例外"):
        services.propose_exemption(
            office.act(), team, person=office.person(), organisation=units(team)[0], other=None, reason="试试"
        )


def test_two_relatives_do_not_serve_in_one_team(office, acting, team):
    first, second = office.person(), office.person()
    Relation.objects.create(person=first, other=second, kind=RelationKind.KIN, created_by=office.clerk, created_at=NOW)
    office.name(team, first)
    with pytest.raises(RuleViolated, match="是亲属，不能同组"):
        office.name(team, second)
    case = services.propose_exemption(
        office.act(), team, person=second, organisation=None, other=first, reason="两人分管不同单位"
    )
    services.refuse_exemption(office.act(office.secretary), case, reason="理由不充分")
    services.ask_exemption(office.act(), case, reason="补充：分驻两地")
    services.approve_exemption(office.act(office.secretary), case, reason="同意")
    member = office.name(team, second)
    services.remove_member(office.act(), team, member=member, reason="另有任用")
    case.refresh_from_db()
    assert case.state == "lapsed"


def test_relatives_found_after_the_naming_block_the_authorisation(office):
    batch = office.complete()
    first, second = [m.person for m in batch.teams.get().memberships.order_by("pk")[:2]]
    Relation.objects.create(person=first, other=second, kind=RelationKind.KIN, created_by=office.clerk, created_at=NOW)
    services.submit_round(office.act(), batch)
    services.approve_round(office.act(office.secretary), batch)
    with pytest.raises(RuleViolated, match="是亲属，请更换其中一人"):
        services.authorise_round(office.act(office.secretary), batch)


def test_the_rules_of_an_office_decide_by_place(office, world, team):
    Parameter.objects.create(
        code="recusal.weights",
        value=[{"bond": "native", "position": "", "weight": "warn"},
               {"bond": "native", "position": "team_leader", "weight": "block"}],
        valid_from=TODAY.replace(month=1),
        jurisdiction=world.city,
    )  # fmt: skip
    person = office.person()
    office.tie(person, units(team)[0], TieKind.NATIVE)
    member = office.name(team, person)
    assert not member.recused_from.exists()
    services.settle_recusal(office.act(), Recusal.objects.get())
    services.change_member(office.act(), team, member=member, position=Position.LEADER, duty="")
    assert list(member.recused_from.all()) == units(team)[:1]
    assert Recusal.objects.get().state == "open", "heavier than when it was looked at"


def test_a_unit_added_in_mid_round_is_told_to_clerk_and_leader(office, hire):
    batch = office.authorised(units=2)
    services.enter_round(office.act(), batch)
    team = batch.teams.get()
    leader = team.memberships.get(position=Position.LEADER).person.user
    late = office.target()
    office.tie(team.memberships.get(position=Position.DEPUTY).person, late)
    office.add(batch, late, "extended", extends=batch.inspections.first(), focus="同一项目")
    for user in (office.clerk, leader):
        assert [t.ask for t in waiting_for(actor_of(user, NOW)) if t.kind == "rounds.recusal"] == ["回避事项待核对"]


def test_the_pages_from_asking_to_the_exception(office, at_desk, team):
    member = office.name(team)
    office.tie(member.person, units(team)[0])
    client = at_desk(office.clerk)

    def post(name, pk, data=None, **more):
        return client.post(reverse(f"rounds:{name}", kwargs={"pk": pk, **more}), {**(data or {}), "_key": uuid4()})

    assert post("round-declarations", team.round_id).status_code == 302
    record = member.declaration
    page = reverse("rounds:declaration", kwargs={"pk": record.pk})
    assert "录入纸质申报" in client.get(page).content.decode()
    assert client.post(page).status_code == 404
    assert client.get(reverse("rounds:declaration-enter", kwargs={"pk": record.pk})).status_code == 200
    client = at_desk(member.person.user)
    assert "提交申报" in client.get(page).content.decode()
    assert client.get(reverse("rounds:declaration-tie", kwargs={"pk": record.pk})).status_code == 200
    post("declaration-tie", record.pk, {"kind": "residence", "relative": "own", "organisation": units(team)[1].pk})
    tie = member.person.ties.get(kind="residence")
    assert post("declaration-withdraw", record.pk, tie=tie.pk).status_code == 302
    assert post("declaration", record.pk, {"nothing": "on"}).status_code == 422
    assert post("declaration", record.pk, {"confirmed": "on"}).status_code == 302
    client = at_desk(office.clerk)
    case = Recusal.objects.get(weight="block", state="open")
    assert post("recusal-step", case.pk, {"reason": "专业稀缺"}, step="ask").status_code == 302
    assert post("declaration-step", record.pk, {"reason": "有变化"}, step="again").status_code == 302
    assert post("declaration-enter", record.pk, {"confirmed": "on"}).status_code == 302
    exempt = reverse("rounds:team-exempt", kwargs={"pk": team.pk})
    assert client.get(exempt).status_code == 200
    client = at_desk(office.secretary)
    assert "批准例外" in client.get(reverse("rounds:recusal", kwargs={"pk": case.pk})).content.decode()
    assert post("recusal-step", case.pk, {"reason": "同意"}, step="approve").status_code == 302
    shown = client.get(reverse("rounds:round", kwargs={"pk": team.round_id})).content.decode()
    assert "专业稀缺" in shown
    assert "已批准例外" in shown
    assert "回避" in client.get(reverse("rounds:team", kwargs={"pk": team.pk})).content.decode()
    issuer = profile_for(office.world.city, TODAY).issuer(TODAY)
    listed, ordered = (render_text(make(team.round, issuer)) for make in (team_list, authorisation_order))
    assert f"{member.person.name}对" in listed
    assert "申请理由：专业稀缺；批准意见：同意" in listed
    assert f"批准人：{office.secretary.name}" in ordered
    assert "专业稀缺" not in ordered


def test_another_persons_declaration_is_out_of_reach(office, at_desk, hire, team):
    member, other = office.name(team), office.name(team)
    record = declaration_of(office, member)
    for who in (other.person.user, hire(Role.OFFICE_CLERK, which=1)):
        client = at_desk(who)
        for name in ("declaration", "declaration-tie"):
            assert client.get(reverse(f"rounds:{name}", kwargs={"pk": record.pk})).status_code == 404
