"""The list of rounds and one round: its steps, dates, documents."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.errors import Reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.documents.delivery import bundle_response, issued
from xuncha.foundation.documents.profile import profile_for
from xuncha.foundation.http import SignedInRequest, page, words
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Column, Ledger, Spine, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.planning.models import Term
from xuncha.planning.selectors import TERMS
from xuncha.rounds import services
from xuncha.rounds.documents import authorisation_order, filing_letter, inspection_notice, public_notice, team_list
from xuncha.rounds.forms import AuthoriseForm, DayForm, ExtendForm, NodeForm, RoundForm
from xuncha.rounds.models import Round
from xuncha.rounds.rules import (
    CHOOSING,
    DRAWING,
    FILEABLE,
    STAFFED,
    hints_about_suggestions,
    hints_before_submit,
    reasons_not_to_approve,
    reasons_not_to_authorise,
    reasons_not_to_submit,
)
from xuncha.rounds.selectors import (
    INSPECTIONS,
    ROUND_PANELS,
    ROUNDS,
    TEAMS,
    declarations_of,
    draws_of,
    filing_due,
    finished_rounds,
    hints_about,
    inspections_of,
    linkage_part,
    milestones,
    one_of,
    recusals_for,
    round_facts,
    rounds_with_counts,
    scheme_template,
    suggestions_for,
    teams_of,
    terms_of,
)
from xuncha.rounds.workflow import DRAW, RECUSAL, ROUND, SUGGESTION, DeclarationState, RoundState, SuggestionState

ROUNDS_LEDGER = Ledger(
    "rounds.rounds",
    lazy("轮次"),
    columns=(
        main_column("name", lazy("轮次"), str, sub=lambda r: r.theme),
        Column("year", lazy("年度"), lambda r: r.year, sort="year", css="num"),
        Column("units", lazy("巡察对象（家）"), lambda r: r.units, sort="units", css="num"),
        Column("crews", lazy("巡察组（个）"), lambda r: r.crews, sort="crews", css="num"),
        Column("from", lazy("进驻"), lambda r: r.field_from, sort="field_from", css="nw fold"),
        Column("to", lazy("撤点"), lambda r: r.field_to, sort="field_to", css="nw fold"),
        Column("until", lazy("授权截止"), lambda r: r.authority_to, sort="authority_to", css="nw fold"),
        state_column(ROUND),
    ),
    spine=Spine(
        term="term_id", year="year", round="pk", team="teams", unit="inspections__organisation", done=finished_rounds()
    ),
    choices=(by_state(ROUND),),
    search=("name", "theme"),
    opening=lazy("共 {n} 轮"),
    empty=lazy("巡察办开设轮次以后，出现在这里。"),
    overdue=overdue_in(ROUNDS),
    order=("-year", "-number", "-batch"),
    related=("term",),
)


def trail(batch: Round) -> list[tuple[str, str]]:
    """The way to a page below a round."""
    return [(_("轮次"), reverse("rounds:rounds")), (str(batch), page_of(batch))]


@page(P.ROUND_READ)
def rounds(request: SignedInRequest) -> HttpResponseBase:
    """Every round within reach."""
    terms = list(terms_of(request.actor)) if request.actor.holds(P.ROUND_DRAFT) else []
    rows = rounds_with_counts(ROUNDS.visible_to(request.actor))
    return ROUNDS_LEDGER.respond(request, rows, template="rounds/rounds.html", context={"terms": terms})


@page(P.ROUND_DRAFT, of=TERMS, methods=("GET", "POST"))
def new(request: SignedInRequest, term: Term) -> HttpResponse:
    """Open a round; the scheme begins with the office's template."""
    kept = Kept(request, f"planning.term:{term.pk}:round")
    number = (term.rounds.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    today = timezone.localdate(request.now)
    initial = {
        "name": f"{term}第{number}轮",
        "number": number,
        "batch": 0,
        "year": min(max(today.year, term.first_year), term.last_year),
        "scheme": scheme_template(term.jurisdiction, today),
        **kept.typed,
    }
    form = RoundForm(request.POST or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.create_round(act, term, **form.cleaned_data),
        title=_("开设轮次"),
        done=lambda batch: (_("已开设{round}").format(round=batch), page_of(batch)),
        kept=kept,
        crumbs=[(_("轮次"), reverse("rounds:rounds"))],
        context={"say": _("先定名称和日期，再选对象、组建巡察组，然后提交审批。")},
    )


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("GET", "POST"))
def change(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Change a draft."""
    kept = Kept(request, f"rounds.round:{batch.pk}")
    initial = {name: getattr(batch, name) for name in RoundForm.base_fields} | kept.typed
    form = RoundForm(request.POST or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.change_round(act, batch, base_version=base_version(request), **form.cleaned_data),
        title=_("修改方案和日期"),
        done=lambda saved: _("已保存{round}").format(round=saved),
        record=batch,
        kept=kept,
        crumbs=trail(batch),
    )


MAY = (P.ROUND_DRAFT, P.ROUND_RUN, P.ROUND_APPROVE, P.ROUND_SUGGEST)


@page(P.ROUND_READ, of=ROUNDS)
def batch(request: SignedInRequest, batch: Round) -> HttpResponse:
    """One round: milestones, what it inspects, its teams, what is still missing, its documents."""
    today = timezone.localdate(request.now)
    facts = round_facts(batch, today)
    state = RoundState(batch.state)
    may = {p.name.lower(): ROUNDS.permits(request.actor, p, batch) for p in MAY}
    suggestions = suggestions_for(request.actor, batch)
    waiting = sum(s.state == SuggestionState.GIVEN for s in suggestions) if may["round_draft"] else 0
    refused: Mapping[str, list[Reason]] = {
        "submit": reasons_not_to_submit(facts),
        "approve": reasons_not_to_approve(approver_submitted=batch.submitted_by_id == request.actor.pk),
        "authorise": reasons_not_to_authorise(facts, today),
    }
    context = {
        "batch": batch,
        "steps": buttons(request.actor, batch, ROUND, "rounds:round-step", refused=refused),
        "miles": milestones(batch, today),
        "inspections": inspections_of(batch),
        "opens": set(INSPECTIONS.visible_to(request.actor).filter(round=batch).values_list("pk", flat=True)),
        "teams": teams_of(batch),
        "own_teams": set(TEAMS.visible_to(request.actor).filter(round=batch).values_list("pk", flat=True)),
        "missing": refused["submit"] if state is RoundState.DRAFT else [],
        "hints": [*hints_before_submit(facts), *hints_about(batch), *hints_about_suggestions(waiting)],
        "suggestions": suggestions,
        "suggesting": may["round_suggest"] and state in CHOOSING,
        "answering": may["round_draft"],
        "fileable": state in FILEABLE,
        "filing_due": filing_due(batch),
        "SUGGESTION": SUGGESTION,
        "drafting": may["round_draft"] and state is RoundState.DRAFT,
        "extending": may["round_draft"] and state in STAFFED,
        "running": may["round_run"],
        "approving": may["round_approve"] and state in STAFFED,
        "issued": state in STAFFED or state is RoundState.CLOSED,
        "draws": draws_of(request.actor, batch),
        "drawable": may["round_draft"] and state in DRAWING,
        "DRAW": DRAW,
        "ROUND": ROUND,
        "cards": ROUND_PANELS.drawn(request, batch),
        **recusal_part(request.actor, batch),
        **linkage_part(batch),
    }
    return render(request, "rounds/round.html", context)


def recusal_part(actor: Actor, batch: Round) -> dict[str, Any]:
    """What the page of a round says of declarations and recusal, for those who may read it."""
    if not actor.holds(P.RECUSAL_READ):
        return {}
    told = declarations_of(batch)
    state = RoundState(batch.state)
    return {
        "recusals": recusals_for(actor, batch),
        "asked": len(told),
        "declared": sum(one.state == DeclarationState.DECLARED for one in told.values()),
        "asking": state in STAFFED | {RoundState.DRAFT} and ROUNDS.permits(actor, P.ROUND_DRAFT, batch),
        "RECUSAL": RECUSAL,
    }


STEPS: Mapping[str, Callable[..., Any]] = {
    "submit": services.submit_round,
    "return": services.return_round,
    "approve": services.approve_round,
    "cancel": services.cancel_round,
    "close": services.close_round,
}
ASKING: Mapping[str, tuple[Callable[..., Round], Any]] = {
    "authorise": (services.authorise_round, AuthoriseForm),
    "enter": (services.enter_round, DayForm),
    "withdraw": (services.withdraw_round, DayForm),
}
"""Steps that ask for something first: the number of the order, the day on which it happened."""


@page(P.ROUND_READ, of=ROUNDS, methods=("POST",))
def step(request: SignedInRequest, batch: Round, step: str) -> HttpResponse:
    """Take one step; some show a short form first."""
    if step not in ASKING:
        return take_step(request, batch, ROUND, STEPS, step)
    use_case, kind = ASKING[step]
    sent = "sent" in request.POST
    form = kind(request.POST if sent else None, initial={"on": timezone.localdate(request.now)})
    label = words(ROUND.steps[step].label)
    return form_answer(
        request,
        form,
        lambda act: use_case(act, batch, **form.cleaned_data),
        title=label,
        done=lambda done: _("已{step}：{record}").format(step=label, record=done),
        template="rounds/step.html",
        crumbs=trail(batch),
        context={"submit": label},
    )


@page(P.ROUND_APPROVE, of=ROUNDS, methods=("GET", "POST"))
def extend(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Let the authority last longer."""
    form = ExtendForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.extend_authority(act, batch, **form.cleaned_data),
        title=_("延长授权"),
        done=lambda done: _("已延长授权至 {day}").format(day=done.authority_to),
        crumbs=trail(batch),
        context={"say": _("全体组员的权限随之延长。")},
    )


