"""
What residents read under a code, and their one answer. No account, no cookie, no session.

Address and browser are neither read nor kept; of the time the day alone.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from xuncha.core.errors import RuleViolated
from xuncha.disclosure.forms.hearings import VerdictForm
from xuncha.disclosure.models import Hearing
from xuncha.disclosure.selectors.hearings import told_by_code
from xuncha.disclosure.services.hearings import answer_hearing, reasons_on
from xuncha.foundation import tickets
from xuncha.foundation.http import SignedInRequest, left_nowhere, public_page


@csrf_exempt  # nobody is signed in here whose rights a foreign page could use; the ticket ties the form to its address
@public_page(methods=("GET", "POST"))
def heard(request: SignedInRequest, code: str) -> HttpResponse:
    """What became of the matters, and one question; then a word of thanks."""
    hearing = told_by_code(code)
    if hearing is None:
        raise Http404
    form = VerdictForm(request.POST or None)
    if form.is_bound and form.is_valid() and _taken(request, hearing, form):
        return left_nowhere(render(request, "disclosure/thanks.html", {"hearing": hearing}))
    ticket = request.POST.get("ticket", "")
    if tickets.read(ticket, code, request.now) is None:
        ticket = tickets.issued(code, request.now)
    context = {
        "hearing": hearing,
        "sections": hearing.sections.order_by("position"),
        "form": form,
        "closed": reasons_on(hearing, localdate(request.now)),
        "ticket": ticket,
        "bits": tickets.WORK_BITS,
    }
    return left_nowhere(render(request, "disclosure/heard.html", context, status=form.status))


def _taken(request: SignedInRequest, hearing: Hearing, form: VerdictForm) -> bool:
    """Whether the answer is in; otherwise the form has the reasons."""
    text = request.POST.get("ticket", "")
    ticket = tickets.read(text, hearing.code or "", request.now)
    if ticket is None:
        form.add_error(None, _("页面打开得太久了，请再点一次提交，您选的内容还在。"))
        return False
    if not tickets.worked(text, request.POST.get("work", "")) and not tickets.may_pass(request.now, "heard"):
        form.add_error(None, _("现在提交的人较多，请过一分钟再点提交，您选的内容还在。"))
        return False
    try:
        answer_hearing(hearing, ticket, form.cleaned_data["choice"], form.cleaned_data["said"], localdate(request.now))
    except RuleViolated as refusal:
        form.refuse(refusal)
        return False
    return True
