"""Each kind of workbook: what comes in, what is refused, what is on record already, and the way back."""

from datetime import date
from decimal import Decimal

import pytest

from tests.imports.conftest import headings, template_row
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings.models import Finding
from xuncha.foundation.documents.workbooks import read_table
from xuncha.foundation.imports.checking import CellError
from xuncha.foundation.imports.kinds import KINDS
from xuncha.foundation.imports.mapping import suggest
from xuncha.foundation.imports.outgoing import write_export, write_report, write_template
from xuncha.foundation.imports.selectors import judged_rows, summarise
from xuncha.foundation.imports.services import undo_import
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.regulations.models import Category, Checklist, ChecklistItem, Parameter, Taxonomy
from xuncha.planning.models import Target, Term
from xuncha.rounds.models import Inspection, Round
from xuncha.talent.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regulations(world):
    """A frame in force in 2022 and numbers for findings."""
    frame = Taxonomy.objects.create(
        code="t3", edition="2020", name="三个聚焦", valid_from=date(2020, 1, 1), valid_to=date(2030, 1, 1)
    )
    Category.objects.bulk_create(Category(taxonomy=frame, code=str(n), name=f"聚焦{n}") for n in (1, 2))
    Parameter.objects.filter(code="numbering.finding").delete()
    Parameter.objects.create(
        code="numbering.finding", value="WT-{round:02}-{team:02}-{n:03}", valid_from=date(2000, 1, 1)
    )


def sheet(kind, *rows):
    return [headings(kind), *(template_row(kind, **row) for row in rows)]


def errors(batch):
    return [(e.row, e.column, str(e.text)) for e in map(CellError.of_json, batch.errors)]


def round_trip(kind, actor, place, path):
    """What was exported, judged as an import."""
    sheet_kind = KINDS[kind]
    count = write_export(path, sheet_kind, actor, place)
    mapping = suggest(sheet_kind, list(read_table(path).headers)).mapping
    return count, summarise(judged_rows(actor, sheet_kind, place, path, mapping=mapping))


def test_targets(imported, uploaded, acting, world, tmp_path):
    third = Organisation.objects.create(jurisdiction=world.city, code="TC-U3", name="第三校", unit_type="school")
    closed = Organisation.objects.create(
        jurisdiction=world.city, code="X", name="撤了", unit_type="office", closed_on=date(2020, 1, 1)
    )
    bad = uploaded(
        "targets",
        sheet(
            "targets", {"organisation": "没有的"}, {"organisation": closed.name}, {"organisation": "X", "term": "九届"}
        ),
    )
    assert [(row, column) for row, column, _ in errors(bad)] == [(2, "单位名称"), (3, "单位名称"), (4, "届次")]
    batch = imported(
        "targets",
        sheet("targets", {"organisation": "TC-U3", "counts": "否", "note": "民办"}, {"organisation": "测试市第1局"}),
    )
    target = Target.objects.get(organisation=third)
    assert (target.term, target.counts, target.note, batch.same) == (world.term, False, "民办", 1)
    count, found = round_trip("targets", acting(Role.OFFICE_CLERK).actor, world.city, tmp_path / "t.xlsx")
    assert (count, found.rows, found.fates["same"]) == (3, 3, 3)
    undo_import(acting(Role.OFFICE_CLERK), batch, reason="重来")
    assert not Target.objects.filter(organisation=third).exists()


def test_targets_need_a_term(uploaded, world):
    Target.objects.all().delete()
    Inspection.objects.all().delete()
    for team in world.teams:
        team.delete()
    Round.objects.all().delete()
    Term.objects.all().delete()
    assert "请先建立届次" in errors(uploaded("targets", sheet("targets", {"organisation": "TC-U1"})))[0][2]


def test_people(imported, uploaded, acting, world, tmp_path):
    other = world.city.__class__.objects.create(code="o", name="另市", office_name="办", level="city", path="o")
    Person.objects.create(
        jurisdiction=other,
        code="R9",
        name="他人",
        pool="staff",
        created_by=world.founder,
        created_at="2022-01-01T00:00Z",
    )
    person = {"code": "R1", "name": "林知夏", "pool": "专业人才库", "skills": "审计、工程", "employer": "测试市第1局"}
    bad = uploaded(
        "people",
        sheet(
            "people",
            {**person, "pool": "外聘库"},
            {**person, "code": "R9"},
            {**person, "entered_on": "2022-03-05", "left_on": "2021-03-05"},
            {**person, "skills": "一项十分冗长的专业特长说明"},
        ),
    )
    assert [(row, column) for row, column, _ in errors(bad)] == [
        (2, "人才库"),
        (3, "人员编号"),
        (4, "出库日期"),
        (5, "专业特长"),
    ]
    batch = imported("people", sheet("people", person, {"code": "R2", "name": "周远", "pool": "组长库"}))
    made = Person.objects.get(code="R1")
    assert (made.skills, made.employer, f"{made.entered_on}") == (["审计", "工程"], world.units[0], "2022-05-10")
    count, found = round_trip("people", acting(Role.OFFICE_CLERK).actor, world.city, tmp_path / "p.xlsx")
    assert (count, found.fates["same"]) == (2, 2)
    undo_import(acting(Role.OFFICE_CLERK), batch, reason="重来")
    assert Person.objects.count() == 1


