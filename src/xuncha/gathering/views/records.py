"""The record of a talk, for those named in it: outline, answers, supplements, who else may read it, on paper."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.pages import form_answer
from xuncha.gathering import services
from xuncha.gathering.documents import talk_outline, talk_record
from xuncha.gathering.forms.talks import OutlineForm, ReadingForm, RecordForm, SupplementForm
from xuncha.gathering.models import TalkRecord
from xuncha.gathering.rules.outline import Question, as_text
from xuncha.gathering.rules.talks import reasons_not_there, reasons_not_to_confirm
from xuncha.gathering.selectors import (
    RECORD_PANELS,
    TALK_RECORDS,
    digest_of,
    hands_of,
    live_signatures,
    possible_readers,
    readings_in_force,
)
from xuncha.gathering.views.talks import crumbs
from xuncha.gathering.workflow import TALK, TalkState

A_FORTNIGHT = timedelta(days=14)


def _way(record: TalkRecord) -> list[tuple[str, str]]:
    return [*crumbs(record.talk), (_("谈话记录"), page_of(record))]


@page(P.TALK_RECORD_READ, of=TALK_RECORDS)
def record(request: SignedInRequest, record: TalkRecord) -> HttpResponse:
    """What was said."""
    talk, actor = record.talk, request.actor
    hands = hands_of(actor, talk)
    there = not reasons_not_there(hands)
    leads = TALK_RECORDS.permits(actor, P.TALK_RECORD_SHARE, record)
    digest = digest_of(record)
    context = {
        "record": record,
        "talk": talk,
        "inspection": talk.inspection,
        "signatures": [(one, one.digest == digest) for one in live_signatures(record)],
        "supplements": [
            (one, one.confirmed_at is None and not reasons_not_to_confirm(hands, one.created_by_id))
            for one in record.supplements.select_related("created_by", "confirmed_by")
        ],
        "readings": readings_in_force(record, timezone.localdate(request.now)),
        "leads": leads,
        "outlines": there and talk.state == TalkState.PLANNED,
        "writes": there and talk.state == TalkState.HELD,
        "supplements_it": there and talk.state == TalkState.CONFIRMED,
        "cards": RECORD_PANELS.drawn(request, record),
        "TALK": TALK,
    }
    return render(request, "gathering/record.html", context)


@page(P.TALK_RECORD_WRITE, of=TALK_RECORDS, methods=("GET", "POST"))
def outline(request: SignedInRequest, record: TalkRecord) -> HttpResponse:
    """Write the outline."""
    kept = Kept(request, f"gathering.record:outline-{record.pk}")
    text = as_text([Question(line["area"], line["question"]) for line in record.lines])
    initial = {"name": record.name, "post": record.post, "outline": text, **kept.typed}
    form = OutlineForm(request.POST or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.save_outline(act, record, base_version=base_version(request), **form.cleaned_data),
        title=_("谈话提纲"),
        done=_("已保存提纲"),
        record=record,
        crumbs=_way(record),
        kept=kept,
    )


@page(P.TALK_RECORD_WRITE, of=TALK_RECORDS, methods=("GET", "POST"))
def write(request: SignedInRequest, record: TalkRecord) -> HttpResponse:
    """Write down what was answered; what is typed is kept as it is typed."""
    kept = Kept(request, f"gathering.record:write-{record.pk}")
    form = RecordForm(record, request.POST or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.save_record(
            act, record, answers=form.answers, base_version=base_version(request), **form.rest
        ),
        title=_("整理谈话记录"),
        done=_("已保存记录"),
        record=record,
        crumbs=_way(record),
        kept=kept,
        context={"say": _("按本人原话记，不替本人归纳。边写边自动保存。")},
    )


@page(P.TALK_RECORD_WRITE, of=TALK_RECORDS, methods=("GET", "POST"))
def supplement(request: SignedInRequest, record: TalkRecord) -> HttpResponse:
    """Add to a checked record."""
    form = SupplementForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.supplement_record(act, record, **form.cleaned_data),
        title=_("补充说明"),
        done=_("已补充，待参加谈话的另一个人核对"),
        crumbs=_way(record),
        context={"say": _("核对过的记录不再修改；有遗漏或者错误，在这里补充。")},
    )


@page(P.TALK_RECORD_WRITE, of=TALK_RECORDS, methods=("POST",))
def confirm(request: SignedInRequest, record: TalkRecord, supplement: int) -> HttpResponse:
    """Confirm a supplement."""
    services.confirm_supplement(act_of(request), record, supplement=supplement)
    messages.success(request, _("已核对补充说明"))
    return HttpResponseRedirect(page_of(record))


@page(P.TALK_RECORD_SHARE, of=TALK_RECORDS, methods=("GET", "POST"))
def let_read(request: SignedInRequest, record: TalkRecord) -> HttpResponse:
    """Name somebody who may read the record."""
    today = timezone.localdate(request.now)
    initial = {"valid_from": today, "valid_to": today + A_FORTNIGHT}
    form = ReadingForm(request.POST or None, people=possible_readers(record, request.now), initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.let_read(act, record, **form.cleaned_data),
        title=_("指定查阅人"),
        done=lambda given: _("{name}可以查阅到 {day}").format(name=given.reader, day=given.valid_to),
        crumbs=_way(record),
        context={"say": _("到期自动收回；谁在什么时候能查阅，一直留有记录。理由里不写谈话对象的姓名和谈话内容。")},
    )


@page(P.TALK_RECORD_SHARE, of=TALK_RECORDS, methods=("POST",))
def end(request: SignedInRequest, record: TalkRecord, reading: int) -> HttpResponse:
    """End somebody's reading."""
    services.end_reading(act_of(request), record, reading=reading)
    messages.success(request, _("已收回查阅"))
    return HttpResponseRedirect(page_of(record))


PAPERS = {"outline": (talk_outline, "谈话提纲"), "record": (talk_record, "谈话记录")}


@page(P.TALK_RECORD_READ, of=TALK_RECORDS)
def document(request: SignedInRequest, record: TalkRecord, kind: str, ending: str) -> HttpResponse:
    """Outline or record as docx or pdf. The name of the file says nothing of the person."""
    if kind not in PAPERS or ending not in {"docx", "pdf"}:
        raise Http404
    paper, title = PAPERS[kind]
    inspection = record.talk.inspection
    return issued(
        paper,
        record,
        inspection.round.term.jurisdiction,
        on=timezone.localdate(request.now),
        filename=f"{title} {inspection.organisation} {record.talk.number:02}",
        as_pdf=ending == "pdf",
    )
