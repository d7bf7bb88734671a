"""Sealed parts opened to somebody outside: who asked, who opened, whose turn it is."""

from datetime import datetime

from django.db.models import QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.reach import Reach
from xuncha.intake.models import Opening
from xuncha.intake.workflow import OPENING

OPENINGS = Reach(
    Opening,
    "intake.opening",
    "破例查阅",
    P.PETITION_COUNT,
    jurisdiction="petition__inspection__round__term__jurisdiction_id",
    team="petition__inspection__team_id",
    inspected="petition__inspection__organisation_id",
    around=(
        "petition__inspection__organisation",
        "petition__inspection__team",
        "petition__inspection__round__term__jurisdiction",
        "to",
    ),
    url_name="intake:opening",
)
waits(
    OPENING,
    OPENINGS,
    number=lambda opening: opening.petition.number,
    unit=lambda opening: opening.petition.inspection.organisation,
    related=("petition__inspection__organisation",),
)
EVENT_LABELS.update(
    {
        "opening.asked": N_("申请破例查阅"),
        "opening.opened": N_("破例打开"),
        "opening.refused": N_("不同意破例查阅"),
        "opening.seen": N_("组长已阅破例查阅"),
        "opening.read": N_("查阅破例打开的内容"),
        "opening.closed": N_("查阅时限已过"),
        "opening.ended": N_("破例查阅到期清空"),
    }
)


def overdue_openings(now: datetime) -> QuerySet[Opening]:
    """What was opened and may no longer be read, but still lies there."""
    return Opening.objects.filter(until__lte=now).exclude(sealed=b"")
