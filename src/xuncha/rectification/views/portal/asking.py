"""What the unit may ask for: more time, guidance, an answer, another look at the facts."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.pages import form_answer
from xuncha.rectification import services
from xuncha.rectification.forms.portal_asking import ExtensionForm, QueryForm, SuspensionForm
from xuncha.rectification.models import Extension, Item, Plan, Query, Suspension
from xuncha.rectification.selectors import EXTENSIONS, ITEMS, PLANS, QUERIES, days_ahead
from xuncha.rectification.selectors.stopping import SUSPENSIONS
from xuncha.rectification.views.portal.items import item_url
from xuncha.rectification.views.portal.work import GET_POST, answered


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def extension(request: SignedInRequest, item: Item) -> HttpResponse:
    """Ask for more time for an item."""
    kept = Kept(request, f"rectification.item:extension-{item.pk}")
    form = ExtensionForm(request.POST or None, request.FILES or None, initial=kept.typed)
    return answered(
        request,
        item,
        form,
        lambda act: services.ask_extension(
            act,
            item,
            to_on=form.cleaned_data["to_on"],
            reason=form.cleaned_data["reason"],
            files=form.cleaned_data["proofs"],
        ),
        title=_("申请延期"),
        done=_("已申请延期，等巡察机构审批"),
        part="extensions",
        kept=kept,
        context={"submit": _("提交申请"), "say": _when(item, days_ahead(item.plan, request.now))},
    )


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def suspension(request: SignedInRequest, item: Item) -> HttpResponse:
    """Ask to let the clock of an item stand still."""
    kept = Kept(request, f"rectification.item:suspension-{item.pk}")
    form = SuspensionForm(request.POST or None, initial=kept.typed)
    return answered(
        request,
        item,
        form,
        lambda act: services.ask_suspension(act, item, **form.cleaned_data),
        title=_("申请暂停计时"),
        done=_("已申请暂停计时，等巡察机构审批"),
        part="suspensions",
        kept=kept,
        context={"submit": _("提交申请"), "say": _("暂停期间不计时，同意以后时限按暂停的天数顺延。")},
    )


@page(P.RECT_WRITE, of=SUSPENSIONS, methods=("POST",))
def suspension_withdraw(request: SignedInRequest, suspension: Suspension) -> HttpResponse:
    """Take the request back."""
    services.withdraw_suspension(act_of(request), suspension)
    messages.success(request, _("已撤回暂停计时申请"))
    return HttpResponseRedirect(f"{item_url(suspension.item)}#suspensions")


def _when(item: Item, ahead: int) -> str:
    """Until when more time may be asked for."""
    if item.due_on is None:
        return str(item)
    last = item.due_on - timedelta(days=ahead)
    return _("{item}。现在的时限是 {due}，延期要在到期前 {n} 天提出，最迟 {last}。").format(
        item=item, due=item.due_on, n=ahead, last=last
    )


@page(P.RECT_WRITE, of=EXTENSIONS, methods=("POST",))
def withdraw(request: SignedInRequest, extension: Extension) -> HttpResponse:
    """Take a request for more time back."""
    services.withdraw_extension(act_of(request), extension)
    messages.success(request, _("已撤回延期申请"))
    return HttpResponseRedirect(f"{item_url(extension.item)}#extensions")


@page(P.RECT_WRITE, of=PLANS, methods=GET_POST)
def query(request: SignedInRequest, plan: Plan) -> HttpResponse:
    """Ask the office something, for guidance, or to look at facts again (`?kind=`, `?item=`)."""
    kept = Kept(request, f"rectification.plan:query-{plan.pk}")
    items = plan.items.order_by("number")
    opened: dict[str, Any] = {name: request.GET[name] for name in ("kind", "item") if name in request.GET}
    form = QueryForm(request.POST or None, request.FILES or None, initial={**opened, **kept.typed}, items=items)
    return form_answer(
        request,
        form,
        lambda act: services.ask_query(
            act,
            plan,
            kind=form.cleaned_data["kind"],
            text=form.cleaned_data["text"],
            item=form.chosen,
            files=form.cleaned_data["proofs"],
        ),
        title=_("向巡察办提出"),
        done=_("已提出，等巡察办答复"),
        crumbs=[(_("申请与说明"), reverse("rectification_unit:requests"))],
        kept=kept,
        context={"submit": _("提出")},
    )


@page(P.RECT_FOLLOW, of=EXTENSIONS)
def extension_file(request: SignedInRequest, extension: Extension, attachment: int) -> HttpResponseBase:
    """A file that went with a request for more time."""
    return serve(get_object_or_404(extension.files.select_related("file"), pk=attachment))


@page(P.RECT_FOLLOW, of=QUERIES)
def query_file(request: SignedInRequest, query: Query, attachment: int) -> HttpResponseBase:
    """A file that went with a question."""
    return serve(get_object_or_404(query.files.select_related("file"), pk=attachment))
