"""
The ballot behind a one-time code. No account, no cookie, no session; address and browser are neither read nor kept.

The code is looked up by its fingerprint, used up, and forgotten: what was chosen goes into sums and nowhere else.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from xuncha.core.errors import RuleViolated
from xuncha.evaluation.forms.runs import BallotForm, CodeForm
from xuncha.evaluation.models import Card
from xuncha.evaluation.rules.ballots import reasons_not_to_vote
from xuncha.evaluation.selectors.lists import card_of
from xuncha.evaluation.services.codes import LETTERS, digest_of
from xuncha.evaluation.services.voting import is_running, questions_of, vote_by_code
from xuncha.foundation import tickets
from xuncha.foundation.http import SignedInRequest, left_nowhere, public_page

PURPOSE = "vote"


@csrf_exempt  # nobody is signed in here whose rights a foreign page could use
@public_page(methods=("GET", "POST"))
def enter(request: SignedInRequest) -> HttpResponse:
    """Where a code is typed that cannot be scanned."""
    form = CodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        code = "".join(c for c in form.cleaned_data["code"].lower() if c in LETTERS)
        if code:
            return left_nowhere(HttpResponseRedirect(reverse("vote:ballot", args=[code])))
        form.add_error("code", _("评议码由字母和数字组成，请照卡片输入。"))
    return _answer(request, "evaluation/enter.html", {"form": form}, form.status)


@csrf_exempt  # as above; the ticket ties the form to its address
@public_page(methods=("GET", "POST"))
def ballot(request: SignedInRequest, code: str) -> HttpResponse:
    """One ballot; then a word of thanks."""
    card = card_of(digest_of(code))
    if card is None:
        typed = CodeForm({"code": code})
        typed.is_valid()
        typed.add_error("code", _("没有这个评议码，请核对卡片。"))
        return _answer(request, "evaluation/enter.html", {"form": typed}, 404)
    run, today = card.panel.run, localdate(request.now)
    closed = reasons_not_to_vote(running=is_running(run, today), used=card.used)
    form = BallotForm(request.POST or None, scheme=run.scheme.scored, questions=questions_of(card.panel))
    if form.is_bound and not closed and form.is_valid() and _taken(request, card, form):
        return _answer(request, "evaluation/thanks.html", {"run": run})
    ticket = request.POST.get("ticket", "")
    if tickets.read(ticket, PURPOSE, request.now) is None:
        ticket = tickets.issued(PURPOSE, request.now)
    context = {
        "run": run,
        "panel": card.panel,
        "form": form,
        "closed": closed,
        "ticket": ticket,
        "bits": tickets.WORK_BITS,
    }
    return _answer(request, "evaluation/ballot.html", context, form.status)


def _taken(request: SignedInRequest, card: Card, form: BallotForm) -> bool:
    """Whether the vote counted; otherwise the form has the reasons."""
    text = request.POST.get("ticket", "")
    if tickets.read(text, PURPOSE, request.now) is None:
        form.add_error(None, _("页面打开得太久了，请再点一次提交，您选的内容还在。"))
        return False
    if not tickets.worked(text, request.POST.get("work", "")) and not tickets.may_pass(request.now, PURPOSE):
        form.add_error(None, _("现在提交的人较多，请过一分钟再点提交，您选的内容还在。"))
        return False
    try:
        vote_by_code(card, form.cleaned_data, localdate(request.now))
    except RuleViolated as refusal:
        form.refuse(refusal)
        return False
    return True


def _answer(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    return left_nowhere(render(request, template, context, status=status))
