"""Entering a unit: the mobilisation meeting, and the channels by which people reach the team. (feature A17)"""

from typing import Any

from django.utils import timezone

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.usecases import Act, use_case
from xuncha.preparation.models import Entry
from xuncha.preparation.rules import EntryFacts, reasons_against_entry
from xuncha.preparation.selectors import ENTRIES
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.rounds.workflow import RoundState

WAYS = ("phone", "post", "mailbox", "email", "link")


@use_case(P.PREPARATION_WRITE, within=INSPECTIONS)
def arrange_entry(act: Act, inspection: Inspection, /, **fields: Any) -> Entry:
    """Arrange how the team enters a unit: meeting, channels, and the days on which they open and close."""
    if Entry.objects.filter(inspection=inspection).exists():
        raise RuleViolated(say("这家单位已有进驻安排，请直接修改。"))
    RuleViolated.unless_empty(_against(act, inspection, fields))
    return act.create(Entry(inspection=inspection, **fields), "entry.arranged")


@use_case(P.PREPARATION_WRITE, within=ENTRIES)
def change_entry(act: Act, entry: Entry, /, *, base_version: int | None = None, **fields: Any) -> Entry:
    """Change an arrangement: a later closing day keeps the channels open longer."""
    RuleViolated.unless_empty(_against(act, entry.inspection, fields))
    return act.change(entry, "entry.changed", base_version=base_version, **fields)


def _against(act: Act, inspection: Inspection, fields: dict[str, Any]) -> list[Reason]:
    return reasons_against_entry(
        EntryFacts(
            opens_on=fields["opens_on"],
            closes_on=fields["closes_on"],
            authority_to=inspection.round.authority_to,
            meeting_on=fields.get("meeting_on"),
            attended=fields.get("attended"),
            reachable=any(fields.get(way) for way in WAYS),
            today=timezone.localdate(act.now),
            round_state=RoundState(inspection.round.state),
        )
    )
