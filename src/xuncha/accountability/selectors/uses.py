"""What the pages and rules of uses of results read: facts, grounds, dates, which texts are compared with petitions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from xuncha.accountability.models import Ground, ResultUse, UseReceipt
from xuncha.accountability.rules.kinds import ADDRESSED
from xuncha.accountability.rules.uses import DraftFacts
from xuncha.accountability.selectors.reaches import GROUNDS
from xuncha.accountability.workflow import UseState
from xuncha.core.deadlines import Due
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.core.quantities import per_cent
from xuncha.core.text import N_
from xuncha.feedback.selectors.wording import persons_in
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.selectors import acting_for_units
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.leaks.rules import Text
from xuncha.foundation.leaks.selectors import CHECKED, Checked
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.regulations.selectors import due_for
from xuncha.rectification.models import Consequence, Item, Plan
from xuncha.rectification.selectors import overdue_on
from xuncha.rectification.selectors.consequences import below_facts
from xuncha.rectification.workflow import ITEM, ConsequenceState, ItemState
from xuncha.rounds.selectors.checking import checked_in

APPROVED, SENT = "use.approved", "use.sent"


def plans_of(jurisdiction: Jurisdiction) -> QuerySet[Plan]:
    """The rectifications of the office's units, the latest first."""
    rows = Plan.objects.filter(inspection__round__term__jurisdiction=jurisdiction)
    return rows.select_related("inspection__organisation", "inspection__round").order_by("-pk")


def draft_facts(
    jurisdiction: Jurisdiction, plans: Collection[Plan], *, kind: str, title: str, text: str, body: str, named: str
) -> DraftFacts:
    """What drafting looks at; two queries."""
    keys = {plan.pk for plan in plans}
    own = Plan.objects.filter(pk__in=keys, inspection__round__term__jurisdiction=jurisdiction)
    units = dict(own.values_list("pk", "inspection__organisation_id"))
    below = Consequence.objects.filter(plan__in=keys).exclude(state=ConsequenceState.DROPPED)
    return DraftFacts(
        kind,
        title,
        text,
        body,
        named,
        units=len(set(units.values())),
        elsewhere=len(keys) - len(units),
        answered_already=below.values("plan").distinct().count(),
        accused=persons_in(title=title, text=text),
    )


def grounds_of(use: ResultUse) -> QuerySet[Ground]:
    """What it rests on, in order, with units and rounds; one query."""
    return use.grounds.select_related("plan__inspection__organisation", "plan__inspection__round", "item")


def plans_in(use: ResultUse) -> list[Plan]:
    """The rectifications that it rests on, each once."""
    return list({ground.plan_id: ground.plan for ground in grounds_of(use)}.values())


def grounds_for(use: ResultUse, plans: Sequence[Plan], items: Sequence[Item], today: date) -> list[Ground]:
    """
    New grounds after those that are there, each with how it stands today.

    The situation is an official text and always Chinese.
    """
    late = set(Item.objects.filter(overdue_on(today), pk__in=[i.pk for i in items]).values_list("pk", flat=True))
    last = use.grounds.order_by("-position").values_list("position", flat=True).first() or 0
    found = [Ground(use=use, plan=plan, situation=_rate_of(plan, today)) for plan in plans]
    found += [Ground(use=use, plan=i.plan, item=i, situation=_item_now(i, today, i.pk in late)) for i in items]
    for position, ground in enumerate(found, last + 1):
        ground.position = position
    return found


def _rate_of(plan: Plan, today: date) -> str:
    facts = below_facts(plan, today)
    rate = per_cent(facts.in_place, facts.total)
    return f"反馈问题{facts.total}个，整改到位{facts.in_place}个，整改到位率{rate}"


def _item_now(item: Item, today: date, late: bool) -> str:
    parts = [ITEM.states[ItemState(item.state)].label]
    if late and item.due_on is not None:
        parts.append(f"超期{(today - item.due_on).days}日")
    if item.times_returned:
        parts.append(f"销号退回{item.times_returned}次")
    return f"{item.title}（{item.number}）：{'，'.join(parts)}"


def units_in_words(keys: Sequence[Any]) -> Mapping[Any, str]:
    """The units of these uses, each once, in one line; one query for all of them."""
    rows = Ground.objects.filter(use__in=keys).order_by("use_id", "position")
    found: dict[int, dict[str, None]] = {}
    for use, name in rows.values_list("use_id", "plan__inspection__organisation__name"):
        found.setdefault(use, {})[name] = None
    return {use: "、".join(names) for use, names in found.items()}


def units_of(use: ResultUse) -> QuerySet[Organisation]:
    """The units it is about; one query."""
    return Organisation.objects.filter(pk__in=use.grounds.values("plan__inspection__organisation")).order_by("code")


