"""
The public form. No account, no cookie, no session; the request's address and browser are neither read nor kept.

Uploads stay in memory until they are sealed: Django would put large ones on the disk.
"""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from xuncha.core.errors import Reason, RuleViolated
from xuncha.foundation import tickets
from xuncha.foundation.http import SignedInRequest, left_nowhere, public_page
from xuncha.intake.forms import FILES_MB, ReturnForm, TipForm, WordForm
from xuncha.intake.models import Mailbox
from xuncha.intake.rules import reasons_not_to_drop, reasons_not_to_receive
from xuncha.intake.selectors import Content, Petitioner, open_mailbox_of
from xuncha.intake.selectors.outcomes import outcomes_for
from xuncha.intake.services import letterbox
from xuncha.intake.services.receipts import grouped
from xuncha.intake.services.tickets import read

MOST_BYTES = (FILES_MB + 1) * 1024 * 1024


class InMemory(MemoryFileUploadHandler):
    """Keeps every upload in memory; how much may come is decided before anything is read."""

    def handle_raw_input(self, *_arguments: Any, **_options: Any) -> None:
        """Whatever its length."""
        self.activated = True


@csrf_exempt  # nobody is signed in here whose rights a foreign page could use; the ticket ties the form to its mailbox
@public_page(methods=("GET", "POST"))
def form(request: SignedInRequest, code: str) -> HttpResponse:
    """Say what happened, in one page; then the receipt."""
    request.upload_handlers = [InMemory(request)]
    mailbox = open_mailbox_of(code)
    if mailbox is None:
        raise Http404
    if _too_long(request):
        return _refused(request, mailbox)
    form = _sent(request)
    ticket_text = request.POST.get("ticket", "") or tickets.issued(code, request.now)
    if form.is_bound and form.is_valid():
        receipt = _taken(request, mailbox, form, ticket_text)
        if receipt:
            return _answer(request, "intake/receipt.html", {"mailbox": mailbox, "receipt": grouped(receipt)})
        if tickets.read(ticket_text, code, request.now) is None:
            ticket_text = tickets.issued(code, request.now)
    closed = _closed(mailbox, request)
    context = {"mailbox": mailbox, "form": form, "ticket": ticket_text, "closed": closed, "bits": tickets.WORK_BITS}
    return _answer(request, "intake/tip.html", context, status=form.status)


def _too_long(request: HttpRequest) -> bool:
    """Whether more is announced than the form takes; nothing of it has been read by then."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return not told.isdecimal() or int(told) > MOST_BYTES


def _refused(request: SignedInRequest, mailbox: Mailbox) -> HttpResponse:
    """An empty form with the sentence; what was typed is still in the browser, one page back."""
    form = TipForm({})
    form.errors.clear()
    form.add_error(None, _("文件太大，没有收下。请返回上一页减少文件再提交，合计不超过 90 MB。"))
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
            form.add_error("receipt", _("没有这个回执号。请对照抄下的数字，一共 28 位。"))
    if found is not None:
        more = WordForm(initial={"receipt": form.cleaned_data["receipt"]})
        return _answer(request, "intake/back.html", {"found": found, "form": more, "outcomes": outcomes_for(found.tip)})
    return _answer(request, "intake/return.html", {"form": form}, status=form.status)


@public_page()
def privacy(request: HttpRequest) -> HttpResponse:
    """What protects the person, and what does not."""
    return _answer(request, "intake/privacy.html", {})


def _answer(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return left_nowhere(render(request, template, context, status=status))
