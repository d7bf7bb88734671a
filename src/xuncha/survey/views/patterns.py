"""The library of questionnaires to begin with."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page, words
from xuncha.foundation.orgs.models import UnitType
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.ledgers import Column, Ledger, main_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.survey import services
from xuncha.survey.forms.questionnaires import EndForm, PatternForm
from xuncha.survey.models import Pattern, Questionnaire
from xuncha.survey.rules.questions import KIND_LABEL, numbers_of
from xuncha.survey.selectors import PATTERNS, QUESTIONNAIRES
from xuncha.survey.views.questionnaires import trail


def _types(pattern: Pattern) -> str:
    return _("、").join(str(UnitType(one).label) for one in pattern.unit_types) or _("各类单位")


PATTERNS_LEDGER = Ledger(
    "survey.patterns",
    gettext_lazy("问卷模板"),
    columns=(
        main_column("title", gettext_lazy("模板"), lambda p: p.title, sub=lambda p: p.audience),
        Column("types", gettext_lazy("适用单位"), _types),
        Column("questions", gettext_lazy("题数"), lambda p: len(p.questions), css="num w4"),
        Column("valid_from", gettext_lazy("启用"), lambda p: p.valid_from, sort="valid_from", css="w5"),
        Column("valid_to", gettext_lazy("停用"), lambda p: p.valid_to, css="w5 fold"),
        Column("office", gettext_lazy("谁的"), lambda p: p.jurisdiction or _("通用"), css="w5 fold"),
    ),
    search=("title", "code"),
    related=("jurisdiction",),
    order=("code", "-valid_from"),
    opening=gettext_lazy("共 {n} 个模板"),
    empty=gettext_lazy("好用的问卷在它的页面存为模板。"),
)


@page(P.REGULATIONS_READ)
def patterns(request: SignedInRequest) -> HttpResponseBase:
    """Every pattern within reach, with those that were in force before."""
    return PATTERNS_LEDGER.respond(request, PATTERNS.visible_to(request.actor))


@page(P.REGULATIONS_READ, of=PATTERNS)
def pattern(request: SignedInRequest, pattern: Pattern) -> HttpResponse:
    """One pattern with its questions."""
    numbers = numbers_of(pattern.asked)
    context = {
        "pattern": pattern,
        "types": _types(pattern),
        "lines": [(numbers[q.id], q, words(KIND_LABEL[q.kind])) for q in pattern.asked],
        "may_end": pattern.valid_to is None and PATTERNS.permits(request.actor, P.REGULATIONS_WRITE, pattern),
    }
    return render(request, "survey/pattern.html", context)


@page(P.REGULATIONS_WRITE, of=QUESTIONNAIRES, methods=("GET", "POST"))
def keep(request: SignedInRequest, questionnaire: Questionnaire) -> HttpResponse:
    """Keep a questionnaire as a pattern."""
    initial = {
        "valid_from": timezone.localdate(request.now),
        "unit_types": [questionnaire.inspection.organisation.unit_type],
    }
    form = PatternForm(request.POST or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.keep_pattern(act, questionnaire, **form.cleaned_data),
        title=_("存为模板"),
        done=lambda made: (_("已存为模板"), page_of(made)),
        crumbs=trail(questionnaire),
    )


@page(P.REGULATIONS_WRITE, of=PATTERNS, methods=("GET", "POST"))
def end(request: SignedInRequest, pattern: Pattern) -> HttpResponse:
    """End a pattern of the office's own."""
    form = EndForm(request.POST or None, initial={"valid_to": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.end_pattern(act, pattern, **form.cleaned_data),
        title=_("停用模板"),
        crumbs=[(_("问卷模板"), reverse("survey:patterns")), (str(pattern), page_of(pattern))],
        context={"say": _("已用它编写的问卷不受影响。"), "submit": _("停用")},
    )
