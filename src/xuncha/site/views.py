"""Pages that belong to no stage: health, the way in, failures."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from xuncha.foundation.http import public_page, typed_in


@public_page()
def healthz(request: HttpRequest) -> HttpResponse:
    """Answers when the product is ready to serve."""
    return JsonResponse({"status": "ok"})


@public_page()
def front(request: HttpRequest) -> HttpResponse:
    """The way in: to the inbox, which asks for signing in where needed."""
    return HttpResponseRedirect(reverse("inbox:inbox"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """An expired or foreign form: say so, and give back what was typed."""
    return render(request, "ui/stale_form.html", {"typed": typed_in(request)}, status=403)
