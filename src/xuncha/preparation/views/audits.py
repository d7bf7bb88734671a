"""Audit reports on inspected units, and the pack of a unit: everything known before the team goes in."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Choice, Column, Ledger, main_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.preparation import services
from xuncha.preparation.forms import AuditForm
from xuncha.preparation.models import AuditReport
from xuncha.preparation.selectors import AUDITS, PACK_PANELS, REQUESTS, pack_of
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine

FIELDS = ("kind", "title", "number", "auditor", "period_from", "period_to", "issued_on", "problems", "joint")
AUDITS_LEDGER = Ledger(
    "preparation.audits",
    lazy("审计报告"),
    columns=(
        main_column("title", lazy("报告名称"), lambda a: a.title, sub=lambda a: a.number),
        Column("unit", lazy("被巡察单位"), lambda a: a.inspection.organisation, css="w5"),
        Column("kind", lazy("审计种类"), lambda a: a.get_kind_display(), sort="kind", css="nw"),
        Column("auditor", lazy("审计机关"), lambda a: a.auditor),
        Column("period", lazy("审计期间"), lambda a: f"{a.period_from} — {a.period_to}", css="nw fold"),
        Column("issued", lazy("报告日期"), lambda a: a.issued_on, sort="issued_on", css="nw"),
        Column("joint", lazy("巡审同步"), lambda a: _("是") if a.joint else "", css="nw"),
    ),
    spine=inspection_spine(),
    choices=(Choice("kind", lazy("审计种类"), "kind", AuditReport.Kind.choices),),
    search=("title", "number", "auditor"),
    opening=lazy("共 {n} 份审计报告"),
    empty=lazy("进驻前从审计机关取得的任中、离任、预算执行审计报告，在单位的巡前资料页登记。"),
    order=("-issued_on", "-pk"),
    related=("inspection__organisation",),
)


@page(P.PREPARATION_READ)
def audits(request: SignedInRequest) -> HttpResponseBase:
    """Every audit report within reach."""
    return AUDITS_LEDGER.respond(request, AUDITS.visible_to(request.actor))


@page(P.INSPECTION_READ, of=INSPECTIONS)
def pack(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Everything known about a unit before the team goes in; only for its team and the office."""
    writes = INSPECTIONS.permits(request.actor, P.PREPARATION_WRITE, inspection)
    context = {
        "inspection": inspection,
        "batch": inspection.round,
        "writes": writes,
        "readable": REQUESTS.visible_to(request.actor).filter(round=inspection.round_id),
        "opens": INSPECTIONS.visible_to(request.actor).filter(organisation=inspection.organisation_id),
        "cards": PACK_PANELS.drawn(request, inspection),
        **pack_of(inspection),
    }
    return render(request, "preparation/pack.html", context)


def _trail(inspection: Inspection) -> list[tuple[str, str]]:
    return [
        (str(inspection.organisation), page_of(inspection)),
        (_("巡前资料"), reverse("preparation:pack", args=[inspection.pk])),
    ]


@page(P.PREPARATION_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def new(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """File an audit report on the unit."""
    form = AuditForm(request.POST or None, request.FILES or None)
    return form_answer(
        request,
        form,
        lambda act: services.file_audit(act, inspection, **form.cleaned_data),
        title=_("登记审计报告"),
        done=lambda made: _("已登记{title}").format(title=made.title),
        crumbs=_trail(inspection),
        context={"say": str(inspection.organisation)},
    )


@page(P.PREPARATION_READ, of=AUDITS)
def audit(request: SignedInRequest, audit: AuditReport) -> HttpResponse:
    """One audit report with its main problems and files."""
    context = {
        "audit": audit,
        "files": audit.files.select_related("file"),
        "editable": AUDITS.permits(request.actor, P.PREPARATION_WRITE, audit),
    }
    return render(request, "preparation/audit.html", context)


@page(P.PREPARATION_WRITE, of=AUDITS, methods=("GET", "POST"))
def change(request: SignedInRequest, audit: AuditReport) -> HttpResponse:
    """Put right what was filed."""
    form = AuditForm(
        request.POST or None, request.FILES or None, initial={name: getattr(audit, name) for name in FIELDS}
    )
    return form_answer(
        request,
        form,
        lambda act: services.change_audit(act, audit, base_version=base_version(request), **form.cleaned_data),
        title=_("修改审计报告"),
        record=audit,
        crumbs=[(_("审计报告"), reverse("preparation:audits")), (str(audit), page_of(audit))],
    )


@page(P.PREPARATION_READ, of=AUDITS)
def file(request: SignedInRequest, audit: AuditReport, attachment: int) -> HttpResponseBase:
    """One file of the report."""
    return serve(get_object_or_404(audit.files.select_related("file"), pk=attachment))
