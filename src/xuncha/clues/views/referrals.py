"""Matters for other departments: the register, one matter and its steps, the letters and their receipts."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.clues import services
from xuncha.clues.documents import referral_letter
from xuncha.clues.forms import DepartmentForm, OutcomeForm, ReceiptForm, ReferralForm, SendForm
from xuncha.clues.models import Referral, ReferralLetter
from xuncha.clues.selectors.referrals import INSTEAD, REFERRAL_LETTERS, REFERRALS, findings_for, papers_for, sent_along
from xuncha.clues.workflow import REFERRAL, ReferralState
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page, words
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import Form, base_version
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine

REFERRALS_LEDGER = Ledger(
    "clues.referrals",
    lazy("其他移交事项"),
    columns=(
        main_column("title", lazy("事项"), lambda r: r.title, sub=lambda r: r.number),
        Column("unit", lazy("被巡察单位"), lambda r: r.inspection.organisation, css="w5"),
        Column("department", lazy("移交部门"), lambda r: r.department, sort="department", css="w5"),
        Column("letter", lazy("移交函"), lambda r: r.letter, css="w5 fold"),
        Column("due", lazy("反馈期限"), lambda r: r.due_on, sort="due_on", css="nw"),
        state_column(REFERRAL, since=True),
    ),
    spine=inspection_spine(done=Q(state__in=REFERRAL.finished())),
    choices=(by_state(REFERRAL),),
    search=("number", "title", "department"),
    chips=(Chip("approved", lazy("待移交"), lambda _actor: Q(state=ReferralState.APPROVED)),),
    overdue=overdue_in(REFERRALS),
    opening=lazy("共 {n} 件移交事项，不含问题线索"),
    empty=lazy("在巡察任务页提出：属于别的部门办理、又不涉及个人的事项。"),
    related=("inspection__organisation", "inspection__round", "letter"),
)


@page(P.REFERRAL_READ)
def referrals(request: SignedInRequest) -> HttpResponseBase:
    """Every matter within reach."""
    instead = [
        (words(sentence), reverse(address) if request.actor.holds(asked) else "")
        for sentence, address, asked in INSTEAD
    ]
    rows = REFERRALS.visible_to(request.actor)
    return REFERRALS_LEDGER.respond(request, rows, template="clues/referrals.html", context={"instead": instead})


FORMS = {
    "send": "clues:referral-send",
    "redirect": "clues:referral-redirect",
    "conclude": "clues:referral-conclude",
}
STEPS: dict[str, Callable[..., Any]] = {
    "approve": services.approve_referral,
    "accept": services.accept_referral,
    "decline": services.decline_referral,
    "again": services.want_more,
    "close": services.close_referral,
    "withdraw": services.withdraw_referral,
}


@page(P.REFERRAL_READ, of=REFERRALS)
def referral(request: SignedInRequest, referral: Referral) -> HttpResponse:
    """One matter: what it is, on what it rests, what came of it."""
    concluded = referral.state == ReferralState.CONCLUDED
    own = request.actor.pk == (referral.concluded_by_id if concluded else referral.created_by_id)
    left_out = [name for name in REFERRAL.steps if name not in STEPS]
    runs = REFERRALS.permits(request.actor, P.REFERRAL_RUN, referral)
    context = {
        "referral": referral,
        "inspection": referral.inspection,
        "buttons": buttons(request.actor, referral, REFERRAL, "clues:referral-step", own=own, leave_out=left_out),
        "forms": [
            (reverse(FORMS[name], args=[referral.pk]), step.label)
            for name, step in REFERRAL.available(ReferralState(referral.state)).items()
            if name in FORMS and runs
        ],
        "runs": runs,
        "editable": referral.state == REFERRAL.initial and REFERRALS.permits(request.actor, P.REFERRAL_WRITE, referral),
        "REFERRAL": REFERRAL,
        "today": timezone.localdate(request.now),
    }
    return render(request, "clues/referral.html", context)


@page(P.REFERRAL_READ, of=REFERRALS, methods=("POST",))
def step(request: SignedInRequest, referral: Referral, step: str) -> HttpResponse:
    """Take a step that needs no form."""
    return take_step(request, referral, REFERRAL, STEPS, step)


@page(P.REFERRAL_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def propose(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Propose to hand a matter over."""
    form = ReferralForm(request.POST or None, papers=papers_for(inspection), findings=findings_for(inspection))
    told = (
        _("涉及个人的具体线索不在这里写，另走问题线索登记。"),
        *(words(sentence) for sentence, _address, _asked in INSTEAD),
    )
    return form_answer(
        request,
        form,
        lambda act: services.propose_referral(act, inspection, **form.cleaned_data),
        title=_("提出移交事项"),
        done=lambda made: (_("已提出 {number}，待组长审定").format(number=made.number), page_of(made)),
        crumbs=[(str(inspection), page_of(inspection))],
        context={"say": "".join(told), "submit": _("提出")},
    )


