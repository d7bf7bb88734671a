"""The items of an opinion: picked, gathered, worded, arranged, taken out; the page of one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.feedback import services
from xuncha.feedback.forms import ArrangeForm, GatherForm, ItemForm, PickForm
from xuncha.feedback.models import Opinion, OpinionItem
from xuncha.feedback.selectors import ITEMS, OPINIONS, items_of, lines_to_pick
from xuncha.feedback.views.opinions import crumbs, worded
from xuncha.feedback.workflow import OPINION, OpinionState
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import Form, base_version
from xuncha.foundation.ui.ledgers import picked
from xuncha.foundation.ui.pages import form_answer


def _items(opinion: Opinion) -> str:
    return f"{page_of(opinion)}#items"


@page(P.FEEDBACK_WRITE, of=OPINIONS, methods=("GET", "POST"))
def pick(request: SignedInRequest, opinion: Opinion) -> HttpResponse:
    """Take findings of the report into the opinion."""
    findings = [line.finding for line in lines_to_pick(opinion)]
    form = PickForm(request.POST or None, initial={"findings": [finding.pk for finding in findings]})
    form.offer(findings=findings)
    return form_answer(
        request,
        form,
        lambda act: services.pick_findings(act, opinion, findings=form.cleaned_data["findings"]),
        title=_("选要反馈的问题"),
        done=lambda made: (_("已选入 {n} 条").format(n=len(made)), _items(opinion)),
        crumbs=crumbs(opinion),
        context={"submit": _("选入")},
    )


@page(P.FEEDBACK_WRITE, of=OPINIONS, methods=("GET", "POST"))
def gather(request: SignedInRequest, opinion: Opinion) -> HttpResponse:
    """Gather the ticked items in one, in words of its own."""
    chosen = list(items_of(opinion).filter(pk__in=picked(request)))
    if len(chosen) < 2:
        raise RuleViolated(say("归并至少要选两条。请回到反馈意见，勾选几条同类的问题。"))
    proposed = {
        "title": chosen[0].title,
        "text": "\n\n".join(item.text for item in chosen),
        "aspect": chosen[0].aspect,
    }
    form = GatherForm(request.POST if "title" in request.POST else None, initial=proposed)
    return form_answer(
        request,
        form,
        lambda act: services.gather_items(act, opinion, items=chosen, **form.cleaned_data),
        title=_("归并 {n} 条").format(n=len(chosen)),
        done=lambda made: (_("已归并为一条：{title}").format(title=made.title), _items(opinion)),
        crumbs=crumbs(opinion),
        template="feedback/gather.html",
        context={
            "say": _("归并后是一条；背后的问题都还在，两个方向都能查。"),
            "chosen": chosen,
            "submit": _("归并"),
        },
    )


def _own(opinion: Opinion, item: int) -> OpinionItem:
    return get_object_or_404(items_of(opinion), pk=item)


@page(P.FEEDBACK_WRITE, of=OPINIONS, methods=("GET", "POST"))
def word(request: SignedInRequest, opinion: Opinion, item: int) -> HttpResponse:
    """Change how an item is worded, with the report's words beside it."""
    own = _own(opinion, item)
    kept = Kept(request, f"feedback.item:{own.pk}")
    initial = {name: getattr(own, name) for name in ItemForm.base_fields}
    form = ItemForm(request.POST or None, initial={**initial, **kept.typed})
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.word_item(act, opinion, item=own, base_version=version, **form.cleaned_data),
        title=_("改写表述"),
        done=lambda saved: (_("已改写：{title}").format(title=saved.title), _items(opinion)),
        crumbs=crumbs(opinion),
        record=own,
        kept=kept,
        template="feedback/word_item.html",
        context={"sources": own.sources.all()},
    )


@page(P.FEEDBACK_WRITE, of=OPINIONS, methods=("GET", "POST"))
def drop(request: SignedInRequest, opinion: Opinion, item: int) -> HttpResponse:
    """Take an item out of the opinion, after asking once."""
    own = _own(opinion, item)
    form = Form(request.POST if request.method == "POST" else None)
    return form_answer(
        request,
        form,
        lambda act: services.drop_item(act, opinion, item=own),
        title=_("移出反馈意见"),
        done=lambda _opinion: (_("已移出：{title}").format(title=own.title), _items(opinion)),
        crumbs=crumbs(opinion),
        context={"say": own.title, "submit": _("移出")},
    )


@page(P.FEEDBACK_WRITE, of=OPINIONS, methods=("GET", "POST"))
def arrange(request: SignedInRequest, opinion: Opinion) -> HttpResponse:
    """Order, headings and weight of all items in one table."""
    form = ArrangeForm(request.POST or None, items=list(opinion.items.all()))
    return form_answer(
        request,
        form,
        lambda act: services.arrange_items(act, opinion, places=form.places()),
        title=_("排先后、分方面"),
        done=lambda _opinion: (_("已排好"), _items(opinion)),
        crumbs=crumbs(opinion),
        template="feedback/arrange.html",
    )


@page(P.FEEDBACK_READ, of=ITEMS)
def item(request: SignedInRequest, item: OpinionItem) -> HttpResponse:
    """One item: its wording against the report's, and the findings behind it. A unit goes to its portal."""
    staff = request.actor.as_staff
    if not ITEMS.permits(staff, ITEMS.read, item):
        return redirect("feedback_unit:opinion", pk=item.opinion_id)
    shown = get_object_or_404(items_of(item.opinion), pk=item.pk)
    drafting = item.opinion.state == OpinionState.DRAFT
    context = {
        "opinion": item.opinion,
        "row": worded(shown),
        "workflow": OPINION,
        "reads_findings": staff.holds(P.FINDING_READ),
        "editable": drafting and OPINIONS.permits(staff, P.FEEDBACK_WRITE, item.opinion),
        "back": reverse("feedback:opinion", args=[item.opinion_id]),
    }
    return render(request, "feedback/item.html", context)
