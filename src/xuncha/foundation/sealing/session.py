"""
A person's private key between unlocking and locking again.

The passphrase is asked once; what it opens is then kept in the session, locked under a key that only the person's
browser has (a cookie for this site's desk alone). The database by itself, a backup of it or a stolen cookie by
itself opens nothing. While a request that needs it is answered, the private key lies in the server's memory: there
the protection ends, and the threat model says so.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from datetime import datetime, timedelta
from secrets import token_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from xuncha.foundation.http import SignedInRequest
from xuncha.foundation.sealing.opening import Unlocked, key_in_use
from xuncha.foundation.sealing.suites import KEY_BYTES, NotOpened

COOKIE = "xuncha_unlock"
IN_SESSION = "unlocked"
PURPOSE = b"xuncha private key in a session"


def remember(request: SignedInRequest, response: HttpResponse, unlocked: Unlocked) -> None:
    """Keep the private key open for this browser until it is locked, the session ends or the time is over."""
    key = token_bytes(KEY_BYTES)
    until = request.now + timedelta(minutes=settings.XUNCHA_UNLOCK_MINUTES)
    request.session[IN_SESSION] = {
        "key": unlocked.person_key.pk,
        "until": until.isoformat(),
        "text": b64encode(unlocked.person_key.cipher.lock(key, unlocked.private, PURPOSE)).decode(),
    }
    response.set_cookie(
        COOKIE,
        b64encode(key).decode(),
        path="/desk/",
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """Lock again."""
    request.session.pop(IN_SESSION, None)
    response.delete_cookie(COOKIE, path="/desk/", samesite="Strict")


def unlocked_by(request: SignedInRequest) -> Unlocked | None:
    """The signed-in person's key, if it is open in this browser; a key that was retired since is not."""
    kept, cookie = request.session.get(IN_SESSION), request.COOKIES.get(COOKIE, "")
    if not kept or datetime.fromisoformat(kept["until"]) <= request.now:
        return None
    held = key_in_use(request.actor.user)
    if held is None or held.pk != kept["key"]:
        return None
    try:
        private = held.cipher.unlock(b64decode(cookie, validate=True), b64decode(kept["text"]), PURPOSE)
    except (NotOpened, NotBase64, ValueError):
        return None
    return Unlocked(held, private)


def to_unlock(request: HttpRequest, back: str = "") -> HttpResponse:
    """
    To the page where the key is opened, and back to where the person was going.

    Where they were taking a step, `back` is the page with its button: nobody can go to an address that only acts.
    """
    return HttpResponseRedirect(f"{reverse('sealing:unlock')}?{urlencode({'next': back or request.get_full_path()})}")
