"""
What the parts of somebody's own Word paper are, by their labels: plain patterns, and nothing is ever dropped.

Offices lay papers out as a table of labels and texts (two or four columns), as headed paragraphs (一、问题表现 …), as
`label：text` lines, or as a table with its labels in the first row. A part whose label says nothing here is kept with
that label as unplaced. (feature D14)
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xuncha.fieldwork.rules.limits import LIMITS

LABELS: dict[str, tuple[str, ...]] = {
    "title": ("问题标题", "问题名称", "问题题目", "标题", "题目"),
    "problem": ("问题", "问题描述", "问题表现", "发现的问题", "存在问题", "存在的问题", "主要问题", "问题概述"),
    "facts": (
        "具体事实", "问题事实", "事实", "主要事实", "基本事实", "事实描述", "事实经过", "问题事实描述", "具体情况",
        "具体表现", "问题具体表现", "核查情况", "调查核实情况",
    ),
    "characterisation": ("定性", "问题定性", "性质", "问题性质", "性质认定", "定性意见"),
    "basis": ("定性依据", "依据", "政策依据", "法规依据", "制度依据", "违反规定", "违反的规定"),
    "cause": ("原因", "原因分析", "问题原因", "产生原因"),
    "why_political": ("政治偏差", "为什么是政治问题", "政治分析", "政治影响"),
    "responsibility": ("责任", "责任主体", "责任单位", "责任人", "责任划分", "责任认定"),
    "amount": ("涉及金额", "金额", "涉及资金", "问题金额"),
    "persons": ("涉及人数", "人数", "涉及人员", "涉及人次"),
    "period": ("时间", "发生时间", "问题发生时间", "发生时段"),
    "sources": ("来源", "问题来源", "发现方式", "发现途径"),
    "category": ("分类", "问题分类", "类别", "问题类别", "问题类型"),
    "checklist_item": ("对照条目",),
    "handlers": ("经办人", "经办人员", "经办", "承办人", "填写人", "填表人"),
    "number": ("编号", "底稿编号", "底稿号"),
    "unit": ("被巡察单位", "被巡察党组织", "单位", "单位名称"),
    "team": ("巡察组", "巡察组别"),
    "day": ("填表日期", "填写日期", "日期"),
    "evidence": ("佐证", "佐证材料", "证据", "证据材料", "附件"),
    "signs": (
        "副组长复核", "组长审签", "复核意见", "审签意见", "副组长意见", "组长意见", "签字", "签名", "副组长", "组长",
    ),
}  # fmt: skip
"""{what it is: labels it goes by}. `problem` is a title or facts, by length; `number` and what follows stay aside."""

CODES = {label: code for code, labels in LABELS.items() for label in labels}
SHORT = frozenset({"number", "day", "unit", "team", "amount", "persons", "period", "handlers"})  # one line each
NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．])\s*"
)
ASIDE = re.compile(r"[(（][^()（）]*[)）]")
GAP = re.compile(r"[\t　]+| {2,}|　+")
FURNITURE = re.compile(r"^.{0,12}(?:巡察|巡视|工作|问题)底稿(?:表|单)?$|未经组长审签不得作为正式底稿使用|^本底稿替代")
LABEL_LIMIT = 20  # characters of a label


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A part of the document that no field claims, with the label it stood under."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the document says for each code of LABELS, the labels as it has them, and what is left."""

    texts: dict[str, str]
    labels: dict[str, str]
    unplaced: tuple[Unplaced, ...]


def recognise(lines: Iterable[Sequence[str]]) -> Recognised:
    """Sort the lines of a Word document: (text,) is a paragraph, (cell, cell, …) a row of a table."""
    reading = _Reading()
    for line in lines:
        if len(line) > 1:
            reading.row(line)
        else:
            reading.paragraphs(line[0])
    return reading.result()


def bare(label: str) -> str:
    """A label without numbering, spaces, remarks in brackets and its colon: 二、定性依据（写明条款）： → 定性依据."""
    text = NUMBERING.sub("", unicodedata.normalize("NFKC", label).strip())
    return re.sub(r"[\s:：*]", "", ASIDE.sub("", text))


def code_of(label: str) -> str | None:
    """What a label means; None for one that says nothing here."""
    return CODES.get(bare(label)) if len(label) <= LABEL_LIMIT else None


