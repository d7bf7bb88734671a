"""The register of letters at the desk, the page of one, and its documents."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued, on_screen
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.ui.gathering import Labelled
from xuncha.foundation.ui.ledgers import (
    Chip,
    Choice,
    Column,
    Ledger,
    Spine,
    by_state,
    finished_last,
    main_column,
    state_column,
)
from xuncha.foundation.ui.steps import back_to, buttons, take_step
from xuncha.supervision import services
from xuncha.supervision.documents import letter_document, reply_document
from xuncha.supervision.models import Letter
from xuncha.supervision.rules.hints import HINTS
from xuncha.supervision.rules.kinds import KINDS
from xuncha.supervision.rules.letters import (
    is_overdue,
    reasons_not_to_accept,
    reasons_not_to_issue,
    reasons_not_to_reissue,
    reasons_not_to_submit,
)
from xuncha.supervision.selectors import (
    LETTER_PANELS,
    LETTERS,
    answers_itself,
    chain_of,
    due_of_letter,
    files_of,
    lines_of,
    statistics,
    to_enter,
)
from xuncha.supervision.workflow import LETTER, OUT, LetterState

BATCH = "lines__item__plan__inspection"


def _signed(letter: Letter) -> str:
    """The day on which it was signed for, and whether the office entered it."""
    return _entered(letter.signed_on, letter.received_at)


def _replied(letter: Letter) -> str:
    """The day on which it was answered, and whether the office entered it."""
    return _entered(letter.replied_on, letter.answered_at)


def _entered(on: date | None, at: datetime | None) -> str:
    if on is not None:
        return _("{day} 代录").format(day=on.isoformat())
    return localdate(at).isoformat() if at else ""


COLUMNS = (
    main_column("title", lazy("函件"), lambda letter: letter.title, sub=lambda letter: letter.number),
    Column(
        "kind", lazy("种类"), Labelled(lambda letter: letter.kind, lambda code: words(KINDS[code].label)), sort="kind"
    ),
    Column("addressee", lazy("收函单位"), lambda letter: letter.addressee, sort="addressee__name", css="w6"),
    Column(
        "hint",
        lazy("发函缘由"),
        Labelled(lambda letter: letter.hint, lambda code: words(HINTS[code].label) if code else ""),
        css="w5 fold",
    ),
    Column("issued", lazy("签发"), lambda letter: letter.issued_at and localdate(letter.issued_at), sort="issued_at"),
    Column("due", lazy("回复时限"), lambda letter: letter.due_on, sort="due_on", css="nw"),
    Column("signed", lazy("签收"), _signed, sort="received_at", css="fold"),
    Column("replied", lazy("回复"), _replied, sort="answered_at", css="fold"),
    state_column(LETTER, since=True),
)
LETTERS_LEDGER = Ledger(
    "supervision.letters",
    lazy("督办交办函件"),
    columns=COLUMNS,
    spine=Spine(
        term=f"{BATCH}__round__term_id",
        year="issued_at__year",
        round=f"{BATCH}__round_id",
        unit="addressee",
        category="lines__item__opinion_item__findings__classifications__category_id",
        done=Q(state__in=LETTER.finished()),
    ),
    choices=(by_state(LETTER), Choice("kind", lazy("种类"), "kind", [(k.code, lazy(k.label)) for k in KINDS.values()])),
    search=("title", "number", "addressee__name"),
    chips=(
        Chip("to_issue", lazy("待签发"), lambda _: Q(state=LetterState.SUBMITTED)),
        Chip("out", lazy("待签收、待回复"), lambda _: Q(state__in=(LetterState.ISSUED, LetterState.RECEIVED))),
        Chip("paper", lazy("纸质送达，待代录"), lambda actor: to_enter(actor.at)),
        Chip("answered", lazy("待审阅"), lambda _: Q(state=LetterState.ANSWERED)),
    ),
    opening=lazy("共 {n} 件"),
    empty=lazy("从“发函建议”起草，或者自己起草；一人起草，另一人签发，签发时编号。"),
    overdue=overdue_in(LETTERS),
    order=(finished_last(LETTER), "-pk"),
    related=("addressee",),
    without=("text", "reply"),
)
MANY = ("term", "round", "category")  # filters over the items of a letter, of which several may fit


@page(P.LETTER_READ)
def letters(request: SignedInRequest) -> HttpResponseBase:
    """The register of letters."""
    if not request.actor.as_staff.holds(P.LETTER_READ):
        return redirect("supervision_unit:letters")
    rows = LETTERS.visible_to(request.actor)
    if any(request.GET.get(name) for name in MANY):
        rows = rows.distinct()
    offices = JURISDICTIONS.permitted(request.actor, P.LETTER_WRITE).order_by("pk")
    referrals = reverse("clues:referrals") if request.actor.holds(P.REFERRAL_READ) else ""
    context = {"offices": offices, "referrals": referrals}
    return LETTERS_LEDGER.respond(request, rows, template="supervision/letters.html", context=context)


def crumbs() -> list[tuple[str, str]]:
    """The way to a letter."""
    return [(_("督办交办函件"), reverse("supervision:letters"))]


@page(P.LETTER_READ, of=LETTERS)
def letter(request: SignedInRequest, letter: Letter) -> HttpResponse:
    """One letter: as it goes out, its items, why it was suggested, what came back, and what it follows."""
    if not LETTERS.permits(request.actor.as_staff, LETTERS.read, letter):
        return redirect("supervision_unit:letter", pk=letter.pk)
    today = localdate(request.now)
    writes = LETTERS.permits(request.actor, P.LETTER_WRITE, letter)
    own = letter.submitted_by_id == request.actor.pk
    state = LetterState(letter.state)
    context = {
        "letter": letter,
        "workflow": LETTER,
        "lines": lines_of(letter),
        "chain": chain_of(letter),
        "pieces": on_screen(letter_document, letter, letter.jurisdiction, on=today),
        "files": letter.files.order_by("pk"),
        "scans": letter.scans.order_by("pk"),
        "enters": _what_to_enter(letter, request) if writes else "",
        "editable": writes and state == LetterState.DRAFT,
        "due": due_of_letter(letter, localdate(letter.issued_at)) if letter.issued_at else None,
        "late": is_overdue(state, letter.due_on, today),
        "cards": LETTER_PANELS.drawn(request, letter),
        "may_reissue": writes and "reissue" in LETTER.available(state) and _may_follow(letter, state, request),
        "buttons": buttons(
            request.actor,
            letter,
            LETTER,
            "supervision:letter-step",
            own=own,
            refused={
                "submit": reasons_not_to_submit(
                    letter.text, items=letter.lines.count(), about_plan=letter.plan_id is not None
                ),
                "issue": reasons_not_to_issue(own=own),
                "accept": reasons_not_to_accept(entered=letter.entered_by(request.actor.pk)),
            },
            leave_out=("receive", "answer", "reissue", "enter_receipt", "enter_reply"),
            with_opinion=("accept",),
        ),
    }
    return render(request, "supervision/letter.html", context)


def _what_to_enter(letter: Letter, request: SignedInRequest) -> str:
    """The address where what came on paper is entered next; empty where nothing is to be entered."""
    page = {LetterState.ISSUED: "supervision:letter-receipt", LetterState.RECEIVED: "supervision:letter-reply"}
    name = page.get(LetterState(letter.state))
    return reverse(name, args=[letter.pk]) if name and not answers_itself(letter, request.now) else ""


def _may_follow(letter: Letter, state: LetterState, request: SignedInRequest) -> bool:
    today = localdate(request.now)
    return not [
        why
        for why in reasons_not_to_reissue(letter.kind, letter.kind, state=state, due_on=letter.due_on, today=today)
        if not why.field
    ]


STEPS: Mapping[str, Callable[..., Any]] = {
    "submit": services.submit_letter,
    "drop": services.drop_letter,
    "issue": services.issue_letter,
    "return": services.return_letter,
    "accept": services.accept_letter,
}


@page(P.LETTER_READ, of=LETTERS, methods=("POST",))
def step(request: SignedInRequest, letter: Letter, step: str) -> HttpResponse:
    """Take one step of the workflow; before it is handed in, a letter is compared with the petitions."""
    if step == "submit" and services.ask_about_letter(act_of(request), letter):
        messages.warning(request, _("已请信访接收人核对是否会暴露来源，核对以后再送签发"))
        return back_to(letter)
    return take_step(request, letter, LETTER, STEPS, step, with_opinion=("accept",))


@page(P.LETTER_READ, of=LETTERS)
def document(request: SignedInRequest, letter: Letter, kind: str) -> HttpResponse:
    """The letter or the reply as a document, docx or with `?as=pdf` pdf."""
    make = {"letter": letter_document, "reply": reply_document}[kind]
    moment = letter.issued_at if kind == "letter" else letter.answered_at
    on = localdate(moment or request.now)
    name = str(letter) if kind == "letter" else _("{letter} 回复").format(letter=letter)
    return issued(make, letter, letter.jurisdiction, on=on, filename=name, asked=request.GET)


@page(P.LETTER_READ, of=LETTERS)
def file(request: SignedInRequest, letter: Letter, attachment: int) -> HttpResponseBase:
    """One file that came with the reply, or the scan of the receipt."""
    return serve(get_object_or_404(files_of(letter), pk=attachment))


@page(P.LETTER_READ)
def figures(request: SignedInRequest) -> HttpResponse:
    """How many letters of each kind were issued, and how they stand."""
    if not request.actor.as_staff.holds(P.LETTER_READ):
        return redirect("supervision_unit:letters")
    rows = statistics(LETTERS.visible_to(request.actor), localdate(request.now))
    states = [(state.value, LETTER.states[state].label) for state in LetterState if state in OUT]
    table = [
        (label, n, [(code, by_state[code]) for code, _label in states], late, paper)
        for label, n, by_state, late, paper in rows
    ]
    context = {"states": states, "rows": table, "sum": sum(row[1] for row in table)}
    return render(request, "supervision/figures.html", context)
