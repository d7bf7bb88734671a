"""Mailboxes and the register at the desk. What a petition says is shown to its keepers alone, their keys being open."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.errors import Denied
from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.sealing.circles import members_of
from xuncha.foundation.sealing.selectors.custody import recoveries_around
from xuncha.foundation.sealing.selectors.keeping import own_circle
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.foundation.sealing.workflow import RECOVERY, RELEASE
from xuncha.foundation.ui.forms import Form, attempt, base_version
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.intake import services
from xuncha.intake.forms import (
    AnswerForm,
    ConclusionForm,
    JoinForm,
    MailboxForm,
    MatterForm,
    OnForm,
    PetitionForm,
    PurposeForm,
)
from xuncha.intake.models import Mailbox, Petition
from xuncha.intake.selectors import (
    MAILBOXES,
    PETITIONS,
    content_of,
    joinable,
    possible_keepers,
    waiting_tips,
    words_of,
)
from xuncha.intake.workflow import PETITION, PetitionState
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine

TO_TELL = Q(state=PetitionState.CONCLUDED, named=True, replied_on__isnull=True)
TO_CLEAR = Q(state=PetitionState.CONCLUDED, clarified_on__isnull=True) & ~Q(clarification="")
MAILBOXES_LEDGER = Ledger(
    "intake.mailboxes",
    gettext_lazy("信访渠道"),
    columns=(
        main_column("unit", gettext_lazy("被巡察单位"), lambda m: m.inspection.organisation),
        Column("team", gettext_lazy("巡察组"), lambda m: m.inspection.team, css="w5"),
        Column("opens_on", gettext_lazy("开通"), lambda m: m.entry.opens_on, css="w5"),
        Column("closes_on", gettext_lazy("截止"), lambda m: m.entry.closes_on, css="w5"),
        Column("phone", gettext_lazy("值班电话"), lambda m: m.entry.phone, css="w5 fold"),
    ),
    spine=inspection_spine(),
    search=("inspection__organisation__name",),
    opening=gettext_lazy("共 {n} 个单位开通了信访渠道"),
    empty=gettext_lazy("进驻前由组长在巡察任务页开通，公布电话、信箱和二维码。"),
    related=("inspection__organisation", "inspection__team", "inspection__round", "inspection__entry"),
)
PETITIONS_LEDGER = Ledger(
    "intake.petitions",
    gettext_lazy("信访件"),
    columns=(
        main_column("number", gettext_lazy("编号"), lambda p: p.number, sub=lambda p: p.get_way_display()),
        Column("unit", gettext_lazy("被巡察单位"), lambda p: p.inspection.organisation, css="w5"),
        Column("received_on", gettext_lazy("收到"), lambda p: p.received_on, sort="received_on", css="w5"),
        Column("matter", gettext_lazy("类别"), lambda p: p.get_matter_display(), css="w5 fold"),
        Column("named", gettext_lazy("实名"), lambda p: _("实名") if p.named else _("匿名"), css="w4 fold"),
        Column("due_on", gettext_lazy("应办日期"), lambda p: p.due_on, sort="due_on", css="w5 fold"),
        state_column(PETITION, since=True),
    ),
    spine=inspection_spine(done=Q(state__in=PETITION.finished())),
    choices=(by_state(PETITION),),
    search=("number",),
    chips=(
        Chip("new", gettext_lazy("待研判"), lambda _actor: Q(state=PetitionState.REGISTERED)),
        Chip("routed", gettext_lazy("已转办"), lambda _actor: Q(state=PetitionState.ROUTED)),
        Chip("tell", gettext_lazy("待反馈反映人"), lambda _actor: TO_TELL),
        Chip("clear", gettext_lazy("待澄清"), lambda _actor: TO_CLEAR),
    ),
    overdue=overdue_in(PETITIONS),
    opening=gettext_lazy("共 {n} 件信访，内容加密保存"),
    empty=gettext_lazy("来信来访来电在信访渠道页登记，扫码反映的在那里收取。"),
    related=("inspection__organisation", "inspection__round"),
)


@page(P.PETITION_READ)
def mailboxes(request: SignedInRequest) -> HttpResponseBase:
    """Every mailbox within reach."""
    return MAILBOXES_LEDGER.respond(request, MAILBOXES.visible_to(request.actor))


@page(P.PETITION_READ, of=MAILBOXES)
def mailbox(request: SignedInRequest, mailbox: Mailbox) -> HttpResponse:
    """One mailbox: address and code for the poster, who opens what comes in, what waits to be taken in."""
    context = {
        "mailbox": mailbox,
        "address": request.build_absolute_uri(reverse("tip:form", args=[mailbox.code])),
        "keepers": members_of(mailbox.circle),
        "keeps": own_circle(request.actor.user, mailbox.circle_id),
        "recoveries": recoveries_around(mailbox.circle),
        "RECOVERY": RECOVERY,
        "RELEASE": RELEASE,
        "runs": MAILBOXES.permits(request.actor, P.PETITION_RUN, mailbox),
        "waiting": waiting_tips(mailbox).count(),
        "writes": MAILBOXES.permits(request.actor, P.PETITION_WRITE, mailbox),
        "closed": mailbox.entry.closes_on < timezone.localdate(request.now),
        "sees_entry": request.actor.holds(P.PREPARATION_READ),
    }
    return render(request, "intake/mailbox.html", context)


@page(P.PETITION_RUN, of=INSPECTIONS, methods=("GET", "POST"))
def open_mailbox(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Open the mailbox of a unit."""
    form = MailboxForm(request.POST or None, possible=possible_keepers(inspection))
    return form_answer(
        request,
        form,
        lambda act: services.open_mailbox(act, inspection, **form.cleaned_data),
        title=_("开通信访渠道"),
        done=lambda made: (_("已开通，海报上有了扫码反映的地址"), page_of(made)),
        crumbs=[(str(inspection), page_of(inspection))],
        context={"say": _("电话、意见箱和起止日期见进驻安排；到截止日自动停止受理。"), "submit": _("开通")},
    )


