"""What the inspected unit sees: the opinion fed back to it, and nothing of where it comes from."""

from itertools import groupby

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.feedback import services
from xuncha.feedback.models import Opinion
from xuncha.feedback.selectors import OPINIONS, dues_after_feedback
from xuncha.feedback.views.opinions import opinion_response
from xuncha.feedback.workflow import FED_BACK, OPINION, OpinionState
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, Spine, main_column, state_column

UNIT_LEDGER = Ledger(
    "feedback.unit-opinions",
    gettext_lazy("反馈意见"),
    columns=(
        main_column("number", gettext_lazy("反馈意见"), lambda o: o.number, sub=lambda o: o.inspection.round),
        Column("delivered", gettext_lazy("反馈日期"), lambda o: o.delivered_on, sort="delivered_on", css="nw"),
        Column("items", gettext_lazy("反馈问题"), lambda o: o.n_items, css="num"),
        state_column(OPINION),
    ),
    spine=Spine(done=Q(state=OpinionState.RECEIVED)),
    chips=(Chip("awaited", gettext_lazy("待你单位签收"), lambda _: Q(state=OpinionState.DELIVERED)),),
    opening=gettext_lazy("共 {n} 份反馈意见"),
    empty=gettext_lazy("巡察组向你单位反馈以后，反馈意见列在这里。"),
    order=("-delivered_on",),
    related=("inspection__organisation", "inspection__round"),
    without=("overall", "demands", "inspection__round__scheme"),
    url=lambda opinion: reverse("feedback_unit:opinion", args=[opinion.pk]),
)


@page(P.FEEDBACK_READ)
def opinions(request: SignedInRequest) -> HttpResponseBase:
    """What was fed back to the unit."""
    rows = OPINIONS.visible_to(request.actor).filter(state__in=FED_BACK)
    return UNIT_LEDGER.respond(request, rows.annotate(n_items=Count("items")))


def _fed_back(opinion: Opinion) -> Opinion:
    """
    The opinion, once it was fed back: whatever else the person is, before that the portal knows of none.

    Raises:
        Http404: it was not fed back yet.

    """
    if opinion.state not in FED_BACK:
        raise Http404
    return opinion


@page(P.FEEDBACK_READ, of=OPINIONS)
def opinion(request: SignedInRequest, opinion: Opinion) -> HttpResponse:
    """The opinion as it was fed back, what falls due because of it, and the button to sign for it."""
    items = _fed_back(opinion).items.order_by("position")
    context = {
        "opinion": opinion,
        "workflow": OPINION,
        "aspects": [(name, list(rows)) for name, rows in groupby(items, lambda item: item.aspect)],
        "dues": dues_after_feedback(opinion),
        "awaited": opinion.state == OpinionState.DELIVERED
        and OPINIONS.permits(request.actor, P.FEEDBACK_RECEIVE, opinion),
    }
    return render(request, "feedback/unit_opinion.html", context)


@page(P.FEEDBACK_RECEIVE, of=OPINIONS, methods=("POST",))
def receive(request: SignedInRequest, opinion: Opinion) -> HttpResponse:
    """Sign for the opinion."""
    services.receive_opinion(act_of(request), opinion)
    messages.success(request, _("已签收 {number}").format(number=opinion.number))
    return redirect("feedback_unit:opinion", pk=opinion.pk)


@page(P.FEEDBACK_READ, of=OPINIONS)
def document(request: SignedInRequest, opinion: Opinion) -> HttpResponse:
    """The opinion as a document, docx or with `?as=pdf` pdf."""
    return opinion_response(request, _fed_back(opinion))
