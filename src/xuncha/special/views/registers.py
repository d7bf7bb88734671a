"""The register of special reports of one unit: who opens it, and what can be begun in it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.foundation.ui.pages import form_answer
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.special import services
from xuncha.special.forms import KeeperForm, KeepersForm
from xuncha.special.models import Kind, SpecialRegister
from xuncha.special.selectors import SPECIAL_REGISTERS, keepers_of, nameable
from xuncha.special.workflow import SPECIAL


@page(P.SPECIAL_READ, of=SPECIAL_REGISTERS)
def register(request: SignedInRequest, register: SpecialRegister) -> HttpResponse:
    """One register: its reports, who opens it."""
    context = {
        "register": register,
        "reports": register.reports.all(),
        "keepers": keepers_of(register),
        "kinds": Kind.choices,
        "leads": SPECIAL_REGISTERS.permits(request.actor, P.SPECIAL_SIGN, register),
        "writes": SPECIAL_REGISTERS.permits(request.actor, P.SPECIAL_WRITE, register),
        "SPECIAL": SPECIAL,
    }
    return render(request, "special/register.html", context)


@page(P.SPECIAL_SIGN, of=INSPECTIONS, methods=("GET", "POST"))
def open_register(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Open the register of a unit."""
    possible = nameable(inspection, request.now).exclude(pk=request.actor.pk)
    form = KeepersForm(request.POST or None, possible=possible)
    return form_answer(
        request,
        form,
        lambda act: services.open_register(act, inspection, **form.cleaned_data),
        title=_("开通专题登记"),
        done=lambda made: (_("已开通专题登记"), page_of(made)),
        crumbs=[(str(inspection), page_of(inspection))],
        context={
            "say": _("组长之外，指定撰稿和核对的人、巡察办主任；需要批示的领导也在这里指定。"),
            "submit": _("开通"),
        },
    )


def _trail(register: SpecialRegister) -> list[tuple[str, str]]:
    return [(_("专题和即时报告"), reverse("special:reports")), (str(register), page_of(register))]


@page(P.SPECIAL_SIGN, of=SPECIAL_REGISTERS, methods=("GET", "POST"))
def admit(request: SignedInRequest, register: SpecialRegister) -> HttpResponse:
    """Name somebody else."""
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


@page(P.SPECIAL_SIGN, of=SPECIAL_REGISTERS, methods=("GET", "POST"))
def remove(request: SignedInRequest, register: SpecialRegister) -> HttpResponse:
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
