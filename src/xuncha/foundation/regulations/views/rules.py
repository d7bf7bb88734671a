"""Deadline rules: the list, a rule with its versions, a new version, and why a date is what it is."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.deadlines import TRIGGERS, Unit, light, period
from xuncha.core.permissions import ROLE_LABEL, Role
from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page, words
from xuncha.foundation.reach import page_of
from xuncha.foundation.regulations import services
from xuncha.foundation.regulations.forms import DueForm, EndForm, NewRuleForm, RuleForm
from xuncha.foundation.regulations.models import DeadlineRule
from xuncha.foundation.regulations.rules import reasons_not_to_date, reasons_not_to_set_rule
from xuncha.foundation.regulations.selectors import (
    RULES,
    dues_for,
    office_for,
    rule_facts,
    rule_versions,
    trigger_label,
)
from xuncha.foundation.regulations.selectors.preview import Preview, preview_of
from xuncha.foundation.regulations.views.answering import NEXT, looked_at, office_in, visible
from xuncha.foundation.ui.ledgers import Chip, Choice, Column, Ledger, main_column
from xuncha.foundation.ui.pages import form_answer, saved
from xuncha.foundation.usecases import Act

RULES_LEDGER = Ledger(
    "regulations.rules",
    lazy("时限规则"),
    columns=(
        main_column("name", lazy("规则"), lambda r: r.name, sub=lambda r: r.basis),
        Column("trigger", lazy("起算事件"), lambda r: trigger_label(r.trigger), sort="trigger"),
        Column("period", lazy("时限"), lambda r: words(period(r.offset, Unit(r.unit)))),
        Column("deliverable", lazy("到期应交"), lambda r: r.deliverable, css="fold"),
        Column("owner", lazy("由谁办"), lambda r: ROLE_LABEL[Role(r.owner)], sort="owner"),
        Column("office", lazy("适用"), lambda r: r.jurisdiction or _("通用")),
        Column("valid_from", lazy("生效"), lambda r: r.valid_from, sort="valid_from"),
        Column("valid_to", lazy("失效"), lambda r: r.valid_to, sort="valid_to"),
    ),
    choices=(
        Choice("trigger", lazy("起算事件"), "trigger", [(code, lazy(label)) for code, label in TRIGGERS.items()]),
    ),
    search=("name", "deliverable", "basis", "code"),
    chips=(
        Chip("current", lazy("没有失效的"), lambda _actor: Q(valid_to__isnull=True)),
        Chip("own", lazy("本地的"), lambda _actor: Q(jurisdiction__isnull=False)),
    ),
    opening=lazy("共 {n} 条规则"),
    order=("trigger", "code", "-valid_from"),
    related=("jurisdiction",),
)


@page(P.REGULATIONS_READ)
def rules(request: SignedInRequest) -> HttpResponseBase:
    """The ledger of deadline rules."""
    may_write = request.actor.holds(P.REGULATIONS_WRITE)
    rows = RULES.visible_to(request.actor)
    return RULES_LEDGER.respond(request, rows, template="regulations/rules.html", context={"may_write": may_write})


@page(P.REGULATIONS_READ, of=RULES)
def rule(request: SignedInRequest, record: DeadlineRule) -> HttpResponse:
    """One rule with all its versions."""
    context = {
        "record": record,
        "period": period(record.offset, Unit(record.unit)),
        "trigger": trigger_label(record.trigger),
        "owner": ROLE_LABEL[Role(record.owner)],
        "versions": [(v, period(v.offset, Unit(v.unit))) for v in rule_versions(request.actor, record)],
        "may_write": request.actor.holds(P.REGULATIONS_WRITE),
        "may_end": record.valid_to is None and RULES.permits(request.actor, P.REGULATIONS_WRITE, record),
    }
    return render(request, "regulations/rule.html", context)


def _fields(form: RuleForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "office"}


def _candidate(form: RuleForm, code: str) -> DeadlineRule | None:
    """The version that the form lays down, not saved; None where it may not be laid down."""
    fields, office = _fields(form), form.cleaned_data["office"]
    asked = {name: fields[name] for name in ("trigger", "unit", "offset", "warn_days", "valid_from")}
    if office is None or reasons_not_to_set_rule(rule_facts(office, code, **asked)):
        return None
    return DeadlineRule(**{**fields, "code": code, "jurisdiction": office})


@page(P.REGULATIONS_WRITE, methods=("GET", "POST"))
def new_rule(request: SignedInRequest) -> HttpResponse:
    """Lay down a rule of the office's own, once it was seen what that changes."""
    form = NewRuleForm(request.POST or None, actor=request.actor)
    return _laid_down(
        request,
        form,
        lambda: form.cleaned_data["code"],
        lambda act: services.set_rule(act, office_in(form), **_fields(form)),
        title=_("新增时限规则"),
        back=reverse("regulations:rules"),
    )


