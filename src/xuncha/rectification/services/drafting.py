"""A unit writes for itself; what it wrote is carried over to the record when it hands in. (C19)"""

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from xuncha.core.errors import StaleEdit
from xuncha.foundation.usecases import Act
from xuncha.rectification.models import Draft, Item, Measure, NumberedRemark, Plan, UnitReport
from xuncha.rectification.selectors.drafts import (
    MEASURES,
    REPLIES,
    as_drafted,
    draft_of,
    measures_as_drafted,
    plan_remarks,
    report_remarks,
    typed,
)
from xuncha.rectification.selectors.drafts import about as about_record

MEASURE_FIELDS = ("kind", "text", "standard", "owner", "department", "due_on")


def write_draft(
    act: Act,
    record: Plan | Item | UnitReport,
    event: str,
    values: Mapping[str, Any],
    *,
    base_version: int | None = None,
) -> None:
    """
    Keep what was written of a record that the door holds still, for the unit alone.

    Raises:
        StaleEdit: `base_version` is not the draft's version: somebody else saved since the form was shown.

    """
    draft = draft_of(record) or act.create(Draft(**about_record(record)), "draft.begun")
    if base_version is not None and base_version != draft.version:
        now: Any = as_drafted(record)  # type: ignore[type-var]  # one of the three
        theirs = {n: getattr(now, n) for n, mine in values.items() if n != MEASURES and getattr(now, n) != mine}
        raise StaleEdit({name: values[name] for name in theirs}, theirs, draft.version)
    written = json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder))
    _keep(act, draft, event, {**draft.values, **written})


def _keep(act: Act, draft: Draft, event: str, values: dict[str, Any]) -> None:
    """The journal says that something was written, not what: that it says when it is handed in."""
    if values != draft.values:
        draft.values = values
        draft.version += 1
        draft.save(update_fields=["values", "version"])
    act.record(event, draft)


def write_reply(act: Act, record: Plan | UnitReport, remark: NumberedRemark, event: str, reply: str) -> None:
    """Keep what the unit answers to a remark until it hands in again."""
    draft = draft_of(record)
    replies = draft.values.get(REPLIES, {}) if draft else {}
    write_draft(act, record, event, {REPLIES: {**replies, str(remark.pk): reply.strip()}})


def taken_over(act: Act, record: Plan | Item | UnitReport) -> dict[str, Any]:
    """The values with which a record is handed in; its draft is empty from now on."""
    draft = draft_of(record)
    values = typed(record, draft)
    if draft is not None and draft.values:
        _keep(act, draft, "draft.handed_in", {})
    return values


def hand_in_item(act: Act, item: Item, event: str) -> None:
    """Carry over to an item what its unit wrote of it."""
    measures = measures_as_drafted(item)
    values = taken_over(act, item)
    if values:
        act.change(item, event, **values)
    _put_measures(act, item, measures)


def hand_in_replies(act: Act, record: Plan | UnitReport, event: str) -> None:
    """Carry over what the unit answered to the remarks of the last return."""
    written = plan_remarks(record) if isinstance(record, Plan) else report_remarks(record)
    for remark in written:
        act.change(act.lock(remark), event, reply=remark.reply)


def _put_measures(act: Act, item: Item, after: list[Measure]) -> None:
    """Make these the item's measures. Nothing hangs on a measure before the plan is accepted, so rows are reused."""
    before = list(item.measures.order_by("position"))
    if [_told(m) for m in before] == [_told(m) for m in after]:
        return
    for old in before:
        old.delete()
    Measure.objects.bulk_create(after)
    act.record(
        "rectification.measures_set", item, changes={"measures": [list(map(_told, before)), list(map(_told, after))]}
    )


def _told(measure: Measure) -> list[str]:
    """A measure as the history keeps it."""
    return [str(getattr(measure, name) or "").strip() for name in MEASURE_FIELDS]
