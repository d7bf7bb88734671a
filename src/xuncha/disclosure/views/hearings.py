"""Asking residents, at the desk: the list, a draft, the code to print, the result."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.disclosure import services
from xuncha.disclosure.forms.hearings import HearingForm, OpenForm
from xuncha.disclosure.models import Disclosure, Hearing
from xuncha.disclosure.rules.hearings import CHOICES
from xuncha.disclosure.selectors import DISCLOSURES, HEARINGS, published_on
from xuncha.disclosure.selectors.hearings import counted, rates, said_of, tellable
from xuncha.disclosure.workflow import HEARING, HearingState
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.codes import qr_code
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.gathering import Together
from xuncha.foundation.ui.ledgers import Column, Ledger, by_state, finished_last, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds.selectors import inspection_spine

GET_POST = ("GET", "POST")
WEEKS_LATER, LASTS = timedelta(weeks=4), timedelta(days=30)


HEARINGS_LEDGER = Ledger(
    "disclosure.hearings",
    lazy("群众评价"),
    columns=(
        main_column("title", lazy("评价"), lambda hearing: hearing.title, sub=lambda hearing: hearing.audience),
        Column("unit", lazy("被巡察单位"), lambda hearing: hearing.inspection.organisation, css="w6"),
        Column("closes", lazy("截止"), lambda hearing: hearing.closes_on, sort="closes_on", css="nw"),
        Column("rate", lazy("满意率"), Together(rates), css="num w4"),
        state_column(HEARING, since=True),
    ),
    spine=inspection_spine(done=Q(state__in=HEARING.finished())),
    choices=(by_state(HEARING),),
    search=("title", "audience", "inspection__organisation__name"),
    opening=lazy("共 {n} 次"),
    empty=lazy("整改情况公开以后，从公开稿的页面请群众评价。"),
    overdue=overdue_in(HEARINGS),
    order=(finished_last(HEARING), "-pk"),
    related=("inspection__organisation", "inspection__round"),
    without=("words",),
)


@page(P.HEARING_READ)
def hearings(request: SignedInRequest) -> HttpResponseBase:
    """Every question to residents within reach."""
    return HEARINGS_LEDGER.respond(request, HEARINGS.visible_to(request.actor))


STEPS: Mapping[str, Callable[..., Any]] = {"drop": services.drop_hearing, "close": services.close_hearing}


@page(P.HEARING_READ, of=HEARINGS)
def hearing(request: SignedInRequest, hearing: Hearing) -> HttpResponse:
    """One question: what residents read, the code to print, how they answered."""
    address = request.build_absolute_uri(reverse("heard:page", args=[hearing.code])) if hearing.code else ""
    result = counted([hearing])[hearing.pk]
    drafted = hearing.state == HearingState.DRAFT and HEARINGS.permits(request.actor, P.HEARING_WRITE, hearing)
    until = hearing.closes_on.isoformat() if hearing.closes_on else ""
    warned = {"close": _("评价到 {day} 为止。现在截止，群众的页面马上停收，不能恢复。").format(day=until)}
    context = {
        "hearing": hearing,
        "workflow": HEARING,
        "sections": hearing.sections.order_by("position"),
        "address": address,
        "picture": qr_code(address) if address else "",
        "result": result,
        "bars": [(label, result.counts.get(code, 0)) for code, label in CHOICES.items()] if result else [],
        "said": said_of(hearing) if result else [],
        "closed": hearing.state == HearingState.CLOSED,
        "drafted": drafted,
        "asking": hearing.state == HearingState.OPEN,
        "buttons": buttons(
            request.actor, hearing, HEARING, "disclosure:hearing-step", leave_out=("open",), warned=warned
        ),
    }
    return render(request, "disclosure/hearing.html", context)


@page(P.HEARING_READ, of=HEARINGS)
def poster(request: SignedInRequest, hearing: Hearing) -> HttpResponse:
    """The poster to be printed for residents: what they are asked, until when, and the code that leads to the page."""
    if not hearing.code or hearing.state != HearingState.OPEN:
        raise RuleViolated(say("评价发布以后、截止以前才有可以张贴的海报。"))
    address = request.build_absolute_uri(reverse("heard:page", args=[hearing.code]))
    context = {"hearing": hearing, "address": address, "picture": qr_code(address)}
    return render(request, "disclosure/poster.html", context)


@page(P.HEARING_READ, of=HEARINGS, methods=("POST",))
def step(request: SignedInRequest, hearing: Hearing, step: str) -> HttpResponse:
    """Drop a draft, or close it and see the result."""
    return take_step(request, hearing, HEARING, STEPS, step)


def _crumbs(hearing: Hearing | None = None) -> list[tuple[str, str]]:
    here = [(str(hearing), page_of(hearing))] if hearing else []
    return [(_("群众评价"), reverse("disclosure:hearings")), *here]


@page(P.HEARING_WRITE, of=DISCLOSURES, methods=GET_POST)
def new(request: SignedInRequest, text: Disclosure) -> HttpResponse:
    """Begin to ask residents about a text."""
    kept = Kept(request, f"disclosure.hearing:new-{text.pk}")
    initial = {"title": _("{unit}整改情况群众评价").format(unit=text.plan.inspection.organisation)[:60]}
    form = HearingForm(request.POST or None, initial={**initial, **kept.typed})
    form.offer(sections=tellable(text))
    return form_answer(
        request,
        form,
        lambda act: services.draft_hearing(act, text, **form.cleaned_data),
        title=_("请群众评价"),
        done=lambda made: (_("已起草，核对以后发布"), page_of(made)),
        crumbs=[*_crumbs(), (str(text), page_of(text))],
        kept=kept,
        context={"submit": _("起草")},
    )


@page(P.HEARING_WRITE, of=HEARINGS, methods=GET_POST)
def edit(request: SignedInRequest, hearing: Hearing) -> HttpResponse:
    """Change a draft."""
    kept = Kept(request, f"disclosure.hearing:{hearing.pk}")
    initial: dict[str, Any] = {name: getattr(hearing, name) for name in HearingForm.base_fields}
    initial["sections"] = list(hearing.sections.values_list("pk", flat=True))
    form = HearingForm(request.POST or None, initial={**initial, **kept.typed})
    form.offer(sections=tellable(hearing.disclosure))
    return form_answer(
        request,
        form,
        lambda act: services.write_hearing(act, hearing, base_version=base_version(request), **form.cleaned_data),
        title=_("修改群众评价"),
        crumbs=_crumbs(hearing),
        record=hearing,
        kept=kept,
    )


@page(P.HEARING_WRITE, of=HEARINGS, methods=GET_POST)
def open_(request: SignedInRequest, hearing: Hearing) -> HttpResponse:
    """Let it go out."""
    today, told_on = localdate(request.now), published_on(hearing.disclosure)
    first = max(today, told_on + WEEKS_LATER) if told_on else today
    form = OpenForm(request.POST or None, initial={"opens_on": first, "closes_on": first + LASTS})
    return form_answer(
        request,
        form,
        lambda act: services.open_hearing(act, hearing, **form.cleaned_data),
        title=_("发布群众评价"),
        done=_("已发布，二维码可以打印张贴了"),
        crumbs=_crumbs(hearing),
        context={"say": _("发布以后内容不能再改。公开几周以后再请群众评价，看得出是不是真改了。"), "submit": _("发布")},
    )
