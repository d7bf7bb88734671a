"""A campaign from the plan to its end: planned by the office, approved by another, carried out by departments."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate

from xuncha.core.errors import OutOfReach, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Item
from xuncha.supervision.models import Campaign, CampaignReport, CampaignTask
from xuncha.supervision.rules.campaigns import (
    Reported,
    reasons_not_to_add_task,
    reasons_not_to_approve_campaign,
    reasons_not_to_finish,
    reasons_not_to_hand_in,
    reasons_not_to_plan,
    reasons_not_to_report,
    reasons_not_to_submit_campaign,
)
from xuncha.supervision.selectors import CAMPAIGNS
from xuncha.supervision.selectors.campaigns import WANTING, leads, open_tasks, own_participants, participants
from xuncha.supervision.workflow import CAMPAIGN, CampaignState


@use_case(P.CAMPAIGN_WRITE, within=JURISDICTIONS)
def plan_campaign(
    act: Act,
    jurisdiction: Jurisdiction,
    *,
    title: str,
    goal: str,
    lead: Organisation,
    members: Collection[Organisation],
    from_on: date,
    to_on: date,
) -> Campaign:
    """Plan a campaign that a department leads."""
    RuleViolated.unless_empty(reasons_not_to_plan(title, goal, from_on, to_on, lead_is_member=lead in members))
    campaign = Campaign(
        jurisdiction=jurisdiction, title=title.strip(), goal=goal.strip(), lead=lead, from_on=from_on, to_on=to_on
    )
    act.create(campaign, "campaign.planned", members=[one.name for one in members])
    campaign.participants.set([lead, *members])
    return campaign


@use_case(P.CAMPAIGN_WRITE, within=CAMPAIGNS)
def change_campaign(
    act: Act,
    campaign: Campaign,
    *,
    base_version: int | None,
    title: str,
    goal: str,
    lead: Organisation,
    members: Collection[Organisation],
    from_on: date,
    to_on: date,
) -> Campaign:
    """Change a plan that is not approved."""
    CAMPAIGN.step("submit", CampaignState(campaign.state))
    RuleViolated.unless_empty(reasons_not_to_plan(title, goal, from_on, to_on, lead_is_member=lead in members))
    changed = act.change(
        campaign,
        "campaign.changed",
        base_version=base_version,
        detail={"members": [one.name for one in members]},
        title=title.strip(),
        goal=goal.strip(),
        lead=lead,
        from_on=from_on,
        to_on=to_on,
    )
    campaign.participants.set([lead, *members])
    return changed


@use_case(P.CAMPAIGN_WRITE, within=CAMPAIGNS)
def gather_items(act: Act, campaign: Campaign, *, items: Sequence[Item]) -> Campaign:
    """Gather items of the office's units into a plan, usually by class of finding."""
    CAMPAIGN.step("submit", CampaignState(campaign.state))
    if not items:
        raise RuleViolated(reason("没有选出新的整改事项。"))
    campaign.items.add(*items)
    act.record("campaign.items_gathered", campaign, items=[item.number for item in items])
    return campaign


@use_case(P.CAMPAIGN_WRITE, within=CAMPAIGNS)
def add_task(act: Act, campaign: Campaign, *, text: str, owner: Organisation, due_on: date) -> CampaignTask:
    """Give a participant something to do."""
    CAMPAIGN.step("submit", CampaignState(campaign.state))
    takes_part = participants(campaign).filter(pk=owner.pk).exists()
    RuleViolated.unless_empty(
        reasons_not_to_add_task(text, due_on, campaign.from_on, campaign.to_on, takes_part=takes_part)
    )
    task = CampaignTask(
        campaign=campaign, position=campaign.tasks.count() + 1, text=text.strip(), owner=owner, due_on=due_on
    )
    return act.create(task, "campaign.task_added")


@use_case(CAMPAIGN.steps["submit"].permission, within=CAMPAIGNS)
def submit_campaign(act: Act, campaign: Campaign) -> Campaign:
    """Hand a complete plan in for approval."""
    CAMPAIGN.step("submit", CampaignState(campaign.state))
    counts = {"items": campaign.items.count(), "tasks": campaign.tasks.count()}
    RuleViolated.unless_empty(reasons_not_to_submit_campaign(**counts))
    return act.step(campaign, CAMPAIGN, "submit", submitted_by=act.actor.user, submitted_at=act.now, return_reason="")


