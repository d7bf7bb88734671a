"""Questionnaires at the desk: the list, a draft and its questions, sending, counting, the library."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.gathering import Together
from xuncha.foundation.ui.ledgers import Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine
from xuncha.survey import services
from xuncha.survey.forms.questionnaires import NewQuestionnaireForm, QuestionForm, QuestionnaireForm, SendForm
from xuncha.survey.models import Questionnaire
from xuncha.survey.rules.questions import KIND_LABEL, Question, numbers_of
from xuncha.survey.selectors import QUESTIONNAIRES, came_in, has_next, patterns_for
from xuncha.survey.selectors.results import results_of, sources_of
from xuncha.survey.workflow import QUESTIONNAIRE, QuestionnaireState

QUESTIONNAIRES_LEDGER = Ledger(
    "survey.questionnaires",
    gettext_lazy("问卷"),
    columns=(
        main_column("title", gettext_lazy("问卷"), lambda q: q.title, sub=lambda q: q.audience),
        Column("unit", gettext_lazy("被巡察单位"), lambda q: q.inspection.organisation, css="w5"),
        Column("opens_on", gettext_lazy("开始"), lambda q: q.opens_on, sort="opens_on", css="w5 fold"),
        Column("closes_on", gettext_lazy("截止"), lambda q: q.closes_on, sort="closes_on", css="w5"),
        Column("answers", gettext_lazy("答卷"), Together(came_in), css="num w4"),
        state_column(QUESTIONNAIRE, since=True),
    ),
    spine=inspection_spine(done=Q(state__in=QUESTIONNAIRE.finished())),
    choices=(by_state(QUESTIONNAIRE),),
    search=("title", "inspection__organisation__name"),
    related=("inspection__organisation", "inspection__round"),
    without=("questions", "introduction"),
    opening=gettext_lazy("共 {n} 份问卷"),
    overdue=overdue_in(QUESTIONNAIRES),
    empty=gettext_lazy("问卷在巡察任务页编写，可以从模板开始。"),
)


@page(P.SURVEY_READ)
def questionnaires(request: SignedInRequest) -> HttpResponseBase:
    """Every questionnaire within reach."""
    return QUESTIONNAIRES_LEDGER.respond(request, QUESTIONNAIRES.visible_to(request.actor))


def trail(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """The way to the pages of one questionnaire."""
    return [(_("问卷"), reverse("survey:questionnaires")), (questionnaire.title, page_of(questionnaire))]


@page(P.SURVEY_READ, of=QUESTIONNAIRES)
def questionnaire(request: SignedInRequest, questionnaire: Questionnaire) -> HttpResponse:
    """One questionnaire: its questions while it is written, its answers while they come, then its results."""
    state = QuestionnaireState(questionnaire.state)
    numbers = numbers_of(questionnaire.asked)
    writes = QUESTIONNAIRES.permits(request.actor, P.SURVEY_WRITE, questionnaire)
    context = {
        "questionnaire": questionnaire,
        "lines": [_line(q, questionnaire.asked, numbers) for q in questionnaire.asked],
        "drafted": writes and state is QuestionnaireState.DRAFT,
        "out": writes and state is QuestionnaireState.OUT,
        "counted": state is QuestionnaireState.COUNTED,
        "sources": sources_of(questionnaire),
        "results": results_of(questionnaire),
        "sheets": questionnaire.sheets.select_related("created_by", "checked_by") if writes else [],
        "address": _address(request, questionnaire),
        "buttons": buttons(
            request.actor,
            questionnaire,
            QUESTIONNAIRE,
            "survey:questionnaire-step",
            leave_out=("send",),
            warned={"count": _before_counting(questionnaire)},
        ),
        "may_revise": writes and state is not QuestionnaireState.DRAFT and not has_next(questionnaire),
        "may_keep": request.actor.holds(P.REGULATIONS_WRITE)
        and QUESTIONNAIRES.permits(request.actor, P.REGULATIONS_WRITE, questionnaire),
        "QUESTIONNAIRE": QUESTIONNAIRE,
    }
    return render(request, "survey/questionnaire.html", context)


def _before_counting(questionnaire: Questionnaire) -> str:
    """What cannot be undone about the results."""
    if questionnaire.closes_on is None:
        return ""
    told = _("填写到 {day} 为止。现在截止，扫码页和纸质录入马上停收，不能恢复。")
    return told.format(day=questionnaire.closes_on.isoformat())


def _address(request: SignedInRequest, questionnaire: Questionnaire) -> str:
    return request.build_absolute_uri(reverse("ask:form", args=[questionnaire.code])) if questionnaire.code else ""


def _line(question: Question, questions: list[Question], numbers: dict[str, str]) -> dict[str, Any]:
    """One question as its draft lists it."""
    behind = next((q for q in questions if q.id == question.after), None)
    opened = [behind.options[n] for n in question.on] if behind else []
    return {
        "question": question,
        "number": numbers[question.id],
        "kind": words(KIND_LABEL[question.kind]),
        "opens": _("第 {number} 题选“{options}”才出现").format(
            number=numbers[question.after], options=_("、").join(opened)
        )
        if behind
        else "",
    }


@page(P.SURVEY_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def draft(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Begin a questionnaire."""
    patterns = patterns_for(inspection, timezone.localdate(request.now))
    form = NewQuestionnaireForm(request.POST or None, patterns=patterns)
    return form_answer(
        request,
        form,
        lambda act: services.draft_questionnaire(act, inspection, **form.cleaned_data),
        title=_("编写问卷"),
        done=lambda made: (_("已建立问卷，请核对题目"), page_of(made)),
        crumbs=[(str(inspection), page_of(inspection))],
        context={"say": _("模板按被巡察单位的类型列出；建立以后可以增删题目。"), "submit": _("建立问卷")},
    )


