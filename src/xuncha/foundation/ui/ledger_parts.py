"""What a ledger is declared of, and what its rows are drawn of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Q, When
from django.db.models.expressions import OrderBy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from xuncha.core.workflow import State, Workflow
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.http import SignedInRequest, words
from xuncha.foundation.ui.gathering import Gathered, Labelled, Value


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column. `value` is what is exported and, without `template`, what is shown; gathering.py has values that are
    worked out for all rows together.

    `sort` is the field to order by; `link` makes the cell lead to the record; `sub` is the small second line; `shape`
    gives the status shape; `css` is num, fold, main-cell, w1…w7; `template` draws the cell with `record`.
    """

    code: str
    label: Any
    value: Value | Gathered
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

    def code(record: Any) -> str:
        found: str = (getattr(record, of) if of else record).state
        return found

    def state(code: str) -> State:
        return workflow.states[type(workflow.initial)(code)]

    return Column(
        "state",
        gettext_lazy("状态"),
        Labelled(code, lambda code: words(state(code).label)),
        sort=f"{of}__state" if of else "state",
        shape=lambda record: state(code(record)).shape,
        sub=(lambda record: localdate(record.state_since)) if since else None,
        css=css,
    )


def finished_last(workflow: Workflow[Any]) -> OrderBy:
    """An order that puts records for which nothing is left to do behind all that are still under way."""
    return Case(When(state__in=workflow.finished(), then=1), default=0).asc()


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
    """A group of rows one click away, for instance 分给我; `late` groups what is overdue and stands in red."""

    code: str
    label: Any
    condition: Callable[[Actor], Q]
    late: bool = False


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


def plain_text(value: Any) -> str:
    """A cell as text: nothing for nothing, dates as 2022-05-10, amounts as 1,234.50, the rest as it says itself."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return words(value) if isinstance(value, str) else str(value)


def picked(request: SignedInRequest) -> list[int]:
    """The keys of the rows ticked in a ledger, or named in the address of the page that follows."""
    given = request.POST.getlist("pick") if request.method == "POST" else request.GET.getlist("pick")
    return [int(one) for one in dict.fromkeys(given) if one.isdigit() and len(one) < 19]
