"""
The one layout module for GB/T 9704-2012: content under an office's profile → docx.

Paragraphs are written as XML with the style's id; the document library is asked only for what happens once per
document (package, styles, section, footers). The bytes depend on content, profile and date alone.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from xuncha.foundation.documents.content import Document
from xuncha.foundation.documents.layout import Box, Foot, Grid, Text, pieces
from xuncha.foundation.documents.profile import Profile
from xuncha.foundation.documents.styles import (
    CHARACTER,
    CHARACTERS,
    PITCH_TWIPS,
    TYPE_AREA_POINTS,
    TYPE_AREA_TWIPS,
    Style,
)
from xuncha.foundation.documents.stylesheet import FRAME, define_styles, name_fonts, style_ids

SPACING = round((TYPE_AREA_POINTS / CHARACTERS - CHARACTER) * 4096)  # 1/4096 point per character
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot carry; a pasted text may hold them."""
ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)


def render_docx(document: Document, profile: Profile, *, on: date) -> bytes:
    """The document as a docx file; the same content, profile and date give the same bytes."""
    paper = _blank(profile)
    body = paper.element.body
    end = body[-1]  # the section's properties stay last
    ids = style_ids()
    for piece in pieces(document, red_head=profile.red_head):
        match piece:
            case Text():
                end.addprevious(_paragraph(piece, ids))
            case Grid():
                end.addprevious(_grid(piece, ids))
                end.addprevious(_spacer())
            case Foot():
                for row in _foot(piece, ids):
                    end.addprevious(row)
                end.addprevious(_spacer())
    properties = paper.core_properties
    moment = datetime(on.year, on.month, on.day, tzinfo=UTC)
    properties.title, properties.author = document.title, profile.office
    properties.last_modified_by, properties.comments, properties.revision = profile.office, "", 1
    properties.created = properties.modified = moment
    return _packed(paper)


def _packed(paper: Any) -> bytes:
    """Saved with every part's moment fixed."""
    loose, fixed = BytesIO(), BytesIO()
    paper.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, ZIP_MOMENT), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def _blank(profile: Profile) -> Any:
    """An empty paper with page, styles and page numbers."""
    return docx.Document(BytesIO(_template(profile)))


@lru_cache(maxsize=8)
def _template(profile: Profile) -> bytes:
    paper = docx.Document()
    define_styles(paper, profile)
    name_fonts(paper, profile)
    _page(paper.sections[0])
    if profile.page_numbers:
        _page_numbers(paper)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _page(section: Any) -> None:
    """A4, margins 37/35/28/26 mm, a grid of 22 lines of 28 characters."""
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    properties = section._sectPr  # noqa: SLF001 - the library has no name for the document grid
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = _element("w:docGrid", type="linesAndChars", linePitch=PITCH_TWIPS, charSpace=SPACING)
    properties.append(grid)


def _page_numbers(paper: Any) -> None:
    """— 1 — outside: right on odd pages, left on even ones, 7 mm below the type area."""
    paper.settings.odd_and_even_pages_header_footer = True
    section = paper.sections[0]
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]._p  # noqa: SLF001 - fields are written as XML
        properties = paragraph.get_or_add_pPr()
        properties.append(_element("w:pStyle", val=style_ids()[Style.PAGE_NUMBER]))
        properties.append(_element("w:jc", val=align))
        paragraph.append(_run("— "))
        field = _element("w:fldSimple", instr=" PAGE ")
        field.append(_run("1"))
        paragraph.append(field)
        paragraph.append(_run(" —"))


def _element(tag: str, **attributes: Any) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def _run(text: str, size: float | None = None) -> Any:
    run = OxmlElement("w:r")
    if size is not None:
        properties = OxmlElement("w:rPr")
        properties.append(_element("w:sz", val=round(size * 2)))
        run.append(properties)
    for n, line in enumerate(text.split("\n")):
        if n:
            run.append(OxmlElement("w:br"))
        word = OxmlElement("w:t")
        word.text = NOT_XML.sub("", line)
        word.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(word)
    return run


def _paragraph(piece: Text, ids: dict[Style, str]) -> Any:
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(_element("w:pStyle", val=ids[piece.style]))
    if piece.page_break:
        properties.append(OxmlElement("w:pageBreakBefore"))
    if piece.right is not None:
        right = round(piece.right * 100)
        properties.append(_element("w:ind", rightChars=right, right=round(piece.right * CHARACTER * 20)))
    paragraph.append(properties)
    if piece.text:
        paragraph.append(_run(piece.text, piece.size))
    return paragraph


def _spacer() -> Any:
    """Word wants a paragraph after a table; this one takes a point."""
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(_element("w:snapToGrid", val=0))
    properties.append(_element("w:spacing", line=20, lineRule="exact", before=0, after=0))
    paragraph.append(properties)
    return paragraph


def _grid(grid: Grid, ids: dict[Style, str]) -> Any:
    widths = _twips(grid.widths)
    table = _table_frame(widths)
    for n, row in enumerate(grid.rows):
        line = OxmlElement("w:tr")
        properties = OxmlElement("w:trPr")
        if max(len(box.text) for box in row) < 400:
            properties.append(OxmlElement("w:cantSplit"))
        height = max(box.lines for box in row)
        properties.append(_element("w:trHeight", val=height * 400, hRule="atLeast"))
        if n < grid.header:
            properties.append(OxmlElement("w:tblHeader"))
        line.append(properties)
        column = 0
        for box in row:
            line.append(_cell(box, sum(widths[column : column + box.span]), ids))
            column += box.span
        table.append(line)
    return table


def _twips(parts: tuple[float, ...]) -> list[int]:
    widths = [int(TYPE_AREA_TWIPS * part / sum(parts)) for part in parts]
    widths[-1] += TYPE_AREA_TWIPS - sum(widths)
    return widths


def _table_frame(widths: list[int]) -> Any:
    """An empty table of fixed column widths with half-point rules."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid></w:tbl>"
    )


def _cell(box: Box, width: int, ids: dict[Style, str]) -> Any:
    cell = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    properties.append(_element("w:tcW", w=width, type="dxa"))
    if box.span > 1:
        properties.append(_element("w:gridSpan", val=box.span))
    properties.append(_element("w:vAlign", val="center" if box.lines == 1 else "top"))
    cell.append(properties)
    for text in box.text.split("\n"):
        paragraph = OxmlElement("w:p")
        style = OxmlElement("w:pPr")
        style.append(_element("w:pStyle", val=ids[box.style]))
        if box.align is not None:
            style.append(_element("w:jc", val=box.align.value))
        paragraph.append(style)
        if text:
            paragraph.append(_run(text))
        cell.append(paragraph)
    return cell


def _foot(foot: Foot, ids: dict[Style, str]) -> Iterator[Any]:
    """The imprint; its style pins it to the bottom of the type area."""
    for left, right in foot.rows:
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        properties.append(_element("w:pStyle", val=ids[Style.IMPRINT]))
        properties.append(parse_xml(FRAME))  # said again here: LibreOffice does not take it from the style
        paragraph.append(properties)
        paragraph.append(_run(f"　{left}"))
        if right:
            tab = OxmlElement("w:r")
            tab.append(OxmlElement("w:tab"))
            paragraph.append(tab)
            paragraph.append(_run(right))
        yield paragraph
