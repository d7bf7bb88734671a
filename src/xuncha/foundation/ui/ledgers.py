"""
Ledgers: every list of the product. Filter spine, groups, sorting, saved views, Excel out, constant queries.

A stage declares its ledger once, as data, and answers with `PAPERS_LEDGER.respond(request, PAPERS.visible_to(actor))`;
docs/interface.md has one in full.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models import Value as One
from django.db.models.expressions import OrderBy
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Leaving, is_reasoned, needed_to_take
from xuncha.foundation.documents.tables import write_table
from xuncha.foundation.http import SignedInRequest, asked_by, listed, reaches_here, words
from xuncha.foundation.reach import page_of, reached, with_related
from xuncha.foundation.ui.gathering import LongRead, Value, lightened, values_of
from xuncha.foundation.ui.ledger_filters import filters_of, narrowed
from xuncha.foundation.ui.ledger_parts import (
    Cell,
    Chip,
    Choice,
    Column,
    Row,
    Spine,
    by_state,
    finished_last,
    main_column,
    picked,
    plain_text,
    state_column,
)

__all__ = [
    "Cell",
    "Chip",
    "Choice",
    "Column",
    "Ledger",
    "Row",
    "Shown",
    "Spine",
    "by_state",
    "finished_last",
    "main_column",
    "picked",
    "state_column",
]

PAGE_SIZE = 15
NAMED = 4  # groups in the sentence under the title; the tabs below have them all


OPENING = gettext_lazy("共 {n} 项")
EMPTY = gettext_lazy("有了第一条，会列在这里。")
ALL = "all_of_them"  # beside the codes of the groups


def may_take_lists(request: SignedInRequest) -> bool:
    """Whether this person may take away as a workbook what this page shows."""
    return reaches_here(request, needed_to_take(Leaving.LEDGER, asked_by(request)))


@dataclass(frozen=True)
class Ledger:
    """
    A declared list; see the module's docstring.

    `opening` begins the sentence under the title; `overdue` says which rows are late on a day: the list then has a
    group of them and its sentence counts them in red. `empty` says how rows come here, where there are none yet.
    """

    code: str
    title: Any
    columns: tuple[Column, ...]
    spine: Spine = field(default_factory=Spine)
    choices: tuple[Choice, ...] = ()
    search: tuple[str, ...] = ()
    chips: tuple[Chip, ...] = ()
    order: tuple[str | OrderBy, ...] = ("-pk",)
    related: tuple[str, ...] = ()
    prefetch: tuple[str | Prefetch, ...] = ()  # type: ignore[type-arg]  # of whatever the list hangs together with
    dressed: Callable[[Sequence[Any]], Sequence[Any]] | None = None  # rows as this reader sees them, all at once
    without: tuple[str, ...] = ()  # long texts that no column shows: not read
    url: Callable[[Any], str] | None = None
    bulk: tuple[tuple[str, Any], ...] = ()
    bulk_url: str = ""
    page_size: int = PAGE_SIZE
    opening: Any = OPENING
    overdue: Callable[[date], Q] | None = None
    empty: Any = EMPTY

    def respond(
        self,
        request: SignedInRequest,
        rows: QuerySet[Any],
        *,
        template: str = "ui/ledger.html",
        context: Mapping[str, Any] | None = None,
    ) -> HttpResponseBase:
        """The page of the list, or with `export=xlsx` its workbook with every row that fits the filters."""
        shown = Shown(self, request, rows)
        if request.GET.get("export") == "xlsx":
            return shown.workbook()
        return render(request, template, {"ledger": shown, **(context or {})})


class Shown:
    """One look at a ledger: the filters as set, the rows of the page, the addresses of the other pages."""

    def __init__(self, ledger: Ledger, request: SignedInRequest, rows: QuerySet[Any]) -> None:
        self.declared, self.request = ledger, request
        self.code, self.title, self.size = ledger.code, ledger.title, ledger.page_size
        self.chip = request.GET.get("chip", "")
        self.ticks = bool(ledger.bulk)
        self.bulk, self.bulk_url = ledger.bulk, ledger.bulk_url
        self.filters = filters_of(request, ledger.spine, ledger.choices, ledger.search)
        fitting = narrowed(rows, self.filters, ledger.spine, ledger.search)
        self.groups = self._groups()
        self.counts = self._counts(fitting)
        chosen = next((group for group in self.groups if group.code == self.chip), None)
        self._rows = self._ordered(fitting.filter(chosen.condition(request.actor)) if chosen else fitting)
        self.total = self.counts[chosen.code if chosen else ALL]
        self.page = min(max(1, _whole(request.GET.get("page"), 1)), max(1, -(-self.total // self.size)))
        self.width = len(ledger.columns) + int(self.ticks)

    # What is set

    def _groups(self) -> tuple[Chip, ...]:
        """The declared groups and, where the list knows what is late, that of the overdue rows."""
        overdue = self.declared.overdue
        if overdue is None:
            return self.declared.chips
        condition = overdue(localdate(self.request.now))
        return (*self.declared.chips, Chip("late", _("已超期"), lambda _actor: condition, late=True))

    def _counts(self, rows: QuerySet[Any]) -> dict[str, int]:
        """How many rows fit the filters, all of them and by group; one query, whatever the number of groups."""
        conditions = {ALL: None, **{group.code: group.condition(self.request.actor) for group in self.groups}}
        counted = {f"group_{code}": Count(One(1), filter=condition) for code, condition in conditions.items()}
        found = rows.order_by().aggregate(**counted)
        return {code: found[f"group_{code}"] for code in conditions}

    def _ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.request.GET.get("sort", "")
        sortable = {c.code: c.sort for c in self.declared.columns if c.sort}
        order: list[str | OrderBy] = list(self.declared.order)
        if wanted.lstrip("-") in sortable:
            order = [("-" if wanted.startswith("-") else "") + sortable[wanted.lstrip("-")], *order]
        return rows.order_by(*order, "pk")

    def _whole(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with whatever the columns touch."""
        rows = with_related(rows, self.declared.related).prefetch_related(*self.declared.prefetch)
        return lightened(rows, self.declared.without)

    @property
    def conditions(self) -> str:
        """The filters in words, for the printed page."""
        return listed(self._set()) or _("全部")

    def _set(self) -> Iterator[str]:
        for one in self.filters:
            if one["value"]:
                label = dict(one.get("options") or []).get(one["value"], one["value"])
                yield f"{one['label']} {label}"

    @property
    def narrowed(self) -> str:
        """The filters in words; empty where none is set."""
        return listed(self._set())

    @property
    def opening(self) -> str:
        """How the sentence under the title begins: how many rows fit the filters."""
        return str(self.declared.opening).format(n=self.whole)

    @property
    def told(self) -> list[dict[str, Any]]:
        """The groups that the sentence under the title names: the first that have rows, and the overdue ones."""
        found = [link for link in self.chips if link["n"]]
        return [link for place, link in enumerate(found) if place < NAMED or link["late"]]

    @property
    def empty(self) -> str:
        """How rows come here, for a list that has none."""
        return str(self.declared.empty)

    @property
    def first(self) -> int:
        """The place of the first row of this page among all."""
        return (self.page - 1) * self.size + 1

    @property
    def last(self) -> int:
        """The place of its last row."""
        return self.first + len(self.rows) - 1

    # What is shown

    @cached_property
    def rows(self) -> list[Row]:
        """
        The rows of this page, each with its cells ready.

        Which rows is asked of keys alone, inside the same query: sorting a hundred thousand whole records to show
        twenty of them would take most of the page's time.
        """
        keys = self._rows[self.first - 1 : self.first - 1 + self.size].values("pk")
        records = self._dressed(list(self._whole(self._rows.filter(pk__in=keys))))
        values = values_of([c.value for c in self.declared.columns], records)
        return [self._row(record, values) for record in records]

    def _dressed(self, records: Sequence[Any]) -> Sequence[Any]:
        return self.declared.dressed(records) if self.declared.dressed else records

    def _row(self, record: Any, values: Sequence[Value]) -> Row:
        cells = []
        for column, value in zip(self.declared.columns, values, strict=True):
            text = "" if column.template else plain_text(value(record))
            cells.append(
                Cell(
                    text,
                    column.css,
                    self._url(record) if column.link else "",
                    plain_text(column.sub(record)) if column.sub else "",
                    column.shape(record) if column.shape else None,
                    column.template,
                )
            )
        return Row(record.pk, str(record), record, cells)

    def _url(self, record: Any) -> str:
        return (self.declared.url or page_of)(record)

    @property
    def heads(self) -> list[dict[str, str]]:
        """Column heads with the address that sorts by them."""
        current = self.request.GET.get("sort", "")
        heads = []
        for column in self.declared.columns:
            css = column.css.replace("main-cell", "").strip()
            head = {"label": words(column.label), "css": css, "url": "", "sorted": ""}
            if column.sort:
                head["url"] = self.at(sort=("-" if current == column.code else "") + column.code, page="")
                head["sorted"] = {column.code: "ascending", f"-{column.code}": "descending"}.get(current, "")
            heads.append(head)
        return heads

    # Where the rest is

    def at(self, **changed: Any) -> str:
        """The address of this list with some parameters changed; an empty value drops one."""
        query = self.request.GET.copy()
        for name, value in changed.items():
            query.pop(name, None)
            if value:
                query[name] = str(value)
        return f"?{query.urlencode()}"

    @property
    def query(self) -> str:
        """The filters as an address, without the page."""
        return self.at(page="", export="").lstrip("?")

    @property
    def export_url(self) -> str:
        """The workbook with these filters."""
        return self.at(export="xlsx", page="")

    @property
    def exportable(self) -> bool:
        """Whether this person may take away what they read here."""
        return may_take_lists(self.request)

    @property
    def marked(self) -> bool:
        """Whether the reader's name and time stand behind the list: people who spoke up or are spoken of are in it."""
        return is_reasoned(Leaving.LEDGER, asked_by(self.request))

    @property
    def all_url(self) -> str:
        """The list without a group."""
        return self.at(chip="", page="")

    @property
    def chips(self) -> list[dict[str, Any]]:
        """Groups as links."""
        return [
            {
                "label": words(group.label),
                "url": self.at(chip=group.code, page=""),
                "current": group.code == self.chip,
                "n": self.counts[group.code],
                "late": group.late,
            }
            for group in self.groups
        ]

    @property
    def whole(self) -> int:
        """How many rows fit the filters, whatever group is chosen."""
        return self.counts[ALL]

    @property
    def views(self) -> list[dict[str, str]]:
        """The person's saved views of this ledger."""
        saved: list[dict[str, str]] = self.request.actor.user.preferences.get("views", {}).get(self.code, [])
        return saved

    @property
    def pages(self) -> list[dict[str, Any]]:
        """Page links: first, around the current one, last, next."""
        last = max(1, -(-self.total // self.size))
        wanted = sorted({1, last, *range(max(1, self.page - 2), min(last, self.page + 2) + 1)})
        links: list[dict[str, Any]] = []
        before = 0
        for number in wanted:
            if number > before + 1:
                links.append({"gap": True})
            links.append({"number": number, "current": number == self.page, "url": self.at(page=number)})
            before = number
        if self.page < last:
            links.append({"number": _("下一页"), "url": self.at(page=self.page + 1), "name": "next"})
        return links

    # Excel out

    def workbook(self) -> FileResponse:
        """Every row that fits the filters and that the right to take lists reaches, streamed into a workbook."""
        columns = [c for c in self.declared.columns if c.export]
        heads = [words(c.label) for c in columns]
        right = needed_to_take(Leaving.LEDGER, asked_by(self.request))
        taken = self._rows.filter(reached(self._rows.model, self.request.actor, right))
        left = self.total - taken.count()
        untold = _("另有 {n} 条您可以查看，但导出权限不及于它们，没有列入。").format(n=left) if left else ""
        note = " ".join(filter(None, (self.conditions, untold)))
        file = write_table(words(self.title), heads, self._export_rows(columns, taken), note=note)
        if untold:
            messages.warning(self.request, untold)
        name = f"{words(self.title)}-{self.request.now:%Y%m%d}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name)

    def _export_rows(self, columns: Sequence[Column], taken: QuerySet[Any]) -> Iterator[list[Any]]:
        declared = self.declared
        for records in LongRead(taken, declared.related, declared.prefetch, declared.without).batches():
            shown = self._dressed(records)
            values = values_of([c.value for c in columns], shown)
            for record in shown:
                yield [value(record) for value in values]


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else otherwise
