"""Checklists: a draft is made from a version, edited, published; what was published never changes. (feature A18)"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone

from xuncha.core.errors import OutOfReach, Reason, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.regulations.models import Checklist, ChecklistItem
from xuncha.foundation.regulations.rules import (
    ChecklistFacts,
    ChecklistState,
    reasons_not_to_edit,
    reasons_not_to_keep_item,
    reasons_not_to_publish,
)
from xuncha.foundation.regulations.selectors import CHECKLISTS, ITEMS
from xuncha.foundation.usecases import Act, use_case

ITEM_FIELDS = (
    "code", "category", "manifestation", "check_points", "basis", "evidence", "unit_types", "clue_only", "position",
)  # fmt: skip
"""What an item consists of, and what a row of `replace_draft` may name."""


@use_case(P.REGULATIONS_WRITE, within=JURISDICTIONS)
def draft_checklist(
    act: Act, jurisdiction: Jurisdiction, *, source: Checklist | None = None, code: str = "", name: str = ""
) -> Checklist:
    """Begin the next version of a checklist of the office, from an existing version or from nothing."""
    if source is not None and not CHECKLISTS.permits(act.actor, CHECKLISTS.read, source):
        raise OutOfReach(say("没有这份清单，或者不在您的工作范围内。"))
    code = source.code if source is not None else code
    name = name or (source.name if source is not None else "")
    if not code or not name.strip():
        raise RuleViolated(reason("请填写清单的编码和名称。", field="name"))
    own = Checklist.objects.filter(code=code, jurisdiction=jurisdiction)
    if own.filter(published_on=None).exists():
        raise RuleViolated(reason("这份清单已有一版在起草，请接着改那一版。", mend="#versions"))
    number = (own.aggregate(n=Max("number"))["n"] or 0) + 1
    made = act.create(
        Checklist(code=code, name=name, number=number, jurisdiction=jurisdiction, based_on=source),
        "regulations.checklist_drafted",
    )
    if source is not None:
        ChecklistItem.objects.bulk_create(_copies(source, made))
    return made


def _copies(source: Checklist, target: Checklist) -> list[ChecklistItem]:
    return [
        ChecklistItem(checklist=target, **{name: getattr(item, name) for name in ITEM_FIELDS})
        for item in source.items.select_related("category")
    ]


@use_case(P.REGULATIONS_WRITE, within=CHECKLISTS)
def rename_checklist(act: Act, checklist: Checklist, *, name: str) -> Checklist:
    """Change the name of a draft."""
    RuleViolated.unless_empty(reasons_not_to_edit(checklist.state))
    if not name.strip():
        raise RuleViolated(reason("请填写清单名称。", field="name"))
    return act.change(checklist, "regulations.checklist_renamed", name=name)


@use_case(P.REGULATIONS_WRITE, within=CHECKLISTS)
def create_item(act: Act, checklist: Checklist, /, *, code: str, manifestation: str, **fields: Any) -> ChecklistItem:
    """Add an item to a draft."""
    RuleViolated.unless_empty(reasons_not_to_edit(checklist.state))
    RuleViolated.unless_empty(reasons_not_to_keep_item(code, manifestation, _codes(checklist)))
    position = fields.pop("position", None)
    if position is None:
        position = (checklist.items.aggregate(n=Max("position"))["n"] or 0) + 1
    made = ChecklistItem(checklist=checklist, code=code, manifestation=manifestation, position=position, **fields)
    return act.create(made, "regulations.item_created")


@use_case(P.REGULATIONS_WRITE, within=ITEMS)
def change_item(act: Act, item: ChecklistItem, /, *, base_version: int | None = None, **fields: Any) -> ChecklistItem:
    """Change an item of a draft."""
    RuleViolated.unless_empty(reasons_not_to_edit(item.checklist.state))
    code, manifestation = fields.get("code", item.code), fields.get("manifestation", item.manifestation)
    RuleViolated.unless_empty(reasons_not_to_keep_item(code, manifestation, _codes(item.checklist) - {item.code}))
    return act.change(item, "regulations.item_changed", base_version=base_version, **fields)


@use_case(P.REGULATIONS_WRITE, within=ITEMS)
def remove_item(act: Act, item: ChecklistItem) -> None:
    """Leave an item out of a draft; it stays in the versions before."""
    RuleViolated.unless_empty(reasons_not_to_edit(item.checklist.state))
    act.record("regulations.item_removed", item, code=item.code, manifestation=item.manifestation)
    item.delete()


@use_case(P.REGULATIONS_WRITE, within=CHECKLISTS)
def replace_draft(act: Act, checklist: Checklist, rows: Sequence[Mapping[str, Any]]) -> Checklist:
    """Put these rows in place of everything in a draft, all of them or none."""
    RuleViolated.unless_empty(reasons_not_to_edit(checklist.state))
    RuleViolated.unless_empty(_reasons_against(rows))
    before = checklist.items.count()
    checklist.items.all().delete()
    ChecklistItem.objects.bulk_create(
        [
            ChecklistItem(checklist=checklist, **{"position": n, **{k: row[k] for k in ITEM_FIELDS if k in row}})
            for n, row in enumerate(rows, 1)
        ]
    )
    return act.change(checklist, "regulations.draft_replaced", detail={"before": before, "after": len(rows)})


def _reasons_against(rows: Sequence[Mapping[str, Any]]) -> list[Reason]:
    reasons: list[Reason] = []
    taken: set[str] = set()
    for n, row in enumerate(rows, 1):
        code = str(row.get("code", ""))
        found = reasons_not_to_keep_item(code, str(row.get("manifestation", "")), frozenset(taken))
        reasons += [reason("第 {n} 行：{text}", field=r.field, n=n, text=r.text) for r in found]
        taken.add(code)
    return reasons


@use_case(P.REGULATIONS_WRITE, within=CHECKLISTS)
def publish_checklist(act: Act, checklist: Checklist, *, on: date | None = None) -> Checklist:
    """Publish a draft; the version before it retires the same day."""
    day = on or timezone.localdate(act.now)
    items = list(checklist.items.all())
    RuleViolated.unless_empty(
        reasons_not_to_publish(
            ChecklistFacts(
                state=checklist.state,
                items=len(items),
                without_points=[i.code for i in items if not i.check_points.strip()],
                without_category=[i.code for i in items if i.category_id is None],
            )
        )
    )
    older = Checklist.objects.filter(code=checklist.code, jurisdiction=checklist.jurisdiction, retired_on=None)
    for version in older.exclude(published_on=None):
        act.change(version, "regulations.checklist_retired", retired_on=day)
    return act.change(checklist, "regulations.checklist_published", published_on=day)


@use_case(P.REGULATIONS_WRITE, within=CHECKLISTS)
def retire_checklist(act: Act, checklist: Checklist, *, on: date | None = None) -> Checklist:
    """Take a published version out of use; papers that refer to it keep it."""
    if checklist.state is not ChecklistState.PUBLISHED:
        raise RuleViolated(reason("只有已发布的清单才能停用。", mend="#versions"))
    day = on or timezone.localdate(act.now)
    return act.change(checklist, "regulations.checklist_retired", retired_on=day)


@use_case(P.REGULATIONS_WRITE, within=CHECKLISTS)
def discard_draft(act: Act, checklist: Checklist) -> None:
    """Throw a draft away; published versions cannot be."""
    RuleViolated.unless_empty(reasons_not_to_edit(checklist.state))
    act.record("regulations.draft_discarded", checklist, items=[i.code for i in checklist.items.all()])
    checklist.delete()


def _codes(checklist: Checklist) -> frozenset[str]:
    return frozenset(checklist.items.values_list("code", flat=True))
