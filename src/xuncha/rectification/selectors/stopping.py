"""How the date of an item came about: extensions and times at which its clock stood still, in the order decided."""

from datetime import datetime

from django.utils.timezone import localdate

from xuncha.core.text import N_, Say
from xuncha.foundation.regulations.selectors import parameter_on
from xuncha.rectification.models import Item, Plan, Suspension
from xuncha.rectification.rules.stopping import Moved, StopFacts, way_of_date
from xuncha.rectification.selectors.facts import jurisdiction_of
from xuncha.rectification.selectors.reaches import of_inspection
from xuncha.rectification.workflow import DisputeState, ExtensionState, ItemState, SuspensionState

SUSPENSIONS = of_inspection(
    Suspension,
    "suspension",
    "暂停计时申请",
    "item__plan__inspection",
    "item__number",
    "item__title",
    url_name="rectification:suspension",
)
GROUND: dict[str, str] = {code: str(label) for code, label in Suspension.Ground.choices}
COUNTED = (SuspensionState.GRANTED, SuspensionState.ENDED)


def way_of(item: Item, *, named: bool = True) -> list[Say]:
    """The explanation of the item's date, step by step; `named`: by whom of the office. Two queries."""
    if item.planned_due_on is None or item.due_on is None:
        return []
    granted = item.extensions.filter(state=ExtensionState.GRANTED).select_related("decided_by")
    stopped = item.suspensions.filter(state__in=COUNTED).select_related("decided_by")
    office = N_("巡察机构")
    moves = [(x.decided_at, Moved(x.from_on, x.to_on, by=str(x.decided_by) if named else office)) for x in granted]
    moves += [
        (s.decided_at, Moved(s.from_on, s.to_on, s.days, GROUND[s.ground], str(s.decided_by) if named else office))
        for s in stopped
    ]
    ordered = [move for _at, move in sorted(moves, key=lambda pair: str(pair[0]))]
    return way_of_date(item.planned_due_on, ordered, item.due_on)


def limit_of(code: str, plan: Plan, now: datetime) -> int | None:
    """A limit that the office may have set."""
    row = parameter_on(f"rectification.{code}", localdate(now), jurisdiction_of(plan))
    return int(row.value) if row else None


def stop_facts(item: Item, asked: Suspension, now: datetime) -> StopFacts:
    """What asking to let the clock stand still looks at; two queries."""
    return StopFacts(
        state=ItemState(item.state),
        due_on=item.due_on,
        from_on=asked.from_on,
        to_on=asked.to_on,
        today=localdate(now),
        text=asked.reason,
        another_open=item.suspensions.filter(state=SuspensionState.ASKED).exists(),
        stopped_to=item.stopped_to,
        most=limit_of("suspension_most", item.plan, now),
        undisputed=asked.ground == Suspension.Ground.DISPUTE
        and not item.disputes.filter(state=DisputeState.RAISED).exists(),
    )
