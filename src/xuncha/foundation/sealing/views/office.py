"""Custodians as their office sees them: who they are, the drills, every recovery. Nothing here opens anything."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.sealing import services
from xuncha.foundation.sealing.documents import drill_record
from xuncha.foundation.sealing.forms import DrillEndForm, PanelForm, RecoverForm, RefusalForm
from xuncha.foundation.sealing.models import Panel, Recovery
from xuncha.foundation.sealing.selectors.custody import (
    PANELS,
    RECOVERIES,
    deposits_at,
    drill_due,
    drills_of,
    possible_custodians,
)
from xuncha.foundation.sealing.shares import code_of
from xuncha.foundation.sealing.views.own import typed
from xuncha.foundation.sealing.workflow import RECOVERY, RELEASE, RecoveryState
from xuncha.foundation.ui.pages import form_answer


@page(P.CUSTODY_READ)
def panels(request: SignedInRequest) -> HttpResponse:
    """Custodians today and before."""
    rows = PANELS.visible_to(request.actor).select_related("jurisdiction").prefetch_related("custodians__person")
    context = {"panels": rows, "offices": JURISDICTIONS.permitted(request.actor, P.CUSTODY_WRITE)}
    return render(request, "sealing/panels.html", context)


@page(P.CUSTODY_WRITE, of=JURISDICTIONS, methods=("GET", "POST"))
def appoint(request: SignedInRequest, office: Jurisdiction) -> HttpResponse:
    """Name the custodians of an office from today on."""
    form = PanelForm(request.POST or None, possible=possible_custodians())
    return form_answer(
        request,
        form,
        lambda act: services.appoint_custodians(act, office, **form.cleaned_data),
        title=_("确定口令保管人"),
        done=lambda made: (_("已确定，请先演练一次"), page_of(made)),
        crumbs=_way(),
        context={"say": _("换届即时生效：离任的人手里的份额清空，已交存的人会被提醒重新交存。"), "submit": _("确定")},
    )


@page(P.CUSTODY_READ, of=PANELS)
def panel(request: SignedInRequest, panel: Panel) -> HttpResponse:
    """The custodians, how many keys they hold shares of, and their drills."""
    context = {
        "panel": panel,
        "custodians": panel.custodians.select_related("person"),
        "deposits": deposits_at(panel),
        "drills": drills_of(panel),
        "due": drill_due(panel, timezone.localdate(request.now)) if panel.until is None else None,
        "today": timezone.localdate(request.now),
        "writes": panel.until is None and PANELS.permits(request.actor, P.CUSTODY_WRITE, panel),
        "RECOVERY": RECOVERY,
    }
    return render(request, "sealing/panel.html", context)


@page(P.CUSTODY_WRITE, of=PANELS, methods=("GET", "POST"))
def begin_drill(request: SignedInRequest, panel: Panel) -> HttpResponse:
    """Begin a drill."""
    form = RecoverForm(request.POST or None, initial={"why": _("年度演练")})
    return form_answer(
        request,
        form,
        lambda act: services.begin_drill(
            act, panel, **typed(request, "password", "again_password"), why=form.cleaned_data["why"]
        ),
        title=_("开始演练"),
        done=lambda made: (_("已请各保管人交出演练份额"), page_of(made)),
        crumbs=[*_way(), (str(panel), page_of(panel))],
        context={
            "say": _("演练用一把不开任何材料的钥匙，步骤和真的恢复一样。口令只为这次演练而设。"),
            "submit": _("开始"),
        },
    )


@page(P.CUSTODY_READ, of=RECOVERIES)
def recovery(request: SignedInRequest, recovery: Recovery) -> HttpResponse:
    """A drill or a recovery: who was asked, who gave what and when, what it came to."""
    own = recovery.owner_id == request.actor.pk
    context = {
        "recovery": recovery,
        "panel": recovery.deposit.panel,
        "releases": recovery.releases.select_related("custodian"),
        "code": code_of(bytes(recovery.public)) if own and recovery.is_drill else "",
        "open": recovery.is_drill and recovery.state == RecoveryState.ASKED,
        "writes": RECOVERIES.permits(request.actor, P.CUSTODY_WRITE, recovery),
        "RECOVERY": RECOVERY,
        "RELEASE": RELEASE,
    }
    return render(request, "sealing/drill.html", context)


@page(P.CUSTODY_WRITE, of=RECOVERIES, methods=("GET", "POST"))
def end_drill(request: SignedInRequest, recovery: Recovery) -> HttpResponse:
    """Join the drill's shares."""
    form = DrillEndForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.end_drill(act, recovery, **typed(request, "password"), told=form.cleaned_data["told"]),
        title=_("合成演练钥匙"),
        done=_("演练通过"),
        crumbs=[*_way(), (str(recovery), page_of(recovery))],
        context={"submit": _("合成并结束")},
    )


@page(P.CUSTODY_WRITE, of=RECOVERIES, methods=("GET", "POST"))
def fail_drill(request: SignedInRequest, recovery: Recovery) -> HttpResponse:
    """Note that a drill did not come out."""
    form = RefusalForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.fail_drill(act, recovery, **form.cleaned_data),
        title=_("演练未通过"),
        done=_("已记下，请查明原因后再演练"),
        crumbs=[*_way(), (str(recovery), page_of(recovery))],
    )


@page(P.CUSTODY_READ, of=RECOVERIES)
def record(request: SignedInRequest, recovery: Recovery, ending: str) -> HttpResponse:
    """The record of a drill, for the file and for signatures."""
    if not recovery.is_drill:
        raise RuleViolated(reason("只有演练有记录单。"))
    return issued(
        drill_record,
        recovery,
        recovery.deposit.panel.jurisdiction,
        on=timezone.localdate(request.now),
        as_pdf=ending == "pdf",
    )


def _way() -> list[tuple[str, str]]:
    return [(_("口令保管人"), reverse("sealing_custody:panels"))]
