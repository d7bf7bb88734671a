"""One page for a leader (feature D12): six questions with their answers, and what waits for a decision."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from xuncha.core.figures import FIGURES, Whose
from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page, words
from xuncha.foundation.inbox.sources import SOURCES, counted
from xuncha.insight.selectors import OnePage, one_page
from xuncha.insight.selectors.onepage import FUNNEL, MOST, RATES
from xuncha.insight.views import drawing
from xuncha.planning.models import Term
from xuncha.rounds.selectors import terms_of


@dataclass(frozen=True, slots=True)
class Decision:
    """Something to decide: a sentence, where its grounds are, where it is acted on."""

    text: str
    grounds: str
    act: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """Where the records behind a figure of this page are listed."""

    seen: OnePage

    def __call__(self, code: str, **narrow: int | None) -> str:
        """The rows of the figure, of all or of one unit, round or kind."""
        period = self.seen.period
        days = {"begin": period.begin, "end": period.end, "as_of": period.as_of}
        query = {"jurisdiction": str(self.seen.term.jurisdiction_id), **{name: f"{day}" for name, day in days.items()}}
        query |= {name: str(value) for name, value in narrow.items() if value is not None}
        return f"{reverse('insight:figure-rows', args=[code, Whose.SELF])}?{urlencode(query)}"


SHAPES = ("bar-g", "bar-3", "bar-2", "bar", "bar")
DECIDING = frozenset(
    {P.PLAN_APPROVE, P.ROUND_APPROVE, P.MEETING_APPROVE, P.FEEDBACK_APPROVE, P.INSTRUCTION_ACCEPT, P.RECT_EXTEND}
)
NAMED = 3  # units named among the things to decide: the page is one sheet of paper
DEFINED = (*FUNNEL, *RATES, "rectification.overdue")


@page(P.FIGURES_READ)
def leader(request: SignedInRequest) -> HttpResponse:
    """The page of the newest term within reach, or of the one asked for."""
    terms = terms_of(request.actor)
    wanted = request.GET.get("term", "")
    term = (terms.filter(pk=wanted).first() if wanted.isdigit() else None) or terms.first()
    if term is None:
        return render(request, "rounds/no_term.html")
    return render(request, "insight/onepage.html", _context(request, term, terms.order_by("-number")))


def _context(request: SignedInRequest, term: Term, terms: QuerySet[Term]) -> dict[str, Any]:
    seen = one_page(term, timezone.localdate(request.now))
    link = Links(seen)
    values = seen.values
    funnel = [
        (words(FIGURES[code].label), count, shape) for (code, count), shape in zip(seen.funnel, SHAPES, strict=True)
    ]
    dots = drawing.pace_line(seen.pace)
    return {
        "seen": seen,
        "terms": terms,
        "rate_closed": _per_cent(values["rectification.closed_rate"]),
        "rate_completed": _per_cent(values["rectification.completion_rate"]),
        "change": _change(seen),
        "counts": {code.split(".")[1]: count for code, count in seen.funnel},
        "overdue": int(values["rectification.overdue"]),
        "links": {code.replace(".", "_"): link(code) for code in values},
        "field_link": reverse("rounds:inspections" if request.actor.holds(P.INSPECTION_READ) else "rounds:rounds"),
        "coverage_link": reverse("rounds:coverage", args=[term.pk]),
        "curve": drawing.coverage_curve(seen.coverage),
        "funnel": list(
            zip(drawing.bars(funnel, left=drawing.NAME_WIDTH, room=190.0), map(link, dict(seen.funnel)), strict=True)
        ),
        "slow": [
            (row, link("rectification.unfinished", unit=unit.unit))
            for row, unit in zip(drawing.stacked(seen.slow[:MOST]), seen.slow, strict=False)
        ],
        "kinds": [
            (row, kind, link("rectification.items", category=kind.category) if kind.category else "")
            for row, kind in zip(drawing.kinds(seen.gathered, _("其他")), seen.gathered, strict=True)
        ],
        "pace": dots,
        "latest": seen.pace[-1] if seen.pace else None,
        "pace_points": drawing.points(dots),
        "shorter": seen.pace[0].days - seen.pace[-1].days if len(seen.pace) > 1 else 0,
        "definitions": [FIGURES[code] for code in DEFINED],
        "decisions": _decisions(request, seen, link),
    }


def _per_cent(rate: Decimal | int) -> str:
    return f"{rate * 100:.1f}%"


def _change(seen: OnePage) -> str:
    """How the closing rate moved since the end of last month, in percentage points, in words."""
    if seen.closed_before is None:
        return ""
    points = (seen.values["rectification.closed_rate"] - seen.closed_before) * 100
    if not round(points, 1):
        return _("和上月末持平")
    return _("比上月末 {change} 个百分点").format(change=f"{points:+.1f}")


def _asks_to_decide() -> set[str]:
    """The inbox's words for what only a leader's decision moves on."""
    states = (info for source in SOURCES for info in source.workflow.states.values())
    return {info.ask for info in states if info.turn in DECIDING}


def _decisions(request: SignedInRequest, seen: OnePage, link: Links) -> list[Decision]:
    """What the figures suggest to decide, then what waits for this person's own decision."""
    found = [
        Decision(
            _("{unit}有 {n} 项整改超期，建议约谈主要负责人").format(unit=unit.name, n=unit.late),
            link("rectification.overdue", unit=unit.unit),
        )
        for unit in seen.twice_late[:NAMED]
    ]
    found += [
        Decision(
            _("{unit}集中整改期满，整改到位率 {rate}，低于 {lowest}%，建议责令作出书面说明").format(
                unit=below.name, rate=_per_cent(below.rate), lowest=seen.lowest
            ),
            link("rectification.items", unit=below.unit),
        )
        for below in seen.below[:NAMED]
    ]
    inbox = reverse("inbox:inbox")
    mine = ((ask, n) for ask, n in counted(request.actor).items() if ask in _asks_to_decide())
    for ask, n in mine:
        text = _("{what} {n} 件").format(what=words(ask), n=n)
        found.append(Decision(text, "", f"{inbox}?{urlencode({'ask': ask})}"))
    return found
