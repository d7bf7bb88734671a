"""The empty package of a profile: A4 page, 22 × 28 grid, styles, fonts, page numbers. Made once, then only filled."""

import re
import zipfile
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from xuncha.foundation.documents.profile import Profile
from xuncha.foundation.documents.styles import CHARACTER, CHARACTERS, PITCH_TWIPS, TYPE_AREA_POINTS, Style
from xuncha.foundation.documents.stylesheet import define_styles, name_fonts, style_ids

BODY, PROPERTIES = "word/document.xml", "docProps/core.xml"
SPACING = round((TYPE_AREA_POINTS / CHARACTERS - CHARACTER) * 4096)  # 1/4096 point per character
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot carry; a pasted text may hold them."""


MARK = "MARK-OF-WHO-TOOK-IT"  # stands in the header until the mark is known
MARK_POINTS, MARK_COLOUR = 8, "7A7A7A"


def package(profile: Profile, mark: str = "") -> dict[str, bytes]:
    """The parts of an empty docx under this profile, by name; with a mark, every page carries it in its header."""
    parts = _package(profile, marked=bool(mark))
    told = escape(printable(mark)).encode()
    return {name: part.replace(MARK.encode(), told) if mark else part for name, part in parts}


@lru_cache(maxsize=16)
def _package(profile: Profile, *, marked: bool) -> tuple[tuple[str, bytes], ...]:
    paper = docx.Document()
    define_styles(paper, profile)
    name_fonts(paper, profile)
    _page(paper.sections[0])
    if profile.page_numbers:
        _page_numbers(paper)
    if marked:
        _mark(paper.sections[0])
    out = BytesIO()
    paper.save(out)
    with zipfile.ZipFile(out) as made:
        return tuple((name, made.read(name)) for name in made.namelist())


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
    grid = element("w:docGrid", type="linesAndChars", linePitch=PITCH_TWIPS, charSpace=SPACING)
    properties.append(grid)


def _page_numbers(paper: Any) -> None:
    """— 1 — outside: right on odd pages, left on even ones, 7 mm below the type area."""
    paper.settings.odd_and_even_pages_header_footer = True
    section = paper.sections[0]
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]._p  # noqa: SLF001 - fields are written as XML
        properties = paragraph.get_or_add_pPr()
        properties.append(element("w:pStyle", val=style_ids()[Style.PAGE_NUMBER]))
        properties.append(element("w:jc", val=align))
        paragraph.append(run("— "))
        field = element("w:fldSimple", instr=" PAGE ")
        field.append(run("1"))
        paragraph.append(field)
        paragraph.append(run(" —"))


def _mark(section: Any) -> None:
    """Who took the file, small and grey in the header of odd and even pages."""
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]._p  # noqa: SLF001 - as above
        paragraph.get_or_add_pPr().append(element("w:jc", val="right"))
        told = run(MARK, MARK_POINTS)
        told.find(qn("w:rPr")).insert(0, element("w:color", val=MARK_COLOUR))
        paragraph.append(told)


def printable(text: str) -> str:
    """The text without what XML cannot carry."""
    return NOT_XML.sub("", text)


def element(tag: str, **attributes: Any) -> Any:
    """A Word element with attributes of the same namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def run(text: str, size: float | None = None) -> Any:
    """A run of text; a line break where the text has one, `size` in points where the style's is overridden."""
    made = OxmlElement("w:r")
    if size is not None:
        properties = OxmlElement("w:rPr")
        properties.append(element("w:sz", val=round(size * 2)))
        made.append(properties)
    for n, line in enumerate(text.split("\n")):
        if n:
            made.append(OxmlElement("w:br"))
        word = OxmlElement("w:t")
        word.text = printable(line)
        word.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(word)
    return made
