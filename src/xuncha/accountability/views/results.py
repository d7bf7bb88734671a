"""What came of a use of results: noted, read, and taken out again where it was noted wrongly."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.accountability import services
from xuncha.accountability.forms import ResultForm, StrikeForm
from xuncha.accountability.models import Result, ResultUse
from xuncha.accountability.rules.kinds import FORMS, MEASURES
from xuncha.accountability.selectors import RESULTS, USES
from xuncha.accountability.views.uses import crumbs
from xuncha.accountability.workflow import UseState
from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.pages import form_answer


@page(P.USE_WRITE, of=USES, methods=("GET", "POST"))
def new(request: SignedInRequest, use: ResultUse) -> HttpResponse:
    """Note what the competent body decided, or what was done."""
    kept = Kept(request, f"accountability.use:result-{use.pk}")
    first = {"on": localdate(request.now), **kept.typed}
    form = ResultForm(request.POST or None, initial=first, kind=use.kind)
    return form_answer(
        request,
        form,
        lambda act: services.note_result(act, use, **form.cleaned_data),
        title=_("登记结果"),
        done=lambda _made: (_("已登记结果"), page_of(use)),
        crumbs=[*crumbs(), (str(use), page_of(use))],
        kept=kept,
        context={
            "say": _("一种结果一条，件和人分别写；处理由有权机关决定，这里照决定登记，不写姓名。"),
            "submit": _("登记"),
        },
    )


@page(P.USE_COUNT, of=RESULTS)
def result(request: SignedInRequest, result: Result) -> HttpResponse:
    """One result, and the matter that it came of."""
    measure = MEASURES[result.measure]
    context = {
        "result": result,
        "measure": measure,
        "form_label": FORMS.get(measure.form, ""),
        "editable": RESULTS.permits(request.actor, P.USE_WRITE, result) and result.use.state == UseState.SENT,
    }
    return render(request, "accountability/result.html", context)


@page(P.USE_WRITE, of=RESULTS, methods=("GET", "POST"))
def strike(request: SignedInRequest, result: Result) -> HttpResponse:
    """Take out a result that was noted wrongly."""
    use = result.use
    form = StrikeForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.strike_result(act, result, **form.cleaned_data),
        title=_("去掉这条结果"),
        done=lambda _use: (_("已去掉这条结果，操作记录里还有"), page_of(use)),
        crumbs=[*crumbs(), (str(use), page_of(use)), (str(result), page_of(result))],
        context={"submit": _("去掉")},
    )
