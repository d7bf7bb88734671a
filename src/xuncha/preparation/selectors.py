"""Letters and audits: who reaches them, whose turn they are, and the pack of a unit."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import Reach
from xuncha.foundation.regulations.models import Category, Checklist
from xuncha.foundation.regulations.selectors import OWN_CHECKLISTS, checklists_in_force, due_for, items_for
from xuncha.foundation.ui.panels import Panels
from xuncha.preparation.models import AuditReport, DataRequest, Entry, Instruction
from xuncha.preparation.workflow import REQUEST, RequestState
from xuncha.rounds.models import Inspection, Round
from xuncha.rounds.selectors import INSPECTIONS, ROUNDS, Band, Panel, register_panel
from xuncha.rounds.workflow import ROUND

SENT, RECEIVED = "preparation.requested", "preparation.received"
"""The events from which the deadline rules for an answer and for keeping the material count."""

REQUESTS = Reach(
    DataRequest,
    "preparation.request",
    "巡前函询",
    P.PREPARATION_READ,
    jurisdiction="round__term__jurisdiction_id",
    team="round__teams",
    inspected="round__inspections__organisation_id",  # a letter speaks of every unit of the round
    many=True,
    around=("round__term__jurisdiction",),
    url_name="preparation:request",
    find=("addressee", "number"),
)
AUDITS = Reach(
    AuditReport,
    "preparation.audit",
    "审计报告",
    P.PREPARATION_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__organisation__inspections__team_id",
    inspected="inspection__organisation_id",
    many=True,
    around=("inspection__organisation", "inspection__round__term__jurisdiction"),
    url_name="preparation:audit",
    find=("title", "number", "auditor"),
)

ENTRIES = Reach(
    Entry,
    "preparation.entry",
    "进驻安排",
    P.PREPARATION_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    around=("inspection__organisation", "inspection__round__term__jurisdiction", "inspection__team"),
    url_name="preparation:entry",
)

INSTRUCTIONS_RECEIVED = Reach(
    Instruction,
    "preparation.instruction",
    "单位应落实的要求",
    P.PREPARATION_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    around=("inspection__organisation", "inspection__round__term__jurisdiction", "inspection__team", "checklist"),
    url_name="preparation:instruction",
)

waits(
    REQUEST,
    REQUESTS,
    title=lambda request: request.addressee,
    number=lambda request: request.number,
    related=("round",),
    due=dict.fromkeys((RequestState.SENT, RequestState.PARTIAL), "due_on") | {RequestState.RECEIVED: "keep_until"},
)
EVENT_LABELS.update(
    {
        "request.drafted": N_("拟函"),
        "request.changed": N_("修改函件"),
        "request.file_added": N_("收到材料"),
        "entry.arranged": N_("安排进驻"),
        "entry.changed": N_("修改进驻安排"),
        "instruction.filed": N_("录入要求"),
        "instruction.taken_up": N_("确认清单条目"),
        "audit.filed": N_("登记审计报告"),
        "audit.changed": N_("修改审计报告"),
        "audit.file_added": N_("附审计报告"),
    }
)

PACK_PANELS: Panels[Inspection] = Panels("inspection")
"""What later stages add to the pack of a unit: preparation knows no findings and no rectification."""


def reply_due(office: Jurisdiction, sent_on: date) -> date | None:
    """By when an answer is due, by the rule in force on the day; None without a rule."""
    due = due_for(SENT, sent_on, office)
    return due.on if due else None


def kept_until(office: Jurisdiction, received_on: date) -> date | None:
    """Until when material may be kept, by the rule in force on the day; None without a rule."""
    due = due_for(RECEIVED, received_on, office)
    return due.on if due else None


def open_rounds(actor: Actor) -> QuerySet[Round]:
    """Rounds that are going on and for which this person may write letters, the newest first."""
    rows = ROUNDS.permitted(actor, P.PREPARATION_WRITE).exclude(state__in=ROUND.finished())
    return rows.order_by("-year", "-number")


def requests_of(batch: Round) -> QuerySet[DataRequest]:
    """The letters of a round that were not given up."""
    return batch.data_requests.exclude(state=RequestState.DROPPED).prefetch_related("files")


def audits_on(inspection: Inspection) -> QuerySet[AuditReport]:
    """Every audit report on the inspected unit, whichever inspection it was supplied for; the newest first."""
    rows = AuditReport.objects.filter(inspection__organisation=inspection.organisation_id)
    return rows.select_related("inspection__round").prefetch_related("files").order_by("-issued_on", "pk")


def inspected_before(inspection: Inspection) -> QuerySet[Inspection]:
    """Other inspections of the same unit that entered, the newest first."""
    rows = Inspection.objects.filter(organisation=inspection.organisation_id, entry_on__isnull=False)
    return rows.exclude(pk=inspection.pk).select_related("round", "team").order_by("-round__year", "-pk")


def own_checklist(inspection: Inspection) -> Checklist | None:
    """The checklist made of what binds this unit, in the version that holds; None before anything was confirmed."""
    rows = Checklist.objects.filter(
        code=own_code(inspection), single=True, jurisdiction=inspection.round.term.jurisdiction
    )
    return rows.filter(published_on__isnull=False, retired_on__isnull=True).order_by("-number").first()


def _own_checklists(actor: Actor) -> Q:
    """Those of the units that the actor reaches; every version came of one text that binds the unit."""
    reached = Instruction.objects.filter(inspection__in=INSPECTIONS.visible_to(actor), checklist__isnull=False)
    return Q(pk__in=reached.order_by().values("checklist_id"))


OWN_CHECKLISTS.append(_own_checklists)


def own_code(inspection: Inspection) -> str:
    """The code of the unit's own checklist."""
    return f"unit-{inspection.pk}"


