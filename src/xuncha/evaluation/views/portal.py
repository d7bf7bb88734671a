"""The evaluated unit's own sheets: every step of the arithmetic, never who gave which points or how anybody voted."""

from typing import Any

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
    found = [(one, reverse("evaluation_unit:subject", args=[one.pk])) for one in rows.defer("inputs")]
    context = {"rows": found, "workflow": SUBJECT, "title": _("整改评估")}
    return render(request, "evaluation/unit_subjects.html", context)


@page(P.EVALUATION_FOLLOW, of=SUBJECTS)
def subject(request: SignedInRequest, subject: Subject) -> HttpResponse:
    """One sheet, and what the unit said to it."""
    may = SUBJECTS.permits(request.actor, P.EVALUATION_OBJECT, subject)
    context = {**shown_context(request, subject, "evaluation_unit", may=may), "title": _("整改评估")}
    return render(request, "evaluation/unit_subject.html", context)


def shown_context(request: SignedInRequest, subject: Subject, space: str, *, may: bool) -> dict[str, Any]:
    """What the page of whoever is evaluated shows, with the addresses of this space; `may`: may object at all."""
    until = subject.objectable_until
    open_now = subject.state == SubjectState.SHOWN and (until is None or localdate(request.now) <= until)
    return {
        **sheet_context(subject, sheet_of(subject)),
        "objects": reverse(f"{space}:subject-object", args=[subject.pk]) if may and open_now else "",
        "all": reverse(f"{space}:subjects"),
        "files": [(ending, reverse(f"{space}:subject-file", args=[subject.pk, ending])) for ending in ("docx", "pdf")],
    }


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
