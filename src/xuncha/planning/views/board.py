"""The board of a timetable: rounds × sectors, loads, coverage, what people decided, copies to try, what differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.documents.delivery import download, file_name, issued
from xuncha.foundation.documents.workbooks import XLSX, write_workbook
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.pages import form_answer
from xuncha.planning import services
from xuncha.planning.documents import round_proposal
from xuncha.planning.forms.schedule import MarkForm, WhatIfForm
from xuncha.planning.models import PlanMark, PlanVersion
from xuncha.planning.rules.board import Load, SectorRow
from xuncha.planning.selectors import PLANS
from xuncha.planning.selectors.board import Board, Compared, board_of, comparable_with, compared, latest_answer
from xuncha.planning.selectors.schedule import schedule_of, scheduled_targets, what_ifs_of
from xuncha.planning.services.what_if import Change, FewerTeams, OtherDeadline, OtherTarget
from xuncha.planning.sheets import board_sheets
from xuncha.planning.views.asking import open_rounds, schedule_url
from xuncha.planning.workflow import PLAN, PlanState
from xuncha.solving.plan.results import status_words

LEFT, RIGHT = 121.5, 762.0
STRIP, BAR, CURVE = 58.0, 40.0, 92.0
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One sector in one round as the heat table shows it."""

    number: int
    count: int
    css: str
    names: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One sector of the heat table."""

    label: str
    sector: str
    cells: list[Cell]
    placed: int
    total: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One unit of the chosen cell, with what people decided of it."""

    target: int
    name: str
    number: int
    marks: list[PlanMark]
    settled: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """The work of a pool in a round in the drawing."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    work: int
    css: str
    limit: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return round(self.x + self.width, 1)

    @property
    def words(self) -> float:
        """Where its number stands."""
        return round(self.y - 3, 1)


@dataclass(frozen=True, slots=True)
class Strip:
    """The bars of one pool."""

    pool: str
    top: float
    foot: float
    bars: list[Bar]


@page(P.PLAN_READ, of=PLANS)
def board(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """The board of a version."""
    form = _mark_form(request, plan) if _open_to(request, plan) else None
    return render(request, "planning/board.html", _context(request, plan) | {"form": form})


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def mark(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Hold a unit in a round or keep it out of one, on the board."""
    form = _mark_form(request, plan)
    return form_answer(
        request,
        form,
        lambda act: services.mark(act, plan, form.cleaned_data.pop("target"), **form.cleaned_data),
        title=_("排期看板"),
        done=lambda made: _("已记下：{mark}").format(mark=made),
        back=board_url(plan),
        template="planning/board.html",
        context=_context(request, plan),
    )