class _Reading:
    """Goes through the lines and remembers under which label it stands."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self.labels: dict[str, str] = {}
        self.left: list[tuple[str, list[str]]] = []
        self.place: list[str] | None = None  # where the next text goes
        self.columns: list[list[str]] = []  # where the cells of the next row go, below a row of labels
        self.in_table = False

    def result(self) -> Recognised:
        texts = {code: "\n".join(parts) for code, parts in self.texts.items() if parts}
        unplaced = tuple(
            Unplaced(label, "\n".join(parts)) if parts else Unplaced("", label) for label, parts in self.left
        )
        problem = texts.pop("problem", "")
        if problem and "title" not in texts and len(problem) <= LIMITS["title"]:
            texts["title"] = problem
        elif problem:
            texts["facts"] = "\n".join(part for part in (problem, texts.get("facts", "")) if part)
        return Recognised(texts, self.labels, unplaced)

    def open(self, label: str) -> str | None:
        """Stand under this label; one that says nothing here begins a part of its own."""
        code = code_of(label)
        if code is None:
            self.left.append((label.strip().rstrip("：:"), []))
            self.place = self.left[-1][1]
        else:
            self.labels.setdefault(code, label.strip())
            self.place = self.texts.setdefault(code, [])
        return code

    def add(self, text: str) -> None:
        """Put a text where we stand."""
        if not text.strip():
            return
        if self.place is None:
            self.left.append(("", []))
            self.place = self.left[-1][1]
        self.place.append(text.strip())

    def paragraphs(self, text: str) -> None:
        if self.in_table:
            self.place, self.columns, self.in_table = None, [], False
        for one in text.split("\n"):
            self.paragraph(one.strip())

    def paragraph(self, text: str) -> None:
        pairs = _pairs(text)
        if pairs:
            for label, value in pairs:
                code = self.open(label)
                self.add(value)
                if code in SHORT and value:
                    self.place = None
        elif code_of(text) or _is_heading(text):
            self.open(text)
        elif not (self.place is None and FURNITURE.search(text)):
            self.add(text)

    def row(self, cells: Sequence[str]) -> None:
        if not self.in_table:
            self.place, self.columns, self.in_table = None, [], True
        codes = [code_of(cell) for cell in cells]
        if bare(cells[0]) == "序号":
            self.columns = self._listed(cells, codes)
        elif len(cells) == len(self.columns) and codes[0] is None:
            for place, cell in zip(self.columns, cells, strict=True):
                place.extend([cell] if cell else [])
        elif all(codes):
            self.columns = [self._under(cell) for cell in cells]
        else:
            self.columns = []
            self._labelled(list(cells))

    def _under(self, label: str) -> list[str]:
        self.open(label)
        return self.place if self.place is not None else []

    def _listed(self, cells: Sequence[str], codes: Sequence[str | None]) -> list[list[str]]:
        """A numbered list inside the paper: its rows belong together, under the one label that is known here."""
        self.open(next((cell for cell, code in zip(cells, codes, strict=True) if code), " ".join(cells)))
        return [self.place if self.place is not None else []] * len(cells)

    def _labelled(self, cells: list[str]) -> None:
        """Labels with their texts beside them; a text whose label is merged with the one above goes on with it."""
        at_label = True
        while cells:
            cell = cells.pop(0)
            if code_of(cell) or (at_label and cells and _may_be_label(cell)):
                known = self.open(cell)
                if cells and code_of(cells[0]) is None:
                    text = cells.pop(0)
                    self.add(text)
                    if known is None and not text.strip():
                        self._forget_box()
            else:
                at_label = False
                for part in filter(None, cell.split("\n")):
                    self.paragraph(part.strip())

    def _forget_box(self) -> None:
        """An empty box of the form under a label that says nothing here is nothing to keep."""
        self.left.pop()
        self.place = None


def _pairs(text: str) -> list[tuple[str, str]]:
    """`label：text` once, or several of them with wide gaps between; empty when a part has no known label."""
    parts = [part for part in GAP.split(text) if part.strip()]
    several = [pair for part in parts if (pair := _pair(part))]
    if len(several) == len(parts) > 1:
        return several
    one = _pair(text)
    return [one] if one else []


def _pair(text: str) -> tuple[str, str] | None:
    label, colon, value = text.replace(":", "：", 1).partition("：")
    return (label, value.strip()) if colon and code_of(label) else None


def _is_heading(text: str) -> bool:
    """A numbered line too short to be a sentence."""
    return bool(NUMBERING.match(text)) and len(text) <= LABEL_LIMIT and not re.search(r"[。；，：:]", text)


def _may_be_label(text: str) -> bool:
    return 0 < len(bare(text)) <= 10 and not re.search(r"[\d。；，、\n]", text)
