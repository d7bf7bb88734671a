"""What a unit is writing: for its own people, laid over what was handed in last; for nobody else. (C19)"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import DateField, Model, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from xuncha.core.permissions import Permission as P
from xuncha.foundation.reach import Reach
from xuncha.rectification.models import Draft, Item, Measure, Plan, PlanRemark, ReportRemark, UnitReport

Written = TypeVar("Written", Plan, Item, UnitReport)
UNIT = "plan__inspection__organisation_id"
MEASURES, REPLIES = "measures", "replies"
FIRST = 1
"""The version of a draft in which nothing was written yet."""

DRAFTS = Reach(Draft, "rectification.draft", "整改草稿", P.RECT_FOLLOW, unit=UNIT, inspected=UNIT)


def about(record: Plan | Item | UnitReport) -> dict[str, Any]:
    """The plan, item or report that a draft is about, by the names of its fields."""
    if isinstance(record, Plan):
        return {"plan": record, "item": None, "report": None}
    if isinstance(record, Item):
        return {"plan": record.plan, "item": record, "report": None}
    return {"plan": record.plan, "item": None, "report": record}


def draft_of(record: Plan | Item | UnitReport) -> Draft | None:
    """What the unit is writing of a record, if it ever began; one query."""
    return Draft.objects.filter(**about(record)).first()


def _read(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the model has them, from what JSON makes of them."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in values.items()}


def typed(record: Plan | Item | UnitReport, draft: Draft | None) -> dict[str, Any]:
    """The values of the record's own fields that a draft holds."""
    values = draft.values if draft else {}
    return _read(type(record), {n: value for n, value in values.items() if n not in (MEASURES, REPLIES)})


def _laid_over(record: Written, draft: Draft | None) -> Written:
    found = copy(record)
    for name, value in typed(record, draft).items():
        setattr(found, name, value)
    found.version = draft.version if draft else FIRST
    return found


def as_drafted(record: Written) -> Written:
    """A copy of a record as its unit sees it, with the version of the draft: never to be saved; one query."""
    return _laid_over(record, draft_of(record))


@dataclass(frozen=True, slots=True)
class Filled:
    """An item with its measures."""

    item: Item
    measures: Sequence[Measure]


def _measures(item: Item, draft: Draft | None) -> list[Measure]:
    if draft is None or MEASURES not in draft.values:
        return list(item.measures.all())
    rows = enumerate(draft.values[MEASURES], 1)
    return [Measure(item=item, position=n, **_read(Measure, values)) for n, values in rows]


def measures_as_drafted(item: Item) -> list[Measure]:
    """The measures of an item as its unit sees them; those of a draft are not on record."""
    return _measures(item, draft_of(item))


def handed_in(plan: Plan) -> list[Filled]:
    """The items that stand with the measures that were handed in; two queries."""
    return [Filled(item, list(item.measures.all())) for item in plan.standing.prefetch_related("measures")]


def rows_as_drafted(items: Sequence[Item]) -> list[Item]:
    """Rows of a list with `measures_all` and `measures_done`, as their unit sees them; one query for all of them."""
    drafts = {draft.item_id: draft for draft in Draft.objects.filter(item__in=[item.pk for item in items])}
    return [_row_as_drafted(item, drafts.get(item.pk)) for item in items]


def _row_as_drafted(item: Item, draft: Draft | None) -> Item:
    found = _laid_over(item, draft)
    if draft is not None and MEASURES in draft.values:
        found.measures_all, found.measures_done = len(draft.values[MEASURES]), 0  # type: ignore[attr-defined]  # as annotated
    return found


def with_drafted_due(items: QuerySet[Item]) -> QuerySet[Item]:
    """Items with `drafted_due`: the date that the unit is writing, else the one on record."""
    written = Cast(KeyTextTransform("due_on", "draft__values"), DateField())
    return items.annotate(drafted_due=Coalesce(written, "due_on"))


def items_as_drafted(plan: Plan, items: Iterable[Item] | None = None) -> list[Filled]:
    """The items that stand, or these, with their measures as the unit sees them; three queries."""
    rows = list(plan.standing.prefetch_related("measures") if items is None else items)
    drafts = {draft.item_id: draft for draft in Draft.objects.filter(plan=plan, item__isnull=False)}
    return [Filled(_laid_over(item, drafts.get(item.pk)), _measures(item, drafts.get(item.pk))) for item in rows]


def _answered(remarks: Iterable[Any], draft: Draft | None) -> list[Any]:
    replies = draft.values.get(REPLIES, {}) if draft else {}
    found = list(remarks)
    for remark in found:
        remark.reply = replies.get(str(remark.pk), remark.reply)
    return found


def plan_remarks(plan: Plan, about: Q | None = None) -> list[PlanRemark]:
    """The remarks of the last return with the replies that the unit has written so far; two queries."""
    rows = plan.remarks.filter(about or Q(), times=plan.times).select_related("item").order_by("position")
    return _answered(rows, draft_of(plan))


def report_remarks(report: UnitReport) -> list[ReportRemark]:
    """The remarks with which a report came back, with the replies written so far; two queries."""
    rows = report.remarks.filter(times=report.times).select_related("item").order_by("position")
    return _answered(rows, draft_of(report))
