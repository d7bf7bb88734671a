"""A round is closed and access has ended: who led the team reads its appraisal and objects, and opens nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.evaluation.telling import scheme_in_force
from tests.evaluation.test_appraisals import BY_POINTS, run_of, shown
from tests.samples import made
from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.evaluation.models import Objection, Subject
from xuncha.evaluation.services import object_as_leader
from xuncha.foundation.accounts.models import Grant, User
from xuncha.rounds.models import Inspection, Membership
from xuncha.talent.models import Person


@pytest.fixture
def of_team(world, acting):
    return run_of(world, acting, scheme_in_force(acting, world, BY_POINTS, "team"), [world.teams[0]])


@pytest.fixture
def named(world):
    """Somebody of a team of the round whose access ended yesterday."""

    def name(position: str, team: int = 0, **other) -> User:
        code = f"P-{position}-{team}"
        user = User.objects.create(username=code.lower(), name="某人")
        person = Person.objects.create(
            jurisdiction=world.city, code=code, name="某人", pool="staff", user=user, **made(world)
        )
        Membership.objects.create(team=world.teams[team], person=person, position=position, **other)
        Grant.objects.create(
            user=user, role=position, scope_id=world.teams[team].pk, valid_from=NOW - timedelta(days=30),
            valid_to=NOW - timedelta(days=1),
        )  # fmt: skip
        return user

    return name


def sheet(subject: Subject) -> str:
    return reverse("appraisal:led-sheet", args=[subject.pk])


@pytest.mark.parametrize("position", ["team_leader", "deputy_leader"])
def test_who_led_the_team_reads_and_objects_after_the_round(acting, at_desk, of_team, named, position):
    client = at_desk(named(position))
    subject = of_team.subjects.get()
    assert client.get(sheet(subject)).status_code == 404
    subject = shown(acting, of_team)
    page = client.get(sheet(subject)).content.decode()
    objecting = reverse("appraisal:led-sheet-object", args=[subject.pk])
    assert objecting in page
    assert "sheet.docx" not in page
    assert sheet(subject) in client.get(reverse("appraisal:led")).content.decode()
    assert sheet(subject) in client.get(reverse("inbox:inbox")).content.decode()
    after = client.post(objecting, {"code": "duty", "text": "第二条与事实不符"}, follow=True)
    assert "第二条与事实不符" in after.content.decode()
    assert Objection.objects.get().said_by == ""
    for closed in ("appraisal:subjects", "fieldwork:papers", "findings:findings", "evaluation:subjects"):
        assert client.get(reverse(closed)).status_code == 403
    assert client.get(reverse("rounds:inspection", args=[Inspection.objects.first().pk])).status_code == 403


def test_nobody_else_reads_it(acting, at_desk, of_team, named):
    subject = shown(acting, of_team)
    left = named("deputy_leader", left_on=NOW.date())
    for user in (named("inspector"), named("team_leader", 1), left):
        client = at_desk(user)
        assert client.get(sheet(subject)).status_code == 404
        objecting = reverse("appraisal:led-sheet-object", args=[subject.pk])
        assert client.post(objecting, {"text": "不对"}).status_code == 404
        assert sheet(subject) not in client.get(reverse("appraisal:led")).content.decode()
        with pytest.raises(OutOfReach):
            object_as_leader(acting(user), subject, text="不对")


def test_the_days_are_kept(acting, at_desk, of_team, named):
    subject, leader = shown(acting, of_team), named("team_leader")
    Subject.objects.filter(pk=subject.pk).update(objectable_until=NOW.date() - timedelta(days=1))
    with pytest.raises(RuleViolated, match="异议期已于"):
        object_as_leader(acting(leader), subject, text="不对")
    client = at_desk(leader)
    objecting = reverse("appraisal:led-sheet-object", args=[subject.pk])
    assert objecting not in client.get(sheet(subject)).content.decode()
    assert sheet(subject) not in client.get(reverse("inbox:inbox")).content.decode()


def test_who_leads_another_team_now_finds_it_in_the_usual_place(acting, at_desk, of_team, named, world):
    leader = named("team_leader")
    Grant.objects.create(user=leader, role=Role.TEAM_LEADER, scope_id=world.teams[1].pk, valid_from=NOW)
    subject = shown(acting, of_team)
    assert sheet(subject) in at_desk(leader).get(reverse("appraisal:subjects")).content.decode()
