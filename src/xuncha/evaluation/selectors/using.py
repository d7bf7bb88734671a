"""Confirmed grades as suggestions for accountability: a talk, a commendation, a word to the yearly assessment."""

from collections.abc import Iterable
from datetime import date

from xuncha.accountability.selectors.suggesting import SUGGESTERS, Suggestion
from xuncha.core.text import say
from xuncha.evaluation.models import Follow
from xuncha.evaluation.workflow import FollowState
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.rectification.models import Plan

KINDS = {"talk": "talk", "praise": "praise", "assessment": "assessment"}
"""What a scheme proposes, and the kind of use of results that carries it out."""


def confirmed(jurisdiction: Jurisdiction, _today: date) -> Iterable[Suggestion]:
    """What people confirmed of units whose rectification is known here; two queries."""
    follows = Follow.objects.filter(
        state=FollowState.CONFIRMED, what__in=KINDS, subject__run__round__term__jurisdiction=jurisdiction
    ).select_related("subject__run")
    rows = Plan.objects.filter(inspection__round__evaluations__isnull=False).distinct()
    of_office = rows.filter(inspection__round__term__jurisdiction=jurisdiction)
    plans: dict[tuple[int | None, int], Plan] = {
        (plan.inspection.organisation_id, plan.inspection.round_id): plan
        for plan in of_office.select_related("inspection__organisation", "inspection__round")
    }
    for follow in follows.order_by("pk"):
        plan = plans.get((follow.subject.organisation_id, follow.subject.run.round_id))
        if plan is not None:
            why = say("整改评估结果{grade}，已采纳“{what}”", grade=follow.subject.grade_label, what=str(follow))
            yield Suggestion(f"follow-{follow.pk}", KINDS[follow.what], plan, why)


def hand_down() -> None:
    """Have accountability ask for them."""
    SUGGESTERS.append(confirmed)