def test_checklist(imported, uploaded, acting, world, tmp_path):
    row = {"checklist": "mine", "checklist_name": "本级清单", "code": "A1", "manifestation": "未经集体研究"}
    bad = uploaded(
        "checklist",
        sheet("checklist", {**row, "checklist_name": ""}, {**row, "code": "甲"}, {**row, "unit_types": "机关、工厂"}),
    )
    assert [(line, column) for line, column, _ in errors(bad)] == [
        (2, "清单名称"),
        (3, "条目编码"),
        (4, "适用单位类型"),
    ]
    batch = imported(
        "checklist",
        sheet(
            "checklist",
            {
                **row,
                "unit_types": "学校、机关",
                "clue_only": "是",
                "category": "聚焦1",
                "check_points": "查纪要\n查合同",
            },
            {**row, "code": "A2", "checklist_name": ""},
        ),
    )
    draft = Checklist.objects.get(code="mine")
    assert (draft.name, draft.jurisdiction, draft.published_on, draft.items.count()) == (
        "本级清单",
        world.city,
        None,
        2,
    )
    first = draft.items.get(code="A1")
    assert (first.unit_types, first.clue_only, first.category.name) == (["office", "school"], True, "聚焦1")
    _, found = round_trip("checklist", acting(Role.OFFICE_CLERK).actor, world.city, tmp_path / "c.xlsx")
    assert (found.fates["fresh"], found.fates["differing"], found.error_count) == (0, 0, 0)
    Checklist.objects.update(published_on=date(2022, 5, 1))
    with pytest.raises(RuleViolated, match="已经发布"):
        undo_import(acting(Role.OFFICE_CLERK), batch, reason="重来")
    more = imported("checklist", sheet("checklist", {**row, "code": "A3"}))
    second = Checklist.objects.get(code="mine", number=2)
    assert sorted(second.items.values_list("code", flat=True)) == ["A1", "A2", "A3"]
    again = imported("checklist", sheet("checklist", {**row, "code": "A4"}))
    assert second.items.count() == 4
    undo_import(acting(Role.OFFICE_CLERK), again, reason="重来")
    undo_import(acting(Role.OFFICE_CLERK), more, reason="重来")
    assert ChecklistItem.objects.filter(checklist=second).count() == 2


def test_papers_come_in_as_drafts_of_the_importer(imported, uploaded, *, acting, hire, world, tmp_path):
    inspector = hire(Role.INSPECTOR)
    row = {"unit": "测试市第1局", "title": "拆分发包", "facts": "事实", "amount": "3.5万元", "persons": "2人"}
    bad = uploaded(
        "papers",
        sheet(
            "papers",
            {**row, "unit": "测试市第2局"},
            {**row, "period_from": "2022-03-05", "period_to": "2021-03-05"},
            {**row, "amount": "-5"},
            {**row, "persons": "-1"},
            {**row, "sources": "听说"},
        ),
        inspector,
    )
    assert [(line, column) for line, column, _ in errors(bad)] == [
        (2, "被巡察单位"),
        (3, "发生时间止"),
        (4, "涉及金额（元）"),
        (5, "涉及人数"),
        (6, "问题来源"),
    ]
    batch = imported(
        "papers",
        sheet(
            "papers",
            {**row, "sources": "个别谈话、查阅资料", "responsibility": "责任部门", "category": "聚焦1"},
            {**row, "title": "乙"},
        ),
        inspector,
    )
    paper = WorkingPaper.objects.get(title="拆分发包")
    assert (paper.state, paper.handler, paper.amount, paper.persons) == ("draft", inspector, Decimal("35000.00"), 2)
    assert (paper.sources, paper.category.name, paper.number) == (["documents", "talk"], "聚焦1", None)
    assert not paper.signatures.exists()
    assert batch.team_id == world.teams[0].pk
    count, found = round_trip("papers", acting(inspector).actor, world.city, tmp_path / "d.xlsx")
    assert (count, found.fates["same"]) == (2, 2)
    WorkingPaper.objects.filter(title="乙").update(state="submitted")
    with pytest.raises(RuleViolated, match="已经提交或办结"):
        undo_import(acting(inspector), batch, reason="重来")
    WorkingPaper.objects.filter(title="乙").update(state="draft")
    undo_import(acting(inspector), batch, reason="重来")
    assert set(WorkingPaper.objects.values_list("state", flat=True)) == {"void"}


