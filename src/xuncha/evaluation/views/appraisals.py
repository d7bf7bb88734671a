"""What a team or a lower office reads of its own appraisal once it was shown, and says to it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.evaluation import services
from xuncha.evaluation.forms.scores import ObjectForm
from xuncha.evaluation.models import Subject
from xuncha.evaluation.selectors import APPRAISALS, appraisals_of_led
from xuncha.evaluation.views.portal import shown_context
from xuncha.evaluation.views.subjects import about, paper
from xuncha.evaluation.workflow import SUBJECT
from xuncha.foundation.http import SignedInRequest, page, personal_page
from xuncha.foundation.ui.pages import form_answer


@page(P.APPRAISAL_READ)
def subjects(request: SignedInRequest) -> HttpResponse:
    """The appraisals of one's own team or office that were shown to it."""
    rows = APPRAISALS.visible_to(request.actor).select_related("run").defer("inputs").order_by("-pk")
    found = [(one, reverse("appraisal:subject", args=[one.pk])) for one in rows]
    mine = {one.pk for one, _url in found}
    found += [row for row in _rows_led(request) if row[0].pk not in mine]
    context = {"rows": found, "workflow": SUBJECT, "title": _("收到的评价")}
    return render(request, "evaluation/unit_subjects.html", context)


def _rows_led(request: SignedInRequest) -> list[tuple[Subject, str]]:
    rows = appraisals_of_led(request.actor.user).defer("inputs")
    return [(one, reverse("appraisal:led-sheet", args=[one.pk])) for one in rows]


def _led(request: SignedInRequest, pk: int) -> Subject:
    found = appraisals_of_led(request.actor.user).filter(pk=pk).first()
    if found is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    return found


@personal_page()
def led(request: SignedInRequest) -> HttpResponse:
    """The appraisals of the teams that one led, whatever one holds now."""
    context = {"rows": _rows_led(request), "workflow": SUBJECT, "title": _("收到的评价")}
    return render(request, "evaluation/unit_subjects.html", context)


@personal_page()
def led_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sheet of a team that one led: to be read, not taken away."""
    subject = _led(request, pk)
    shown = shown_context(request, subject, "appraisal", may=True)
    objects = reverse("appraisal:led-sheet-object", args=[pk]) if shown["objects"] else ""
    own = {"objects": objects, "all": reverse("appraisal:led"), "files": (), "title": _("收到的评价")}
    return render(request, "evaluation/unit_subject.html", {**shown, **own})


@personal_page(methods=("GET", "POST"))
def object_as_leader(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what is wrong with the sheet of a team that one led."""
    subject = _led(request, pk)
    here = reverse("appraisal:led-sheet", args=[pk])
    way = [(_("收到的评价"), reverse("appraisal:led")), (subject.run.title, here)]
    return _objection(request, subject, services.object_as_leader, way)


@page(P.APPRAISAL_READ, of=APPRAISALS)
def subject(request: SignedInRequest, subject: Subject) -> HttpResponse:
    """One sheet, and what was said to it."""
    may = APPRAISALS.permits(request.actor, P.APPRAISAL_OBJECT, subject)
    context = {**shown_context(request, subject, "appraisal", may=may), "title": _("收到的评价")}
    return render(request, "evaluation/unit_subject.html", context)


@page(P.APPRAISAL_OBJECT, of=APPRAISALS, methods=("GET", "POST"))
def object_to(request: SignedInRequest, subject: Subject) -> HttpResponse:
    """Say what is wrong with the sheet."""
    here = reverse("appraisal:subject", args=[subject.pk])
    way = [(_("收到的评价"), reverse("appraisal:subjects")), (subject.run.title, here)]
    return _objection(request, subject, services.object_to_appraisal, way)


def _objection(
    request: SignedInRequest, subject: Subject, object_: Callable[..., Any], way: list[tuple[str, str]]
) -> HttpResponse:
    form = ObjectForm(request.POST or None)
    form.offer(code=about(subject))
    return form_answer(
        request,
        form,
        lambda act: object_(act, subject, **form.cleaned_data),
        title=_("对评估结果提异议"),
        done=_("已提出，由没有参加打分的人答复"),
        crumbs=way,
        back=way[-1][1],
        context={"submit": _("提出异议")},
    )


@page(P.APPRAISAL_READ, of=APPRAISALS)
def file(request: SignedInRequest, subject: Subject, ending: str) -> HttpResponse:
    """The sheet as docx or pdf."""
    return paper(request, subject, ending)
