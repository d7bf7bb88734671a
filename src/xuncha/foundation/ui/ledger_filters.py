"""The filters above a list: which are offered and how they are set, and the rows that fit them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from xuncha.foundation.http import SignedInRequest
from xuncha.foundation.ui.ledger_parts import Choice, Spine
from xuncha.foundation.ui.spine import options_for

Filter = dict[str, Any]
"""One filter as the page draws it: code, label, path, options where there are some, and the value that is set."""


def filters_of(
    request: SignedInRequest, spine: Spine, choices: Sequence[Choice], search: Sequence[str]
) -> list[Filter]:
    """The filters a list offers this person, with what the address sets: those of the spine, its own, the words."""
    found = [*_of_the_spine(request, spine), *_of_the_list(spine, choices, search)]
    for one in found:
        one["value"] = request.GET.get(one["code"], "")
    return found


def _of_the_spine(request: SignedInRequest, spine: Spine) -> list[Filter]:
    labels = {
        "term": _("届次"),
        "year": _("年度"),
        "round": _("轮次"),
        "team": _("巡察组"),
        "unit": _("被巡察单位"),
        "category": _("分类"),
    }
    paths = {code: getattr(spine, code) for code in labels if getattr(spine, code)}
    options = options_for(request.actor, request.now, [code for code in paths if code != "unit"])
    found: list[Filter] = []
    for code, path in paths.items():
        one = {"code": code, "label": labels[code], "path": path}
        found.append(one if code == "unit" else {**one, "options": options.get(code, [])})
    return found


def _of_the_list(spine: Spine, choices: Sequence[Choice], search: Sequence[str]) -> list[Filter]:
    found: list[Filter] = [
        {
            "code": choice.code,
            "label": choice.label,
            "path": choice.path,
            "options": [(str(value), label) for value, label in choice.choices],
        }
        for choice in choices
    ]
    if spine.done is not None:
        pairs = [("yes", _("已办结")), ("no", _("未办结"))]
        found.append({"code": "done", "label": _("是否办结"), "options": pairs})
    if search:
        found.append({"code": "q", "label": _("关键词"), "grow": True})
    return found


LONGEST = 100  # characters of a filter that are looked for: more than any name; databases refuse endless patterns


def narrowed(rows: QuerySet[Any], filters: Sequence[Filter], spine: Spine, search: Sequence[str]) -> QuerySet[Any]:
    """The rows that fit every filter that is set; a value that is not offered narrows nothing."""
    for one in filters:
        value = str(one["value"]).strip().replace("\x00", "")[:LONGEST]
        if not value:
            continue
        if one["code"] == "q":
            rows = rows.filter(_any(search, value))
        elif one["code"] == "unit":
            rows = rows.filter(_any([f"{one['path']}__name", f"{one['path']}__short_name"], value))
        elif one["code"] == "done":
            condition = spine.done or Q()
            rows = rows.filter(condition) if value == "yes" else rows.exclude(condition)
        elif value in {str(option[0]) for option in one["options"]}:
            rows = rows.filter(**{one["path"]: value})
    return rows


def _any(paths: Sequence[str], value: str) -> Q:
    condition = Q()
    for path in paths:
        condition |= Q(**{f"{path}__icontains": value})
    return condition
