"""Joint campaigns at the desk: their register, planning, and what departments report."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Column, Ledger, Spine, by_state, finished_last, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import back_to, buttons, take_step
from xuncha.supervision import services
from xuncha.supervision.documents import campaign_document
from xuncha.supervision.forms.campaigns import CampaignForm, TaskForm
from xuncha.supervision.models import Campaign
from xuncha.supervision.rules.campaigns import reasons_not_to_approve_campaign, reasons_not_to_submit_campaign
from xuncha.supervision.selectors import CAMPAIGNS, addressees
from xuncha.supervision.selectors.campaigns import items_of_campaign, participants, told, told_by
from xuncha.supervision.views.drafting import GET_POST, gatherable, gathering, items_picked
from xuncha.supervision.workflow import CAMPAIGN, CampaignState

COLUMNS = (
    main_column("title", lazy("专项整治"), lambda c: c.title),
    Column("lead", lazy("牵头部门"), lambda c: c.lead, sort="lead__name", css="w6"),
    Column("from", lazy("开始日期"), lambda c: c.from_on, sort="from_on", css="nw"),
    Column("to", lazy("结束日期"), lambda c: c.to_on, sort="to_on", css="nw"),
    state_column(CAMPAIGN, since=True),
)
CAMPAIGNS_LEDGER = Ledger(
    "supervision.campaigns",
    lazy("专项整治"),
    columns=COLUMNS,
    spine=Spine(year="from_on__year", unit="lead", done=Q(state__in=CAMPAIGN.finished())),
    choices=(by_state(CAMPAIGN),),
    search=("title", "lead__name"),
    opening=lazy("共 {n} 个"),
    empty=lazy("由一个部门牵头、几家一起办的专项整治列在这里。"),
    overdue=overdue_in(CAMPAIGNS),
    order=(finished_last(CAMPAIGN), "-pk"),
    related=("lead",),
    without=("goal", "closing"),
)


@page(P.CAMPAIGN_READ)
def campaigns(request: SignedInRequest) -> HttpResponseBase:
    """The register of campaigns."""
    if not request.actor.as_staff.holds(P.CAMPAIGN_READ):
        return redirect("supervision_unit:campaigns")
    offices = JURISDICTIONS.permitted(request.actor, P.CAMPAIGN_WRITE).order_by("pk")
    rows = CAMPAIGNS.visible_to(request.actor)
    return CAMPAIGNS_LEDGER.respond(request, rows, template="supervision/campaigns.html", context={"offices": offices})


def _crumbs() -> list[tuple[str, str]]:
    return [(_("专项整治"), reverse("supervision:campaigns"))]


def _trail(campaign: Campaign) -> list[tuple[str, str]]:
    return [*_crumbs(), (campaign.title, page_of(campaign))]


@page(P.CAMPAIGN_WRITE, of=JURISDICTIONS, methods=GET_POST)
def new(request: SignedInRequest, jurisdiction: Jurisdiction) -> HttpResponse:
    """Plan a campaign."""
    kept = Kept(request, f"supervision.campaign:new-{jurisdiction.pk}")
    form = CampaignForm(request.POST or None, initial=kept.typed, organisations=addressees(jurisdiction))
    return form_answer(
        request,
        form,
        lambda act: services.plan_campaign(act, jurisdiction, **form.cleaned_data),
        title=_("拟订专项整治"),
        done=lambda made: (_("已拟订，选入整改事项、分解任务后报批"), page_of(made)),
        crumbs=_crumbs(),
        kept=kept,
        context={"submit": _("拟订")},
    )


@page(P.CAMPAIGN_WRITE, of=CAMPAIGNS, methods=GET_POST)
def edit(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """Change a plan."""
    kept = Kept(request, f"supervision.campaign:{campaign.pk}")
    initial = {name: getattr(campaign, name) for name in ("title", "goal", "lead", "from_on", "to_on")}
    initial["members"] = campaign.members
    form = CampaignForm(
        request.POST or None, initial={**initial, **kept.typed}, organisations=addressees(campaign.jurisdiction)
    )
    return form_answer(
        request,
        form,
        lambda act: services.change_campaign(act, campaign, base_version=base_version(request), **form.cleaned_data),
        title=_("修改专项整治"),
        crumbs=_trail(campaign),
        record=campaign,
        kept=kept,
    )


@page(P.CAMPAIGN_READ, of=CAMPAIGNS)
def campaign(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """One campaign: goal, participants, tasks, items, what was reported and its sums."""
    if not CAMPAIGNS.permits(request.actor.as_staff, CAMPAIGNS.read, campaign):
        return redirect("supervision_unit:campaign", pk=campaign.pk)
    own = campaign.submitted_by_id == request.actor.pk
    writes = CAMPAIGNS.permits(request.actor, P.CAMPAIGN_WRITE, campaign)
    counts = {"items": campaign.items.count(), "tasks": campaign.tasks.count()}
    context = {
        "campaign": campaign,
        "workflow": CAMPAIGN,
        "editable": writes and campaign.state == CampaignState.DRAFT,
        "items": items_of_campaign(campaign),
        **parts_of(campaign),
        "buttons": buttons(
            request.actor,
            campaign,
            CAMPAIGN,
            "supervision:campaign-step",
            own=own,
            refused={
                "submit": reasons_not_to_submit_campaign(**counts),
                "approve": reasons_not_to_approve_campaign(own=own),
            },
            leave_out=("report",),
        ),
    }
    return render(request, "supervision/campaign.html", context)


def parts_of(campaign: Campaign) -> dict[str, Any]:
    """What the desk's page and the portal's show alike."""
    return {
        "members": campaign.members,
        "tasks": campaign.tasks.select_related("owner").order_by("position"),
        "reports": told_by(campaign),
        "sums": told(campaign),
    }


STEPS: Mapping[str, Callable[..., Any]] = {
    "submit": services.submit_campaign,
    "drop": services.drop_campaign,
    "approve": services.approve_campaign,
    "return": services.return_campaign,
    "send_back": services.send_back_result,
    "close": services.close_campaign,
}


@page(P.CAMPAIGN_READ, of=CAMPAIGNS, methods=("POST",))
def step(request: SignedInRequest, campaign: Campaign, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, campaign, CAMPAIGN, STEPS, step)


@page(P.CAMPAIGN_WRITE, of=CAMPAIGNS, methods=GET_POST)
def gather(request: SignedInRequest, campaign: Campaign) -> HttpResponseBase:
    """Choose items for a plan, by round, unit or class of finding."""
    if request.method == "POST":
        items = items_picked(request)
        services.gather_items(act_of(request), campaign, items=items)
        messages.success(request, _("已选入 {n} 项").format(n=len(items)))
        return back_to(campaign)
    rows = gatherable(request, campaign.jurisdiction).exclude(campaigns=campaign)
    return gathering(request, rows, _trail(campaign), reverse("supervision:campaign-items", args=[campaign.pk]))


@page(P.CAMPAIGN_WRITE, of=CAMPAIGNS, methods=GET_POST)
def task_new(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """Give a participant a task."""
    form = TaskForm(request.POST or None, initial={"due_on": campaign.to_on}, organisations=participants(campaign))
    return form_answer(
        request,
        form,
        lambda act: services.add_task(act, campaign, **form.cleaned_data),
        title=_("分解任务"),
        done=_("已分解任务"),
        crumbs=_trail(campaign),
        record=campaign,
    )


@page(P.CAMPAIGN_WRITE, of=CAMPAIGNS)
def document(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """The campaign as a document, docx or with `?as=pdf` pdf; for the office."""
    on = localdate(request.now)
    return issued(campaign_document, campaign, campaign.jurisdiction, on=on, filename=campaign.title, asked=request.GET)
