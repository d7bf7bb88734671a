"""The office's questions in the unit's portal: the question and the unit's answer, nothing of what is behind it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.pages import form_answer
from xuncha.hints import services
from xuncha.hints.forms import AnswerForm
from xuncha.hints.models import Inquiry
from xuncha.hints.selectors import INQUIRIES
from xuncha.hints.workflow import INQUIRY, InquiryState

SHOWN = 100


@page(P.RECT_FOLLOW)
def inquiries(request: SignedInRequest) -> HttpResponse:
    """What the office has asked, what waits for an answer first."""
    rows = INQUIRIES.visible_to(request.actor).select_related("item", "plan__inspection__round")
    lines = rows.order_by("-pk")[:SHOWN]
    context = {"lines": sorted(lines, key=lambda one: one.state != InquiryState.ASKED), "workflow": INQUIRY}
    return render(request, "hints/unit_inquiries.html", context)


@page(P.RECT_FOLLOW, of=INQUIRIES)
def inquiry(request: SignedInRequest, inquiry: Inquiry) -> HttpResponse:
    """One question."""
    answers = INQUIRIES.permits(request.actor, P.RECT_WRITE, inquiry)
    context = {
        "inquiry": inquiry,
        "workflow": INQUIRY,
        "answerable": answers and inquiry.state == InquiryState.ASKED,
    }
    return render(request, "hints/unit_inquiry.html", context)


@page(P.RECT_WRITE, of=INQUIRIES, methods=("GET", "POST"))
def answer(request: SignedInRequest, inquiry: Inquiry) -> HttpResponse:
    """Answer, or answer again what was not clear yet."""
    kept = Kept(request, f"hints.inquiry:{inquiry.pk}")
    form = AnswerForm(request.POST or None, initial={"answer": inquiry.answer, **kept.typed})
    here = reverse("hints_unit:inquiry", args=[inquiry.pk])
    return form_answer(
        request,
        form,
        lambda act: services.answer_inquiry(act, inquiry, **form.cleaned_data),
        title=_("答复询问"),
        done=_("已答复巡察办"),
        crumbs=[(_("巡察办询问"), reverse("hints_unit:inquiries")), (str(inquiry), here)],
        record=inquiry,
        kept=kept,
        context={"say": inquiry.text, "submit": _("答复")},
    )
