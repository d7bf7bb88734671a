"""The directory: jurisdictions in a tree, organisations with their names over time, who may see and write what."""

import json
from datetime import date

import pytest

from tests.conftest import NOW
from xuncha.core.errors import Denied, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs import services
from xuncha.foundation.orgs.models import BEGINNING, Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import (
    AREAS,
    JURISDICTIONS,
    ORGANISATIONS,
    ancestors,
    ledger,
    open_on,
    sectors,
    tree_of,
)
from xuncha.foundation.usecases import Act

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def clerk(acting) -> Act:
    return acting(Role.OFFICE_CLERK)


@pytest.fixture
def again(acting, clerk):
    return lambda: acting(clerk.actor.user)


@pytest.fixture
def county(again, world) -> Jurisdiction:
    return services.create_jurisdiction(
        again(), world.city, code="tx", name="测试县", office_name="测试县委巡察办", level="county"
    )


@pytest.fixture
def town(again, county) -> Organisation:
    return services.create_organisation(
        again(), county, code="TX-T1", name="测试县第一镇", unit_type="township", since=date(2010, 1, 1)
    )


@pytest.fixture
def village(again, county, town) -> Organisation:
    return services.create_organisation(
        again(), county, code="TX-V1", name="第一镇东村", unit_type="village", village_risk="key", parent=town
    )


class TestJurisdictions:
    def test_the_top_is_founded_by_the_system_administrator(self, acting, db, world):
        made = services.found_jurisdiction(
            acting(Role.SYSTEM_ADMIN), code="td", name="乙市", office_name="乙市委巡察办", level="city"
        )
        assert (made.path, made.parent) == ("td", None)
        assert JournalRecord.objects.get().event == "orgs.jurisdiction_founded"
        with pytest.raises(Denied):
            services.found_jurisdiction(
                acting(Role.OFFICE_CLERK), code="te", name="丙市", office_name="丙市委巡察办", level="city"
            )

    def test_the_office_adds_lower_ones(self, county, world, again):
        assert (county.parent, county.path) == (world.city, "tc/tx")
        town = services.create_jurisdiction(
            again(), county, code="tt", name="一镇", office_name="一镇纪检办", level="town"
        )
        assert town.path == "tc/tx/tt"

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"code": "TX"}, "code"),
            ({"code": "tc"}, "code"),
            ({"name": " "}, "name"),
            ({"level": "city"}, "level"),
            ({"level": "x"}, "level"),
        ],
    )
    def test_what_a_jurisdiction_cannot_be(self, clerk, world, changed, field):
        given = {"code": "tx", "name": "测试县", "office_name": "巡察办", "level": "county", **changed}
        with pytest.raises(RuleViolated) as caught:
            services.create_jurisdiction(clerk, world.city, **given)
        assert [r.field for r in caught.value.reasons] == [field]

    def test_names_are_corrected(self, county, again):
        services.rename_jurisdiction(again(), county, name="测试区", office_name="测试区委巡察办")
        county.refresh_from_db()
        assert county.name == "测试区"
        with pytest.raises(RuleViolated, match="辖区名称和巡察办名称"):
            services.rename_jurisdiction(again(), county, name="", office_name="x")

    def test_the_upper_office_reaches_down_but_plans_only_its_own(self, county, actor, acting, world):
        city_clerk = actor(Role.OFFICE_CLERK)
        assert set(AREAS.visible_to(city_clerk)) == {world.city, county}
        assert list(JURISDICTIONS.visible_to(city_clerk)) == [world.city]
        below = acting(Role.OFFICE_CLERK, which=1)
        below.actor.user.grants.update(scope_id=county.pk)
        assert set(AREAS.visible_to(acting(below.actor.user).actor)) == {county}

    def test_the_tree_costs_one_query_and_counts_open_units(self, village, again, actor, django_assert_num_queries):
        services.close_organisation(again(), village, on=date(2022, 1, 1))
        who = actor(Role.OFFICE_CLERK)
        with django_assert_num_queries(1):
            tree = tree_of(who, TODAY)
        assert [(j.code, j.open_units) for j in tree] == [("tc", 2), ("tx", 1)]


