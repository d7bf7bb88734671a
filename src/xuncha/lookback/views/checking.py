"""On the spot: the units of visits, one unit with its items, the form of one item on a phone, handing in."""

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.gathering import Labelled, Together
from xuncha.foundation.ui.ledgers import (
    Chip,
    Choice,
    Column,
    Ledger,
    Spine,
    by_state,
    finished_last,
    main_column,
    state_column,
)
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons
from xuncha.lookback import services
from xuncha.lookback.forms.results import ExplanationsForm, NameForm, OccasionForm, ResultForm
from xuncha.lookback.models import SHORT, Kind, Point, Verdict, Visited
from xuncha.lookback.rules.following import reasons_not_to_close
from xuncha.lookback.rules.results import reasons_not_to_clear, reasons_not_to_judge
from xuncha.lookback.selectors import POINTS, VISITED_PANELS, VISITED_UNITS
from xuncha.lookback.selectors.facts import followed, found_at, goes_along, points_of
from xuncha.lookback.selectors.results import short_and_all
from xuncha.lookback.selectors.roads import matters_of
from xuncha.lookback.services import Result
from xuncha.lookback.views.visits import crumbs
from xuncha.lookback.workflow import KNOWN_TO_UNIT, VISITED, VisitedState
from xuncha.rectification.selectors import ITEMS
from xuncha.rectification.workflow import ITEM, ItemState
from xuncha.rounds.selectors import one_of

UNITS_LEDGER = Ledger(
    "lookback.units",
    gettext_lazy("回访单位"),
    columns=(
        main_column("unit", gettext_lazy("单位"), lambda u: u.organisation, sort="organisation__name",
                    sub=lambda u: u.visit.number),
        Column("kind", gettext_lazy("方式"), Labelled(lambda u: u.visit.kind, lambda k: Kind(k).label), css="nw"),
        Column("on", gettext_lazy("核查日期"), lambda u: u.on, sort="on", css="nw"),
        Column("short", gettext_lazy("不到位 / 核查"), Together(short_and_all), css="num"),
        Column("why", gettext_lazy("列入缘由"), lambda u: u.why, css="w5 fold"),
        Column("list", gettext_lazy("二次问题清单"), lambda u: u.list_number, css="fold"),
        Column("due", gettext_lazy("答复期限"), lambda u: u.due_on, sort="due_on", css="nw"),
        state_column(VISITED),
    ),
    spine=Spine(year="visit__from_on__year", unit="organisation", done=Q(state__in=VISITED.finished())),
    choices=(by_state(VISITED), Choice("kind", gettext_lazy("方式"), "visit__kind", Kind.choices)),
    search=("organisation__name", "list_number", "visit__number"),
    chips=(Chip("listed", gettext_lazy("待单位答复"), lambda _: Q(state=VisitedState.LISTED)),),
    opening=gettext_lazy("共 {n} 家次"),
    empty=gettext_lazy("回访安排批准以后，列入的单位出现在这里。"),
    overdue=overdue_in(VISITED_UNITS),
    order=(finished_last(VISITED), "-visit__from_on"),
    related=("organisation", "visit"),
    without=("account", "demands", "answer", "visit__purpose"),
)  # fmt: skip
POINTS_LEDGER = Ledger(
    "lookback.points",
    gettext_lazy("核查事项"),
    columns=(
        main_column("title", gettext_lazy("事项"), lambda p: p.matter.title, sub=lambda p: p.matter.number),
        Column("unit", gettext_lazy("单位"), lambda p: p.visited.organisation, css="w5"),
        Column("visit", gettext_lazy("回访"), lambda p: p.visited.visit.number, css="fold nw"),
        Column("verdict", gettext_lazy("结论"), Labelled(lambda p: p.verdict, lambda v: Verdict(v).label if v else ""),
               css="nw"),
        Column("facts", gettext_lazy("核查情况"), lambda p: p.facts),
    ),
    spine=Spine(year="visited__visit__from_on__year", unit="visited__organisation"),
    choices=(Choice("verdict", gettext_lazy("结论"), "verdict", Verdict.choices),),
    search=("item__title", "old__title", "item__number", "old__number", "facts"),
    chips=(Chip("short", gettext_lazy("没有完全到位"), lambda _: Q(verdict__in=SHORT)),),
    opening=gettext_lazy("共 {n} 项"),
    empty=gettext_lazy("批准或者抽样以后，要核查的事项出现在这里。"),
    order=("-visited__visit__from_on", "visited__organisation__code", "position"),
    related=("item", "old", "visited__organisation", "visited__visit"),
    without=("evidence", "explanation", "visited__account", "visited__demands", "visited__answer",
             "visited__visit__purpose", "item__text", "item__objective", "item__statement", "item__similar",
             "old__text", "old__measures", "old__report"),
)  # fmt: skip


