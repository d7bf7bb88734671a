"""What whoever comes back with a receipt is told beside the dialogue: words that somebody chose, said to everybody."""

from django.db.models import QuerySet

from xuncha.intake.models import Tip, Told


def outcomes_for(tip: Tip) -> QuerySet[Told]:
    """What is told of the unit into whose mailbox the tip was put; one query."""
    return Told.objects.filter(inspection=tip.mailbox.inspection_id).order_by("pk")