@page(P.REGULATIONS_WRITE, methods=("GET", "POST"))
def new_version(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lay down the next version of a rule, beginning from this one; a common one becomes the office's own."""
    record = visible(RULES, request, pk)
    initial = {name: getattr(record, name) for name in RuleForm.base_fields if name not in ("office", "valid_from")}
    initial["warn_days"] = "、".join(str(d) for d in record.warn_days)
    form = RuleForm(request.POST or None, initial=initial, actor=request.actor)
    return _laid_down(
        request,
        form,
        lambda: record.code,
        lambda act: services.set_rule(act, office_in(form), code=record.code, **_fields(form)),
        title=_("另立新版"),
        back=page_of(record),
        record=record,
        say=_("旧版不改：以前发生的事件仍按旧版算。"),
    )


def _laid_down(
    request: SignedInRequest,
    form: RuleForm,
    code: Callable[[], str],
    act: Callable[[Act], DeadlineRule],
    *,
    title: str,
    back: str,
    record: DeadlineRule | None = None,
    say: str = "",
) -> HttpResponse:
    """The page of a form that lays a version down: what it changes first, then the act."""

    def ahead() -> Preview | None:
        made = _candidate(form, code())
        office = form.cleaned_data["office"]
        return None if made is None else preview_of(request.actor, office, code(), made.valid_from, made)

    context = {"say": say, "submit": NEXT}
    if (looked := looked_at(request, form, ahead)) is not None:
        shown = {"title": title, "form": form, "record": record, "back": back, **context, **looked}
        return render(request, "regulations/rule_form.html", shown)
    return form_answer(
        request,
        form,
        act,
        title=title,
        back=back,
        done=lambda made: (saved(made), page_of(made)),
        record=record,
        template="regulations/rule_form.html",
        context=context,
    )


@page(P.REGULATIONS_WRITE, of=RULES, methods=("GET", "POST"))
def end(request: SignedInRequest, record: DeadlineRule) -> HttpResponse:
    """End a rule of the office, once it was seen what that changes."""
    form = EndForm(request.POST or None)
    office = record.jurisdiction

    def ahead() -> Preview | None:
        on = form.cleaned_data["on"]
        refused = record.valid_to is not None or reasons_not_to_date(on, record.valid_from)
        return None if office is None or refused else preview_of(request.actor, office, record.code, on, None)

    context = {"title": _("停用规则"), "back": page_of(record), "record": record, "submit": NEXT}
    if (looked := looked_at(request, form, ahead)) is not None:
        return render(request, "regulations/rule_form.html", {"form": form, **context, **looked})
    return form_answer(
        request,
        form,
        lambda act: services.end_rule(act, record, **form.cleaned_data),
        title=_("停用规则"),
        back=page_of(record),
        record=record,
        template="regulations/rule_form.html",
        context=context,
    )


@page(P.REGULATIONS_READ)
def due(request: SignedInRequest) -> HttpResponse:
    """Why a date is what it is: everything due after an event, each with its arithmetic."""
    form = DueForm(request.GET or None)
    found: list[dict[str, Any]] = []
    today = timezone.localdate(request.now)
    if form.is_bound and form.is_valid():
        dues = dues_for(form.cleaned_data["trigger"], form.cleaned_data["on"], office_for(request.actor))
        found = [{"due": one, "light": light(one.on, today, one.rule.warn_days)} for one in dues]
    context = {"form": form, "found": found}
    return render(request, "regulations/due.html", context, status=422 if form.is_bound and form.errors else 200)
