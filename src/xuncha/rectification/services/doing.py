"""What the unit does about an item: progress on each measure, more measures, who answers for it."""

from datetime import date

from django.utils.timezone import localdate

from xuncha.core.errors import OutOfReach, RuleViolated, reasons_not_to_repeat
from xuncha.core.given import against
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Item, Measure, Plan, Progress
from xuncha.rectification.rules.doing import reasons_against_progress, reasons_against_reviewer, reasons_not_to_touch
from xuncha.rectification.rules.plans import LIMITS, ItemDraft, MeasureDraft, reasons_not_to_fill
from xuncha.rectification.selectors import ITEMS, fed_back_on, next_position, next_report_on
from xuncha.rectification.selectors.joint import acts_for_unit
from xuncha.rectification.workflow import KEPT_UP, SUPPLIED, WORKED_ON, ItemState


def must_be_open(item: Item, allowed: frozenset[ItemState]) -> None:
    """Refuse when the item is not in a state in which this is done."""
    RuleViolated.unless_empty(reasons_not_to_touch(ItemState(item.state), allowed))


def must_be_outside(act: Act, plan: Plan) -> None:
    """Refuse to judge the rectification of a unit for which one acts, too."""
    RuleViolated.unless_empty(reasons_against_reviewer(of_unit=acts_for_unit(act.actor, plan)))


def measure_of(act: Act, item: Item, measure: Measure) -> Measure:
    """The measure as it is now, if it is one of this item's."""
    if measure.item_id != item.pk:
        raise OutOfReach(say("没有这条措施，或者不是这个问题的。"))
    return act.lock(measure)


@use_case(P.RECT_WRITE, within=ITEMS)
def report_progress(
    act: Act, item: Item, *, text: str, on: date, measure: Measure | None = None, done_on: date | None = None
) -> Progress:
    """
    Report what was done, on one measure or the item as a whole; `done_on` says the measure is done since then.

    Of what is kept up the next report is due from today on, by dated rule.
    """
    must_be_open(item, WORKED_ON | KEPT_UP)
    held = measure_of(act, item, measure) if measure is not None else None
    before = item.reports.filter(measure=held).order_by("-pk").first()
    told = before is not None and (before.text, before.on) == (text.strip(), on)
    again = told and (held is None or held.done_on == done_on)
    reasons = reasons_against_progress(text, on, done_on, localdate(act.now))
    RuleViolated.unless_empty(reasons + reasons_not_to_repeat("text", there=again))
    if held is not None:
        act.change(held, "rectification.measure_progressed", progress=text.strip(), done_on=done_on)
    progress = Progress(item=item, measure=held, on=on, text=text.strip())
    act.create(progress, "rectification.progress_reported")
    act.record("rectification.item_progressed", item, text=text.strip(), on=on.isoformat())
    if item.state in KEPT_UP:
        act.change(item, "rectification.item_next_dated", next_on=next_report_on(item, localdate(act.now)))
    return progress


@use_case(P.RECT_WRITE, within=ITEMS)
def add_measure(act: Act, item: Item, *, draft: MeasureDraft) -> Measure:
    """Add a measure to an item under way, for instance after it was returned or reopened; none is ever taken away."""
    must_be_open(item, WORKED_ON)
    whole = ItemDraft(due_on=item.due_on, measures=[draft])
    RuleViolated.unless_empty(reasons_not_to_fill(whole, fed_back_on=fed_back_on(item.plan)))
    measure = Measure(
        item=item,
        position=next_position(item),
        kind=draft.kind,
        text=draft.text.strip(),
        standard=draft.standard.strip(),
        owner=draft.owner.strip(),
        department=draft.department.strip(),
        due_on=draft.due_on,
    )
    act.create(measure, "rectification.measure_added")
    act.record("rectification.item_measure_added", item, text=str(measure))
    return measure


@use_case(P.RECT_WRITE, within=ITEMS)
def hand_over_item(
    act: Act, item: Item, *, base_version: int | None, leader: str, department: str, contact: str = ""
) -> Item:
    """Name who answers for an item from now on, for instance when a leader has moved."""
    must_be_open(item, SUPPLIED)
    values = {"leader": leader, "department": department}
    reasons = [why for field, value in values.items() for why in against(value, *LIMITS[field], field)]
    RuleViolated.unless_empty(reasons)
    return act.change(
        item,
        "rectification.item_handed_over",
        base_version=base_version,
        leader=leader.strip(),
        department=department.strip(),
        contact=contact.strip(),
    )
