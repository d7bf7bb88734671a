"""Texts that may give a source away, before a keeper whose key is open."""

from functools import partial

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.leaks import services
from xuncha.foundation.leaks.models import SourceCheck
from xuncha.foundation.leaks.rules import KIND_LABEL, MEND
from xuncha.foundation.leaks.selectors import SOURCE_CHECKS, checked_of, checked_record, leaks_for
from xuncha.foundation.leaks.workflow import SOURCE_CHECK
from xuncha.foundation.reach import KINDS, page_of
from xuncha.foundation.sealing.circles import kept_by
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.foundation.ui.ledgers import Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.steps import buttons, take_step

LEDGER = Ledger(
    "leaks.checks",
    lazy("来源保护核对"),
    columns=(
        main_column("title", lazy("文稿"), lambda c: c.title),
        Column("unit", lazy("被巡察单位"), lambda c: c.unit, css="w5"),
        Column("asked_by", lazy("提交人"), lambda c: c.created_by, css="w3"),
        Column("asked_at", lazy("送核对"), lambda c: localdate(c.created_at), sort="created_at", css="w5 fold"),
        Column("decided_by", lazy("核对人"), lambda c: c.decided_by or "", css="w3"),
        state_column(SOURCE_CHECK, since=True),
    ),
    choices=(by_state(SOURCE_CHECK),),
    search=("title",),
    opening=lazy("共 {n} 份文稿送过核对"),
    empty=lazy("底稿和发给单位、部门的文字，与信访件有相同的姓名、电话或原话的，送到这里由接收人核对。"),
    related=("unit", "created_by", "decided_by"),
)


@page(P.PETITION_READ)
def checks(request: SignedInRequest) -> HttpResponseBase:
    """Every text that was put before the keepers."""
    return LEDGER.respond(request, SOURCE_CHECKS.visible_to(request.actor))


@page(P.PETITION_READ, of=SOURCE_CHECKS)
def check(request: SignedInRequest, check: SourceCheck) -> HttpResponse:
    """One text: for a keeper whose key is open, the places that repeat something, and what to write instead."""
    by, record = unlocked_by(request), checked_record(check)
    keeps = by is not None and kept_by(by.person_key).filter(pk=check.circle_id).exists()
    now = checked_of(record, check.words) if record else None
    leaks = leaks_for(now, check.circle) if keeps and now else []
    own = check.created_by_id == request.actor.pk
    context = {
        "check": check,
        "workflow": SOURCE_CHECK,
        "locked": by is None,
        "keeps": keeps,
        "address": page_of(record)
        if record and KINDS[check.kind].visible_to(request.actor).filter(pk=record.pk)
        else "",
        "changed": now is not None and now.digest != check.digest,
        "leaks": [(KIND_LABEL[leak.kind], leak, MEND[leak.kind]) for leak in leaks],
        "buttons": buttons(request.actor, check, SOURCE_CHECK, "leaks:check-step", own=own) if keeps else [],
    }
    return render(request, "leaks/check.html", context)


@page(P.PETITION_WRITE, of=SOURCE_CHECKS, methods=("POST",))
def step(request: SignedInRequest, check: SourceCheck, step: str) -> HttpResponse:
    """Let the text pass or ask for other words; the key must be open."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request, page_of(check))
    acts = {"clear": partial(services.clear_source, by=by), "refuse": partial(services.refuse_source, by=by)}
    return take_step(request, check, SOURCE_CHECK, acts, step)
