"""One's own account: who I am here, how the product looks to me, password and second factor."""

from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.foundation.accounts import services
from xuncha.foundation.accounts.forms import OwnEnrolForm, OwnPasswordForm, PreferencesForm
from xuncha.foundation.accounts.selectors import grants_of
from xuncha.foundation.accounts.views.enrolment import Enrolment
from xuncha.foundation.accounts.views.pending import local
from xuncha.foundation.http import SignedInRequest, act_of, personal_page
from xuncha.foundation.ui.forms import attempt
from xuncha.foundation.usecases import Act


@personal_page()
def profile(request: SignedInRequest) -> HttpResponse:
    """Who I am here, what I hold and until when, and how the product looks to me."""
    user = request.actor.user
    context = {
        "grants": grants_of(user, request.now),
        "form": PreferencesForm(initial=user.preferences),
        "person": user,
    }
    return render(request, "accounts/profile.html", context)


@personal_page(methods=("POST",))
def preferences(request: SignedInRequest) -> HttpResponse:
    """Keep display choices: all from the settings page, or the one that a button of the frame sends."""
    sent = {name: request.POST[name] for name in services.CHOICES if name in request.POST}
    services.keep_preferences(act_of(request), **sent)
    return HttpResponseRedirect(local(request.POST.get("next", "")))


@personal_page(methods=("GET", "POST"))
def password(request: SignedInRequest) -> HttpResponse:
    """Change the password; this session goes on."""
    form = OwnPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        changed = attempt(
            request,
            form,
            lambda act: services.change_own_password(act, current=given["current_password"], new=given["password"]),
        )
        if changed is not None:
            request.session[HASH_SESSION_KEY] = changed.get_session_auth_hash()
            messages.success(request, _("已更换口令"))
            return HttpResponseRedirect(reverse("accounts:profile"))
    context = {"title": _("更换口令"), "form": form, "back": reverse("accounts:profile"), "submit": _("更换口令")}
    return render(request, "ui/form_page.html", context, status=form.status)


@personal_page(methods=("GET", "POST"))
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Take a second factor into use, or move it to another phone."""
    enrolment = Enrolment(request, request.actor.user, lambda: Act(request.actor, request.now), OwnEnrolForm)
    codes = enrolment.performed()
    if codes:
        return render(request, "accounts/own_recovery_codes.html", {"codes": codes})
    return enrolment.page("accounts/second_factor.html")
