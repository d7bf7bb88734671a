"""What the unit was told to do because it stayed below the limit, and its answer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.core.quantities import per_cent
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.pages import form_answer
from xuncha.rectification import services
from xuncha.rectification.forms.portal_asking import ConsequenceAnswerForm
from xuncha.rectification.models import Consequence
from xuncha.rectification.selectors import CONSEQUENCES
from xuncha.rectification.workflow import CONSEQUENCE, ConsequenceState


@page(P.RECT_FOLLOW, of=CONSEQUENCES)
def consequence(request: SignedInRequest, consequence: Consequence) -> HttpResponse:
    """The figures, what is demanded until when, and what the unit wrote."""
    writes = CONSEQUENCES.permits(request.actor, P.RECT_WRITE, consequence)
    context = {
        "consequence": consequence,
        "workflow": CONSEQUENCE,
        "rate": per_cent(consequence.in_place, consequence.total),
        "open": writes and consequence.state == ConsequenceState.SENT,
    }
    return render(request, "rectification/unit_consequence.html", context)


@page(P.RECT_WRITE, of=CONSEQUENCES, methods=("GET", "POST"))
def answer(request: SignedInRequest, consequence: Consequence) -> HttpResponse:
    """Write and hand in the answer; returned, it begins with what was written before."""
    kept = Kept(request, f"rectification.consequence:{consequence.pk}")
    form = ConsequenceAnswerForm(request.POST or None, initial={"answer": consequence.answer, **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.answer_consequence(act, consequence, **form.cleaned_data),
        title=_("报送检查"),
        done=_("已报送，等巡察办审阅"),
        crumbs=[(consequence.what, reverse("rectification_unit:consequence", args=[consequence.pk]))],
        record=consequence,
        kept=kept,
        context={"submit": _("报送检查")},
    )
