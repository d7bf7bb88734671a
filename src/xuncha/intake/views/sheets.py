"""Sheets for tips on paper, to be printed; every look makes new ones and nothing is stored of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.intake.forms import SheetsForm
from xuncha.intake.models import Mailbox
from xuncha.intake.selectors import MAILBOXES
from xuncha.intake.services.sheets import new_sheets


@page(P.PETITION_WRITE, of=MAILBOXES)
def sheets(request: SignedInRequest, mailbox: Mailbox) -> HttpResponse:
    """Ask how many; then show that many, each with its slip."""
    form = SheetsForm(request.GET or None)
    made = new_sheets(mailbox.code, form.cleaned_data["count"]) if form.is_bound and form.is_valid() else ()
    context = {
        "mailbox": mailbox,
        "form": form,
        "sheets": made,
        "address": request.build_absolute_uri(reverse("tip:back")),
    }
    response = render(request, "intake/sheets.html", context, status=form.status if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response
