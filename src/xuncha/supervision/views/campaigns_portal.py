"""Campaigns in the portal: a department reads its own, reports progress, finishes tasks, and sums up."""

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.ledgers import Ledger, Spine, by_state, finished_last
from xuncha.foundation.ui.pages import form_answer
from xuncha.supervision import services
from xuncha.supervision.forms.campaigns import ClosingForm, FinishForm, ProgressForm
from xuncha.supervision.models import Campaign
from xuncha.supervision.selectors import CAMPAIGNS
from xuncha.supervision.selectors.campaigns import items_shown, leads, own_participants
from xuncha.supervision.views.campaigns import COLUMNS, parts_of
from xuncha.supervision.views.drafting import GET_POST
from xuncha.supervision.workflow import CAMPAIGN, CampaignState


def _address(campaign: Campaign) -> str:
    return reverse("supervision_unit:campaign", args=[campaign.pk])


OWN_CAMPAIGNS = Ledger(
    "supervision.own-campaigns",
    lazy("专项整治"),
    columns=COLUMNS,
    spine=Spine(done=Q(state__in=CAMPAIGN.finished())),
    choices=(by_state(CAMPAIGN),),
    search=("title",),
    opening=lazy("共 {n} 个"),
    empty=lazy("你单位牵头或者参加的专项整治列在这里。"),
    order=(finished_last(CAMPAIGN), "to_on"),
    related=("lead",),
    without=("goal", "closing"),
    url=_address,
)


@page(P.CAMPAIGN_READ)
def campaigns(request: SignedInRequest) -> HttpResponseBase:
    """The campaigns in which one's department takes part."""
    return OWN_CAMPAIGNS.respond(request, CAMPAIGNS.visible_to(request.actor))


@page(P.CAMPAIGN_READ, of=CAMPAIGNS)
def campaign(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """One campaign; a unit that takes part sees its own items alone, the department that leads all of them."""
    leading = leads(request.actor, campaign)
    running = campaign.state == CampaignState.RUNNING
    own = set(own_participants(request.actor, campaign).values_list("pk", flat=True))
    parts = parts_of(campaign)
    context = {
        "campaign": campaign,
        "workflow": CAMPAIGN,
        **parts,
        "tasks": [(task, running and (leading or task.owner_id in own)) for task in parts["tasks"]],
        "items": items_shown(request.actor, campaign),
        "reports_progress": running and bool(own),
        "sums_up": running and leading,
    }
    return render(request, "supervision/unit_campaign.html", context)


def _crumbs(campaign: Campaign) -> list[tuple[str, str]]:
    return [(_("专项整治"), reverse("supervision_unit:campaigns")), (campaign.title, _address(campaign))]


@page(P.CAMPAIGN_RUN, of=CAMPAIGNS, methods=GET_POST)
def report(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """Report what was done since the last report."""
    kept = Kept(request, f"supervision.campaign:report-{campaign.pk}")
    mine = own_participants(request.actor, campaign)
    form = ProgressForm(request.POST or None, initial={"organisation": mine.first(), **kept.typed}, organisations=mine)
    return form_answer(
        request,
        form,
        lambda act: services.report_progress(act, campaign, **form.cleaned_data),
        title=_("报送进展"),
        done=_("已报送进展"),
        crumbs=_crumbs(campaign),
        kept=kept,
        context={"say": _("只报上一次报送以后新发生的，合计由系统算出。"), "submit": _("报送进展")},
    )


@page(P.CAMPAIGN_RUN, of=CAMPAIGNS, methods=GET_POST)
def finish(request: SignedInRequest, campaign: Campaign, task: int) -> HttpResponse:
    """Say what was done of a task."""
    form = FinishForm(request.POST or None, initial={"done_on": localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.finish_task(act, campaign, task=task, **form.cleaned_data),
        title=_("填报完成情况"),
        done=_("已填报完成情况"),
        crumbs=_crumbs(campaign),
    )


@page(P.CAMPAIGN_RUN, of=CAMPAIGNS, methods=GET_POST)
def closing(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """Sum up, as the department that leads."""
    kept = Kept(request, f"supervision.campaign:closing-{campaign.pk}")
    form = ClosingForm(request.POST or None, initial={"closing": campaign.closing, **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.hand_in_result(act, campaign, **form.cleaned_data),
        title=_("报送总结"),
        done=_("已报送总结，等巡察办审阅"),
        crumbs=_crumbs(campaign),
        record=campaign,
        kept=kept,
        context={"submit": _("报送总结")},
    )
