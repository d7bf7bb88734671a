"""What the inspected unit sees: the lists sent to it, and the form for each item. Never what was noticed."""

from dataclasses import replace

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.ledgers import Chip, Spine
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.gathering import services
from xuncha.gathering.forms.materials import DeliverForm
from xuncha.gathering.models import MaterialItem, MaterialRequest
from xuncha.gathering.rules.materials import reasons_not_to_report
from xuncha.gathering.selectors import MATERIAL_ITEMS, MATERIALS, items_of
from xuncha.gathering.views.materials import MATERIALS_LEDGER
from xuncha.gathering.workflow import MATERIAL, MaterialState

UNIT_LEDGER = replace(
    MATERIALS_LEDGER,
    code="gathering.unit-materials",
    spine=Spine(done=Q(state__in=MATERIAL.finished())),
    choices=(),
    chips=(Chip("awaited", lazy("待你单位提供"), lambda _: Q(state=MaterialState.SENT)),),
    overdue=lambda today: Q(state=MaterialState.SENT, due_on__lt=today),
    empty=lazy("巡察组发来调阅清单，会列在这里。"),
    url=lambda wanted: reverse("gathering_unit:material", args=[wanted.pk]),
)


@page(P.MATERIAL_ANSWER)
def materials(request: SignedInRequest) -> HttpResponseBase:
    """The lists sent to this unit."""
    return UNIT_LEDGER.respond(request, MATERIALS.permitted(request.actor, P.MATERIAL_ANSWER))


@page(P.MATERIAL_ANSWER, of=MATERIALS)
def material(request: SignedInRequest, wanted: MaterialRequest) -> HttpResponse:
    """One list with what the unit has provided so far."""
    items = list(items_of(wanted))
    refused = {"deliver": reasons_not_to_report([item.position for item in items if item.delivered_on is None])}
    context = {
        "wanted": wanted,
        "items": items,
        "steps": buttons(request.actor, wanted, MATERIAL, "gathering_unit:material-step", refused=refused),
        "awaited": wanted.state == MaterialState.SENT,
        "done": wanted.state != MaterialState.SENT,
        "MATERIAL": MATERIAL,
    }
    return render(request, "gathering/unit_material.html", context)


@page(P.MATERIAL_ANSWER, of=MATERIALS, methods=("POST",))
def step(request: SignedInRequest, wanted: MaterialRequest, step: str) -> HttpResponse:
    """Say that everything was provided."""
    back = reverse("gathering_unit:material", args=[wanted.pk])
    return take_step(request, wanted, MATERIAL, {"deliver": services.deliver_materials}, step, to=back)


@page(P.MATERIAL_ANSWER, of=MATERIAL_ITEMS, methods=("GET", "POST"))
def item(request: SignedInRequest, item: MaterialItem) -> HttpResponse:
    """Provide one item."""
    form = DeliverForm(request.POST or None, request.FILES or None, initial={"said": item.said})
    back = reverse("gathering_unit:material", args=[item.request_id])
    lacking = _("巡察组核收：还缺{missing}").format(missing=item.missing) if item.missing else ""
    return form_answer(
        request,
        form,
        lambda act: services.deliver_item(act, item, **form.cleaned_data),
        title=str(item),
        done=_("已提供：{item}").format(item=item),
        crumbs=[(_("调阅资料"), reverse("gathering_unit:materials")), (item.request.title, back)],
        context={"submit": _("提供"), "say": lacking},
    )
