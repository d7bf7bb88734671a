"""
The public form of a questionnaire. No account, no cookie, no session; address and browser are neither read nor kept.

It goes page by page: first the questions for everybody, then those that the answers opened, with what was answered
before in hidden fields. A browser with JavaScript shows the follow-ups at once (follow.js); the server asks no less.
"""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from xuncha.core.errors import RuleViolated
from xuncha.foundation import tickets
from xuncha.foundation.http import SignedInRequest, left_nowhere, public_page
from xuncha.survey.forms.questionnaires import AnswersForm
from xuncha.survey.models import Questionnaire
from xuncha.survey.rules.questions import Question, in_order, numbers_of, open_questions, understood
from xuncha.survey.selectors import open_by_code
from xuncha.survey.services.answering import hand_in, reasons_today


@csrf_exempt  # nobody is signed in here whose rights a foreign page could use; the ticket ties the form to its address
@public_page(methods=("GET", "POST"))
def form(request: SignedInRequest, code: str) -> HttpResponse:
    """One questionnaire, page by page; then a word of thanks."""
    questionnaire = open_by_code(code)
    if questionnaire is None:
        raise Http404
    questions, seen = questionnaire.asked, request.POST.getlist("seen")
    answers = understood(questions, request.POST.getlist)
    due = open_questions(questions, answers)
    asked = [q for q in due if q.id in seen]
    left = [q for q in due if q.id not in seen]
    numbers = numbers_of(questions)
    if request.method != "POST" or "back" in request.POST:
        shown = asked or left
        initial = {
            name: given if isinstance(given, str) else [str(n) for n in given] for name, given in answers.items()
        }
        filled = AnswersForm(initial=_singled(questions, initial), questions=shown, numbers=numbers)
        return _page(request, questionnaire, filled)
    typed = AnswersForm(request.POST, questions=asked, numbers=numbers)
    if typed.is_valid() and left:
        return _page(request, questionnaire, AnswersForm(questions=left, numbers=numbers), before=asked)
    if typed.is_valid() and _taken(request, questionnaire, typed, answers):
        return _answer(request, "survey/thanks.html", {"questionnaire": questionnaire})
    return _page(request, questionnaire, typed)


def _singled(questions: Sequence[Question], initial: dict[str, Any]) -> dict[str, Any]:
    """One value where a field holds one."""
    one = {q.id for q in questions if q.kind in {"single", "scale"}}
    return {name: given[0] if name in one else given for name, given in initial.items()}


def _taken(request: SignedInRequest, questionnaire: Questionnaire, form: AnswersForm, answers: Any) -> bool:
    """Whether the answers are in; otherwise the form has the reasons."""
    code = questionnaire.code or ""
    text = request.POST.get("ticket", "")
    ticket = tickets.read(text, code, request.now)
    if ticket is None:
        form.add_error(None, _("页面打开得太久了，请再点一次提交，您答的内容还在。"))
        return False
    if not tickets.worked(text, request.POST.get("work", "")) and not tickets.may_pass(request.now, "ask"):
        form.add_error(None, _("现在提交的人较多，请过一分钟再点提交，您答的内容还在。"))
        return False
    try:
        hand_in(questionnaire, ticket, answers, timezone.localdate(request.now))
    except RuleViolated as refusal:
        form.refuse(refusal)
        return False
    return True


def _page(
    request: SignedInRequest, questionnaire: Questionnaire, form: AnswersForm, *, before: Sequence[Question] = ()
) -> HttpResponse:
    """A page of questions; what was answered on the pages `before` goes along hidden."""
    code, questions = questionnaire.code or "", questionnaire.asked
    ticket = request.POST.get("ticket", "")
    if tickets.read(ticket, code, request.now) is None:
        ticket = tickets.issued(code, request.now)
    hidden = [("seen", q.id) for q in before]
    hidden += [(q.id, value) for q in before for value in request.POST.getlist(q.id)]
    context = {
        "questionnaire": questionnaire,
        "form": form,
        "parts": _parts(questions, form),
        "hidden": hidden,
        "closed": reasons_today(questionnaire, timezone.localdate(request.now)),
        "ticket": ticket,
        "bits": tickets.WORK_BITS,
    }
    return _answer(request, "survey/ask.html", context, form.status)


def _parts(questions: Sequence[Question], form: AnswersForm) -> list[dict[str, Any]]:
    """The questions of the page, and between them those that may open on it, for the script to put in."""
    here = {q.id for q in form.questions}
    waiting: list[Question] = []
    for q in in_order(questions):
        if q.id not in here and q.after and q.after in here | {other.id for other in waiting}:
            waiting.append(q)
    more = AnswersForm(questions=waiting, numbers=numbers_of(questions))
    return [
        {"id": q.id, "field": form[q.id]}
        if q.id in here
        else {"id": q.id, "field": more[q.id], "after": q.after, "on": " ".join(map(str, q.on))}
        for q in in_order(questions)
        if q.id in here or q in waiting
    ]


def _answer(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return left_nowhere(render(request, template, context, status=status))
