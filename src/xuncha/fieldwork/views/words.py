"""Papers that come in as Word files: choosing them, looking them through one by one, importing them in one piece."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.fieldwork import services
from xuncha.fieldwork.selectors import WORD_PAGE, inspection_of, standing_of, word_files
from xuncha.fieldwork.views.word_form import WordPaperForm, WordUploadForm
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.imports.models import ImportBatch
from xuncha.foundation.imports.selectors import IMPORTS, own
from xuncha.foundation.imports.workflow import ImportState
from xuncha.foundation.ui.forms import Form, attempt
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


@page(P.PAPER_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def upload(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Choose the files; each is read at once, and one that cannot be read is named with what is wrong."""
    form = WordUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files = form.cleaned_data["papers"]
        batch = attempt(request, form, lambda act: services.upload_word_papers(act, inspection, files=files))
        if batch is not None:
            return HttpResponseRedirect(reverse(WORD_PAGE, args=[batch.pk]))
    context = {"form": form, "inspection": inspection}
    return render(request, "fieldwork/word_upload.html", context, status=422 if form.is_bound else 200)


@page(P.SHEET_IMPORT, of=IMPORTS, methods=("GET", "POST"))
def preview(request: SignedInRequest, batch: ImportBatch) -> HttpResponse:
    """What was recognised of each file, to be mended where it is wrong; importing writes all of them or none."""
    own(request.actor, batch)
    if batch.page != WORD_PAGE or batch.state != ImportState.PREVIEWED:
        return HttpResponseRedirect(reverse("imports:import", args=[batch.pk]))
    inspection = inspection_of(request.actor, batch)
    data = request.POST if request.method == "POST" else None
    forms = [
        WordPaperForm(request, inspection, file, standing_of(request.actor, inspection, file), data)
        for file in word_files(batch)
    ]
    top = Form(data)
    chosen = [form for form in forms if form.taken]
    wrong = [form for form in chosen if not form.is_valid()]
    if request.method == "POST" and not wrong:
        papers = [form.word_paper for form in chosen]
        done = attempt(request, top, lambda act: services.import_word_papers(act, batch, papers=papers))
        if done is not None:
            messages.success(request, _("新建 {new} 份底稿，更新 {old} 份").format(new=done.fresh, old=done.differing))
            return HttpResponseRedirect(reverse("imports:import", args=[batch.pk]))
    context = {"record": batch, "inspection": inspection, "forms": forms, "form": top}
    return render(request, "fieldwork/word_preview.html", context, status=422 if data else 200)
