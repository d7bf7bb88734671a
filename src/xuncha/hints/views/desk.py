"""Hints at the desk: the list, one of them with what it rests on, how often each kind proved right, the scans."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.core.signals import SIGNALS
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
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
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.hints import services
from xuncha.hints.forms import AskForm
from xuncha.hints.models import Hint, Scan
from xuncha.hints.selectors import HINTS, INQUIRIES, SCANS
from xuncha.hints.selectors.pages import rows_of, summed, tallies, told
from xuncha.hints.workflow import HINT, INQUIRY, HintState, InquiryState
from xuncha.rectification.models import Item
from xuncha.rectification.selectors import ITEMS
from xuncha.rectification.workflow import ITEM, ItemState
from xuncha.rounds.selectors import inspection_spine

DAYS = 7  # for an answer, unless the office writes another day
KINDS = [(code.value, gettext_lazy(kind.label)) for code, kind in SIGNALS.items()]
HINTS_LEDGER = Ledger(
    "hints.hints",
    gettext_lazy("整改核查提示"),
    columns=(
        main_column("told", gettext_lazy("情况"), told, sort="signal"),
        Column("signal", gettext_lazy("种类"), Labelled(lambda h: h.signal, lambda code: words(SIGNALS[code].label))),
        Column("unit", gettext_lazy("被巡察单位"), lambda h: h.plan.inspection.organisation, css="w5"),
        Column("item", gettext_lazy("整改事项"), lambda h: h.item.number if h.item else "", css="nw"),
        Column("decision", gettext_lazy("核实情况"), lambda h: h.decision, css="fold"),
        state_column(HINT, since=True),
    ),
    spine=inspection_spine(path="plan__inspection", done=Q(state__in=HINT.finished())),
    choices=(by_state(HINT), Choice("signal", gettext_lazy("种类"), "signal", KINDS)),
    search=("item__number", "item__title", "decision"),
    chips=(
        Chip("open", gettext_lazy("待核实"), lambda _: Q(state=HintState.OPEN)),
        Chip("confirmed", gettext_lazy("核实属实"), lambda _: Q(state=HintState.CONFIRMED)),
        Chip("dismissed", gettext_lazy("核实不成立"), lambda _: Q(state=HintState.DISMISSED)),
    ),
    opening=gettext_lazy("共 {n} 条提示"),
    empty=gettext_lazy("系统每天夜里核对有变化的整改，也可以随时发起核查。提示只请人看一眼，不作结论。"),
    order=(finished_last(HINT), "-pk"),
    related=("plan__inspection__organisation", "plan__inspection__round", "item"),
    without=("item__text", "item__statement", "plan__overall", "plan__inspection__round__scheme"),
)


def crumbs(hint: Hint | None = None) -> list[tuple[str, str]]:
    """The way to a form about a hint."""
    way = [(_("整改核查提示"), reverse("hints:hints"))]
    return [*way, (str(hint), page_of(hint))] if hint else way


@page(P.HINT_READ)
def hints(request: SignedInRequest) -> HttpResponseBase:
    """Every hint within reach."""
    return HINTS_LEDGER.respond(request, HINTS.visible_to(request.actor), template="hints/hints.html")


@page(P.HINT_READ, of=HINTS)
def hint(request: SignedInRequest, hint: Hint) -> HttpResponse:
    """One hint: its sentence, the records it rests on, what the unit says, what a person made of it."""
    rows, hidden = rows_of(request.actor, hint)
    inquiries = INQUIRIES.visible_to(request.actor).filter(hint=hint).select_related("answered_by")
    ended = hint.state in {HintState.DISMISSED, HintState.LAPSED}
    waiting = inquiries.exclude(state=InquiryState.CLOSED).exists()
    item = hint.item if hint.item and hint.state == HintState.CONFIRMED else None
    context = {
        "hint": hint,
        "told": told(hint),
        "rows": rows,
        "hidden": hidden,
        "workflow": HINT,
        "INQUIRY": INQUIRY,
        "inquiries": inquiries,
        "askable": not ended and not waiting and HINTS.permits(request.actor, P.HINT_HANDLE, hint),
        "buttons": buttons(request.actor, hint, HINT, "hints:hint-step", leave_out=("lapse", "return")),
        "onward": _onward(request, item) if item else [],
        "reopenable": item is not None
        and "reopen" in ITEM.available(ItemState(item.state))
        and ITEMS.permits(request.actor, P.RECT_CLOSE, item),
    }
    return render(request, "hints/hint.html", context)


def _onward(request: SignedInRequest, item: Item) -> list[Any]:
    """The step by which rectification itself sends the item back: a person takes it, with a reason of their own."""
    others = [name for name in ITEM.steps if name != "return"]
    return buttons(request.actor, item, ITEM, "rectification:item-step", leave_out=others)


STEPS: dict[str, Callable[..., Any]] = {"confirm": services.confirm_hint, "dismiss": services.dismiss_hint}


@page(P.HINT_READ, of=HINTS, methods=("POST",))
def hint_step(request: SignedInRequest, hint: Hint, step: str) -> HttpResponse:
    """Confirm or dismiss."""
    return take_step(request, hint, HINT, STEPS, step)


@page(P.HINT_HANDLE, of=HINTS, methods=("GET", "POST"))
def hint_ask(request: SignedInRequest, hint: Hint) -> HttpResponse:
    """Put a question to the unit."""
    kept = Kept(request, f"hints.hint:{hint.pk}:ask")
    about = hint.item or hint.plan
    begin = _("关于「{what}」：请说明有关情况，并提供能够核对的材料。").format(what=about)
    today = localdate(request.now)
    form = AskForm(request.POST or None, initial={"text": begin, "due_on": today + timedelta(days=DAYS), **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.ask_unit(act, hint, **form.cleaned_data),
        title=_("向单位询问"),
        done=_("已发给单位，答复以后列入待办"),
        crumbs=crumbs(hint),
        kept=kept,
        context={"say": told(hint), "submit": _("发给单位")},
    )


@page(P.HINT_READ)
def precision(request: SignedInRequest) -> HttpResponse:
    """How often each kind of hint proved right when a person looked."""
    rows = tallies(HINTS.visible_to(request.actor))
    return render(request, "hints/precision.html", {"rows": rows, "whole": summed(rows)})


SCANS_LEDGER = Ledger(
    "hints.scans",
    gettext_lazy("整改核查"),
    columns=(
        main_column("created_at", gettext_lazy("时间"), lambda s: f"{s.on:%Y-%m-%d}", sub=lambda s: s.jurisdiction),
        Column("whole", gettext_lazy("范围"), lambda s: _("全部") if s.whole else _("有变化的")),
        Column("items", gettext_lazy("核查问题数"), lambda s: s.items, sort="items", css="num"),
        Column("photos", gettext_lazy("新读照片数"), lambda s: s.photos, css="num fold"),
        Column("found", gettext_lazy("新提示"), lambda s: s.found, sort="found", css="num"),
        Column("renewed", gettext_lazy("有变化"), lambda s: s.renewed, css="num fold"),
        Column("lapsed", gettext_lazy("不再提示"), lambda s: s.lapsed, css="num fold"),
        Column("by", gettext_lazy("发起人"), lambda s: s.created_by or _("每日例行"), css="w4"),
    ),
    opening=gettext_lazy("共 {n} 次核查"),
    empty=gettext_lazy("每天夜里自动核查一次有变化的整改；改了门槛以后全部重新核查。"),
    related=("jurisdiction", "created_by"),
)


@page(P.FIGURES_READ)
def scans(request: SignedInRequest) -> HttpResponseBase:
    """Every look through an office's rectifications; and the button for another one."""
    offices = JURISDICTIONS.permitted(request.actor, P.HINT_RUN).order_by("pk")
    return SCANS_LEDGER.respond(
        request, SCANS.visible_to(request.actor), template="hints/scans.html", context={"offices": offices}
    )


@page(P.FIGURES_READ, of=SCANS)
def scan(request: SignedInRequest, scan: Scan) -> HttpResponse:
    """One scan: what it looked at, by which thresholds."""
    thresholds = [(kind, scan.thresholds.get(code.value, 0)) for code, kind in SIGNALS.items()]
    return render(request, "hints/scan.html", {"scan": scan, "thresholds": thresholds})


@page(P.HINT_RUN, of=JURISDICTIONS, methods=("POST",))
def scan_ask(request: SignedInRequest, jurisdiction: Jurisdiction) -> HttpResponse:
    """Ask for a scan in the background."""
    asked = services.ask_for_scan(act_of(request), jurisdiction, whole=request.POST.get("whole") == "1")
    return HttpResponseRedirect(reverse("jobs:job", args=[asked.pk]))
