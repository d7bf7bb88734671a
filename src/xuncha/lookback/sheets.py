"""Ledgers of earlier terms by workbook: what was fed back then, and what they say was done about it."""

from collections.abc import Iterable, Iterator, Sequence

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.imports.kinds import Complaint, Context, Kind, SheetColumn, SheetKind, Values, choices_of
from xuncha.foundation.imports.removal import remove_unused
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.orgs.sheets import PORTION, unit_labels, units_below
from xuncha.foundation.usecases import Act
from xuncha.lookback.models import OldItem
from xuncha.lookback.workflow import OldState
from xuncha.rectification.models import Difficulty

STILL_OPEN = frozenset({OldItem.Claimed.OPEN, OldItem.Claimed.BASICALLY})
"""What the old ledger itself calls unfinished goes on being followed from the day it comes in."""
FIRST_YEAR, LAST_YEAR = 1990, 2100

COLUMNS = (
    SheetColumn("organisation", N_("单位名称"), Kind.CHOICE, required=True, width=26, example="县水利局",
                aliases=("被巡察单位", "单位", "单位编码", "整改单位"), hint=N_("平台里已有单位的全称、简称或编码。")),
    SheetColumn("number", N_("编号"), required=True, limit=40, aliases=("序号", "问题编号"), example="2019-07",
                hint=N_("同一单位里不重复。")),
    SheetColumn("year", N_("反馈年度"), Kind.INTEGER, required=True, aliases=("年度", "反馈年份"), example="2019"),
    SheetColumn("title", N_("问题标题"), required=True, limit=80, aliases=("标题", "问题", "整改问题"), width=30,
                example="项目资金沉淀"),
    SheetColumn("text", N_("问题内容"), limit=20_000, aliases=("具体问题", "问题描述"), default="", width=50),
    SheetColumn("measures", N_("整改情况"), limit=4_000, aliases=("整改措施", "整改进展", "完成情况"), default="",
                width=50),
    SheetColumn("category", N_("问题分类"), limit=60, aliases=("分类", "类别"), default=""),
    SheetColumn("difficulty", N_("难易"), Kind.CHOICE, choices=choices_of(Difficulty), aliases=("难易程度",),
                default=Difficulty.EASY.value, example="一般"),
    SheetColumn("claimed", N_("台账结论"), Kind.CHOICE, required=True, choices=choices_of(OldItem.Claimed),
                aliases=("完成状态", "整改状态", "是否完成"), example="已完成",
                hint=N_("未完成、基本完成的，导入后继续跟踪。")),
)  # fmt: skip
FIELDS = tuple(column.field for column in COLUMNS)


def _context(_actor: Actor, jurisdiction: Jurisdiction) -> Context:
    return Context({"organisation": unit_labels(jurisdiction)})


def _check(values: Values, _context: Context) -> list[Complaint]:
    if not FIRST_YEAR <= values["year"] <= LAST_YEAR:
        return [("year", say("年度写四位数，如 2019。"))]
    return []


def _records(_actor: Actor, jurisdiction: Jurisdiction) -> Iterator[Values]:
    rows = OldItem.objects.filter(jurisdiction=jurisdiction).order_by("organisation__code", "number")
    for row in rows.values(*FIELDS).iterator(PORTION):
        yield dict(row)


def _create(act: Act, jurisdiction: Jurisdiction, rows: Iterable[Values]) -> Iterator[OldItem]:
    units = units_below(jurisdiction).in_bulk()
    items = (
        OldItem(
            jurisdiction=jurisdiction,
            organisation=units[values["organisation"]],
            state=OldState.OPEN if values["claimed"] in STILL_OPEN else OldState.CLAIMED,
            **{name: values[name] for name in FIELDS[1:]},
        )
        for values in rows
    )
    yield from act.create_many(OldItem, items, "old_item.imported")


def _remove(act: Act, _jurisdiction: Jurisdiction, ids: Sequence[int], _reason: str) -> list[Say]:
    return remove_unused(act, OldItem, ids, "old_item.removed")


OLD_ITEMS_SHEET = SheetKind(
    "old-items",
    N_("上届整改台账"),
    OldItem,
    P.LOOKBACK_WRITE,
    JURISDICTIONS,
    COLUMNS,
    ("organisation", "number"),
    _context,
    _check,
    _records,
    _create,
    _remove,
    ("organisation",),
)
