"""The page of a form that is an act: show it, perform it, keep what was typed, go on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from xuncha.foundation.http import SignedInRequest
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import Form, attempt
from xuncha.foundation.usecases import Act

R = TypeVar("R")


def form_answer(
    request: SignedInRequest,
    form: Form,
    act: Callable[[Act], R],
    *,
    title: str,
    done: Callable[[R], tuple[str, str]],
    back: str,
    record: Any = None,
    kept: Kept | None = None,
    template: str = "ui/form_page.html",
    context: Mapping[str, Any] | None = None,
    crumbs: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """
    Perform `act` with a valid form and go on, or show the form with what is wrong beside its fields (422).

    `done` says what was done and where to go: (message, address). `back` is where 不改了 leads.
    """
    if form.is_bound and form.is_valid():
        result = attempt(request, form, act)
        if result is not None:
            if kept is not None:
                kept.drop(request)
            message, address = done(result)
            messages.success(request, message)
            return HttpResponseRedirect(address)
    shown: dict[str, Any] = {"title": title, "form": form, "record": record, "back": back, "crumbs": crumbs}
    shown |= {**(kept.context if kept else {}), **(context or {})}
    return render(request, template, shown, status=422 if form.is_bound else 200)
