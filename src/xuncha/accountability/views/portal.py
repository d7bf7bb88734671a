"""What was sent to one's unit: notices of talks, circulars that name it, and the self-criticism that it owes."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.accountability import services
from xuncha.accountability.documents import use_document
from xuncha.accountability.forms import AnswerForm
from xuncha.accountability.models import ResultUse
from xuncha.accountability.rules.kinds import KINDS
from xuncha.accountability.selectors import RECEIPTS, USES, overdue_uses, signing_units
from xuncha.accountability.workflow import USE, UseState
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import on_screen
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.gathering import Labelled
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, Spine, finished_last, main_column
from xuncha.foundation.ui.pages import form_answer

OWED = Q(state=UseState.OWED)


def _address(use: ResultUse) -> str:
    return reverse("accountability_unit:use", args=[use.pk])


OWN_LEDGER = Ledger(
    "accountability.own",
    lazy("约谈和通报"),
    columns=(
        main_column("title", lazy("事项"), lambda use: use.title, sub=lambda use: use.number),
        Column(
            "kind", lazy("种类"), Labelled(lambda use: use.kind, lambda code: words(KINDS[code].label)), sort="kind"
        ),
        Column("sent", lazy("送达"), lambda use: localdate(use.sent_at), sort="sent_at", css="nw"),
        Column("due", lazy("报送时限"), lambda use: use.due_on if use.state == UseState.OWED else "", css="nw"),
    ),
    spine=Spine(done=Q(state__in=USE.finished())),
    search=("title", "number"),
    chips=(Chip("owed", lazy("等你单位报送"), lambda _: OWED),),
    opening=lazy("共 {n} 件"),
    empty=lazy("发给你单位的约谈通知、点到你单位的通报、要你单位报送的书面检查列在这里。"),
    overdue=lambda today: OWED & overdue_uses(today),
    order=(finished_last(USE), "-sent_at"),
    without=("text", "answer"),
    url=_address,
)


@page(P.USE_READ)
def uses(request: SignedInRequest) -> HttpResponseBase:
    """What was sent to one's unit."""
    return OWN_LEDGER.respond(request, USES.visible_to(request.actor))


@page(P.USE_READ, of=USES)
def use(request: SignedInRequest, use: ResultUse) -> HttpResponse:
    """One of them, and what is asked until when; what was decided about anybody is not here."""
    withdrawn = use.state == UseState.WITHDRAWN
    context = {
        "use": use,
        "kind": KINDS[use.kind],
        "withdrawn": withdrawn,
        "owed": use.state == UseState.OWED,
        "receives": not withdrawn and signing_units(request.actor, use).exists(),
        "receipts": RECEIPTS.visible_to(request.actor).filter(use=use).select_related("created_by", "organisation"),
        "answers": use.state == UseState.OWED and USES.permits(request.actor, P.USE_ANSWER, use),
        "files": use.files.order_by("pk"),
        "pieces": on_screen(use_document, use, use.jurisdiction, on=localdate(use.sent_at or request.now)),
    }
    return render(request, "accountability/unit_use.html", context)


@page(P.USE_ANSWER, of=USES, methods=("POST",))
def receive(request: SignedInRequest, use: ResultUse) -> HttpResponse:
    """Sign for what was sent."""
    services.sign_for(act_of(request), use)
    messages.success(request, _("已签收 {number}").format(number=use.number))
    return HttpResponseRedirect(_address(use))


@page(P.USE_ANSWER, of=USES, methods=("GET", "POST"))
def answer(request: SignedInRequest, use: ResultUse) -> HttpResponse:
    """Write and hand in the self-criticism, with files."""
    kept = Kept(request, f"accountability.use:answer-{use.pk}")
    form = AnswerForm(request.POST or None, request.FILES or None, initial={"answer": use.answer, **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.answer_use(
            act, use, answer=form.cleaned_data["answer"], files=form.cleaned_data["proofs"]
        ),
        title=_("报送书面检查"),
        done=lambda _use: (_("已报送书面检查，等巡察办审阅"), _address(use)),
        crumbs=[(_("约谈和通报"), reverse("accountability_unit:uses")), (use.number, _address(use))],
        record=use,
        kept=kept,
        context={"submit": _("报送")},
    )
