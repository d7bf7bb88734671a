"""What people may read of pinpoint squads: who may go, what was counted, what it adds up to."""

from django.db.models import QuerySet, Sum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.reach import Reach
from xuncha.foundation.ui.panels import Panels
from xuncha.rounds.models import Inspection, Membership
from xuncha.survey.models import Quantity, Squad, SquadResult
from xuncha.survey.rules.squads import Total, totals
from xuncha.survey.workflow import SQUAD, SquadState

SQUADS = Reach(
    Squad,
    "survey.squad",
    "小分队",
    P.SURVEY_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    around=("inspection__organisation", "inspection__round__term__jurisdiction"),
    url_name="survey:squad",
    find=("title", "place"),
)
RESULTS = Reach(
    SquadResult,
    "survey.result",
    "小分队结果",
    P.SURVEY_READ,
    jurisdiction="squad__inspection__round__term__jurisdiction_id",
    team="squad__inspection__team_id",
    inspected="squad__inspection__organisation_id",
    around=("squad__inspection__organisation", "squad__inspection__round__term__jurisdiction"),
)
waits(
    SQUAD,
    SQUADS,
    unit=lambda squad: squad.inspection.organisation,
    related=("inspection__organisation",),
    due={SquadState.PLANNED: "on"},
)
EVENT_LABELS.update(
    {
        "squad.planned": N_("安排小分队"),
        "squad.changed": N_("修改小分队安排"),
        "squad.counted": N_("小分队回报数量"),
        "squad.result_added": N_("登记小分队结果"),
        "squad.result_changed": N_("修改小分队结果"),
    }
)
SQUAD_PANELS: Panels[Squad] = Panels("squad")
"""What later stages show on the page of a squad: the survey knows no working papers."""


def may_go(inspection: Inspection) -> QuerySet[Membership]:
    """Who may go with a squad: the present members of the inspecting team, none recused from the unit."""
    present = Membership.objects.filter(left_on__isnull=True, team=inspection.team_id, team__isnull=False)
    return present.exclude(recused_from=inspection.organisation_id).select_related("person").order_by("position", "pk")


def summed(actor: Actor, inspection: Inspection) -> tuple[list[Total], dict[str, object]]:
    """What the squads of an inspection planned and did, thing by thing, and what their results come to in money."""
    squads = SQUADS.visible_to(actor).filter(inspection=inspection).exclude(state=SquadState.DROPPED)
    lines = Quantity.objects.filter(squad__in=squads).values_list("what", "unit", "planned", "done")
    results = SquadResult.objects.filter(squad__in=squads)
    money = results.aggregate(money=Sum("amount"))["money"]
    return totals(list(lines)), {"squads": squads.count(), "results": results.count(), "money": money}
