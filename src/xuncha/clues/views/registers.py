"""Registers of clues: who opens them, what waits to be handed over, and the letters."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.clues import services
from xuncha.clues.documents import Opened, handover_letter
from xuncha.clues.forms import KeeperForm, KeepersForm, PackageForm
from xuncha.clues.models import Body, ClueRegister, Package
from xuncha.clues.selectors import PACKAGES, REGISTERS, keepers_of, nameable, receivers, waiting_for
from xuncha.clues.selectors.content import contents_of
from xuncha.clues.workflow import HANDOVER
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.foundation.ui.ledgers import Column, Ledger, main_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine

REGISTERS_LEDGER = Ledger(
    "clues.registers",
    lazy("线索登记"),
    columns=(
        main_column("unit", lazy("被巡察单位"), lambda r: r.inspection.organisation),
        Column("team", lazy("巡察组"), lambda r: r.inspection.team, css="w5"),
        Column("round", lazy("轮次"), lambda r: r.inspection.round, css="w5 fold"),
        Column("since", lazy("开通"), lambda r: timezone.localdate(r.created_at), css="nw"),
    ),
    spine=inspection_spine(),
    search=("inspection__organisation__name",),
    opening=lazy("共 {n} 个单位开通了线索登记"),
    empty=lazy("进驻前由组长在巡察任务页开通，每个单位都开通，与有没有线索无关。"),
    related=("inspection__organisation", "inspection__team", "inspection__round"),
)


@page(P.CLUE_READ)
def registers(request: SignedInRequest) -> HttpResponseBase:
    """The registers of which the person is named."""
    return REGISTERS_LEDGER.respond(request, REGISTERS.visible_to(request.actor))


@page(P.CLUE_READ, of=REGISTERS)
def register(request: SignedInRequest, register: ClueRegister) -> HttpResponse:
    """One register: who opens it, what waits to be handed over, which letters went out."""
    office = register.inspection.round.term.jurisdiction
    context = {
        "register": register,
        "keepers": keepers_of(register),
        "clues": register.clues.count(),
        "bodies": [(body.label, waiting_for(register, body).count(), receivers(body, office)) for body in Body],
        "packages": register.packages.select_related("received_by"),
        "leads": REGISTERS.permits(request.actor, P.CLUE_APPROVE, register),
        "hands_over": REGISTERS.permits(request.actor, P.CLUE_DECIDE, register),
    }
    return render(request, "clues/register.html", context)


@page(P.CLUE_APPROVE, of=INSPECTIONS, methods=("GET", "POST"))
def open_register(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Open the register of a unit."""
    possible = nameable(inspection, request.now).exclude(pk=request.actor.pk)
    form = KeepersForm(request.POST or None, possible=possible)
    return form_answer(
        request,
        form,
        lambda act: services.open_register(act, inspection, **form.cleaned_data),
        title=_("开通线索登记"),
        done=lambda made: (_("已开通线索登记"), page_of(made)),
        crumbs=[(str(inspection), page_of(inspection))],
        context={"say": _("组长之外，组里和巡察办各指定至少一人。每个单位都开通。"), "submit": _("开通")},
    )


def _trail(register: ClueRegister) -> list[tuple[str, str]]:
    return [(_("线索登记"), reverse("clues:registers")), (str(register), page_of(register))]


@page(P.CLUE_APPROVE, of=REGISTERS, methods=("GET", "POST"))
def admit(request: SignedInRequest, register: ClueRegister) -> HttpResponse:
    """Designate somebody else."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    possible = nameable(register.inspection, request.now).exclude(pk__in=keepers_of(register))
    form = KeeperForm(request.POST or None, possible=possible)
    return form_answer(
        request,
        form,
        lambda act: services.admit_keeper(act, register, by=by, **form.cleaned_data),
        title=_("增加指定人员"),
        crumbs=_trail(register),
        record=register,
    )


@page(P.CLUE_APPROVE, of=REGISTERS, methods=("GET", "POST"))
def remove(request: SignedInRequest, register: ClueRegister) -> HttpResponse:
    """Take somebody out."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    form = KeeperForm(request.POST or None, possible=keepers_of(register).exclude(pk=request.actor.pk))
    return form_answer(
        request,
        form,
        lambda act: services.remove_keeper(act, register, by=by, **form.cleaned_data),
        title=_("移出指定人员"),
        crumbs=_trail(register),
        record=register,
        context={"say": _("移出后立即打不开；已加密的内容换用新的密钥，旧备份也打不开。")},
    )


@page(P.CLUE_DECIDE, of=REGISTERS, methods=("GET", "POST"))
def pack(request: SignedInRequest, register: ClueRegister) -> HttpResponse:
    """Hand over what was decided for one body."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    form = PackageForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.pack(act, register, by=by, **form.cleaned_data),
        title=_("移交线索"),
        done=lambda made: (_("已制发移交函 {number}，待对方签收").format(number=made.number), page_of(made)),
        crumbs=_trail(register),
        context={"say": _("把会议决定移交给这个部门的线索一并移交，内容重新加密给对方的接收人。"), "submit": _("移交")},
    )


@page(P.CLUE_READ, of=PACKAGES)
def package(request: SignedInRequest, package: Package) -> HttpResponse:
    """One letter: what is on its list, whether it was signed for."""
    lines = package.lines.select_related("clue").order_by("pk")
    context = {"package": package, "lines": lines, "register": package.register, "HANDOVER": HANDOVER}
    return render(request, "clues/package.html", context)


@page(P.CLUE_READ, of=PACKAGES)
def letter(request: SignedInRequest, package: Package) -> HttpResponse:
    """The letter with its list and receipt, opened by somebody of the circle."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    office = package.register.inspection.round.term.jurisdiction
    opened = Opened(package, contents_of(package, by, own=False))
    return issued(handover_letter, opened, office, on=timezone.localdate(request.now), filename=package.number)
