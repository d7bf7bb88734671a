"""The unit's own texts: written section by section, handed in, published with proof, comments answered."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.disclosure import services
from xuncha.disclosure.forms.texts import AnswerForm, CommentForm, FrameForm, PublicationForm, SectionForm
from xuncha.disclosure.models import Comment, Disclosure, Section
from xuncha.disclosure.rules.drafting import drafted
from xuncha.disclosure.rules.steps import reasons_not_to_end, reasons_not_to_submit
from xuncha.disclosure.selectors import (
    COMMENTS,
    DISCLOSURES,
    SECTIONS,
    doings_of,
    overdue_texts,
    published_until,
    submit_facts,
    unanswered,
)
from xuncha.disclosure.views.texts import shown
from xuncha.disclosure.workflow import DISCLOSURE, WRITTEN, DisclosureState
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Column, Ledger, Spine, by_state, finished_last, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step

GET_POST = ("GET", "POST")


def text_url(text: Disclosure) -> str:
    """The page of a text in the portal."""
    return reverse("disclosure_unit:disclosure", args=[text.pk])


def _trail(text: Disclosure) -> list[tuple[str, str]]:
    return [(_("整改情况公开"), reverse("disclosure_unit:disclosures")), (str(text), text_url(text))]


OWN_LEDGER = Ledger(
    "disclosure.own",
    lazy("整改情况公开"),
    columns=(
        main_column("title", lazy("公开稿"), lambda text: text.title),
        Column("due", lazy("公开期限"), lambda text: text.due_on, sort="due_on", css="nw"),
        state_column(DISCLOSURE),
    ),
    spine=Spine(done=Q(state__in=DISCLOSURE.finished())),
    choices=(by_state(DISCLOSURE),),
    search=("title",),
    opening=lazy("共 {n} 份"),
    empty=lazy("整改情况报告认可以后，公开稿自动按整改台账起草，在这里修改、报送、登记凭证。"),
    overdue=overdue_texts,
    order=(finished_last(DISCLOSURE), "due_on", "-pk"),
    without=("opening", "leading", "outlook"),
    url=text_url,
)


@page(P.DISCLOSURE_READ)
def disclosures(request: SignedInRequest) -> HttpResponseBase:
    """The texts of one's own unit."""
    return OWN_LEDGER.respond(request, DISCLOSURES.visible_to(request.actor))


@page(P.DISCLOSURE_READ, of=DISCLOSURES)
def disclosure(request: SignedInRequest, text: Disclosure) -> HttpResponse:
    """One text with what is to be done about it next."""
    writes = DISCLOSURES.permits(request.actor, P.DISCLOSURE_WRITE, text)
    state = DisclosureState(text.state)
    refused = {}
    if state in WRITTEN:
        refused["submit"] = reasons_not_to_submit(submit_facts(text, localdate(request.now)))
    until = published_until(text)
    if state == DisclosureState.PUBLISHED and until is not None:
        open_ = unanswered(text).count()
        refused["end"] = reasons_not_to_end(until=until, today=localdate(request.now), unanswered=open_)
    context = shown(request, text) | {
        "writable": writes and state in WRITTEN,
        "publishes": writes and state == DisclosureState.APPROVED,
        "comments_open": writes and state == DisclosureState.PUBLISHED,
        "answers": writes,
        "until": until,
        "buttons": buttons(
            request.actor, text, DISCLOSURE, "disclosure_unit:disclosure-step", refused=refused, leave_out=OTHERS
        ),
    }
    return render(request, "disclosure/unit_disclosure.html", context)


STEPS: Mapping[str, Callable[..., Any]] = {"submit": services.submit_disclosure, "end": services.end_disclosure}
OTHERS = tuple(name for name in DISCLOSURE.steps if name not in STEPS)


@page(P.DISCLOSURE_WRITE, of=DISCLOSURES, methods=("POST",))
def step(request: SignedInRequest, text: Disclosure, step: str) -> HttpResponse:
    """Hand it in, or be done with it."""
    return take_step(request, text, DISCLOSURE, STEPS, step, to=text_url(text))


@page(P.DISCLOSURE_WRITE, of=DISCLOSURES, methods=GET_POST)
def write(request: SignedInRequest, text: Disclosure) -> HttpResponse:
    """Write what stands before and after the items."""
    kept = Kept(request, f"disclosure.text:{text.pk}")
    initial = {name: getattr(text, name) for name in FrameForm.base_fields}
    form = FrameForm(request.POST or None, initial={**initial, **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.write_frame(act, text, base_version=base_version(request), **form.cleaned_data),
        title=_("修改公开稿"),
        crumbs=_trail(text),
        record=text,
        kept=kept,
    )


@page(P.DISCLOSURE_WRITE, of=SECTIONS, methods=GET_POST)
def section(request: SignedInRequest, section: Section) -> HttpResponse:
    """Write what is said of one item, beside what the records say of it now."""
    kept = Kept(request, f"disclosure.section:{section.pk}")
    initial = {name: getattr(section, name) for name in SectionForm.base_fields}
    form = SectionForm(request.POST or None, initial={**initial, **kept.typed})
    proposed = drafted(doings_of([section.item])[section.item_id], localdate(request.now))
    return form_answer(
        request,
        form,
        lambda act: services.write_section(act, section, base_version=base_version(request), **form.cleaned_data),
        title=str(section),
        done=_("已保存第 {n} 项").format(n=section.position),
        crumbs=_trail(section.disclosure),
        record=section,
        kept=kept,
        template="disclosure/section.html",
        context={"proposed": proposed if proposed != section.text else "", "section": section},
    )


@page(P.DISCLOSURE_WRITE, of=DISCLOSURES, methods=GET_POST)
def publish(request: SignedInRequest, text: Disclosure) -> HttpResponse:
    """Note where it was told, with the proof."""
    kept = Kept(request, f"disclosure.text:publish-{text.pk}")
    form = PublicationForm(request.POST or None, request.FILES or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.note_publication(act, text, **form.cleaned_data),
        title=_("登记公开凭证"),
        done=_("已登记公开凭证"),
        crumbs=_trail(text),
        record=text,
        kept=kept,
        context={"say": _("党内通报和向社会公开各登记一次；两个渠道都登记以后转为公开中。")},
    )


@page(P.DISCLOSURE_WRITE, of=DISCLOSURES, methods=GET_POST)
def comment(request: SignedInRequest, text: Disclosure) -> HttpResponse:
    """Note what somebody said."""
    kept = Kept(request, f"disclosure.text:comment-{text.pk}")
    form = CommentForm(request.POST or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.note_comment(act, text, **form.cleaned_data),
        title=_("登记意见"),
        done=_("已登记意见"),
        crumbs=_trail(text),
        record=text,
        kept=kept,
        context={"say": _("只记意见，不记是谁提的。涉及违纪违法线索的，请其向巡察办或者纪委反映，不在这里登记。")},
    )


@page(P.DISCLOSURE_WRITE, of=COMMENTS, methods=GET_POST)
def answer(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """Note what was answered."""
    kept = Kept(request, f"disclosure.comment:{comment.pk}")
    form = AnswerForm(request.POST or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.answer_comment(act, comment, **form.cleaned_data),
        title=_("答复意见"),
        done=_("已登记答复"),
        crumbs=_trail(comment.disclosure),
        record=comment,
        kept=kept,
        context={"say": comment.text, "submit": _("登记答复")},
    )
