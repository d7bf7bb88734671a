"""The pools through their acts."""

import json
from datetime import date

import pytest

from tests.conftest import NOW
from xuncha.core.errors import Denied, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.regulations.models import Parameter
from xuncha.talent import selectors, services
from xuncha.talent.models import Person, TieKind

pytestmark = pytest.mark.django_db
CLERK = Role.OFFICE_CLERK
TODAY = NOW.date()


def last_record() -> dict:
    return json.loads(JournalRecord.objects.order_by("-seq")[0].body)


@pytest.fixture
def person(acting, world) -> Person:
    return services.add_person(
        acting(CLERK), world.city, code="R-01", name="何某", pool="expert", employer=world.units[0], skills=["审计"]
    )


def changed(person: Person, **fields) -> dict:
    kept = ("name", "pool", "employer", "post", "skills", "entered_on", "note")
    return {**{name: getattr(person, name) for name in kept}, **fields}


def test_a_person_enters_a_pool_today_unless_told(acting, world, person):
    assert (person.entered_on, person.created_at, person.skills) == (TODAY, NOW, ["审计"])
    assert last_record()["event"] == "person.added"
    with pytest.raises(RuleViolated, match="编号已经用过"):
        services.add_person(acting(CLERK), world.city, code="R-01", name="另一人", pool="staff")


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.TEAM_LEADER, Role.DISCIPLINE, Role.SYSTEM_ADMIN])
def test_others_do_not_touch_the_pools(acting, person, role):
    with pytest.raises(Denied):
        services.leave_pool(acting(role), person, left_on=TODAY, reason="退休")
    assert last_record()["event"] == "denied"


def test_personnel_of_the_organisation_department_may(acting, person):
    services.declare_tie(acting(Role.ORGANISATION), person, person.employer, kind="kin")


def test_for_the_office_of_another_city_the_person_does_not_exist(acting, person):
    with pytest.raises(OutOfReach):
        services.change_person(acting(CLERK, which=1), person, **changed(person, name="改名"))


def test_old_and_new_are_kept_and_a_stale_form_is_told(acting, person):
    services.change_person(acting(CLERK), person, **changed(person, post="科长"), base_version=1)
    assert last_record()["changes"] == {"post": ["", "科长"]}
    with pytest.raises(StaleEdit):
        services.change_person(acting(CLERK), person, **changed(person, post="处长"), base_version=1)


def test_who_changes_the_employer_keeps_the_old_one_as_a_former_post(acting, world, person):
    services.change_person(acting(CLERK), person, **changed(person, employer=world.units[1]))
    [tie] = person.ties.all()
    assert (tie.organisation, tie.kind, tie.until) == (world.units[0], TieKind.FORMER, TODAY)
    person.refresh_from_db()
    services.change_person(acting(CLERK), person, **changed(person, employer=world.units[0]))
    person.refresh_from_db()
    services.change_person(acting(CLERK), person, **changed(person, employer=None))
    assert person.ties.filter(organisation=world.units[0]).count() == 1


def test_leaving_needs_a_reason_and_happens_once(acting, person):
    with pytest.raises(RuleViolated, match="写明理由"):
        services.leave_pool(acting(CLERK), person, left_on=TODAY, reason="")
    with pytest.raises(RuleViolated, match="不早于入库日期"):
        services.leave_pool(acting(CLERK), person, left_on=date(2020, 1, 1), reason="退休")
    services.leave_pool(acting(CLERK), person, left_on=TODAY, reason="退休")
    assert last_record()["detail"]["reason"] == "退休"
    assert not Person.objects.filter(selectors.in_pool(TODAY)).exists()
    with pytest.raises(RuleViolated, match="已经出库"):
        services.leave_pool(acting(CLERK), person, left_on=TODAY, reason="退休")


def test_who_left_may_return(acting, person):
    with pytest.raises(RuleViolated, match="在库"):
        services.return_to_pool(acting(CLERK), person, pool="leader", entered_on=TODAY)
    services.leave_pool(acting(CLERK), person, left_on=TODAY, reason="借调结束")
    with pytest.raises(RuleViolated, match="不早于出库日期"):
        services.return_to_pool(acting(CLERK), person, pool="leader", entered_on=date(2022, 1, 1))
    services.return_to_pool(acting(CLERK), person, pool="leader", entered_on=TODAY)
    person.refresh_from_db()
    assert (person.pool, person.left_on) == ("leader", None)
    assert Person.objects.filter(selectors.in_pool(TODAY)).get() == person


