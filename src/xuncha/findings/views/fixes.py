"""Immediate rectification at the desk: ledger, page, forms, the notice as a document."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.errors import Reason
from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings import services
from xuncha.findings.documents import fix_notice
from xuncha.findings.forms import FixForm, FreeFixForm, quantity_lines
from xuncha.findings.models import ImmediateFix
from xuncha.findings.rules.fixes import IssueFacts, reasons_not_to_accept, reasons_not_to_issue
from xuncha.findings.selectors import FIXES, due_by_rule
from xuncha.findings.views.changing import paper_of
from xuncha.findings.workflow import FIX, FixState
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.leaks.selectors import check_on
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import Form, base_version
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.foundation.usecases import Act
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine

DONE = FIX.finished()
FIXES_LEDGER = Ledger(
    "findings.fixes",
    gettext_lazy("立行立改"),
    columns=(
        main_column("title", gettext_lazy("事项"), lambda f: f.title, sub=lambda f: f.number),
        Column("unit", gettext_lazy("被巡察单位"), lambda f: f.inspection.organisation, css="w5"),
        Column(
            "quantities",
            gettext_lazy("数量"),
            lambda f: "；".join(quantity_lines(f.quantities).splitlines()),
            css="fold",
        ),
        Column("due", gettext_lazy("期限"), lambda f: f.due_on, sort="due_on", template="findings/due_cell.html"),
        state_column(FIX),
    ),
    spine=inspection_spine(done=Q(state__in=DONE)),
    choices=(by_state(FIX),),
    search=("title", "number", "demand"),
    chips=(
        Chip("draft", gettext_lazy("待签发"), lambda _: Q(state=FixState.DRAFT)),
        Chip("answered", gettext_lazy("待核验"), lambda _: Q(state=FixState.ANSWERED)),
        Chip("open", gettext_lazy("单位整改中"), lambda _: Q(state__in=[FixState.ISSUED, FixState.RETURNED])),
        Chip("done", gettext_lazy("已改到位"), lambda _: Q(state=FixState.ACCEPTED)),
    ),
    opening=gettext_lazy("共 {n} 件立行立改"),
    empty=gettext_lazy("能当场改的问题，由组里起草通知，组长签发。"),
    overdue=overdue_in(FIXES),
    order=("due_on",),
    related=("inspection__organisation", "inspection__round"),
)


@page(P.FIX_READ)
def fixes(request: SignedInRequest) -> HttpResponseBase:
    """Every immediate rectification within reach."""
    staff = request.actor.as_staff
    if not staff.holds(P.FIX_READ):
        return redirect("findings_unit:fixes")
    context = {"writes": request.actor.holds(P.FIX_WRITE)}
    return FIXES_LEDGER.respond(request, FIXES.visible_to(staff), template="findings/fixes.html", context=context)


def _refused(request: SignedInRequest, fix: ImmediateFix) -> dict[str, list[Reason]]:
    """Why this person may not take a step that exists, for the buttons."""
    author = fix.created_by_id == request.actor.pk
    today = timezone.localdate(request.now)
    by_rule = due_by_rule(fix, today)
    deadline = fix.due_on or (by_rule.on if by_rule else None)
    edit = reverse("findings:fix-change", args=[fix.pk])
    return {
        "issue": [
            Reason(why.text, why.field, edit if why.field else "")
            for why in reasons_not_to_issue(IssueFacts(author, deadline, today))
        ],
        "accept": reasons_not_to_accept(author=author, answered=fix.answered_by_id == request.actor.pk),
    }


@page(P.FIX_READ, of=FIXES)
def fix(request: SignedInRequest, fix: ImmediateFix) -> HttpResponse:
    """One notice: demand, deadline and where it comes from, the unit's answer, steps."""
    if not FIXES.permits(request.actor.as_staff, FIXES.read, fix):
        return redirect("findings_unit:fix", pk=fix.pk)
    writes = FIXES.permits(request.actor, P.FIX_WRITE, fix)
    issued_on = timezone.localdate(fix.issued_at or request.now)
    by_rule = due_by_rule(fix, issued_on)
    context = {
        "fix": fix,
        "workflow": FIX,
        "done": fix.state in DONE,
        "by_rule": by_rule,
        "rule_applies": by_rule is not None and fix.due_on in {None, by_rule.on},
        "editable": writes and fix.state == FixState.DRAFT,
        "reads_papers": request.actor.holds(P.PAPER_READ),
        "proof": fix.proof.select_related("file"),
        "source_check": check_on(fix) if FIXES.permits(request.actor, P.FIX_APPROVE, fix) else None,
        "buttons": buttons(
            request.actor,
            fix,
            FIX,
            "findings:fix-step",
            refused=_refused(request, fix),
            leave_out=("answer",),
        ),
    }
    return render(request, "findings/fix.html", context)


