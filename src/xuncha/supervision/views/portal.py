"""Letters in the portal: a unit or a department reads its own, signs for them and answers."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import on_screen
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, Spine, by_state, finished_last, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.supervision import services
from xuncha.supervision.documents import letter_document
from xuncha.supervision.forms.letters import ReplyForm
from xuncha.supervision.models import Letter
from xuncha.supervision.selectors import LETTERS, lines_of, overdue_letters
from xuncha.supervision.workflow import LETTER, WAITING, LetterState


def _address(letter: Letter) -> str:
    return reverse("supervision_unit:letter", args=[letter.pk])


OWN_LEDGER = Ledger(
    "supervision.own",
    lazy("督办交办函件"),
    columns=(
        main_column("title", lazy("函件"), lambda letter: letter.title, sub=lambda letter: letter.number),
        Column("issued", lazy("送达"), lambda letter: localdate(letter.issued_at), sort="issued_at", css="nw"),
        Column("due", lazy("回复时限"), lambda letter: letter.due_on, sort="due_on", css="nw"),
        state_column(LETTER),
    ),
    spine=Spine(done=Q(state__in=LETTER.finished())),
    choices=(by_state(LETTER),),
    search=("title", "number"),
    chips=(Chip("waiting", lazy("等你单位办"), lambda _: Q(state__in=WAITING)),),
    opening=lazy("共 {n} 件"),
    empty=lazy("巡察办发给你单位的督办函、交办函、建议书等列在这里。"),
    overdue=overdue_letters,
    order=(finished_last(LETTER), "due_on"),
    without=("text", "reply"),
    url=_address,
)


@page(P.LETTER_READ)
def letters(request: SignedInRequest) -> HttpResponseBase:
    """The letters to one's unit or department."""
    return OWN_LEDGER.respond(request, LETTERS.visible_to(request.actor))


@page(P.LETTER_READ, of=LETTERS)
def letter(request: SignedInRequest, letter: Letter) -> HttpResponse:
    """One letter, what is asked until when, and what was answered."""
    answers = LETTERS.permits(request.actor, P.LETTER_ANSWER, letter)
    context = {
        "letter": letter,
        "workflow": LETTER,
        "lines": lines_of(letter),
        "files": letter.files.order_by("pk"),
        "pieces": on_screen(
            letter_document, letter, letter.jurisdiction, on=localdate(letter.issued_at or request.now)
        ),
        "receives": answers and letter.state == LetterState.ISSUED,
        "answers": answers and letter.state == LetterState.RECEIVED,
    }
    return render(request, "supervision/unit_letter.html", context)


@page(P.LETTER_ANSWER, of=LETTERS, methods=("POST",))
def receive(request: SignedInRequest, letter: Letter) -> HttpResponse:
    """Sign for a letter."""
    services.receive_letter(act_of(request), letter)
    messages.success(request, _("已签收 {letter}").format(letter=letter.number))
    return HttpResponseRedirect(_address(letter))


@page(P.LETTER_ANSWER, of=LETTERS, methods=("GET", "POST"))
def answer(request: SignedInRequest, letter: Letter) -> HttpResponse:
    """Write and hand in the reply, with files."""
    kept = Kept(request, f"supervision.letter:answer-{letter.pk}")
    form = ReplyForm(request.POST or None, request.FILES or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.answer_letter(
            act, letter, reply=form.cleaned_data["reply"], files=form.cleaned_data["proofs"]
        ),
        title=_("回复函件"),
        done=_("已报送回复，等巡察办审阅"),
        crumbs=[(_("督办交办函件"), reverse("supervision_unit:letters")), (letter.number, _address(letter))],
        record=letter,
        kept=kept,
        context={"submit": _("报送回复")},
    )
