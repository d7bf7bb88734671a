"""Declarations for a round, on a page of the member's own, and the cases of recusal with their exceptions."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.http import SignedInRequest, act_of, page, personal_page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import attempt
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds import services
from xuncha.rounds.forms import ExemptionForm, HandInForm, OwnTieForm
from xuncha.rounds.models import Declaration, Recusal, Round, Team
from xuncha.rounds.rules import reasons_not_to_exempt
from xuncha.rounds.selectors import (
    DECLARATIONS,
    RECUSALS,
    ROUNDS,
    TEAMS,
    declared_ties,
    one_of,
    own_declaration,
)
from xuncha.rounds.views.rounds import trail
from xuncha.rounds.workflow import DECLARATION, RECUSAL, DeclarationState
from xuncha.talent.selectors import organisations_near

STEPS: Mapping[str, Callable[..., Any]] = {
    "settle": services.settle_recusal,
    "ask": services.ask_exemption,
    "approve": services.approve_exemption,
    "refuse": services.refuse_exemption,
    "revoke": services.revoke_exemption,
}


def _own(request: SignedInRequest, pk: int) -> Declaration:
    found = own_declaration(request.actor.user, pk)
    if found is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    return found


@personal_page(methods=("GET", "POST"))
def declaration(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own declaration, to fill in and hand in; those who may read declarations see it as it stands."""
    own = own_declaration(request.actor.user, pk)
    record = own or DECLARATIONS.one(request.actor, P.DECLARATION_READ, pk)
    if record is None or (own is None and request.method == "POST"):
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    form = HandInForm(request.POST or None)
    if form.is_bound and form.is_valid():
        done = attempt(request, form, lambda act: services.hand_in_declaration(act, record, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("已提交申报"))
            return HttpResponseRedirect(page_of(record))
    asked = record.state == DeclarationState.ASKED
    context = {
        "declaration": record,
        "member": record.membership,
        "batch": record.membership.team.round,
        "ties": declared_ties(record),
        "filling": own is not None and asked,
        "entering": own is None and asked and DECLARATIONS.permits(request.actor, P.DECLARATION_WRITE, record),
        "form": form,
        "steps": buttons(
            request.actor, record, DECLARATION, "rounds:declaration-step", own=own is not None, leave_out=("declare",)
        ),
        "DECLARATION": DECLARATION,
    }
    return render(request, "rounds/declaration.html", context, status=form.status)


@personal_page(methods=("GET", "POST"))
def declare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Declare one of one's own ties."""
    own = _own(request, pk)
    form = OwnTieForm(request.POST or None, organisations=organisations_near(own.membership.person))
    return form_answer(
        request,
        form,
        lambda act: services.declare_own_tie(act, own, **form.cleaned_data),
        title=_("登记一项"),
        done=lambda tie: _("已登记：{tie}").format(tie=tie),
        crumbs=[(_("回避申报"), page_of(own))],
        context={"submit": _("登记"), "say": _("本人、配偶、父母、子女、近姻亲与单位的关系，都在这里一项一项登记。")},
    )


@personal_page(methods=("POST",))
def withdraw(request: SignedInRequest, pk: int, tie: int) -> HttpResponse:
    """Take back what one declared by mistake."""
    own = _own(request, pk)
    services.withdraw_own_tie(act_of(request), own, tie=one_of(own.membership.person.ties.all(), tie))
    messages.success(request, _("已撤回"))
    return HttpResponseRedirect(page_of(own))


@page(P.DECLARATION_WRITE, of=DECLARATIONS, methods=("GET", "POST"))
def enter(request: SignedInRequest, declaration: Declaration) -> HttpResponse:
    """Enter a declaration from the signed sheet."""
    form = HandInForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.enter_declaration(act, declaration, **form.cleaned_data),
        title=_("录入纸质申报"),
        done=lambda done: _("已录入：{declaration}").format(declaration=done),
        crumbs=[*trail(declaration.membership.team.round), (_("回避申报"), page_of(declaration))],
        context={
            "submit": _("录入"),
            "say": _("先在人才库此人的页面按纸质申报登记各项情形，再在这里录入申报。"),
        },
    )


@page(P.DECLARATION_READ, of=DECLARATIONS, methods=("POST",))
def declaration_step(request: SignedInRequest, declaration: Declaration, step: str) -> HttpResponse:
    """Ask for the declaration again."""
    return take_step(request, declaration, DECLARATION, {"again": services.ask_again}, step)


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("POST",))
def ask(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Ask every member of the round to declare."""
    services.ask_declarations(act_of(request), batch)
    messages.success(request, _("已请各组组员申报回避情况"))
    return HttpResponseRedirect(f"{page_of(batch)}#recusal")


@page(P.RECUSAL_READ, of=RECUSALS)
def recusal(request: SignedInRequest, recusal: Recusal) -> HttpResponse:
    """One case: what was found, what was asked for and who decided."""
    refused = {"ask": reasons_not_to_exempt(weight=recusal.weight, reason_given="…")}
    own = request.actor.pk in {recusal.asked_by_id, recusal.person.user_id}
    context = {
        "recusal": recusal,
        "batch": recusal.team.round,
        "steps": buttons(
            request.actor, recusal, RECUSAL, "rounds:recusal-step", own=own, refused=refused, leave_out=BY_ITSELF
        ),
        "RECUSAL": RECUSAL,
    }
    return render(request, "rounds/recusal.html", context)


BY_ITSELF = ("recheck", "lapse")
"""Steps that follow from what is found, and that nobody takes."""


@page(P.RECUSAL_READ, of=RECUSALS, methods=("POST",))
def recusal_step(request: SignedInRequest, recusal: Recusal, step: str) -> HttpResponse:
    """Check a case, ask for an exception, decide about one."""
    return take_step(request, recusal, RECUSAL, STEPS, step)


@page(P.RECUSAL_HANDLE, of=TEAMS, methods=("GET", "POST"))
def exempt(request: SignedInRequest, team: Team) -> HttpResponse:
    """Ask for an exception for somebody who could not be named without it."""
    asked = {name: request.GET.get(name, "") for name in ("person", "organisation")}
    form = ExemptionForm(request.POST or None, team=team, initial=asked)
    return form_answer(
        request,
        form,
        lambda act: services.propose_exemption(act, team, **form.cleaned_data),
        title=_("申请回避例外"),
        done=lambda case: (_("已提交例外申请：{case}").format(case=case), page_of(case)),
        crumbs=[*trail(team.round), (str(team), page_of(team))],
        context={
            "submit": _("提交申请"),
            "say": _("例外由另一位有权的人批准，理由和批准人记入本轮档案。"),
        },
    )
