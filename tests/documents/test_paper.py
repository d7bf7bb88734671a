"""The page and its styles, read back from the docx: GB/T 9704-2012 in numbers."""

import re
import zipfile
from datetime import date
from io import BytesIO

import pytest
from lxml import etree

from xuncha.foundation.documents.content import (
    Align,
    Annex,
    Closing,
    Column,
    Document,
    Field,
    Form,
    Heading,
    Imprint,
    Line,
    Paragraph,
    Sign,
    Signs,
    Table,
)
from xuncha.foundation.documents.layout import Text, pieces
from xuncha.foundation.documents.paper import render_docx
from xuncha.foundation.documents.pdf import converter, to_pdf
from xuncha.foundation.documents.profile import Fonts, Profile, Sizes
from xuncha.foundation.documents.reading import render_text
from xuncha.foundation.documents.styles import Style

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ON = date(2022, 5, 10)
FULL = Document(
    "关于开展\n巡察的通知",
    (
        Heading(1, "甲"),
        Heading(2, "乙"),
        Heading(3, "丙"),
        Heading(4, "丁"),
        Heading(4, "戊"),
        Heading(2, "己"),
        Heading(3, "庚"),
        Paragraph("正文一。\n正文二。"),
        Line("编号：1"),
        Table((Column("序号", 1, Align.CENTRE), Column("名称", 3)), (("1", "甲"), ("2", "乙" * 500)), "表1　名单"),
        Form((Field("单位", "某局"), Field("日期"), Field("情况", "好", wide=True, lines=4), Field("其他", "无"))),
        Form((Field("独", "一"), Field("宽", "二", wide=True))),
        Signs((Sign("经办人", "甲", ON, "同意。"), Sign("组长"))),
    ),
    organ="中共测试市委",
    number="测委〔2022〕1号",
    signer="王一",
    subtitle="（试行）",
    to="各单位",
    annexes=("名单", "清单"),
    closing=Closing("中共测试市委", ON),
    note="此件公开",
    blocks_after=(Annex("名单", 1), Heading(1, "又从一起"), Annex("清单", 2)),
    imprint=Imprint(("甲", "乙"), "中共测试市委办公室", ON),
)


def part(document: Document, name: str, profile: Profile | None = None) -> etree._Element:
    with zipfile.ZipFile(BytesIO(render_docx(document, profile or Profile(office="某办"), on=ON))) as archive:
        return etree.fromstring(archive.read(name))


def styles(profile: Profile | None = None) -> dict[str, etree._Element]:
    root = part(FULL, "word/styles.xml", profile)
    return {style.find(f"{W}name").get(f"{W}val"): style for style in root.iter(f"{W}style")}


def test_the_page_is_a4_with_the_standards_margins_and_grid() -> None:
    section = part(FULL, "word/document.xml").find(f".//{W}sectPr")
    size, margins, grid = (section.find(f"{W}{name}") for name in ("pgSz", "pgMar", "docGrid"))
    in_mm = lambda element, name: round(int(element.get(f"{W}{name}")) / 1440 * 25.4)  # noqa: E731 - a unit, not a function
    assert (in_mm(size, "w"), in_mm(size, "h")) == (210, 297)
    assert [in_mm(margins, side) for side in ("top", "bottom", "left", "right")] == [37, 35, 28, 26]
    assert grid.get(f"{W}type") == "linesAndChars"
    pitch = int(grid.get(f"{W}linePitch")) / 20
    character = 16 + int(grid.get(f"{W}charSpace")) / 4096
    assert int(225 / 25.4 * 72 / pitch) == 22
    assert int(156 / 25.4 * 72 / character + 0.001) == 28


def test_every_paragraph_has_a_chinese_style() -> None:
    root = part(FULL, "word/document.xml")
    ids = {style.get(f"{W}styleId"): name for name, style in styles().items()}
    used = {ids[mark.get(f"{W}val")] for mark in root.iter(f"{W}pStyle")}
    assert used == {style.value for style in Style} - {Style.PAGE_NUMBER.value}
    bare = [p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is None]
    assert not any("".join(p.itertext()) for p in bare)  # only the spacers after frames have none
    assert not root.findall(f".//{W}rPr/{W}rFonts")  # fonts come from styles alone


@pytest.mark.parametrize(
    ("name", "font", "points"),
    [
        ("公文标题", "方正小标宋简体", 22),
        ("公文正文", "仿宋_GB2312", 16),
        ("一级标题", "黑体", 16),
        ("二级标题", "楷体_GB2312", 16),
        ("三级标题", "仿宋_GB2312", 16),
        ("页码", "宋体", 14),
        ("版记", "仿宋_GB2312", 14),
    ],
)
def test_fonts_and_sizes_are_the_standards(name: str, font: str, points: int) -> None:
    letters = styles()[name].find(f"{W}rPr")
    assert letters.find(f"{W}rFonts").get(f"{W}eastAsia") == font
    assert int(letters.find(f"{W}sz").get(f"{W}val")) == points * 2