@page(P.ROUND_RUN, of=ROUNDS, methods=("GET", "POST"))
def node(request: SignedInRequest, batch: Round, node: int) -> HttpResponse:
    """Move a planned date of the round, or note that it came true."""
    found = one_of(batch.nodes.all(), node)
    form = NodeForm(request.POST or None, initial={"planned_on": found.planned_on, "done_on": found.done_on})

    def save(act: Any) -> Round:
        planned_on, done_on = form.cleaned_data["planned_on"], form.cleaned_data["done_on"]
        version = base_version(request)
        if planned_on != found.planned_on:
            services.adjust_node(act, batch, node=found, planned_on=planned_on, base_version=version)
        if done_on != found.done_on:
            services.mark_node(act, batch, node=found, on=done_on)
        return batch

    return form_answer(
        request,
        form,
        save,
        title=_("时间节点：{label}").format(label=found.label),
        done=_("已保存时间节点"),
        record=found,
        crumbs=trail(batch),
    )


@page(P.ROUND_READ, of=ROUNDS)
def document(request: SignedInRequest, batch: Round, kind: str, ending: str) -> HttpResponse:
    """The round's documents: order and team list as docx or pdf, notices of all units as one zip."""
    today = timezone.localdate(request.now)
    makers = {"order": authorisation_order, "members": team_list, "filing": filing_letter}
    if kind in makers and ending in {"docx", "pdf"}:
        return issued(makers[kind], batch, batch.term.jurisdiction, on=today, as_pdf=ending == "pdf")
    if kind in {"notices", "public"} and ending == "zip":
        profile = profile_for(batch.term.jurisdiction, today)
        issuer = profile.issuer(today)
        make = inspection_notice if kind == "notices" else public_notice
        title = _("巡察通知") if kind == "notices" else _("巡察公告")
        documents = [(f"{title}-{i.organisation.name}", make(i, issuer)) for i in inspections_of(batch)]
        return bundle_response(documents, profile, on=today, filename=f"{batch}{title}")
    raise Http404
