"""The entry into a unit: its arrangement, the poster with its QR code, the agenda of the mobilisation meeting."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page, words
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.codes import qr_code
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.pages import form_answer
from xuncha.preparation import services
from xuncha.preparation.documents import mobilisation_agenda
from xuncha.preparation.forms import EntryForm
from xuncha.preparation.models import Entry
from xuncha.preparation.rules import CHANNELS_LABEL, Channels, channels_on, reasons_not_to_post
from xuncha.preparation.selectors import ENTRIES, form_path, reach_text
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS

LIGHT = {Channels.AHEAD: "note", Channels.OPEN: "ok", Channels.CLOSED: "stop"}


def _trail(inspection: Inspection) -> list[tuple[str, str]]:
    return [
        (str(inspection.organisation), page_of(inspection)),
        (_("巡前资料"), reverse("preparation:pack", args=[inspection.pk])),
    ]


def _channels(request: SignedInRequest, entry: Entry) -> Channels:
    return channels_on(timezone.localdate(request.now), entry.opens_on, entry.closes_on)


@page(P.PREPARATION_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def arrange(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Arrange how the team enters a unit."""
    initial = {"opens_on": inspection.begins_on, "closes_on": inspection.ends_on}
    form = EntryForm(request.POST or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.arrange_entry(act, inspection, **form.cleaned_data),
        title=_("安排进驻"),
        done=lambda made: (_("已安排进驻"), page_of(made)),
        crumbs=_trail(inspection),
        context={"say": str(inspection.organisation)},
    )


@page(P.PREPARATION_READ, of=ENTRIES)
def entry(request: SignedInRequest, entry: Entry) -> HttpResponse:
    """One arrangement: the meeting, the channels and whether they are open."""
    channels = _channels(request, entry)
    context = {
        "entry": entry,
        "inspection": entry.inspection,
        "channels": words(CHANNELS_LABEL[channels]),
        "light": LIGHT[channels],
        "open": channels is not Channels.CLOSED,
        "editable": ENTRIES.permits(request.actor, P.PREPARATION_WRITE, entry),
    }
    return render(request, "preparation/entry.html", context)


@page(P.PREPARATION_WRITE, of=ENTRIES, methods=("GET", "POST"))
def change(request: SignedInRequest, entry: Entry) -> HttpResponse:
    """Change an arrangement."""
    form = EntryForm(request.POST or None, initial={name: getattr(entry, name) for name in EntryForm.base_fields})
    return form_answer(
        request,
        form,
        lambda act: services.change_entry(act, entry, base_version=base_version(request), **form.cleaned_data),
        title=_("修改进驻安排"),
        record=entry,
        crumbs=[*_trail(entry.inspection), (_("进驻安排"), page_of(entry))],
    )


@page(P.PREPARATION_READ, of=ENTRIES)
def poster(request: SignedInRequest, entry: Entry) -> HttpResponse:
    """The poster of a unit, to be printed: channels, dates, and a QR code made here without any network."""
    RuleViolated.unless_empty(reasons_not_to_post(_channels(request, entry)))
    path = form_path(entry)
    form = request.build_absolute_uri(path) if path else ""
    context = {
        "entry": entry,
        "inspection": entry.inspection,
        "form": form,
        "picture": qr_code(reach_text(entry, form)),
    }
    return render(request, "preparation/poster.html", context)


@page(P.PREPARATION_READ, of=ENTRIES)
def agenda(request: SignedInRequest, entry: Entry, ending: str) -> HttpResponse:
    """The agenda of the mobilisation meeting as docx or pdf."""
    if ending not in {"docx", "pdf"}:
        raise Http404
    office = entry.inspection.round.term.jurisdiction
    return issued(mobilisation_agenda, entry, office, on=timezone.localdate(request.now), as_pdf=ending == "pdf")
