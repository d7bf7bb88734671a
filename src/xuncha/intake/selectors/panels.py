"""What the page of an inspection shows of petitions."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.intake.models import Mailbox
from xuncha.intake.selectors import PETITIONS, waiting_tips
from xuncha.intake.workflow import PETITION
from xuncha.preparation.models import Entry
from xuncha.preparation.selectors import FORMS
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, Band, Panel, register_panel


def _bands(actor: Actor, inspection: Inspection) -> list[Band]:
    rows = PETITIONS.visible_to(actor).filter(inspection=inspection)
    left = rows.exclude(Q(state__in=PETITION.finished())).count()
    here = f"?unit={inspection.organisation.name}&round={inspection.round_id}"
    detail = _("未办结 {n} 件").format(n=left)
    return [Band(_("信访件"), rows.count(), _("件"), detail, reverse("intake:petitions") + here)]


def _card(actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    mailbox = Mailbox.objects.filter(inspection=inspection).first()
    return {
        "mailbox": mailbox,
        "waiting_tips": waiting_tips(mailbox).count() if mailbox else 0,
        "may_open": mailbox is None and INSPECTIONS.permits(actor, P.PETITION_RUN, inspection),
    }


def _form(entry: Entry) -> str:
    mailbox = Mailbox.objects.filter(inspection=entry.inspection_id).first()
    return reverse("tip:form", args=[mailbox.code]) if mailbox else ""


def show_on_inspections() -> None:
    """Put petitions on the page of an inspection, and the address of the form on the poster."""
    FORMS.append(_form)
    register_panel(Panel("intake", 5, P.PETITION_READ, _bands, "intake/panel.html", _card))
