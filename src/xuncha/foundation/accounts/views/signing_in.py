"""The pages of signing in: password, code, enrolment, first password; the demo's list of people; signing out."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.errors import RuleViolated
from xuncha.foundation.accounts import services
from xuncha.foundation.accounts.forms import CodeForm, NewPasswordForm, SignInForm
from xuncha.foundation.accounts.selectors import cast, cast_by_role
from xuncha.foundation.accounts.views.enrolment import Enrolment
from xuncha.foundation.accounts.views.pending import Pending, begin, local, pending, proceed, prove
from xuncha.foundation.http import SignedInRequest, act_of, personal_page, public_page


@public_page(methods=("GET", "POST"))
def sign_in(request: SignedInRequest) -> HttpResponse:
    """Name and password. Every failure reads the same, so that it tells nothing about who has an account."""
    next_url = request.POST.get("next") or request.GET.get("next", "")
    if request.user.is_authenticated and request.method == "GET":
        return HttpResponseRedirect(local(next_url))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = services.try_password(form.cleaned_data["username"], form.cleaned_data["password"], request.now)
        if user is not None:
            return begin(request, user, way="password", proved=False, next_url=next_url)
        form.add_error(
            None,
            _("登录名或口令不对，或者账号已锁定、停用。连续 {n} 次不对，账号锁定 {m} 分钟。").format(
                n=settings.XUNCHA_LOCK_AFTER, m=settings.XUNCHA_LOCK_MINUTES
            ),
        )
    people = cast_by_role(request.now) if settings.XUNCHA_DEMO else []
    context = {"form": form, "next": next_url, "cast": people}
    return render(request, "accounts/sign_in.html", context, status=form.status)


@public_page(methods=("POST",))
def sign_in_as(request: SignedInRequest, pk: int) -> HttpResponse:
    """One click to be a person of the demo. Everywhere else this address does not exist."""
    user = cast().filter(pk=pk).first() if settings.XUNCHA_DEMO else None
    if user is None:
        raise Http404
    return begin(request, user, way="demo", proved=True, next_url=request.POST.get("next", ""))


@public_page(methods=("GET", "POST"))
def code(request: SignedInRequest) -> HttpResponse:
    """The second factor: a one-time code, or a recovery code."""
    under_way = pending(request)
    if under_way is None:
        return _too_late(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if services.check_second_factor(under_way.act(request.now), code=form.cleaned_data["code"]):
            prove(request, "code")
            return proceed(request)
        form.add_error("code", _("验证码不对，或者账号已锁定。请用最新的一组数字；恢复码只能用一次。"))
    return render(request, "accounts/code.html", {"form": form}, status=form.status)


@public_page(methods=("GET", "POST"))
def enrol(request: SignedInRequest) -> HttpResponse:
    """Before going on: a second factor, where the installation asks for one."""
    under_way = pending(request)
    if under_way is None:
        return _too_late(request)
    if under_way.user.otp_secret:
        return proceed(request)
    enrolment = Enrolment(request, under_way.user, lambda: under_way.act(request.now))
    codes = enrolment.performed()
    if codes:
        prove(request, "code")
        return render(request, "accounts/recovery_codes.html", {"codes": codes, "on": reverse("accounts:proceed")})
    return enrolment.page("accounts/enrol.html")


@public_page(methods=("POST",))
def go_on(request: SignedInRequest) -> HttpResponse:
    """The recovery codes were written down: on with the sign-in."""
    return proceed(request)


@public_page(methods=("GET", "POST"))
def first_password(request: SignedInRequest) -> HttpResponse:
    """A password that somebody else has seen is changed before anything else."""
    under_way = pending(request)
    if under_way is None:
        return _too_late(request)
    if under_way.user.otp_secret and not under_way.proved:
        return proceed(request)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _changed(request, form, under_way):
        return proceed(request)
    return render(request, "accounts/first_password.html", {"form": form}, status=form.status)


@personal_page(methods=("POST",))
def sign_out(request: SignedInRequest) -> HttpResponse:
    """Leave; the session is gone from the server."""
    services.sign_out(act_of(request))
    logout(request)
    messages.success(request, _("已退出"))
    return HttpResponseRedirect(reverse("accounts:sign-in"))


def _changed(request: SignedInRequest, form: NewPasswordForm, under_way: Pending) -> bool:
    try:
        services.change_own_password(under_way.act(request.now), current=None, new=form.cleaned_data["password"])
    except RuleViolated as refusal:
        form.refuse(refusal)
        return False
    return True


def _too_late(request: SignedInRequest) -> HttpResponse:
    messages.warning(request, _("登录没有在时限内完成，请重新登录。"))
    return HttpResponseRedirect(reverse("accounts:sign-in"))
