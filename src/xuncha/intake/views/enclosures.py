"""Files that came with a tip: what was made of them, and, for a purpose, as they came."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import download
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.sealing.circles import opened_box
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.foundation.ui.forms import attempt
from xuncha.intake import services
from xuncha.intake.forms import PurposeForm
from xuncha.intake.models import Enclosure, Petition
from xuncha.intake.selectors import PETITIONS
from xuncha.intake.views.desk import way

MEDIA = {"jpg": "image/jpeg", "pdf": "application/pdf", "txt": "text/plain", "mp4": "video/mp4"}
UNKNOWN = "application/octet-stream"


def _of(petition: Petition, number: int) -> Enclosure:
    return get_object_or_404(Enclosure, pk=number, tip__petition=petition)


@page(P.PETITION_READ, of=PETITIONS)
def enclosure(request: SignedInRequest, petition: Petition, number: int) -> HttpResponse:
    """A file as it was made anew, for a keeper whose key is open."""
    found = _of(petition, number)
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    return download(opened_box(found.cleaned, by), f"{petition.number}-{number}.{found.ending}", MEDIA[found.ending])


@page(P.PETITION_WRITE, of=PETITIONS, methods=("GET", "POST"))
def original(request: SignedInRequest, petition: Petition, number: int) -> HttpResponse:
    """A file as it came, for a keeper who says what for; the act is journaled."""
    found = _of(petition, number)
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    form = PurposeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        content = attempt(
            request,
            form,
            lambda act: services.take_original(act, petition, enclosure=found, by=by, **form.cleaned_data),
        )
        if content is not None:
            return download(content, f"{petition.number}-{number}-original", UNKNOWN)
    context = {
        "title": _("取用原件"),
        "form": form,
        "back": page_of(petition),
        "crumbs": way(petition),
        "submit": _("取用"),
        "say": _("原件里可能有拍摄地点、时间和设备。取用的人、时间和用途都会记录。"),
    }
    return render(request, "ui/form_page.html", context, status=form.status)
