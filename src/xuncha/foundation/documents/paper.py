"""
The one layout module for GB/T 9704-2012: content under an office's profile → docx.

The body is written as XML with the styles' ids into the package that `template` made once for the profile. The bytes
depend on content, profile and date alone.
"""

import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from xuncha.core.permissions import Leaving
from xuncha.foundation.documents.content import Document
from xuncha.foundation.documents.layout import Box, Foot, Grid, Text, pieces
from xuncha.foundation.documents.marking import mark_for
from xuncha.foundation.documents.profile import Profile
from xuncha.foundation.documents.styles import CHARACTER, TYPE_AREA_TWIPS, Style
from xuncha.foundation.documents.stylesheet import FRAME, style_ids
from xuncha.foundation.documents.template import BODY, PROPERTIES, element, package, printable, run

ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)


def render_docx(document: Document, profile: Profile, *, on: date) -> bytes:
    """
    The document as a docx file; the same content, profile and date give the same bytes.

    Where somebody takes it away it carries their mark.
    """
    mark = mark_for(Leaving.FORM, rows=1)
    parts = package(profile, mark.line if mark else "")
    root = parse_xml(parts[BODY])
    end = root.body[-1]  # the section's properties stay last
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
    body = serialize_part_xml(root)
    return _packed({**parts, BODY: body, PROPERTIES: _properties(document.title.replace("\n", ""), profile.office, on)})


def _packed(parts: dict[str, bytes]) -> bytes:
    """The parts as a package, every one with the same moment."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts.items():
            target.writestr(zipfile.ZipInfo(name, ZIP_MOMENT), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _properties(title: str, author: str, on: date) -> bytes:
    """Title, author and date as the file's properties; the date is the document's, not the clock's."""
    moments = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{on.isoformat()}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<cp:coreProperties {nsdecls('cp', 'dc', 'dcterms', 'xsi')}><dc:title>{escape(printable(title))}</dc:title>"
        f"<dc:creator>{escape(printable(author))}</dc:creator>{moments}</cp:coreProperties>"
    ).encode()


def _paragraph(piece: Text, ids: dict[Style, str]) -> Any:
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(element("w:pStyle", val=ids[piece.style]))
    if piece.page_break:
        properties.append(OxmlElement("w:pageBreakBefore"))
    if piece.right is not None:
        right = round(piece.right * 100)
        properties.append(element("w:ind", rightChars=right, right=round(piece.right * CHARACTER * 20)))
    paragraph.append(properties)
    if piece.text:
        paragraph.append(run(piece.text, piece.size))
    return paragraph


def _spacer() -> Any:
    """Word wants a paragraph after a table; this one takes a point."""
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(element("w:snapToGrid", val=0))
    properties.append(element("w:spacing", line=20, lineRule="exact", before=0, after=0))
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
        properties.append(element("w:trHeight", val=height * 400, hRule="atLeast"))
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
    properties.append(element("w:tcW", w=width, type="dxa"))
    if box.span > 1:
        properties.append(element("w:gridSpan", val=box.span))
    properties.append(element("w:vAlign", val="center" if box.lines == 1 else "top"))
    cell.append(properties)
    for text in box.text.split("\n"):
        paragraph = OxmlElement("w:p")
        style = OxmlElement("w:pPr")
        style.append(element("w:pStyle", val=ids[box.style]))
        if box.align is not None:
            style.append(element("w:jc", val=box.align.value))
        paragraph.append(style)
        if text:
            paragraph.append(run(text))
        cell.append(paragraph)
    return cell


def _foot(foot: Foot, ids: dict[Style, str]) -> Iterator[Any]:
    """The imprint; its style pins it to the bottom of the type area."""
    for left, right in foot.rows:
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        properties.append(element("w:pStyle", val=ids[Style.IMPRINT]))
        properties.append(parse_xml(FRAME))  # said again here: LibreOffice does not take it from the style
        paragraph.append(properties)
        paragraph.append(run(f"　{left}"))
        if right:
            tab = OxmlElement("w:r")
            tab.append(OxmlElement("w:tab"))
            paragraph.append(tab)
            paragraph.append(run(right))
        yield paragraph
