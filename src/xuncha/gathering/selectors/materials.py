"""What the rules and pages ask about requests for material."""

from datetime import date
from typing import Any

from django.db.models import Manager, Max, QuerySet

from xuncha.foundation.regulations.selectors import due_for
from xuncha.gathering.models import MaterialItem, MaterialRequest

REQUESTED = "material.requested"
"""The event from which the deadline rule for providing material counts."""


def next_number(numbered: "Manager[Any]") -> int:
    """The next number among an inspection's own; the inspection is locked while it is taken."""
    last: int | None = numbered.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def material_due(request: MaterialRequest, sent_on: date) -> date | None:
    """By when the unit provides it, by the rule in force on the day; None without a rule."""
    due = due_for(REQUESTED, sent_on, request.inspection.round.term.jurisdiction)
    return due.on if due else None


def items_of(request: MaterialRequest) -> QuerySet[MaterialItem]:
    """What is wanted, with what came."""
    return request.items.prefetch_related("files", "reviews__created_by").order_by("position")
