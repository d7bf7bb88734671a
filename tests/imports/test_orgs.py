"""Organisations: what a sheet may say, the way in and the way back."""

import pytest

from tests.imports.conftest import headings, template_row
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.imports.checking import CellError
from xuncha.foundation.imports.services import apply_import, discard_import, undo_import, upload_sheet
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs.models import Organisation, Sector
from xuncha.planning.models import Target

pytestmark = pytest.mark.django_db
HEAD = headings("orgs")


def row(**values):
    return template_row("orgs", **{"unit_type": "机关", **values})


def errors(batch):
    return [(e.row, e.column, str(e.text)) for e in map(CellError.of_json, batch.errors)]


def test_a_clean_sheet_becomes_records_each_in_the_journal(imported, world):
    Sector.objects.create(code="water", name="水利")
    batch = imported(
        "orgs",
        [
            HEAD,
            row(code="TC-1", name="测试市水利局", short_name="水利局", sector="水利"),
            row(code="TC-2", name="青石镇", unit_type="乡镇（街道）"),
            row(name="青石村", unit_type="村（社区）", village_risk="重点", parent="青石镇", closed_on="2024年3月5日"),
        ],
    )
    assert (batch.state, batch.fresh, batch.rows) == ("applied", 3, 3)
    village = Organisation.objects.get(name="青石村")
    assert (village.parent.name, village.village_risk, village.code) == ("青石镇", "key", "TC-00001")
    assert f"{village.closed_on}" == "2024-03-05"
    assert Organisation.objects.get(code="TC-1").sector.name == "水利"
    assert sorted(batch.created_ids) == sorted(
        Organisation.objects.exclude(pk__in=[u.pk for u in world.units]).values_list("pk", flat=True)
    )
    assert JournalRecord.objects.filter(event="organisation.imported").count() == 3
    assert JournalRecord.objects.filter(event="import.applied").count() == 1


def test_every_mistake_is_named_with_row_column_and_what_it_should_be(uploaded, world):
    batch = uploaded(
        "orgs",
        [
            HEAD,
            row(name=""),
            row(name="甲局", unit_type="厂"),
            row(name="乙局", village_risk="重点"),
            row(name="丙局", parent="没有的局"),
            row(name="丁局", closed_on="三月五日"),
            row(name="戊局"),
            row(name="戊局"),
            row(name="长" * 101),
            row(name="己\u202e局"),
            row(name="\ufeff庚局\u200b"),
        ],
    )
    assert errors(batch) == [
        (2, "单位名称", "必填，不能为空。"),
        (
            3,
            "单位类型",
            "「厂」应当是其中之一：机关、乡镇（街道）、村（社区）、国有企业、学校、医院、事业单位、社会团体。",
        ),
        (4, "村级分类", "只有村（社区）填村级分类，其他单位留空。"),
        (5, "上级单位", "没有这个单位；上级单位要已在平台里，或写在本表前面的行。"),
        (6, "撤销日期", "「三月五日」应当是日期，如 2022-03-05 或 2022年3月5日。"),
        (8, "单位编码", "与第 7 行重复，请删去其中一行。"),
        (9, "单位名称", "最多 100 字，这里有 101 字。"),
        (10, "单位名称", "第 2 个字符是看不见的方向控制符 U+202E（“己〔U+202E〕局”处），请删去。"),
    ]
    assert (batch.error_count, batch.fresh) == (8, 2), "what copying leaves at the ends is no mistake"


def test_errors_keep_anything_from_being_written(uploaded, acting, world):
    batch = uploaded("orgs", [HEAD, row(name="甲局"), row(name="")])
    with pytest.raises(RuleViolated, match="还有 1 处错误"):
        apply_import(acting(Role.OFFICE_CLERK), batch)
    assert not Organisation.objects.filter(name="甲局").exists()


def test_what_is_on_record_is_left_alone_and_differences_are_told(uploaded, acting, world):
    first, second = world.units
    batch = uploaded(
        "orgs",
        [HEAD, row(code=first.code, name=first.name), row(name=second.name, short_name="二局"), row(name="新局")],
    )
    assert (batch.same, batch.differing, batch.fresh, batch.error_count) == (1, 1, 1, 0)
    assert errors(batch) == [(3, "简称", "与已有记录不同。导入不改已有记录，请在记录里修改。")]
    apply_import(acting(Role.OFFICE_CLERK), batch)
    second.refresh_from_db()
    assert (second.short_name, Organisation.objects.count()) == ("", 3)


def test_nothing_new_is_nothing_to_import(uploaded, acting, world):
    batch = uploaded("orgs", [HEAD, row(code=world.units[0].code, name=world.units[0].name)])
    with pytest.raises(RuleViolated, match="没有新的记录"):
        apply_import(acting(Role.OFFICE_CLERK), batch)


def test_a_record_that_appeared_after_the_preview_stops_the_import(uploaded, acting, world):
    batch = uploaded("orgs", [HEAD, row(name="甲局"), row(code="ELSE-1", name="乙局")])
    county = world.city.__class__.objects.create(
        code="c", name="县", office_name="办", level="county", path="tc/c", parent=world.city
    )
    Organisation.objects.create(jurisdiction=county, code="ELSE-1", name="另一局", unit_type="office")
    with pytest.raises(RuleViolated, match="第 3 行「单位编码」：这个编码已由其他辖区的单位使用"):
        apply_import(acting(Role.OFFICE_CLERK), batch)
    assert not Organisation.objects.filter(name="甲局").exists()
    batch.refresh_from_db()
    assert batch.state == "previewed"


