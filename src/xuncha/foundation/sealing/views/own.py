"""One's own key: make it, open it for a while, lock it again, move it to another passphrase."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.foundation.accounts.views.pending import local
from xuncha.foundation.http import SignedInRequest, personal_page
from xuncha.foundation.sealing import services
from xuncha.foundation.sealing.circles import kept_by
from xuncha.foundation.sealing.demo import PASSPHRASE
from xuncha.foundation.sealing.forms import NewKeyForm, PassphraseForm, StartOverForm, UnlockForm
from xuncha.foundation.sealing.opening import key_in_use
from xuncha.foundation.sealing.selectors.custody import deposit_of, open_recovery_of
from xuncha.foundation.sealing.selectors.keeping import with_company
from xuncha.foundation.sealing.session import forget, remember, unlocked_by
from xuncha.foundation.ui.pages import form_answer


@personal_page(methods=("GET", "POST"))
def key(request: SignedInRequest) -> HttpResponse:
    """Whether I have a key, whether it is open here, and what it opens; without one, the form that makes it."""
    held = key_in_use(request.actor.user)
    if held is None:
        return form_answer(
            request,
            NewKeyForm(request.POST or None),
            lambda act: services.make_own_key(act, **typed(request, "password", "again_password")),
            title=_("设置保密口令"),
            done=_("已设置保密口令"),
            crumbs=[(_("个人设置"), reverse("accounts:profile"))],
            back=reverse("sealing:key"),
            context={"say": _("信访、线索等涉密材料只有持口令的人能打开。口令无法由他人重设，请牢记。")},
        )
    context = {
        "held": held,
        "unlocked": unlocked_by(request) is not None,
        "minutes": settings.XUNCHA_UNLOCK_MINUTES,
        "circles": kept_by(held),
    }
    return render(request, "sealing/key.html", context)


@personal_page(methods=("GET", "POST"))
def change(request: SignedInRequest) -> HttpResponse:
    """Another passphrase for the same key."""
    return form_answer(
        request,
        PassphraseForm(request.POST or None),
        lambda act: services.change_passphrase(act, **typed(request, "current_password", "password", "again_password")),
        title=_("更换保密口令"),
        done=_("已更换保密口令"),
        crumbs=[(_("个人设置"), reverse("accounts:profile")), (_("保密口令"), reverse("sealing:key"))],
    )


@personal_page(methods=("GET", "POST"))
def lost(request: SignedInRequest) -> HttpResponse:
    """What can be done about a lost passphrase, and starting over with another key."""
    held = key_in_use(request.actor.user)
    if held is None:
        return HttpResponseRedirect(reverse("sealing:key"))
    form = StartOverForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.start_over(
            act, **typed(request, "password", "again_password"), sure=form.cleaned_data["sure"]
        ),
        title=_("忘记保密口令"),
        done=_("已换成新的口令，请其他保管人重新把您加进来"),
        crumbs=[(_("个人设置"), reverse("accounts:profile")), (_("保密口令"), reverse("sealing:key"))],
        template="sealing/lost.html",
        context={
            "circles": with_company(held),
            "kept": deposit_of(held),
            "asked": open_recovery_of(request.actor.user),
            "submit": _("放弃旧口令，重新设置"),
        },
    )


@personal_page(methods=("GET", "POST"))
def unlock(request: SignedInRequest) -> HttpResponse:
    """Open one's key in this browser for a while; then on to where the person was going."""
    onward = local(request.GET.get("next", "")) if request.GET.get("next") else reverse("sealing:key")
    if key_in_use(request.actor.user) is None:
        messages.info(request, _("要打开涉密材料，请先设置保密口令。"))
        return HttpResponseRedirect(reverse("sealing:key"))
    form = UnlockForm(request.POST or None)
    if form.is_bound and form.is_valid():
        unlocked = services.unlock_own_key(request.actor, request.now, password=form.cleaned_data["password"])
        if unlocked is not None:
            response = HttpResponseRedirect(onward)
            remember(request, response, unlocked)
            return response
        form.add_error("password", _("保密口令不对，或者试错次数过多。请核对，或过 15 分钟再试。"))
    told = [_("演示口令：{passphrase}").format(passphrase=PASSPHRASE)] if settings.XUNCHA_DEMO else []
    context = {
        "title": _("输入保密口令"),
        "form": form,
        "back": reverse("inbox:inbox"),
        "submit": _("打开"),
        "say": " ".join(
            [_("打开后 {n} 分钟内不用再输；离开座位请点“锁上”。").format(n=settings.XUNCHA_UNLOCK_MINUTES), *told]
        ),
    }
    return render(request, "ui/form_page.html", context, status=form.status)


@personal_page(methods=("POST",))
def lock(request: SignedInRequest) -> HttpResponse:
    """Lock one's key again in this browser."""
    response = HttpResponseRedirect(reverse("sealing:key"))
    forget(request, response)
    messages.success(request, _("已锁上"))
    return response


def typed(request: SignedInRequest, *names: str) -> dict[str, str]:
    """Passphrases as typed: spaces count."""
    return {name: request.POST.get(name, "") for name in names}
