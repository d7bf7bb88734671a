"""What binds the unit itself: filed, read for duties, confirmed item by item into its own checklist."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.pages import form_answer
from xuncha.preparation import services
from xuncha.preparation.forms import DutyForm, InstructionForm
from xuncha.preparation.models import Instruction
from xuncha.preparation.rules import Duty, duties_in, nearest_area
from xuncha.preparation.selectors import INSTRUCTIONS_RECEIVED, areas_on, own_checklist
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


@page(P.INSPECTION_READ, of=INSPECTIONS)
def instructions(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Every text that binds the unit, and the checklist made of them."""
    context = {
        "inspection": inspection,
        "rows": INSTRUCTIONS_RECEIVED.visible_to(request.actor).filter(inspection=inspection),
        "checklist": own_checklist(inspection),
        "writes": INSPECTIONS.permits(request.actor, P.PREPARATION_WRITE, inspection),
    }
    return render(request, "preparation/instructions.html", context)


def _crumbs(inspection: Inspection) -> list[tuple[str, str]]:
    here = reverse("preparation:instructions", args=[inspection.pk])
    return [(str(inspection.organisation), page_of(inspection)), (_("单位应落实的要求"), here)]


@page(P.PREPARATION_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def new(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """File a text that binds the unit."""
    form = InstructionForm(request.POST or None, request.FILES or None)
    return form_answer(
        request,
        form,
        lambda act: services.file_instruction(act, inspection, **form.cleaned_data),
        title=_("录入单位应落实的要求"),
        done=lambda made: (_("已录入，请逐条确认"), page_of(made)),
        crumbs=_crumbs(inspection),
        context={
            "say": _("“三定”规定、上级决策部署、收到的批示：从中找出职责、期限、数量，逐条确认后成为本单位的清单。")
        },
    )


@page(P.PREPARATION_READ, of=INSTRUCTIONS_RECEIVED, methods=("GET", "POST"))
def instruction(request: SignedInRequest, instruction: Instruction) -> HttpResponse:
    """One text: the items proposed from it, to be confirmed, edited or dropped one by one."""
    writes = INSTRUCTIONS_RECEIVED.permits(request.actor, P.PREPARATION_WRITE, instruction)
    open_ = instruction.checklist_id is None and writes
    rows = _rows(request, instruction) if open_ else []
    reasons: tuple[Any, ...] = ()
    if request.method == "POST" and all(form.is_valid() for _duty, form in rows):
        lines = [
            services.Line(one["manifestation"], one["check_points"], one["category"])
            for one in (form.cleaned_data for _duty, form in rows)
            if one["keep"]
        ]
        try:
            taken = services.take_up(act_of(request), instruction, lines=lines)
        except RuleViolated as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, _("已列入清单 {n} 条").format(n=len(lines)))
            return HttpResponseRedirect(page_of(taken))
    context = {
        "instruction": instruction,
        "inspection": instruction.inspection,
        "rows": rows,
        "reasons": reasons,
        "items": instruction.checklist.items.select_related("category") if instruction.checklist else (),
    }
    status = 422 if reasons or any(form.errors for _duty, form in rows) else 200
    return render(request, "preparation/instruction.html", context, status=status)


def _rows(request: SignedInRequest, instruction: Instruction) -> list[tuple[Duty, DutyForm]]:
    """Each proposed sentence with its form."""
    areas = areas_on(instruction.inspection)
    said = {pk: words for pk, (_area, words) in areas.items()}
    known = [area for area, _words in areas.values()]
    rows = []
    for n, duty in enumerate(duties_in(instruction.text)):
        initial = {
            "keep": True,
            "manifestation": duty.text[:300],
            "check_points": duty.check_points,
            "category": nearest_area(duty.text, said),
        }
        rows.append((duty, DutyForm(request.POST or None, initial=initial, prefix=f"d{n}", areas=known)))
    return rows
