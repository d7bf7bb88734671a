"""
A sign-in that is under way: the password was right, something is still asked for.

Until everything is there nobody is signed in: the session holds only whose sign-in it is, since when, and what was
shown so far. The steps are the second factor, its enrolment where it is required, and a forced change of password.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from xuncha.foundation.accounts import services
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.rules import needs_second_factor
from xuncha.foundation.accounts.selectors import account, roles_of
from xuncha.foundation.http import SignedInRequest
from xuncha.foundation.usecases import Act

KEY = "pending sign-in"
MINUTES = 10


@dataclass(frozen=True, slots=True)
class Pending:
    """Whose sign-in it is and what was proved. `way` says by what: password, code, demo."""

    user: User
    way: str
    proved: bool
    next: str

    def act(self, now: datetime) -> Act:
        """An act on one's own account, before being signed in; no form key: a second try must be judged again."""
        return Act(Actor(self.user, ()), now)


def begin(request: SignedInRequest, user: User, *, way: str, proved: bool, next_url: str) -> HttpResponse:
    """Remember a right password (in a fresh session, so that nobody can have planted this one) and go on."""
    request.session.cycle_key()
    request.session[KEY] = {
        "user": user.pk,
        "since": request.now.isoformat(),
        "way": way,
        "proved": proved,
        "next": next_url,
    }
    return proceed(request)


def pending(request: SignedInRequest) -> Pending | None:
    """The sign-in under way in this session; None when there is none or it took too long."""
    kept = request.session.get(KEY)
    if kept is None or request.now - datetime.fromisoformat(kept["since"]) > timedelta(minutes=MINUTES):
        return None
    user = account(kept["user"])
    return Pending(user, kept["way"], kept["proved"], kept["next"]) if user and user.is_active else None


def prove(request: SignedInRequest, way: str) -> None:
    """Note that the second factor was shown."""
    request.session[KEY] = {**request.session[KEY], "proved": True, "way": way}


def proceed(request: SignedInRequest) -> HttpResponse:
    """On to what is still asked for; when nothing is, the person is signed in."""
    under_way = pending(request)
    if under_way is None:
        return HttpResponseRedirect(reverse("accounts:sign-in"))
    missing = _missing(under_way, request.now)
    if missing:
        return HttpResponseRedirect(reverse(missing))
    del request.session[KEY]
    login(request, under_way.user)
    request.session["began"] = request.session["seen"] = request.now.isoformat()
    services.finish_sign_in(under_way.act(request.now), session_key=str(request.session.session_key), way=under_way.way)
    return HttpResponseRedirect(local(under_way.next))


def local(address: str) -> str:
    """The address if it lies within the product, else the way in: nobody is sent elsewhere by a link to sign in."""
    fits = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if fits else reverse("front")


def _missing(under_way: Pending, now: datetime) -> str:
    user = under_way.user
    if under_way.way == "demo":
        return ""
    if user.otp_secret and not under_way.proved:
        return "accounts:code"
    if not user.otp_secret and settings.XUNCHA_REQUIRE_SECOND_FACTOR and needs_second_factor(roles_of(user, now)):
        return "accounts:enrol"
    return "accounts:first-password" if user.must_change_password else ""
