"""One's own key with custodians: depositing it, asking for it again; and what one is asked for as a custodian."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach
from xuncha.core.text import say
from xuncha.foundation.http import SignedInRequest, act_of, personal_page
from xuncha.foundation.sealing import services
from xuncha.foundation.sealing.forms import FinishForm, GiveForm, RecoverForm, RefusalForm
from xuncha.foundation.sealing.models import Recovery, Release
from xuncha.foundation.sealing.opening import key_in_use
from xuncha.foundation.sealing.selectors.custody import (
    deposit_of,
    live_shares,
    own_recovery,
    own_release,
    panels_in_use,
)
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.foundation.sealing.shares import code_of
from xuncha.foundation.sealing.views.own import typed
from xuncha.foundation.sealing.workflow import RECOVERY, RELEASE, RecoveryState, ReleaseState
from xuncha.foundation.ui.forms import Form
from xuncha.foundation.ui.pages import form_answer


@personal_page()
def custody(request: SignedInRequest) -> HttpResponse:
    """With whom one's key lies in shares, and with whom it may be deposited."""
    held = key_in_use(request.actor.user)
    if held is None:
        return HttpResponseRedirect(reverse("sealing:key"))
    kept = deposit_of(held)
    context = {"kept": kept, "shares": live_shares(kept) if kept else (), "panels": panels_in_use()}
    return render(request, "sealing/custody.html", context)


@personal_page(methods=("GET", "POST"))
def deposit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Deposit one's key with the custodians of an office."""
    panel, by = panels_in_use().filter(pk=pk).first(), unlocked_by(request)
    if panel is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    if by is None:
        return to_unlock(request)
    names = "、".join(str(one.person) for one in panel.custodians.all())
    return form_answer(
        request,
        Form(request.POST or None),
        lambda act: services.deposit_own_key(act, panel, by=by),
        title=_("交存钥匙"),
        done=_("已交存。忘记口令时可以请保管人帮您恢复"),
        crumbs=[*_way(), (_("口令恢复"), reverse("sealing:custody"))],
        context={
            "say": _("保管人：{names}。其中 {n} 人共同，并且只有在您提出恢复、核对无误后，才能帮您恢复。").format(
                names=names, n=panel.needed
            ),
            "submit": _("交存"),
        },
    )


@personal_page(methods=("GET", "POST"))
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask for one's key again."""
    form = RecoverForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.ask_recovery(
            act, **typed(request, "password", "again_password"), why=form.cleaned_data["why"]
        ),
        title=_("请保管人恢复"),
        done=lambda made: (_("已提出"), reverse("sealing:recovery", args=[made.pk])),
        crumbs=[*_way(), (_("忘记保密口令"), reverse("sealing:lost"))],
        context={"say": _("先设好新口令。钥匙恢复后就用它打开，保管人不会知道。"), "submit": _("提出")},
    )


@personal_page()
def recovery(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far one's recovery is: the code to tell, and who gave what."""
    one = _own_recovery(request, pk)
    releases = one.releases.select_related("custodian")
    context = {
        "recovery": one,
        "code": code_of(bytes(one.public)),
        "releases": releases,
        "RECOVERY": RECOVERY,
        "RELEASE": RELEASE,
        "open": one.state == RecoveryState.ASKED,
        "ready": sum(release.state == ReleaseState.GIVEN for release in releases) >= one.deposit.needed,
    }
    return render(request, "sealing/recovery.html", context)


@personal_page(methods=("GET", "POST"))
def finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Join the shares with the new passphrase."""
    one = _own_recovery(request, pk)
    return form_answer(
        request,
        FinishForm(request.POST or None),
        lambda act: services.recover_own_key(act, one, **typed(request, "password")),
        title=_("完成恢复"),
        done=_("口令已恢复，请用新口令打开"),
        crumbs=[*_way(), (_("口令恢复"), reverse("sealing:recovery", args=[one.pk]))],
        back=reverse("sealing:key"),
        context={"submit": _("完成恢复")},
    )


@personal_page(methods=("POST",))
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask no longer."""
    services.withdraw_recovery(act_of(request), _own_recovery(request, pk))
    return HttpResponseRedirect(reverse("sealing:key"))


@personal_page(methods=("GET", "POST"))
def release(request: SignedInRequest, pk: int) -> HttpResponse:
    """What one is asked for as a custodian, and giving it."""
    one, by = _own_release(request, pk), unlocked_by(request)
    if by is None:
        return to_unlock(request)
    form = GiveForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.give_share(act, one, **form.cleaned_data, by=by),
        title=_("交出密钥份额"),
        done=_("已交出。只有提出恢复的人能用它"),
        crumbs=[(_("待办"), reverse("inbox:inbox"))],
        template="sealing/release.html",
        context={
            "release": one,
            "open": one.state == ReleaseState.ASKED,
            "submit": _("核实无误，交出"),
            "demo_code": code_of(bytes(one.recovery.public)) if settings.XUNCHA_DEMO else "",
        },
    )


@personal_page(methods=("GET", "POST"))
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep one's share."""
    one = _own_release(request, pk)
    form = RefusalForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.refuse_share(act, one, **form.cleaned_data),
        title=_("不同意交出"),
        done=_("已记下"),
        crumbs=[(_("交出密钥份额"), reverse("sealing:release", args=[one.pk]))],
        back=reverse("inbox:inbox"),
    )


def _own_recovery(request: SignedInRequest, pk: int) -> Recovery:
    found = own_recovery(request.actor.user, pk)
    if found is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    return found


def _own_release(request: SignedInRequest, pk: int) -> Release:
    found = own_release(request.actor.user, pk)
    if found is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    return found


def _way() -> list[tuple[str, str]]:
    return [(_("保密口令"), reverse("sealing:key"))]