def test_a_tie_is_declared_once_and_ended_with_a_reason(acting, world, person):
    tie = services.declare_tie(acting(CLERK), person, world.units[1], kind="kin", note="配偶在财务科")
    assert last_record()["event"] == "tie.declared"
    with pytest.raises(RuleViolated, match="已经登记"):
        services.declare_tie(acting(CLERK), person, world.units[1], kind="kin")
    with pytest.raises(RuleViolated, match="写明理由"):
        services.end_tie(acting(CLERK), tie, reason="")
    services.end_tie(acting(CLERK), tie, reason="配偶调离")
    assert last_record()["changes"]["ended_reason"] == ["", "配偶调离"]
    with pytest.raises(RuleViolated, match="已经解除"):
        services.end_tie(acting(CLERK), tie, reason="再解除")
    services.declare_tie(acting(CLERK), person, world.units[1], kind="kin")
    assert selectors.ties_of(person).count() == 2


def test_one_account_for_one_person(acting, world, person, hire):
    account = hire(Role.INSPECTOR)
    services.link_account(acting(CLERK), person, account)
    other = services.add_person(acting(CLERK), world.city, code="R-02", name="另一人", pool="staff")
    with pytest.raises(RuleViolated, match="已关联何某"):
        services.link_account(acting(CLERK), other, account)
    services.link_account(acting(CLERK), person, None)
    services.link_account(acting(CLERK), other, account)
    other.refresh_from_db()
    assert other.user == account


def test_what_speaks_against_each_pair(acting, world, person):
    centre = Organisation.objects.create(
        jurisdiction=world.city, code="TC-C", name="下属中心", unit_type="institution", parent=world.units[1]
    )
    services.declare_tie(acting(CLERK), person, centre, kind="former", until=date(2021, 1, 1))
    free = services.add_person(acting(CLERK), world.city, code="R-03", name="无牵连者", pool="staff")
    found = selectors.grounds_between([person, free], world.units, on=TODAY)
    assert {pair: [str(g.text) for g in grounds] for pair, grounds in found.items()} == {
        (person.pk, world.units[0].pk): ["何某 现任职于该单位"],
        (person.pk, world.units[1].pk): ["何某 曾任职于下属中心，不满 3 年"],
    }


def test_a_tie_far_below_the_inspected_unit_is_found(acting, world, person):
    above, line = world.units[1], []
    for n in range(3):
        above = Organisation.objects.create(
            jurisdiction=world.city, code=f"TC-D{n}", name=f"第{n}层", unit_type="institution", parent=above
        )
        line.append(above)
    services.declare_tie(acting(CLERK), person, line[-1], kind="interest")
    found = selectors.grounds_between([person], [world.units[1]], on=TODAY)
    assert [str(g.text) for g in found[person.pk, world.units[1].pk]] == ["何某 与第2层有利益关系"]


def test_the_office_sets_how_long_a_former_post_blocks(acting, world, person):
    services.declare_tie(acting(CLERK), person, world.units[1], kind="former", until=date(2018, 1, 1))
    pair = (person.pk, world.units[1].pk)
    assert selectors.grounds_between([person], world.units, on=TODAY)[pair][0].weight == "warn"
    Parameter.objects.create(code="recusal.former_years", value=5, valid_from=date(2022, 1, 1), jurisdiction=world.city)
    assert selectors.grounds_between([person], world.units, on=TODAY)[pair][0].weight == "block"
    assert selectors.grounds_between([person], world.units, on=date(2021, 12, 31))[pair][0].weight == "warn"


def test_the_cost_does_not_grow_with_people(acting, world, person, django_assert_max_num_queries):
    people = [
        services.add_person(acting(CLERK), world.city, code=f"R-1{n}", name=f"组员{n}", pool="staff") for n in range(5)
    ]
    for member in people:
        services.declare_tie(acting(CLERK), member, world.units[0], kind="native")
    with django_assert_max_num_queries(4):
        assert len(selectors.grounds_between(people, world.units, on=TODAY)) == 5
