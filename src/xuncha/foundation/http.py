"""
Requests, pages and refusals: what views need and nothing a use case may see.

`@page` is how every address is declared: it names the permission, fetches the record through its reach, and refuses
by default. A view without `@page` (or `@public_page`) fails the conformance sweep.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import zip_longest
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext

from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, Reason, Refused, RuleViolated, StaleEdit
from xuncha.core.legible import reason_not_to_read, trimmed, visible
from xuncha.core.permissions import Permission, permission_label
from xuncha.core.text import LIST_SEPARATOR, Say, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.reach import Reach, reached
from xuncha.foundation.usecases import Act

View = Callable[..., HttpResponseBase]

STATUS: Mapping[type[Refused], int] = {
    OutOfReach: 404,
    Denied: 403,
    InvalidTransition: 409,
    StaleEdit: 409,
    RuleViolated: 422,
}


class SignedInRequest(HttpRequest):
    """The request a signed-in page receives: who acts, with which grants in force, at which moment."""

    actor: Actor
    now: datetime


def words(text: Say | str) -> str:
    """A sentence of the core in the language of the page."""
    return text.render(gettext) if isinstance(text, Say) else gettext(text)


def listed(items: Iterable[object]) -> str:
    """Several things in one line, separated as the language of the page does."""
    return gettext(LIST_SEPARATOR).join(str(item) for item in items)


def act_of(request: HttpRequest) -> Act:
    """
    The act this request attempts, with the idempotency key of the form it came from.

    Raises:
        RuleViolated: the form's key is not a UUID.

    """
    signed_in = cast("SignedInRequest", request)
    raw = request.POST.get("_key", "")
    try:
        key = UUID(raw) if raw else None
    except ValueError:
        raise RuleViolated(say("表单的识别码不完整，请重新打开这一页。")) from None
    return Act(signed_in.actor, signed_in.now, key)


def page(
    permission: Permission, *, of: Reach[Any] | None = None, methods: tuple[str, ...] = ("GET",)
) -> Callable[[View], View]:
    """
    Declare an address: signed in, holding `permission`; with `of`, on a record within reach, handed to the view.

    The URL names the record `pk`. A record out of reach is 404, one that may be read but not acted on is 403.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def run(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in {*methods, "HEAD"}:
                return not_allowed(request, methods)
            if not getattr(request, "actor", None):
                return signed_out(request)
            if not request.actor.holds(permission):
                raise Denied(say("您没有打开这一页的权限（{permission}）。", permission=permission_label(permission)))
            if of is None:
                return view(request, *args, **kwargs)
            pk = kwargs.pop("pk")
            record = of.one(request.actor, permission, pk)
            if record is None:
                if of.visible_to(request.actor).filter(pk=pk).exists():
                    raise Denied(say("您可以查看这条记录，但这一步不由您办理。"))
                raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
            return view(request, record, *args, **kwargs)

        run.page = PageRule(permission, of, methods)  # type: ignore[attr-defined]  # read by the sweep and the matrix
        return run

    return decorate


def not_allowed(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    """The page for an address that was opened in a way it does not serve, such as a button's own."""
    return HttpResponseNotAllowed(methods, render_to_string("405.html", request=request))


def signed_out(request: HttpRequest) -> HttpResponse:
    """To the sign-in page; a form that was sent after the session ended is given back with everything in it."""
    if request.method == "POST":
        return render(request, "ui/stale_form.html", {"typed": typed_in(request)}, status=401)
    return redirect_to_login(request.get_full_path())


def sent_text(request: HttpRequest, name: str) -> str:
    """
    What was typed beside a button, outside any form.

    Raises:
        RuleViolated: it holds characters that nobody sees.

    """
    text = trimmed(request.POST.get(name, ""))
    if why := reason_not_to_read(text):
        raise RuleViolated(Reason(why, name))
    return text


class Typed(NamedTuple):
    """One thing a person typed or chose. `said` is what the form called a choice, where the browser sent it along."""

    name: str
    value: str
    said: str


def typed_in(request: HttpRequest) -> list[Typed]:
    """What a person typed into the posted form and chose in it, without tokens and passwords."""
    return [
        Typed(name, visible(str(value)), said)
        for name, values in request.POST.lists()
        if not name.startswith("_") and name != "csrfmiddlewaretoken" and "password" not in name
        for value, said in zip_longest(values, request.POST.getlist(f"_said_{name}")[: len(values)], fillvalue="")
        if str(value).strip()
    ]


def personal_page(methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare an address for any signed-in person that shows only what is their own."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def run(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in {*methods, "HEAD"}:
                return not_allowed(request, methods)
            if not getattr(request, "actor", None):
                return signed_out(request)
            return view(request, *args, **kwargs)

        run.page = PageRule(None, None, methods)  # type: ignore[attr-defined]
        return run

    return decorate


def public_page(methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare an address that needs no sign-in: sign-in itself, health."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in {*methods, "HEAD"}:
                return not_allowed(request, methods)
            return view(request, *args, **kwargs)

        run.page = PageRule(None, None, methods, public=True)  # type: ignore[attr-defined]
        return run

    return decorate


def left_nowhere(response: HttpResponse) -> HttpResponse:
    """A page for somebody who stays unnamed: the browser keeps nothing of it and tells no other site."""
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


class PageRule:
    """What an address asks of a person; the published matrix and the sweep are made of these."""

    def __init__(
        self, permission: Permission | None, of: Reach[Any] | None, methods: tuple[str, ...], *, public: bool = False
    ) -> None:
        self.permission, self.of, self.methods, self.public = permission, of, methods, public


def _rule_of(request: HttpRequest) -> PageRule | None:
    return getattr(request.resolver_match.func, "page", None) if request.resolver_match else None


def asked_by(request: HttpRequest) -> Permission:
    """The permission that the page of this request asks for; a page of one's own is like any table."""
    rule = _rule_of(request)
    return (rule and rule.permission) or Permission.LEDGER_EXPORT


def reaches_here(request: SignedInRequest, right: Permission) -> bool:
    """Whether the person holds this right, and on the record of the page where the page is about one."""
    rule = _rule_of(request)
    if rule is None or rule.of is None or request.resolver_match is None:
        return request.actor.holds(right)
    rows = rule.of.model._default_manager.filter(pk=request.resolver_match.kwargs["pk"])
    return bool(rows.filter(reached(rule.of.model, request.actor, right)).exists())


def refusal_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The one page for refusals: a sentence, every reason, where to mend it, and the way back. Keeps what was typed."""
    status = next(code for kind, code in STATUS.items() if isinstance(refusal, kind))
    context = {
        "refusal": refusal,
        "status": status,
        "typed": typed_in(request),
        "back": request.META.get("HTTP_REFERER", ""),
    }
    template = "ui/refusal_fragment.html" if request.headers.get("HX-Request") else "ui/refusal.html"
    return render(request, template, context, status=status)


class RefusalMiddleware:
    """Turns every refusal that a view lets through into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponse | None:
        """Django calls this with whatever a view raised."""
        return refusal_page(request, exc) if isinstance(exc, Refused) else None
