"""Texts at the desk: the list, one of them with what is to be judged, its editions and documents."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.core.wording import difference
from xuncha.disclosure import services
from xuncha.disclosure.documents import inside_document, public_document
from xuncha.disclosure.forms.texts import JudgeForm
from xuncha.disclosure.models import Channel, Disclosure, Edition, Section
from xuncha.disclosure.rules.redaction import KIND_LABEL
from xuncha.disclosure.rules.steps import reasons_not_to_approve
from xuncha.disclosure.selectors import (
    DISCLOSURES,
    SECTIONS,
    due_of,
    editions_of,
    office_of,
    own_names,
    published_on,
    section_facts,
    team_names,
)
from xuncha.disclosure.selectors.hearings import is_told
from xuncha.disclosure.workflow import DISCLOSURE, DisclosureState
from xuncha.foundation.documents.delivery import issued, on_screen
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.leaks.selectors import check_on
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, finished_last, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import back_to, buttons, take_step
from xuncha.rounds.selectors import inspection_spine

DOCUMENTS = {Channel.INSIDE.value: inside_document, Channel.PUBLIC.value: public_document}
DISCLOSURES_LEDGER = Ledger(
    "disclosure.texts",
    lazy("整改情况公开"),
    columns=(
        main_column("title", lazy("公开稿"), lambda text: text.title),
        Column("unit", lazy("被巡察单位"), lambda text: text.plan.inspection.organisation, css="w6"),
        Column("due", lazy("公开期限"), lambda text: text.due_on, sort="due_on", css="nw"),
        state_column(DISCLOSURE, since=True),
    ),
    spine=inspection_spine(path="plan__inspection", done=Q(state__in=DISCLOSURE.finished())),
    choices=(by_state(DISCLOSURE),),
    search=("title", "plan__inspection__organisation__name"),
    chips=(
        Chip("to_approve", lazy("待审核"), lambda _: Q(state=DisclosureState.SUBMITTED)),
        Chip("again", lazy("后续公开"), lambda _: Q(previous__isnull=False)),
    ),
    opening=lazy("共 {n} 份"),
    empty=lazy("单位的整改情况报告认可以后，公开稿自动按整改台账起草，列在这里。"),
    overdue=overdue_in(DISCLOSURES),
    order=(finished_last(DISCLOSURE), "due_on", "-pk"),
    related=("plan__inspection__organisation", "plan__inspection__round"),
    without=("opening", "leading", "outlook"),
)


@page(P.DISCLOSURE_READ)
def disclosures(request: SignedInRequest) -> HttpResponseBase:
    """Every text within reach."""
    if not request.actor.as_staff.holds(P.DISCLOSURE_READ):
        return redirect("disclosure_unit:disclosures")
    return DISCLOSURES_LEDGER.respond(request, DISCLOSURES.visible_to(request.actor))


def channel_of(request: SignedInRequest) -> str:
    """Which of the two texts is looked at."""
    asked = request.GET.get("channel", "")
    return asked if asked in DOCUMENTS else Channel.PUBLIC.value


def shown(request: SignedInRequest, text: Disclosure) -> dict[str, Any]:
    """What the pages of a text at the desk and in the portal have in common."""
    channel, today = channel_of(request), localdate(request.now)
    return {
        "text": text,
        "workflow": DISCLOSURE,
        "channel": channel,
        "channels": Channel.choices,
        "pieces": on_screen(DOCUMENTS[channel], text, office_of(text), on=today),
        "sections": text.standing.select_related("item", "judged_by"),
        "places": [(KIND_LABEL[place.kind], place) for place in own_names(text)],
        "due": due_of(text),
        "published_on": published_on(text),
        "publications": text.publications.select_related("proof"),
        "comments": text.comments.order_by("on", "pk"),
        "editions": editions_of(text),
    }


@page(P.DISCLOSURE_READ, of=DISCLOSURES)
def disclosure(request: SignedInRequest, text: Disclosure) -> HttpResponse:
    """One text: as either channel tells it, what is left out, what to look at, where it was told."""
    if not DISCLOSURES.permits(request.actor.as_staff, DISCLOSURES.read, text):
        return redirect("disclosure_unit:disclosure", pk=text.pk)
    own = text.submitted_by_id == request.actor.pk
    judges = DISCLOSURES.permits(request.actor, P.DISCLOSURE_APPROVE, text)
    context = shown(request, text)
    context["places"] += [(_("巡察组成员"), place) for place in team_names(text)]
    context |= {
        "hears": is_told(text) and DISCLOSURES.permits(request.actor, P.HEARING_WRITE, text),
        "judges": judges and text.state == DisclosureState.SUBMITTED,
        "source_check": check_on(text) if judges else None,
        "buttons": buttons(
            request.actor,
            text,
            DISCLOSURE,
            "disclosure:disclosure-step",
            own=own,
            refused={"approve": reasons_not_to_approve(section_facts(text), own=own)},
            leave_out=("submit", "publish", "end"),
        ),
    }
    return render(request, "disclosure/disclosure.html", context)


STEPS: Mapping[str, Callable[..., Any]] = {
    "approve": services.approve_disclosure,
    "return": services.return_disclosure,
}


@page(P.DISCLOSURE_READ, of=DISCLOSURES, methods=("POST",))
def step(request: SignedInRequest, text: Disclosure, step: str) -> HttpResponse:
    """Approve or return; before it is approved, a text is compared with the petitions."""
    if step == "approve" and services.ask_about_disclosure(act_of(request), text):
        messages.warning(request, _("已请信访接收人核对是否会暴露来源，核对以后再审核通过"))
        return back_to(text)
    return take_step(request, text, DISCLOSURE, STEPS, step)


@page(P.DISCLOSURE_APPROVE, of=SECTIONS, methods=("GET", "POST"))
def judge(request: SignedInRequest, section: Section) -> HttpResponse:
    """Agree that an item is left out, or not."""
    form = JudgeForm(request.POST or None)
    text = section.disclosure
    return form_answer(
        request,
        form,
        lambda act: services.judge_omission(act, section, **form.judged),
        title=_("审定不公开"),
        done=_("已审定"),
        crumbs=[(_("整改情况公开"), reverse("disclosure:disclosures")), (str(text), page_of(text))],
        template="disclosure/judge.html",
        context={"section": section, "submit": _("审定")},
    )


@page(P.DISCLOSURE_READ, of=DISCLOSURES)
def document(request: SignedInRequest, text: Disclosure, kind: str) -> HttpResponse:
    """The text of one channel, docx or with `?as=pdf` pdf."""
    on = localdate(text.approved_at or request.now)
    name = f"{text.title} {Channel(kind).label}"
    return issued(DOCUMENTS[kind], text, office_of(text), on=on, filename=name, asked=request.GET)


@page(P.DISCLOSURE_READ, of=DISCLOSURES)
def file(request: SignedInRequest, text: Disclosure, attachment: int) -> HttpResponseBase:
    """The proof of one of its publications."""
    return serve(get_object_or_404(text.publications.select_related("proof__file"), proof=attachment).proof)


@page(P.DISCLOSURE_READ, of=DISCLOSURES)
def editions(request: SignedInRequest, text: Disclosure) -> HttpResponse:
    """What was handed in each time, compared with the time before, part by part."""
    kept = list(reversed(editions_of(text)))
    context = {
        "text": text,
        "editions": kept,
        "compared": [(newer, _changes(older, newer)) for older, newer in pairwise(kept)],
        "back": page_of(text),
    }
    return render(request, "disclosure/editions.html", context)


def _changes(older: Edition, newer: Edition) -> list[tuple[str, list[Any]]]:
    parts = dict.fromkeys([*older.content, *newer.content])
    pairs = ((part, older.content.get(part, ""), newer.content.get(part, "")) for part in parts)
    return [(part, difference(before, after)) for part, before, after in pairs if before != after]
