"""
Ledgers: every list of the product. Filter spine, groups, sorting, saved views, Excel out, constant queries.

A stage declares its ledger once, as data, and answers with `PAPERS_LEDGER.respond(request, PAPERS.visible_to(actor))`;
docs/interface.md has one in full.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.workflow import State, Workflow
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.documents.tables import write_table
from xuncha.foundation.http import SignedInRequest, words
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.spine import options_for

PAGE_SIZE = 15
Value = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column. `value` is what is exported and, without `template`, what is shown.

    `sort` is the field to order by; `link` makes the cell lead to the record; `sub` is the small second line; `shape`
    gives the status shape; `css` is num, fold, main-cell, w1…w7; `template` draws the cell with `record`.
    """

    code: str
    label: Any
    value: Value
    sort: str = ""
    link: bool = False
    sub: Value | None = None
    shape: Value | None = None
    css: str = ""
    template: str = ""
    export: bool = True


def main_column(code: str, label: Any, value: Value, *, sort: str = "", sub: Value | None = None) -> Column:
    """The column by which a row is known: wide, sortable (by the field `code` or by `sort`), leading to the record."""
    return Column(code, label, value, sort=sort or code, link=True, sub=sub, css="main-cell")


def state_column(workflow: Workflow[Any], *, of: str = "", since: bool = False, css: str = "") -> Column:
    """The state (`of` a related record) in the words and shape of the workflow, with `since` the day it began."""

    def state(record: Any) -> State:
        return workflow.states[type(workflow.initial)((getattr(record, of) if of else record).state)]

    return Column(
        "state",
        gettext_lazy("状态"),
        lambda record: words(state(record).label),
        sort=f"{of}__state" if of else "state",
        shape=lambda record: state(record).shape,
        sub=(lambda record: localdate(record.state_since)) if since else None,
        css=css,
    )


@dataclass(frozen=True, slots=True)
class Spine:
    """Lookup paths of the filters 届次 年度 轮次 巡察组 被巡察单位 分类 是否办结; an empty one is not offered."""

    term: str = ""
    year: str = ""
    round: str = ""
    team: str = ""
    unit: str = ""  # path to the organisation
    category: str = ""
    done: Q | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter of one ledger beyond the spine: a select over fixed choices."""

    code: str
    label: Any
    path: str
    choices: Sequence[tuple[Any, Any]]


def by_state(workflow: Workflow[Any]) -> Choice:
    """The filter by state, in the words of the workflow's table and the language of the page."""
    states = [(state.value, gettext_lazy(info.label)) for state, info in workflow.states.items()]
    return Choice("state", gettext_lazy("状态"), "state", states)


@dataclass(frozen=True, slots=True)
class Chip:
    """A group of rows one click away, for instance 分给我."""

    code: str
    label: Any
    condition: Callable[[Actor], Q]


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    css: str = ""
    url: str = ""
    sub: str = ""
    shape: str | None = None
    template: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    pk: Any
    label: str
    record: Any
    cells: list[Cell]


