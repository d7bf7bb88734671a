"""Pages that belong to no stage: health, the way in, failures."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from xuncha.foundation.http import public_page


@public_page()
def healthz(request: HttpRequest) -> HttpResponse:
    """Answers when the product is ready to serve."""
    return JsonResponse({"status": "ok"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """An expired or foreign form: say so, and give back what was typed."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if not name.startswith("_") and name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
        if len(str(value)) > 1
    ]
    return render(request, "ui/stale_form.html", {"typed": typed}, status=403)
