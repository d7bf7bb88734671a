"""The pages from a template to records: upload, columns, preview, confirmation, report, undo."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.imports import services
from xuncha.foundation.imports.background import APPLY, LARGE, PREVIEW
from xuncha.foundation.imports.checking import CellError
from xuncha.foundation.imports.forms import MappingForm, UndoForm, UploadForm
from xuncha.foundation.imports.kinds import KINDS, SheetKind
from xuncha.foundation.imports.models import ImportBatch
from xuncha.foundation.imports.outgoing import write_export, write_report, write_template
from xuncha.foundation.imports.selectors import (
    IMPORTS,
    SHOWN,
    kinds_for,
    may,
    own,
    own_sheet,
    places_for,
    recent,
    remembered_mapping,
    rows_of,
    summarise,
)
from xuncha.foundation.imports.uploads import scratch, workbook_response
from xuncha.foundation.imports.workflow import IMPORT, ImportState
from xuncha.foundation.jobs.services import enqueue
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import attempt
from xuncha.foundation.ui.ledgers import Column, Ledger, Spine, by_state, main_column, state_column

LEDGER = Ledger(
    "imports.batches",
    lazy("导入"),
    columns=(
        main_column("name", lazy("文件"), lambda b: b.name, sub=lambda b: words(KINDS[b.kind].label)),
        Column("jurisdiction", lazy("辖区"), lambda b: b.jurisdiction, css="w5"),
        Column("rows", lazy("行数"), lambda b: b.rows, css="num"),
        Column("errors", lazy("错误"), lambda b: b.error_count, css="num"),
        Column(
            "by",
            lazy("经办人"),
            lambda b: b.created_by,
            sub=lambda b: f"{timezone.make_naive(b.created_at):%Y-%m-%d}",
            css="w5",
        ),
        state_column(IMPORT),
    ),
    spine=Spine(done=Q(state__in=IMPORT.finished())),
    choices=(by_state(IMPORT),),
    search=("name",),
    related=("jurisdiction", "created_by"),
    opening=lazy("共 {n} 次导入"),
    empty=lazy("在上面选一种表，下载模板填写后上传。"),
)


@page(P.SHEET_IMPORT)
def imports(request: SignedInRequest) -> HttpResponseBase:
    """What may be imported, and what was."""
    context = {"kinds": kinds_for(request.actor)}
    return LEDGER.respond(request, recent(request.actor), template="imports/imports.html", context=context)


def _kind(request: SignedInRequest, code: str) -> SheetKind:
    if code not in KINDS:
        raise Http404
    kind = KINDS[code]
    may(request.actor, kind)
    return kind


@page(P.SHEET_IMPORT, methods=("GET", "POST"))
def upload(request: SignedInRequest, kind: str) -> HttpResponse:
    """Template, hints, and the upload of a filled-in workbook."""
    sheet = _kind(request, kind)
    form = UploadForm(places_for(request.actor, sheet), request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file: UploadedFile[Any] = form.cleaned_data["file"]
        jurisdiction: Jurisdiction = form.cleaned_data["jurisdiction"]
        name = str(file.name)

        def act_with(path: Path) -> ImportBatch | None:
            return attempt(
                request, form, lambda act: services.upload_sheet(act, sheet.code, jurisdiction, name=name, path=path)
            )

        uploaded = _with_file(file, act_with)
        if uploaded is not None:
            if uploaded.mapping and uploaded.state == ImportState.DRAFT:
                return _check(request, uploaded)
            return HttpResponseRedirect(page_of(uploaded))
    context = {"kind": sheet, "form": form, "places": places_for(request.actor, sheet)}
    return render(request, "imports/upload.html", context, status=form.status)


def _with_file(file: "UploadedFile[Any]", do: Callable[[Path], ImportBatch | None]) -> ImportBatch | None:
    """Call with a path to the uploaded bytes, which are gone afterwards."""
    with tempfile.NamedTemporaryFile(dir=scratch(), suffix=".xlsx") as copy:
        for piece in file.chunks():
            copy.write(piece)
        copy.flush()
        return do(Path(copy.name))


def _check(request: SignedInRequest, batch: ImportBatch) -> HttpResponse:
    """Check at once, or in the background when the workbook is large."""
    if batch.file.size > LARGE:
        return _in_background(request, PREVIEW, _("核对 {name}").format(name=batch.name), batch)
    found = summarise(rows_of(request.actor, batch))
    services.record_preview(act_of(request), batch, found=found)
    return HttpResponseRedirect(page_of(batch))


def _in_background(request: SignedInRequest, kind: str, title: str, batch: ImportBatch) -> HttpResponse:
    job = enqueue(act_of(request), kind, title=title, arguments={"batch": batch.pk})
    return HttpResponseRedirect(reverse("jobs:job", args=[job.pk]))


def _chosen_place(request: SignedInRequest, kind: SheetKind) -> Jurisdiction:
    places = places_for(request.actor, kind)
    wanted = request.GET.get("jurisdiction", "")
    found = places.filter(pk=wanted).first() if wanted.isdecimal() else places.first()
    if found is None:
        raise RuleViolated(say("没有这个辖区，或者您不能在这里导入这类表格。"))
    return found


@page(P.SHEET_IMPORT)
def template(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """The workbook to fill in, with today's choices in its dropdowns."""
    sheet = _kind(request, kind)
    place = _chosen_place(request, sheet)
    name = _("{kind}导入模板.xlsx").format(kind=words(sheet.label))
    return workbook_response(name, lambda file: write_template(file, sheet, request.actor, place))


