"""The page of an item: where it came from, what was done, what shows it, what is missing before it may be closed."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.errors import Reason, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.files.serving import serve, serve_preview
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rectification import services
from xuncha.rectification.documents import closeout_review, return_slip
from xuncha.rectification.forms.desk import ReopenForm, ShortfallVerdictForm, VerdictForm
from xuncha.rectification.models import Evidence, Item
from xuncha.rectification.rules.gate import (
    CloseFacts,
    conditions,
    reasons_not_to_close,
    reasons_not_to_find_basically_done,
)
from xuncha.rectification.selectors import (
    EVIDENCE,
    EXTENSIONS,
    ITEM_PANELS,
    ITEMS,
    QUERIES,
    close_facts,
    dues_of,
    jurisdiction_of,
    latest_shortfall,
)
from xuncha.rectification.selectors.pages import (
    course_of,
    gone_evidence,
    late_documents,
    light_on,
    lineage_of,
    measure_lines,
    pieces_of,
)
from xuncha.rectification.selectors.stopping import way_of
from xuncha.rectification.workflow import DISPUTE, EXTENSION, ITEM, QUERY, SUPPLIED, SUSPENSION, ItemState

SHOWN = 12  # lines of the course on the page; the history has all
DECIDED = ("close", "return", "basically", "long_term")


def crumbs(item: Item | None = None) -> list[tuple[str, str]]:
    """The way to a form about an item."""
    way = [(_("整改台账"), reverse("rectification:items"))]
    return [*way, (item.number, page_of(item))] if item else way


@page(P.RECT_READ, of=ITEMS)
def item(request: SignedInRequest, item: Item) -> HttpResponse:
    """One item with its lineage, measures, evidence, gate and course; the unit's people have a page of their own."""
    if not ITEMS.permits(request.actor.as_staff, ITEMS.read, item):
        return redirect("rectification_unit:item", pk=item.pk)
    pieces = pieces_of(item)
    lines = measure_lines(item, pieces)
    facts = close_facts(item, request.actor.pk)
    gate = conditions(facts)
    course = course_of(item)
    due = dues_of(item.plan)
    reviews = ITEMS.permits(request.actor, P.RECT_REVIEW, item)
    context = {
        "item": item,
        "plan": item.plan,
        "workflow": ITEM,
        "nodes": lineage_of(request.actor, item, request.now),
        "light": light_on(item, localdate(request.now)),
        "lines": lines,
        "pieces": pieces,
        "gone": gone_evidence(item),
        "suspicious": late_documents(lines),
        "gate": gate,
        "money": facts.money,
        "shortfalls": item.shortfalls.select_related("created_by", "judged_by"),
        "met": sum(condition.met for condition in gate),
        "course": course[:SHOWN],
        "course_length": len(course),
        "by_rule": due.get("rectification"),
        "way": way_of(item),
        **_asked(request.actor, item),
        "judges": reviews and item.state in SUPPLIED,
        "verdict_form": VerdictForm(auto_id=False),
        "supplied": item.state in SUPPLIED,
        "closes": ITEMS.permits(request.actor, P.RECT_CLOSE, item),
        "reopenable": "reopen" in ITEM.available(ItemState(item.state)),
        "has_opinion": bool(item.opinion_text),
        "cards": ITEM_PANELS.drawn(request, item),
        "buttons": buttons(
            request.actor,
            item,
            ITEM,
            "rectification:item-step",
            refused=_refused(facts),
            leave_out=[name for name in ITEM.steps if name not in DECIDED],
            with_opinion=("close",),
        ),
    }
    return render(request, "rectification/item.html", context)


def _asked(actor: Actor, item: Item) -> dict[str, Any]:
    """What the unit has asked for about an item, with the workflows that name the states."""
    extensions = EXTENSIONS.visible_to(actor).filter(item=item).select_related("created_by", "decided_by")
    queries = QUERIES.visible_to(actor).filter(item=item).select_related("created_by", "answered_by")
    suspensions = item.suspensions.order_by("-pk")
    disputes = item.disputes.order_by("-pk")
    workflows = {"EXTENSION": EXTENSION, "QUERY": QUERY, "SUSPENSION": SUSPENSION, "DISPUTE": DISPUTE}
    return {"extensions": extensions, "queries": queries, "suspensions": suspensions, "disputes": disputes, **workflows}


