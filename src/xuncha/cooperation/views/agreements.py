"""Agreements: their register, writing, approving, renewing and ending."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.cooperation import services
from xuncha.cooperation.documents import agreement_document
from xuncha.cooperation.forms import AgreementForm, PartnersForm, RenewForm
from xuncha.cooperation.models import Agreement
from xuncha.cooperation.rules import FRAMES, Frame, is_due_for_renewal, reasons_not_to_approve, reasons_not_to_submit
from xuncha.cooperation.selectors import AGREEMENTS, departments, due_by, partner_names, parts_in
from xuncha.cooperation.workflow import AGREEMENT, AgreementState
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.gathering import Together
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
from xuncha.foundation.ui.steps import back_to, buttons, take_step

GET_POST = ("GET", "POST")
IN_FORCE = Q(state=AgreementState.IN_FORCE)
AGREEMENTS_LEDGER = Ledger(
    "cooperation.agreements",
    lazy("协作机制"),
    columns=(
        main_column("title", lazy("协作机制"), lambda one: one.title, sub=lambda one: one.get_frame_display()),
        Column("partners", lazy("协作部门"), Together(partner_names), css="w8"),
        Column("from", lazy("生效日期"), lambda one: one.from_on, sort="from_on", css="nw"),
        Column("until", lazy("有效期至"), lambda one: one.until, sort="until", css="nw"),
        state_column(AGREEMENT, since=True),
    ),
    spine=Spine(year="from_on__year", done=Q(state__in=AGREEMENT.finished())),
    choices=(
        by_state(AGREEMENT),
        Choice("frame", lazy("协作形式"), "frame", [(one.value, lazy(label)) for one, label in FRAMES.items()]),
    ),
    search=("title", "matters"),
    chips=(Chip("renew", lazy("九十天内到期"), lambda actor: IN_FORCE & Q(until__lte=due_by(localdate(actor.at)))),),
    opening=lazy("共 {n} 项"),
    empty=lazy("和部门签订的协作机制、“1+3+N”、室组地联动列在这里。"),
    overdue=lambda today: IN_FORCE & Q(until__lt=today),
    order=(finished_last(AGREEMENT), "-pk"),
    without=("matters",),
)


@page(P.AGREEMENT_READ)
def agreements(request: SignedInRequest) -> HttpResponseBase:
    """The register of agreements."""
    rows = AGREEMENTS.visible_to(request.actor)
    offices = JURISDICTIONS.permitted(request.actor, P.AGREEMENT_WRITE).order_by("pk")
    context = {"offices": offices}
    return AGREEMENTS_LEDGER.respond(request, rows, template="cooperation/agreements.html", context=context)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("协作机制"), reverse("cooperation:agreements"))]


def _trail(agreement: Agreement) -> list[tuple[str, str]]:
    return [*_crumbs(), (agreement.title, page_of(agreement))]


@page(P.AGREEMENT_WRITE, of=JURISDICTIONS, methods=GET_POST)
def new(request: SignedInRequest, jurisdiction: Jurisdiction) -> HttpResponse:
    """Begin an agreement."""
    kept = Kept(request, f"cooperation.agreement:new-{jurisdiction.pk}")
    form = AgreementForm(request.POST or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.draft_agreement(act, jurisdiction, **_told(form)),
        title=_("拟订协作机制"),
        done=lambda made: (_("已拟订，列入协作部门后报批"), page_of(made)),
        crumbs=_crumbs(),
        kept=kept,
        context={"submit": _("拟订")},
    )


def _told(form: AgreementForm) -> dict[str, Any]:
    return {**form.cleaned_data, "frame": Frame(form.cleaned_data["frame"])}


@page(P.AGREEMENT_WRITE, of=AGREEMENTS, methods=GET_POST)
def edit(request: SignedInRequest, agreement: Agreement) -> HttpResponse:
    """Change a draft."""
    kept = Kept(request, f"cooperation.agreement:{agreement.pk}")
    initial = {name: getattr(agreement, name) for name in AgreementForm.base_fields}
    form = AgreementForm(request.POST or None, initial={**initial, **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.change_agreement(act, agreement, base_version=base_version(request), **_told(form)),
        title=_("修改协作机制"),
        crumbs=_trail(agreement),
        record=agreement,
        kept=kept,
    )


@page(P.AGREEMENT_READ, of=AGREEMENTS)
def agreement(request: SignedInRequest, agreement: Agreement) -> HttpResponse:
    """One agreement: matters, partners, its time."""
    own = agreement.submitted_by_id == request.actor.pk
    writes = AGREEMENTS.permits(request.actor, P.AGREEMENT_WRITE, agreement)
    in_force = agreement.state == AgreementState.IN_FORCE
    context = {
        "agreement": agreement,
        "workflow": AGREEMENT,
        "partners": agreement.partners.select_related("organisation"),
        "editable": writes and agreement.state == AgreementState.DRAFT,
        "renews": writes and in_force,
        "expired": in_force and is_due_for_renewal(agreement.until, localdate(request.now)),
        "buttons": buttons(
            request.actor,
            agreement,
            AGREEMENT,
            "cooperation:agreement-step",
            own=own,
            refused={
                "submit": reasons_not_to_submit(Frame(agreement.frame), parts_in(agreement)),
                "approve": reasons_not_to_approve(own=own),
            },
        ),
    }
    return render(request, "cooperation/agreement.html", context)


@page(P.AGREEMENT_WRITE, of=AGREEMENTS, methods=GET_POST)
def partners(request: SignedInRequest, agreement: Agreement) -> HttpResponse:
    """Name bodies that take part."""
    there = agreement.partners.values("organisation")
    rows = departments(agreement.jurisdiction).exclude(pk__in=there)
    form = PartnersForm(request.POST or None, organisations=rows)
    return form_answer(
        request,
        form,
        lambda act: services.add_partners(act, agreement, **form.cleaned_data),
        title=_("列入协作部门"),
        done=_("已列入协作部门"),
        crumbs=_trail(agreement),
        context={"submit": _("列入")},
    )


@page(P.AGREEMENT_WRITE, of=AGREEMENTS, methods=("POST",))
def remove(request: SignedInRequest, agreement: Agreement, partner: int) -> HttpResponse:
    """Leave a body out."""
    services.remove_partner(act_of(request), agreement, organisation=partner)
    messages.success(request, _("已去掉"))
    return back_to(agreement)


@page(P.AGREEMENT_WRITE, of=AGREEMENTS, methods=GET_POST)
def renew(request: SignedInRequest, agreement: Agreement) -> HttpResponse:
    """Let it last longer."""
    form = RenewForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.renew_agreement(act, agreement, base_version=base_version(request), **form.cleaned_data),
        title=_("续签"),
        done=_("已续签"),
        crumbs=_trail(agreement),
        record=agreement,
        context={"submit": _("续签")},
    )


STEPS: Mapping[str, Callable[..., Any]] = {
    "submit": services.submit_agreement,
    "drop": services.drop_agreement,
    "approve": services.approve_agreement,
    "return": services.return_agreement,
    "end": services.end_agreement,
}


@page(P.AGREEMENT_READ, of=AGREEMENTS, methods=("POST",))
def step(request: SignedInRequest, agreement: Agreement, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, agreement, AGREEMENT, STEPS, step)


@page(P.AGREEMENT_READ, of=AGREEMENTS)
def document(request: SignedInRequest, agreement: Agreement) -> HttpResponse:
    """The agreement as a document, docx or with `?as=pdf` pdf."""
    on = localdate(request.now)
    return issued(
        agreement_document, agreement, agreement.jurisdiction, on=on, filename=agreement.title, asked=request.GET
    )
