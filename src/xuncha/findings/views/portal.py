"""What the inspected unit sees: notices issued to it, and the form on which it answers. Never where they come from."""

from dataclasses import replace

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.findings import services
from xuncha.findings.forms import AnswerForm
from xuncha.findings.models import ImmediateFix
from xuncha.findings.selectors import FIXES
from xuncha.findings.views.fixes import DONE, FIXES_LEDGER
from xuncha.findings.workflow import FIX, FixState
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.ledgers import Chip, Spine
from xuncha.foundation.ui.pages import form_answer

AWAITED = (FixState.ISSUED, FixState.RETURNED)
UNIT_LEDGER = replace(
    FIXES_LEDGER,
    code="findings.unit-fixes",
    columns=tuple(column for column in FIXES_LEDGER.columns if column.code != "unit"),
    spine=Spine(done=Q(state__in=DONE)),
    choices=(),
    chips=(Chip("awaited", gettext_lazy("待你单位报送"), lambda _: Q(state__in=AWAITED)),),
    overdue=lambda today: Q(state__in=AWAITED, due_on__lt=today),
    empty=gettext_lazy("巡察组发来立行立改通知，会列在这里。"),
    url=lambda fix: reverse("findings_unit:fix", args=[fix.pk]),
)


@page(P.FIX_ANSWER)
def unit_fixes(request: SignedInRequest) -> HttpResponseBase:
    """The unit's notices."""
    return UNIT_LEDGER.respond(request, FIXES.permitted(request.actor, P.FIX_ANSWER))


@page(P.FIX_ANSWER, of=FIXES, methods=("GET", "POST"))
def unit_fix(request: SignedInRequest, fix: ImmediateFix) -> HttpResponse:
    """One notice and, while it is awaited, the answer."""
    kept = Kept(request, f"findings.fix:answer-{fix.pk}")
    initial = {"answer": fix.answer, **kept.typed}
    form = AnswerForm(request.POST or None, request.FILES or None, initial=initial, proven=fix.proof.exists())
    context = {
        "fix": fix,
        "workflow": FIX,
        "awaited": fix.state in AWAITED,
        "done": fix.state in DONE,
        "proof": fix.proof.select_related("file"),
    }
    return form_answer(
        request,
        form,
        lambda act: services.answer_fix(act, fix, **form.cleaned_data),
        title=fix.title,
        done=_("已报送 {number}，待巡察组核验").format(number=fix.number),
        back=reverse("findings_unit:fix", args=[fix.pk]),
        kept=kept,
        template="findings/unit_fix.html",
        context=context,
    )
