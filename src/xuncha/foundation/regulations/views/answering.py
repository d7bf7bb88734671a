"""What the form pages of this app share."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.text import say as sentence
from xuncha.foundation.http import SignedInRequest
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import Reach
from xuncha.foundation.ui.forms import Form, attempt
from xuncha.foundation.usecases import Act

M = TypeVar("M", bound=Model)


def answer(
    request: HttpRequest,
    form: Form,
    do: Callable[[Act], Any],
    *,
    title: str,
    back: str,
    to: Callable[[Any], str] | None = None,
    record: Model | None = None,
    say: str = "",
) -> HttpResponse:
    """Show the form, or perform its act and go on: to the page of what came of it, or back."""
    if request.method == "POST" and form.is_valid():
        done = attempt(request, form, do)
        if done is not None:
            messages.success(request, _("已保存 {name}").format(name=done))
            return HttpResponseRedirect(to(done) if to else back)
    context = {"title": title, "form": form, "record": record, "back": back, "say": say}
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)


def visible(reach: Reach[M], request: SignedInRequest, pk: int) -> M:
    """
    The record a new version is made from: who writes for an office starts from anything they may read.

    Raises:
        OutOfReach: the person does not read it.

    """
    record = reach.visible_to(request.actor).filter(pk=pk).first()
    if record is None:
        raise OutOfReach(sentence("没有这条记录，或者不在您的工作范围内。"))
    return record


def office_in(form: Form) -> Jurisdiction:
    """
    The office a form is filled in for.

    Raises:
        RuleViolated: the person writes for no office.

    """
    office = form.cleaned_data["office"]
    if not isinstance(office, Jurisdiction):
        raise RuleViolated(sentence("没有由您维护制度的辖区。"))
    return office
