"""What a team or a lower office reads of its own appraisal once it was shown, and says to it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.evaluation import services
from xuncha.evaluation.forms.scores import ObjectForm
from xuncha.evaluation.models import Subject
from xuncha.evaluation.selectors import APPRAISALS
from xuncha.evaluation.views.portal import shown_context
from xuncha.evaluation.views.subjects import about, paper
from xuncha.evaluation.workflow import SUBJECT
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.pages import form_answer


@page(P.APPRAISAL_READ)
def subjects(request: SignedInRequest) -> HttpResponse:
    """The appraisals of one's own team or office that were shown to it."""
    rows = APPRAISALS.visible_to(request.actor).select_related("run").defer("inputs").order_by("-pk")
    found = [(one, reverse("appraisal:subject", args=[one.pk])) for one in rows]
    context = {"rows": found, "workflow": SUBJECT, "title": _("收到的评价")}
    return render(request, "evaluation/unit_subjects.html", context)


@page(P.APPRAISAL_READ, of=APPRAISALS)
def subject(request: SignedInRequest, subject: Subject) -> HttpResponse:
    """One sheet, and what was said to it."""
    may = APPRAISALS.permits(request.actor, P.APPRAISAL_OBJECT, subject)
    context = {**shown_context(request, subject, "appraisal", may=may), "title": _("收到的评价")}
    return render(request, "evaluation/unit_subject.html", context)


@page(P.APPRAISAL_OBJECT, of=APPRAISALS, methods=("GET", "POST"))
def object_to(request: SignedInRequest, subject: Subject) -> HttpResponse:
    """Say what is wrong with the sheet."""
    form = ObjectForm(request.POST or None)
    form.offer(code=about(subject))
    here = reverse("appraisal:subject", args=[subject.pk])
    return form_answer(
        request,
        form,
        lambda act: services.object_to_appraisal(act, subject, **form.cleaned_data),
        title=_("对评估结果提异议"),
        done=_("已提出，由没有参加打分的人答复"),
        crumbs=[(_("收到的评价"), reverse("appraisal:subjects")), (subject.run.title, here)],
        back=here,
        context={"submit": _("提出异议")},
    )


@page(P.APPRAISAL_READ, of=APPRAISALS)
def file(request: SignedInRequest, subject: Subject, ending: str) -> HttpResponse:
    """The sheet as docx or pdf."""
    return paper(request, subject, ending)
