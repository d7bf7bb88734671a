"""What the pages and rules of campaigns read: who takes part, what is left to do, what was reported in all."""

from collections.abc import Mapping

from django.db.models import QuerySet, Sum

from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.leaks.rules import Text
from xuncha.foundation.leaks.selectors import CHECKED, Checked
from xuncha.foundation.orgs.models import Organisation
from xuncha.rectification.models import Item
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors.checking import checked_about
from xuncha.supervision.models import Campaign, CampaignReport
from xuncha.supervision.selectors.reaches import CAMPAIGNS

WANTING = N_("退回意见")
"""What is said when a result goes back."""

FIGURES: dict[str, tuple[str, str]] = {
    "problems": (N_("发现问题"), N_("个")),
    "money": (N_("追缴资金"), N_("元")),
    "rules": (N_("制定制度"), N_("项")),
    "cases": (N_("处理"), N_("件")),
    "persons": (N_("处理人员"), N_("人")),
}
"""What participants report: code → (label, unit)."""


def participants(campaign: Campaign) -> QuerySet[Organisation]:
    """The department that leads and those that take part."""
    return campaign.participants.order_by("code")


def own_participants(actor: Actor, campaign: Campaign) -> QuerySet[Organisation]:
    """Those of them for which this person acts."""
    return participants(campaign).filter(pk__in=actor.scope_ids(P.CAMPAIGN_RUN, Scope.UNIT))


def leads(actor: Actor, campaign: Campaign) -> bool:
    """Whether this person acts for the department that leads."""
    return campaign.lead_id in actor.scope_ids(P.CAMPAIGN_RUN, Scope.UNIT)


def sums_of(campaign: Campaign) -> dict[str, object]:
    """The figures reported so far, added up; one query."""
    found = campaign.reports.order_by().aggregate(**{name: Sum(name) for name in FIGURES})
    return {name: value or 0 for name, value in found.items()}


def told(campaign: Campaign) -> list[tuple[str, object, str]]:
    """(label, sum, unit) of each figure."""
    return _figures(sums_of(campaign))


def told_by(campaign: Campaign) -> list[tuple[CampaignReport, list[tuple[str, object, str]]]]:
    """Each report with its figures in the same words; one query."""
    reports = campaign.reports.select_related("organisation", "created_by")
    return [(report, _figures({name: getattr(report, name) for name in FIGURES})) for report in reports]


def _figures(values: Mapping[str, object]) -> list[tuple[str, object, str]]:
    shown = {**values, "money": f"{values['money']:,.2f}"}
    return [(label, shown[name], unit) for name, (label, unit) in FIGURES.items()]


def items_of_campaign(campaign: Campaign) -> QuerySet[Item]:
    """The items gathered, with their units; one query."""
    return campaign.items.select_related("plan__inspection__organisation").order_by("number")


def items_shown(actor: Actor, campaign: Campaign) -> QuerySet[Item]:
    """All of them to the department that leads; a member sees its own unit's alone."""
    rows = items_of_campaign(campaign)
    own = actor.scope_ids(P.CAMPAIGN_READ, Scope.UNIT)
    return rows if campaign.lead_id in own else rows.filter(plan__inspection__organisation__in=own)


def open_tasks(campaign: Campaign) -> list[int]:
    """The numbers of the tasks that are not done."""
    return list(campaign.tasks.filter(done_on__isnull=True).values_list("position", flat=True))


# --- compared with petitions --------------------------------------------------------------------------------------


def _checked_campaign(campaign: Campaign) -> Checked:
    """What departments and units read of a plan, against the petitions about every unit whose items are in it."""
    items = campaign.items.all()
    inspections = Inspection.objects.filter(pk__in=items.values("plan__inspection"))
    known = tuple(text for row in items.values_list("title", "text") for text in row)
    tasks = [Text(N_("任务"), text) for text in campaign.tasks.order_by("position").values_list("text", flat=True)]
    texts = [Text(N_("标题"), campaign.title), Text(N_("目标"), campaign.goal), *tasks]
    return checked_about(inspections, texts, known)


CHECKED[CAMPAIGNS.kind] = _checked_campaign