@page(P.REFERRAL_WRITE, of=REFERRALS, methods=("GET", "POST"))
def edit(request: SignedInRequest, referral: Referral) -> HttpResponse:
    """Word it anew."""
    here = referral.inspection
    first = {name: getattr(referral, name) for name in ReferralForm.base_fields}
    form = ReferralForm(request.POST or None, initial=first, papers=papers_for(here), findings=findings_for(here))

    def act(act: Any) -> Referral:
        return services.save_referral(act, referral, base_version=base_version(request), **form.cleaned_data)

    return _form(request, referral, form, act, _("修改移交事项"))


@page(P.REFERRAL_RUN, of=REFERRALS, methods=("GET", "POST"))
def send(request: SignedInRequest, referral: Referral) -> HttpResponse:
    """Hand it over with everything for the same department."""
    form = SendForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    told = _("本轮已审定、移交给{department}的 {n} 件一并移交，制发一份函。")
    return form_answer(
        request,
        form,
        lambda act: services.send_referrals(act, referral, **form.cleaned_data),
        title=_("制发移交函"),
        done=lambda made: (_("已制发移交函 {number}，待对方签收").format(number=made.number), page_of(made)),
        record=referral,
        crumbs=_trail(referral),
        context={"say": told.format(department=referral.department, n=sent_along(referral).count())},
    )


@page(P.REFERRAL_RUN, of=REFERRALS, methods=("GET", "POST"))
def redirect(request: SignedInRequest, referral: Referral) -> HttpResponse:
    """To another department."""
    form = DepartmentForm(request.POST or None)
    act = _with(services.redirect_referral, referral, form)
    return _form(request, referral, form, act, words(REFERRAL.steps["redirect"].label))


@page(P.REFERRAL_RUN, of=REFERRALS, methods=("GET", "POST"))
def conclude(request: SignedInRequest, referral: Referral) -> HttpResponse:
    """Note what the department reported back."""
    form = OutcomeForm(request.POST or None)
    act = _with(services.conclude_referral, referral, form)
    return _form(request, referral, form, act, words(REFERRAL.steps["conclude"].label))


@page(P.REFERRAL_RUN, of=REFERRAL_LETTERS)
def letter(request: SignedInRequest, letter: ReferralLetter) -> HttpResponse:
    """One letter: what is on its list, whether it was signed for."""
    lines = letter.lines.select_related("inspection__organisation").order_by("pk")
    return render(request, "clues/referral_letter.html", {"letter": letter, "lines": lines, "REFERRAL": REFERRAL})


@page(P.REFERRAL_RUN, of=REFERRAL_LETTERS)
def document(request: SignedInRequest, letter: ReferralLetter) -> HttpResponse:
    """The letter with its list and receipt."""
    today = timezone.localdate(request.now)
    return issued(referral_letter, letter, letter.round.term.jurisdiction, on=today, filename=letter.number)


@page(P.REFERRAL_RUN, of=REFERRAL_LETTERS, methods=("GET", "POST"))
def receive(request: SignedInRequest, letter: ReferralLetter) -> HttpResponse:
    """Note who signed for it there."""
    form = ReceiptForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.receive_letter(act, letter, **form.cleaned_data),
        title=words(REFERRAL.steps["receive"].label),
        record=letter,
        crumbs=[(_("其他移交事项"), reverse("clues:referrals")), (letter.number, page_of(letter))],
    )


def _with(service: Callable[..., Any], referral: Referral, form: Form) -> Callable[[Any], Any]:
    return lambda act: service(act, referral, **form.cleaned_data)


def _trail(referral: Referral) -> list[tuple[str, str]]:
    return [(_("其他移交事项"), reverse("clues:referrals")), (referral.number, page_of(referral))]


def _form(request: SignedInRequest, referral: Referral, form: Form, act: Any, title: str) -> HttpResponse:
    return form_answer(request, form, act, title=title, record=referral, crumbs=_trail(referral))
