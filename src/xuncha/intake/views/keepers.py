"""Who opens what comes into a mailbox: the leader takes the key from somebody who shall open it no longer."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.pages import form_answer
from xuncha.intake import services
from xuncha.intake.forms import KeeperForm
from xuncha.intake.models import Mailbox
from xuncha.intake.selectors import MAILBOXES
from xuncha.intake.selectors.keeping import keepers_of


@page(P.PETITION_RUN, of=MAILBOXES, methods=("GET", "POST"))
def take_key(request: SignedInRequest, mailbox: Mailbox) -> HttpResponse:
    """Take the mailbox's key from one of its keepers."""
    form = KeeperForm(request.POST or None, keepers=keepers_of(mailbox))
    return form_answer(
        request,
        form,
        lambda act: services.take_key_from(act, mailbox, **form.cleaned_data),
        title=_("收回保管"),
        done=_("已收回，对方从现在起打不开这个信箱的材料"),
        crumbs=[(_("信访渠道"), reverse("intake:mailboxes")), (str(mailbox), page_of(mailbox))],
        context={
            "say": _("立即生效。收回后请一名保管人在保管页更换密钥，旧备份也就打不开了。"),
            "submit": _("收回"),
        },
    )
