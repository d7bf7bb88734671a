"""A scheme as a workbook: a sheet for each part of it, and what came back read cell by cell. (features C13, D14)"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.scoring import LEAST_BALLOTS, MOST_PLACES, WHOLE, Method
from xuncha.core.text import N_, Say, say
from xuncha.evaluation.models import Kind, Scheme
from xuncha.evaluation.rules.definitions import (
    BANDS,
    CHOICES,
    EFFECT_LABEL,
    FOLLOW_LABEL,
    GROUPS,
    INDICATORS,
    METHOD_LABEL,
    PARTS,
    VETOES,
    Definition,
    next_code,
)
from xuncha.evaluation.rules.rates import FORMULAS
from xuncha.foundation.documents.sheet_values import as_text, folded
from xuncha.foundation.documents.workbooks import Table, read_tables
from xuncha.foundation.imports.checking import Complains, reader
from xuncha.foundation.imports.kinds import Context, SheetColumn, choices_of
from xuncha.foundation.imports.kinds import Kind as Cell
from xuncha.foundation.imports.mapping import bare

HEAD, ITEMS = "head", "items"
SHOWN = 30  # mistakes told at once
CODE = SheetColumn("code", N_("代码"), limit=40, hint=N_("原有的不要改；新加的行可以空着，由系统给。"))
POINTS: dict[str, tuple[Decimal, Decimal]] = {
    "maximum": (Decimal("0.01"), Decimal(99_999)),
    "most": (Decimal("0.01"), WHOLE),
    "weight": (Decimal(0), WHOLE),
    "worth": (Decimal(0), WHOLE),
    "full": (Decimal("0.01"), Decimal(99_999)),
}
COUNTS: dict[str, tuple[int, int]] = {"limit": (1, 1000), "places": (0, MOST_PLACES)}
BAND_FROM, BALLOTS = (Decimal(0), Decimal(99_999)), (LEAST_BALLOTS, 10_000)
"""What a number of a field may be. `least` is a total for a grade and a count for a group."""


def _coded(labels: Mapping[Any, str]) -> dict[str, str]:
    return {label: str(code) for code, label in labels.items()}


SHEETS: dict[str, tuple[str, tuple[SheetColumn, ...]]] = {
    HEAD: (
        N_("方案"),
        (
            SheetColumn("title", N_("方案名称"), required=True, limit=60, width=40),
            SheetColumn("kind", N_("评估什么"), Cell.CHOICE, required=True, choices=choices_of(Kind), width=20),
            SheetColumn("full", N_("基本指标满分"), required=True, hint=N_("数，最多两位小数。")),
            SheetColumn("places", N_("保留小数位数"), Cell.INTEGER, required=True),
            SheetColumn("source", N_("依据"), limit=300, default="", width=60, hint=N_("按哪份文件制定。")),
        ),
    ),
    INDICATORS: (
        PARTS[INDICATORS],
        (
            CODE,
            SheetColumn("label", N_("指标"), required=True, limit=40, width=30),
            SheetColumn("maximum", N_("满分"), required=True, hint=N_("数，最多两位小数。")),
            SheetColumn("method", N_("计分方式"), Cell.CHOICE, required=True, choices=_coded(METHOD_LABEL)),
            SheetColumn(
                "formula", N_("比率"), Cell.CHOICE, width=26, default="",
                choices={one.label: code for code, one in FORMULAS.items()},
                hint=N_("按比例计分的才选；数从整改台账取。"),
            ),
        ),
    ),
    ITEMS: (
        N_("加减分项"),
        (
            SheetColumn(
                "indicator", N_("指标代码"), required=True, limit=40, hint=N_("属于哪项指标，写它的代码或者名称。")
            ),
            CODE,
            SheetColumn("label", N_("名称"), required=True, limit=60, width=40),
            SheetColumn("most", N_("最多几分"), required=True, hint=N_("数，最多两位小数。")),
        ),
    ),
    GROUPS: (
        PARTS[GROUPS],
        (
            CODE,
            SheetColumn("label", N_("评议主体"), required=True, limit=40, width=30),
            SheetColumn("weight", N_("权重（%）"), required=True, hint=N_("各主体合计 100。")),
            SheetColumn("least", N_("最少票数"), Cell.INTEGER, required=True, hint=N_("不足的不计入，也不显示。")),
        ),
    ),
    CHOICES: (
        PARTS[CHOICES],
        (
            CODE,
            SheetColumn("label", N_("评议选项"), required=True, limit=20),
            SheetColumn("worth", N_("折合满分的（%）"), required=True),
        ),
    ),
    VETOES: (
        PARTS[VETOES],
        (
            CODE,
            SheetColumn("label", N_("否决项"), required=True, limit=40, width=40),
            SheetColumn("limit", N_("达到几件否决"), Cell.INTEGER, required=True),
            SheetColumn("effect", N_("后果"), Cell.CHOICE, required=True, choices=_coded(EFFECT_LABEL), width=20),
        ),
    ),
    BANDS: (
        PARTS[BANDS],
        (
            CODE,
            SheetColumn("label", N_("等次"), required=True, limit=20),
            SheetColumn("least", N_("从几分起"), required=True, hint=N_("最低一等从 0 分起。")),
            SheetColumn(
                "follow", N_("建议的结果运用"), Cell.CHOICES, choices=_coded(FOLLOW_LABEL), width=40,
                hint=N_("可填几项，用顿号分开。"),
            ),
        ),
    ),
}  # fmt: skip
"""Part of a scheme → what its sheet is called and its columns, in the order of the workbook."""


@dataclass(slots=True)
class Told:
    """What a workbook says, with every cell that is wrong."""

    title: str = ""
    kind: str = ""
    source: str = ""
    definition: Definition = field(default_factory=dict)
    wrong: list[Say] = field(default_factory=list)

    def complain(self, part: str, row: int, name: str, text: Say) -> None:
        """Name a cell that is wrong."""
        sheet, columns = SHEETS[part]
        label = next(column.label for column in columns if column.field == name)
        self.wrong.append(
            say("「{sheet}」第 {row} 行「{column}」：{text}", sheet=say(sheet), row=row, column=say(label), text=text)
        )

    def equals(self, scheme: Scheme) -> bool:
        """Whether this is word for word what a version says."""
        mine, theirs = Scheme(definition=self.definition).scored, scheme.scored
        head = (scheme.title, scheme.kind, as_text(scheme.source))
        return mine == theirs and (self.title, self.kind, self.source) == head


def read_scheme(path: Path) -> Told:
    """
    What a workbook says.

    Raises:
        WorkbookRefused: it cannot be read as a workbook.
        RuleViolated: every cell that is wrong, the first of them in words.

    """
    told = Told()
    tables = read_tables(path, {sheet: {column.label for column in columns} for sheet, columns in SHEETS.values()})
    missing = [say(sheet) for sheet, _columns in SHEETS.values() if sheet not in tables]
    if missing:
        text = say("工作簿里没有这几张表：{names}。请用导出的方案工作簿修改，没有内容的表留着表头。", names=missing)
        raise RuleViolated(Reason(text, "file"))
    rows = {part: list(_rows(told, part, tables[sheet])) for part, (sheet, _columns) in SHEETS.items()}
    _head(told, rows[HEAD])
    parts = {part: _coded_rows(told, part, rows[part]) for part in PARTS}
    sure = not told.wrong  # an indicator of which a cell is wrong cannot be found by its items
    _put_items(told, parts[INDICATORS], rows[ITEMS], sure=sure)
    told.definition.update({part: [values for _row, values in one] for part, one in parts.items()})
    if told.wrong:
        more = len(told.wrong) - SHOWN
        shown = [Reason(text, "file") for text in told.wrong[:SHOWN]]
        rest = [Reason(say("另有 {n} 处，改好这些再看。", n=more), "file")] if more > 0 else []
        raise RuleViolated(*shown, *rest)
    told.definition[BANDS].sort(key=lambda one: Decimal(one["least"]), reverse=True)
    return told


Row = tuple[int, dict[str, Any]]


def _rows(told: Told, part: str, table: Table) -> Iterator[Row]:
    """The rows of a sheet whose cells could be read; the others are complained of."""
    columns = SHEETS[part][1]
    places = {bare(heading): n for n, heading in enumerate(table.headers)}
    absent = [column for column in columns if bare(column.label) not in places]
    for column in absent:
        told.complain(part, table.heading_row, column.field, say("没有这一列，请照导出的工作簿补上。"))
    if absent:
        return
    read = {column.field: _reader(part, column) for column in columns}
    for number, cells in table.rows():
        values, before = {}, len(told.wrong)
        for column in columns:
            try:
                values[column.field] = read[column.field](cells[places[bare(column.label)]])
            except Complains as complaint:
                told.complain(part, number, column.field, complaint.text)
        if len(told.wrong) == before:
            yield number, values


def _reader(part: str, column: SheetColumn) -> Callable[[Any], Any]:
    """How a cell of this column is read: as of any workbook, numbers within what they may be."""
    read = reader(column, Context())
    points = BAND_FROM if (part, column.field) == (BANDS, "least") else POINTS.get(column.field)
    counts = BALLOTS if (part, column.field) == (GROUPS, "least") else COUNTS.get(column.field)

    def pointed(cell: Any) -> str:
        low, high = points or BAND_FROM
        return _points(read(cell), low, high)

    def counted(cell: Any) -> int:
        low, high = counts or BALLOTS
        n: int = read(cell)
        if not low <= n <= high:
            raise Complains(say("应当在 {low} 到 {high} 之间。", low=low, high=high))
        return n

    return pointed if points else counted if counts else read


def _points(text: str, low: Decimal, high: Decimal) -> str:
    """A number with at most two places, as a definition keeps it."""
    try:
        found = Decimal(folded(text).removesuffix("%").removesuffix("分").strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found != found.quantize(Decimal("0.01")):
        raise Complains(say("「{shown}」应当是数，最多两位小数，如 12 或 7.5。", shown=text[:30]))
    if not low <= found <= high:
        raise Complains(say("应当在 {low} 到 {high} 之间。", low=low, high=high))
    plain = f"{found:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _head(told: Told, rows: list[Row]) -> None:
    if len(rows) != 1:
        if not told.wrong:
            told.wrong.append(say("「{sheet}」应当有一行，写方案的名称、满分等。", sheet=say(SHEETS[HEAD][0])))
        return
    [(_row, values)] = rows
    told.title, told.kind, told.source = values["title"], values["kind"], values["source"]
    told.definition = {"full": values["full"], "places": values["places"]}


def _coded_rows(told: Told, part: str, rows: list[Row]) -> list[Row]:
    """Each row with a code of its own: the one it has, or the next one."""
    taken: dict[str, int] = {}
    for number, values in rows:
        code = values["code"]
        if code and not _is_code(code):
            told.complain(part, number, "code", say("用字母、数字和短横，例如 i1。"))
        elif code and taken.setdefault(code, number) != number:
            told.complain(part, number, "code", say("与第 {row} 行重复，请删去其中一行。", row=taken[code]))
    found: list[Row] = []
    for number, values in rows:
        code = values["code"] or next_code(part, list(taken))
        taken.setdefault(code, number)
        found.append((number, {**values, "code": code}))
    return found


def _is_code(code: str) -> bool:
    return code.isascii() and code.replace("-", "").replace("_", "").isalnum()


def _put_items(told: Told, indicators: list[Row], rows: list[Row], *, sure: bool) -> None:
    """Hang the items on their indicators, which they name by code or by name."""
    owners: dict[str, dict[str, Any]] = {}
    for _row, values in indicators:
        values["items"] = []
        owners[values["label"]] = values
    owners.update({values["code"]: values for _row, values in indicators})
    for number, values in rows:
        owner = owners.get(values["indicator"])
        if owner is None:
            if sure:
                text = say("「{shown}」不是指标表里的代码或者名称。", shown=values["indicator"])
                told.complain(ITEMS, number, "indicator", text)
            continue
        codes = [one["code"] for one in owner["items"]]
        if values["code"] and not _is_code(values["code"]):
            told.complain(ITEMS, number, "code", say("用字母、数字和短横，例如 i1。"))
        elif values["code"] in codes:
            told.complain(ITEMS, number, "code", say("这项指标里已经有这个代码。"))
        code = values["code"] or next_code("part", codes)
        owner["items"].append({"code": code, "label": values["label"], "most": values["most"]})
    for number, values in indicators:
        if values["formula"] and values["method"] != Method.RATE:
            told.complain(INDICATORS, number, "formula", say("不按比例计分的不选比率。"))
