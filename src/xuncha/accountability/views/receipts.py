"""What a unit without an account signed on paper, as the office enters it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xuncha.accountability import services
from xuncha.accountability.forms import PaperReceiptForm
from xuncha.accountability.models import ResultUse
from xuncha.accountability.selectors import USES, units_of
from xuncha.accountability.views.uses import crumbs
from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.pages import form_answer


@page(P.USE_WRITE, of=USES, methods=("GET", "POST"))
def enter(request: SignedInRequest, use: ResultUse, unit: int) -> HttpResponse:
    """Enter who signed for one of its units, on which day, with the scan."""
    signing = get_object_or_404(units_of(use), pk=unit)
    kept = Kept(request, f"accountability.use:receipt-{use.pk}-{unit}")
    form = PaperReceiptForm(request.POST or None, request.FILES or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.enter_receipt(act, use, unit=signing, **form.cleaned_data),
        title=_("代录签收"),
        done=_("已代录签收"),
        crumbs=[*crumbs(), (str(use), page_of(use))],
        kept=kept,
        context={
            "say": _("{unit}没有账号，回执是纸质的，由巡察办代录；签收一栏写明是代录和谁录的。").format(unit=signing),
            "submit": _("代录"),
        },
    )
