"""By when something about a petition is due, by the rules in force on the day it counts from. (domain §3.3, §8.1)"""

from datetime import date

from xuncha.foundation.regulations.selectors import due_for
from xuncha.intake.models import Petition


def due_of(petition: Petition, trigger: str, event_on: date, *, code: str = "") -> date | None:
    """The day, by the rule of this code or the earliest that counts from the event; None without a rule."""
    due = due_for(trigger, event_on, petition.inspection.round.term.jurisdiction, code=code)
    return due.on if due else None
