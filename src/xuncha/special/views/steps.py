"""The steps of a special report: buttons, and the forms of those that are explained."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.errors import Reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, View, page, words
from xuncha.foundation.reach import page_of
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.foundation.ui.forms import Form
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import Button, buttons, take_step
from xuncha.special import services
from xuncha.special.forms import InstructionForm, LayForm, WordsForm
from xuncha.special.models import SpecialReport
from xuncha.special.selectors import REPORTS, writers_of
from xuncha.special.workflow import ONLY, SPECIAL, SpecialState

READ_FIRST: dict[str, Callable[..., SpecialReport]] = {
    "submit": services.submit_report,
    "present": services.present_report,
    "check": services.check_report,
    "sign": services.sign_report,
}
"""Steps that nobody takes without what it says open before them."""
PLAIN: dict[str, Callable[..., SpecialReport]] = {
    "receive": services.receive_report,
    "note": services.note_report,
    "close": services.close_report,
}
WITH_WORDS: dict[str, Callable[..., SpecialReport]] = {
    "return": services.return_report,
    "send_back": services.send_back_report,
    "answer": services.answer_report,
    "again": services.want_more,
}
FORMS = frozenset({"lay", "instruct", *WITH_WORDS})


def forms_for(request: SignedInRequest, report: SpecialReport) -> list[tuple[str, str]]:
    """The steps with a page of their own that exist from here and that the person may take: address, label."""
    return [
        (reverse(f"special:report-{name}", args=[report.pk]), step.label)
        for name, step in SPECIAL.available(SpecialState(report.state)).items()
        if name in FORMS and REPORTS.permits(request.actor, step.permission, report)
    ]


def step_buttons(
    request: SignedInRequest, report: SpecialReport, by: Unlocked | None, missing: Sequence[Reason]
) -> list[Button]:
    """The other steps; those for which it has to be read wait until it is open."""
    answered = report.state == SpecialState.ANSWERED
    own = request.actor.pk == report.answered_by_id if answered else request.actor.pk in writers_of(report)
    others = {name for name, kind in ONLY.items() if kind != report.kind}
    left_out = [*FORMS, *others, *(READ_FIRST if by is None else ())]
    refused = dict.fromkeys(READ_FIRST, missing)
    return buttons(request.actor, report, SPECIAL, "special:report-step", own=own, refused=refused, leave_out=left_out)


@page(P.SPECIAL_READ, of=REPORTS, methods=("POST",))
def step(request: SignedInRequest, report: SpecialReport, step: str) -> HttpResponse:
    """Take a step that needs no form."""
    by = unlocked_by(request)
    if step in READ_FIRST and by is None:
        return to_unlock(request, page_of(report))
    acts = PLAIN | {name: partial(act, by=by) for name, act in READ_FIRST.items()}
    return take_step(request, report, SPECIAL, acts, step)


@page(P.SPECIAL_RECEIVE, of=REPORTS, methods=("GET", "POST"))
def lay(request: SignedInRequest, report: SpecialReport) -> HttpResponse:
    """Note before whom it was laid."""
    first = {"before": _("书记专题会议"), "on": timezone.localdate(request.now)}
    form = LayForm(request.POST or None, initial=first)
    return _form(request, report, form, lambda act: services.lay_report(act, report, **form.cleaned_data), "lay")


@page(P.SPECIAL_DECIDE, of=REPORTS, methods=("GET", "POST"))
def instruct(request: SignedInRequest, report: SpecialReport) -> HttpResponse:
    """Note what was instructed."""
    form = InstructionForm(request.POST or None, initial={"leader": report.laid_before})
    act = partial(_instructed, report, form)
    return _form(request, report, form, act, "instruct")


def _instructed(report: SpecialReport, form: Form, act: Any) -> SpecialReport:
    return services.instruct_report(act, report, **form.cleaned_data)


def _explained(step: str) -> View:
    """The page of a step that is explained; the words lie sealed."""

    @page(SPECIAL.steps[step].permission, of=REPORTS, methods=("GET", "POST"))
    def view(request: SignedInRequest, report: SpecialReport) -> HttpResponse:
        form = WordsForm(request.POST or None)
        return _form(request, report, form, lambda act: WITH_WORDS[step](act, report, **form.cleaned_data), step)

    return view


EXPLAINED: dict[str, View] = {step: _explained(step) for step in WITH_WORDS}


def _form(request: SignedInRequest, report: SpecialReport, form: Form, act: Any, step: str) -> HttpResponse:
    crumbs = [(_("专题和即时报告"), reverse("special:reports")), (report.number, page_of(report))]
    return form_answer(request, form, act, title=words(SPECIAL.steps[step].label), record=report, crumbs=crumbs)