def signing_units(actor: Actor, use: ResultUse) -> QuerySet[Organisation]:
    """The units for which the person may still sign; one query."""
    own = units_of(use).filter(pk__in=actor.scope_ids(P.USE_ANSWER, Scope.UNIT))
    return own.exclude(pk__in=use.receipts.values("organisation"))


def _open_grounds() -> QuerySet[Ground]:
    """What uses rest on, of units that have not signed."""
    signed = UseReceipt.objects.filter(use=OuterRef("use"), organisation=OuterRef("plan__inspection__organisation_id"))
    return Ground.objects.exclude(Exists(signed))


def not_signed(units: Collection[int]) -> Exists:
    """Whether one of these units has not signed for a use."""
    return Exists(_open_grounds().filter(use=OuterRef("pk"), plan__inspection__organisation__in=units))


def unsigned() -> Q:
    """Sent to units of which at least one has not signed."""
    sent = Q(kind__in=sorted(ADDRESSED), sent_at__isnull=False) & ~Q(state=UseState.WITHDRAWN)
    return sent & Q(pk__in=_open_grounds().values("use"))


def receipts_of(use: ResultUse) -> list[tuple[Organisation, UseReceipt | None]]:
    """Each unit of what was sent to units, with its receipt if it signed; two queries."""
    if use.kind not in ADDRESSED or use.sent_at is None:
        return []
    signed = {one.organisation_id: one for one in use.receipts.select_related("created_by").prefetch_related("scans")}
    return [(unit, signed.get(unit.pk)) for unit in units_of(use)]


def signs_itself(unit: Organisation, now: datetime) -> bool:
    """Whether somebody of the unit can sign in the portal; one query."""
    return acting_for_units(P.USE_ANSWER, now).filter(scope_id=unit.pk).exists()


def to_enter(use: ResultUse, now: datetime) -> set[int]:
    """The units that have not signed and of which nobody can: what they sign on paper is entered; two queries."""
    if use.kind not in ADDRESSED or use.sent_at is None or use.state == UseState.WITHDRAWN:
        return set()
    waiting = units_of(use).exclude(pk__in=use.receipts.values("organisation"))
    able = acting_for_units(P.USE_ANSWER, now).values("scope_id")
    return set(waiting.exclude(pk__in=able).values_list("pk", flat=True))


def files_of(use: ResultUse) -> QuerySet[Attachment]:
    """What came with the unit's paper, and the scans of what was signed on paper."""
    scans = UseReceipt.scans.through.objects.filter(usereceipt__use=use).values("attachment")
    return Attachment.objects.filter(Q(pk__in=use.files.values("pk")) | Q(pk__in=scans)).select_related("file")


def receipts_in_words(keys: Sequence[Any]) -> Mapping[Any, str]:
    """How many of its units signed for each of these uses; two queries for all of them."""
    sent = ResultUse.objects.filter(pk__in=keys, kind__in=sorted(ADDRESSED), sent_at__isnull=False).order_by()
    units = sent.annotate(n=Count("grounds__plan__inspection__organisation", distinct=True)).values_list("pk", "n")
    signed = dict(UseReceipt.objects.filter(use__in=keys).order_by().values_list("use").annotate(n=Count("pk")))
    return {pk: f"{signed.get(pk, 0)}/{n}" for pk, n in units}


def due_of(use: ResultUse, trigger: str, day: date) -> Due | None:
    """By when it is to be carried out or reported back, by the rule in force on the day of the event."""
    return due_for(trigger, day, use.jurisdiction)


def overdue_uses(today: date) -> Q:
    """Out to a unit or a body, without a result, and past their date."""
    return Q(state__in=(UseState.OWED, UseState.SENT), due_on__lt=today)


# --- compared with petitions --------------------------------------------------------------------------------------


def _checked_ground(ground: Ground) -> Checked:
    use = ground.use
    texts = [Text(label, getattr(use, name), f"#id_{name}") for name, label in _TEXTS]
    common = (ground.item.title, ground.item.text) if ground.item else ()
    return checked_in(ground.plan.inspection, texts, common)


_TEXTS = (("title", N_("标题")), ("text", N_("要求或者意见")), ("named", N_("点名的人员")))
CHECKED[GROUNDS.kind] = _checked_ground


def checked_grounds(use: ResultUse) -> list[Ground]:
    """Where its words are compared: once with the petitions about each unit."""
    found: dict[int, Ground] = {}
    for ground in grounds_of(use).select_related(
        "use", "item", "plan__inspection__organisation", "plan__inspection__round__term__jurisdiction"
    ):
        found.setdefault(ground.plan.inspection_id, ground)
    return list(found.values())
