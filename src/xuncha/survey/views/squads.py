"""Pinpoint squads at the desk and in the field."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.core.quantities import plain
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine
from xuncha.survey import services
from xuncha.survey.forms.squads import ReportForm, ResultForm, SquadForm
from xuncha.survey.models import Squad, SquadResult
from xuncha.survey.rules.squads import Planned, written_lines
from xuncha.survey.selectors.squads import RESULTS, SQUAD_PANELS, SQUADS, may_go, summed
from xuncha.survey.workflow import SQUAD, SquadState


def _told(squad: Squad) -> str:
    """What it counts, in short: done of planned."""
    return _("；").join(
        f"{one.what} {plain(one.planned) if one.done is None else f'{plain(one.done)}/{plain(one.planned)}'} {one.unit}"
        for one in squad.quantities.all()
    )


SQUADS_LEDGER = Ledger(
    "survey.squads",
    gettext_lazy("点穴小分队"),
    columns=(
        main_column("title", gettext_lazy("小分队"), lambda s: s.title, sub=lambda s: s.place),
        Column("unit", gettext_lazy("被巡察单位"), lambda s: s.inspection.organisation, css="w5"),
        Column("on", gettext_lazy("日期"), lambda s: s.on, sort="on", css="w5"),
        Column("told", gettext_lazy("完成/计划"), _told),
        state_column(SQUAD),
    ),
    spine=inspection_spine(done=Q(state__in=SQUAD.finished())),
    choices=(by_state(SQUAD),),
    search=("title", "place", "inspection__organisation__name"),
    related=("inspection__organisation", "inspection__round"),
    prefetch=("quantities",),
    order=("-on",),
    opening=gettext_lazy("共 {n} 支小分队"),
    overdue=overdue_in(SQUADS),
    empty=gettext_lazy("小分队在巡察任务页安排。"),
)


@page(P.SURVEY_READ)
def squads(request: SignedInRequest) -> HttpResponseBase:
    """Every squad within reach."""
    return SQUADS_LEDGER.respond(request, SQUADS.visible_to(request.actor))


@page(P.SURVEY_READ, of=INSPECTIONS)
def summary(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """What all squads of an inspection planned and did."""
    lines, counts = summed(request.actor, inspection)
    rows = [(one.what, plain(one.planned), plain(one.done), one.unit) for one in lines]
    return render(request, "survey/squad_summary.html", {"inspection": inspection, "rows": rows, "counts": counts})


@page(P.SURVEY_READ, of=SQUADS)
def squad(request: SignedInRequest, squad: Squad) -> HttpResponse:
    """One squad: who goes, what it counts, what it found."""
    writes = SQUADS.permits(request.actor, P.SURVEY_WRITE, squad)
    context: dict[str, Any] = {
        "squad": squad,
        "members": squad.members.select_related("person"),
        "quantities": [
            (one, plain(one.planned), "" if one.done is None else plain(one.done)) for one in squad.quantities.all()
        ],
        "results": squad.results.all(),
        "planned": writes and squad.state == SquadState.PLANNED,
        "may_add": writes and squad.state != SquadState.DROPPED,
        "buttons": buttons(request.actor, squad, SQUAD, "survey:squad-step", leave_out=("report",)),
        "cards": SQUAD_PANELS.drawn(request, squad),
        "SQUAD": SQUAD,
    }
    return render(request, "survey/squad.html", context)


def _trail(squad: Squad) -> list[tuple[str, str]]:
    return [(_("点穴小分队"), reverse("survey:squads")), (str(squad), page_of(squad))]


@page(P.SURVEY_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def plan(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Plan a squad."""
    form = SquadForm(request.POST or None, possible=may_go(inspection), initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.plan_squad(act, inspection, **form.cleaned_data),
        title=_("安排小分队"),
        done=lambda made: (_("已安排小分队"), page_of(made)),
        crumbs=[(str(inspection), page_of(inspection))],
    )


@page(P.SURVEY_WRITE, of=SQUADS, methods=("GET", "POST"))
def change(request: SignedInRequest, squad: Squad) -> HttpResponse:
    """Change a squad that is not back yet."""
    lines = [Planned(one.what, one.planned, one.unit) for one in squad.quantities.all()]
    initial = {name: getattr(squad, name) for name in ("title", "on", "place", "matter")}
    initial |= {"members": squad.members.all(), "quantities": written_lines(lines)}
    form = SquadForm(request.POST or None, possible=may_go(squad.inspection), initial=initial)
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.change_squad(act, squad, base_version=version, **form.cleaned_data),
        title=_("修改小分队安排"),
        record=squad,
        crumbs=_trail(squad),
    )


@page(P.SURVEY_WRITE, of=SQUADS, methods=("GET", "POST"))
def report(request: SignedInRequest, squad: Squad) -> HttpResponse:
    """Report what was done of each quantity."""
    form = ReportForm(request.POST or None, lines=list(squad.quantities.all()))
    return form_answer(
        request,
        form,
        lambda act: services.report_squad(act, squad, done=form.done),
        title=_("回报完成数量"),
        done=_("已回报"),
        crumbs=_trail(squad),
        context={"say": _("没有做的写 0。发现的情况在小分队页面逐条登记。"), "submit": _("回报")},
    )


@page(P.SURVEY_WRITE, of=SQUADS, methods=("GET", "POST"))
def add(request: SignedInRequest, squad: Squad) -> HttpResponse:
    """Note a result."""
    form = ResultForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.add_result(act, squad, **form.cleaned_data),
        title=_("登记结果"),
        done=_("已登记"),
        crumbs=_trail(squad),
    )


@page(P.SURVEY_WRITE, of=RESULTS, methods=("GET", "POST"))
def change_result(request: SignedInRequest, result: SquadResult) -> HttpResponse:
    """Put a result right."""
    form = ResultForm(request.POST or None, initial={name: getattr(result, name) for name in ResultForm.base_fields})
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.change_result(act, result, base_version=version, **form.cleaned_data),
        title=_("修改结果"),
        record=result,
        crumbs=_trail(result.squad),
    )


STEPS: dict[str, Callable[..., Squad]] = {"drop": services.drop_squad}


@page(P.SURVEY_READ, of=SQUADS, methods=("POST",))
def step(request: SignedInRequest, squad: Squad, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, squad, SQUAD, STEPS, step)