def _refused(facts: CloseFacts) -> dict[str, list[Reason]]:
    """Why the steps that settle an item are refused."""
    shut, partly = _counted(reasons_not_to_close(facts)), _counted(reasons_not_to_find_basically_done(facts))
    return {"close": shut, "long_term": shut, "basically": partly}


def _counted(unmet: Sequence[Reason]) -> list[Reason]:
    """One reason for a button below the gate, which names every condition already."""
    return [reason("还有 {n} 条销号条件不满足，见上。", mend="#gate", n=len(unmet))] if unmet else []


@page(P.RECT_READ, of=ITEMS, methods=("POST",))
def item_step(request: SignedInRequest, item: Item, step: str) -> HttpResponse:
    """Take one of the reviewer's steps."""
    acts: dict[str, Callable[..., Any]] = {
        "close": services.close_item,
        "return": services.return_closeout,
        "basically": services.find_basically_done,
        "long_term": services.keep_long_term,
    }
    return take_step(request, item, ITEM, acts, step, with_opinion=("close",))


@page(P.RECT_CLOSE, of=ITEMS, methods=("GET", "POST"))
def item_reopen(request: SignedInRequest, item: Item) -> HttpResponse:
    """Open a settled item again, with a reason and a new date."""
    form = ReopenForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.reopen_item(act, item, **form.cleaned_data),
        title=_("重新打开"),
        done=_("已重新打开，单位按新的时限整改"),
        record=item,
        context={"say": str(item), "submit": _("重新打开")},
        crumbs=crumbs(item),
    )


@page(P.RECT_CLOSE, of=ITEMS, methods=("GET", "POST"))
def item_shortfall(request: SignedInRequest, item: Item) -> HttpResponse:
    """Accept the unit's reason for money that does not come back, or not."""
    form = ShortfallVerdictForm(request.POST or None)
    said = latest_shortfall(item)
    return form_answer(
        request,
        form,
        lambda act: services.judge_shortfall(act, item, **form.cleaned_data),
        title=_("审核追缴差额"),
        done=lambda judged: (
            _("已审核：{verdict}").format(verdict=judged.get_verdict_display()),
            f"{page_of(item)}#outcomes",
        ),
        context={"say": said.reason if said else _("单位还没有说明差额原因。"), "submit": _("保存结论")},
        crumbs=crumbs(item),
    )


@page(P.RECT_READ, of=ITEMS)
def item_document(request: SignedInRequest, item: Item, kind: str) -> HttpResponseBase:
    """The close-out review, or the slip by which a request went back."""
    make = {"review": closeout_review, "return": return_slip}[kind]
    on = localdate(item.state_since)
    name = f"{_('销号审核表') if kind == 'review' else _('退回单')} {item.number}"
    return issued(make, item, jurisdiction_of(item.plan), on=on, filename=name, asked=request.GET)


@page(P.RECT_READ, of=EVIDENCE)
def evidence_file(request: SignedInRequest, evidence: Evidence) -> HttpResponseBase:
    """The original as a download."""
    return serve(evidence.attachment)


@page(P.RECT_READ, of=EVIDENCE)
def evidence_preview(request: SignedInRequest, evidence: Evidence) -> HttpResponseBase:
    """One page as a picture (`?page=`)."""
    wanted = request.GET.get("page", "1")
    return serve_preview(evidence.attachment, int(wanted) if wanted.isdigit() and len(wanted) < 6 else 1)


@page(P.RECT_REVIEW, of=EVIDENCE, methods=("GET", "POST"))
def evidence_review(request: SignedInRequest, evidence: Evidence) -> HttpResponse:
    """Look at a piece of evidence and say what it is worth."""
    item = evidence.item
    kept = Kept(request, f"rectification.evidence:{evidence.pk}")
    form = VerdictForm(request.POST or None, initial=kept.typed)
    reviews = evidence.reviews.select_related("created_by").order_by("-pk")
    return form_answer(
        request,
        form,
        lambda act: services.review_evidence(act, item, evidence, **form.cleaned_data),
        title=_("核验佐证"),
        done=lambda _review: (_("已核验 {name}").format(name=evidence), f"{page_of(item)}#evidence"),
        kept=kept,
        template="rectification/evidence.html",
        context={
            "evidence": evidence,
            "item": item,
            "reviews": reviews,
            "pages": range(1, min(evidence.attachment.file.pages, 5) + 1),
            "submit": _("保存结论"),
        },
        crumbs=crumbs(item),
    )
