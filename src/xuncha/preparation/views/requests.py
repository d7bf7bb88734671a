"""Letters for pre-entry data: the ledger, one letter, its steps, its document."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
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
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Choice, Column, Ledger, Spine, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.preparation import services
from xuncha.preparation.documents import request_letter
from xuncha.preparation.forms import DisposeForm, DraftForm, ReceiveForm, RequestForm, SendForm
from xuncha.preparation.models import DataRequest, Source
from xuncha.preparation.selectors import REQUESTS, open_rounds
from xuncha.preparation.workflow import REQUEST, RequestState
from xuncha.rounds.models import Round
from xuncha.rounds.selectors import ROUNDS

REQUESTS_LEDGER = Ledger(
    "preparation.requests",
    lazy("巡前函询"),
    columns=(
        main_column("addressee", lazy("收函单位"), lambda r: r.addressee, sub=lambda r: r.number),
        Column("round", lazy("轮次"), lambda r: r.round),
        Column("sent", lazy("发函"), lambda r: r.sent_on, sort="sent_on", css="nw"),
        Column("due", lazy("应回函"), lambda r: r.due_on, sort="due_on", css="nw"),
        Column("received", lazy("收到"), lambda r: r.received_on, sort="received_on", css="nw"),
        Column("missing", lazy("还缺"), lambda r: r.missing, css="fold"),
        Column("keep", lazy("保管至"), lambda r: r.keep_until, sort="keep_until", css="nw fold"),
        state_column(REQUEST),
    ),
    spine=Spine(term="round__term_id", year="round__year", round="round_id", done=Q(state__in=REQUEST.finished())),
    choices=(Choice("source", lazy("部门"), "source", Source.choices), by_state(REQUEST)),
    search=("addressee", "number"),
    opening=lazy("共 {n} 件函"),
    empty=lazy("在轮次定下以后，向纪检、信访、组织、财政、审计、公安等部门发函，回函记在这里。"),
    overdue=overdue_in(REQUESTS),
    order=("-round__year", "-round__number", "pk"),
    related=("round__term",),
)


@page(P.PREPARATION_READ)
def requests(request: SignedInRequest) -> HttpResponseBase:
    """Every letter within reach."""
    return REQUESTS_LEDGER.respond(
        request,
        REQUESTS.visible_to(request.actor),
        template="preparation/requests.html",
        context={"rounds": open_rounds(request.actor)},
    )


def crumbs(letter: DataRequest | None = None) -> list[tuple[str, str]]:
    """The way to a letter's pages."""
    way = [(_("巡前函询"), reverse("preparation:requests"))]
    return [*way, (letter.addressee, page_of(letter))] if letter else way


@page(P.PREPARATION_WRITE, of=ROUNDS, methods=("GET", "POST"))
def draft(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Draft the letters of a round from their templates."""
    form = DraftForm(request.POST or None, initial={"sources": Source.values[:-1]})
    return form_answer(
        request,
        form,
        lambda act: services.draft_requests(act, batch, **form.cleaned_data),
        title=_("拟函：{round}").format(round=batch),
        done=_("已按样稿拟好函件，请逐份核对后发出"),
        crumbs=crumbs(),
        context={"submit": _("拟函")},
    )


@page(P.PREPARATION_READ, of=REQUESTS)
def letter(request: SignedInRequest, letter: DataRequest) -> HttpResponse:
    """One letter: what is asked, what came, until when it may be kept."""
    state = RequestState(letter.state)
    writes = REQUESTS.permits(request.actor, P.PREPARATION_WRITE, letter)
    steps = buttons(
        request.actor,
        letter,
        REQUEST,
        "preparation:request-step",
        leave_out=("send", "receive", "receive_part", "dispose"),
    )
    context = {
        "letter": letter,
        "files": letter.files.select_related("file"),
        "steps": steps,
        "editable": writes and state is RequestState.DRAFT,
        "awaited": writes and state in {RequestState.SENT, RequestState.PARTIAL},
        "kept": writes and state in {RequestState.PARTIAL, RequestState.RECEIVED},
        "REQUEST": REQUEST,
    }
    return render(request, "preparation/request.html", context)


@page(P.PREPARATION_WRITE, of=REQUESTS, methods=("GET", "POST"))
def change(request: SignedInRequest, letter: DataRequest) -> HttpResponse:
    """Change a letter that was not sent yet."""
    form = RequestForm(request.POST or None, initial={"addressee": letter.addressee, "content": letter.content})
    return form_answer(
        request,
        form,
        lambda act: services.change_request(act, letter, base_version=base_version(request), **form.cleaned_data),
        title=_("修改函件"),
        record=letter,
        crumbs=crumbs(letter),
    )


@page(P.PREPARATION_WRITE, of=REQUESTS, methods=("GET", "POST"))
def send(request: SignedInRequest, letter: DataRequest) -> HttpResponse:
    """Note that the letter went out."""
    form = SendForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.send_request(act, letter, **form.cleaned_data),
        title=_("发函"),
        done=lambda sent: _("已发函：{addressee}").format(addressee=sent.addressee),
        crumbs=crumbs(letter),
        context={"say": _("应回函的日期按制度参数里的期限规则算出。"), "submit": _("发函")},
    )


@page(P.PREPARATION_WRITE, of=REQUESTS, methods=("GET", "POST"))
def receive(request: SignedInRequest, letter: DataRequest) -> HttpResponse:
    """Note what came in."""
    initial = {"on": timezone.localdate(request.now), "missing": letter.missing}
    form = ReceiveForm(request.POST or None, request.FILES or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.receive_request(act, letter, **form.cleaned_data),
        title=_("登记回函"),
        done=lambda got: _("已登记回函：{addressee}").format(addressee=got.addressee),
        crumbs=crumbs(letter),
        context={"say": _("材料只供本轮巡察使用，保管期限从收到之日起算。"), "submit": _("登记")},
    )


@page(P.PREPARATION_WRITE, of=REQUESTS, methods=("GET", "POST"))
def dispose(request: SignedInRequest, letter: DataRequest) -> HttpResponse:
    """Note that the material was given back, destroyed or archived."""
    form = DisposeForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.dispose_request(act, letter, **form.cleaned_data),
        title=_("登记材料去向"),
        done=lambda gone: _("已登记去向：{addressee}").format(addressee=gone.addressee),
        crumbs=crumbs(letter),
        context={"submit": _("登记")},
    )


STEPS: Mapping[str, Callable[..., Any]] = {"drop": services.drop_request}


@page(P.PREPARATION_READ, of=REQUESTS, methods=("POST",))
def step(request: SignedInRequest, letter: DataRequest, step: str) -> HttpResponse:
    """Give a draft up."""
    return take_step(request, letter, REQUEST, STEPS, step)


@page(P.PREPARATION_READ, of=REQUESTS)
def document(request: SignedInRequest, letter: DataRequest, ending: str) -> HttpResponse:
    """The letter as docx or pdf."""
    if ending not in {"docx", "pdf"}:
        raise Http404
    office = letter.round.term.jurisdiction
    return issued(
        request_letter,
        letter,
        office,
        on=timezone.localdate(request.now),
        filename=f"巡前函询 {letter.addressee}",
        as_pdf=ending == "pdf",
    )


@page(P.PREPARATION_READ, of=REQUESTS)
def file(request: SignedInRequest, letter: DataRequest, attachment: int) -> HttpResponseBase:
    """One file that came in."""
    return serve(get_object_or_404(letter.files.select_related("file"), pk=attachment))
