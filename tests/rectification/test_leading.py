"""The leader of many units is named in one act by the office, told of its dates, and ended again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.rectification.conftest import TODAY, Rectifying, days, text_of
from tests.rectification.test_joint import refused
from xuncha.core.errors import Denied, OutOfReach
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rectification import services
from xuncha.rectification.models import Plan
from xuncha.rectification.selectors import PLANS
from xuncha.rectification.selectors.leading import latest_plans, to_be_named

UNTIL = TODAY + timedelta(days=300)


@pytest.fixture
def plans(rect, world) -> list[Plan]:
    """The rectifications of two units."""
    rect.accepted()
    Rectifying(world, rect.acting, rect.liaison, rect.clerk, rect.director, rect.leader, which=1).deliver("邻居的问题")
    return list(latest_plans(actor_of(rect.clerk, NOW)).order_by("pk"))


@pytest.fixture
def vice(world) -> User:
    """Somebody with an account of the city and no role yet."""
    return User.objects.create(username="vice", name="宁副市长", organisation=world.units[0])


def named(rect, plans, leader, **other) -> list[Grant]:
    values = {"plans": plans, "leader": leader, "valid_to": UNTIL, "reason": "市政府分工〔2022〕3号", **other}
    return services.name_leader(rect.office(), rect.world.city, **values)


def leads(user: User, now=NOW) -> set[int]:
    return set(PLANS.permitted(actor_of(user, now), P.RECT_FOLLOW).values_list("pk", flat=True))


def test_one_act_names_the_leader_of_many_units_until_the_end_of_a_day(rect, plans, vice):
    assert leads(vice) == set()
    given = named(rect, plans, vice)
    assert [grant.scope_id for grant in given] == [plan.inspection.organisation_id for plan in plans]
    assert leads(vice) == {plan.pk for plan in plans}
    assert leads(vice, days(300)) == {plan.pk for plan in plans}
    assert leads(vice, days(301)) == set()
    assert JournalRecord.objects.filter(event="grant.given").count() >= len(plans)
    assert not actor_of(vice, NOW).holds(P.RECT_WRITE)


def test_what_is_theirs_already_stays_and_another_takes_over_only_if_said(rect, plans, vice, world):
    named(rect, plans[:1], vice)
    assert [grant.scope_id for grant in named(rect, plans, vice)] == [plans[1].inspection.organisation_id]
    assert "都已经由这位领导分管" in refused(lambda: named(rect, plans, vice))
    other = User.objects.create(username="other", name="陆副市长", organisation=world.units[0])
    named(rect, plans[:1], other)
    assert leads(vice) == leads(other) | {plans[1].pk}
    third = User.objects.create(username="third", name="葛副市长", organisation=world.units[0])
    named(rect, plans, third, instead=True)
    assert leads(vice) == leads(other) == set()
    assert leads(third) == {plan.pk for plan in plans}


def test_who_may_be_named_and_what_is_wrong_is_said_beside_its_field(rect, plans, vice, world):
    known = set(to_be_named(world.city, NOW))
    assert {vice, rect.leader} <= known
    assert not {rect.liaison, rect.clerk, rect.director} & known
    said = refused(lambda: named(rect, plans, rect.liaison, valid_to=TODAY - timedelta(days=1), reason=" "))
    for wanted in ("请写理由", "请选领导小组成员", "到期日写今天以后"):
        assert wanted in said
    assert "五年以内" in refused(lambda: named(rect, plans, vice, valid_to=TODAY + timedelta(days=2000)))
    vice.is_active = False
    vice.save()
    assert vice not in to_be_named(world.city, NOW)


def test_all_or_none_and_only_the_office_names(rect, plans, vice, world, acting):
    with pytest.raises(OutOfReach):
        services.name_leader(
            acting(Role.OFFICE_CLERK, which=1), world.city, plans=plans, leader=vice, valid_to=UNTIL, reason="某"
        )
    for role in (Role.LEADING_GROUP, Role.DISCIPLINE, Role.UNIT_LIAISON, Role.SECURITY_ADMIN):
        with pytest.raises(Denied):
            services.name_leader(acting(role), world.city, plans=plans, leader=vice, valid_to=UNTIL, reason="某")
    with pytest.raises(OutOfReach):
        named(rect, [*plans, Plan(pk=999_999)], vice)
    with pytest.raises(OutOfReach):
        named(rect, [], vice)
    assert not vice.grants.exists()


def test_ended_for_many_at_once(rect, plans, vice, world):
    named(rect, plans, vice)
    assert "请写理由" in refused(lambda: services.end_leaders(rect.office(), world.city, plans=plans, reason=" "))
    assert len(services.end_leaders(rect.office(), world.city, plans=plans, reason="分工调整")) == len(plans)
    assert leads(vice) == set()
    assert "现在没有分管领导" in refused(
        lambda: services.end_leaders(rect.office(), world.city, plans=plans, reason="再来")
    )


def test_the_clerk_ticks_units_names_and_ends_on_the_page(rect, plans, vice, at_desk):
    clerk, page, bulk = at_desk(rect.clerk), reverse("rectification:leaders"), reverse("rectification:leaders-bulk")
    assert "没有分管领导 2" in text_of(clerk.get(page))
    pick = [plan.pk for plan in plans]
    shown = clerk.post(bulk, {"do": "name", "pick": pick})
    assert all(str(plan.inspection.organisation) in text_of(shown) for plan in plans)
    typed = {"step": "name", "pick": pick, "leader": vice.pk, "valid_to": "2021-01-01", "reason": "分工"}
    wrong = clerk.post(bulk, typed)
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["valid_to"])
    assert wrong.context["form"]["reason"].value() == "分工"
    told = text_of(clerk.post(bulk, {**typed, "valid_to": UNTIL.isoformat()}, follow=True))
    assert f"宁副市长分管 2 家单位，到 {UNTIL}" in told
    assert f"宁副市长（{UNTIL}）" in told
    assert "另有" not in told
    assert clerk.post(bulk, {"do": "name"}).status_code == 422
    told = text_of(clerk.post(bulk, {"step": "end", "pick": pick, "reason": "换届"}, follow=True))
    assert "已结束 2 项分管" in told
    told = text_of(clerk.post(bulk, {**typed, "valid_to": UNTIL.isoformat(), "pick": pick[:1]}, follow=True))
    told = text_of(clerk.post(bulk, {**typed, "valid_to": UNTIL.isoformat()}, follow=True))
    assert "另有 1 家原来就由其分管" in told