def areas_on(inspection: Inspection) -> dict[int, tuple[Category, str]]:
    """The areas of the checklists in force, each with the words by which it is recognised; three queries."""
    found: dict[int, tuple[Category, str]] = {}
    for one in checklists_in_force(
        inspection.begins_on or localdate(inspection.created_at), inspection.round.term.jurisdiction
    ):
        for item in items_for(one):
            if item.category is not None and not item.clue_only:
                _area, words = found.get(item.category.pk, (item.category, item.category.name))
                found[item.category.pk] = (item.category, f"{words} {item.manifestation}")
    return found


def _bands(_actor: Actor, inspection: Inspection) -> list[Band]:
    letters = list(requests_of(inspection.round))
    answered = sum(one.state in {RequestState.RECEIVED, RequestState.DISPOSED} for one in letters)
    pack = reverse("preparation:pack", args=[inspection.pk])
    audits = audits_on(inspection).count()
    told = _("审计报告 {n} 份").format(n=audits)
    return [Band(_("巡前资料"), answered, _("份齐全，发函 {n} 件").format(n=len(letters)), told, pack)]


def show_on_inspections() -> None:
    """Put what was gathered on the page of an inspection."""
    register_panel(Panel("preparation", 5, P.PREPARATION_READ, _bands))


FORMS: list[Callable[[Entry], str]] = []
"""Asked for the path of a form on this installation by which people reach the team; empty where there is none."""


def form_path(entry: Entry) -> str:
    """The path of the form to which the poster leads; empty without one."""
    return next((path for form in FORMS if (path := form(entry))), "")


def reach_text(entry: Entry, form: str = "") -> str:
    """What the QR code of a unit says: where to write to the team, or how to reach it, readable without network."""
    if form or entry.link:
        return form or entry.link
    ways = (entry.phone, entry.phone_hours, entry.post, entry.mailbox, entry.email)
    head = f"{entry.inspection.organisation.name}，{entry.opens_on}至{entry.closes_on}"
    return "\n".join([head, *filter(None, ways)])


def pack_of(inspection: Inspection) -> Mapping[str, Any]:
    """The pack of a unit: letters of the round with what came, audits, earlier inspections."""
    return {
        "requests": requests_of(inspection.round),
        "audits": audits_on(inspection),
        "earlier": inspected_before(inspection),
        "entry": Entry.objects.filter(inspection=inspection).first(),
        "REQUEST": REQUEST,
    }
