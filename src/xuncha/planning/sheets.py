"""The targets of a term by workbook (五年规划对象库); a timetable as a workbook."""

from collections.abc import Iterable, Iterator, Sequence

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.documents.workbooks import Cell, Column, Sheet
from xuncha.foundation.http import words
from xuncha.foundation.imports.kinds import Complaint, Context, Kind, SheetColumn, SheetKind, Values
from xuncha.foundation.imports.removal import remove_unused
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.orgs.sheets import PORTION, unit_labels, units_below
from xuncha.foundation.usecases import Act
from xuncha.planning.models import Target
from xuncha.planning.selectors.board import Board, Compared

COLUMNS = (
    SheetColumn("organisation", N_("单位名称"), Kind.CHOICE, required=True, width=30, example="县水利局",
                aliases=("被巡察单位", "巡察对象", "单位", "单位编码", "党组织名称"),
                hint=N_("平台里已有单位的全称、简称或编码。")),
    SheetColumn("term", N_("届次"), Kind.CHOICE, aliases=("届别", "届"), example="八届县委",
                hint=N_("留空为最近一届。")),
    SheetColumn("counts", N_("计入全覆盖"), Kind.YES_NO, aliases=("是否计入全覆盖", "全覆盖对象"), default=True,
                example="是", hint=N_("填是或否，留空为是。")),
    SheetColumn("note", N_("备注"), limit=200, aliases=("说明",), default="", example=""),
)  # fmt: skip


def _context(actor: Actor, jurisdiction: Jurisdiction) -> Context:
    terms = {term.name: term.pk for term in jurisdiction.terms.order_by("-number")}
    closed = units_below(jurisdiction).filter(closed_on__isnull=False).values_list("pk", flat=True)
    return Context(
        references={"organisation": unit_labels(jurisdiction), "term": terms},
        extra={"latest": next(iter(terms.values()), None), "closed": set(closed)},
    )


def _check(values: Values, context: Context) -> list[Complaint]:
    values["term"] = values["term"] or context.extra["latest"]
    if values["term"] is None:
        return [("term", say("还没有届次，请先建立届次。"))]
    if values["organisation"] in context.extra["closed"]:
        return [("organisation", say("这个单位已撤销，不能列为巡察对象。"))]
    return []


def _records(actor: Actor, jurisdiction: Jurisdiction) -> Iterator[Values]:
    rows = Target.objects.filter(term__jurisdiction=jurisdiction).order_by("-term__number", "organisation__code")
    for row in rows.values("organisation", "term", "counts", "note").iterator(PORTION):
        yield dict(row)


def _create(act: Act, jurisdiction: Jurisdiction, rows: Iterable[Values]) -> Iterator[Target]:
    units = units_below(jurisdiction).in_bulk()
    targets = (
        Target(
            term_id=values["term"],
            organisation=units[values["organisation"]],
            counts=values["counts"],
            note=values["note"],
        )
        for values in rows
    )
    yield from act.create_many(Target, targets, "target.added", imported=True)


def _remove(act: Act, jurisdiction: Jurisdiction, ids: Sequence[int], reason: str) -> list[Say]:
    return remove_unused(act, Target, ids, "target.removed")


TARGETS_SHEET = SheetKind(
    "targets",
    N_("巡察对象"),
    Target,
    P.PLAN_DRAFT,
    JURISDICTIONS,
    COLUMNS,
    ("organisation", "term"),
    _context,
    _check,
    _records,
    _create,
    _remove,
    ("organisation",),
)


def board_sheets(board: Board, against: Compared | None) -> list[Sheet]:
    """A timetable as sheets: sectors by round, loads by round, unit by unit, and what differs from another version."""
    rounds = [words(board.table.label(n)) for n in range(len(board.table.rounds))]
    heat = [Column("领域"), *(Column(name, Cell.INTEGER, 14) for name in rounds), Column("已定", Cell.INTEGER)]
    loads = [Column("轮次", width=16), Column("力量"), Column("工作量", Cell.INTEGER), Column("能力", Cell.INTEGER)]
    units = [*(Column(name) for name in ("单位", "领域", "力量", "轮次", "指定或排除", "理由"))]
    sheets = [
        Sheet("轮次与领域", heat, ([r.sector or "未分领域", *map(len, r.cells), r.placed] for r in board.table.rows)),
        Sheet(
            "各轮力量",
            loads,
            (
                [name, one.pool, one.work, one.room]
                for name, here in zip(rounds, board.table.loads, strict=True)
                for one in here
            ),
        ),
        Sheet("逐家安排", [*units, Column("工作量", Cell.INTEGER)], _units(board, rounds)),
    ]
    if against is not None:
        heads = [Column("单位"), Column("原轮次", width=16), Column("现轮次", width=16), Column("为什么", width=60)]
        rows = ([one.name, words(one.old), words(one.new), "；".join(map(words, one.why))] for one in against.moved)
        sheets.append(Sheet("与另一版比", heads, rows))
    return sheets


def _units(board: Board, rounds: Sequence[str]) -> Iterator[list[object]]:
    marks: dict[int, list[str]] = {}
    why: dict[int, list[str]] = {}
    for mark in board.marks:
        marks.setdefault(mark.target_id, []).append(f"第{mark.round_number}轮{mark.get_kind_display()}")
        why.setdefault(mark.target_id, []).append(mark.reason)
    visits = board.table.places.visits
    for name, one in sorted(board.table.units.items(), key=lambda pair: (visits.get(pair[0], len(rounds)), pair[0])):
        target = board.task.units[name]
        told = "；".join(marks.get(target, ())), "；".join(why.get(target, ()))
        place = rounds[visits[name]] if name in visits else ""
        yield [name, one["sector"] or "", one["pool"], place, *told, one["workload"]]