@page(P.SURVEY_WRITE, of=QUESTIONNAIRES, methods=("GET", "POST"))
def change(request: SignedInRequest, questionnaire: Questionnaire) -> HttpResponse:
    """Change what stands above the questions."""
    kept = Kept(request, f"survey.questionnaire:{questionnaire.pk}")
    initial = {name: getattr(questionnaire, name) for name in QuestionnaireForm.base_fields}
    form = QuestionnaireForm(request.POST or None, initial={**initial, **kept.typed})
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.change_questionnaire(act, questionnaire, base_version=version, **form.cleaned_data),
        title=_("修改问卷"),
        record=questionnaire,
        crumbs=trail(questionnaire),
        kept=kept,
    )


@page(P.SURVEY_WRITE, of=QUESTIONNAIRES, methods=("GET", "POST"))
def question(request: SignedInRequest, questionnaire: Questionnaire, which: str = "") -> HttpResponse:
    """Add a question, or change one."""
    questions = questionnaire.asked
    old = next((q for q in questions if q.id == which), None)
    if which and old is None:
        raise Http404
    others = [q for q in questions if q.id != which]
    form = QuestionForm(request.POST or None, others=others, initial=QuestionForm.typed(old) if old else None)
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.put_question(act, questionnaire, which=which, base_version=version, **form.question),
        title=_("修改题目") if old else _("增加题目"),
        done=_("已保存题目"),
        record=questionnaire,
        crumbs=trail(questionnaire),
    )


@page(P.SURVEY_WRITE, of=QUESTIONNAIRES, methods=("POST",))
def arrange(request: SignedInRequest, questionnaire: Questionnaire, which: str) -> HttpResponse:
    """Move a question up or down, or take it out: the button pressed says which."""
    do = request.POST.get("do", "")
    if do == "drop":
        services.drop_question(act_of(request), questionnaire, which=which)
        messages.success(request, _("已删除题目"))
    elif do in {"up", "down"}:
        services.move_question(act_of(request), questionnaire, which=which, by=-1 if do == "up" else 1)
    else:
        raise RuleViolated(say("请选上移、下移或者删除。"))
    return HttpResponseRedirect(f"{page_of(questionnaire)}#questions")


@page(P.SURVEY_WRITE, of=QUESTIONNAIRES, methods=("GET", "POST"))
def send(request: SignedInRequest, questionnaire: Questionnaire) -> HttpResponse:
    """Let it go out."""
    inspection = questionnaire.inspection
    form = SendForm(
        request.POST or None, initial={"opens_on": timezone.localdate(request.now), "closes_on": inspection.ends_on}
    )
    return form_answer(
        request,
        form,
        lambda act: services.send_questionnaire(act, questionnaire, **form.cleaned_data),
        title=_("发放问卷"),
        done=_("已发放，海报和纸质卷可以打印了"),
        crumbs=trail(questionnaire),
        context={"say": _("发放以后题目不能再改，要改只能另出一版。"), "submit": _("发放")},
    )


@page(P.SURVEY_WRITE, of=QUESTIONNAIRES, methods=("POST",))
def revise(request: SignedInRequest, questionnaire: Questionnaire) -> HttpResponse:
    """Draft the next edition."""
    made = services.revise_questionnaire(act_of(request), questionnaire)
    messages.success(request, _("已另出一版，改好再发放"))
    return HttpResponseRedirect(page_of(made))


STEPS: dict[str, Callable[..., Questionnaire]] = {
    "drop": services.drop_questionnaire,
    "count": services.count_questionnaire,
}


@page(P.SURVEY_READ, of=QUESTIONNAIRES, methods=("POST",))
def step(request: SignedInRequest, questionnaire: Questionnaire, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, questionnaire, QUESTIONNAIRE, STEPS, step)
