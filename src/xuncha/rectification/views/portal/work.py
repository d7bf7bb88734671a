"""What the unit does about an item, each on a page of its own: progress, evidence, figures, meetings, declaring."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import Form, base_version
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.usecases import Act, in_one_transaction
from xuncha.rectification import services
from xuncha.rectification.forms.portal import (
    OUTCOME_FORMS,
    DeclareForm,
    EvidenceForm,
    HandOverForm,
    MeetingForm,
    ProgressForm,
    ReasonForm,
    ReplaceForm,
    ShortfallForm,
    label_of_outcome,
)
from xuncha.rectification.forms.portal_plan import MeasureForm
from xuncha.rectification.models import Evidence, Item
from xuncha.rectification.selectors import EVIDENCE, ITEMS, money_facts
from xuncha.rectification.selectors.drafts import as_drafted
from xuncha.rectification.views.portal.items import crumbs_of, item_url
from xuncha.rectification.workflow import ItemState

GET_POST = ("GET", "POST")


def answered(
    request: SignedInRequest,
    item: Item,
    form: Form,
    act: Callable[[Act], Any],
    *,
    title: str,
    done: str,
    part: str = "",
    **more: Any,
) -> HttpResponse:
    """The page of a form about an item; afterwards the way leads to that part of the item's page."""
    more.setdefault("record", item)
    back = item_url(item) + (f"#{part}" if part else "")
    say = {"say": str(item), **more.pop("context", {})}
    return form_answer(
        request, form, act, title=title, done=done, crumbs=crumbs_of(item), back=back, context=say, **more
    )


def _chosen(request: SignedInRequest) -> Mapping[str, Any]:
    """The measure by whose link the page was opened."""
    wanted = request.GET.get("measure", "")
    return {"measure": int(wanted)} if wanted.isdecimal() else {}


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def progress(request: SignedInRequest, item: Item) -> HttpResponse:
    """Report what was done on one measure or the whole."""
    kept = Kept(request, f"rectification.item:progress-{item.pk}")
    measures = list(item.measures.order_by("position"))
    picked = dict(_chosen(request))
    current = next((m for m in measures if m.pk == picked.get("measure")), None)
    if current is not None:
        picked |= {"text": current.progress, "done_on": current.done_on}
    initial = {"on": localdate(request.now), **picked, **kept.typed}
    form = ProgressForm(request.POST or None, initial=initial, measures=measures)
    return answered(
        request,
        item,
        form,
        lambda act: services.report_progress(
            act,
            item,
            text=form.cleaned_data["text"],
            on=form.cleaned_data["on"],
            measure=form.chosen,
            done_on=form.cleaned_data["done_on"],
        ),
        title=_("报进展"),
        done=_("已报进展"),
        part="measures",
        kept=kept,
    )


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def measure(request: SignedInRequest, item: Item) -> HttpResponse:
    """Add a measure to an item that is under way."""
    kept = Kept(request, f"rectification.item:measure-{item.pk}")
    form = MeasureForm(request.POST or None, initial=kept.typed)
    return answered(
        request,
        item,
        form,
        lambda act: services.add_measure(act, item, draft=form.draft),
        title=_("增加措施"),
        done=_("已增加措施"),
        part="measures",
        kept=kept,
    )


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def hand_over(request: SignedInRequest, item: Item) -> HttpResponse:
    """Name who answers for an item from now on."""
    version = base_version(request)
    initial = {name: getattr(item, name) for name in HandOverForm.base_fields}
    form = HandOverForm(request.POST or None, initial=initial)
    return answered(
        request,
        item,
        form,
        lambda act: services.hand_over_item(act, item, base_version=version, **form.cleaned_data),
        title=_("更换责任人"),
        done=_("已更换责任人"),
    )


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def evidence(request: SignedInRequest, item: Item) -> HttpResponse:
    """Hand in a piece of evidence."""
    measures = item.measures.order_by("position")
    form = EvidenceForm(request.POST or None, request.FILES or None, initial=_chosen(request), measures=measures)
    return answered(
        request,
        item,
        form,
        lambda act: services.add_evidence(act, item, form.upload, measure=form.chosen),
        title=_("上传佐证"),
        done=_("已上传佐证"),
        part="evidence",
    )


@page(P.RECT_WRITE, of=EVIDENCE, methods=GET_POST)
def replace(request: SignedInRequest, piece: Evidence) -> HttpResponse:
    """Put a new file in the place of one; the old one stays with what was said of it."""
    item = piece.item
    initial = {"kind": piece.kind, "formed_on": piece.formed_on}
    form = ReplaceForm(request.POST or None, request.FILES or None, initial=initial)
    return answered(
        request,
        item,
        form,
        lambda act: services.replace_evidence(act, item, piece, form.upload),
        title=_("替换佐证：{name}").format(name=piece),
        done=_("已替换佐证，等巡察办重新核验"),
        part="evidence",
    )


