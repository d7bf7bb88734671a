"""The auditor's desk: the journal by person, event, kind and day; verification; an export without case content."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.inbox.selectors import event_label
from xuncha.foundation.journal import services
from xuncha.foundation.journal.forms import QuestionForm
from xuncha.foundation.journal.selectors import (
    Shown,
    auditors_lines,
    before,
    events_and_kinds,
    matching,
    shown,
    verify_stored,
)
from xuncha.foundation.reach import KINDS
from xuncha.foundation.ui.forms import shown as value_in_words
from xuncha.foundation.ui.labels import field_label

PAGE_SIZE = 50


@page(P.JOURNAL_READ)
def journal(request: SignedInRequest) -> HttpResponse:
    """What happened, newest first. Of a case: who, when, which step and which fields; never its text."""
    form = _form(request)
    start = request.GET.get("before", "")
    seq = int(start) if start.isdigit() and len(start) < 19 else None
    rows, older = before(matching(request.actor, form.question), seq, PAGE_SIZE)
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "form": form,
        "rows": [_row(shown(record)) for record in rows],
        "older": older,
        "first": seq is None,
        "query": query.urlencode(),
    }
    return render(request, "journal/journal.html", context)


@page(P.JOURNAL_READ, methods=("POST",))
def verify(request: SignedInRequest) -> HttpResponse:
    """Walk the whole chain now and say what was seen; the result is itself kept in the journal."""
    verdict = verify_stored()
    services.note_verification(act_of(request), verdict=verdict)
    if verdict.intact:
        messages.success(
            request,
            _("已校验 {n} 条，全部完好。末条校验值 {head}").format(n=verdict.count, head=verdict.head[:16]),
        )
    else:
        messages.error(request, _("第 {n} 条起不完好：{fault}").format(n=verdict.broken_at, fault=words(verdict.fault)))
    return HttpResponseRedirect(reverse("journal:journal"))


@page(P.JOURNAL_READ, methods=("POST",))
def export(request: SignedInRequest) -> HttpResponseBase:
    """The records that answer the question as lines of JSON; that they were taken is kept in the journal."""
    question = _form(request).question
    rows = matching(request.actor, question)
    services.note_export(act_of(request), question={k: str(v) for k, v in asdict(question).items() if v})
    response = StreamingHttpResponse(auditors_lines(rows), content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="journal-{request.now:%Y%m%d}.jsonl"'
    return response


def _form(request: SignedInRequest) -> QuestionForm:
    """The filters, of the address or of the posted form, with what there is to choose from."""
    events, kinds = events_and_kinds(request.actor)
    return QuestionForm(
        request.POST if request.method == "POST" else request.GET,
        events=[(event, event_label(event)) for event in events],
        kinds=[(kind, words(KINDS[kind].label) if kind in KINDS else _("其他记录")) for kind in kinds],
    )


def _row(seen: Shown) -> dict[str, Any]:
    """A record in the words of the page."""
    record = seen.record
    changes = [(field_label(name), old, new) for name, old, new in seen.changes]
    return {
        "record": record,
        "event": event_label(record.event),
        "kind": seen.kind,
        "subject": seen.subject,
        "changes": [(label, value_in_words(old), value_in_words(new)) for label, old, new in changes],
        "reason": seen.detail.get("reason", ""),
        "withheld": seen.withheld,
    }