def test_headings_are_in_the_navigation_pane() -> None:
    for level, name in enumerate(("一级标题", "二级标题", "三级标题", "四级标题")):
        assert styles()[name].find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == str(level)


def test_fonts_are_named_with_stand_ins_and_never_embedded() -> None:
    fonts = part(FULL, "word/fontTable.xml")
    named = {font.get(f"{W}name"): font.find(f"{W}altName") for font in fonts}
    assert named["仿宋_GB2312"].get(f"{W}val") == "仿宋"
    assert not list(fonts.iter(f"{W}embedRegular"))


def test_a_profile_changes_fonts_sizes_and_page_numbers() -> None:
    profile = Profile(fonts=Fonts(body='某某<&">仿宋'), sizes=Sizes(body=15), page_numbers=False, red_head=False)
    letters = styles(profile)["公文正文"].find(f"{W}rPr")
    assert letters.find(f"{W}rFonts").get(f"{W}eastAsia") == '某某<&">仿宋'
    assert letters.find(f"{W}sz").get(f"{W}val") == "30"
    names = zipfile.ZipFile(BytesIO(render_docx(FULL, profile, on=ON))).namelist()
    assert not any("footer" in name for name in names)
    text = render_text(FULL, profile)
    assert "文件" not in text.splitlines()[0]
    assert "[发文字号] 测委〔2022〕1号" in text


def test_page_numbers_stand_outside() -> None:
    with zipfile.ZipFile(BytesIO(render_docx(FULL, Profile(), on=ON))) as archive:
        footers = [etree.fromstring(archive.read(n)) for n in archive.namelist() if re.match(r"word/footer\d", n)]
        settings = archive.read("word/settings.xml").decode()
    assert "evenAndOddHeaders" in settings
    assert {footer.find(f".//{W}jc").get(f"{W}val") for footer in footers} == {"left", "right"}
    assert {"".join(footer.itertext()) for footer in footers} == {"— 1 —"}


def test_table_heads_are_repeated_and_long_rows_may_break() -> None:
    rows = list(part(FULL, "word/document.xml").iter(f"{W}tr"))
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert rows[1].find(f"{W}trPr/{W}cantSplit") is not None
    assert rows[2].find(f"{W}trPr/{W}cantSplit") is None


def test_headings_are_numbered_by_level_and_begin_again_in_an_annex() -> None:
    shown = [p.text for p in pieces(FULL) if isinstance(p, Text) and "级标题" in p.style]
    assert shown == ["一、甲", "（一）乙", "1.丙", "（1）丁", "（2）戊", "（二）己", "1.庚", "一、又从一起"]


@pytest.mark.parametrize(
    ("organ", "name_right", "day_right"),
    [("中共测试市委", 4.25, 4), ("测试局", 5.75, 4), ("中共测试市委巡察工作领导小组办公室", 0, 5.25)],
)
def test_the_name_is_centred_over_the_date(organ: str, name_right: float, day_right: float) -> None:
    laid = {p.style: p.right for p in pieces(Document("题", (), closing=Closing(organ, ON))) if isinstance(p, Text)}
    assert (laid[Style.SIGNATORY], laid[Style.DATE]) == (name_right, day_right)


def test_a_closing_without_a_seal_keeps_a_line_free() -> None:
    text = render_text(Document("题", (), closing=Closing("某组", seal=False)))
    assert text == "[公文标题] 题\n[公文正文]\n[发文机关署名] 某组\n[成文日期] 　　　　年　　月　　日\n"


def test_a_row_that_does_not_fit_its_columns_is_a_programmers_error() -> None:
    with pytest.raises(ValueError, match="2 cells under 1 columns"):
        Table((Column("一"),), (("1", "2"),))


def test_control_characters_in_a_fact_do_not_break_the_file() -> None:
    assert "甲乙" in "".join(part(Document("题", (Paragraph("甲\x00\x0b\ufffe乙"),)), "word/document.xml").itertext())


@pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed: nothing to set the page with")
def test_a_page_holds_22_lines_of_28_characters() -> None:
    import pypdfium2

    body = Document("一", (Paragraph("一" * 28 * 60),))
    pages = pypdfium2.PdfDocument(to_pdf(render_docx(body, Profile(page_numbers=False), on=ON)))
    lines = pages[1].get_textpage().get_text_range().split()
    assert (len(lines), {len(line) for line in lines}) == (22, {28})
