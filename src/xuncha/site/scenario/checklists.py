"""An office's own checklist, made from the shipped one: in the frame and of the length that its scenario tells."""

from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import Any

from xuncha.core.permissions import Role
from xuncha.foundation.regulations.models import Category, Checklist, ChecklistItem
from xuncha.foundation.regulations.services import draft_checklist, publish_checklist, replace_draft
from xuncha.site.scenario.stage import Stage, day

KEPT = ("code", "manifestation", "check_points", "basis", "evidence", "unit_types", "clue_only")


def publish_checklists(stage: Stage) -> None:
    """Draft, fill and publish every checklist of the scenario, as the offices' own staff."""
    for told in stage.scenario.get("checklists", []):
        area, code = stage.jurisdictions[told["jurisdiction"]], told["jurisdiction"]
        shipped = Checklist.objects.get(jurisdiction=None)
        draft = draft_checklist(stage.by_role(Role.OFFICE_CLERK, code), area, source=shipped, name=told["name"])
        taxonomy, edition = told["frame"].split("/")
        rows = list(islice(_rows(shipped, taxonomy, edition), told["items"]))
        replace_draft(stage.by_role(Role.OFFICE_CLERK, code), draft, rows)
        publish_checklist(stage.by_role(Role.OFFICE_CLERK, code), draft, on=day(told["on"]))


def _rows(shipped: Checklist, taxonomy: str, edition: str) -> Iterator[dict[str, Any]]:
    """Its items under the aspects of another frame, one of each aspect in turn: however few, they cover the most."""
    frame = Category.objects.filter(taxonomy__code=taxonomy, taxonomy__edition=edition, taxonomy__jurisdiction=None)
    aspects = {category.code: category for category in frame}
    by_aspect: dict[str, list[ChecklistItem]] = {}
    for item in shipped.items.select_related("category").order_by("position"):
        if item.category is not None and item.category.code in aspects:
            by_aspect.setdefault(item.category.code, []).append(item)
    for turn in zip_longest(*by_aspect.values()):
        for item in filter(None, turn):
            yield {name: getattr(item, name) for name in KEPT} | {"category": aspects[item.category.code]}
