"""What was handed to a body: its register, a clue there, and what the body does with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.clues import services
from xuncha.clues.documents import Opened, handover_letter
from xuncha.clues.forms import DisposalForm, KeepersForm, ResultForm, WordsForm
from xuncha.clues.models import Handover
from xuncha.clues.selectors import HANDED, bodies_of, desks_of, possible_recipients, receivers
from xuncha.clues.selectors.content import account_of, content_in, contents_of
from xuncha.clues.workflow import HANDOVER, HandoverState
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.foundation.ui.forms import Form
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import back_to, buttons, take_step
from xuncha.rounds.selectors import inspection_spine

HANDED_LEDGER = Ledger(
    "clues.handed",
    lazy("移交来的线索"),
    columns=(
        main_column("number", lazy("线索编号"), lambda h: h.clue.number, sub=lambda h: h.package.number),
        Column("unit", lazy("被巡察单位"), lambda h: h.package.register.inspection.organisation, css="w5"),
        Column("persons", lazy("涉及（人）"), lambda h: h.clue.persons, sort="clue__persons", css="num"),
        Column("disposal", lazy("处置方式"), lambda h: h.get_disposal_display(), css="w5 fold"),
        Column("due", lazy("反馈期限"), lambda h: h.due_on, sort="due_on", css="nw"),
        state_column(HANDOVER, since=True),
    ),
    spine=inspection_spine(path="package__register__inspection", done=Q(state__in=HANDOVER.finished())),
    choices=(by_state(HANDOVER),),
    search=("clue__number", "package__number"),
    chips=(Chip("sent", lazy("待签收"), lambda _actor: Q(state=HandoverState.SENT)),),
    overdue=overdue_in(HANDED),
    opening=lazy("共 {n} 件移交来的线索，内容加密保存"),
    empty=lazy("先指定接收人；巡察办移交后列在这里，按函签收。"),
    related=("clue", "package__register__inspection__organisation", "package__register__inspection__round"),
)


@page(P.HANDED_READ)
def handed(request: SignedInRequest) -> HttpResponseBase:
    """Every clue that was handed to the person's body and to them by name."""
    desks = [
        (_("{place}{body}").format(place=place, body=body.label), place, receivers(body, place))
        for place, body in desks_of(request.actor)
    ]
    rows = HANDED.visible_to(request.actor)
    return HANDED_LEDGER.respond(request, rows, template="clues/handed.html", context={"desks": desks})


@page(P.HANDED_READ, of=HANDED)
def handover(request: SignedInRequest, handover: Handover) -> HttpResponse:
    """One clue as it was handed over and what was made of it."""
    context = {
        "handover": handover,
        "package": handover.package,
        "inspection": handover.package.register.inspection,
        "form_step": _form_step(request, handover),
        "buttons": buttons(
            request.actor,
            handover,
            HANDOVER,
            "clues:handover-step",
            leave_out=[n for n in HANDOVER.steps if n not in STEPS],
        ),
        "declines": handover.state in HANDOVER.steps["decline"].sources,
        "reports": handover.state == HandoverState.CONCLUDED and handover.concluded_by_id != request.actor.pk,
        "HANDOVER": HANDOVER,
        "today": timezone.localdate(request.now),
        **_opened(request, handover),
    }
    return render(request, "clues/handover.html", context)


def _opened(request: SignedInRequest, handover: Handover) -> dict[str, Any]:
    by = unlocked_by(request)
    if by is None:
        return {"locked": True}
    return {"content": content_in(handover.box, by), "account": account_of(handover, by, own=True)}


FORMS = {"dispose": "clues:handover-dispose", "conclude": "clues:handover-conclude"}
STEPS: dict[str, Callable[..., Handover]] = {"accept": services.accept, "again": services.conclude_again}


def _form_step(request: SignedInRequest, handover: Handover) -> tuple[str, str] | None:
    """The step with a page of its own that comes next: address and label."""
    for name, step in HANDOVER.available(HandoverState(handover.state)).items():
        if name in FORMS and HANDED.permits(request.actor, step.permission, handover):
            return reverse(FORMS[name], args=[handover.pk]), step.label
    return None


