"""Weekly sheets: across teams with every figure as a column, and one of them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Column, Ledger, Spine, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.gathering import services
from xuncha.gathering.documents import week_sheet
from xuncha.gathering.forms.weeks import BeginForm, WordsForm
from xuncha.gathering.models import WeekSheet
from xuncha.gathering.rules.weeks import monday_of, reasons_not_to_hand_in
from xuncha.gathering.selectors import WEEKS, lines_told, teams_writing
from xuncha.gathering.workflow import WEEK, WeekState
from xuncha.rounds.models import Team
from xuncha.rounds.selectors import TEAMS, WeekFigure, week_figures


def _column(figure: WeekFigure) -> Column:
    """The figure of the week, once the sheet was handed in."""

    def value(sheet: WeekSheet) -> int | None:
        return next((line["week"] for line in sheet.figures if line["code"] == figure.code), None)

    return Column(figure.code, lazy(figure.short), value, css="num")


WEEKS_LEDGER = Ledger(
    "gathering.weeks",
    lazy("周进展表"),
    columns=(
        main_column("monday", lazy("周"), lambda s: s.monday, sub=lambda s: s.team),
        *(_column(figure) for figure in week_figures() if figure.permission is None),
        state_column(WEEK),
    ),
    spine=Spine(
        term="team__round__term_id",
        year="team__round__year",
        round="team__round_id",
        team="team_id",
        done=Q(state__in=WEEK.finished()),
    ),
    choices=(by_state(WEEK),),
    opening=lazy("共 {n} 张周进展表"),
    empty=lazy("巡察组每周填一张，数字从台账自动取，报送以后不再变。"),
    order=("-monday", "team_id"),
    related=("team__round",),
    without=("said", "ahead", "needs"),
)


@page(P.WEEK_READ)
def weeks(request: SignedInRequest) -> HttpResponseBase:
    """Every sheet within reach; its workbook is the table across teams."""
    return WEEKS_LEDGER.respond(
        request,
        WEEKS.visible_to(request.actor),
        template="gathering/weeks.html",
        context={"teams": teams_writing(request.actor)},
    )


def crumbs(sheet: WeekSheet | None = None) -> list[tuple[str, str]]:
    """The way to a sheet's pages."""
    way = [(_("周进展表"), reverse("gathering:weeks"))]
    return [*way, (str(sheet), page_of(sheet))] if sheet else way


@page(P.WEEK_WRITE, of=TEAMS, methods=("GET", "POST"))
def new(request: SignedInRequest, team: Team) -> HttpResponse:
    """Begin the sheet of a week; where the week has one, it is opened."""
    form = BeginForm(request.POST or None, initial={"day": timezone.localdate(request.now)})
    if form.is_bound and form.is_valid():
        monday = monday_of(form.cleaned_data["day"])
        begun = WEEKS.visible_to(request.actor).filter(team=team, monday=monday).first()
        if begun is not None:
            messages.info(request, _("这一周已经有周进展表，已经打开"))
            return HttpResponseRedirect(page_of(begun))
    return form_answer(
        request,
        form,
        lambda act: services.begin_week(act, team, **form.cleaned_data),
        title=_("填周进展表：{team}").format(team=team),
        done=lambda made: (_("数字已从台账取出，请写本周情况和下周打算"), page_of(made)),
        crumbs=crumbs(),
        context={"submit": _("开始填")},
    )


@page(P.WEEK_READ, of=WEEKS)
def week(request: SignedInRequest, sheet: WeekSheet) -> HttpResponse:
    """One sheet: figures and words."""
    draft = sheet.state == WeekState.DRAFT
    refused = {"hand_in": reasons_not_to_hand_in(said=sheet.said, ahead=sheet.ahead)}
    context = {
        "sheet": sheet,
        "lines": lines_told(request.actor, sheet),
        "draft": draft,
        "editable": draft and WEEKS.permits(request.actor, P.WEEK_WRITE, sheet),
        "steps": buttons(request.actor, sheet, WEEK, "gathering:week-step", refused=refused),
        "WEEK": WEEK,
    }
    return render(request, "gathering/week.html", context)


@page(P.WEEK_WRITE, of=WEEKS, methods=("GET", "POST"))
def change(request: SignedInRequest, sheet: WeekSheet) -> HttpResponse:
    """Put the week into words."""
    kept = Kept(request, f"gathering.week:{sheet.pk}")
    initial = {"said": sheet.said, "ahead": sheet.ahead, "needs": sheet.needs, **kept.typed}
    form = WordsForm(request.POST or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.save_week(act, sheet, base_version=base_version(request), **form.cleaned_data),
        title=_("本周情况和下周打算"),
        record=sheet,
        crumbs=crumbs(sheet),
        kept=kept,
        context={"say": _("不写反映人、谈话对象的姓名，不写谈话内容和问题线索。")},
    )


STEPS: Mapping[str, Callable[..., Any]] = {"hand_in": services.hand_in_week}


@page(P.WEEK_READ, of=WEEKS, methods=("POST",))
def step(request: SignedInRequest, sheet: WeekSheet, step: str) -> HttpResponse:
    """Hand the sheet in."""
    return take_step(request, sheet, WEEK, STEPS, step)


@page(P.WEEK_READ, of=WEEKS)
def document(request: SignedInRequest, sheet: WeekSheet, ending: str) -> HttpResponse:
    """The sheet as docx or pdf."""
    if ending not in {"docx", "pdf"}:
        raise Http404
    return issued(
        week_sheet,
        sheet,
        sheet.team.round.term.jurisdiction,
        on=timezone.localdate(request.now),
        filename=f"周进展表 {sheet}",
        as_pdf=ending == "pdf",
    )