def test_undo_takes_back_exactly_what_came_in(imported, acting, world):
    batch = imported("orgs", [HEAD, row(name="甲局"), row(name="乙局", parent="甲局")])
    undone = undo_import(acting(Role.OFFICE_CLERK), batch, reason="导错了文件")
    assert (undone.state, undone.undone_by.name) == ("undone", "巡察办工作人员")
    assert set(Organisation.objects.all()) == set(world.units)
    assert JournalRecord.objects.filter(event="organisation.removed").count() == 2


def test_undo_is_refused_with_the_records_in_the_way(imported, acting, world):
    batch = imported("orgs", [HEAD, row(name="甲局"), row(name="乙局"), row(name="丙局")])
    used, changed = Organisation.objects.get(name="甲局"), Organisation.objects.get(name="乙局")
    Target.objects.create(term=world.term, organisation=used, created_by=world.founder, created_at=batch.created_at)
    Organisation.objects.filter(pk=changed.pk).update(version=2)
    with pytest.raises(RuleViolated) as caught:
        undo_import(acting(Role.OFFICE_CLERK), batch, reason="导错了文件")
    assert {str(r.text) for r in caught.value.reasons} == {"「甲局」正在引用它。", "「乙局」导入后已修改。"}
    assert Organisation.objects.count() == 5


def test_undo_asks_why(imported, acting, world):
    batch = imported("orgs", [HEAD, row(name="甲局")])
    with pytest.raises(RuleViolated, match="写明理由"):
        undo_import(acting(Role.OFFICE_CLERK), batch, reason=" ")
    assert Organisation.objects.filter(name="甲局").exists()


def test_twice_is_once(imported, uploaded, acting, world):
    batch = imported("orgs", [HEAD, row(name="甲局")])
    with pytest.raises(InvalidTransition):
        apply_import(acting(Role.OFFICE_CLERK), batch)
    with pytest.raises(InvalidTransition):
        discard_import(acting(Role.OFFICE_CLERK), batch)
    assert discard_import(acting(Role.OFFICE_CLERK), uploaded("orgs", [HEAD, row(name="乙局")])).state == "discarded"


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.SYSTEM_ADMIN, Role.UNIT_LIAISON, Role.INSPECTOR])
def test_who_may_not_write_units_may_not_import_them(acting, workbook, world, role):
    with pytest.raises(Denied):
        upload_sheet(acting(role), "orgs", world.city, name="表.xlsx", path=workbook([HEAD, row(name="甲局")]))
    assert JournalRecord.objects.get().event == "denied"


def test_another_citys_office_does_not_reach_it(acting, uploaded, workbook, world):
    stranger = acting(Role.OFFICE_CLERK, which=1)
    with pytest.raises(OutOfReach):
        upload_sheet(stranger, "orgs", world.city, name="表.xlsx", path=workbook([HEAD, row(name="甲局")]))
    batch = uploaded("orgs", [HEAD, row(name="甲局")])
    for act in (apply_import, discard_import):
        with pytest.raises(OutOfReach):
            act(stranger, batch)


def test_killed_in_the_middle_nothing_remains(uploaded, acting, world, monkeypatch):
    batch = uploaded("orgs", [HEAD, *(row(name=f"第{n}局") for n in range(30))])
    monkeypatch.setattr("xuncha.foundation.orgs.sheets.PORTION", 10)
    before = JournalRecord.objects.count()

    def power_cut(model, rows, event, **detail):
        made = original(model, rows, event, **detail)
        if Organisation.objects.count() >= 22:
            raise KeyboardInterrupt
        return made

    act = acting(Role.OFFICE_CLERK)
    original = act.create_many
    monkeypatch.setattr("xuncha.foundation.usecases.Act.create_many", lambda _act, *a, **k: power_cut(*a, **k))
    with pytest.raises(KeyboardInterrupt):
        apply_import(act, batch)
    assert Organisation.objects.count() == 2
    assert JournalRecord.objects.count() == before


def test_a_long_list_of_choices_offers_the_nearest(uploaded, world):
    Sector.objects.bulk_create(Sector(code=f"s{n}", name=f"第{n}领域工作") for n in range(20))
    batch = uploaded(
        "orgs",
        [
            HEAD,
            row(name="甲局", sector="第7领域工 作"),
            row(name="乙局", sector="第7领域"),
            row(name="丙局", sector="水"),
        ],
    )
    assert errors(batch) == [
        (3, "领域", "「第7领域」没有这一项，最接近的是「第7领域工作」。"),
        (4, "领域", "「水」没有这一项。可填的见模板的下拉选项。"),
    ]


def test_without_any_choice_it_says_so(uploaded, world):
    assert errors(uploaded("orgs", [HEAD, row(name="甲局", sector="水利")])) == [
        (2, "领域", "「水利」这里还没有可选的记录，请先建立。")
    ]


def test_many_in_the_way_are_counted(imported, acting, world):
    batch = imported("orgs", [HEAD, *(row(name=f"第{n}局") for n in range(13))])
    Organisation.objects.exclude(pk__in=[u.pk for u in world.units]).update(version=2)
    with pytest.raises(RuleViolated) as caught:
        undo_import(acting(Role.OFFICE_CLERK), batch, reason="导错了文件")
    assert len(caught.value.reasons) == 11
    assert str(caught.value.reasons[-1].text) == "另有 3 处。"
