"""Material asked of the unit: the lists, one list, its items, what was noticed in reading them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.leaks.selectors import check_on
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.gathering import services
from xuncha.gathering.documents import material_list
from xuncha.gathering.forms.materials import CheckForm, CloseForm, ListForm, ReviewForm, SendForm
from xuncha.gathering.models import MaterialItem, MaterialRequest
from xuncha.gathering.rules.materials import reasons_not_to_complete
from xuncha.gathering.selectors import MATERIAL_ITEMS, MATERIALS, items_of
from xuncha.gathering.workflow import MATERIAL, MaterialState
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine

MATERIALS_LEDGER = Ledger(
    "gathering.materials",
    lazy("调阅资料"),
    columns=(
        main_column("title", lazy("清单"), str, sub=lambda m: m.inspection.organisation),
        Column("sent", lazy("发出"), lambda m: m.sent_on, sort="sent_on", css="nw"),
        Column("due", lazy("应提供"), lambda m: m.due_on, sort="due_on", css="nw"),
        Column("disposed", lazy("退还或销毁"), lambda m: m.disposed_on, sort="disposed_on", css="nw fold"),
        state_column(MATERIAL),
    ),
    spine=inspection_spine(done=Q(state__in=MATERIAL.finished())),
    choices=(by_state(MATERIAL),),
    search=("title",),
    opening=lazy("共 {n} 张清单"),
    overdue=overdue_in(MATERIALS),
    empty=lazy("在巡察任务页上开调阅清单，发给单位后逐项核收。"),
    order=("-state_since", "-pk"),
    related=("inspection__organisation",),
)


@page(P.MATERIAL_READ)
def materials(request: SignedInRequest) -> HttpResponseBase:
    """Every list within reach."""
    return MATERIALS_LEDGER.respond(request, MATERIALS.visible_to(request.actor))


def crumbs(wanted: MaterialRequest | None = None) -> list[tuple[str, str]]:
    """The way to a list's pages."""
    way = [(_("调阅资料"), reverse("gathering:materials"))]
    return [*way, (str(wanted), page_of(wanted))] if wanted else way


@page(P.MATERIAL_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def new(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """List what the team wants to see."""
    kept = Kept(request, f"gathering.material:new-{inspection.pk}")
    form = ListForm(request.POST or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.draft_materials(act, inspection, **form.cleaned_data),
        title=_("开调阅清单"),
        done=lambda made: (_("已拟好清单，核对后发给单位"), page_of(made)),
        crumbs=[(str(inspection.organisation), page_of(inspection))],
        kept=kept,
    )


@page(P.MATERIAL_OPEN, of=MATERIALS)
def material(request: SignedInRequest, wanted: MaterialRequest) -> HttpResponse:
    """One list: every item, how it came, whether it is complete; a unit is led to its own page."""
    if not MATERIALS.permits(request.actor.as_staff, P.MATERIAL_READ, wanted):
        return HttpResponseRedirect(reverse("gathering_unit:material", args=[wanted.pk]))
    state, items = MaterialState(wanted.state), list(items_of(wanted))
    writes = MATERIALS.permits(request.actor, P.MATERIAL_WRITE, wanted)
    refused = {"complete": reasons_not_to_complete([item.position for item in items if not item.complete])}
    context = {
        "wanted": wanted,
        "inspection": wanted.inspection,
        "items": items,
        "complete": sum(item.complete for item in items),
        "steps": buttons(
            request.actor, wanted, MATERIAL, "gathering:material-step", refused=refused, leave_out=("send", "close")
        ),
        "editable": writes and state is MaterialState.DRAFT,
        "awaited": writes and state in AT_THE_UNIT,
        "closable": writes and state is MaterialState.COMPLETE,
        "source_check": check_on(wanted) if writes else None,
        "MATERIAL": MATERIAL,
    }
    return render(request, "gathering/material.html", context)


@page(P.MATERIAL_WRITE, of=MATERIALS, methods=("GET", "POST"))
def change(request: SignedInRequest, wanted: MaterialRequest) -> HttpResponse:
    """Change a list that was not sent yet."""
    lines = "\n".join(item.text for item in items_of(wanted))
    form = ListForm(request.POST or None, initial={"title": wanted.title, "note": wanted.note, "wanted": lines})
    return form_answer(
        request,
        form,
        lambda act: services.change_materials(act, wanted, base_version=base_version(request), **form.cleaned_data),
        title=_("修改调阅清单"),
        record=wanted,
        crumbs=crumbs(wanted),
    )


@page(P.MATERIAL_WRITE, of=MATERIALS, methods=("GET", "POST"))
def send(request: SignedInRequest, wanted: MaterialRequest) -> HttpResponse:
    """Send the list to the unit."""
    form = SendForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.send_materials(act, wanted, **form.cleaned_data),
        title=_("发给单位"),
        done=_("已发给单位，单位端可以逐项提供"),
        crumbs=crumbs(wanted),
        context={"submit": _("发给单位")},
    )


@page(P.MATERIAL_WRITE, of=MATERIALS, methods=("GET", "POST"))
def close(request: SignedInRequest, wanted: MaterialRequest) -> HttpResponse:
    """Give the material back or destroy it."""
    form = CloseForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.close_materials(act, wanted, **form.cleaned_data),
        title=_("退还或销毁"),
        done=_("已登记资料去向"),
        crumbs=crumbs(wanted),
        context={"submit": _("登记")},
    )


