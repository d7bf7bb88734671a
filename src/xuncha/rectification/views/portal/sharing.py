"""Inside the unit: parts of items given away, handed in from a phone, taken over; comments on drafts."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, finished_last, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rectification import services
from xuncha.rectification.forms.portal_sharing import AdoptForm, GiveForm, HandInForm, NoteForm
from xuncha.rectification.models import Assignment, Item, UnitReport
from xuncha.rectification.rules.sharing import reasons_not_to_share
from xuncha.rectification.selectors import ITEMS, UNIT_REPORTS
from xuncha.rectification.selectors.sharing import ASSIGNMENTS, contributors_of, plans_to_appoint
from xuncha.rectification.views.portal.work import GET_POST, answered
from xuncha.rectification.workflow import ASSIGNMENT, AssignmentState, ItemState

ASSIGNMENTS_LEDGER = Ledger(
    "rectification.unit-assignments",
    gettext_lazy("单位内部交办"),
    columns=(
        main_column("ask", gettext_lazy("要办什么"), lambda a: a.ask, sub=lambda a: a.item.number),
        Column("to", gettext_lazy("承办人"), lambda a: a.to, css="w4"),
        Column("due_on", gettext_lazy("要求报送日期"), lambda a: a.due_on, sort="due_on", css="nw"),
        state_column(ASSIGNMENT, since=True),
    ),
    choices=(by_state(ASSIGNMENT),),
    search=("ask", "text", "item__number"),
    chips=(Chip("mine", gettext_lazy("交给我的"), lambda actor: Q(to=actor.pk)),),
    opening=gettext_lazy("共 {n} 件交办"),
    empty=gettext_lazy("联络员把整改措施交给责任部门和下级单位的人，列在这里。巡察办看不到。"),
    overdue=overdue_in(ASSIGNMENTS),
    order=(finished_last(ASSIGNMENT), "due_on"),
    related=("item", "to"),
)


@page(P.RECT_SHARE)
def assignments(request: SignedInRequest) -> HttpResponseBase:
    """What was given within the unit; a contributor sees what is theirs."""
    rows = ASSIGNMENTS.visible_to(request.actor)
    context = {"plans": plans_to_appoint(request.actor)}
    return ASSIGNMENTS_LEDGER.respond(request, rows, template="rectification/unit_assignments.html", context=context)


def _crumbs(assignment: Assignment) -> list[tuple[str, str]]:
    return [(_("单位内部交办"), reverse("rectification_unit:assignments")), (str(assignment), page_of(assignment))]


@page(P.RECT_SHARE, of=ASSIGNMENTS)
def assignment(request: SignedInRequest, assignment: Assignment) -> HttpResponse:
    """What is asked, why, by when and what counts as done; what came back; comments."""
    item, measure = assignment.item, assignment.measure
    available = ASSIGNMENT.available(AssignmentState(assignment.state))
    adopts = "adopt" in available and ASSIGNMENTS.permits(request.actor, P.RECT_WRITE, assignment)
    shut = reasons_not_to_share(ItemState(item.state))
    context = {
        "assignment": assignment,
        "item": item,
        "workflow": ASSIGNMENT,
        "measures": [measure] if measure else item.measures.order_by("position"),
        "pieces": assignment.pieces.select_related("attachment"),
        "notes": assignment.notes.select_related("created_by"),
        "hands_in": assignment.to_id == request.actor.pk and "hand_in" in available,
        "adopts": adopts and not shut,
        "shut": shut if adopts else [],
        "follows": ITEMS.permits(request.actor, P.RECT_FOLLOW, item),
        "buttons": buttons(
            request.actor,
            assignment,
            ASSIGNMENT,
            "rectification_unit:assignment-step",
            leave_out=("hand_in", "adopt"),
        ),
    }
    return render(request, "rectification/unit_assignment.html", context)


STEPS: dict[str, Callable[..., Any]] = {"return": services.return_part, "take_back": services.take_part_back}


@page(P.RECT_WRITE, of=ASSIGNMENTS, methods=("POST",))
def step(request: SignedInRequest, assignment: Assignment, step: str) -> HttpResponse:
    """Return what was handed in, or take the part back."""
    return take_step(request, assignment, ASSIGNMENT, STEPS, step)


@page(P.RECT_SHARE, of=ASSIGNMENTS)
def file(request: SignedInRequest, assignment: Assignment, piece: int) -> HttpResponseBase:
    """A file that was handed in."""
    return serve(get_object_or_404(assignment.pieces.select_related("attachment__file"), pk=piece).attachment)


@page(P.RECT_CONTRIBUTE, of=ASSIGNMENTS, methods=GET_POST)
def hand_in(request: SignedInRequest, assignment: Assignment) -> HttpResponse:
    """Hand in what was done."""
    kept = Kept(request, f"rectification.assignment:hand-in-{assignment.pk}")
    initial = {"text": assignment.text, "on": localdate(request.now), **kept.typed}
    form = HandInForm(request.POST or None, request.FILES or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.hand_in_part(
            act,
            assignment,
            text=form.cleaned_data["text"],
            on=form.cleaned_data["on"],
            done=form.cleaned_data["done"],
            uploads=form.uploads,
        ),
        title=_("报送"),
        done=_("已报送，等联络员采用"),
        crumbs=_crumbs(assignment),
        record=assignment,
        kept=kept,
        context={"say": assignment.ask, "submit": _("报送")},
    )


@page(P.RECT_WRITE, of=ASSIGNMENTS, methods=GET_POST)
def adopt(request: SignedInRequest, assignment: Assignment) -> HttpResponse:
    """Take over what was handed in, with the files that are ticked."""
    pieces = list(assignment.pieces.select_related("attachment"))
    initial = {"pieces": [str(piece.pk) for piece in pieces]}
    form = AdoptForm(request.POST or None, initial=initial, pieces=pieces)
    return form_answer(
        request,
        form,
        lambda act: services.adopt_part(act, assignment, pieces=form.chosen),
        title=_("采用"),
        done=_("已采用，记入整改进展和佐证"),
        crumbs=_crumbs(assignment),
        record=assignment,
        context={"say": assignment.text, "submit": _("采用")},
    )


@page(P.RECT_SHARE, of=ASSIGNMENTS, methods=GET_POST)
def note(request: SignedInRequest, assignment: Assignment) -> HttpResponse:
    """Comment on a part that was given away."""
    form = NoteForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.note_on_part(act, assignment, **form.cleaned_data),
        title=_("提意见"),
        done=_("已写下意见"),
        crumbs=_crumbs(assignment),
        context={"submit": _("写下")},
    )


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def give(request: SignedInRequest, item: Item) -> HttpResponse:
    """Give a measure, or the item, to somebody of the unit."""
    kept = Kept(request, f"rectification.item:give-{item.pk}")
    wanted = request.GET.get("measure", "")
    picked = {"measure": int(wanted)} if wanted.isdecimal() else {}
    form = GiveForm(
        request.POST or None,
        initial={**picked, **kept.typed},
        measures=item.measures.order_by("position"),
        contributors=contributors_of(item.plan.inspection.organisation_id, request.now),
    )
    return answered(
        request,
        item,
        form,
        lambda act: services.give_part(
            act,
            item,
            to=form.person,
            ask=form.cleaned_data["ask"],
            due_on=form.cleaned_data["due_on"],
            measure=form.chosen,
        ),
        title=_("交给责任部门"),
        done=_("已交办"),
        part="shared",
        kept=kept,
        template="rectification/unit_give.html",
        context={"submit": _("交办"), "plan": item.plan, "nobody": not form.people},
    )


@page(P.RECT_NOTE, of=ITEMS, methods=GET_POST)
def item_note(request: SignedInRequest, item: Item) -> HttpResponse:
    """Comment on an item inside the unit."""
    form = NoteForm(request.POST or None)
    return answered(
        request,
        item,
        form,
        lambda act: services.note_on_item(act, item, **form.cleaned_data),
        title=_("提意见"),
        done=_("已写下意见"),
        part="shared",
        record=None,
        context={"submit": _("写下")},
    )


@page(P.RECT_NOTE, of=UNIT_REPORTS, methods=GET_POST)
def report_note(request: SignedInRequest, report: UnitReport) -> HttpResponse:
    """Comment on a report's draft inside the unit."""
    form = NoteForm(request.POST or None)
    way = [(report.get_kind_display(), reverse("rectification_unit:report", args=[report.pk]))]
    return form_answer(
        request,
        form,
        lambda act: services.note_on_report(act, report, **form.cleaned_data),
        title=_("提意见"),
        done=_("已写下意见"),
        crumbs=way,
        context={"submit": _("写下"), "say": str(report)},
    )
