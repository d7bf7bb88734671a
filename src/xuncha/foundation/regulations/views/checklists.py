"""Checklists: versions, items by aspect, editing a draft, publishing, comparing two versions."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.http import SignedInRequest, act_of, listed, page
from xuncha.foundation.orgs.models import UnitType
from xuncha.foundation.reach import page_of
from xuncha.foundation.regulations import services
from xuncha.foundation.regulations.forms import DraftForm, ItemForm
from xuncha.foundation.regulations.models import Checklist, ChecklistItem
from xuncha.foundation.regulations.rules import ChecklistState
from xuncha.foundation.regulations.selectors import (
    CHECKLISTS,
    ITEMS,
    checklists_read_by,
    compare,
    items_for,
    versions_of,
)
from xuncha.foundation.regulations.views.answering import visible
from xuncha.foundation.ui.forms import base_version, shown
from xuncha.foundation.ui.pages import form_answer, saved
from xuncha.foundation.usecases import Act

SHAPE = {ChecklistState.DRAFT: "", ChecklistState.PUBLISHED: "done", ChecklistState.RETIRED: "stop"}


@page(P.REGULATIONS_READ)
def checklists(request: SignedInRequest) -> HttpResponse:
    """Every version of every checklist."""
    rows = [(c, SHAPE[c.state]) for c in checklists_read_by(request.actor)]
    context = {"rows": rows, "may_write": request.actor.holds(P.REGULATIONS_WRITE)}
    return render(request, "regulations/checklists.html", context)


@page(P.REGULATIONS_READ, of=CHECKLISTS)
def checklist(request: SignedInRequest, record: Checklist) -> HttpResponse:
    """One version: its items by aspect, all or those that concern one kind of unit."""
    wanted = request.GET.get("type", "")
    unit_type = wanted if wanted in UnitType.values else ""
    items = items_for(record, unit_type)
    names = dict(UnitType.choices)
    shown = [(item, listed(str(names[t]) for t in item.unit_types if t in names)) for item in items]
    shown.sort(key=lambda pair: (pair[0].category.position if pair[0].category else -1, pair[0].position))
    mine = CHECKLISTS.permits(request.actor, P.REGULATIONS_WRITE, record)
    context = {
        "record": record,
        "shape": SHAPE[record.state],
        "aspects": [(aspect, list(group)) for aspect, group in groupby(shown, key=lambda pair: pair[0].category)],
        "count": len(items),
        "types": UnitType.choices,
        "unit_type": unit_type,
        "versions": [(c, SHAPE[c.state]) for c in versions_of(record) if c.published_on or mine],
        "may_copy": request.actor.holds(P.REGULATIONS_WRITE),
        "editable": mine and record.state is ChecklistState.DRAFT,
        "may_retire": mine and record.state is ChecklistState.PUBLISHED,
    }
    return render(request, "regulations/checklist.html", context)


@page(P.REGULATIONS_READ, of=CHECKLISTS)
def comparison(request: SignedInRequest, record: Checklist, other: int) -> HttpResponse:
    """What this version changed against another."""
    old = visible(CHECKLISTS, request, other)
    changes = [
        (change, [(name, _shown(name, one), _shown(name, two)) for name, (one, two) in change.fields.items()])
        for change in compare(old, record)
    ]
    return render(request, "regulations/comparison.html", {"record": record, "old": old, "changes": changes})


def _shown(name: str, value: Any) -> str:
    """A field of an item as people read it."""
    if name == "unit_types":
        names = dict(UnitType.choices)
        return listed(str(names[t]) for t in value if t in names) or _("各类单位")
    return shown(value)


@page(P.REGULATIONS_WRITE, methods=("GET", "POST"))
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the next version of the office's own from this one."""
    source = visible(CHECKLISTS, request, pk)
    form = DraftForm(request.POST or None, initial={"name": source.name}, actor=request.actor)
    return form_answer(
        request,
        form,
        lambda act: services.draft_checklist(
            act, form.cleaned_data["office"], source=source, name=form.cleaned_data["name"]
        ),
        title=_("另起一版"),
        back=page_of(source),
        done=lambda made: (saved(made), page_of(made)),
        context={"say": _("条目照抄过来再改；发布之前，大家用的还是现行版。")},
    )


@page(P.REGULATIONS_WRITE, of=CHECKLISTS, methods=("GET", "POST"))
def new_item(request: SignedInRequest, record: Checklist) -> HttpResponse:
    """Add an item to a draft."""
    form = ItemForm(request.POST or None, checklist=record)
    return form_answer(
        request,
        form,
        lambda act: services.create_item(act, record, **form.cleaned_data),
        title=_("新增条目"),
        back=page_of(record),
        record=record,
    )


@page(P.REGULATIONS_READ, of=ITEMS)
def item(request: SignedInRequest, record: ChecklistItem) -> HttpResponse:
    """One item: what it looks like, how to check it, on what basis, what to attach."""
    names = dict(UnitType.choices)
    context = {
        "record": record,
        "types": [names[t] for t in record.unit_types if t in names],
        "points": [line for line in record.check_points.splitlines() if line.strip()],
        "editable": record.checklist.state is ChecklistState.DRAFT
        and ITEMS.permits(request.actor, P.REGULATIONS_WRITE, record),
    }
    return render(request, "regulations/item.html", context)


@page(P.REGULATIONS_WRITE, of=ITEMS, methods=("GET", "POST"))
def edit_item(request: SignedInRequest, record: ChecklistItem) -> HttpResponse:
    """Change an item of a draft."""
    initial = {name: getattr(record, name) for name in ItemForm.base_fields}
    form = ItemForm(request.POST or None, initial=initial, checklist=record.checklist)
    return form_answer(
        request,
        form,
        lambda act: services.change_item(act, record, base_version=base_version(request), **form.cleaned_data),
        title=_("修改条目"),
        back=page_of(record.checklist),
        record=record,
    )


@page(P.REGULATIONS_WRITE, of=ITEMS, methods=("POST",))
def remove_item(request: SignedInRequest, record: ChecklistItem) -> HttpResponse:
    """Leave an item out of a draft."""
    services.remove_item(act_of(request), record)
    messages.success(request, _("已移出 {code}").format(code=record.code))
    return HttpResponseRedirect(page_of(record.checklist))


ACTS: dict[str, Callable[[Act, Checklist], Any]] = {
    "publish": services.publish_checklist,
    "retire": services.retire_checklist,
    "discard": services.discard_draft,
}


@page(P.REGULATIONS_WRITE, of=CHECKLISTS, methods=("POST",))
def act_on(request: SignedInRequest, record: Checklist, step: str) -> HttpResponse:
    """Publish, take out of use or throw away."""
    if step not in ACTS:
        raise RuleViolated(say("没有这一步。"))
    ACTS[step](act_of(request), record)
    messages.success(request, _("已办理 {name}").format(name=record))
    return HttpResponseRedirect(reverse("regulations:checklists") if step == "discard" else page_of(record))
