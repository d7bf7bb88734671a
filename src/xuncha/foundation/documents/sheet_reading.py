"""
Workbooks in: bounded before they are opened, then read by calamine. Whatever is wrong is said in one sentence.

The reader lays a sheet out as one rectangle in memory, so a single value in cell XFD1048576 would ask for sixteen
thousand million cells. Therefore every part is unpacked once in small pieces first: counted against the limit (what
the archive claims about itself is not believed) and searched for values outside the rectangle that is allowed.
"""

import copy
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import python_calamine

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.text import Say, say
from xuncha.foundation.documents.sheet_values import as_text
from xuncha.foundation.documents.sheet_writing import CHOICE_SHEET, NOTES_SHEET

T = TypeVar("T")
MAX_ROWS = 200_000  # data rows
MAX_COLUMNS = 60
MAX_BYTES = 60 * 1024 * 1024  # of the file
MAX_UNPACKED = 400 * 1024 * 1024  # bytes of all its parts together
HEADING_ROWS = 10  # the heading is looked for in this many first rows
NO_HEADING = (0, 0)
PIECE = 1024 * 1024  # bytes unpacked at a time
OVERLAP = 512  # bytes kept between pieces, so that no cell is cut in two
_FAR = rb"[A-Za-z]{3}|[Bb][I-Zi-z]|[C-Zc-z][A-Za-z]"  # columns beyond BH, the sixtieth
_MAYBE_FAR = re.compile(rb"""r="(?:(?:%b)\d|[A-Za-z]{0,3}\d{6})""" % _FAR)  # cheap: run over everything
_FAR_COLUMN = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["'](?:%b)\d+["'](?:[^>]*[^/>])?>""" % _FAR)
_FAR_ROW = re.compile(rb"""<(?:\w+:)?(?:row|c)\s[^>]*?\br\s*=\s*["'][A-Za-z]*(\d{6,})["'](?:[^>]*[^/>])?>""")


class WorkbookRefused(RuleViolated):
    """The file cannot be read as a workbook; the reason says what to do about it, beside the field of the file."""

    def __init__(self, why: Say) -> None:
        super().__init__(Reason(why, "file"))


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a workbook: its headings, and the rows below them with the row numbers Excel shows."""

    sheet: str
    headers: tuple[str, ...]
    heading_row: int  # as Excel counts, from 1
    height: int  # rows below the heading, empty ones included
    _cells: Any

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """(row number, cells) of every row that is not empty."""
        for number, row in enumerate(self._cells.iter_rows(), start=1):
            if number > self.heading_row and any(row):
                yield number, row


def read_table(path: Path, known: Collection[str] = ()) -> Table:
    """
    The first sheet with content. The heading is the row among the first ten that has most of the `known` labels.

    Raises:
        WorkbookRefused: not a workbook, broken, encrypted, an old format, too large, or without a heading.

    """

    def first(book: Any) -> Table | None:
        for name in _visible(book):
            cells = book.get_sheet_by_name(name)
            if cells.height:
                return _table(name, cells, known)
        return None

    found = _opened(path, first)
    if found is None:
        raise WorkbookRefused(say("工作簿里没有内容。请下载模板，从第二行起填写。"))
    return found


def read_tables(path: Path, known: Mapping[str, Collection[str]]) -> dict[str, Table]:
    """
    The sheets of these names that the workbook has, each with its heading found as `read_table` finds it.

    Raises:
        WorkbookRefused: as `read_table`.

    """

    def named(book: Any) -> dict[str, Table]:
        sheets = {name: book.get_sheet_by_name(name) for name in _visible(book) if name in known}
        return {name: _table(name, cells, known[name]) for name, cells in sheets.items() if cells.height}

    return _opened(path, named)


def _opened(path: Path, read: Callable[[Any], T]) -> T:
    """What is read of the workbook; whatever is wrong with it is said in one sentence."""
    _guard(path)
    try:
        with path.open("rb") as file:
            return read(python_calamine.CalamineWorkbook.from_filelike(file))
    except WorkbookRefused:
        raise
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the reader arrives as a BaseException
        raise WorkbookRefused(
            say("这个工作簿打不开，可能没有保存完整。请在 Excel 或 WPS 中打开并另存一次。")
        ) from error


def _visible(book: Any) -> list[str]:
    sheets = [m for m in book.sheets_metadata if m.typ == python_calamine.SheetTypeEnum.WorkSheet]
    shown = [m.name for m in sheets if m.visible == python_calamine.SheetVisibleEnum.Visible]
    return [name for name in shown if name not in {NOTES_SHEET, CHOICE_SHEET}]


def _table(name: str, cells: Any, known: Collection[str]) -> Table:
    top: list[list[str]] = []
    for row in cells.iter_rows():
        top.append([as_text(cell) for cell in row])
        if len(top) == HEADING_ROWS:
            break
    best = max(range(len(top)), key=lambda n: (_likeness(_heading(top, n), known), -n))
    headers = _heading(top, best)
    if _likeness(headers, known) == NO_HEADING:
        raise WorkbookRefused(say("前 10 行里没有找到表头。表头每列一格，写列名；请对照模板。"))
    height = cells.end[0] - best  # the reader counts rows from 0, at the top of the sheet
    if height > MAX_ROWS:
        raise _too_long()
    return Table(name, tuple(headers), best + 1, height, cells)


def _heading(top: Sequence[Sequence[str]], number: int) -> list[str]:
    """The row's texts; where a cell is empty because it is merged with the one above, the text above it."""
    texts = list(top[number])
    for above in reversed(top[max(0, number - 2) : number]):
        if sum(1 for text in above if text) > 1:
            texts = [text or upper for text, upper in zip(texts, above, strict=True)]
    return texts


def _likeness(headers: Sequence[str], known: Collection[str]) -> tuple[int, int]:
    """How much a row looks like the heading: known labels first, then short distinct texts. NO_HEADING: not at all."""
    texts = {text for text in headers if text and len(text) <= 40 and not text.replace(".", "").isdigit()}
    matches = sum(1 for text in texts if text in known)
    return (matches, len(texts)) if matches or len(texts) > 1 else NO_HEADING


def _too_long() -> WorkbookRefused:
    return WorkbookRefused(say("表格超过 {rows} 行。请删掉表格下方多余的行，或分成几个文件导入。", rows=MAX_ROWS))


def _guard(path: Path) -> None:
    """Refuse what is not a workbook or is larger than it may be, before any library opens it."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise WorkbookRefused(
            say("文件有 {size} MB，最多 {limit} MB。请分成几个文件。", size=size // 2**20, limit=MAX_BYTES // 2**20)
        )
    with path.open("rb") as file:
        start = file.read(8)
    if not start.startswith(b"PK"):
        raise WorkbookRefused(_what_it_is(path, start))
    try:
        with zipfile.ZipFile(path) as archive:
            _look_at(archive)
    except WorkbookRefused:
        raise
    except Exception as error:  # the archive module raises a dozen kinds for as many ways of being broken
        raise _broken() from error


def _broken() -> WorkbookRefused:
    return WorkbookRefused(say("文件不完整或已损坏。请重新下载或在 Excel、WPS 中另存一次后再上传。"))


def _look_at(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.xml" not in {name.lower() for name in names}:
        raise WorkbookRefused(_other_package(names))
    _measure(archive)


def _measure(archive: zipfile.ZipFile) -> None:
    """Unpack everything once, a piece at a time, without believing the sizes that the archive states."""
    left = MAX_UNPACKED
    for stated in archive.infolist():
        part = copy.copy(stated)
        part.file_size = MAX_UNPACKED + 1
        is_sheet = part.filename.lower().startswith("xl/worksheets/") and part.filename.lower().endswith(".xml")
        tail = b""
        with archive.open(part) as content:
            while piece := content.read(PIECE):
                left -= len(piece)
                if left < 0:
                    raise WorkbookRefused(say("工作簿展开后过大，无法读取。请删除多余的工作表和图片，只留要导入的表。"))
                if is_sheet:
                    _stay_inside(tail + piece)
                    tail = piece[-OVERLAP:]


def _stay_inside(xml: bytes) -> None:
    """Refuse values outside the rectangle; formatted but empty cells out there are common and harmless."""
    if not _MAYBE_FAR.search(xml) and not (b"r='" in xml or b"r =" in xml or b"r= " in xml):
        return
    if _FAR_COLUMN.search(xml):
        raise WorkbookRefused(say("表格超过 {columns} 列。请删掉右侧多余的列。", columns=MAX_COLUMNS))
    for row in _FAR_ROW.finditer(xml):
        if int(row[1]) > MAX_ROWS + HEADING_ROWS:
            raise _too_long()


def _what_it_is(path: Path, start: bytes) -> Any:
    """The sentence for a file that is no package at all, by what it begins with."""
    if not start:
        return say("文件是空的。")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            return say("这个工作簿设了打开密码。请在 Excel 或 WPS 中去掉密码后另存再上传。")
        return say("这是旧格式的 .xls 文件。请在 Excel 或 WPS 中另存为 .xlsx 后再上传。")
    if start.startswith(b"%PDF"):
        return say("这是 PDF 文件，不是 Excel 工作簿。请上传 .xlsx 文件。")
    return say("这不是 Excel 工作簿。如果是 CSV 或文本，请用 Excel 或 WPS 打开后另存为 .xlsx。")


def _other_package(names: Collection[str]) -> Any:
    if any(name.startswith("word/") for name in names):
        return say("这是 Word 文档，不是 Excel 工作簿。请把表格放进 .xlsx 再上传。")
    if "content.xml" in names:
        return say("这是 ODS 表格。请另存为 .xlsx 后再上传。")
    return say("这个压缩包不是 Excel 工作簿。请上传 .xlsx 文件。")
