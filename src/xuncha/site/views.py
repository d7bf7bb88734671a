"""Pages that belong to no stage: health, the way in, failures."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.http import public_page, typed_in


@public_page()
def healthz(request: HttpRequest) -> HttpResponse:
    """Answers when the product is ready to serve."""
    return JsonResponse({"status": "ok"})


@public_page()
def front(request: HttpRequest) -> HttpResponse:
    """The way in: to signing in; then to the inbox, and for the people of an inspected unit to their portal's page."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return HttpResponseRedirect(reverse("accounts:sign-in"))
    in_portal = settings.XUNCHA_PORTAL and actor.only_for_units
    if in_portal and not actor.holds(P.RECT_FOLLOW) and actor.holds(P.LETTER_READ):
        return HttpResponseRedirect(reverse("supervision_unit:letters"))
    if in_portal and not actor.holds(P.RECT_FOLLOW) and actor.holds(P.RECT_SHARE):
        return HttpResponseRedirect(reverse("rectification_unit:assignments"))
    in_portal = in_portal and actor.holds(P.RECT_FOLLOW)
    return HttpResponseRedirect(reverse("rectification_unit:home" if in_portal else "inbox:inbox"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """An expired or foreign form: say so, and give back what was typed."""
    return render(request, "ui/stale_form.html", {"typed": typed_in(request)}, status=403)