class TestOrganisations:
    def test_making_one_is_journaled(self, village, town, county):
        assert (village.parent, village.jurisdiction) == (town, county)
        record = JournalRecord.objects.order_by("-seq").first()
        assert (record.event, record.subject_kind) == ("orgs.organisation_created", "orgs.organisation")

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"code": "甲 1"}, "code"),
            ({"code": "TC-U1"}, "code"),
            ({"name": ""}, "name"),
            ({"name": "测试市第1局"}, "name"),
            ({"village_risk": "key"}, "village_risk"),
        ],
    )
    def test_what_an_organisation_cannot_be(self, clerk, world, changed, field):
        given = {"code": "TC-U9", "name": "测试市第九局", "unit_type": "office", **changed}
        with pytest.raises(RuleViolated) as caught:
            services.create_organisation(clerk, world.city, **given)
        assert [r.field for r in caught.value.reasons] == [field]

    def test_a_parent_must_be_open_and_in_the_same_tree(self, again, world, town, acting):
        elsewhere = Jurisdiction.objects.create(code="zz", name="远市", office_name="巡察办", level="city", path="zz")
        stranger = Organisation.objects.create(jurisdiction=elsewhere, code="ZZ-1", name="远局", unit_type="office")
        services.close_organisation(again(), town, on=TODAY)
        town.refresh_from_db()
        for parent, words in ((stranger, "同一个市"), (town, "已经撤销")):
            with pytest.raises(RuleViolated, match=words):
                services.change_organisation(again(), world.units[0], short_name="", unit_type="office", parent=parent)

    def test_no_organisation_hangs_below_itself(self, again, world):
        top, low = world.units
        services.change_organisation(again(), low, short_name="", unit_type="office", parent=top)
        low.refresh_from_db()
        assert ancestors(low) == [top.pk]
        for child, parent in ((top, low), (low, low)):
            with pytest.raises(RuleViolated, match="不能是它的下级"):
                services.change_organisation(again(), child, short_name="", unit_type="office", parent=parent)
        services.change_organisation(again(), low, short_name="", unit_type="office")
        low.refresh_from_db()
        assert low.parent is None

    def test_changing_tells_stale_edits_and_keeps_the_name(self, again, world):
        unit = world.units[0]
        given = {"short_name": "一局", "unit_type": "institution"}
        services.change_organisation(again(), unit, base_version=1, **given)
        unit.refresh_from_db()
        assert (unit.short_name, unit.unit_type, unit.version) == ("一局", "institution", 2)
        with pytest.raises(StaleEdit):
            services.change_organisation(again(), unit, base_version=1, short_name="壹局", unit_type="office")

    def test_a_village_loses_its_risk_with_its_type(self, again, village):
        with pytest.raises(RuleViolated, match="只有村"):
            services.change_organisation(again(), village, short_name="", unit_type="office", village_risk="key")

    def test_old_names_stay_findable(self, again, town, county):
        services.rename_organisation(again(), town, name="测试县中心镇", on=date(2020, 6, 1))
        town.refresh_from_db()
        assert town.name == "测试县中心镇"
        assert [(old.name, old.valid_to) for old in town.names.all()] == [
            ("测试县第一镇", date(2020, 6, 1)),
            ("测试县中心镇", None),
        ]
        assert json.loads(JournalRecord.objects.order_by("-seq").first().body)["changes"]["name"] == [
            "测试县第一镇",
            "测试县中心镇",
        ]

    def test_a_name_of_unknown_beginning_counts_from_the_beginning(self, again, world):
        unit = world.units[0]
        services.rename_organisation(again(), unit, name="测试市新局", on=date(2021, 1, 1))
        old, new = unit.names.all()
        assert (old.name, old.valid_from, old.valid_to) == ("测试市第1局", BEGINNING, new.valid_from)

    @pytest.mark.parametrize(
        ("name", "on", "field"),
        [
            ("", date(2020, 1, 1), "name"),
            ("测试县第一镇", date(2020, 1, 1), "name"),
            ("新名", date(2010, 1, 1), "on"),
        ],
    )
    def test_a_renaming_that_cannot_be(self, again, town, name, on, field):
        with pytest.raises(RuleViolated) as caught:
            services.rename_organisation(again(), town, name=name, on=on)
        assert [r.field for r in caught.value.reasons] == [field]

    def test_two_open_units_side_by_side_do_not_share_a_name(self, again, world):
        with pytest.raises(RuleViolated, match="是不是同一家"):
            services.rename_organisation(again(), world.units[0], name=world.units[1].name, on=TODAY)

    def test_closing_goes_from_below_and_can_be_taken_back(self, again, town, village):
        with pytest.raises(RuleViolated, match="还有 1 家下级单位"):
            services.close_organisation(again(), town, on=TODAY)
        services.close_organisation(again(), village, on=TODAY, reason="合并")
        with pytest.raises(RuleViolated, match="已于 2022-05-10 撤销"):
            services.close_organisation(again(), village, on=TODAY)
        services.close_organisation(again(), town, on=TODAY)
        assert not Organisation.objects.filter(open_on(TODAY), pk=town.pk).exists()
        services.reopen_organisation(again(), town)
        with pytest.raises(RuleViolated, match="不用恢复"):
            services.reopen_organisation(again(), town)

    def test_sectors_are_named_once(self, again, world):
        made = services.create_sector(again(), world.city, code="education", name="教育")
        assert list(sectors()) == [made]
        with pytest.raises(RuleViolated, match="已有这个系统"):
            services.create_sector(again(), world.city, code="edu", name="教育")

    @pytest.mark.parametrize("role", [Role.INSPECTOR, Role.SECRETARY, Role.SYSTEM_ADMIN, Role.UNIT_LIAISON])
    def test_only_the_office_writes_the_directory(self, acting, world, role):
        with pytest.raises(Denied):
            services.create_organisation(acting(role), world.city, code="TC-U9", name="九局", unit_type="office")
        assert JournalRecord.objects.get().event == "denied"

    def test_another_citys_unit_does_not_exist(self, acting, world):
        with pytest.raises(OutOfReach):
            services.close_organisation(acting(Role.OFFICE_CLERK, which=1), world.units[0], on=TODAY)

    def test_a_team_sees_the_unit_it_inspects_and_no_other(self, actor, world):
        seen = ORGANISATIONS.visible_to(actor(Role.INSPECTOR))
        assert list(seen) == [world.units[0]]
        assert not ORGANISATIONS.permitted(actor(Role.INSPECTOR), P.ORGS_WRITE).exists()

    def test_the_ledger_costs_the_same_for_many(self, actor, county, town, django_assert_num_queries):
        villages = [
            Organisation(jurisdiction=county, code=f"V{n}", name=f"村{n}", unit_type="village", parent=town)
            for n in range(500)
        ]
        Organisation.objects.bulk_create(villages)
        who = actor(Role.OFFICE_CLERK)
        with django_assert_num_queries(1):
            rows = [(str(o), str(o.jurisdiction), str(o.parent), str(o.sector)) for o in ledger(who)]
        assert len(rows) == 503