@page(P.FIX_READ, of=FIXES, methods=("POST",))
def fix_step(request: SignedInRequest, fix: ImmediateFix, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    acts: dict[str, Callable[..., Any]] = {
        "issue": services.issue_fix,
        "accept": services.accept_fix,
        "return": services.return_fix,
        "withdraw": services.withdraw_fix,
    }
    return take_step(request, fix, FIX, acts, step)


WAY = (gettext_lazy("立行立改"), "findings:fixes")


@page(P.FIX_WRITE, methods=("GET", "POST"))
def draft(request: SignedInRequest) -> HttpResponse:
    """Draft a notice, from the paper in the address or free."""
    paper = paper_of(request, request.GET.get("paper", ""))
    kept = Kept(request, f"findings.fix:new-{paper.pk if paper else 'free'}")
    form = _draft_form(request, paper, kept)

    def perform(act: Act) -> ImmediateFix:
        typed = dict(form.cleaned_data)
        inspection = paper.inspection if paper else typed.pop("inspection")
        return services.draft_fix(act, inspection, paper=paper, **typed)

    return form_answer(
        request,
        form,
        perform,
        title=_("起草立行立改通知"),
        done=lambda made: (_("已起草 {number}，待组长签发").format(number=made.number), page_of(made)),
        kept=kept,
        context={"say": str(paper) if paper else "", "submit": _("存为草稿")},
        crumbs=[(str(WAY[0]), reverse(WAY[1]))],
    )


def _draft_form(request: SignedInRequest, paper: WorkingPaper | None, kept: Kept) -> Form:
    if paper is not None:
        return FixForm(request.POST or None, initial={"title": paper.title, **kept.typed})
    reachable = INSPECTIONS.permitted(request.actor, P.FIX_WRITE).select_related("organisation", "round")
    initial = {"inspection": request.GET.get("inspection", ""), **kept.typed}
    return FreeFixForm(request.POST or None, initial=initial, inspections=reachable.order_by("-pk"))


@page(P.FIX_WRITE, of=FIXES, methods=("GET", "POST"))
def fix_change(request: SignedInRequest, fix: ImmediateFix) -> HttpResponse:
    """Change a draft."""
    kept = Kept(request, f"findings.fix:{fix.pk}")
    stored = {
        "title": fix.title,
        "demand": fix.demand,
        "quantities": quantity_lines(fix.quantities),
        "due_on": fix.due_on,
    }
    form = FixForm(request.POST or None, initial={**stored, **kept.typed})
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.change_fix(act, fix, base_version=version, **form.cleaned_data),
        title=_("修改通知"),
        done=lambda saved: _("已修改 {number}").format(number=saved.number),
        record=fix,
        kept=kept,
        context={"say": str(fix)},
        crumbs=[(str(WAY[0]), reverse(WAY[1])), (fix.number, page_of(fix))],
    )


@page(P.FIX_READ, of=FIXES)
def notice(request: SignedInRequest, fix: ImmediateFix) -> HttpResponseBase:
    """The notice as a document, docx or with `?as=pdf` pdf."""
    on = timezone.localdate(fix.issued_at or request.now)
    office = fix.inspection.round.term.jurisdiction
    return issued(fix_notice, fix, office, on=on, filename=f"立行立改通知书 {fix.number}", asked=request.GET)


@page(P.FIX_READ, of=FIXES)
def proof(request: SignedInRequest, fix: ImmediateFix, attachment: int) -> HttpResponseBase:
    """One file that the unit attached."""
    found = fix.proof.select_related("file").filter(pk=attachment).first()
    if found is None:
        raise Http404
    return serve(found)
