"""The pages of the directory: what each role finds, what a form keeps, and how many queries a list costs."""

from datetime import date

import pytest
from django.urls import reverse

from xuncha.core.permissions import Role
from xuncha.foundation.orgs import services
from xuncha.foundation.orgs.models import Jurisdiction, Organisation, OrganisationName, Sector

pytestmark = pytest.mark.django_db
LIST = "/desk/orgs/"


def at(name: str, pk: int) -> str:
    return reverse(f"orgs:{name}", kwargs={"pk": pk})


@pytest.fixture
def county(acting, world) -> Jurisdiction:
    return services.create_jurisdiction(
        acting(Role.OFFICE_CLERK), world.city, code="tx", name="测试县", office_name="测试县委巡察办", level="county"
    )


@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.SECRETARY])
def test_the_ledger_shows_the_whole_city_and_filters(at_desk, world, county, role):
    Organisation.objects.create(
        jurisdiction=county, code="V1", name="东村", unit_type="village", village_risk="key", closed_on=date(2020, 1, 1)
    )
    desk = at_desk(role)
    text = desk.get(LIST).content.decode()
    assert "测试市第1局" in text
    assert "东村" in text
    for query, seen in [
        ("?type=village", "东村"),
        ("?risk=key", "东村"),
        ("?chip=closed", "东村"),
        (f"?place={county.pk}", "东村"),
    ]:
        narrowed = desk.get(LIST + query).content.decode()
        assert seen in narrowed
        assert "测试市第1局" not in narrowed
    assert "东村" not in desk.get(LIST + "?chip=open").content.decode()
    assert "东村" not in desk.get(LIST + f"?place={world.city.pk}").content.decode()


def test_a_former_name_is_found_and_shown_once(at_desk, world):
    unit = world.units[0]
    for n, name in enumerate(("旧一局", "旧二局"), 1):
        OrganisationName.objects.create(
            organisation=unit, name=name, valid_from=date(2000 + n, 1, 1), valid_to=date(2001 + n, 1, 1)
        )
    text = at_desk(Role.OFFICE_CLERK).get(LIST + "?q=旧").content.decode()
    assert text.count(at("organisation", unit.pk)) == 1


def test_a_team_member_finds_the_unit_of_the_team_alone(at_desk, world):
    desk = at_desk(Role.INSPECTOR)
    text = desk.get(LIST).content.decode()
    assert world.units[0].name in text
    assert world.units[1].name not in text
    assert desk.get(at("organisation", world.units[0].pk)).status_code == 200
    assert desk.get(at("organisation", world.units[1].pk)).status_code == 404
    assert desk.get(at("organisation-edit", world.units[0].pk)).status_code == 403


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.UNIT_LIAISON])
def test_who_has_no_business_here_is_refused(at_desk, role, world):
    desk = at_desk(role)
    for address in (LIST, LIST + "jurisdictions/", at("organisation", world.units[0].pk)):
        assert desk.get(address).status_code == 403


def test_another_city_does_not_exist(at_desk, world):
    desk = at_desk(Role.OFFICE_CLERK, which=1)
    for name in ("organisation", "organisation-edit", "organisation-rename", "organisation-close"):
        assert desk.get(at(name, world.units[0].pk)).status_code == 404
    assert desk.get(at("jurisdiction", world.city.pk)).status_code == 404


def test_five_hundred_units_cost_what_five_cost(at_desk, county, django_assert_max_num_queries):
    desk = at_desk(Role.OFFICE_CLERK)
    town = Organisation.objects.create(jurisdiction=county, code="T1", name="一镇", unit_type="township")
    with django_assert_max_num_queries(15) as few:
        desk.get(LIST)
    Organisation.objects.bulk_create(
        Organisation(jurisdiction=county, code=f"V{n}", name=f"村{n}", unit_type="village", parent=town)
        for n in range(500)
    )
    with django_assert_max_num_queries(len(few.captured_queries)):
        desk.get(LIST)
    with django_assert_max_num_queries(20):
        assert "村499" in desk.get(LIST + "?q=村499").content.decode()
        assert desk.get(at("organisation", town.pk)).status_code == 200


def test_a_unit_is_added_and_shown(at_desk, world):
    desk = at_desk(Role.OFFICE_CLERK)
    given = {"code": "TC-U9", "name": "测试市第九局", "unit_type": "office", "since": "2020年1月1日"}
    answer = desk.post(at("organisation-new", world.city.pk), given)
    made = Organisation.objects.get(code="TC-U9")
    assert answer.url == at("organisation", made.pk)
    text = desk.get(answer.url).content.decode()
    assert "测试市第九局" in text
    assert "2020-01-01" in text


