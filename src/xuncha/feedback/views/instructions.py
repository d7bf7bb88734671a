"""Instructions, named matters and demands: the ledger, the page of one, its answer."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.feedback import services
from xuncha.feedback.documents import instruction_slip
from xuncha.feedback.forms import InstructionAnswerForm, InstructionForm
from xuncha.feedback.models import Instruction
from xuncha.feedback.selectors import INSTRUCTIONS, MEETINGS, matter_of
from xuncha.feedback.workflow import INSTRUCTION, InstructionState
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Chip, Choice, Column, Ledger, Spine, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.foundation.usecases import Act
from xuncha.planning.selectors import TERMS
from xuncha.rounds.selectors import INSPECTIONS

S = InstructionState
INSTRUCTIONS_LEDGER = Ledger(
    "feedback.instructions",
    gettext_lazy("批示与点人点事"),
    columns=(
        main_column("text", gettext_lazy("内容"), lambda i: i.text, sub=lambda i: i.number),
        Column("kind", gettext_lazy("种类"), lambda i: i.get_kind_display(), sort="kind", css="nw"),
        Column("leader", gettext_lazy("领导（会议）"), lambda i: i.leader, css="fold"),
        Column("on", gettext_lazy("批示日期"), lambda i: i.on, sort="on", css="nw fold"),
        Column("assigned_to", gettext_lazy("承办部门"), lambda i: i.assigned_to, css="w5"),
        Column("due", gettext_lazy("期限"), lambda i: i.due_on, sort="due_on", template="feedback/due_cell.html"),
        state_column(INSTRUCTION, since=True),
    ),
    spine=Spine(
        term="term_id",
        year="inspection__round__year",
        round="inspection__round_id",
        team="inspection__team_id",
        unit="inspection__organisation",
        done=Q(state__in=INSTRUCTION.finished()),
    ),
    choices=(Choice("kind", gettext_lazy("种类"), "kind", Instruction.Kind.choices), by_state(INSTRUCTION)),
    search=("text", "number", "leader", "assigned_to"),
    chips=(
        Chip("open", gettext_lazy("办理中"), lambda _: Q(state__in=[S.OPEN, S.RETURNED])),
        Chip("answered", gettext_lazy("待审阅"), lambda _: Q(state=S.ANSWERED)),
        Chip("accepted", gettext_lazy("已办结"), lambda _: Q(state=S.ACCEPTED)),
    ),
    opening=gettext_lazy("共 {n} 件批示与点人点事"),
    empty=gettext_lazy("领导的批示、会议点到的人和事、会议的要求，记在这里，一直办到同意办结。"),
    overdue=overdue_in(INSTRUCTIONS),
    order=("-on", "-pk"),
    related=("inspection__organisation",),
    without=("answer",),
)


@page(P.INSTRUCTION_READ)
def instructions(request: SignedInRequest) -> HttpResponseBase:
    """Every instruction within reach."""
    context = {"writes": request.actor.holds(P.INSTRUCTION_WRITE)}
    rows = INSTRUCTIONS.visible_to(request.actor)
    return INSTRUCTIONS_LEDGER.respond(request, rows, template="feedback/instructions.html", context=context)


def crumbs(instruction: Instruction | None = None) -> list[tuple[str, str]]:
    """The way to an instruction's pages."""
    way = [(_("批示与点人点事"), reverse("feedback:instructions"))]
    return [*way, (instruction.number, page_of(instruction))] if instruction else way


@page(P.INSTRUCTION_WRITE, methods=("GET", "POST"))
def new(request: SignedInRequest) -> HttpResponse:
    """Write down an instruction, free or out of a matter of a meeting."""
    matter = matter_of(request.actor, request.GET.get("matter", ""))
    kept = Kept(request, f"feedback.instruction:new-{matter.pk if matter else 'free'}")
    initial = {"on": timezone.localdate(request.now), **kept.typed}
    if matter is not None:
        initial |= {
            "term": matter.meeting.term_id,
            "kind": Instruction.Kind.DEMAND,
            "leader": matter.meeting.title[:60],
        }
        initial |= {"on": matter.meeting.on, **kept.typed}
    form = InstructionForm(request.POST or None, initial=initial)
    terms = TERMS.permitted(request.actor, P.INSTRUCTION_WRITE).order_by("-last_year")
    form.offer(term=terms.filter(pk=matter.meeting.term_id) if matter else terms)
    inspections = INSPECTIONS.visible_to(request.actor).select_related("organisation", "round").order_by("-pk")
    form.offer(inspection=inspections)

    def perform(act: Act) -> Instruction:
        typed = dict(form.cleaned_data)
        return services.record_instruction(act, typed.pop("term"), agenda_item=matter, **typed)

    return form_answer(
        request,
        form,
        perform,
        title=_("登记批示、点人点事、要求"),
        done=lambda made: (_("已登记 {number}").format(number=made.number), page_of(made)),
        crumbs=crumbs(),
        kept=kept,
        context={"say": matter.title if matter else ""},
    )