@page(P.PLAN_DRAFT, of=PLANS, methods=("POST",))
def unmark(request: SignedInRequest, plan: PlanVersion, mark: int) -> HttpResponse:
    """Take a pin or an exclusion back, on the board."""
    services.unmark(act_of(request), plan, mark=mark)
    messages.success(request, _("已取消"))
    return HttpResponseRedirect(board_url(plan))


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def what_if(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Copy a version to try something on it."""
    asked = schedule_of(plan)
    if asked is None:
        raise RuleViolated(say("{plan}还没有准备排期，不能带着改动试算。", plan=str(plan)))
    form = WhatIfForm(
        request.POST or None,
        pools=asked.pools.all(),
        years=[one.year for one in asked.years.all()],
        targets=scheduled_targets(plan),
        rounds=open_rounds(request, plan),
    )
    return form_answer(
        request,
        form,
        lambda act: services.try_out(act, plan, reason=form.cleaned_data["reason"], change=_change(form)),
        title=_("试算"),
        done=lambda trial: (_("已复制为试算，改动不影响原稿"), f"{board_url(trial)}?with={plan.pk}"),
        crumbs=[(str(plan.term), page_of(plan.term)), (str(plan), page_of(plan)), (_("看板"), board_url(plan))],
        context={
            "say": _("复制这一版和它的排期条件，先改一处，再求解、比较；原稿不变，满意了再采用。"),
            "submit": _("复制为试算"),
        },
    )


def _change(form: WhatIfForm) -> Change | None:
    given = form.cleaned_data
    match given["what"]:
        case WhatIfForm.TEAMS:
            return FewerTeams(given["pool"].name, given["round_number"], given["teams"])
        case WhatIfForm.GOAL:
            return OtherTarget(given["year"], given["percent"])
        case WhatIfForm.DEADLINE:
            return OtherDeadline(given["target"], given["round_number"])
    return None


@page(P.PLAN_READ, of=PLANS)
def workbook(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """The board as a workbook: rounds and sectors, unit by unit, and what differs from the version it is put beside."""
    shown = _board(request, plan)
    if shown is None:
        raise Http404
    out = BytesIO()
    write_workbook(out, board_sheets(shown, _compared(request, shown)))
    return download(out.getvalue(), file_name(_("{plan}排期").format(plan=plan), "xlsx"), XLSX)


@page(P.PLAN_READ, of=PLANS)
def proposal_document(request: SignedInRequest, plan: PlanVersion, number: int, ending: str) -> HttpResponse:
    """What the version proposes for one round, as an official document."""
    if ending not in {"docx", "pdf"} or not plan.entries.filter(round_number=number).exists():
        raise Http404
    day = timezone.localdate(request.now)
    office, name = plan.term.jurisdiction, _("第{n}轮巡察对象建议").format(n=number)
    make = lambda one, issuer: round_proposal(one, number, issuer)  # noqa: E731 - the document of this round
    return issued(make, plan, office, on=day, filename=name, as_pdf=ending == "pdf")


def board_url(plan: PlanVersion) -> str:
    """The board of a version."""
    return reverse("planning:board", args=[plan.pk])


def _open_to(request: SignedInRequest, plan: PlanVersion) -> bool:
    return plan.is_open and schedule_of(plan) is not None and PLANS.permits(request.actor, P.PLAN_DRAFT, plan)


def _mark_form(request: SignedInRequest, plan: PlanVersion) -> MarkForm:
    return MarkForm(
        request.POST or None,
        targets=scheduled_targets(plan),
        rounds=open_rounds(request, plan),
        initial={name: request.GET.get(name, "") for name in ("target", "round_number", "kind")},
    )


def _board(request: SignedInRequest, plan: PlanVersion) -> Board | None:
    asked = schedule_of(plan)
    return board_of(plan, asked, timezone.localdate(request.now)) if asked else None


def _compared(request: SignedInRequest, shown: Board) -> Compared | None:
    wanted = request.GET.get("with", "")
    others = list(comparable_with(shown.plan))
    kin = shown.plan.what_if_of or shown.plan.base
    other = next((one for one in others if str(one.pk) == wanted), None) or next((o for o in others if o == kin), None)
    return compared(shown, other, timezone.localdate(request.now)) if other else None


def _context(request: SignedInRequest, plan: PlanVersion) -> dict[str, Any]:
    """Everything the board shows but its form."""
    mine = PLANS.permits(request.actor, P.PLAN_DRAFT, plan)
    context: dict[str, Any] = {
        "plan": plan,
        "PLAN": PLAN,
        "schedule_url": schedule_url(plan),
        "may_try": mine and plan.state in services.ORIGINS,
        "may_take_over": mine and plan.state == PlanState.TRIAL,
        "editing": _open_to(request, plan),
        "trials": [(one, _status(one)) for one in what_ifs_of(plan.what_if_of or plan).filter(state=PlanState.TRIAL)],
    }
    try:
        shown = _board(request, plan)
    except RuleViolated as refusal:
        return context | {"refused": refusal.reasons}
    if shown is None:
        return context
    against = _compared(request, shown)
    moved = {(shown.table.units[one.name]["sector"] or "", one.here) for one in against.moved} if against else set()
    return context | {
        "board": shown,
        "table": shown.table,
        "status": _status(plan),
        "columns": _columns(shown),
        "year_heads": [(year, len(list(group))) for year, group in groupby(one["year"] for one in shown.table.rounds)],
        "rows": list(_rows(request, shown, moved)),
        "listed": list(_listed(request, shown)),
        "chosen": _chosen(request),
        "drawing": drawing(shown),
        "against": against,
        "others": list(comparable_with(plan)),
        "placed": len(shown.table.units) - len(shown.table.unplaced),
        "violations": [words(shown.table.told(one)) for one in shown.table.verdict.violations]
        if shown.table.verdict
        else [],
        "legal": shown.table.verdict is not None and shown.table.verdict.legal,
    }


def _status(plan: PlanVersion) -> dict[str, Any] | None:
    """What the last search said of the version: 已证最优, 距下界 x %, 未证明."""
    latest = latest_answer(plan)
    if latest is None:
        return None
    return {"words": words(status_words(latest.result)), "price": latest.result["objective"], "on": latest.adopted_on}


def _columns(shown: Board) -> list[tuple[int, bool, list[Load]]]:
    """Number of the round, whether it is over, and the pools that are asked for more than they can do."""
    facts = zip(shown.task.numbers, shown.table.rounds, shown.table.loads, strict=True)
    return [(number, told["closed"], [one for one in loads if one.over]) for number, told, loads in facts]


def _chosen(request: SignedInRequest) -> tuple[str, int] | None:
    number = request.GET.get("round", "")
    return (request.GET.get("sector", ""), int(number)) if number.isdecimal() and len(number) < DEEPEST else None


def _rows(request: SignedInRequest, shown: Board, moved: set[tuple[str, int]]) -> Iterator[Row]:
    pinned = {(name, n) for name, n, held in shown.decided if held}
    for row in shown.table.rows:
        cells = [
            Cell(
                number,
                len(names),
                _css(row, n, shown, moved, pinned=any((name, n) in pinned for name in names)),
                _("、").join(names),
                _chosen(request) == (row.sector, number),
            )
            for n, (number, names) in enumerate(zip(shown.task.numbers, row.cells, strict=True))
        ]
        yield Row(row.sector or _("未分领域"), row.sector, cells, row.placed, row.total)


def _css(row: SectorRow, n: int, shown: Board, moved: set[tuple[str, int]], *, pinned: bool) -> str:
    told = shown.table.rounds[n]
    classes = [
        f"h{min(DEEPEST, len(row.cells[n]))}" if row.cells[n] else "",
        "" if told["closed"] else "plan",
        "moved" if (row.sector, n) in moved else "",
        "pin" if pinned else "",
    ]
    return " ".join(filter(None, classes))


def _listed(request: SignedInRequest, shown: Board) -> Iterator[Listed]:
    """The units of the chosen cell; without one, those that have no round yet."""
    chosen = _chosen(request)
    names = shown.table.unplaced
    if chosen is not None:
        position = {number: n for n, number in enumerate(shown.task.numbers)}.get(chosen[1])
        rows = {row.sector: row for row in shown.table.rows}
        names = list(rows[chosen[0]].cells[position]) if position is not None and chosen[0] in rows else []
    for name in names:
        target = shown.task.units[name]
        number = chosen[1] if chosen else 0
        marks = [one for one in shown.marks if one.target_id == target]
        yield Listed(target, name, number, marks, target in shown.task.rounds.fixed)


def drawing(shown: Board) -> dict[str, Any]:
    """Coordinates: a strip of bars for each pool, each beside its limit, and below the coverage with its targets."""
    table = shown.table
    step = (RIGHT - LEFT) / len(table.rounds)
    width = min(40.0, step * 0.74)
    strips = []
    for n, pool in enumerate(one.pool for one in table.loads[0]):
        top = 8 + n * STRIP
        loads = [here[n] for here in table.loads]
        highest = max(max(one.work, one.room) for one in loads) or 1
        bars = []
        for position, one in enumerate(loads):
            middle = LEFT + (position + 0.5) * step
            height, limit = BAR * one.work / highest, BAR * one.room / highest
            css = "bar-late" if one.over else "bar" if table.rounds[position]["closed"] else "bar-3"
            x, y = round(middle - width / 2, 1), round(top + BAR - height, 1)
            foot = round(top + BAR - limit, 1)
            bars.append(Bar(x, y, round(width, 1), round(height, 1), round(middle, 1), one.work, css, foot))
        strips.append(Strip(pool, top, top + BAR, bars))
    top = 20 + len(strips) * STRIP
    foot = top + CURVE
    points = [(LEFT + (n + 0.5) * step, foot - CURVE * share) for n, share in enumerate(table.shares)]
    done = sum(1 for one in table.rounds if one["closed"])
    goals = [(round(points[n][0], 1), round(foot - CURVE * share, 1), round(100 * share)) for n, share in table.goals]
    return {
        "strips": strips,
        "height": foot + 34,
        "top": top,
        "title": top + 14,
        "half": top + CURVE / 2,
        "foot": foot,
        "words": foot + 16,
        "begun": " ".join(f"{x:.1f},{y:.1f}" for x, y in points[:done]),
        "ahead": " ".join(f"{x:.1f},{y:.1f}" for x, y in points[max(0, done - 1) :]),
        "labels": [(round(x, 1), number) for (x, _y), number in zip(points, shown.task.numbers, strict=True)],
        "goals": goals,
    }
