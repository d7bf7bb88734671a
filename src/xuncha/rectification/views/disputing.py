"""What units dispute, and the office's answer with the words before and after it."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page, words
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.gathering import Labelled
from xuncha.foundation.ui.ledgers import (
    Chip,
    Choice,
    Column,
    Ledger,
    by_state,
    finished_last,
    main_column,
    state_column,
)
from xuncha.foundation.ui.pages import form_answer
from xuncha.rectification import services
from xuncha.rectification.documents import dispute_answer
from xuncha.rectification.forms.disputing import DisputeAnswerForm
from xuncha.rectification.models import Dispute
from xuncha.rectification.selectors import jurisdiction_of
from xuncha.rectification.selectors.disputing import DISPUTES, had_a_part, next_to_answer
from xuncha.rectification.workflow import DISPUTE, VERDICT_LABEL, DisputeState, Verdict
from xuncha.rounds.selectors import inspection_spine

DISPUTES_LEDGER = Ledger(
    "rectification.disputes",
    gettext_lazy("单位异议"),
    columns=(
        main_column(
            "title", gettext_lazy("反馈问题"), lambda d: d.item.title, sort="item__title", sub=lambda d: d.number
        ),
        Column("unit", gettext_lazy("被巡察单位"), lambda d: d.item.plan.inspection.organisation, css="w5"),
        Column("raised", gettext_lazy("提出日期"), lambda d: localdate(d.created_at), sort="created_at", css="nw"),
        Column(
            "verdict",
            gettext_lazy("答复结论"),
            Labelled(lambda d: d.verdict, lambda code: VERDICT_LABEL[Verdict(code)] if code else ""),
        ),
        Column("answered", gettext_lazy("答复人"), lambda d: d.decided_by, css="fold"),
        state_column(DISPUTE, since=True),
    ),
    spine=inspection_spine(path="item__plan__inspection", done=Q(state__in=DISPUTE.finished())),
    choices=(
        by_state(DISPUTE),
        Choice(
            "verdict",
            gettext_lazy("答复结论"),
            "verdict",
            [(v.value, gettext_lazy(label)) for v, label in VERDICT_LABEL.items()],
        ),
    ),
    search=("item__title", "number", "grounds", "decision"),
    chips=(Chip("raised", gettext_lazy("待答复"), lambda _: Q(state=DisputeState.RAISED)),),
    opening=gettext_lazy("共 {n} 件异议"),
    empty=gettext_lazy("单位对反馈问题提出的异议列在这里。"),
    overdue=overdue_in(DISPUTES),
    order=(finished_last(DISPUTE), "-pk"),
    related=("item__plan__inspection__organisation", "item__plan__inspection__round", "decided_by"),
)


@page(P.RECT_READ)
def disputes(request: SignedInRequest) -> HttpResponseBase:
    """Everything units dispute within reach."""
    return DISPUTES_LEDGER.respond(request, DISPUTES.visible_to(request.actor))


@page(P.RECT_READ, of=DISPUTES, methods=("GET", "POST"))
def dispute(request: SignedInRequest, dispute: Dispute) -> HttpResponse:
    """What a unit disputes, and room for the answer of somebody without a part in it."""
    if not DISPUTES.permits(request.actor.as_staff, DISPUTES.read, dispute):
        return redirect(f"{reverse('rectification_unit:item', args=[dispute.item_id])}#disputes")
    item = dispute.item
    turn = dispute.state == DisputeState.RAISED and DISPUTES.permits(request.actor, P.RECT_DECIDE, dispute)
    part = turn and had_a_part(dispute, request.actor.pk)
    kept = Kept(request, f"rectification.dispute:{dispute.pk}")
    form = DisputeAnswerForm(request.POST or None, initial={"title": item.title, "text": item.text, **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.answer_dispute(act, dispute, **form.cleaned_data),
        title=_("单位异议"),
        done=lambda answered: _on_to(request, answered),
        kept=kept,
        record=dispute,
        template="rectification/dispute.html",
        context={
            "dispute": dispute,
            "item": item,
            "workflow": DISPUTE,
            "files": dispute.files.select_related("file"),
            "answers": turn and not part,
            "part": part,
            "suspensions": item.suspensions.filter(ground="dispute"),
            "submit": _("答复异议"),
        },
        crumbs=[(_("单位异议"), reverse("rectification:disputes"))],
    )


def _on_to(request: SignedInRequest, answered: Dispute) -> tuple[str, str]:
    """What was said to the unit, and the way on: to the next dispute that waits for this person, else to the item."""
    said = {"number": answered.number, "verdict": words(VERDICT_LABEL[Verdict(answered.verdict)])}
    waiting = next_to_answer(request.actor)
    if waiting is None:
        return _("已答复异议 {number}：{verdict}，等单位签收。").format(**said), page_of(answered.item)
    told = _("已答复异议 {number}：{verdict}，等单位签收。下一件是 {next}。")
    return told.format(**said, next=waiting.number), page_of(waiting)


@page(P.RECT_READ, of=DISPUTES)
def dispute_file(request: SignedInRequest, dispute: Dispute, attachment: int) -> HttpResponseBase:
    """One file that the unit attached."""
    found = dispute.files.select_related("file").filter(pk=attachment).first()
    if found is None:
        raise Http404
    return serve(found)


@page(P.RECT_READ, of=DISPUTES)
def dispute_document(request: SignedInRequest, dispute: Dispute) -> HttpResponseBase:
    """The answer as an official letter."""
    name = f"{_('异议答复书')} {dispute.number}"
    on = localdate(dispute.decided_at or request.now)
    office = jurisdiction_of(dispute.item.plan)
    return issued(dispute_answer, dispute, office, on=on, filename=name, asked=request.GET)