@page(P.INSTRUCTION_WRITE, of=INSTRUCTIONS, methods=("GET", "POST"))
def change(request: SignedInRequest, instruction: Instruction) -> HttpResponse:
    """Put right what was written down."""
    fields = ("kind", "leader", "on", "text", "assigned_to", "due_on")
    form = InstructionForm(request.POST or None, initial={name: getattr(instruction, name) for name in fields})
    for name in ("term", "inspection"):
        del form.fields[name]
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.change_instruction(act, instruction, base_version=version, **form.cleaned_data),
        title=_("修改登记"),
        crumbs=crumbs(instruction),
        record=instruction,
    )


@page(P.INSTRUCTION_READ, of=INSTRUCTIONS)
def instruction(request: SignedInRequest, instruction: Instruction) -> HttpResponse:
    """One instruction with its answer and steps."""
    meeting = instruction.agenda_item.meeting if instruction.agenda_item else None
    inspections = INSPECTIONS.visible_to(request.actor).filter(pk=instruction.inspection_id or 0)
    context = {
        "instruction": instruction,
        "workflow": INSTRUCTION,
        "meeting": meeting if meeting and MEETINGS.permits(request.actor, MEETINGS.read, meeting) else None,
        "inspection": inspections.select_related("organisation", "round").first(),
        "done": instruction.state == S.ACCEPTED,
        "files": instruction.files.select_related("file"),
        "editable": instruction.state == S.OPEN
        and INSTRUCTIONS.permits(request.actor, P.INSTRUCTION_WRITE, instruction),
        "answering": instruction.state in {S.OPEN, S.RETURNED}
        and INSTRUCTIONS.permits(request.actor, P.INSTRUCTION_ANSWER, instruction),
        "buttons": buttons(
            request.actor,
            instruction,
            INSTRUCTION,
            "feedback:instruction-step",
            own=instruction.answered_by_id == request.actor.pk,
            leave_out=("answer",),
        ),
    }
    return render(request, "feedback/instruction.html", context)


@page(P.INSTRUCTION_ANSWER, of=INSTRUCTIONS, methods=("GET", "POST"))
def answer(request: SignedInRequest, instruction: Instruction) -> HttpResponse:
    """Report what was done."""
    kept = Kept(request, f"feedback.answer:{instruction.pk}")
    initial = {"answer": instruction.answer, **kept.typed}
    form = InstructionAnswerForm(request.POST or None, request.FILES or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.answer_instruction(act, instruction, **form.cleaned_data),
        title=_("报告办理情况"),
        done=_("已报告 {number} 的办理情况").format(number=instruction.number),
        crumbs=crumbs(instruction),
        kept=kept,
        context={"say": instruction.text, "submit": _("报告")},
    )


STEPS: Mapping[str, Callable[..., Any]] = {"accept": services.accept_instruction, "return": services.return_instruction}


@page(P.INSTRUCTION_READ, of=INSTRUCTIONS, methods=("POST",))
def step(request: SignedInRequest, instruction: Instruction, step: str) -> HttpResponse:
    """Accept the answer, or send it back."""
    return take_step(request, instruction, INSTRUCTION, STEPS, step)


@page(P.INSTRUCTION_READ, of=INSTRUCTIONS)
def slip(request: SignedInRequest, instruction: Instruction) -> HttpResponse:
    """The slip on which it is handed out and answered, docx or with `?as=pdf` pdf."""
    name = f"批示办理单 {instruction.number}"
    office = instruction.term.jurisdiction
    return issued(instruction_slip, instruction, office, on=instruction.on, filename=name, asked=request.GET)


@page(P.INSTRUCTION_READ, of=INSTRUCTIONS)
def file(request: SignedInRequest, instruction: Instruction, attachment: int) -> HttpResponseBase:
    """One file that came with the answer."""
    return serve(get_object_or_404(instruction.files.select_related("file"), pk=attachment))
