"""A piece of evidence: its file, its preview, what it says of itself."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from xuncha.core.errors import Denied
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.fieldwork import services
from xuncha.fieldwork.forms import EvidenceDetailForm
from xuncha.fieldwork.models import Evidence
from xuncha.fieldwork.selectors import EVIDENCE, hands_of
from xuncha.fieldwork.workflow import PAPER, TAKE_BACK, PaperState
from xuncha.foundation.files.serving import serve, serve_preview
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.pages import form_answer

OPEN = {PaperState.DRAFT, PaperState.RETURNED}


@page(P.PAPER_READ, of=EVIDENCE)
def file(request: SignedInRequest, evidence: Evidence) -> HttpResponseBase:
    """The original as a download."""
    return serve(evidence.attachment)


@page(P.PAPER_READ, of=EVIDENCE)
def preview(request: SignedInRequest, evidence: Evidence) -> HttpResponseBase:
    """One page as a picture (`?page=`)."""
    wanted = request.GET.get("page", "1")
    return serve_preview(evidence.attachment, int(wanted) if wanted.isdigit() and len(wanted) < 6 else 1)


@page(P.PAPER_READ, of=EVIDENCE, methods=("GET", "POST"))
def detail(request: SignedInRequest, evidence: Evidence) -> HttpResponse:
    """Look at a piece of evidence; its paper's handlers correct what it says of itself."""
    paper = evidence.paper
    initial = {name: getattr(evidence, name) for name in ("kind", "quote", "pages", "original_checked")}
    form = EvidenceDetailForm(request.POST or None, initial=initial)
    if request.method == "POST" and not request.actor.holds(P.PAPER_WRITE):
        raise Denied(say("您可以查看这条记录，但这一步不由您办理。"))
    own = hands_of(request.actor, paper).own and evidence.removed_at is None
    takes_back = bool(PAPER.available(PaperState(paper.state)).keys() & {*TAKE_BACK})
    context = {
        "may_correct": own and (takes_back or paper.state in OPEN),
        "takes_back": takes_back,
        "evidence": evidence,
        "paper": paper,
        "pages": range(1, min(evidence.attachment.file.pages, 5) + 1),
    }
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.change_evidence(act, paper, evidence, base_version=version, **form.cleaned_data),
        title=str(evidence),
        done=_("已更正佐证 {name}").format(name=evidence),
        back=page_of(paper),
        template="fieldwork/evidence.html",
        context=context,
    )
