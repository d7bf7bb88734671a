"""The rectification ledger out and in: downloaded prefilled, uploaded, looked at, written, taken back."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.files.contents import path_of
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.imports.uploads import scratch, workbook_response
from xuncha.foundation.ui.forms import attempt
from xuncha.rectification import services
from xuncha.rectification.forms.portal import ReasonForm
from xuncha.rectification.forms.portal_asking import LedgerForm
from xuncha.rectification.models import LedgerUpload, Plan
from xuncha.rectification.selectors import PLANS
from xuncha.rectification.selectors.ledger import LABELS, LEDGERS, judge_ledger
from xuncha.rectification.sheets import write_ledger

SHOWN = 200  # mistakes and changes on the page


@page(P.RECT_FOLLOW, of=PLANS)
def download(request: SignedInRequest, plan: Plan) -> HttpResponseBase:
    """The ledger of a plan, one row for each measure, filled in as the records stand."""
    name = _("{unit}整改台账-{day}.xlsx").format(unit=plan.inspection.organisation, day=f"{request.now:%Y%m%d}")
    return workbook_response(name, lambda file: write_ledger(file, plan))


@page(P.RECT_WRITE, of=PLANS, methods=("GET", "POST"))
def upload(request: SignedInRequest, plan: Plan) -> HttpResponse:
    """Hand in a filled ledger."""
    form = LedgerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with tempfile.NamedTemporaryFile(dir=scratch(), suffix=".xlsx") as copy:
            for piece in file.chunks():
                copy.write(piece)
            copy.flush()
            path, name = Path(copy.name), str(file.name)
            made = attempt(request, form, lambda act: services.upload_ledger(act, plan, name=name, path=path))
        if made is not None:
            return HttpResponseRedirect(reverse("rectification_unit:ledger", args=[made.pk]))
    context = {"plan": plan, "form": form, "uploads": plan.ledgers.select_related("applied_by")[:20]}
    return render(request, "rectification/unit_upload.html", context, status=form.status)


@page(P.RECT_FOLLOW, of=LEDGERS)
def ledger(request: SignedInRequest, upload: LedgerUpload) -> HttpResponse:
    """What a ledger would change, cell by cell, or what it has changed."""
    return render(request, "rectification/unit_ledger.html", _context(request, upload, ReasonForm()))


def _context(request: SignedInRequest, upload: LedgerUpload, form: ReasonForm) -> dict[str, object]:
    found = None
    if upload.applied_at is None:
        found = judge_ledger(upload.plan, path_of(upload.file), localdate(request.now))
        changes = [
            {
                "row": one.row,
                "name": f"{one.entry.measure.item.number} {one.entry.measure.position}",
                "cells": _cells(list(one.columns), one.entry.values.told(), one.typed.told()),
            }
            for one in found.changes[:SHOWN]
            if one.entry is not None
        ]
    else:
        changes = [
            {"row": row["row"], "name": row["name"], "cells": _cells(row["columns"], row["old"], row["new"])}
            for row in upload.written[:SHOWN]
        ]
    return {
        "upload": upload,
        "plan": upload.plan,
        "found": found,
        "errors": [(found.cell(error), error) for error in found.errors[:SHOWN]] if found else [],
        "changes": changes,
        "form": form,
        "writes": request.actor.holds(P.RECT_WRITE),
    }


def _cells(columns: list[str], old: dict[str, str], new: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(LABELS[name], old[name], new[name]) for name in columns]


@page(P.RECT_WRITE, of=LEDGERS, methods=("POST",))
def apply(request: SignedInRequest, upload: LedgerUpload) -> HttpResponse:
    """Write it, all or nothing."""
    done = services.apply_ledger(act_of(request), upload)
    messages.success(request, _("已写入 {n} 行").format(n=len(done.written)))
    return HttpResponseRedirect(reverse("rectification_unit:ledger", args=[upload.pk]))


@page(P.RECT_WRITE, of=LEDGERS, methods=("POST",))
def undo(request: SignedInRequest, upload: LedgerUpload) -> HttpResponse:
    """Take back what it wrote, or say what is in the way."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(request, form, lambda act: services.undo_ledger(act, upload, reason=reason)) is not None:
            messages.success(request, _("已撤销，恢复到写入以前"))
            return HttpResponseRedirect(reverse("rectification_unit:ledger", args=[upload.pk]))
    return render(request, "rectification/unit_ledger.html", _context(request, upload, form), status=422)