@page(P.LOOKBACK_READ)
def visited_units(request: SignedInRequest) -> HttpResponseBase:
    """Every unit of every visit within reach."""
    if not request.actor.as_staff.holds(P.LOOKBACK_READ):
        return redirect("lookback_unit:visits")
    return UNITS_LEDGER.respond(request, VISITED_UNITS.visible_to(request.actor))


@page(P.LOOKBACK_READ)
def points(request: SignedInRequest) -> HttpResponseBase:
    """Every item looked at, with its verdict."""
    if not request.actor.as_staff.holds(P.LOOKBACK_READ):
        return redirect("lookback_unit:visits")
    return POINTS_LEDGER.respond(request, POINTS.visible_to(request.actor))


def _trail(visited: Visited) -> list[tuple[str, str]]:
    return [*crumbs(visited.visit), (str(visited.organisation), page_of(visited))]


@page(P.LOOKBACK_READ, of=VISITED_UNITS)
def visited(request: SignedInRequest, visited: Visited) -> HttpResponse:
    """One unit: its items with their verdicts, what was put to it, what it answered."""
    if not VISITED_UNITS.permits(request.actor.as_staff, VISITED_UNITS.read, visited):
        return redirect("lookback_unit:visit", pk=visited.pk)
    rows = points_of(visited)
    own = visited.handed_in_by_id == request.actor.pk
    goes = goes_along(request.actor.user, visited.visit)
    checks = goes and VISITED_UNITS.permits(request.actor, P.LOOKBACK_CHECK, visited)
    found = found_at(rows)
    context = {
        "visited": visited,
        "visit": visited.visit,
        "workflow": VISITED,
        "points": rows,
        "short": sum(point.short for point in rows),
        "open": sum(not point.verdict for point in rows),
        "checks": checks and visited.state == VisitedState.WAITING,
        "explains": checks and visited.state in {VisitedState.WAITING, VisitedState.CHECKED},
        "issues": visited.state == VisitedState.CHECKED
        and not own
        and any(one.short for one in found)
        and VISITED_UNITS.permits(request.actor, P.LOOKBACK_WRITE, visited),
        "cards": VISITED_PANELS.drawn(request, visited),
        "covert": visited.visit.kind == Kind.COVERT,
        "buttons": buttons(
            request.actor,
            visited,
            VISITED,
            "lookback:unit-step",
            own=own,
            refused={
                "clear": reasons_not_to_clear(found, own=own),
                "close": reasons_not_to_close(followed(rows)),
                "return": reasons_not_to_judge(own=own),
            },
            leave_out=("hand_in", "issue", "answer", *(("clear",) if any(one.short for one in found) else ())),
        ),
    }
    return render(request, "lookback/unit.html", context)


@page(P.LOOKBACK_READ, of=POINTS)
def point(request: SignedInRequest, point: Point) -> HttpResponse:
    """One item as it was found, with the way to open it again."""
    if not POINTS.permits(request.actor.as_staff, POINTS.read, point):
        return redirect("lookback_unit:visit", pk=point.visited_id)
    item = point.item
    reopenable = item is not None and "reopen" in ITEM.available(ItemState(item.state))
    context = {
        "point": point,
        "visited": point.visited,
        "files": point.files.all(),
        "records": _may_record(request, point),
        "reopens": reopenable
        and point.short
        and point.visited.state in KNOWN_TO_UNIT
        and POINTS.permits(request.actor, P.RECT_CLOSE, point),
        "readable": item is None or ITEMS.permits(request.actor, ITEMS.read, item),
        "ITEM": ITEM,
    }
    return render(request, "lookback/point.html", context)


