"""Writes the styles and the font table into a docx."""

import math
from functools import cache
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from xuncha.foundation.documents.profile import Profile
from xuncha.foundation.documents.styles import (
    BODY_PITCH,
    CHARACTER,
    CHARACTERS,
    TYPE_AREA_POINTS,
    TYPE_AREA_TWIPS,
    Look,
    Style,
    looks,
)

LATIN = "Times New Roman"

STAND_INS = {
    "方正小标宋简体": "方正小标宋_GBK",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "黑体": "SimHei",
    "宋体": "SimSun",
}
"""What Word takes when the named font is not installed; Windows ships the names on the right."""


@cache
def style_ids() -> dict[Style, str]:
    """Ids under which paragraphs refer to styles; ASCII, because some readers stumble over others."""
    return {style: f"X{n:02}" for n, style in enumerate(Style, 1)}


FRAME = (
    f'<w:framePr {nsdecls("w")} w:w="{TYPE_AREA_TWIPS}" w:hSpace="0" w:vSpace="0" w:wrap="around" w:vAnchor="margin" '
    'w:hAnchor="margin" w:xAlign="center" w:yAlign="bottom"/>'
)
"""The imprint is pinned to the bottom of the type area of the page on which it stands."""

FRAME_RULES = (
    '<w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="000000"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="1" w:color="000000"/>'
    '<w:between w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    f'<w:tabs><w:tab w:val="right" w:pos="{TYPE_AREA_TWIPS - 14 * 20}"/></w:tabs>'
)
"""Thick rules (0.35 mm) around the imprint, thin ones (0.25 mm) inside it (GB/T 9704 7.4.1)."""


def define_styles(paper: Any, profile: Profile) -> None:
    """Add every style under its Chinese name; the default style becomes 三号 body text, the measure of the grid."""
    normal = paper.styles["Normal"]
    normal.element.get_or_add_rPr()
    _letters(normal.element.get_or_add_rPr(), Look(profile.fonts.body, profile.sizes.body))
    for style, look in looks(profile).items():
        made = paper.styles.add_style(style.value, WD_STYLE_TYPE.PARAGRAPH)
        made.element.set(qn("w:styleId"), style_ids()[style])
        made.base_style = normal
        made.quick_style = True
        element = made.element
        _letters(element.get_or_add_rPr(), look)
        old = element.find(qn("w:pPr"))
        if old is not None:
            element.remove(old)
        element.find(qn("w:rPr")).addprevious(_paragraph_properties(look))


def _letters(properties: Any, look: Look) -> None:
    for child in list(properties):
        properties.remove(child)
    half_points = round(look.size * 2)
    squeeze = _squeeze(look.size)
    parts = [
        f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{_escaped(look.font)}" w:cs="{LATIN}"/>',
        "<w:b/>" if look.bold else "",
        f'<w:color w:val="{look.colour}"/>' if look.colour else "",
        f'<w:spacing w:val="{squeeze}"/>' if squeeze else "",
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>',
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>',
    ]
    made = parse_xml(f"<w:rPr {nsdecls('w')}>{''.join(parts)}</w:rPr>")
    for child in list(made):
        properties.append(child)


def _squeeze(size: float) -> int:
    """
    Twips by which characters stand closer so that 28 of them fill the line: 三号 is a hair too wide for 156 mm.

    The page's grid says the same to Word and WPS; written into the style, every reader sets 28 characters
    (one twip more than the sum asks, for readers that round).
    """
    spare = TYPE_AREA_POINTS / CHARACTERS - size
    return math.floor(spare * 20) - 1 if -0.5 < spare < 0 else 0


def _paragraph_properties(look: Look) -> Any:
    spacing = f'w:before="{_lines(look.before)}" w:after="{_lines(look.after)}"'
    line = f'w:line="{round(look.pitch * 20)}" w:lineRule="exact"' if look.pitch else 'w:line="240" w:lineRule="auto"'
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="FF0000"/></w:pBdr>'
    parts = [
        "<w:keepNext/>" if look.keep_with_next else "",
        FRAME if look.framed else "",
        '<w:widowControl w:val="0"/>',
        rule if look.red_rule else "",
        FRAME_RULES if look.framed else "",
        '<w:snapToGrid w:val="0"/>',
        f"<w:spacing {spacing} {line}/>",
        _indent(look),
        f'<w:jc w:val="{look.align}"/>',
        f'<w:outlineLvl w:val="{look.outline - 1}"/>' if look.outline else "",
    ]
    return parse_xml(f"<w:pPr {nsdecls('w')}>{''.join(parts)}</w:pPr>")


def _indent(look: Look) -> str:
    """Indents by characters for Word and WPS, and in twips of body characters for readers that know only lengths."""
    first = "hanging" if look.first_line < 0 else "firstLine"
    given = {"left": look.left, "right": look.right, first: abs(look.first_line)}
    attributes = [
        f'w:{side}Chars="{round(count * 100)}" w:{side}="{round(count * CHARACTER * 20)}"'
        for side, count in given.items()
        if count
    ]
    return f"<w:ind {' '.join(attributes)}/>" if attributes else ""


def _lines(count: float) -> int:
    return round(count * BODY_PITCH * 20)


def name_fonts(paper: Any, profile: Profile) -> None:
    """Put the fonts into the font table with a stand-in each; no font file is embedded."""
    used = sorted({look.font for look in looks(profile).values()})
    entries = "".join(
        f'<w:font w:name="{_escaped(name)}">'
        + (f'<w:altName w:val="{STAND_INS[name]}"/>' if name in STAND_INS else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name in used
    )
    part = next(p for p in paper.part.package.iter_parts() if str(p.partname) == "/word/fontTable.xml")
    part._blob = (  # noqa: SLF001 - the library keeps this part as bytes
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{entries}</w:fonts>'.encode()
    )


def _escaped(name: str) -> str:
    return name.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