@dataclass(frozen=True)
class Ledger:
    """A declared list; see the module's docstring."""

    code: str
    title: Any
    columns: tuple[Column, ...]
    spine: Spine = field(default_factory=Spine)
    choices: tuple[Choice, ...] = ()
    search: tuple[str, ...] = ()
    chips: tuple[Chip, ...] = ()
    order: tuple[str, ...] = ("-pk",)
    related: tuple[str, ...] = ()
    prefetch: tuple[str | Prefetch, ...] = ()  # type: ignore[type-arg]  # of whatever the list hangs together with
    without: tuple[str, ...] = ()  # long texts that no column shows: not read
    url: Callable[[Any], str] | None = None
    bulk: tuple[tuple[str, Any], ...] = ()
    bulk_url: str = ""
    page_size: int = PAGE_SIZE

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
        self.filters = self._filters()
        self._rows = self._ordered(self._narrowed(rows))
        self.total = self._rows.order_by().count()
        self.page = min(max(1, _whole(request.GET.get("page"), 1)), max(1, -(-self.total // self.size)))
        self.width = len(ledger.columns) + int(self.ticks)

    # What is set

    def _filters(self) -> list[dict[str, Any]]:
        get, spine = self.request.GET, self.declared.spine
        paths = {"term": spine.term, "year": spine.year, "round": spine.round, "team": spine.team}
        wanted = [code for code, path in {**paths, "category": spine.category}.items() if path]
        options = options_for(self.request.actor, self.request.now, wanted)
        labels = {"term": _("届次"), "year": _("年度"), "round": _("轮次"), "team": _("巡察组"), "category": _("分类")}
        selects = {
            code: {"code": code, "label": labels[code], "path": getattr(spine, code), "options": options.get(code, [])}
            for code in wanted
        }
        category = selects.pop("category", None)
        found: list[dict[str, Any]] = [*selects.values()]
        if spine.unit:
            found.append({"code": "unit", "label": _("被巡察单位"), "path": spine.unit})
        if category:
            found.append(category)
        for choice in self.declared.choices:
            pairs = [(str(value), label) for value, label in choice.choices]
            found.append({"code": choice.code, "label": choice.label, "path": choice.path, "options": pairs})
        if spine.done is not None:
            found.append(
                {"code": "done", "label": _("是否办结"), "options": [("yes", _("已办结")), ("no", _("未办结"))]}
            )
        if self.declared.search:
            found.append({"code": "q", "label": _("关键词"), "grow": True})
        return [{**one, "value": get.get(one["code"], "")} for one in found]

    def _narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        for one in self.filters:
            value = str(one["value"]).strip().replace("\x00", "")
            if not value:
                continue
            if one["code"] == "q":
                rows = rows.filter(_any(self.declared.search, value))
            elif one["code"] == "unit":
                rows = rows.filter(
                    Q(**{f"{one['path']}__name__icontains": value})
                    | Q(**{f"{one['path']}__short_name__icontains": value})
                )
            elif one["code"] == "done":
                condition = self.declared.spine.done or Q()
                rows = rows.filter(condition) if value == "yes" else rows.exclude(condition)
            elif value in {str(option[0]) for option in one["options"]}:
                rows = rows.filter(**{one["path"]: value})
        for chip in self.declared.chips:
            if chip.code == self.chip:
                rows = rows.filter(chip.condition(self.request.actor))
        return rows

    def _ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.request.GET.get("sort", "")
        sortable = {c.code: c.sort for c in self.declared.columns if c.sort}
        order = list(self.declared.order)
        if wanted.lstrip("-") in sortable:
            order = [("-" if wanted.startswith("-") else "") + sortable[wanted.lstrip("-")], *order]
        return rows.order_by(*order, "pk")

    def _whole(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with whatever the columns touch."""
        if self.declared.related:
            rows = rows.select_related(*self.declared.related)
        return rows.prefetch_related(*self.declared.prefetch).defer(*self.declared.without)

    @property
    def conditions(self) -> str:
        """The filters in words, for the printed page."""
        said = []
        for one in self.filters:
            if one["value"]:
                label = dict(one.get("options") or []).get(one["value"], one["value"])
                said.append(f"{one['label']} {label}")
        return "，".join(said) or _("全部")

    # What is shown

    @cached_property
    def rows(self) -> list[Row]:
        """
        The rows of this page, each with its cells ready.

        Which rows is asked of keys alone, inside the same query: sorting a hundred thousand whole records to show
        twenty of them would take most of the page's time.
        """
        first = (self.page - 1) * self.size
        keys = self._rows[first : first + self.size].values("pk")
        return [self._row(record) for record in self._whole(self._rows.filter(pk__in=keys))]

    def _row(self, record: Any) -> Row:
        cells = []
        for column in self.declared.columns:
            text = "" if column.template else plain_text(column.value(record))
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
    def all_url(self) -> str:
        """The list without a group."""
        return self.at(chip="", page="")

    @property
    def chips(self) -> list[dict[str, Any]]:
        """Groups as links."""
        return [
            {"label": words(c.label), "url": self.at(chip=c.code, page=""), "current": c.code == self.chip}
            for c in self.declared.chips
        ]

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
        """Every row that fits the filters, streamed into a workbook."""
        columns = [c for c in self.declared.columns if c.export]
        heads = [words(c.label) for c in columns]
        file = write_table(words(self.title), heads, self._export_rows(columns), note=self.conditions)
        name = f"{words(self.title)}-{self.request.now:%Y%m%d}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name)

    def _export_rows(self, columns: Sequence[Column]) -> Iterator[list[Any]]:
        for record in self._whole(self._rows).iterator(chunk_size=1000):
            yield [column.value(record) for column in columns]


def _any(paths: Sequence[str], value: str) -> Q:
    condition = Q()
    for path in paths:
        condition |= Q(**{f"{path}__icontains": value})
    return condition


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else otherwise


def plain_text(value: Any) -> str:
    """A cell as text: nothing for nothing, dates as 2022-05-10, the rest as it says itself."""
    if value is None:
        return ""
    return words(value) if isinstance(value, str) else str(value)


def picked(request: SignedInRequest) -> list[int]:
    """The keys of the rows ticked in a ledger, or named in the address of the page that follows."""
    given = request.POST.getlist("pick") if request.method == "POST" else request.GET.getlist("pick")
    return [int(one) for one in dict.fromkeys(given) if one.isdigit() and len(one) < 19]
