"""Resting a paper on a talk or on a squad's result."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.fieldwork import services
from xuncha.fieldwork.forms import CitationForm
from xuncha.fieldwork.models import Citation, WorkingPaper
from xuncha.fieldwork.selectors import PAPERS, citable
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.usecases import Act
from xuncha.gathering.models import Talk


@page(P.PAPER_WRITE, of=PAPERS, methods=("GET", "POST"))
def cite(request: SignedInRequest, paper: WorkingPaper) -> HttpResponse:
    """Choose among the checked talks one may open and the results of the inspection's squads."""
    form = CitationForm(*citable(request.actor, paper), request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: _cited(act, paper, form),
        title=_("引用谈话、小分队结果"),
        done=_("已引用"),
        crumbs=[(paper.provisional_no, f"{page_of(paper)}#evidence")],
        context={
            "say": _("只列核对过、您能查阅的谈话记录和本单位的小分队结果。不能查阅的人只看到引用了几份谈话记录。"),
            "submit": _("引用"),
        },
    )


def _cited(act: Act, paper: WorkingPaper, form: CitationForm) -> Citation:
    chosen, quote = form.record, form.cleaned_data["quote"].replace("\r\n", "\n")
    if isinstance(chosen, Talk):
        return services.cite_talk(act, paper, chosen, quote=quote)
    return services.cite_result(act, paper, chosen, quote=quote, into_facts=form.cleaned_data["into_facts"])