@page(P.PETITION_WRITE, of=MAILBOXES, methods=("GET", "POST"))
def register(request: SignedInRequest, mailbox: Mailbox) -> HttpResponse:
    """Register what came on paper, in person or by telephone; nothing of it is kept as a draft."""
    form = PetitionForm(request.POST or None, initial={"received_on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.register_petition(act, mailbox, **form.cleaned_data),
        title=_("登记信访件"),
        done=lambda made: (_("已登记 {number}").format(number=made.number), page_of(made)),
        crumbs=_crumbs(mailbox),
        context={"say": _("保存后内容即加密，只有指定接收人能打开。"), "submit": _("登记")},
    )


@page(P.PETITION_WRITE, of=MAILBOXES, methods=("POST",))
def take_in(request: SignedInRequest, mailbox: Mailbox) -> HttpResponse:
    """Give what came by the public form its lines in the register."""
    taken = services.take_in(act_of(request), mailbox)
    messages.success(request, _("已收取 {n} 件，待研判").format(n=len(taken)))
    return HttpResponseRedirect(reverse("intake:petitions"))


@page(P.PETITION_READ)
def petitions(request: SignedInRequest) -> HttpResponseBase:
    """The register, as far as it lies within reach."""
    return PETITIONS_LEDGER.respond(request, PETITIONS.visible_to(request.actor))


@page(P.PETITION_READ, of=PETITIONS)
def petition(request: SignedInRequest, petition: Petition) -> HttpResponse:
    """One petition: its line in the register, and, for a keeper whose key is open, what it says."""
    own = petition.proposed_by_id == request.actor.pk
    context = {
        "petition": petition,
        "writes": PETITIONS.permits(request.actor, P.PETITION_WRITE, petition),
        "forms": _forms_for(petition),
        "buttons": buttons(request.actor, petition, PETITION, "intake:petition-step", own=own, leave_out=OWN_PAGES),
        "PETITION": PETITION,
        "routings": petition.routings.all(),
        "enclosures": petition.tip.enclosures.all() if petition.tip else (),
        "openings": petition.openings.select_related("created_by", "opened_by"),
        "to_tell": petition.named and not (petition.replied_on if _ended(petition) else petition.told_on),
        "to_clear": _ended(petition) and petition.clarification and not petition.clarified_on,
        **_opened(request, petition),
    }
    return render(request, "intake/petition.html", context)


def _ended(petition: Petition) -> bool:
    return petition.state in PETITION.finished()


def _opened(request: SignedInRequest, petition: Petition) -> dict[str, Any]:
    """What the petition says, or why it is not shown."""
    by = unlocked_by(request)
    if by is None:
        return {"locked": True}
    try:
        words = words_of(petition.tip, by) if petition.tip else []
        return {"content": content_of(petition, by), "words": words}
    except Denied:
        return {"not_kept": True}


def _forms_for(petition: Petition) -> list[tuple[str, str]]:
    """The steps that have a page of their own, as (address, label), that exist from this state."""
    names = [name for name in PETITION.available(PetitionState(petition.state)) if name in STEP_FORMS]
    return [(reverse(f"intake:petition-{name}", args=[petition.pk]), PETITION.steps[name].label) for name in names]


STEP_FORMS = ("route", "join", "propose")
OWN_PAGES = (*STEP_FORMS, "answered")  # the last one on the page of the routing
STEPS: dict[str, Callable[..., Petition]] = {
    "accept": services.accept_petition,
    "decline": services.decline_petition,
    "pass_up": services.pass_up_petition,
    "return": services.return_petition,
    "conclude": services.conclude_petition,
}


@page(P.PETITION_READ, of=PETITIONS, methods=("POST",))
def step(request: SignedInRequest, petition: Petition, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, petition, PETITION, STEPS, step)


@page(P.PETITION_WRITE, of=PETITIONS, methods=("GET", "POST"))
def classify(request: SignedInRequest, petition: Petition) -> HttpResponse:
    """Say what it is about."""
    form = MatterForm(request.POST or None, initial={"matter": petition.matter})
    version = base_version(request)
    return _form(
        request,
        petition,
        form,
        lambda act: services.class_petition(act, petition, base_version=version, **form.cleaned_data),
        _("修改类别"),
    )


@page(P.PETITION_WRITE, of=PETITIONS, methods=("GET", "POST"))
def join(request: SignedInRequest, petition: Petition) -> HttpResponse:
    """Put a duplicate to the petition it repeats."""
    form = JoinForm(request.POST or None, others=joinable(request.actor, petition))
    return _form(
        request, petition, form, lambda act: services.join_petition(act, petition, **form.cleaned_data), _("并入重复件")
    )


@page(P.PETITION_WRITE, of=PETITIONS, methods=("GET", "POST"))
def propose(request: SignedInRequest, petition: Petition) -> HttpResponse:
    """Say what looking into it came to."""
    form = ConclusionForm(request.POST or None)
    return _form(
        request,
        petition,
        form,
        lambda act: services.propose_conclusion(act, petition, **form.cleaned_data),
        _("提出结论"),
    )


@page(P.PETITION_WRITE, of=PETITIONS, methods=("GET", "POST"))
def answer(request: SignedInRequest, petition: Petition) -> HttpResponse:
    """Write to whoever holds the receipt."""
    form = AnswerForm(request.POST or None)
    return _form(
        request,
        petition,
        form,
        lambda act: services.answer_petitioner(act, petition, **form.cleaned_data),
        _("答复反映人"),
        done=_("已发出，对方凭回执号可以看到"),
    )


@page(P.PETITION_WRITE, of=PETITIONS, methods=("GET", "POST"))
def reveal(request: SignedInRequest, petition: Petition) -> HttpResponse:
    """Show who petitions, to a keeper who says what for; the act is journaled."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    form = PurposeForm(request.POST or None)
    shown = None
    if form.is_bound and form.is_valid():
        shown = attempt(
            request, form, lambda act: services.reveal_petitioner(act, petition, by=by, **form.cleaned_data)
        )
    context = {
        "title": _("查看反映人信息"),
        "form": form,
        "petitioner": shown,
        "back": page_of(petition),
        "crumbs": way(petition),
        "submit": _("查看"),
        "say": _("查看的人、时间和用途都会记录。"),
    }
    return render(request, "intake/reveal.html", context, status=form.status)


@page(P.PETITION_WRITE, of=PETITIONS, methods=("GET", "POST"))
def informed(request: SignedInRequest, petition: Petition) -> HttpResponse:
    """Note that who gave a name was told."""
    form = OnForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return _form(
        request,
        petition,
        form,
        lambda act: services.note_informed(act, petition, **form.cleaned_data),
        _("登记反馈日期") if _ended(petition) else _("登记告知日期"),
    )


@page(P.PETITION_WRITE, of=PETITIONS, methods=("GET", "POST"))
def cleared(request: SignedInRequest, petition: Petition) -> HttpResponse:
    """Note that somebody wrongly accused was cleared."""
    form = OnForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return _form(
        request,
        petition,
        form,
        lambda act: services.note_cleared(act, petition, **form.cleaned_data),
        _("登记澄清日期"),
    )


def _form(
    request: SignedInRequest, petition: Petition, form: Form, act: Any, title: str, *, done: str = ""
) -> HttpResponse:
    done = done or _("已保存 {name}").format(name=petition.number)
    return form_answer(request, form, act, title=title, done=done, record=petition, crumbs=way(petition))


def way(petition: Petition) -> list[tuple[str, str]]:
    """The way to the page of a petition."""
    return [(_("信访件"), reverse("intake:petitions")), (petition.number, page_of(petition))]


def _crumbs(mailbox: Mailbox) -> list[tuple[str, str]]:
    return [(_("信访渠道"), reverse("intake:mailboxes")), (str(mailbox), page_of(mailbox))]
