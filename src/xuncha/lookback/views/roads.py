"""The road of one matter on one page, and what people tie to it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.pages import form_answer
from xuncha.lookback import services
from xuncha.lookback.forms.results import MarkForm
from xuncha.lookback.models import OldItem
from xuncha.lookback.selectors import OLD_ITEMS
from xuncha.lookback.selectors.roads import road_of
from xuncha.rectification.models import Item
from xuncha.rectification.selectors import ITEMS
from xuncha.rectification.workflow import ITEM


@page(P.LOOKBACK_READ, of=ITEMS)
def road(request: SignedInRequest, item: Item) -> HttpResponse:
    """What happened to an item, from what people said to its being opened again."""
    if not ITEMS.permits(request.actor.as_staff, ITEMS.read, item):
        return redirect("rectification_unit:item", pk=item.pk)
    context = {
        "item": item,
        "workflow": ITEM,
        "stones": road_of(request.actor, item, localdate(request.now)),
        "marks": ITEMS.permits(request.actor, P.LOOKBACK_WRITE, item),
    }
    return render(request, "lookback/road.html", context)


def _form(request: SignedInRequest, matter: Item | OldItem, perform: Any, back: str) -> HttpResponse:
    form = MarkForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: perform(act, matter, **form.cleaned_data),
        title=_("补记经过"),
        done=_("已补记"),
        crumbs=[(str(matter), back)],
        context={"say": _("系统里没有记录的经过，如当初的反映、停工、再次反映、督办。")},
    )


@page(P.LOOKBACK_WRITE, of=ITEMS, methods=("GET", "POST"))
def mark(request: SignedInRequest, item: Item) -> HttpResponse:
    """Tie something known to the road of an item."""
    return _form(request, item, services.add_mark, reverse("lookback:road", args=[item.pk]))


@page(P.LOOKBACK_WRITE, of=OLD_ITEMS, methods=("GET", "POST"))
def mark_old(request: SignedInRequest, old: OldItem) -> HttpResponse:
    """Tie something known to the road of an item of an old ledger."""
    return _form(request, old, services.add_old_mark, page_of(old))