@page(P.SHEET_IMPORT)
def export(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """The records as they stand, in the columns of the template."""
    sheet = _kind(request, kind)
    place = _chosen_place(request, sheet)
    name = f"{place}{words(sheet.label)}-{request.now:%Y%m%d}.xlsx"
    return workbook_response(name, lambda file: write_export(file, sheet, request.actor, place))


@page(P.SHEET_IMPORT, of=IMPORTS)
def batch(request: SignedInRequest, batch: ImportBatch) -> HttpResponse:
    """Where an import stands: columns to settle, mistakes to mend, a confirmation, or a result."""
    kind = own(request.actor, batch)
    if batch.page and batch.state == ImportState.PREVIEWED:
        return HttpResponseRedirect(reverse(batch.page, args=[batch.pk]))
    suggested, _certain = remembered_mapping(request.actor, kind, batch.headers)
    context = {
        "record": batch,
        "kind": kind,
        "mapping_form": MappingForm(kind, batch.headers, batch.mapping or suggested),
        "undo_form": UndoForm(),
        "errors": [CellError.of_json(stored) for stored in batch.errors],
        "more": batch.error_count > SHOWN or batch.differing > SHOWN,
        "step": _step_number(batch),
    }
    return render(request, "imports/batch.html", context)


def _step_number(batch: ImportBatch) -> int:
    """Which of the four steps the page stands at: 2 columns, 3 check, 4 result."""
    if batch.state == ImportState.DRAFT:
        return 3 if batch.mapping else 2
    return 3 if batch.state == ImportState.PREVIEWED else 4


@page(P.SHEET_IMPORT, of=IMPORTS, methods=("GET", "POST"))
def mapping(request: SignedInRequest, batch: ImportBatch) -> HttpResponse:
    """The mapping dialog: which column of this workbook is which."""
    kind = own_sheet(request.actor, batch)
    suggested, _certain = remembered_mapping(request.actor, kind, batch.headers)
    form = MappingForm(kind, batch.headers, batch.mapping or suggested, request.POST or None)
    if request.method == "POST" and form.is_valid():
        mapped = attempt(request, form, lambda act: services.map_columns(act, batch, mapping=form.mapping))
        if mapped is not None:
            return _check(request, mapped)
    context = {"record": batch, "kind": kind, "mapping_form": form, "step": 2}
    return render(request, "imports/batch.html", context, status=form.status)


@page(P.SHEET_IMPORT, of=IMPORTS, methods=("POST",))
def check(request: SignedInRequest, batch: ImportBatch) -> HttpResponse:
    """Check once more: records may have changed since."""
    own_sheet(request.actor, batch)
    return _check(request, batch)


@page(P.SHEET_IMPORT, of=IMPORTS, methods=("POST",))
def apply(request: SignedInRequest, batch: ImportBatch) -> HttpResponse:
    """Write it, all or nothing; a large workbook in the background."""
    own_sheet(request.actor, batch)
    if batch.file.size > LARGE:
        return _in_background(request, APPLY, _("导入 {name}").format(name=batch.name), batch)
    done = services.apply_import(act_of(request), batch)
    messages.success(request, _("已导入 {n} 条记录").format(n=done.fresh))
    return HttpResponseRedirect(page_of(batch))


@page(P.SHEET_IMPORT, of=IMPORTS, methods=("POST",))
def discard(request: SignedInRequest, batch: ImportBatch) -> HttpResponse:
    """Give it up."""
    services.discard_import(act_of(request), batch)
    messages.success(request, _("已放弃这次导入，没有写入任何内容"))
    return HttpResponseRedirect(reverse("imports:imports"))


@page(P.SHEET_IMPORT, of=IMPORTS, methods=("POST",))
def undo(request: SignedInRequest, batch: ImportBatch) -> HttpResponse:
    """Take back what it made, or show what is in the way."""
    kind = own(request.actor, batch)
    form = UndoForm(request.POST)
    if form.is_valid():
        undone = attempt(
            request, form, lambda act: services.undo_import(act, batch, reason=form.cleaned_data["reason"])
        )
        if undone is not None:
            n = undone.fresh + len(undone.updated)
            messages.success(request, _("已撤销导入，撤回 {n} 条记录").format(n=n))
            return HttpResponseRedirect(page_of(batch))
    context = {"record": batch, "kind": kind, "undo_form": form, "step": 4}
    return render(request, "imports/batch.html", context, status=422)


@page(P.SHEET_IMPORT, of=IMPORTS)
def report(request: SignedInRequest, batch: ImportBatch) -> HttpResponseBase:
    """Every mistake with its row and column, or the records that came in."""
    kind = own_sheet(request.actor, batch)
    name = _("{name}-结果.xlsx").format(name=Path(batch.name).stem)
    return workbook_response(name, lambda file: write_report(file, kind, request.actor, batch))
