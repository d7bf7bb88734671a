"""The unit's regular ledgers: what the records say of a period, handed in with at most a remark."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.ledgers import Ledger, by_state, finished_last, main_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.rectification import services
from xuncha.rectification.forms.portal_asking import PeriodForm
from xuncha.rectification.models import PeriodReport
from xuncha.rectification.selectors import PERIODS
from xuncha.rectification.views.periods import PERIOD_COLUMNS, shown
from xuncha.rectification.workflow import PERIOD_REPORT, PeriodState


def period_url(report: PeriodReport) -> str:
    """The page of a ledger in the portal."""
    return reverse("rectification_unit:period", args=[report.pk])


PERIODS_LEDGER = Ledger(
    "rectification.unit-periods",
    gettext_lazy("定期台账"),
    columns=(
        main_column("round", gettext_lazy("整改"), lambda r: r.plan.inspection.round, sort="plan"),
        *PERIOD_COLUMNS,
    ),
    choices=(by_state(PERIOD_REPORT),),
    opening=gettext_lazy("共 {n} 份台账"),
    empty=gettext_lazy("整改方案审核通过以后，每个周期结束的第二天列出应报的台账，内容由你单位平时报的进展带出。"),
    overdue=overdue_in(PERIODS),
    order=(finished_last(PERIOD_REPORT), "-to_on"),
    url=period_url,
    related=("plan__inspection__organisation", "plan__inspection__round"),
    without=("note", "plan__overall", "plan__inspection__round__scheme"),
)


@page(P.RECT_FOLLOW)
def periods(request: SignedInRequest) -> HttpResponseBase:
    """The unit's ledgers, those to be handed in first."""
    return PERIODS_LEDGER.respond(request, PERIODS.permitted(request.actor, P.RECT_FOLLOW))


@page(P.RECT_FOLLOW, of=PERIODS)
def period(request: SignedInRequest, report: PeriodReport) -> HttpResponse:
    """A ledger as handed in, or what it says by now."""
    writes = PERIODS.permits(request.actor, P.RECT_WRITE, report)
    context = {**shown(request, report), "open": writes and report.state == PeriodState.OPEN}
    return render(request, "rectification/unit_period.html", context)


@page(P.RECT_WRITE, of=PERIODS, methods=("GET", "POST"))
def hand_in(request: SignedInRequest, report: PeriodReport) -> HttpResponse:
    """Hand a ledger in, with a remark where one is needed."""
    kept = Kept(request, f"rectification.period:{report.pk}")
    form = PeriodForm(request.POST or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.hand_in_period(act, report, **form.cleaned_data),
        title=_("报送台账"),
        done=_("已报送台账 {period}").format(period=report),
        crumbs=[(_("定期台账"), reverse("rectification_unit:periods")), (str(report), period_url(report))],
        record=report,
        kept=kept,
        context={"say": _("内容由平时报的进展带出，报送后固定，以后报的列入下一份。"), "submit": _("报送台账")},
    )
