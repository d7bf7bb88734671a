"""What an addressee without an account signed and answered on paper, as the office enters it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.pages import form_answer
from xuncha.supervision import services
from xuncha.supervision.forms.letters import PaperReceiptForm, PaperReplyForm
from xuncha.supervision.models import Letter
from xuncha.supervision.selectors import LETTERS

GET_POST = ("GET", "POST")


def _trail(letter: Letter) -> list[tuple[str, str]]:
    return [(_("督办交办函件"), reverse("supervision:letters")), (str(letter), page_of(letter))]


@page(P.LETTER_WRITE, of=LETTERS, methods=GET_POST)
def receipt(request: SignedInRequest, letter: Letter) -> HttpResponse:
    """Enter who signed for the letter, on which day, with the scan."""
    kept = Kept(request, f"supervision.letter:receipt-{letter.pk}")
    form = PaperReceiptForm(request.POST or None, request.FILES or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.enter_receipt(act, letter, **form.cleaned_data),
        title=_("代录签收"),
        done=_("已代录签收"),
        crumbs=_trail(letter),
        record=letter,
        kept=kept,
        context={
            "say": _("收函单位没有账号，回执是纸质的，由巡察办代录；经过里写明是代录和谁录的。"),
            "submit": _("代录"),
        },
    )


@page(P.LETTER_WRITE, of=LETTERS, methods=GET_POST)
def reply(request: SignedInRequest, letter: Letter) -> HttpResponse:
    """Enter the reply that came on paper, with its scan and its files."""
    kept = Kept(request, f"supervision.letter:reply-{letter.pk}")
    form = PaperReplyForm(request.POST or None, request.FILES or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.enter_reply(act, letter, **form.cleaned_data),
        title=_("代录回复"),
        done=_("已代录回复，由另一个人对照扫描件审阅"),
        crumbs=_trail(letter),
        record=letter,
        kept=kept,
        context={
            "say": _("收函单位没有账号，回复是纸质的，由巡察办代录；审阅的人不能是代录的人。"),
            "submit": _("代录"),
        },
    )
