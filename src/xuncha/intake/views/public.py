"""
The public form. No account, no cookie, no session; the request's address and browser are neither read nor kept.

Uploads stay in memory until they are sealed: Django would put large ones on the disk.
"""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, MemoryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from xuncha.core.errors import Reason, RuleViolated
from xuncha.foundation import tickets
from xuncha.foundation.http import SignedInRequest, left_nowhere, public_page
from xuncha.intake.forms import FILES_MB, TOO_LARGE, ReturnForm, TipForm, WordForm
from xuncha.intake.models import Mailbox
from xuncha.intake.rules import reasons_not_to_drop, reasons_not_to_receive
from xuncha.intake.selectors import Content, Petitioner, open_mailbox_of
from xuncha.intake.selectors.outcomes import outcomes_for
from xuncha.intake.services import letterbox, receipts
from xuncha.intake.services.receipts import grouped
from xuncha.intake.services.tickets import read

MOST_BYTES = (FILES_MB + 1) * 1024 * 1024
READ_BYTES = 256 * 1024 * 1024
"""Up to here the text is given back though the files are too large; the server takes in no more."""


class Passed(FileUploadHandler):
    """Keeps no upload: of what is too large together, the text alone is read."""

    def receive_data_chunk(self, _raw_data: bytes, _start: int) -> None:
        """Gone."""

    def file_complete(self, _file_size: int) -> None:
        """No file."""


class InMemory(MemoryFileUploadHandler):
    """Keeps every upload in memory; how much may come is decided before anything is read."""

    def handle_raw_input(self, *_arguments: Any, **_options: Any) -> None:
        """Whatever its length."""
        self.activated = True


@csrf_exempt  # nobody is signed in here whose rights a foreign page could use; the ticket ties the form to its mailbox
@public_page(methods=("GET", "POST"))
def form(request: SignedInRequest, code: str) -> HttpResponse:
    """Say what happened, in one page; then the receipt."""
    mailbox = open_mailbox_of(code)
    if mailbox is None:
        raise Http404
    announced = _announced(request)
    if announced is None:
        return _refused(request, mailbox)
    request.upload_handlers = [Passed(request) if announced > MOST_BYTES else InMemory(request)]
    form = _sent(request)
    if announced > MOST_BYTES:
        form.add_error("enclosures", TOO_LARGE)
    ticket_text = request.POST.get("ticket", "") or tickets.issued(code, request.now)
    if form.is_bound and form.is_valid():
        receipt = _taken(request, mailbox, form, ticket_text)
        if receipt:
            return _answer(request, "intake/receipt.html", {"mailbox": mailbox, "receipt": grouped(receipt)})
        if tickets.read(ticket_text, code, request.now) is None:
            ticket_text = tickets.issued(code, request.now)
    if form.errors and (request.FILES or announced > MOST_BYTES):
        form.add_error("enclosures", _("刚才选的文件没有留下，请再选一次。您写的内容还在。"))
    closed = _closed(mailbox, request)
    context = {"mailbox": mailbox, "form": form, "ticket": ticket_text, "closed": closed, "bits": tickets.WORK_BITS}
    return _answer(request, "intake/tip.html", context, status=form.status)


