"""Nomination, another person's decision, entry, further pools, exit; pools as an office lays them down (A11)."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.errors import Denied, InvalidTransition, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.documents.profile import profile_for
from xuncha.foundation.documents.reading import render_text
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.regulations.models import Parameter
from xuncha.talent import selectors, services
from xuncha.talent.documents import entry_decision
from xuncha.talent.models import Person
from xuncha.talent.rules import NominationFacts, PoolRule, reasons_not_to_enter, reasons_not_to_nominate

pytestmark = pytest.mark.django_db
CLERK, DIRECTOR = Role.OFFICE_CLERK, Role.OFFICE_DIRECTOR
TODAY = NOW.date()
LEADERS = PoolRule("leader", "组长库", ("县处级正职",), 58, "中共党员")
GOOD = NominationFacts("何某", LEADERS, TODAY, "经验丰富", "县处级正职", date(1970, 1, 1), "中共党员")


@pytest.fixture
def person(acting, world) -> Person:
    return services.add_candidate(acting(CLERK), world.city, code="R-01", name="何某", pool="staff")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, ""),
        ({"already": True}, "已在这个库"),
        ({"reason": " "}, "写明提名理由"),
        ({"rule": None}, "没有这个人才库"),
        ({"rank": "乡科级正职"}, "要求职级为县处级正职"),
        ({"rank": ""}, "未登记"),
        ({"born_on": None}, "先登记何某的出生日期"),
        ({"born_on": date(1963, 5, 10)}, "不超过 58 周岁；何某 59 周岁"),
        ({"status": ""}, "要求政治面貌为中共党员"),
        ({"rule": PoolRule("expert", "专家库"), "rank": "", "born_on": None, "status": ""}, ""),
    ],
)
def test_who_may_be_nominated(change, told):
    values = {name: getattr(GOOD, name) for name in GOOD.__slots__}
    reasons = [str(r.text) for r in reasons_not_to_nominate(NominationFacts(**{**values, **change}))]
    assert len(reasons) == (1 if told else 0)
    assert all(told in sentence for sentence in reasons)


def test_when_an_entry_may_begin():
    good = {"entered_on": TODAY, "nominated_on": TODAY, "today": TODAY, "own": False}
    assert reasons_not_to_enter(**good) == []
    assert len(reasons_not_to_enter(**{**good, "entered_on": date(2022, 6, 1), "own": True})) == 2


def test_a_candidate_enters_when_another_person_approves(acting, hire, person):
    entry = services.nominate(acting(CLERK), person, pool="staff", reason="业务骨干")
    director = hire(DIRECTOR)
    assert "入库提名待审批" in {t.ask for t in waiting_for(actor_of(director, NOW))}
    assert not Person.objects.filter(selectors.in_pool(TODAY)).exists()
    with pytest.raises(RuleViolated, match="已经提名"):
        services.nominate(acting(CLERK), person, pool="staff", reason="再提一次")
    with pytest.raises(Denied):
        services.approve_entry(acting(CLERK), entry, entered_on=TODAY)
    services.approve_entry(acting(director), entry, entered_on=TODAY)
    person.refresh_from_db()
    assert (person.entered_on, person.pool) == (TODAY, "staff")
    assert Person.objects.filter(selectors.in_pool(TODAY)).exists()


def test_nobody_decides_their_own_nomination(acting, hire, person):
    director = hire(DIRECTOR)
    entry = services.nominate(acting(director), person, pool="staff", reason="骨干")
    with pytest.raises(RuleViolated, match="由另一人审批"):
        services.approve_entry(acting(director), entry, entered_on=TODAY)
    with pytest.raises(RuleViolated, match="只有提名人"):
        services.withdraw_entry(acting(CLERK), entry, reason="不提了")
    services.withdraw_entry(acting(director), entry, reason="不提了")
    declined = services.nominate(acting(CLERK), person, pool="staff", reason="骨干")
    services.decline_entry(acting(director), declined, reason="时间不合适")
    declined.refresh_from_db()
    assert (declined.state, declined.decided_by) == ("declined", director)
    with pytest.raises(InvalidTransition):
        services.approve_entry(acting(director), declined, entered_on=TODAY)


def test_a_person_is_in_several_pools_and_leaves_them(acting, world):
    person = services.add_person(acting(CLERK), world.city, code="R-02", name="林某", pool="deputy")
    further = services.nominate(acting(CLERK), person, pool="expert", reason="审计专家")
    services.approve_entry(acting(DIRECTOR), further, entered_on=TODAY)
    assert selectors.pools_in_words([person.pk]) == {person.pk: "副组长库、专业人才库"}
    assert Person.objects.filter(selectors.in_pools("expert")).get() == person
    with pytest.raises(RuleViolated, match="已在这个库"):
        services.nominate(acting(CLERK), person, pool="deputy", reason="再来")
    services.leave_entry(acting(CLERK), further, reason="不再从事审计")
    again = services.nominate(acting(CLERK), person, pool="expert", reason="重新从事")
    services.approve_entry(acting(DIRECTOR), again, entered_on=TODAY)
    services.leave_pool(acting(CLERK), person, left_on=TODAY, reason="退休")
    again.refresh_from_db()
    assert (again.state, again.left_on) == ("left", TODAY)
    back = services.nominate(acting(CLERK), person, pool="staff", reason="返聘")
    services.approve_entry(acting(DIRECTOR), back, entered_on=TODAY)
    person.refresh_from_db()
    assert (person.pool, person.left_on) == ("staff", None)
    with pytest.raises(RuleViolated, match="主库"):
        services.leave_entry(acting(CLERK), back, reason="退出")


def test_an_office_names_its_own_pools_from_a_day_on(acting, world, person):
    Parameter.objects.create(
        code="talent.pools",
        value=[{"code": "special", "name": "特约巡察员库", "ranks": [], "oldest": 0, "status": "中共党员"}],
        valid_from=TODAY,
        jurisdiction=world.city,
    )
    assert selectors.pool_names(TODAY, world.city) == {"special": "特约巡察员库"}
    assert "leader" in selectors.pool_names(date(2022, 5, 9), world.city)
    with pytest.raises(RuleViolated, match="没有这个人才库"):
        services.nominate(acting(CLERK), person, pool="leader", reason="骨干")
    with pytest.raises(RuleViolated, match="政治面貌"):
        services.nominate(acting(CLERK), person, pool="special", reason="骨干")


def test_the_pages_from_candidate_to_entry(at_desk, hire, world):
    client = at_desk(CLERK)
    address = reverse("talent:candidate-new")
    assert client.get(address).status_code == 200
    fields = {"jurisdiction": world.city.pk, "code": "R-09", "name": "新人", "pool": "staff"}
    made = client.post(address, {**fields, "_key": uuid4()})
    person = Person.objects.get(code="R-09")
    nominate = reverse("talent:person-nominate", kwargs={"pk": person.pk})
    assert made.url == nominate
    assert client.get(nominate).status_code == 200
    assert client.post(nominate, {"pool": "staff", "reason": "", "_key": uuid4()}).status_code == 422
    client.post(nominate, {"pool": "staff", "reason": "骨干", "_key": uuid4()})
    entry = person.entries.get()
    assert "撤回提名" in client.get(reverse("talent:entry", kwargs={"pk": entry.pk})).content.decode()
    assert "新人" in client.get(reverse("talent:entries")).content.decode()
    client = at_desk(DIRECTOR)
    step = reverse("talent:entry-step", kwargs={"pk": entry.pk, "step": "approve"})
    assert "入库日期" in client.post(step, {"_key": uuid4()}).content.decode()
    assert client.post(step, {"sent": "1", "entered_on": "2022-05-10", "_key": uuid4()}).status_code == 302
    leave = reverse("talent:entry-step", kwargs={"pk": entry.pk, "step": "leave"})
    assert client.post(leave, {"reason": "退休", "_key": uuid4()}).status_code == 422
    assert "在库" in client.get(reverse("talent:entry", kwargs={"pk": entry.pk})).content.decode()


def test_a_nomination_is_printed_for_signing_and_with_the_decision(at_desk, acting, person, world):
    entry = services.nominate(acting(CLERK), person, pool="expert", reason="审计骨干")
    desk, address = at_desk(CLERK), reverse("talent:entry-document", args=[entry.pk, "docx"])
    issuer = profile_for(world.city, TODAY).issuer(TODAY)
    assert "审批意见 |\n" in render_text(entry_decision(entry, issuer))
    services.decline_entry(acting(DIRECTOR), entry, reason="时间不合适")
    entry.refresh_from_db()
    text = render_text(entry_decision(entry, issuer))
    for words in ("入库提名审批表", "专业人才库", "审计骨干", "不同意入库", str(entry.decided_by)):
        assert words in text
    assert desk.get(address).status_code == 200
    assert desk.get(address.replace("docx", "exe")).status_code == 404
    assert "入库提名审批表" in desk.get(reverse("talent:entry", args=[entry.pk])).content.decode()