@use_case(CAMPAIGN.steps["approve"].permission, within=CAMPAIGNS)
def approve_campaign(act: Act, campaign: Campaign) -> Campaign:
    """Approve what somebody else planned; from here its participants see it."""
    RuleViolated.unless_empty(reasons_not_to_approve_campaign(own=campaign.submitted_by_id == act.actor.pk))
    hold_back(act, campaign)
    return act.step(campaign, CAMPAIGN, "approve", approved_by=act.actor.user, approved_at=act.now)


@use_case(CAMPAIGN.steps["return"].permission, within=CAMPAIGNS)
def return_campaign(act: Act, campaign: Campaign, *, reason: str) -> Campaign:
    """Give a plan back, saying what is wanting."""
    return act.step(campaign, CAMPAIGN, "return", reason=reason, return_reason=reason.strip()[:500])


@use_case(CAMPAIGN.steps["drop"].permission, within=CAMPAIGNS)
def drop_campaign(act: Act, campaign: Campaign, *, reason: str) -> Campaign:
    """Hold no campaign after all."""
    return act.step(campaign, CAMPAIGN, "drop", reason=reason, return_reason=reason.strip()[:500])


@use_case(P.CAMPAIGN_RUN, within=CAMPAIGNS)
def finish_task(act: Act, campaign: Campaign, *, task: int, result: str, done_on: date) -> CampaignTask:
    """Say, as its own department or as the one that leads, what was done of a task."""
    CAMPAIGN.step("report", CampaignState(campaign.state))
    found = campaign.tasks.filter(pk=task).first()
    if found is None:
        raise OutOfReach(say("没有这项任务。"))
    own = leads(act.actor, campaign) or own_participants(act.actor, campaign).filter(pk=found.owner_id).exists()
    RuleViolated.unless_empty(
        reasons_not_to_finish(result, done_on, localdate(act.now), own=own, done=found.done_on is not None)
    )
    return act.change(found, "campaign.task_done", result=result.strip(), done_on=done_on)


@use_case(P.CAMPAIGN_RUN, within=CAMPAIGNS)
def report_progress(
    act: Act,
    campaign: Campaign,
    *,
    organisation: Organisation,
    text: str,
    problems: int = 0,
    money: Decimal = Decimal(0),
    rules: int = 0,
    cases: int = 0,
    persons: int = 0,
) -> CampaignReport:
    """Report what one's department did since its last report, with figures."""
    CAMPAIGN.step("report", CampaignState(campaign.state))
    figures = Reported(problems, money, rules, cases, persons)
    takes_part = own_participants(act.actor, campaign).filter(pk=organisation.pk).exists()
    RuleViolated.unless_empty(reasons_not_to_report(text, figures, takes_part=takes_part))
    report = CampaignReport(
        campaign=campaign,
        organisation=organisation,
        on=localdate(act.now),
        text=text.strip(),
        problems=problems,
        money=money,
        rules=rules,
        cases=cases,
        persons=persons,
    )
    return act.create(report, "campaign.progress_reported")


@use_case(CAMPAIGN.steps["report"].permission, within=CAMPAIGNS)
def hand_in_result(act: Act, campaign: Campaign, *, closing: str) -> Campaign:
    """Sum up, as the department that leads, when every task is done; the figures are those reported."""
    CAMPAIGN.step("report", CampaignState(campaign.state))
    RuleViolated.unless_empty(reasons_not_to_hand_in(closing, open_tasks(campaign), leads=leads(act.actor, campaign)))
    return act.step(
        campaign, CAMPAIGN, "report", closing=closing.strip(), reported_by=act.actor.user, reported_at=act.now
    )


@use_case(CAMPAIGN.steps["send_back"].permission, within=CAMPAIGNS)
def send_back_result(act: Act, campaign: Campaign, *, reason: str) -> Campaign:
    """Let it go on, saying what is wanting."""
    CAMPAIGN.step("send_back", CampaignState(campaign.state))
    hold_back(act, campaign, (WANTING, reason))
    return act.step(campaign, CAMPAIGN, "send_back", reason=reason, return_reason=reason.strip()[:500])


@use_case(CAMPAIGN.steps["close"].permission, within=CAMPAIGNS)
def close_campaign(act: Act, campaign: Campaign) -> Campaign:
    """End it."""
    return act.step(campaign, CAMPAIGN, "close", return_reason="")
