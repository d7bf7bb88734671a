"""The page of a form that is an act: show it, perform it, keep what was typed, go on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuncha.foundation.http import SignedInRequest
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import Form, attempt
from xuncha.foundation.usecases import Act

R = TypeVar("R")


def saved(result: Any) -> str:
    """What is said of an act that has no words of its own."""
    return _("已保存 {name}").format(name=result)


def form_answer(
    request: SignedInRequest,
    form: Form,
    act: Callable[[Act], R],
    *,
    title: str,
    done: str | Callable[[R], str | tuple[str, str]] = saved,
    crumbs: Sequence[tuple[str, str]] = (),
    back: str = "",
    record: Any = None,
    kept: Kept | None = None,
    template: str = "ui/form_page.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """
    Perform `act` with a valid form and go on, or show the form with what is wrong beside its fields.

    `crumbs` is the way here as (label, address); its last address is where 不改了 leads, unless `back` names another.
    `done` says what was done, as a sentence or as a function of what came of it. Then the way leads back, or to the
    address that such a function returns as (sentence, address).
    """
    back = back or (crumbs[-1][1] if crumbs else "")
    if form.is_bound and form.is_valid():
        result = attempt(request, form, act)
        if result is not None:
            if kept is not None:
                kept.drop(request)
            told = done(result) if callable(done) else done
            message, address = (told, back) if isinstance(told, str) else told
            messages.success(request, message)
            return HttpResponseRedirect(address)
    shown: dict[str, Any] = {"title": title, "form": form, "record": record, "back": back, "crumbs": crumbs}
    shown |= {**(kept.context if kept else {}), **(context or {})}
    return render(request, template, shown, status=form.status)
