"""The evaluated unit's own sheets: every step of the arithmetic, never who gave which points or how anybody voted."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.evaluation import services
from xuncha.evaluation.forms.scores import ObjectForm
from xuncha.evaluation.models import Subject
from xuncha.evaluation.selectors import SUBJECTS, sheet_of
from xuncha.evaluation.views.subjects import about, paper, sheet_context
from xuncha.evaluation.workflow import SUBJECT, SubjectState
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.pages import form_answer


@page(P.EVALUATION_FOLLOW)
def subjects(request: SignedInRequest) -> HttpResponse:
    """The evaluations of one's own unit that were shown to it."""
    rows = SUBJECTS.permitted(request.actor, P.EVALUATION_FOLLOW).select_related("run").order_by("-pk")
    return render(request, "evaluation/unit_subjects.html", {"rows": rows, "workflow": SUBJECT})


@page(P.EVALUATION_FOLLOW, of=SUBJECTS)
def subject(request: SignedInRequest, subject: Subject) -> HttpResponse:
    """One sheet, and what the unit said to it."""
    until = subject.objectable_until
    open_now = subject.state == SubjectState.SHOWN and (until is None or localdate(request.now) <= until)
    may = SUBJECTS.permits(request.actor, P.EVALUATION_OBJECT, subject)
    context = {**sheet_context(subject, sheet_of(subject)), "objects": may and open_now}
    return render(request, "evaluation/unit_subject.html", context)


@page(P.EVALUATION_OBJECT, of=SUBJECTS, methods=("GET", "POST"))
def object_to(request: SignedInRequest, subject: Subject) -> HttpResponse:
    """Say what is wrong with the sheet."""
    form = ObjectForm(request.POST or None)
    form.offer(code=about(subject))
    here = reverse("evaluation_unit:subject", args=[subject.pk])
    return form_answer(
        request,
        form,
        lambda act: services.object_to_sheet(act, subject, **form.cleaned_data),
        title=_("对评估结果提异议"),
        done=_("已提出，由没有参加打分的人答复"),
        crumbs=[(_("整改评估"), reverse("evaluation_unit:subjects")), (subject.run.title, here)],
        context={"submit": _("提出异议")},
    )


@page(P.EVALUATION_FOLLOW, of=SUBJECTS)
def file(request: SignedInRequest, subject: Subject, ending: str) -> HttpResponse:
    """The sheet as docx or pdf."""
    return paper(request, subject, ending)