def _may_record(request: SignedInRequest, point: Point) -> bool:
    return (
        point.visited.state == VisitedState.WAITING
        and goes_along(request.actor.user, point.visited.visit)
        and POINTS.permits(request.actor, P.LOOKBACK_CHECK, point)
    )


@page(P.LOOKBACK_CHECK, of=POINTS, methods=("GET", "POST"))
def record(request: SignedInRequest, point: Point) -> HttpResponse:
    """Write down what was found of one item, then go on to the next that has no verdict yet."""
    kept = Kept(request, f"lookback.point:{point.pk}")
    initial = {name: getattr(point, name) for name in ResultForm.base_fields if name != "file"}
    form = ResultForm(request.POST or None, request.FILES or None, initial={**initial, **kept.typed})
    visited = point.visited

    following = visited.points.filter(verdict="").exclude(pk=point.pk).order_by("position").first()
    return form_answer(
        request,
        form,
        lambda act: services.record_results(act, visited, [Result(point.position, **form.cleaned_data)]),
        title=str(point),
        done=lambda _points: (
            _("已记下"),
            reverse("lookback:point-record", args=[following.pk]) if following else page_of(visited),
        ),
        crumbs=_trail(visited),
        kept=kept,
        template="lookback/record.html",
        context={
            "point": point,
            "visited": visited,
            "submit": _("记下，看下一项") if following else _("记下"),
            "left": visited.points.filter(verdict="").count(),
            "all": visited.points.count(),
        },
    )


@page(P.LOOKBACK_READ, of=POINTS)
def file(request: SignedInRequest, point: Point, attachment: int) -> HttpResponseBase:
    """A photograph or document of what was found."""
    return serve(one_of(point.files.all(), attachment))


@page(P.LOOKBACK_CHECK, of=VISITED_UNITS, methods=("GET", "POST"))
def name(request: SignedInRequest, visited: Visited) -> HttpResponse:
    """Look at one more item, saying what prompted it."""
    items, olds = matters_of(request.actor, visited.organisation_id)
    form = NameForm(request.POST or None, items=items, olds=olds)
    return form_answer(
        request,
        form,
        lambda act: services.name_point(act, visited, **form.answers()),
        title=_("点名核查"),
        done=_("已列入核查"),
        crumbs=_trail(visited),
        context={"say": _("抽样以外，有反映、有疑点、半途停下的事项可以点名核查。")},
    )


@page(P.LOOKBACK_CHECK, of=VISITED_UNITS, methods=("GET", "POST"))
def hand_in(request: SignedInRequest, visited: Visited) -> HttpResponse:
    """Hand a unit's results in."""
    kept = Kept(request, f"lookback.unit:hand-in-{visited.pk}")
    initial = {"on": localdate(request.now), "present": visited.present, "account": visited.account, **kept.typed}
    form = OccasionForm(request.POST or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.hand_in_results(act, visited, **form.cleaned_data),
        title=_("交核查结果"),
        done=_("已交核查结果"),
        crumbs=_trail(visited),
        kept=kept,
        context={"submit": _("交核查结果")},
    )


@page(P.LOOKBACK_CHECK, of=VISITED_UNITS, methods=("GET", "POST"))
def explanations(request: SignedInRequest, visited: Visited) -> HttpResponse:
    """Write down what the unit says to every item that is not in place."""
    short = [point for point in points_of(visited) if point.short]
    kept = Kept(request, f"lookback.unit:said-{visited.pk}")
    form = ExplanationsForm(request.POST or None, points=short, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.take_explanation(act, visited, said=form.answers()),
        title=_("单位说明"),
        done=_("已记下单位的说明"),
        crumbs=_trail(visited),
        kept=kept,
        context={"say": _("印发二次问题清单以前，逐项听取单位的说明；单位不作说明的，写明“单位未作说明”。")},
    )
