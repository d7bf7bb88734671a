"""Workbooks out and in: what is written reads back, and whatever is not a workbook is refused in one sentence."""

import io
import struct
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xuncha.foundation.documents import sheet_reading
from xuncha.foundation.documents.sheet_values import (
    NotUnderstood,
    as_date,
    as_integer,
    as_money,
    as_text,
    as_words,
    as_yes_no,
)
from xuncha.foundation.documents.workbooks import (
    Cell,
    Column,
    Sheet,
    WorkbookRefused,
    notes_sheet,
    read_table,
    write_workbook,
)

COLUMNS = [
    Column("单位", required=True),
    Column("类型", choices=("机关", "学校")),
    Column("日期", Cell.DATE),
    Column("金额", Cell.MONEY),
    Column("人数", Cell.INTEGER),
]
ROW = ["水利局", "机关", date(2022, 3, 5), Decimal("1234.50"), 7]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A workbook with one row, a notes sheet and a hidden sheet of choices."""
    path = tmp_path / "good.xlsx"
    many = Column("领域", choices=tuple(f"第{n}领域" for n in range(100)))
    assert write_workbook(path, [Sheet("单位", [*COLUMNS, many], [[*ROW, "第1领域"]]), notes_sheet([["单位"]])]) == 2
    return path


def rebuilt(good: Path, **parts: bytes) -> Path:
    """The same workbook with other parts: `rebuilt(good, sheet1=b"…")`."""
    path = good.with_name("rebuilt.xlsx")
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            stem = Path(info.filename).stem
            new.writestr(info.filename, parts.get(stem, old.read(info.filename)))
    return path


def sheet(cells: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
        f'2006/main"><sheetData>{cells}</sheetData></worksheet>'
    ).encode()


HEAD = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>单位</t></is></c><c r="B1" t="inlineStr"><is><t>名称</t></is></c></row>'
)


def test_what_is_written_reads_back(good):
    table = read_table(good)
    assert table.headers == ("单位", "类型", "日期", "金额", "人数", "领域")
    assert (table.heading_row, table.height) == (1, 1)
    ((number, cells),) = table.rows()
    assert (number, cells[:2], as_date(cells[2]), as_money(cells[3]), as_integer(cells[4])) == (
        2, ["水利局", "机关"], date(2022, 3, 5), Decimal("1234.50"), 7,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@x", "=HYPERLINK(1)", "http://x.example", "0012", "1e5"])
def test_text_stays_text(tmp_path, text):
    path = tmp_path / "t.xlsx"
    write_workbook(path, [Sheet("s", [Column("甲"), Column("乙")], [[text, "x"]])])
    assert [cells for _, cells in read_table(path).rows()] == [[text, "x"]]
    with zipfile.ZipFile(path) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_the_template_has_dropdowns_filter_and_a_frozen_heading(good):
    with zipfile.ZipFile(good) as book:
        first = book.read("xl/worksheets/sheet1.xml").decode()
        assert 'ref="A1' in first
        assert "frozen" in first
        assert first.count("<dataValidation ") == 2
        assert "选项!$A$1:$A$100" in first
        assert 'state="hidden"' in book.read("xl/workbook.xml").decode()


def test_headings_are_found_below_a_title_and_beside_merged_cells(tmp_path):
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.merge_range("B2:E2", "全县被巡察单位一览表", None)
        page.merge_range("B3:B4", "单位名称", None)
        page.merge_range("C3:D3", "情况", None)
        page.write_row("C4", ["单位类型", "简称"])
        page.merge_range("E3:E4", "备注", None)
        page.write_row("B6", ["水利局", "机关", "水利", ""])
    table = read_table(path, {"单位名称", "单位类型", "简称"})
    assert table.headers == ("单位名称", "单位类型", "简称", "备注")
    assert [(n, cells) for n, cells in table.rows()] == [(6, ["水利局", "机关", "水利", ""])]


def test_the_first_visible_sheet_with_content_is_read(tmp_path):
    path = tmp_path / "sheets.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("空")
        book.add_worksheet("藏").hide()
        book.get_worksheet_by_name("藏").write_row(0, 0, ["甲", "乙"])
        book.add_worksheet("填写说明").write_row(0, 0, ["列名", "必填"])
        book.add_worksheet("数据").write_row(0, 0, ["丙", "丁"])
    assert read_table(path).sheet == "数据"


def refused(path: Path) -> str:
    with pytest.raises(WorkbookRefused) as caught:
        read_table(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "文件是空的"),
        (b"name,type\n1,2\n", "不是 Excel 工作簿。如果是 CSV"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式的 .xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"PK\x03\x04 and nothing more", "不完整或已损坏"),
    ],
)
def test_other_files_are_told_apart(tmp_path, content, says):
    path = tmp_path / "renamed.xlsx"
    path.write_bytes(content)
    assert says in refused(path)


@pytest.mark.parametrize(
    ("name", "says"), [("word/document.xml", "Word"), ("content.xml", "ODS"), ("readme.txt", "压缩包")]
)
def test_other_packages_are_told_apart(tmp_path, name, says):
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
    assert says in refused(path)


def test_an_empty_workbook_and_one_without_heading_are_refused(tmp_path):
    path = tmp_path / "empty.xlsx"
    write_workbook(path, [Sheet("空", [])])
    assert "没有内容" in refused(path)
    write_workbook(path, [Sheet("数", [Column("12")], [["34"], ["56"]])])
    assert "没有找到表头" in refused(path)


def test_a_bomb_is_refused_whatever_size_it_claims(good, monkeypatch):
    monkeypatch.setattr(sheet_reading, "MAX_UNPACKED", 3 * 1024 * 1024)
    path = rebuilt(good, sheet1=sheet(HEAD + " " * 8 * 1024 * 1024))
    assert path.stat().st_size < 100_000
    assert "展开后过大" in refused(path)
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02", content.rfind(b"xl/worksheets/sheet1.xml") - 60)
    struct.pack_into("<L", content, at + 24, 10)  # the directory now claims ten bytes
    path.write_bytes(content)
    assert "展开后过大" in refused(path)


def test_a_large_file_is_refused_before_it_is_opened(good, monkeypatch):
    monkeypatch.setattr(sheet_reading, "MAX_BYTES", 1024)
    assert "请分成几个文件" in refused(good)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ('<row r="2"><c r="XFD2"><v>1</v></c></row>', "超过 60 列"),
        ('<row r="2"><c s="1" r="BI2" t="n"><v>1</v></c></row>', "超过 60 列"),
        ("<row r='2'><c r='xfd2'><v>1</v></c></row>", "超过 60 列"),
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "超过 200000 行"),
        ('<row r="1048576"><c><v>1</v></c></row>', "超过 200000 行"),
        ('<row r="200012"><c r="A200012"><v>1</v></c></row>', "超过 200000 行"),
    ],
)
def test_values_far_out_are_refused_before_they_take_memory(good, cells, says):
    assert says in refused(rebuilt(good, sheet1=sheet(HEAD + cells)))


def test_formatted_but_empty_cells_far_out_are_harmless(good):
    cells = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c><c r="XFD2" s="1"/></row><row r="1048576" s="1"/>'
    assert [n for n, _ in read_table(rebuilt(good, sheet1=sheet(HEAD + cells))).rows()] == [2]


@given(data=st.data())
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_files_are_read_or_refused_never_a_fault(good, data):
    content = bytearray(good.read_bytes())
    if data.draw(st.booleans(), label="truncate"):
        del content[data.draw(st.integers(0, len(content) - 1)) :]
    for _ in range(data.draw(st.integers(0, 8), label="flips")):
        if content:
            content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path = good.with_name("damaged.xlsx")
    path.write_bytes(content)
    try:
        rows = list(read_table(path).rows())
    except WorkbookRefused as refusal:
        assert str(refusal).endswith("。")  # noqa: PT017 - either outcome is right, silence is not
    else:
        assert len(rows) <= 2


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2022-03-05", date(2022, 3, 5)),
        ("2022/3/5", date(2022, 3, 5)),
        ("2022.3.5", date(2022, 3, 5)),
        ("2022年3月5日", date(2022, 3, 5)),
        ("２０２２年３月５日", date(2022, 3, 5)),
        ("20220305", date(2022, 3, 5)),
        (20220305.0, date(2022, 3, 5)),
        (44625.0, date(2022, 3, 5)),
        ("44625", date(2022, 3, 5)),
        ("2022-03-05 00:00:00", date(2022, 3, 5)),
        (datetime(2022, 3, 5, 8, 0), date(2022, 3, 5)),  # noqa: DTZ001 - cells have no zone
        (date(2022, 3, 5), date(2022, 3, 5)),
        ("  ", None),
        (None, None),
    ],
)
def test_dates(cell, day):
    assert as_date(cell) == day


@pytest.mark.parametrize(
    "cell",
    ["2022-02-30", "20221305", "3月5日", "2022年3月", "22-3-5", "上周", 5.0, True, "12345678", date(9999, 12, 31)],
)
def test_not_dates(cell):
    with pytest.raises(NotUnderstood):
        as_date(cell)


@pytest.mark.parametrize(
    ("cell", "scale", "yuan"),
    [
        (12345.6, 1, "12345.60"),
        (286, 10_000, "2860000.00"),
        ("286.5", 10_000, "2865000.00"),
        ("286.5元", 10_000, "286.50"),
        ("1,234.5", 1, "1234.50"),
        ("３．５万元", 1, "35000.00"),
        ("3.5万", 1, "35000.00"),
        ("1.2亿元", 1, "120000000.00"),
        ("￥12.005", 1, "12.01"),
        ("人民币 12 元整", 1, "12.00"),
        ("-5", 1, "-5.00"),
        ("", 1, None),
    ],
)
def test_amounts(cell, scale, yuan):
    assert as_money(cell, scale) == (None if yuan is None else Decimal(yuan))


@pytest.mark.parametrize("cell", ["约3万元", "三万", "1.2.3", "nan", float("inf"), float("nan"), 1e20, "9" * 40, True])
def test_not_amounts(cell):
    with pytest.raises(NotUnderstood):
        as_money(cell)


@pytest.mark.parametrize(("cell", "n"), [(12.0, 12), ("１２", 12), ("12人", 12), ("1,200", 1200), ("", None), (-3, -3)])
def test_whole_numbers(cell, n):
    assert as_integer(cell) == n


@pytest.mark.parametrize("cell", [12.5, "十二", "1e3", True, "9" * 13])
def test_not_whole_numbers(cell):
    with pytest.raises(NotUnderstood):
        as_integer(cell)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("是", True),
        ("√", True),
        (1.0, True),
        (True, True),
        ("Ｙ", True),
        ("否", False),
        ("0", False),
        ("无", False),
        ("", None),
    ],
)
def test_yes_and_no(cell, answer):
    assert as_yes_no(cell) is answer


def test_neither_yes_nor_no():
    with pytest.raises(NotUnderstood):
        as_yes_no("也许")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("\u3000水利局 ", "水利局"),
        ("水\u200b利\x00局\ufeff", "水利局"),
        ("一\r\n二\r三", "一\n二\n三"),
        (12.0, "12"),
        (12.5, "12.5"),
        (True, "是"),
        (datetime(2022, 3, 5), "2022-03-05"),  # noqa: DTZ001 - cells have no zone
        (datetime(2022, 3, 5, 8, 30), "2022-03-05 08:30"),  # noqa: DTZ001 - cells have no zone
        (None, ""),
    ],
)
def test_text(cell, text):
    assert as_text(cell) == text


def test_words_come_once_in_their_order():
    assert as_words(" 审计、工程，审计；\n财务 ") == ["审计", "工程", "财务"]
    assert as_words("") == []


def test_rows_are_streamed(tmp_path):
    seen = []

    def rows():
        for n in range(3):
            seen.append(n)
            yield [str(n)]

    stream = io.BytesIO()
    assert write_workbook(stream, [Sheet("s", [Column("甲")], rows())]) == 3
    assert stream.getvalue().startswith(b"PK")
    assert seen == [0, 1, 2]
