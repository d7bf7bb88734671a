"""A team and a lower office read their own appraisal once it was shown, and may object within their days."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.conftest import NOW, World
from tests.evaluation.telling import SMALL, scheme_in_force
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.evaluation.models import Objection, Run, Scheme, Subject
from xuncha.evaluation.services import (
    begin_run,
    close_run,
    decide_objection,
    hand_in_sheet,
    object_to_appraisal,
    open_run,
    show_sheet,
)
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.orgs.models import Jurisdiction

BY_POINTS = {
    **SMALL,
    "indicators": [{"code": "duty", "label": "履职", "maximum": "100", "method": "deduct"}],
    "groups": [],
    "choices": [],
    "vetoes": [],
}


def run_of(world: World, acting: Callable, scheme: Scheme, bodies: list) -> Run:
    days = {"opens_on": NOW.date(), "closes_on": NOW.date()}
    made = begin_run(acting(Role.OFFICE_CLERK), world.round, scheme=scheme, title="工作评价", subjects=bodies, **days)
    return close_run(acting(Role.OFFICE_CLERK), open_run(acting(Role.OFFICE_CLERK), made))


def shown(acting: Callable, run: Run) -> Subject:
    subject = hand_in_sheet(acting(Role.OFFICE_CLERK), run.subjects.get())
    return show_sheet(acting(Role.DISCIPLINE), subject)


@pytest.fixture
def of_team(world: World, acting: Callable) -> Run:
    return run_of(world, acting, scheme_in_force(acting, world, BY_POINTS, "team"), [world.teams[0]])


@pytest.fixture
def county(world: World) -> Jurisdiction:
    return Jurisdiction.objects.create(
        parent=world.city, code="tc-x", name="测试县", office_name="测试县委巡察办", level="county", path="tc/tc-x"
    )


def at(client, name: str, *args) -> str:
    return client.get(reverse(f"appraisal:{name}", args=args)).content.decode()


def test_a_team_sees_its_own_once_it_was_shown(world, acting, at_desk, of_team):
    subject = of_team.subjects.get()
    leader = at_desk(Role.TEAM_LEADER)
    here = reverse("appraisal:subject", args=[subject.pk])
    assert leader.get(here).status_code == 404
    assert "工作评价" not in at(leader, "subjects")
    subject = shown(acting, of_team)
    assert here in at(leader, "subjects")
    objecting = reverse("appraisal:subject-object", args=[subject.pk])
    assert objecting in at(leader, "subject", subject.pk)
    assert leader.get(reverse("appraisal:subject-file", args=[subject.pk, "docx"])).status_code == 200
    member = at_desk(Role.INSPECTOR)
    assert "100" in at(member, "subject", subject.pk)
    assert objecting not in at(member, "subject", subject.pk)
    other = at_desk(Role.TEAM_LEADER, which=1)
    assert other.get(here).status_code == 404
    assert here not in at(other, "subjects")


def test_its_leader_objects_within_the_days(world, acting, at_desk, of_team):
    subject = shown(acting, of_team)
    typed = {"code": "duty", "text": "第二条与事实不符"}
    leader = at_desk(Role.TEAM_LEADER)
    page = leader.post(reverse("appraisal:subject-object", args=[subject.pk]), typed, follow=True)
    assert "第二条与事实不符" in page.content.decode()
    with pytest.raises(Denied):
        object_to_appraisal(acting(Role.INSPECTOR), subject, text="不对")
    with pytest.raises(OutOfReach):
        object_to_appraisal(acting(Role.TEAM_LEADER, which=1), subject, text="不对")
    with pytest.raises(OutOfReach):
        object_to_appraisal(acting(Role.OFFICE_CLERK), subject, text="不对")
    Subject.objects.filter(pk=subject.pk).update(objectable_until=NOW.date() - timedelta(days=1))
    with pytest.raises(RuleViolated, match="异议期已于"):
        object_to_appraisal(acting(Role.TEAM_LEADER), subject, text="又不对")
    decided = {"verdict": "upheld", "decision": "属实"}
    decide_objection(acting(Role.LEADING_GROUP), Objection.objects.get(), **decided)
    subject.refresh_from_db()
    assert subject.state == "scoring"
    assert at_desk(Role.TEAM_LEADER).get(reverse("appraisal:subject", args=[subject.pk])).status_code == 404


def test_a_lower_office_sees_its_own(world, acting, county, at_desk, hire):
    scheme = scheme_in_force(acting, world, BY_POINTS, "office")
    subject = shown(acting, run_of(world, acting, scheme, [county]))
    clerk = hire(Role.OFFICE_CLERK, which=1)
    Grant.objects.filter(user=clerk).update(scope_id=county.pk)
    assert reverse("appraisal:subject", args=[subject.pk]) in at(at_desk(clerk), "subjects")
    assert str(object_to_appraisal(acting(clerk), subject, text="漏计两项")) == "漏计两项"
    with pytest.raises(OutOfReach):
        object_to_appraisal(acting(Role.OFFICE_CLERK), subject, text="不对")
    city = at_desk(Role.OFFICE_CLERK)
    assert city.get(reverse("appraisal:subject", args=[subject.pk])).status_code == 404
    assert "漏计两项" in city.get(reverse("evaluation:subject", args=[subject.pk])).content.decode()