@page(P.RECT_WRITE, of=EVIDENCE, methods=GET_POST)
def withdraw(request: SignedInRequest, piece: Evidence) -> HttpResponse:
    """Take a piece out of the evidence."""
    form = ReasonForm(request.POST or None)
    return answered(
        request,
        piece.item,
        form,
        lambda act: services.withdraw_evidence(act, piece.item, piece, reason=form.cleaned_data["reason"]),
        title=_("撤回佐证：{name}").format(name=piece),
        done=_("已撤回佐证"),
        part="evidence",
    )


@page(P.RECT_FOLLOW, of=EVIDENCE)
def file(request: SignedInRequest, piece: Evidence) -> HttpResponseBase:
    """The file of a piece, as it was uploaded."""
    return serve(piece.attachment)


# --- what came of it ----------------------------------------------------------------------------------------------

RECORD = {"money": services.record_money, "rule": services.record_rule, "people": services.record_people}
ROWS: dict[str, Callable[[Item], Any]] = {
    "money": lambda item: item.money,
    "rule": lambda item: item.rules,
    "people": lambda item: item.accountability,
}


def _kind(kind: str) -> str:
    if kind not in RECORD:
        raise Http404
    return kind


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def outcome(request: SignedInRequest, item: Item, kind: str) -> HttpResponse:
    """Report money, a rule, or how many people were dealt with."""
    form = OUTCOME_FORMS[_kind(kind)](request.POST or None)
    return answered(
        request,
        item,
        form,
        lambda act: RECORD[kind](act, item, **form.cleaned_data),  # type: ignore[operator]  # each takes its form's fields
        title=label_of_outcome(kind),
        done=_("已登记"),
        part="outcomes",
    )


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def correct(request: SignedInRequest, item: Item, kind: str, row: int) -> HttpResponse:
    """Correct what was reported."""
    found = get_object_or_404(ROWS[_kind(kind)](item), pk=row)
    version = base_version(request)
    initial = {name: getattr(found, name) for name in OUTCOME_FORMS[kind].base_fields}
    form = OUTCOME_FORMS[kind](request.POST or None, initial=initial)
    return answered(
        request,
        item,
        form,
        lambda act: RECORD[kind](  # type: ignore[operator]  # each takes its form's fields
            act, item, correcting=found, base_version=version, **form.cleaned_data
        ),
        title=_("更正登记：{what}").format(what=found),
        done=_("已更正"),
        part="outcomes",
        record=found,
    )


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def remove(request: SignedInRequest, item: Item, kind: str, row: int) -> HttpResponse:
    """Take out what was reported by mistake."""
    found = get_object_or_404(ROWS[_kind(kind)](item), pk=row)
    form = ReasonForm(request.POST or None)
    return answered(
        request,
        item,
        form,
        lambda act: services.remove_outcome(act, item, found, reason=form.cleaned_data["reason"]),
        title=_("撤销登记：{what}").format(what=found),
        done=_("已撤销登记"),
        part="outcomes",
    )


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def shortfall(request: SignedInRequest, item: Item) -> HttpResponse:
    """Say why money does not come back in full."""
    kept = Kept(request, f"rectification.item:shortfall-{item.pk}")
    form = ShortfallForm(request.POST or None, initial=kept.typed)
    money = money_facts(item)
    return answered(
        request,
        item,
        form,
        lambda act: services.explain_shortfall(act, item, **form.cleaned_data),
        title=_("说明差额"),
        done=_("已说明差额，等审核人认可"),
        part="outcomes",
        kept=kept,
        context={"say": _("应追缴、清退 {due} 元，还差 {short} 元。").format(due=money.due, short=money.short)},
    )


# --- being done ---------------------------------------------------------------------------------------------------


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def declare(request: SignedInRequest, item: Item) -> HttpResponse:
    """Say that an item is done, as the unit sees it."""
    kept = Kept(request, f"rectification.item:declare-{item.pk}")
    form = DeclareForm(request.POST or None, initial={"statement": item.statement, **kept.typed})
    return answered(
        request,
        item,
        form,
        lambda act: services.declare_done(act, item, **form.cleaned_data),
        title=_("自报完成"),
        done=_("已自报完成。自报完成不等于销号，还要开会研究、申请销号"),
        kept=kept,
        context={"submit": _("自报完成")},
    )


@page(P.RECT_WRITE, of=ITEMS, methods=GET_POST)
def meeting(request: SignedInRequest, item: Item) -> HttpResponse:
    """The unit's meeting about an item, and what looking for similar cases brought."""
    kept = Kept(request, f"rectification.item:meeting-{item.pk}")
    shown = as_drafted(item)
    initial = {name: getattr(shown, name) for name in MeetingForm.base_fields}
    form = MeetingForm(request.POST or None, initial={**initial, **kept.typed})
    version, on = base_version(request), "then" in request.POST

    @in_one_transaction
    def save(act: Act) -> Item:
        saved = services.record_unit_meeting(act, item, base_version=version, **form.cleaned_data)
        return services.request_closeout(act, saved) if on else saved

    return answered(
        request,
        item,
        form,
        save,
        title=_("会议研究和同类清查"),
        done=_("已登记会议研究，并申请销号，等巡察办审核") if on else _("已登记会议研究和同类清查"),
        part="" if on else "meeting",
        kept=kept,
        record=shown,
        context={"then": _("保存并申请销号") if item.state == ItemState.DECLARED else ""},
    )
