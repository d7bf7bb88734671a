"""What happens to every request: headers, the clock, who is signed in, and how long a session lasts."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user, logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import User
from xuncha.foundation.http import SignedInRequest

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; manifest-src 'self'"
)
Answer = Callable[[HttpRequest], HttpResponse]


def _now() -> datetime:
    """The clock, read here and passed on: in local time, so that its date is the day that people see."""
    return timezone.localtime(timezone.now() + settings.XUNCHA_CLOCK_SHIFT)  # noqa: TID251 - the one reading of the clock


class SecurityHeaders:
    """No inline script or style, nothing from elsewhere, nothing kept by shared caches."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Clock:
    """Sets `request.now` where nobody signs in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = cast("SignedInRequest", request)
        signed_in.now = _now()
        return self.get_response(request)


class SignedIn:
    """
    Sets `request.now` and, for a live session, `request.actor`; ends sessions that are too old or replaced.

    A session ends after XUNCHA_SESSION_IDLE_MINUTES without a request, XUNCHA_SESSION_HOURS after sign-in, and when
    the same person signs in elsewhere. The tab that lost its session is told why.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = cast("SignedInRequest", request)
        signed_in.now = _now()
        request.user = user = get_user(request)  # the person, not a proxy that the door could not lock
        if isinstance(user, User):
            reason = self.why_over(request, user, signed_in.now)
            if reason:
                logout(request)
                messages.warning(request, reason)
            else:
                self.touch(request, signed_in.now)
                signed_in.actor = actor_of(user, signed_in.now)
                language = user.preferences.get("language")
                if language:
                    translation.activate(language)
                    request.LANGUAGE_CODE = language
        return self.get_response(request)

    def why_over(self, request: HttpRequest, user: User, now: datetime) -> str:
        """The sentence why this session no longer counts; empty while it does."""
        session = request.session
        seen = datetime.fromisoformat(session.get("seen", now.isoformat()))
        began = datetime.fromisoformat(session.get("began", now.isoformat()))
        if not user.is_active:
            return _("这个账号已停用。")
        if user.session_key and user.session_key != session.session_key:
            return _("您的账号已在另一处登录，这里已退出。没提交的内容保存在草稿里。")
        if now - seen > timedelta(minutes=settings.XUNCHA_SESSION_IDLE_MINUTES):
            return _("较长时间没有操作，已自动退出。没提交的内容保存在草稿里。")
        if now - began > timedelta(hours=settings.XUNCHA_SESSION_HOURS):
            return _("登录已满时限，请重新登录。没提交的内容保存在草稿里。")
        return ""

    def touch(self, request: HttpRequest, now: datetime) -> None:
        """Remember the last request, at most once a minute, so that reading pages does not write on every click."""
        seen = request.session.get("seen")
        if seen is None or now - datetime.fromisoformat(seen) > timedelta(minutes=1):
            request.session["seen"] = now.isoformat()
            request.session.setdefault("began", now.isoformat())
