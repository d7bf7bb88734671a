"""Levels working together: the mode, who is asked, whom they put forward, and what counts where. (feature A06)"""

from datetime import date

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.rounds.conftest import guest
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.documents.profile import profile_for
from xuncha.foundation.inbox.sources import counted
from xuncha.foundation.journal.models import JournalRecord
from xuncha.planning.models import InspectionType, Target, Term
from xuncha.rounds.documents import inspection_notice, team_list
from xuncha.rounds.models import LentPerson, Linkage, Participation, Position
from xuncha.rounds.selectors import INSPECTIONS, LED_ELSEWHERE, Standing, coverage_of, finished_participations
from xuncha.rounds.services import (
    accept_invitation,
    add_team,
    approve_round,
    authorise_round,
    cancel_round,
    choose_linkage,
    create_round,
    decline_invitation,
    enter_round,
    invite_office,
    join_with_round,
    lend_person,
    recall_person,
    remove_member,
    revoke_invitation,
    submit_round,
)
from xuncha.rounds.workflow import ParticipationState, RoundState

TODAY = NOW.date()
S = ParticipationState


@pytest.mark.django_db
def test_the_county_answers_and_the_city_is_told(office, county, acting):
    batch = office.complete()
    choose_linkage(office.act(), batch, linkage=Linkage.COLLABORATIVE)
    with pytest.raises(RuleViolated, match="还没有单位接受邀请"):
        submit_round(office.act(), batch)
    asked = invite_office(office.act(), batch, jurisdiction=county[0], task="派员协助", seats=1)
    assert counted(actor_of(county[1], NOW))["联动邀请待答复"] == 1
    assert "联动邀请待答复" not in counted(actor_of(office.clerk, NOW))
    accept_invitation(acting(county[1]), asked)
    assert submit_round(office.act(), batch).state == RoundState.SUBMITTED
    assert list(JournalRecord.objects.filter(event__startswith="participation.").values_list("event", flat=True)) == [
        "participation.invited",
        "participation.accepted",
    ]


@pytest.mark.django_db
def test_only_the_invited_office_answers(office, county, acting, hire):
    batch = office.draft(linkage=Linkage.RELAY)
    asked = invite_office(office.act(), batch, jurisdiction=county[0], task="接着巡")
    with pytest.raises(OutOfReach):
        accept_invitation(office.act(), asked)
    with pytest.raises(Denied):
        decline_invitation(acting(Role.INSPECTOR), asked, reason="不便")
    declined = decline_invitation(acting(county[1]), asked, reason="人手不足")
    assert declined.answered_by == county[1]
    assert Participation.objects.filter(finished_participations()).get() == declined
    with pytest.raises(InvalidTransition):
        accept_invitation(acting(county[1]), asked)


@pytest.mark.django_db
def test_people_of_two_levels_in_one_team_reach_its_units_only(office, county, joint, acting):
    taking_part = joint()
    batch, person = taking_part.round, guest(office, county[0])
    own = batch.teams.get()
    other = add_team(office.act(), batch)
    office.add(batch, office.target(), team=other)
    office.staff(other)
    with pytest.raises(RuleViolated, match="要由其在联动中推荐"):
        office.name(own, person)
    lend_person(acting(county[1]), taking_part, person=person, note="熟悉审计")
    office.name(own, person)
    submit_round(office.act(), batch)
    approve_round(office.act(office.secretary), batch)
    authorise_round(office.act(office.secretary), batch)
    reached = INSPECTIONS.permitted(actor_of(person.user, NOW), P.PAPER_WRITE)
    assert {one.team for one in reached} == {own}
    assert not INSPECTIONS.visible_to(actor_of(county[1], NOW)).exists()


@pytest.mark.django_db
def test_who_was_put_forward_is_taken_back_until_they_sit_in_a_team(office, county, joint, acting):
    taking_part = joint()
    team = taking_part.round.teams.get()
    first, second = (lend_person(acting(county[1]), taking_part, person=guest(office, county[0])) for _n in range(2))
    member = office.name(team, first.person)
    with pytest.raises(RuleViolated, match="由牵头单位免去"):
        recall_person(acting(county[1]), taking_part, lent=first)
    recall_person(acting(county[1]), taking_part, lent=second)
    assert LentPerson.objects.get() == first
    with pytest.raises(OutOfReach):
        recall_person(acting(county[1]), taking_part, lent=second)
    with pytest.raises(RuleViolated, match="已在巡察组里"):
        revoke_invitation(office.act(), taking_part.round, participation=taking_part, reason="另作安排")
    remove_member(office.act(), team, member=member, reason="另作安排")
    revoked = revoke_invitation(office.act(), taking_part.round, participation=taking_part, reason="另作安排")
    assert revoked.state == S.REVOKED
    with pytest.raises(RuleViolated, match="要由其在联动中推荐"):
        office.name(team, first.person)


@pytest.mark.django_db
def test_nobody_lends_the_people_of_others(office, county, joint, acting):
    taking_part, other = joint(), office.draft(3)
    with pytest.raises(OutOfReach):
        lend_person(acting(county[1]), taking_part, person=office.person())
    with pytest.raises(OutOfReach):
        revoke_invitation(office.act(), other, participation=taking_part, reason="错")


