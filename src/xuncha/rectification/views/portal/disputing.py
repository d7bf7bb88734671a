"""How the unit disputes a problem fed back to it, reads the answer and confirms it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.steps import take_step
from xuncha.rectification import services
from xuncha.rectification.documents import dispute_answer
from xuncha.rectification.forms.portal_asking import DisputeForm
from xuncha.rectification.models import Dispute, Item
from xuncha.rectification.selectors import ITEMS, jurisdiction_of
from xuncha.rectification.selectors.disputing import DISPUTES, term_of
from xuncha.rectification.views.portal.items import item_url
from xuncha.rectification.views.portal.work import GET_POST, answered
from xuncha.rectification.workflow import DISPUTE


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def raise_one(request: SignedInRequest, item: Item) -> HttpResponse:
    """Say why a problem is not as it was fed back, with evidence."""
    kept = Kept(request, f"rectification.item:dispute-{item.pk}")
    form = DisputeForm(request.POST or None, request.FILES or None, initial=kept.typed)
    return answered(
        request,
        item,
        form,
        lambda act: services.raise_dispute(
            act, item, grounds=form.cleaned_data["grounds"], files=form.cleaned_data["proofs"]
        ),
        title=_("对反馈问题提出异议"),
        done=_("已提出异议，等巡察机构答复"),
        part="disputes",
        kept=kept,
        context={"submit": _("提出异议"), "say": _term(item)},
    )


def _term(item: Item) -> str:
    """Until when, and what happens to the clock."""
    term = term_of(item.plan)
    until = _("异议最迟在 {day} 提出。").format(day=term.on) if term else ""
    return f"{item}。{until}" + _("答复以前整改时限照常计算；确需停下来的，另行申请暂停计时。")


STEPS: dict[str, Callable[..., Any]] = {"receive": services.receive_answer, "take_back": services.take_back_dispute}


@page(P.RECT_WRITE, of=DISPUTES, methods=("POST",))
def step(request: SignedInRequest, dispute: Dispute, step: str) -> HttpResponse:
    """Confirm the answer, or take the dispute back."""
    return take_step(request, dispute, DISPUTE, STEPS, step, to=f"{item_url(dispute.item)}#disputes")


@page(P.RECT_FOLLOW, of=DISPUTES)
def file(request: SignedInRequest, dispute: Dispute, attachment: int) -> HttpResponseBase:
    """A file that went with a dispute."""
    return serve(get_object_or_404(dispute.files.select_related("file"), pk=attachment))


@page(P.RECT_FOLLOW, of=DISPUTES)
def document(request: SignedInRequest, dispute: Dispute) -> HttpResponseBase:
    """The answer as it was given."""
    if dispute.decided_at is None:
        raise OutOfReach(say("异议还没有答复。"))
    name = f"{_('异议答复书')} {dispute.number}"
    return issued(
        dispute_answer, dispute, jurisdiction_of(dispute.item.plan), on=localdate(dispute.decided_at), filename=name
    )