def test_what_cannot_be_stands_beside_its_field_and_nothing_typed_is_lost(at_desk, world):
    desk = at_desk(Role.OFFICE_CLERK)
    given = {"code": "TC-U1", "name": "一个新单位", "unit_type": "office", "village_risk": "key"}
    answer = desk.post(at("organisation-new", world.city.pk), given)
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in ("编码 TC-U1 已经用过", "只有村（社区）才分风险等次", "一个新单位"):
        assert words in text


def test_a_unit_is_changed_renamed_closed_and_reopened(at_desk, world):
    unit = world.units[0]
    desk = at_desk(Role.OFFICE_CLERK)
    assert "单位类型" in desk.get(at("organisation-edit", unit.pk)).content.decode()
    desk.post(at("organisation-edit", unit.pk), {"short_name": "一局", "unit_type": "institution", "_version": "1"})
    desk.post(at("organisation-rename", unit.pk), {"name": "测试市新局", "on": "2022-01-01"})
    page = desk.get(at("organisation", unit.pk)).content.decode()
    assert "测试市新局" in page
    assert "测试市第1局" in page
    assert "此前" in page
    desk.post(at("organisation-close", unit.pk), {"on": "2022-05-01", "reason": "机构改革"})
    assert "已撤销" in desk.get(at("organisation", unit.pk)).content.decode()
    desk.post(at("organisation-reopen", unit.pk))
    unit.refresh_from_db()
    assert (unit.closed_on, unit.short_name, unit.name) == (None, "一局", "测试市新局")
    history = desk.get(reverse("inbox:history", kwargs={"kind": "orgs.organisation", "pk": unit.pk})).content.decode()
    for words in ("更名", "撤销单位", "恢复单位", "机构改革"):
        assert words in history


def test_a_stale_edit_shows_both_texts(at_desk, world):
    unit = world.units[0]
    desk = at_desk(Role.OFFICE_CLERK)
    desk.post(at("organisation-edit", unit.pk), {"short_name": "甲局", "unit_type": "office", "_version": "1"})
    answer = desk.post(at("organisation-edit", unit.pk), {"short_name": "乙局", "unit_type": "office", "_version": "1"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "甲局" in text
    assert "乙局" in text


def test_jurisdictions_are_shown_added_and_corrected(at_desk, world, county):
    desk = at_desk(Role.OFFICE_CLERK)
    tree = desk.get(LIST + "jurisdictions/").content.decode()
    assert "测试县" in tree
    assert "tc/tx" in tree
    given = {"code": "ty", "name": "测试二县", "office_name": "测试二县委巡察办", "level": "county"}
    made = desk.post(at("jurisdiction-new", world.city.pk), given)
    assert Jurisdiction.objects.get(code="ty").parent == world.city
    assert desk.get(made.url).status_code == 200
    desk.post(at("jurisdiction-rename", county.pk), {"name": "测试区", "office_name": "测试区委巡察办"})
    page = desk.get(at("jurisdiction", world.city.pk)).content.decode()
    for words in ("测试区", "测试二县", "机关"):
        assert words in page


def test_the_ledger_narrows_to_a_sector(at_desk, world):
    education = Sector.objects.create(code="education", name="教育")
    Organisation.objects.filter(pk=world.units[1].pk).update(sector=education)
    text = at_desk(Role.OFFICE_CLERK).get(LIST + f"?sector={education.pk}").content.decode()
    assert world.units[1].name in text
    assert world.units[0].name not in text


def test_a_sector_is_added_once(at_desk, world):
    desk = at_desk(Role.OFFICE_CLERK)
    address = at("sector-new", world.city.pk)
    assert desk.post(address, {"code": "education", "name": "教育"}).status_code == 302
    assert "已有这个系统" in desk.post(address, {"code": "education", "name": "教育"}).content.decode()


def test_an_organisation_lists_its_inspections_to_those_who_may_read_them(at_desk, world):
    unit, inspection = world.units[0], world.inspections[0]
    address = reverse("rounds:inspection", args=[inspection.pk])
    for role in (Role.OFFICE_CLERK, Role.INSPECTOR):
        assert address in at_desk(role).get(at("organisation", unit.pk)).content.decode()
    personnel = at_desk(Role.ORGANISATION).get(at("organisation", unit.pk))
    assert personnel.status_code == 200
    assert address not in personnel.content.decode()
    assert "历次巡察" not in personnel.content.decode()


def test_an_organisation_that_was_never_inspected_says_so(at_desk, world):
    unit = Organisation.objects.create(jurisdiction=world.city, code="TC-U9", name="测试市第9局", unit_type="office")
    assert "还没有巡察过" in at_desk(Role.OFFICE_CLERK).get(at("organisation", unit.pk)).content.decode()
