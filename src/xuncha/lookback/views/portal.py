"""The visited unit's own pages: notices and second problem lists, its answers, what is open of old ledgers."""

from django.db.models import F, Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.gathering import Labelled
from xuncha.foundation.ui.ledgers import Column, Ledger, Spine, by_state, finished_last, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.lookback import services
from xuncha.lookback.forms.results import AnswerForm, ReportForm
from xuncha.lookback.models import SHORT, Kind, OldItem, Visited
from xuncha.lookback.selectors import OLD_ITEMS, POINTS, VISITED_UNITS
from xuncha.lookback.workflow import KNOWN_TO_UNIT, OLD_ITEM, VISITED, OldState, VisitedState


def visit_url(visited: Visited) -> str:
    """The page of a visit in the portal."""
    return reverse("lookback_unit:visit", args=[visited.pk])


def old_url(old: OldItem) -> str:
    """The page of an old item in the portal."""
    return reverse("lookback_unit:old-item", args=[old.pk])


VISITS_LEDGER = Ledger(
    "lookback.unit-visits",
    gettext_lazy("回访督查"),
    columns=(
        main_column("kind", gettext_lazy("方式"), lambda u: u.visit.get_kind_display(), sort="visit__kind",
                    sub=lambda u: u.list_number),
        Column("on", gettext_lazy("核查日期"), lambda u: u.on, sort="on", css="nw"),
        Column("due", gettext_lazy("答复期限"), lambda u: u.due_on, sort="due_on", css="nw"),
        state_column(VISITED),
    ),
    spine=Spine(done=Q(state__in=VISITED.finished())),
    choices=(by_state(VISITED),),
    opening=gettext_lazy("共 {n} 次"),
    empty=gettext_lazy("回访督查的通知和二次问题清单出现在这里。"),
    overdue=overdue_in(VISITED_UNITS),
    order=(finished_last(VISITED), "-visit__from_on"),
    related=("organisation", "visit"),
    without=("account", "demands", "answer", "visit__purpose"),
    url=visit_url,
)  # fmt: skip
OLD_LEDGER = Ledger(
    "lookback.unit-old-items",
    gettext_lazy("上届遗留事项"),
    columns=(
        main_column("title", gettext_lazy("整改问题"), lambda o: o.title, sub=lambda o: o.number),
        Column("year", gettext_lazy("反馈年度"), lambda o: o.year, sort="year", css="num"),
        Column("claimed", gettext_lazy("台账结论"),
               Labelled(lambda o: o.claimed, lambda c: OldItem.Claimed(c).label), css="nw"),
        Column("due", gettext_lazy("时限"), lambda o: o.due_on, sort="due_on", css="nw"),
        state_column(OLD_ITEM),
    ),
    spine=Spine(done=Q(state__in=OLD_ITEM.finished())),
    choices=(by_state(OLD_ITEM),),
    search=("title", "number"),
    opening=gettext_lazy("共 {n} 项"),
    empty=gettext_lazy("上届台账里没有完成、或者回访认为没有到位的事项出现在这里。"),
    overdue=overdue_in(OLD_ITEMS),
    order=(finished_last(OLD_ITEM), F("due_on").asc(nulls_last=True), "number"),
    related=("organisation",),
    without=("text", "measures", "report"),
    url=old_url,
)  # fmt: skip


@page(P.LOOKBACK_READ)
def visits(request: SignedInRequest) -> HttpResponseBase:
    """Visits to the unit that it may know of."""
    return VISITS_LEDGER.respond(request, VISITED_UNITS.visible_to(request.actor))


@page(P.LOOKBACK_READ, of=VISITED_UNITS)
def visited(request: SignedInRequest, visited: Visited) -> HttpResponse:
    """The notice, the second problem list, the unit's answer."""
    told = visited.state in KNOWN_TO_UNIT
    points = POINTS.visible_to(request.actor).filter(visited=visited, verdict__in=SHORT) if told else []
    context = {
        "visited": visited,
        "visit": visited.visit,
        "workflow": VISITED,
        "points": points,
        "listed": told and visited.issued_at is not None,
        "told": told,
        "covert": visited.visit.kind == Kind.COVERT,
        "answers": visited.state == VisitedState.LISTED
        and VISITED_UNITS.permits(request.actor, P.LOOKBACK_ANSWER, visited),
    }
    return render(request, "lookback/unit_visit.html", context)


@page(P.LOOKBACK_ANSWER, of=VISITED_UNITS, methods=("GET", "POST"))
def answer(request: SignedInRequest, visited: Visited) -> HttpResponse:
    """Answer the list point by point; returned, it begins with what was written before."""
    kept = Kept(request, f"lookback.unit:answer-{visited.pk}")
    form = AnswerForm(request.POST or None, initial={"answer": visited.answer, **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.answer_list(act, visited, **form.cleaned_data),
        title=_("报送答复"),
        done=lambda done: (_("已报送，等巡察办核对"), visit_url(done)),
        crumbs=[
            (_("回访督查"), reverse("lookback_unit:visits")),
            (visited.list_number or str(visited), visit_url(visited)),
        ],
        record=visited,
        kept=kept,
        context={"submit": _("报送答复")},
    )


@page(P.LOOKBACK_READ)
def old_items(request: SignedInRequest) -> HttpResponseBase:
    """What is open of the unit's old ledgers."""
    return OLD_LEDGER.respond(request, OLD_ITEMS.visible_to(request.actor))


@page(P.LOOKBACK_READ, of=OLD_ITEMS)
def old_item(request: SignedInRequest, old: OldItem) -> HttpResponse:
    """One of them: what was fed back then, what visits found, what the unit reported."""
    context = {
        "old": old,
        "workflow": OLD_ITEM,
        "points": POINTS.visible_to(request.actor).filter(old=old).select_related("visited__visit"),
        "reports": old.state == OldState.OPEN and OLD_ITEMS.permits(request.actor, P.LOOKBACK_ANSWER, old),
    }
    return render(request, "lookback/unit_old_item.html", context)


@page(P.LOOKBACK_ANSWER, of=OLD_ITEMS, methods=("GET", "POST"))
def report(request: SignedInRequest, old: OldItem) -> HttpResponse:
    """Report what was done about it."""
    kept = Kept(request, f"lookback.old:{old.pk}")
    form = ReportForm(request.POST or None, initial={"report": old.report, **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.report_old_item(act, old, **form.cleaned_data),
        title=_("报整改情况"),
        done=lambda done: (_("已报送，等巡察办核对"), old_url(done)),
        crumbs=[(_("上届遗留事项"), reverse("lookback_unit:old-items")), (old.number, old_url(old))],
        record=old,
        kept=kept,
        context={"submit": _("报送")},
    )