def _announced(request: HttpRequest) -> int | None:
    """How many bytes are said to come; None when it is no number or beyond what is read at all."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() and int(told) <= READ_BYTES else None


def _refused(request: SignedInRequest, mailbox: Mailbox) -> HttpResponse:
    """An empty form with the sentence: nothing of what was sent is read."""
    form = TipForm({})
    form.errors.clear()
    form.add_error(None, _("文件太大，没有收下，写的内容也没有收到。请少选几个文件，再写一次。"))
    context = {"mailbox": mailbox, "form": form, "closed": _closed(mailbox, request), "bits": tickets.WORK_BITS}
    context["ticket"] = tickets.issued(mailbox.code, request.now)
    return _answer(request, "intake/tip.html", context, status=413)


def _sent(request: HttpRequest) -> TipForm:
    """The form as it was sent, with a sentence where it did not arrive whole; untouched where none was sent."""
    if request.method != "POST":
        return TipForm()
    form = TipForm(request.POST, request.FILES)
    if "ticket" not in request.POST:
        form.add_error(None, _("上传中断了，内容没有收全，请再提交一次。"))
    return form


def _closed(mailbox: Mailbox, request: SignedInRequest) -> list[Reason]:
    """Why nothing is taken in today."""
    entry = mailbox.entry
    return reasons_not_to_receive(
        opens_on=entry.opens_on, closes_on=entry.closes_on, today=timezone.localdate(request.now)
    )


def _taken(request: SignedInRequest, mailbox: Mailbox, form: TipForm, ticket_text: str) -> str:
    """The receipt, or nothing with the reasons in the form."""
    given = form.cleaned_data
    ticket = read(ticket_text, mailbox.code, request.now)
    if ticket is None:
        form.add_error(None, _("页面打开得太久了，请再点一次提交，您写的内容还在。"))
        return ""
    if not tickets.worked(ticket_text, request.POST.get("work", "")) and not tickets.may_pass(request.now, "tip"):
        form.add_error(None, _("现在提交的人较多，请过一分钟再点提交，您写的内容还在。"))
        return ""
    try:
        RuleViolated.unless_empty([*_closed(mailbox, request), *reasons_not_to_drop(given["text"])])
        who = Petitioner(given["name"].strip(), given["telephone"].strip())
        told = letterbox.Told(
            Content(given["about"].strip(), given["text"].strip()),
            who if who.name or who.telephone else None,
            given["enclosures"],
            keep_originals=not given["drop_originals"],
        )
        return letterbox.drop(mailbox, ticket, told, timezone.localdate(request.now))
    except RuleViolated as refusal:
        form.refuse(refusal)
        return ""


@csrf_exempt  # as above
@public_page(methods=("GET", "POST"))
def back(request: SignedInRequest) -> HttpResponse:
    """Come back with the receipt: how far it is, answers, a word more. The receipt never stands in an address."""
    form: ReturnForm = WordForm(request.POST) if "text" in request.POST else ReturnForm(request.POST or None)
    found = None
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data["receipt"]
        try:
            if isinstance(form, WordForm):
                found = letterbox.add_word(typed, form.cleaned_data["text"], timezone.localdate(request.now))
            else:
                found = letterbox.come_back(typed)
        except RuleViolated as refusal:
            form.refuse(refusal)
        if found is None and not form.errors:
            form.add_error("receipt", _not_found(typed))
    if found is not None:
        return _dialogue(request, found, WordForm(initial={"receipt": form.cleaned_data["receipt"]}))
    again = letterbox.come_back(request.POST.get("receipt", "")) if isinstance(form, WordForm) else None
    if again is not None:
        return _dialogue(request, again, form)
    return _answer(request, "intake/return.html", {"form": form}, status=form.status)


def _not_found(typed: str) -> str:
    """What is told of a receipt that is none: how many digits were typed, if not all."""
    n, all_ = receipts.length_of(typed), receipts.LENGTH
    if n != all_:
        told = _("回执号一共 {all} 位数字，您输入了 {n} 位。请对照抄下的再看一遍。")
        return told.format(all=all_, n=n)
    return _("没有这个回执号。请对照抄下的数字，看有没有抄错一位。")


def _dialogue(request: HttpRequest, found: letterbox.Return, form: ReturnForm) -> HttpResponse:
    """How far the tip is, what was said, and room for a word more."""
    context = {"found": found, "form": form, "outcomes": outcomes_for(found.tip)}
    return _answer(request, "intake/back.html", context, status=form.status)


@public_page()
def privacy(request: HttpRequest) -> HttpResponse:
    """What protects the person, and what does not."""
    return _answer(request, "intake/privacy.html", {})


def _answer(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return left_nowhere(render(request, template, context, status=status))