@pytest.mark.django_db
def test_a_county_runs_its_own_round_at_the_same_time(office, county, joint, acting):
    taking_part = joint(Linkage.SYNCHRONOUS, seats=0)
    term = Term.objects.create(
        jurisdiction=county[0],
        number=8,
        name="八届县委",
        first_year=2022,
        last_year=2026,
        created_by=county[1],
        created_at=NOW,
    )
    own = create_round(
        acting(county[1]),
        term,
        number=1,
        year=2022,
        name="县第一轮",
        field_from=date(2022, 9, 1),
        field_to=date(2022, 9, 30),
    )
    assert join_with_round(acting(county[1]), taking_part, own_round=own).own_round == own
    with pytest.raises(OutOfReach):
        join_with_round(acting(county[1]), taking_part, own_round=taking_part.round)


@pytest.mark.django_db
@pytest.mark.parametrize(("linkage", "covered"), [(Linkage.UNIFIED, 1), (Linkage.COLLABORATIVE, 0)])
def test_what_a_joint_round_inspects_below_counts_below_by_mode(office, county, joint, linkage, covered):
    term = Term.objects.create(
        jurisdiction=county[0],
        number=8,
        name="八届县委",
        first_year=2022,
        last_year=2026,
        created_by=county[1],
        created_at=NOW,
    )
    unit = office.unit(jurisdiction=county[0])
    Target.objects.create(term=term, organisation=unit, created_by=county[1], created_at=NOW)
    batch = joint(linkage).round
    kind = InspectionType.ROUTINE if covered else InspectionType.SPECIAL
    office.add(batch, unit, kind, team=batch.teams.get())
    if not covered:
        with pytest.raises(RuleViolated, match="属于下级"):
            office.add(batch, office.unit(jurisdiction=county[0]), InspectionType.ROUTINE)
    submit_round(office.act(), batch)
    approve_round(office.act(office.secretary), batch)
    authorise_round(office.act(office.secretary), batch)
    enter_round(office.act(), batch)
    coverage = coverage_of(term, TODAY)
    assert coverage.covered == covered
    line = coverage.lines[0]
    if covered:
        assert (line.standing, line.column) == (Standing.IN_FIELD, (2022, LED_ELSEWHERE + batch.number))
        assert (line.inspection_id, coverage.complete_with) == (None, (2022, 0))


@pytest.mark.django_db
def test_a_cancelled_round_takes_its_invitations_back(office, joint):
    taking_part = joint()
    cancel_round(office.act(), taking_part.round, reason="计划调整")
    taking_part.refresh_from_db()
    assert taking_part.state == S.REVOKED


@pytest.mark.django_db
def test_documents_name_who_takes_part(office, county, joint, acting):
    taking_part = joint()
    batch, person = taking_part.round, guest(office, county[0])
    lend_person(acting(county[1]), taking_part, person=person)
    office.name(batch.teams.get(), person)
    issuer = profile_for(office.world.city, TODAY).issuer(TODAY)
    for document in (team_list(batch, issuer), inspection_notice(batch.inspections.get(), issuer)):
        assert "本轮采取统配巡方式，由测试市委巡察办牵头，县委巡察办参加。" in str(document)
    assert "（县委巡察办选派）" in str(team_list(batch, issuer))


@pytest.mark.django_db
def test_the_pages_of_both_offices(office, county, at_desk):
    batch, person = office.draft(), guest(office, county[0])
    page = at_desk(office.clerk)
    page.post(reverse("rounds:round-linkage", args=[batch.pk]), {"linkage": "unified_staffing"})
    invite = reverse("rounds:round-invite", args=[batch.pk])
    refused = page.post(invite, {"jurisdiction": county[0].pk, "task": "派员", "seats": 0})
    assert refused.status_code == 422
    assert "请派几人" in refused.text
    page.post(invite, {"jurisdiction": county[0].pk, "task": "派员", "seats": 1})
    asked = Participation.objects.get()
    assert page.get(reverse("rounds:participation", args=[asked.pk])).status_code == 404
    there = at_desk(county[1])
    assert "派员" in there.get(reverse("rounds:participations")).text
    there.post(reverse("rounds:participation-step", args=[asked.pk, "accept"]))
    there.post(reverse("rounds:participation-lend", args=[asked.pk]), {"person": person.pk})
    shown = there.get(reverse("rounds:participation", args=[asked.pk])).text
    assert person.name in shown
    assert "未编组" in shown
    there.post(reverse("rounds:participation-recall", args=[asked.pk, LentPerson.objects.get().pk]))
    assert not LentPerson.objects.exists()
    assert there.get(reverse("rounds:round", args=[batch.pk])).status_code == 404
    back = at_desk(office.clerk)
    assert "县委巡察办" in back.get(reverse("rounds:round", args=[batch.pk])).text
    back.post(reverse("rounds:round-revoke", args=[batch.pk, asked.pk]), {"reason": "另作安排"})
    asked.refresh_from_db()
    assert asked.state == S.REVOKED


@pytest.mark.django_db
def test_a_guest_is_offered_with_their_office_and_does_not_lead_a_collaborative_team(
    office, county, joint, at_desk, acting
):
    taking_part = joint(Linkage.COLLABORATIVE, batch=office.draft())
    person = guest(office, county[0])
    lend_person(acting(county[1]), taking_part, person=person)
    team = add_team(office.act(), taking_part.round)
    page = at_desk(office.clerk)
    assert "县委巡察办" in page.get(reverse("rounds:team", args=[team.pk])).text
    answer = page.post(reverse("rounds:team", args=[team.pk]), {"person": person.pk, "position": Position.LEADER})
    assert "组长由牵头单位的人员担任" in answer.text