AT_THE_UNIT = (MaterialState.SENT, MaterialState.DELIVERED)
"""States in which items are taken in."""

STEPS: Mapping[str, Callable[..., Any]] = {
    "drop": services.drop_materials,
    "complete": services.complete_materials,
    "reopen": services.reopen_materials,
}


@page(P.MATERIAL_READ, of=MATERIALS, methods=("POST",))
def step(request: SignedInRequest, wanted: MaterialRequest, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, wanted, MATERIAL, STEPS, step)


@page(P.MATERIAL_READ, of=MATERIALS)
def document(request: SignedInRequest, wanted: MaterialRequest, ending: str) -> HttpResponse:
    """The list as docx or pdf."""
    if ending not in {"docx", "pdf"}:
        raise Http404
    office = wanted.inspection.round.term.jurisdiction
    return issued(
        material_list,
        wanted,
        office,
        on=timezone.localdate(request.now),
        filename=f"调阅资料清单 {wanted.inspection.organisation} {wanted.number:02}",
        as_pdf=ending == "pdf",
    )


@page(P.MATERIAL_READ, of=MATERIAL_ITEMS)
def item(request: SignedInRequest, item: MaterialItem) -> HttpResponse:
    """One item: what came, and what was noticed in reading it."""
    writes = MATERIAL_ITEMS.permits(request.actor, P.MATERIAL_WRITE, item)
    state = MaterialState(item.request.state)
    context = {
        "item": item,
        "wanted": item.request,
        "inspection": item.request.inspection,
        "files": item.files.select_related("file"),
        "reviews": item.reviews.select_related("created_by"),
        "checkable": writes and state in AT_THE_UNIT and not item.complete,
        "reviewable": writes and state is not MaterialState.CLOSED and item.delivered_on is not None,
    }
    return render(request, "gathering/item.html", context)


@page(P.MATERIAL_WRITE, of=MATERIAL_ITEMS, methods=("GET", "POST"))
def check(request: SignedInRequest, item: MaterialItem) -> HttpResponse:
    """Take an item in."""
    initial = {"on": item.delivered_on or timezone.localdate(request.now), "pages": item.pages, "missing": item.missing}
    form = CheckForm(request.POST or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.check_item(act, item, **form.cleaned_data),
        title=_("核收：{item}").format(item=item),
        done=_("已核收"),
        crumbs=crumbs(item.request),
        context={"submit": _("核收")},
    )


@page(P.MATERIAL_WRITE, of=MATERIAL_ITEMS, methods=("GET", "POST"))
def review(request: SignedInRequest, item: MaterialItem) -> HttpResponse:
    """Note what was read and noticed."""
    kept = Kept(request, f"gathering.item:review-{item.pk}")
    form = ReviewForm(request.POST or None, initial={"on": timezone.localdate(request.now), **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.review_item(act, item, **form.cleaned_data),
        title=_("查阅记录：{item}").format(item=item),
        done=_("已记下查阅情况"),
        crumbs=[*crumbs(item.request), (str(item), page_of(item))],
        kept=kept,
        context={"say": _("查阅记录只给本组和巡察办看，单位看不到。")},
    )


@page(P.MATERIAL_READ, of=MATERIAL_ITEMS)
def file(request: SignedInRequest, item: MaterialItem, attachment: int) -> HttpResponseBase:
    """One file that came."""
    return serve(get_object_or_404(item.files.select_related("file"), pk=attachment))
