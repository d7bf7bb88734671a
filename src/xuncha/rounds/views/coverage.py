"""Full coverage of a term on one page: a sentence, a heat table, load and coverage as drawings, what is late."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.orgs.models import UnitType
from xuncha.planning.models import Term
from xuncha.planning.selectors import TERMS, open_version, plan_in_force
from xuncha.rounds.selectors import LED_ELSEWHERE, Coverage, Standing, coverage_of, terms_of

STANDING_LABEL = {
    Standing.DONE: ("done", N_("已巡察")),
    Standing.IN_FIELD: ("half", N_("在巡")),
    Standing.SCHEDULED: ("", N_("已列入轮次")),
    Standing.PLANNED: ("", N_("已列入规划")),
    Standing.UNPLANNED: ("near", N_("尚未安排")),
}
LEFT, RIGHT = 121.5, 762.0
BAR_TOP, BAR_FOOT = 10.0, 66.0
LINE_TOP, LINE_FOOT = 98.0, 190.0
LOW = 16.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One round in the drawing: its bar, its count, its point on the curve."""

    x: float
    middle: float
    y: float
    width: float
    height: float
    count: int
    planned: bool
    above: float  # where the count stands when the bar is too low to carry it, else 0
    point: str
    label: str


def drawing(coverage: Coverage) -> dict[str, Any]:
    """Coordinates of the load bars and of the curve of the running share, solid as far as rounds have entered."""
    loads = coverage.loads
    if not loads:
        return {"bars": []}
    step = (RIGHT - LEFT) / len(loads)
    highest = max(load.count for load in loads)
    width = min(40.0, step * 0.74)
    bars = []
    for n, load in enumerate(loads):
        middle = LEFT + (n + 0.5) * step
        height = (BAR_FOOT - BAR_TOP) * load.count / highest
        y = LINE_FOOT - (LINE_FOOT - LINE_TOP) * load.rate
        bars.append(
            Bar(
                round(middle - width / 2, 1),
                round(middle, 1),
                round(BAR_FOOT - height, 1),
                round(width, 1),
                round(height, 1),
                load.count,
                load.planned,
                round(BAR_FOOT - height - 4, 1) if height < LOW else 0,
                f"{middle:.1f},{y:.1f}",
                column_label(load.column[1]),
            )
        )
    begun = [bar.point for bar in bars if not bar.planned]
    ahead = begun[-1:] + [bar.point for bar in bars if bar.planned]
    now = next((bar for bar in reversed(bars) if not bar.planned), None)
    return {
        "bars": bars,
        "begun": " ".join(begun),
        "ahead": " ".join(ahead) if len(ahead) > 1 else "",
        "now": now,
        "now_y": now.point.split(",")[1] if now else "",
        "now_label": f"{float(now.point.split(',')[1]) - 10:.1f}" if now else "",
        "highest": highest,
    }


def column_label(number: int) -> str:
    """A round in a narrow column head."""
    if number > LED_ELSEWHERE:
        return _("联动{n}").format(n=number - LED_ELSEWHERE)
    return str(number) if number else _("未定")


@page(P.PLAN_READ)
def coverages(request: SignedInRequest) -> HttpResponse:
    """Coverage of the newest term within reach."""
    term = terms_of(request.actor).first()
    if term is None:
        return render(request, "rounds/no_term.html")
    return HttpResponseRedirect(reverse("rounds:coverage", kwargs={"pk": term.pk}))


@page(P.PLAN_READ, of=TERMS)
def coverage(request: SignedInRequest, term: Term) -> HttpResponse:
    """The term's coverage, of all classes or of one."""
    today = timezone.localdate(request.now)
    whole = coverage_of(term, today)
    unit_type = request.GET.get("class", "")
    shown = whole.of_class(unit_type) if unit_type in UnitType.values else whole
    in_force = plan_in_force(term)
    context = {
        "term": term,
        "terms": terms_of(request.actor),
        "whole": whole,
        "coverage": shown,
        "today": today,
        "done": shown.standings[Standing.DONE],
        "in_field": shown.standings[Standing.IN_FIELD],
        "unit_type": unit_type,
        "classes": UnitType.choices,
        "year_heads": [(year, len(list(group))) for year, group in groupby(shown.columns, key=lambda c: c[0])],
        "columns": [(column, column_label(column[1])) for column in shown.columns],
        "drawing": drawing(shown),
        "in_force": in_force,
        "waiting": open_version(term),
        "may_amend": in_force is not None and TERMS.permits(request.actor, P.PLAN_DRAFT, term),
    }
    return render(request, "rounds/coverage.html", context)


@page(P.PLAN_READ, of=TERMS)
def listed(request: SignedInRequest, term: Term) -> HttpResponse:
    """The targets behind a number: of a class, a round, a standing; or those that are late."""
    coverage = coverage_of(term, timezone.localdate(request.now))
    unit_type, standing = request.GET.get("class", ""), request.GET.get("standing", "")
    if unit_type in UnitType.values:
        coverage = coverage.of_class(unit_type)
    year, number = request.GET.get("year", ""), request.GET.get("round", "")
    column = (int(year), int(number)) if year.isdigit() and number.isdigit() else None
    lines = coverage.listed(column=column, standing=standing)
    if request.GET.get("counted"):
        lines = [line for line in lines if line.counts]
    rows = [(line, UnitType(line.unit_type).label, *STANDING_LABEL[line.standing]) for line in lines]
    conditions = [
        str(dict(UnitType.choices).get(unit_type, "")),
        _("{year} 年 第 {round} 轮").format(year=column[0], round=column_label(column[1])) if column else "",
        _("超期未巡") if standing == "overdue" else "",
        _(STANDING_LABEL[Standing(standing)][1]) if standing in set(Standing) else "",
    ]
    context = {
        "term": term,
        "rows": rows,
        "conditions": "，".join(filter(None, conditions)) or _("全部对象"),
        "opens": request.actor.holds(P.INSPECTION_READ),
    }
    return render(request, "rounds/coverage_list.html", context)