def test_a_colleagues_import_of_papers_is_their_own(uploaded, at_desk, hire):
    batch = uploaded("papers", sheet("papers", {"unit": "测试市第1局", "title": "甲"}), hire(Role.INSPECTOR))
    colleague = at_desk(Role.TEAM_LIAISON)
    for refused in (
        colleague.get(f"/desk/import/{batch.pk}/"),
        colleague.get(f"/desk/import/{batch.pk}/report/"),
        colleague.post(f"/desk/import/{batch.pk}/apply/"),
    ):
        assert refused.status_code == 422
        assert "由别的同事办理" in refused.text
    assert "表.xlsx" not in colleague.get("/desk/import/").text


def test_findings_come_in_confirmed_and_marked(imported, uploaded, acting, world, tmp_path):
    row = {"unit": "TC-U1", "title": "工程未比选", "text": "该单位两项工程未按程序比选。"}
    bad = uploaded(
        "findings",
        sheet(
            "findings",
            {**row, "unit": "没有的村"},
            {**row, "amount": "-1"},
            {**row, "categories": "聚焦1、聚焦2"},
            {**row, "categories": "没有的类"},
            {**row, "text": ""},
            {**row, "round": "八届市委第九轮"},
        ),
    )
    assert [(line, column) for line, column, _ in errors(bad)] == [
        (2, "被巡察单位"),
        (3, "涉及金额（元）"),
        (4, "分类"),
        (5, "分类"),
        (6, "问题内容"),
        (7, "轮次"),
    ]
    batch = imported(
        "findings",
        sheet(
            "findings",
            {**row, "main": "否", "severity": "重点", "categories": "聚焦1", "amount": "1.2万元"},
            {**row, "unit": "TC-U2", "round": "八届市委第一轮"},
            {**row, "title": "第二条"},
        ),
    )
    first = Finding.objects.get(inspection=world.inspections[0], title="工程未比选")
    assert (first.state, first.imported, first.main, first.severity, first.amount) == (
        "confirmed", True, False, "key", Decimal("12000.00"),
    )  # fmt: skip
    assert [c.category.name for c in first.classifications.all()] == ["聚焦1"]
    assert len(set(Finding.objects.values_list("number", flat=True))) == 3
    count, found = round_trip("findings", acting(Role.OFFICE_CLERK).actor, world.city, tmp_path / "f.xlsx")
    assert (count, found.fates["same"]) == (3, 3)
    Finding.objects.filter(title="第二条").update(version=2)
    with pytest.raises(RuleViolated, match="已修改"):
        undo_import(acting(Role.OFFICE_CLERK), batch, reason="重来")
    Finding.objects.update(version=1)
    undo_import(acting(Role.OFFICE_CLERK), batch, reason="重来")
    assert set(Finding.objects.values_list("state", flat=True)) == {"dropped"}
    assert imported("findings", sheet("findings", row)).fresh == 1


def test_a_unit_inspected_twice_needs_its_round(uploaded, world):
    second = Round.objects.create(
        term=world.term, number=2, year=2022, name="八届市委第二轮", state_since="2022-01-01T00:00Z",
        created_by=world.founder, created_at="2022-01-01T00:00Z",
    )  # fmt: skip
    Inspection.objects.create(
        round=second,
        organisation=world.units[0],
        type="follow_up",
        created_by=world.founder,
        created_at="2022-01-01T00:00Z",
    )
    row = {"unit": "TC-U1", "title": "甲", "text": "该单位工程未比选。"}
    found = errors(uploaded("findings", sheet("findings", row, {**row, "round": second.name})))
    assert [(line, column) for line, column, _ in found] == [(2, "轮次")]
    found = errors(uploaded("findings", sheet("findings", {**row, "unit": "TC-U2", "round": second.name})))
    assert [(line, column) for line, column, _ in found] == [(2, "被巡察单位")]


@pytest.mark.parametrize("kind", ["orgs", "targets", "people", "checklist", "papers", "findings"])
def test_a_template_reads_back_as_empty_and_certain(kind, acting, world, tmp_path):
    actor = acting(Role.INSPECTOR if kind == "papers" else Role.OFFICE_CLERK).actor
    path = tmp_path / "t.xlsx"
    write_template(path, KINDS[kind], actor, world.city)
    table = read_table(path)
    suggestion = suggest(KINDS[kind], list(table.headers))
    assert suggestion.certain
    assert list(suggestion.mapping) == [column.field for column in KINDS[kind].columns]
    assert list(table.rows()) == []


def test_the_report_of_an_import_lists_what_it_made(imported, acting, world, tmp_path):
    batch = imported("people", sheet("people", {"code": "R1", "name": "林知夏", "pool": "组长库"}))
    path = tmp_path / "r.xlsx"
    write_report(path, KINDS["people"], acting(Role.OFFICE_CLERK).actor, batch)
    assert [cells for _, cells in read_table(path).rows()] == [[1.0, "林知夏"]]
