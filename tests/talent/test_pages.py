"""The talent pages: what they show, what they do, and who finds nothing."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.foundation.orgs.models import Organisation
from xuncha.talent import selectors, services
from xuncha.talent.models import Person

pytestmark = pytest.mark.django_db
CLERK = Role.OFFICE_CLERK


def at(name: str, record=None) -> str:
    return reverse(f"talent:{name}", kwargs={"pk": record.pk} if record else {})


def key() -> dict[str, str]:
    return {"_key": str(uuid4())}


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def person(acting, world) -> Person:
    return services.add_person(
        acting(CLERK), world.city, code="R-01", name="何某", pool="expert", employer=world.units[0], skills=["审计"]
    )


@pytest.fixture
def tie(acting, world, person):
    return services.declare_tie(acting(CLERK), person, world.units[1], kind="kin", note="配偶在财务科")


@pytest.mark.parametrize("role", [CLERK, Role.SECRETARY, Role.ORGANISATION, Role.DISCIPLINE])
def test_those_who_may_read_see_the_pools_and_the_ties(at_desk, person, tie, role):
    client = at_desk(role)
    assert "何某" in text(client.get(at("persons")))
    page = text(client.get(at("person", person)))
    assert "配偶在财务科" in page
    assert ("登记</a>" in page) is (role in {CLERK, Role.ORGANISATION})


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.TEAM_LEADER, Role.UNIT_LIAISON, Role.SECURITY_ADMIN])
def test_others_do_not(at_desk, person, tie, role):
    client = at_desk(role)
    for address in (at("persons"), at("person", person), at("tie", tie), at("person-new")):
        assert client.get(address).status_code == 403


def test_another_citys_office_finds_nobody(at_desk, person, tie):
    client = at_desk(CLERK, which=1)
    assert client.get(at("person", person)).status_code == 404
    assert client.get(at("tie", tie)).status_code == 404
    assert "何某" not in text(client.get(at("persons")))
    assert client.get(at("person-new")).status_code == 200


def test_the_pools_are_filtered_by_skill_and_exported(at_desk, acting, world, person):
    services.add_person(acting(CLERK), world.city, code="R-02", name="工程人", pool="staff", skills=["工程", "造价"])
    client = at_desk(CLERK)
    page = text(client.get(at("persons") + "?skill=造价"))
    assert "工程人" in page
    assert "何某" not in page
    assert "何某" in text(client.get(at("persons") + "?pool=expert&chip=in"))
    workbook = client.get(at("persons") + "?export=xlsx")
    assert b"".join(workbook.streaming_content).startswith(b"PK")
    workbook.close()


def test_somebody_enters_a_pool(at_desk, world):
    client = at_desk(CLERK)
    assert client.get(at("person-new")).status_code == 200
    fields = {
        "jurisdiction": world.city.pk,
        "code": "R-09",
        "name": "新人",
        "pool": "staff",
        "skills": "财务，财务 工程",
    }
    client.post(at("person-new"), {**fields, "entered_on": "2022年5月1日", **key()})
    person = Person.objects.get(code="R-09")
    assert (person.skills, f"{person.entered_on}") == (["财务", "工程"], "2022-05-01")
    again = client.post(at("person-new"), {**fields, "name": "又一个人", **key()})
    assert again.status_code == 422
    assert "编号已经用过" in text(again)
    assert "又一个人" in text(again)


def test_too_many_skills_are_told_beside_the_field(at_desk, person):
    fields = {"name": "何某", "pool": "expert", "skills": "、".join("审计" * 3 + str(n) for n in range(30))}
    answer = at_desk(CLERK).post(at("person-change", person), {**fields, **key()})
    assert answer.status_code == 422
    assert 'id="id_skills_error"' in text(answer)


def test_a_person_is_changed_and_a_stale_form_keeps_both_texts(at_desk, world, person):
    client = at_desk(CLERK)
    assert 'value="审计"' in text(client.get(at("person-change", person)))
    fields = {"name": "何某", "pool": "expert", "skills": "审计", "employer": world.units[1].pk, "_version": "1"}
    client.post(at("person-change", person), {**fields, "post": "科长", **key()})
    assert person.ties.get().kind == "former"
    stale = client.post(at("person-change", person), {**fields, "post": "处长", **key()})
    assert stale.status_code == 409
    assert "处长" in text(stale)
    assert "科长" in text(stale)


def test_leaving_and_returning(at_desk, person):
    client = at_desk(CLERK)
    assert client.get(at("person-leave", person)).status_code == 200
    client.post(at("person-leave", person), {"left_on": "2022-05-10", "reason": "退休", **key()})
    assert "已出库" in text(client.get(at("person", person)))
    assert client.get(at("person-return", person)).status_code == 200
    client.post(at("person-return", person), {"pool": "leader", "entered_on": "2022-05-10", **key()})
    person.refresh_from_db()
    assert (person.left_on, person.pool) == (None, "leader")


def test_a_tie_is_declared_and_ended(at_desk, world, person):
    client = at_desk(CLERK)
    assert client.get(at("person-tie", person)).status_code == 200
    fields = {
        "kind": "kin",
        "organisation": world.units[1].pk,
        "until": "",
        "note": "配偶在财务科",
        "relative": "spouse",
    }
    client.post(at("person-tie", person), {**fields, **key()})
    tie = person.ties.get()
    wrong = client.post(at("person-tie", person), {**fields, "until": "2020-01-01", **key()})
    assert "只有曾任职写离任日期" in text(wrong)
    assert client.get(at("tie", tie)).status_code == 200
    client.post(at("tie", tie), {"reason": "配偶调离", **key()})
    page = text(client.get(at("person", person)))
    assert "已解除" in page
    assert "配偶调离" in page


def test_an_account_is_linked(at_desk, hire, person):
    account = hire(Role.INSPECTOR, name="何某的账号")
    client = at_desk(CLERK)
    assert "何某的账号" in text(client.get(at("person-account", person)))
    client.post(at("person-account", person), {"user": account.pk, **key()})
    person.refresh_from_db()
    assert person.user == account


def test_a_person_is_checked_against_a_unit(at_desk, world, person, tie):
    client = at_desk(Role.ORGANISATION)
    assert "何某 的亲属任职于该单位" in text(client.get(at("person", person) + f"?unit={world.units[1].pk}"))
    assert "何某 现任职于该单位" in text(client.get(at("person", person) + f"?unit={world.units[0].pk}"))
    free = Organisation.objects.create(jurisdiction=world.city, code="TC-F", name="无牵连单位", unit_type="office")
    assert "没有登记过" in text(client.get(at("person", person) + f"?unit={free.pk}"))


def test_later_stages_tell_where_people_served(at_desk, person, monkeypatch):
    served = selectors.Service(person.pk, 1, "八届市委第一轮", 1, "第1巡察组", "组员", left_on=NOW.date())
    monkeypatch.setattr("xuncha.talent.selectors.service_sources", [lambda _people: [served]])
    assert "八届市委第一轮" in text(at_desk(CLERK).get(at("person", person)))
    monkeypatch.setattr("xuncha.talent.selectors.service_sources", [])
    assert "还没有参加过巡察" in text(at_desk(CLERK).get(at("person", person)))


def test_people_are_found_by_name_but_only_by_those_who_may_read(at_desk, person):
    find = reverse("inbox:find") + "?q=R-01"
    assert at_desk(CLERK).get(find).url == at("person", person)
    assert at("person", person) not in text(at_desk(Role.INSPECTOR).get(find))
