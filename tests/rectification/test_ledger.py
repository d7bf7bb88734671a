"""The rectification ledger: out prefilled, in with every cell judged, all or nothing, taken back, never twice."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.conftest import NOW
from tests.rectification.conftest import ENDS, TODAY, Rectifying, text_of, yuan
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.documents.workbooks import Column, Sheet, read_table, write_workbook
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rectification import services
from xuncha.rectification.models import LedgerUpload, Measure, MoneyOutcome, Progress
from xuncha.rectification.rules.ledger import Fate, RowValues, code_of, fate_of
from xuncha.rectification.selectors.ledger import COLUMNS, LABELS, judge_ledger
from xuncha.rectification.sheets import write_ledger

pytestmark = pytest.mark.django_db
Rows = list[dict[str, Any]]


def taken_out(rect: Rectifying, tmp_path: Path) -> Rows:
    """The ledger as the unit has it on its desk: a dictionary for each row."""
    path = tmp_path / "out.xlsx"
    write_ledger(path, rect.plan())
    table = read_table(path, set(LABELS.values()))
    return [dict(zip(LABELS, cells, strict=True)) for _, cells in table.rows()]


def brought_back(tmp_path: Path, rows: Rows, *, without: str = "") -> Path:
    """A workbook with these rows."""
    path = tmp_path / "in.xlsx"
    names = [column.field for column in COLUMNS if column.field != without]
    lines = [[row[name] or None for name in names] for row in rows]
    write_workbook(path, [Sheet("台账", [Column(LABELS[name]) for name in names], lines)])
    return path


def handed_in(rect: Rectifying, path: Path) -> LedgerUpload:
    return services.upload_ledger(rect.unit(), rect.plan(), name="台账.xlsx", path=path)


def fill(rows: Rows, n: int = 0, **values: object) -> Rows:
    rows[n].update(values)
    return rows


def read(rect: Rectifying, tmp_path: Path, rows: Rows):
    return judge_ledger(rect.plan(), brought_back(tmp_path, rows), TODAY)


def test_the_ledger_has_a_row_for_each_measure_as_it_stands(rect, tmp_path):
    item = rect.under_way()
    services.report_progress(rect.unit(), item, text="做了一半", on=TODAY, measure=item.measures.first())
    services.record_money(rect.unit(), item, kind="cleared", amount=yuan("1200.50"), on=TODAY)
    rows = taken_out(rect, tmp_path)
    assert [row["number"] for row in rows] == [item.number] * 2 + [rect.item(1).number] * 2
    assert rows[0]["progress"] == "做了一半"
    assert [row["cleared"] for row in rows] == [1200.5, "", "", ""]
    assert rows[0]["department"] == "计划股"


def test_what_was_not_touched_changes_nothing(rect, tmp_path):
    rect.under_way()
    found = read(rect, tmp_path, taken_out(rect, tmp_path))
    assert (found.changes, found.errors, found.quiet) == ([], [], 4)


def test_progress_done_and_money_come_in(rect, tmp_path):
    item = rect.under_way()
    rows = fill(
        taken_out(rect, tmp_path), progress="审计完成", done_on="2022-05-09", cleared="3.5万元", paid_on="2022-05-10"
    )
    upload = handed_in(rect, brought_back(tmp_path, rows))
    assert not Progress.objects.exists()
    done = services.apply_ledger(rect.unit(), upload)
    measure = item.measures.get(position=1)
    assert (measure.progress, measure.done_on) == ("审计完成", date(2022, 5, 9))
    assert item.money.get().amount == yuan("35000")
    assert len(done.written) == 1
    assert JournalRecord.objects.filter(event="rectification.ledger_applied", subject_id=str(upload.pk)).exists()
    assert JournalRecord.objects.filter(event="rectification.item_progressed", subject_id=str(item.pk)).exists()


def test_the_same_file_twice_changes_nothing(rect, tmp_path):
    rect.under_way()
    rows = fill(taken_out(rect, tmp_path), progress="审计完成", cleared="100", paid_on="2022-05-10")
    path = brought_back(tmp_path, rows)
    services.apply_ledger(rect.unit(), handed_in(rect, path))
    assert judge_ledger(rect.plan(), path, TODAY).changes == []
    with pytest.raises(RuleViolated, match="没有新填的内容"):
        services.apply_ledger(rect.unit(), handed_in(rect, path))
    assert MoneyOutcome.objects.count() == 1


def test_what_was_written_is_not_written_again(rect, tmp_path):
    rect.under_way()
    upload = handed_in(rect, brought_back(tmp_path, fill(taken_out(rect, tmp_path), progress="一")))
    services.apply_ledger(rect.unit(), upload)
    with pytest.raises(RuleViolated, match="已经写入过"):
        services.apply_ledger(rect.unit(), upload)


@pytest.mark.parametrize(
    ("n", "values", "column", "said"),
    [
        (0, {"done_on": "下个月", "progress": "一"}, "完成日期", "应当是日期"),
        (0, {"done_on": "2022-05-11", "progress": "一"}, "完成日期", "还没有到"),
        (0, {"done_on": "2022-05-09"}, "进展情况", "请写进展情况"),
        (0, {"cleared": "很多"}, "已清退（元）", "应当是金额"),
        (0, {"cleared": "100"}, "入账日期", "请填入账日期"),
        (0, {"recovered": "100", "paid_on": "2022-05-11"}, "入账日期", "还没有到"),
        (1, {"avoided": "100", "paid_on": "2022-05-10"}, "已挽回损失（元）", "第一条措施"),
        (0, {"number": "ZG-999"}, "编号", "没有编号"),
        (0, {"position": "9"}, "编号", "没有编号"),
        (0, {"number": ""}, "编号", "必填"),
        (0, {"text": "改了措施"}, "整改措施", "只供对照"),
        (0, {"title": "改了问题"}, "整改问题", "只供对照"),
        (0, {"code": "0000000000", "progress": "一"}, "核对码", "有人改过"),
        (0, {"code": ""}, "核对码", "必填"),
        (0, {"progress": "字" * 2001}, "进展情况", "最多 2000 字"),
    ],
)
def test_each_mistake_is_named_with_row_and_column(rect, tmp_path, n, values, column, said):  # noqa: PLR0917 - a table of cases
    rect.under_way()
    found = read(rect, tmp_path, fill(taken_out(rect, tmp_path), n, **values))
    assert [(e.row, e.column) for e in found.errors] == [(n + 2, column)]
    assert said in str(found.errors[0].text)


def test_one_row_twice_is_a_mistake(rect, tmp_path):
    rect.under_way()
    rows = taken_out(rect, tmp_path)
    found = read(rect, tmp_path, [*rows, dict(rows[0])])
    assert [(e.row, str(e.text)) for e in found.errors] == [(6, "与第 2 行重复，请删去其中一行。")]


def test_less_money_than_known_is_a_mistake(rect, tmp_path):
    item = rect.under_way()
    services.record_money(rect.unit(), item, kind="cleared", amount=yuan("100"), on=TODAY)
    found = read(rect, tmp_path, fill(taken_out(rect, tmp_path), cleared="50"))
    assert "已登记 100.00 元" in str(found.errors[0].text)


def test_a_settled_item_takes_no_more_rows(rect, tmp_path):
    item = rect.under_way()
    rows = fill(taken_out(rect, tmp_path), progress="一", cleared="5", paid_on="2022-05-10")
    type(item).objects.filter(pk=item.pk).update(
        state="closed", requested_by=rect.liaison, requested_at=NOW, settled_by=rect.clerk, settled_at=NOW
    )
    found = read(rect, tmp_path, rows)
    assert {e.column for e in found.errors} == {"进展情况", "已清退（元）"}


def test_each_amount_that_is_wrong_is_named_by_its_cell(rect, tmp_path, unit):
    rect.under_way(money_due=yuan("35000"))
    amounts = {"cleared": "3.5", "recovered": "3.50", "avoided": "9" * 14}
    upload = handed_in(rect, brought_back(tmp_path, fill(taken_out(rect, tmp_path), **amounts, paid_on="2022-05-10")))
    page = text_of(unit.get(at("ledger", upload.pk)))
    for cell, column in (("I2", "已清退（元）"), ("J2", "已追缴（元）"), ("K2", "已挽回损失（元）")):
        assert f"{cell} {column}" in page
    with pytest.raises(RuleViolated) as why:
        services.apply_ledger(rect.unit(), upload)
    cleared, recovered, avoided = (str(one.text) for one in why.value.reasons)
    assert "单元格 I2（第 2 行「已清退（元）」）：应追缴、清退 35,000.00 元，这里写了 3.50 元" in cleared
    assert "单元格 J2（第 2 行「已追缴（元）」）：应追缴、清退 35,000.00 元" in recovered
    assert "单元格 K2（第 2 行「已挽回损失（元）」）：金额写大于 0 的数" in avoided


def test_a_date_of_payment_missing_for_two_amounts_is_said_once(rect, tmp_path):
    rect.under_way()
    found = read(rect, tmp_path, fill(taken_out(rect, tmp_path), cleared="5", recovered="6"))
    assert [(e.row, e.column) for e in found.errors] == [(2, "入账日期")]


def test_all_or_nothing(rect, tmp_path):
    rect.under_way()
    rows = fill(fill(taken_out(rect, tmp_path), progress="好的一行"), 2, progress="坏的一行", done_on="2099-01-01")
    upload = handed_in(rect, brought_back(tmp_path, rows))
    with pytest.raises(RuleViolated, match="第 4 行「完成日期」"):
        services.apply_ledger(rect.unit(), upload)
    assert not Progress.objects.exists()
    assert not Measure.objects.exclude(progress="").exists()


def test_a_row_changed_meanwhile_is_refused_and_the_others_are_not_touched(rect, tmp_path):
    item = rect.under_way()
    rows = fill(fill(taken_out(rect, tmp_path), progress="我写的"), 1, progress="另一行")
    services.report_progress(rect.unit(), item, text="别人先写的", on=TODAY, measure=item.measures.first())
    found = read(rect, tmp_path, rows)
    assert [(e.row, e.column) for e in found.errors] == [(2, "核对码")]
    assert "重新下载台账" in str(found.errors[0].text)


def test_a_row_not_touched_here_stands_whatever_others_changed(rect, tmp_path):
    item = rect.under_way()
    rows = fill(taken_out(rect, tmp_path), 1, progress="另一行")
    services.report_progress(rect.unit(), item, text="别人写的", on=TODAY, measure=item.measures.first())
    services.apply_ledger(rect.unit(), handed_in(rect, brought_back(tmp_path, rows)))
    assert [m.progress for m in item.measures.order_by("position")] == ["别人写的", "另一行"]


def test_undo_brings_everything_back(rect, tmp_path):
    item = rect.under_way()
    services.report_progress(rect.unit(), item, text="原来的", on=TODAY, measure=item.measures.first())
    rows = fill(taken_out(rect, tmp_path), progress="新的", done_on="2022-05-09", avoided="7", paid_on="2022-05-10")
    upload = services.apply_ledger(rect.unit(), handed_in(rect, brought_back(tmp_path, rows)))
    with pytest.raises(RuleViolated, match="请写撤销理由"):
        services.undo_ledger(rect.unit(), upload, reason=" ")
    services.undo_ledger(rect.unit(), upload, reason="填错了表")
    measure = item.measures.get(position=1)
    assert (measure.progress, measure.done_on) == ("原来的", None)
    assert Progress.objects.count() == 1
    assert not item.money.exists()
    with pytest.raises(RuleViolated, match="已经撤销"):
        services.undo_ledger(rect.unit(), upload, reason="再来")


def test_undo_is_refused_where_something_was_built_on_it(rect, tmp_path):
    item = rect.under_way()
    rows = fill(taken_out(rect, tmp_path), progress="新的", cleared="7", paid_on="2022-05-10")
    upload = services.apply_ledger(rect.unit(), handed_in(rect, brought_back(tmp_path, rows)))
    money = item.money.get()
    services.record_money(rect.unit(), item, kind="cleared", amount=yuan("8"), on=TODAY, correcting=money)
    with pytest.raises(RuleViolated, match="又有人改过"):
        services.undo_ledger(rect.unit(), upload, reason="填错了表")
    assert item.measures.get(position=1).progress == "新的"


def test_undo_is_refused_once_the_item_was_declared_done(rect, tmp_path):
    item = rect.under_way()
    rows = taken_out(rect, tmp_path)
    for n in (0, 1):
        fill(rows, n, progress="完成", done_on="2022-05-10")
    upload = services.apply_ledger(rect.unit(), handed_in(rect, brought_back(tmp_path, rows)))
    services.declare_done(rect.unit(), item, statement="都好了")
    with pytest.raises(RuleViolated, match="这里不能再改"):
        services.undo_ledger(rect.unit(), upload, reason="填错了表")


def test_only_the_units_liaison_brings_a_ledger_in(rect, acting, tmp_path):
    rect.under_way()
    path = brought_back(tmp_path, fill(taken_out(rect, tmp_path), progress="一"))
    with pytest.raises(Denied):
        services.upload_ledger(acting(Role.UNIT_HEAD), rect.plan(), name="x.xlsx", path=path)
    with pytest.raises(OutOfReach):
        services.upload_ledger(acting(Role.UNIT_LIAISON, which=1), rect.plan(), name="x.xlsx", path=path)
    upload = handed_in(rect, path)
    with pytest.raises(OutOfReach):
        services.apply_ledger(acting(Role.UNIT_LIAISON, which=1), upload)
    with pytest.raises(Denied):
        services.undo_ledger(acting(Role.OFFICE_CLERK), upload, reason="x")


# --- the rule alone -----------------------------------------------------------------------------------------------

OLD, NEW, OTHER = RowValues("旧"), RowValues("新"), RowValues("别人的")


@pytest.mark.parametrize(
    ("typed", "on_record", "fate"),
    [
        (OLD, OLD, Fate.UNTOUCHED),
        (OLD, OTHER, Fate.UNTOUCHED),
        (NEW, NEW, Fate.SAME),
        (NEW, OLD, Fate.CHANGED),
        (NEW, OTHER, Fate.STALE),
    ],
)
def test_what_a_row_means(typed, on_record, fate):
    assert fate_of(typed, on_record, code_of(OLD)) is fate


# --- the pages ----------------------------------------------------------------------------------------------------


def at(name: str, *arguments: object) -> str:
    return reverse(f"rectification_unit:{name}", args=arguments)


def test_download_fill_look_write_and_take_back(rect, at_desk, tmp_path):
    item = rect.under_way()
    unit = at_desk(rect.liaison)
    answer = unit.get(at("plan-export", item.plan_id))
    (tmp_path / "got.xlsx").write_bytes(b"".join(answer.streaming_content))
    answer.close()
    table = read_table(tmp_path / "got.xlsx", set(LABELS.values()))
    rows = [dict(zip(LABELS, cells, strict=True)) for _, cells in table.rows()]
    path = brought_back(tmp_path, fill(rows, progress="从表里来的", cleared="12", paid_on="2022-05-10"))
    assert unit.get(at("plan-upload", item.plan_id)).status_code == 200
    sent = unit.post(at("plan-upload", item.plan_id), {"file": SimpleUploadedFile("台账.xlsx", path.read_bytes())})
    page = unit.get(sent.headers["Location"])
    assert "从表里来的" in page.content.decode()
    assert "写入 1 行" in page.content.decode()
    upload = LedgerUpload.objects.get()
    assert unit.post(at("ledger-apply", upload.pk)).status_code == 302
    assert "改过的内容" in unit.get(at("ledger", upload.pk)).content.decode()
    refused = unit.post(at("ledger-undo", upload.pk), {"reason": ""})
    assert refused.status_code == 422
    assert unit.post(at("ledger-undo", upload.pk), {"reason": "填错了"}).status_code == 302
    assert item.measures.first().progress == ""
    assert "台账.xlsx" in unit.get(at("plan-upload", item.plan_id)).content.decode()


def test_a_page_with_mistakes_offers_no_writing(rect, at_desk, tmp_path):
    rect.under_way()
    rows = fill(taken_out(rect, tmp_path), done_on="昨天", progress="一")
    upload = handed_in(rect, brought_back(tmp_path, rows))
    body = at_desk(rect.liaison).get(at("ledger", upload.pk)).content.decode()
    assert "应当怎么填" in body
    assert at("ledger-apply", upload.pk) not in body


@pytest.mark.parametrize("content", [b"", b"no workbook", "other"])
def test_what_is_no_ledger_is_refused_beside_the_file(rect, at_desk, tmp_path, content):
    plan = rect.accepted()
    if content == "other":
        content = brought_back(tmp_path, taken_out(rect, tmp_path), without="progress").read_bytes()
    page = at_desk(rect.liaison).post(at("plan-upload", plan.pk), {"file": SimpleUploadedFile("x.xlsx", content)})
    assert page.status_code == 422
    assert page.context["form"].errors
    assert not LedgerUpload.objects.exists()


def test_the_ledger_costs_the_same_for_many_measures(rect, tmp_path, django_assert_max_num_queries):
    rect.accepted(*(f"问题{n}" for n in range(12)))
    plan = rect.plan()
    with django_assert_max_num_queries(2):
        write_ledger(BytesIO(), plan)
    path = brought_back(tmp_path, taken_out(rect, tmp_path))
    with django_assert_max_num_queries(2):
        judge_ledger(plan, path, ENDS)
