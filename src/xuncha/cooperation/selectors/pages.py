"""What the pages and rules of cooperation read."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from xuncha.cooperation.models import Agreement, Conference, Decision, Invited, JointCheck, Partner
from xuncha.cooperation.rules import ChecksFacts, Part
from xuncha.cooperation.workflow import CheckState, DecisionState
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.http import listed
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import correspondents_of
from xuncha.rounds.models import Inspection, Round
from xuncha.rounds.selectors import INSPECTIONS

RENEW_AHEAD = timedelta(days=90)
"""So long before its end an agreement is listed as one to renew."""

OPEN = Q(Exists(Decision.objects.filter(conference=OuterRef("pk"), state=DecisionState.OPEN)))
"""Conferences of which something decided is not done."""


def departments(jurisdiction: Jurisdiction) -> QuerySet[Organisation]:
    """Who may work together with an office: the organisations of its place except villages and those closed."""
    return correspondents_of(jurisdiction)


def bodies_of(invited: QuerySet[Invited]) -> QuerySet[Organisation]:
    """The bodies that these invitations went to."""
    return Organisation.objects.filter(pk__in=invited.values("organisation")).order_by("code")


def parts_in(agreement: Agreement) -> list[Part]:
    """As what bodies take part."""
    return [Part(part) for part in agreement.partners.values_list("part", flat=True)]


def partners_among(agreement: Agreement, organisations: Collection[Organisation]) -> list[str]:
    """The names of those that take part already."""
    rows = agreement.partners.filter(organisation__in=[one.pk for one in organisations])
    return list(rows.values_list("organisation__name", flat=True))


def partner_names(agreements: Sequence[int]) -> dict[int, str]:
    """Who takes part, for many agreements; one query."""
    rows = Partner.objects.filter(agreement__in=agreements).order_by("pk")
    return _joined(rows.values_list("agreement_id", "organisation__name"))


def invited_names(conferences: Sequence[int]) -> dict[int, str]:
    """Who is asked to come, for many conferences; one query."""
    rows = Invited.objects.filter(conference__in=conferences).order_by("pk")
    return _joined(rows.values_list("conference_id", "organisation__name"))


def _joined(rows: Iterable[tuple[int, str]]) -> dict[int, str]:
    names: dict[int, list[str]] = {}
    for key, name in rows:
        names.setdefault(key, []).append(name)
    return {key: listed(found) for key, found in names.items()}


def decision_counts(conferences: Sequence[int]) -> dict[int, int]:
    """How many decisions were made, for many conferences; one query."""
    rows = Decision.objects.filter(conference__in=conferences).order_by().values_list("conference")
    return dict(rows.annotate(n=Count("pk")))


def acts_for_office(actor: Actor, conference: Conference) -> bool:
    """Whether this person answers as the office that called the conference."""
    return conference.jurisdiction_id in actor.scope_ids(P.COOPERATION_ANSWER, Scope.JURISDICTION)


def own_invited(actor: Actor, conference: Conference) -> QuerySet[Invited]:
    """The departments of a conference for which this person speaks; the office enters what any said on paper."""
    rows = conference.invited.select_related("organisation")
    if acts_for_office(actor, conference):
        return rows
    return rows.filter(organisation__in=actor.scope_ids(P.COOPERATION_ANSWER, Scope.UNIT))


def finishes(actor: Actor, decision: Decision) -> bool:
    """Whether this person says what was done of a decision: its owner, or the office."""
    own = decision.owner_id in actor.scope_ids(P.COOPERATION_ANSWER, Scope.UNIT)
    return own or acts_for_office(actor, decision.conference)


def waiting_decisions(conference: Conference) -> list[int]:
    """The numbers of the decisions that nobody has carried out."""
    return list(conference.decisions.filter(state=DecisionState.OPEN).values_list("position", flat=True))


def units_to_check(actor: Actor, batch: Round) -> QuerySet[Inspection]:
    """The inspections of a round in which this person may plan checks."""
    rows = INSPECTIONS.permitted(actor, P.JOINT_CHECK_WRITE).filter(round=batch)
    return rows.select_related("organisation", "round").order_by("pk")


def checks_facts(batch: Round, inspections: Sequence[Inspection], kind: str, department: Organisation) -> ChecksFacts:
    """What planning looks at; one query."""
    rows = JointCheck.objects.filter(inspection__in=[one.pk for one in inspections], kind=kind)
    taken = rows.exclude(state=CheckState.DROPPED).values_list("inspection__organisation__name", flat=True)
    known = department.jurisdiction_id == batch.term.jurisdiction_id
    return ChecksFacts(len(inspections), list(taken), known_department=known)


def due_by(today: date) -> date:
    """The last day of agreements that are to be renewed soon."""
    return today + RENEW_AHEAD


def files_of(check: JointCheck) -> QuerySet[Attachment]:
    """What came with the task and with the report; one query."""
    own = Q(pk__in=check.files.values("pk")) | Q(pk__in=check.proofs.values("pk"))
    return Attachment.objects.filter(own).select_related("file")
