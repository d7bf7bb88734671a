"""
The paragraph styles of GB/T 9704-2012 by their Chinese names, and what each looks like under an office's profile.

Sizes are points, indents are characters, spaces before and after are lines of the 22-line grid.
"""

from dataclasses import dataclass
from enum import StrEnum

from xuncha.foundation.documents.profile import Profile


class Style(StrEnum):
    """Style names as they appear in Word and WPS."""

    ORGAN = "发文机关标志"
    NUMBER = "发文字号"
    TITLE = "公文标题"
    SUBTITLE = "公文副标题"
    TO = "主送机关"
    BODY = "公文正文"
    HEADING1 = "一级标题"
    HEADING2 = "二级标题"
    HEADING3 = "三级标题"
    HEADING4 = "四级标题"
    PLAIN = "无缩进正文"
    ANNEX_LIST = "附件说明"
    ANNEX_MARK = "附件标记"
    ANNEX_TITLE = "附件标题"
    SEAL = "印章位置"
    SIGNATORY = "发文机关署名"
    DATE = "成文日期"
    NOTE = "附注"
    IMPRINT = "版记"
    CAPTION = "表题"
    TABLE_HEAD = "表头"
    TABLE_TEXT = "表内文字"
    FORM_LABEL = "栏目名称"
    FORM_TEXT = "栏目内容"
    PAGE_NUMBER = "页码"


HEADINGS = (Style.HEADING1, Style.HEADING2, Style.HEADING3, Style.HEADING4)

LINES, CHARACTERS = 22, 28  # of a page, of a line
TYPE_AREA_POINTS = 156 / 25.4 * 72  # width of the type area
TYPE_AREA_TWIPS = round(TYPE_AREA_POINTS * 20)
PITCH_TWIPS = int(225 / 25.4 * 1440 / LINES)
BODY_PITCH = 28.95  # points; 22 of them fill the 225 mm of the type area
CHARACTER = 16  # points: 三号, the measure of indents


@dataclass(frozen=True, slots=True)
class Look:
    """How one style looks."""

    font: str
    size: float
    pitch: float = BODY_PITCH  # exact line height; 0: as high as the letters need
    align: str = "both"
    bold: bool = False
    colour: str = ""
    first_line: float = 0  # negative: the other lines hang
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    keep_with_next: bool = False
    outline: int = 0  # 1–4: shown in the navigation pane
    red_rule: bool = False  # a red line below, as wide as the type area
    framed: bool = False  # pinned to the bottom of the page, with rules (版记)


def looks(profile: Profile) -> dict[Style, Look]:
    """Every style under this profile."""
    fonts, size = profile.fonts, profile.sizes
    body, table = size.body, size.table
    title_pitch = round(size.title * 1.5, 1)
    row = round(table * 1.5, 1)
    return {
        Style.ORGAN: Look(
            fonts.title, 48, pitch=0, align="center", colour="FF0000", before=3.4, after=1.6, keep_with_next=True
        ),
        Style.NUMBER: Look(fonts.body, body, align="center", red_rule=True, keep_with_next=True),
        Style.TITLE: Look(fonts.title, size.title, title_pitch, "center", before=2, after=1, outline=1),
        Style.SUBTITLE: Look(fonts.heading2, body, align="center", after=1),
        Style.TO: Look(fonts.body, body, align="left"),
        Style.BODY: Look(fonts.body, body, first_line=2),
        Style.HEADING1: Look(fonts.heading1, body, first_line=2, keep_with_next=True, outline=1),
        Style.HEADING2: Look(fonts.heading2, body, first_line=2, keep_with_next=True, outline=2),
        Style.HEADING3: Look(fonts.body, body, bold=True, first_line=2, keep_with_next=True, outline=3),
        Style.HEADING4: Look(fonts.body, body, first_line=2, keep_with_next=True, outline=4),
        Style.PLAIN: Look(fonts.body, body, align="left"),
        Style.ANNEX_LIST: Look(fonts.body, body, align="left", left=2),
        Style.ANNEX_MARK: Look(fonts.heading1, body, align="left", keep_with_next=True),
        Style.ANNEX_TITLE: Look(
            fonts.title, size.title, title_pitch, "center", before=1, after=1, keep_with_next=True, outline=1
        ),
        Style.SEAL: Look(fonts.body, table, align="right", colour="A6A6A6", right=6, before=1, keep_with_next=True),
        Style.SIGNATORY: Look(fonts.body, body, align="right", right=4, keep_with_next=True),
        Style.DATE: Look(fonts.body, body, align="right", right=4),
        Style.NOTE: Look(fonts.body, body, align="left", left=2),
        Style.IMPRINT: Look(fonts.body, 14, 24, "left", left=3.5, first_line=-3.5, framed=True),
        Style.CAPTION: Look(fonts.heading1, 14, align="center", before=0.5, keep_with_next=True),
        Style.TABLE_HEAD: Look(fonts.heading1, table, row, "center"),
        Style.TABLE_TEXT: Look(fonts.body, table, row, "left"),
        Style.FORM_LABEL: Look(fonts.heading1, table, row, "center"),
        Style.FORM_TEXT: Look(fonts.body, table, row, "left"),
        Style.PAGE_NUMBER: Look("宋体", 14, pitch=0, left=1, right=1),
    }
