"""Evaluations at the desk: the list, one of them, who is asked, codes to be printed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.evaluation import services
from xuncha.evaluation.documents import results_paper
from xuncha.evaluation.forms.runs import CardsForm, NewRunForm, PanelForm, RunForm, SeatForm, group_choices
from xuncha.evaluation.models import Panel, Run, Scheme
from xuncha.evaluation.rules.ballots import voted_on
from xuncha.evaluation.rules.runs import reasons_not_to_close, reasons_not_to_open
from xuncha.evaluation.selectors import PANELS, RUNS, SCHEMES, SUBJECTS, given_out, run_facts
from xuncha.evaluation.selectors.lists import bodies_for, raters_for, rounds_for
from xuncha.evaluation.views.schemes import trail as to_scheme
from xuncha.evaluation.workflow import RUN, SUBJECT, RunState
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, left_nowhere, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.codes import qr_code
from xuncha.foundation.ui.forms import attempt, base_version
from xuncha.foundation.ui.ledger_parts import Spine
from xuncha.foundation.ui.ledgers import Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds.selectors import one_of

VOTING_DAYS = timedelta(days=14)
RUNS_LEDGER = Ledger(
    "evaluation.runs",
    gettext_lazy("整改评估"),
    columns=(
        main_column("title", gettext_lazy("评估"), lambda run: run.title, sub=lambda run: run.scheme),
        Column("round", gettext_lazy("轮次"), lambda run: run.round, css="w5 fold"),
        Column("subjects", gettext_lazy("评估对象"), lambda run: run.n, css="num w3"),
        Column("closes_on", gettext_lazy("评议截止"), lambda run: run.closes_on, sort="closes_on", css="w4"),
        state_column(RUN, since=True),
    ),
    spine=Spine(term="round__term_id", year="round__year", round="round_id", done=Q(state__in=RUN.finished())),
    choices=(by_state(RUN),),
    search=("title",),
    related=("round", "scheme"),
    without=("scheme__definition", "round__scheme"),
    opening=gettext_lazy("共 {n} 次评估"),
    overdue=overdue_in(RUNS),
    empty=gettext_lazy("在已批准的评估方案页选轮次，建立一次评估。"),
)


def trail(run: Run | None = None) -> list[tuple[str, str]]:
    """The way to the pages of an evaluation."""
    way = [(_("整改评估"), reverse("evaluation:runs"))]
    return [*way, (run.title, page_of(run))] if run else way


@page(P.EVALUATION_READ)
def runs(request: SignedInRequest) -> HttpResponseBase:
    """Every evaluation within reach."""
    return RUNS_LEDGER.respond(request, RUNS.visible_to(request.actor).annotate(n=Count("subjects")))


@page(P.EVALUATION_READ, of=RUNS)
def run(request: SignedInRequest, run: Run) -> HttpResponse:
    """One evaluation: its bodies with their results, who is asked."""
    writes = RUNS.permits(request.actor, P.EVALUATION_WRITE, run)
    facts = run_facts(run, localdate(request.now))
    running = run.state in {RunState.PREPARING, RunState.OPEN}
    panels = run.panels.select_related("subject", "run__scheme")
    context = {
        "run": run,
        "workflow": RUN,
        "SUBJECT": SUBJECT,
        "subjects": SUBJECTS.visible_to(request.actor).filter(run=run).order_by("pk"),
        "votes": bool(voted_on(run.scheme.scored)),
        "panels": panels.annotate(cards_n=Count("cards")),
        "writes": writes,
        "running": writes and running,
        "preparing": writes and run.state == RunState.PREPARING,
        "buttons": buttons(
            request.actor,
            run,
            RUN,
            "evaluation:run-step",
            refused={"open": reasons_not_to_open(facts), "close": reasons_not_to_close(facts)},
            warned={
                "close": _("评议到 {day} 为止。现在截止，马上停止收票，不能恢复。").format(
                    day=run.closes_on.isoformat()
                )
            },
        ),
    }
    return render(request, "evaluation/run.html", context)


@page(P.EVALUATION_WRITE, of=SCHEMES, methods=("GET", "POST"))
def begin(request: SignedInRequest, scheme: Scheme, batch: int) -> HttpResponse:
    """Set an evaluation up for bodies of a round."""
    of = one_of(rounds_for(request.actor, scheme), batch)
    today = localdate(request.now)
    initial = {
        "title": _("{round}整改评估").format(round=of)[:60],
        "opens_on": today,
        "closes_on": today + VOTING_DAYS,
    }
    form = NewRunForm(request.POST or None, initial=initial)
    form.offer(subjects=bodies_for(scheme, of))
    return form_answer(
        request,
        form,
        lambda act: services.begin_run(act, of, scheme=scheme, **form.cleaned_data),
        title=_("建立整改评估"),
        done=lambda made: (_("已建立评估，请录应评人数"), page_of(made)),
        crumbs=to_scheme(scheme),
        context={"say": str(of), "submit": _("建立评估")},
    )


@page(P.EVALUATION_WRITE, of=RUNS, methods=("GET", "POST"))
def change(request: SignedInRequest, run: Run) -> HttpResponse:
    """Change the title or the days."""
    initial = {name: getattr(run, name) for name in RunForm.base_fields}
    form = RunForm(request.POST or None, initial=initial)
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.change_run(act, run, base_version=version, **form.cleaned_data),
        title=_("修改评估"),
        record=run,
        crumbs=trail(run),
    )


@page(P.EVALUATION_WRITE, of=RUNS, methods=("GET", "POST"))
def ask(request: SignedInRequest, run: Run) -> HttpResponse:
    """Enter how many of a group are asked."""
    form = PanelForm(request.POST or None)
    form.offer(group=group_choices(run.scheme.scored), subject=run.subjects.order_by("pk"))
    return form_answer(
        request,
        form,
        lambda act: services.ask_panel(act, run, **form.cleaned_data),
        title=_("录应评人数"),
        done=_("已录应评人数"),
        crumbs=trail(run),
    )


@page(P.EVALUATION_WRITE, of=PANELS, methods=("GET", "POST"))
def cards(request: SignedInRequest, panel: Panel) -> HttpResponse:
    """Make codes and show them once, to be printed and cut apart."""
    left = panel.asked - given_out(panel)
    form = CardsForm(request.POST or None, initial={"n": max(left, 0)})
    if form.is_bound and form.is_valid():
        codes = attempt(request, form, lambda act: services.issue_cards(act, panel, **form.cleaned_data) or [])
        if codes is not None:
            return _printed(request, panel, codes)
    context = {
        "title": _("发评议码"),
        "say": _("{panel}：应评 {asked} 人，已有 {n} 人有码或者用账号评议。").format(
            panel=panel, asked=panel.asked, n=panel.asked - left
        ),
        "form": form,
        "crumbs": trail(panel.run),
        "back": page_of(panel.run),
        "submit": _("生成并显示"),
    }
    return render(request, "ui/form_page.html", context, status=form.status)


def _printed(request: SignedInRequest, panel: Panel, codes: list[str]) -> HttpResponse:
    address = request.build_absolute_uri(reverse("vote:enter"))
    slips = [
        (f"{code[:4]}-{code[4:8]}-{code[8:]}", qr_code(request.build_absolute_uri(reverse("vote:ballot", args=[code]))))
        for code in codes
    ]
    context = {"panel": panel, "run": panel.run, "slips": slips, "address": address}
    return left_nowhere(render(request, "evaluation/cards.html", context))


@page(P.EVALUATION_WRITE, of=PANELS, methods=("GET", "POST"))
def seat(request: SignedInRequest, panel: Panel) -> HttpResponse:
    """Let somebody with an account vote by it."""
    form = SeatForm(request.POST or None)
    form.offer(user=raters_for(panel))
    return form_answer(
        request,
        form,
        lambda act: services.seat_rater(act, panel, **form.cleaned_data),
        title=_("列为账号评议人"),
        done=_("已列为评议人，可以在“我的评议”投票"),
        crumbs=trail(panel.run),
        context={"say": str(panel)},
    )


@page(P.EVALUATION_READ, of=RUNS)
def file(request: SignedInRequest, run: Run, ending: str) -> HttpResponse:
    """The results of every body and what became of them, as docx or pdf."""
    if ending not in {"docx", "pdf"}:
        raise Http404
    office, today = run.round.term.jurisdiction, localdate(request.now)
    return issued(results_paper, run, office, on=today, as_pdf=ending == "pdf")


STEPS: dict[str, Callable[..., Any]] = {
    "open": services.open_run,
    "close": services.close_run,
    "drop": services.drop_run,
}


@page(P.EVALUATION_READ, of=RUNS, methods=("POST",))
def step(request: SignedInRequest, run: Run, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, run, RUN, STEPS, step)