@page(P.HANDED_READ, of=HANDED)
def letter(request: SignedInRequest, handover: Handover) -> HttpResponse:
    """The letter by which it came, with its list and receipt."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    package = handover.package
    office = package.register.inspection.round.term.jurisdiction
    opened = Opened(package, contents_of(package, by, own=True))
    return issued(handover_letter, opened, office, on=timezone.localdate(request.now), filename=package.number)


@page(P.HANDED_HANDLE, of=HANDED, methods=("POST",))
def receive(request: SignedInRequest, handover: Handover) -> HttpResponse:
    """Sign for the letter with everything on its list."""
    received = services.receive(act_of(request), handover)
    messages.success(request, _("已签收 {number}，共 {n} 件").format(number=received.number, n=received.lines.count()))
    return back_to(handover)


@page(P.HANDED_HANDLE, of=HANDED, methods=("GET", "POST"))
def dispose(request: SignedInRequest, handover: Handover) -> HttpResponse:
    """Say in which way it is dealt with."""
    form = DisposalForm(request.POST or None)
    return _form(request, handover, form, lambda act: services.dispose(act, handover, **form.cleaned_data), "dispose")


@page(P.HANDED_HANDLE, of=HANDED, methods=("GET", "POST"))
def decline(request: SignedInRequest, handover: Handover) -> HttpResponse:
    """Give it back with the reason."""
    form = WordsForm(request.POST or None)
    return _form(request, handover, form, lambda act: services.decline(act, handover, **form.cleaned_data), "decline")


@page(P.HANDED_HANDLE, of=HANDED, methods=("GET", "POST"))
def conclude(request: SignedInRequest, handover: Handover) -> HttpResponse:
    """Note what came of it."""
    form = ResultForm(request.POST or None)
    return _form(request, handover, form, lambda act: services.conclude(act, handover, **form.cleaned_data), "conclude")


@page(P.HANDED_HANDLE, of=HANDED, methods=("POST",))
def report(request: SignedInRequest, handover: Handover) -> HttpResponse:
    """Report back to the office, with one's key open: the account is sealed again to the other side."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request, page_of(handover))
    services.report(act_of(request), handover, by=by)
    messages.success(request, _("已反馈 {number}").format(number=handover.clue.number))
    return back_to(handover)


@page(P.HANDED_READ, of=HANDED, methods=("POST",))
def step(request: SignedInRequest, handover: Handover, step: str) -> HttpResponse:
    """Take a step that needs no form."""
    return take_step(request, handover, HANDOVER, STEPS, step)


@page(P.HANDED_RUN, of=JURISDICTIONS, methods=("GET", "POST"))
def receiving(request: SignedInRequest, jurisdiction: Jurisdiction) -> HttpResponse:
    """Name who receives clues in one's body; who belongs to both begins with the one that has named nobody yet."""
    mine = bodies_of(request.actor, jurisdiction)
    receiver = next((body for body in mine if not receivers(body, jurisdiction)), mine[0])
    form = KeepersForm(request.POST or None, possible=possible_recipients(receiver, jurisdiction, request.now))
    return form_answer(
        request,
        form,
        lambda act: services.open_receiving(act, jurisdiction, body=receiver, **form.cleaned_data),
        title=_("指定线索接收人：{body}").format(body=receiver.label),
        done=_("已指定线索接收人"),
        crumbs=[(_("移交来的线索"), reverse("clues:handed"))],
        context={"say": _("至少两人：登记办理结果的人不能自己核对反馈。"), "submit": _("指定")},
    )


def _form(request: SignedInRequest, handover: Handover, form: Form, act: Any, step: str) -> HttpResponse:
    crumbs = [(_("移交来的线索"), reverse("clues:handed")), (handover.clue.number, page_of(handover))]
    title = words(HANDOVER.steps[step].label)
    return form_answer(request, form, act, title=title, record=handover, crumbs=crumbs)
