"""Disputes of problems fed back: how they lie, until when one may be raised, and what was said before and after."""

from datetime import date, datetime

from django.utils.timezone import localdate

from xuncha.core.deadlines import Due
from xuncha.core.permissions import Permission as P
from xuncha.feedback.models import FedBackFinding
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.regulations.selectors import due_for
from xuncha.rectification.models import Dispute, Item, Plan
from xuncha.rectification.rules.disputing import DisputeFacts
from xuncha.rectification.selectors.facts import fed_back_on, jurisdiction_of
from xuncha.rectification.selectors.reaches import of_inspection
from xuncha.rectification.workflow import DisputeState, ItemState

DISPUTES = of_inspection(
    Dispute,
    "dispute",
    "对反馈问题的异议",
    "item__plan__inspection",
    "number",
    "item__title",
    url_name="rectification:dispute",
)


def term_of(plan: Plan) -> Due | None:
    """Until when problems of this feedback may be disputed, by the dated rule of that day."""
    return due_for("item.fed_back", fed_back_on(plan), jurisdiction_of(plan), code="dispute")


def dispute_facts(item: Item, grounds: str, files: int, now: datetime) -> DisputeFacts:
    """What disputing an item looks at; three queries."""
    term = term_of(item.plan)
    before = dict(item.disputes.exclude(state=DisputeState.TAKEN_BACK).values_list("state", "verdict"))
    return DisputeFacts(
        state=ItemState(item.state),
        grounds=grounds,
        files=files,
        today=localdate(now),
        latest=term.on if term else None,
        open_already=DisputeState.RAISED in before,
        answered=next((verdict for verdict in before.values() if verdict), ""),
    )


def had_a_part(dispute: Dispute, person: int) -> bool:
    """Whether this account drafted or handed in what is disputed, raised a finding behind it, or disputes it."""
    opinion = dispute.item.plan.opinion
    if person in {dispute.created_by_id, opinion.created_by_id, opinion.submitted_by_id}:
        return True
    sources = FedBackFinding.objects.filter(item=dispute.item.opinion_item_id)
    return sources.filter(finding__created_by=person).exists()


def next_to_answer(actor: Actor) -> Dispute | None:
    """The dispute that has waited longest for an answer of this person, who has no part in it."""
    raised = DISPUTES.permitted(actor, P.RECT_DECIDE).filter(state=DisputeState.RAISED)
    rows = raised.select_related("item__plan__opinion").order_by("pk")
    return next((dispute for dispute in rows if not had_a_part(dispute, actor.pk)), None)


def corrected_on(item: Item) -> date | None:
    """The day on which the item's words were corrected, if they were."""
    at = item.disputes.exclude(new_text="").order_by("-pk").values_list("decided_at", flat=True).first()
    return localdate(at) if at else None
