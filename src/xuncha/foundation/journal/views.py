"""The auditor's desk: the journal by person, event, kind and day; verification; an export without case content."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from xuncha.core.permissions import ROLE_LABEL, Role, permission_label
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.inbox.selectors import event_label, value_in_words
from xuncha.foundation.journal import services
from xuncha.foundation.journal.forms import QuestionForm
from xuncha.foundation.journal.reading import who_acted
from xuncha.foundation.journal.selectors import (
    Shown,
    auditors_lines,
    before,
    events_and_kinds,
    matching,
    sealed_is_intact,
    shown,
    verify_stored,
)
from xuncha.foundation.reach import KINDS
from xuncha.foundation.ui.forms import shown as shown_value
from xuncha.foundation.ui.labels import field_label
from xuncha.foundation.usecases import REGISTRY

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
    """
    Walk both chains now and say what was seen; the result is itself kept in the journal.

    Of the sealed one only a fault is told: how long it is would say that something is in it.
    """
    verdict = verify_stored()
    services.note_verification(act_of(request), verdict=verdict)
    if verdict.intact:
        messages.success(
            request,
            _("已校验 {n} 条，全部完好。末条校验值 {head}").format(n=verdict.count, head=verdict.head[:16]),
        )
    else:
        messages.error(request, _("第 {n} 条起不完好：{fault}").format(n=verdict.broken_at, fault=words(verdict.fault)))
    if not sealed_is_intact():
        messages.error(request, _("涉密事项的操作记录不完好，请在服务器上校验。"))
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
    attempted = REGISTRY.get(record.use_case)
    return {
        "record": record,
        "who": who_acted(record, seen.detail),
        "event": event_label(record.event),
        "attempted": permission_label(attempted.permission) if attempted else "",
        "kind": seen.kind,
        "subject": seen.subject,
        "changes": [
            (field_label(name), *_told(record.subject_kind, name, old, new)) for name, old, new in seen.changes
        ],
        "details": [
            (words(DETAIL_LABELS[name]), _value(name, value))
            for name, value in seen.detail.items()
            if name in DETAIL_LABELS and value not in (None, "", [])
        ],
        "withheld": seen.withheld,
    }


def _told(kind: str, name: str, *values: Any) -> list[str]:
    """Values of a field in words, as far as the product still knows the kind of record."""
    reach = KINDS.get(kind)
    return [value_in_words(reach.model, name, value) if reach else shown_value(value) for value in values]


DETAIL_LABELS = {
    "user": N_("账号"),
    "username": N_("登录名"),
    "role": N_("角色"),
    "scope": N_("范围"),
    "valid_to": N_("失效日期"),
    "reason": N_("理由"),
    "reasons": N_("拒绝原因"),
    "failed": N_("连续失败次数"),
    "locked_until": N_("锁定至"),
    "left": N_("剩余恢复码"),
    "count": N_("条数"),
    "head": N_("末条校验值"),
    "broken_at": N_("不完好之处"),
    "fault": N_("缘由"),
}
"""Detail of acts that an auditor reads besides old and new; what is not named here stays in the export."""


def _value(name: str, value: Any) -> str:
    if name == "role":
        return words(ROLE_LABEL[Role(value)])
    if name in {"valid_to", "locked_until"}:
        return f"{localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
    return words(value) if name == "fault" else shown_value(value)
