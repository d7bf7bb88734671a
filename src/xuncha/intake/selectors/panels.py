"""What other pages show of petitions: an inspection, the pack of a unit, the inbox, the poster."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.figures import FEWEST
from xuncha.core.figures.withholding import withheld
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.cards import Line, in_hand
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.panels import Card
from xuncha.intake.models import Mailbox, Petition
from xuncha.intake.selectors import MAILBOXES, PETITIONS, waiting_tips
from xuncha.intake.selectors.register import LINES
from xuncha.intake.workflow import PETITION
from xuncha.preparation.models import Entry
from xuncha.preparation.selectors import FORMS, PACK_PANELS
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


def _earlier(actor: Actor, inspection: Inspection) -> Mapping[str, Any]:
    """
    How many petitions there were about the unit, round by round, whoever received them; one query.

    Exact for who reads the register of that round; small counts are not told to others, nor what came of petitions to
    anybody here.
    """
    rows = Petition.objects.filter(inspection__organisation=inspection.organisation_id)
    rounds = rows.order_by().values("inspection__round__name", "inspection__round__year")
    counted = rounds.annotate(
        all=Count("pk"),
        finished=Count("pk", filter=Q(state__in=PETITION.finished())),
        read=Count("pk", filter=Q(pk__in=LINES.visible_to(actor).values("pk"))),
    )
    return {"rounds": [_told(one) for one in counted.order_by("-inspection__round__year", "inspection__round__name")]}


def _told(counted: Mapping[str, Any]) -> Mapping[str, Any]:
    """The counts of one round as they may be told: None for what is not."""
    told = {"name": counted["inspection__round__name"], "all": counted["all"], "finished": counted["finished"]}
    if counted["read"] == counted["all"]:
        return told
    parts = {"finished": counted["finished"], "left": counted["all"] - counted["finished"]}
    return {
        **told,
        "all": None if counted["all"] < FEWEST else counted["all"],
        "finished": None if withheld(parts, FEWEST) else counted["finished"],
    }


@in_hand
def tips_in_hand(actor: Actor, _today: date) -> list[Line]:
    """Mailboxes in which something waits to be taken in."""
    if not actor.holds(P.PETITION_WRITE):
        return []
    rows = MAILBOXES.permitted(actor, P.PETITION_WRITE).select_related("inspection__organisation")
    waiting = rows.annotate(waiting=Count("tips", filter=Q(tips__petition__isnull=True))).filter(waiting__gt=0)
    note = _("待收取 {n} 件")
    return [Line(page_of(box), str(box.inspection.organisation), note.format(n=box.waiting)) for box in waiting]


def show_on_inspections() -> None:
    """Put petitions on the pages of an inspection and its pack, and the address of the form on the poster."""
    FORMS.append(_form)
    PACK_PANELS.register(Card("intake", 30, P.PETITION_COUNT, "intake/pack_card.html", _earlier))
    register_panel(Panel("intake", 5, P.PETITION_READ, _bands, "intake/panel.html", _card, beside=True))
