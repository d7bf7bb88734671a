"""What the inspected unit sees: the facts put to it, and its own answers. Never a paper, never a source."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.fieldwork import services
from xuncha.fieldwork.forms import AnswerForm
from xuncha.fieldwork.models import FactSheet
from xuncha.fieldwork.selectors import FACT_SHEETS, items_of
from xuncha.fieldwork.workflow import FACT, FactState
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.pages import form_answer


@page(P.FACT_ANSWER)
def facts(request: SignedInRequest) -> HttpResponseBase:
    """The sheets that were sent to this unit, those that wait for an answer first."""
    rows = FACT_SHEETS.permitted(request.actor, P.FACT_ANSWER).order_by("reply_by", "-pk")
    sheets = sorted(rows, key=lambda sheet: sheet.state != FactState.SENT)
    context = {"sheets": sheets, "waiting": sum(s.state == FactState.SENT for s in sheets), "workflow": FACT}
    return render(request, "fieldwork/unit_facts.html", context)


@page(P.FACT_ANSWER, of=FACT_SHEETS, methods=("GET", "POST"))
def fact(request: SignedInRequest, sheet: FactSheet) -> HttpResponse:
    """Answer a sheet, statement by statement; afterwards read what was answered."""
    items = items_of(sheet)
    if sheet.state != FactState.SENT and request.method == "GET":
        return render(request, "fieldwork/unit_fact_read.html", {"sheet": sheet, "items": items, "workflow": FACT})
    kept = Kept(request, f"fieldwork.fact:answer-{sheet.pk}")
    form = AnswerForm(items, request.POST or None, request.FILES or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.answer_fact_sheet(act, sheet, answers=form.answers, note=form.cleaned_data["note"]),
        title=str(sheet),
        done=_("已答复 {number}").format(number=sheet.number),
        back=reverse("fieldwork_unit:fact", kwargs={"pk": sheet.pk}),
        kept=kept,
        template="fieldwork/unit_fact.html",
        context={"sheet": sheet, "workflow": FACT},
    )
