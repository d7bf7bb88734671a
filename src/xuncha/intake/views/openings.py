"""Break-glass: asking to read a sealed part, opening it to the one who asked, reading it within its time."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import back_to, buttons, take_step
from xuncha.intake import services
from xuncha.intake.forms import AskForm
from xuncha.intake.models import Opening, Petition
from xuncha.intake.selectors.openings import OPENINGS
from xuncha.intake.selectors.register import LINES
from xuncha.intake.workflow import OPENING, OpeningState


@page(P.PETITION_ASK, of=LINES, methods=("GET", "POST"))
def ask(request: SignedInRequest, petition: Petition) -> HttpResponse:
    """Ask to read one part of one petition."""
    form = AskForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.ask_to_read(act, petition, **form.cleaned_data),
        title=_("申请破例查阅"),
        done=lambda made: (_("已提出，等一位接收人打开"), page_of(made)),
        crumbs=[(_("信访台账"), reverse("intake:register"))],
        context={
            "say": _("须由另一位接收人打开，只给您看，24 小时后失效。申请、打开和每次查看都有记录，组长会看到。"),
            "submit": _("提出申请"),
        },
    )


STEPS: dict[str, Callable[..., Opening]] = {"refuse": services.refuse_to_open, "see": services.see_opening}


@page(P.PETITION_COUNT, of=OPENINGS)
def opening(request: SignedInRequest, opening: Opening) -> HttpResponse:
    """Who asked to read what and why, who opened it, until when."""
    return _shown(request, opening)


@page(P.PETITION_WRITE, of=OPENINGS, methods=("POST",))
def open_now(request: SignedInRequest, opening: Opening) -> HttpResponse:
    """Open it to the one who asked; the keeper's key must be open."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request, page_of(opening))
    services.open_for(act_of(request), opening, by=by)
    messages.success(request, _("已打开，组长会看到"))
    return back_to(opening)


@page(P.PETITION_ASK, of=OPENINGS, methods=("POST",))
def read(request: SignedInRequest, opening: Opening) -> HttpResponse:
    """Read what was opened; every reading is journaled."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request, page_of(opening))
    found = services.read_opened(act_of(request), opening, by=by)
    if found is None:
        messages.warning(request, _("查阅时限已过，内容已清空。"))
        return back_to(opening)
    told = json.loads(found)
    return _shown(request, opening, [(LABELS[name], value) for name, value in told.items() if value])


@page(P.PETITION_COUNT, of=OPENINGS, methods=("POST",))
def step(request: SignedInRequest, opening: Opening, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, opening, OPENING, STEPS, step)


LABELS = {
    "about": gettext_lazy("反映的单位或地点"),
    "text": gettext_lazy("反映的内容"),
    "name": gettext_lazy("姓名"),
    "telephone": gettext_lazy("电话"),
    "address": gettext_lazy("住址或单位"),
}


def _shown(request: SignedInRequest, opening: Opening, told: Sequence[tuple[Any, str]] = ()) -> HttpResponse:
    asked_it = opening.created_by_id == request.actor.pk
    opened = opening.state in {OpeningState.OPENED, OpeningState.SEEN}
    writes = OPENINGS.permits(request.actor, P.PETITION_WRITE, opening)
    context = {
        "opening": opening,
        "OPENING": OPENING,
        "told": told,
        "may_read": asked_it and opened and opening.until is not None and request.now < opening.until,
        "may_open": writes and not asked_it and opening.state == OpeningState.ASKED,
        "buttons": buttons(request.actor, opening, OPENING, "intake:opening-step", own=asked_it, leave_out=("open",)),
    }
    return render(request, "intake/opening.html", context)
