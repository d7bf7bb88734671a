"""
What every installation ships with: frames, cross-walk, the first checklist, deadline rules, calendar, parameters.

The JSON files beside this module are the content; each carries its `edition`. Loading adds what is missing and
changes nothing that is there, so it may run again. These records belong to no office: an office writes its own.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps as installed

APP = "regulations"
COMMON = {"jurisdiction": None}


def content(name: str) -> dict[str, Any]:
    """One of the files, parsed."""
    parsed: dict[str, Any] = json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
    return parsed


def load(apps: Any = installed) -> None:
    """Add whatever is missing. `apps` is the registry of a migration, or the installed one."""
    _taxonomies(apps)
    _crosswalk(apps)
    _checklist(apps)
    _rules(apps)
    _calendar(apps)
    _parameters(apps)


def unload(apps: Any = installed) -> None:
    """Take out everything that belongs to no office. Refused by the database while something refers to it."""
    get = apps.get_model
    get(APP, "ChecklistItem").objects.filter(checklist__jurisdiction=None).delete()
    get(APP, "Checklist").objects.filter(**COMMON).delete()
    get(APP, "CrossWalk").objects.filter(source__taxonomy__jurisdiction=None).delete()
    get(APP, "Category").objects.filter(taxonomy__jurisdiction=None, parent__isnull=False).delete()
    get(APP, "Category").objects.filter(taxonomy__jurisdiction=None).delete()
    for name in ("Taxonomy", "DeadlineRule", "Parameter"):
        get(APP, name).objects.filter(**COMMON).delete()
    get(APP, "CalendarDay").objects.filter(day__in=_days()).delete()


def _taxonomies(apps: Any) -> None:
    for entry in content("taxonomies")["taxonomies"]:
        fields = dict(entry)
        categories = fields.pop("categories")
        key = {"code": fields.pop("code"), "edition": fields.pop("edition"), **COMMON}
        taxonomy, made = apps.get_model(APP, "Taxonomy").objects.get_or_create(**key, defaults=fields)
        if made:
            _categories(apps, taxonomy, categories, None, 1)


def _categories(apps: Any, taxonomy: Any, entries: Sequence[Mapping[str, Any]], parent: Any, position: int) -> int:
    """Make the categories depth first, so that positions follow the tree; returns the next position."""
    for entry in entries:
        made = apps.get_model(APP, "Category").objects.create(
            taxonomy=taxonomy, code=entry["code"], name=entry["name"], parent=parent, position=position
        )
        position = _categories(apps, taxonomy, entry.get("children", ()), made, position + 1)
    return position


def _codes(apps: Any, reference: str) -> dict[str, Any]:
    """The categories of `code/edition`, by code."""
    code, edition = reference.split("/")
    rows = apps.get_model(APP, "Category").objects.filter(
        taxonomy__code=code, taxonomy__edition=edition, taxonomy__jurisdiction=None
    )
    return {row.code: row for row in rows}


def _crosswalk(apps: Any) -> None:
    links = []
    model = apps.get_model(APP, "CrossWalk")
    for entry in content("crosswalk")["links"]:
        sources, targets = _codes(apps, entry["source"]), _codes(apps, entry["target"])
        links += [model(source=sources[one], target=targets[other]) for one, other in entry["categories"]]
    model.objects.bulk_create(links, ignore_conflicts=True)


def _checklist(apps: Any) -> None:
    entry = content("checklist")
    checklist, made = apps.get_model(APP, "Checklist").objects.get_or_create(
        code=entry["code"],
        number=entry["edition"],
        **COMMON,
        defaults={"name": entry["name"], "published_on": entry["published_on"]},
    )
    if made:
        frame = _codes(apps, entry["frame"])
        item = apps.get_model(APP, "ChecklistItem")
        item.objects.bulk_create(
            item(checklist=checklist, position=n, **{**fields, "category": frame[fields["category"]]})
            for n, fields in enumerate(entry["items"], 1)
        )


def _rules(apps: Any) -> None:
    for entry in content("rules")["rules"]:
        fields = dict(entry)
        key = {"code": fields.pop("code"), "valid_from": fields.pop("valid_from"), **COMMON}
        apps.get_model(APP, "DeadlineRule").objects.get_or_create(**key, defaults=fields)


def _parameters(apps: Any) -> None:
    for entry in content("parameters")["parameters"]:
        fields = dict(entry)
        key = {"code": fields.pop("code"), "valid_from": fields.pop("valid_from"), **COMMON}
        apps.get_model(APP, "Parameter").objects.get_or_create(**key, defaults=fields)


def _days() -> dict[date, tuple[bool, str]]:
    """Every exception of the calendar file: day → (works, note)."""
    days: dict[date, tuple[bool, str]] = {}
    for period in content("calendar")["periods"]:
        first, last = date.fromisoformat(period["from"]), date.fromisoformat(period["to"])
        for n in range((last - first).days + 1):
            days[first + timedelta(days=n)] = (False, period["name"])
        for day in period["worked"]:
            days[date.fromisoformat(day)] = (True, period["name"])
    return days


def _calendar(apps: Any) -> None:
    model = apps.get_model(APP, "CalendarDay")
    model.objects.bulk_create(
        [model(day=day, works=works, note=note) for day, (works, note) in _days().items()], ignore_conflicts=True
    )
