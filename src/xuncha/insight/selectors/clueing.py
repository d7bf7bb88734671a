"""Figures of what lies sealed: clues, each of them at its bodies, and material on principals."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuncha.clues.models import Body, Clue, Handover, Referral
from xuncha.clues.workflow import HandoverState
from xuncha.insight.selectors.counting import Counted, Over, every, total
from xuncha.special.models import Kind, SpecialReport

TAKEN = (HandoverState.ACCEPTED, HandoverState.DISPOSED, HandoverState.CONCLUDED, HandoverState.REPORTED)
REPORTED = Q(state=HandoverState.REPORTED)


def at_bodies(over: Over) -> QuerySet[Handover]:
    """Clues at each body to which they went within the period and that did not decline them."""
    return Handover.objects.exclude(state=HandoverState.DECLINED).filter(
        package__register__inspection__round__term__jurisdiction__in=over.jurisdictions,
        package__sent_on__range=(over.period.begin, over.period.last),
    )


def clues(over: Over) -> QuerySet[Clue]:
    """Clues handed over within the period, each once."""
    return Clue.objects.filter(Exists(at_bodies(over).filter(clue=OuterRef("pk"))))


def to(body: Body) -> Counted:
    """Those that went to this body."""
    return Counted(at_bodies, lambda _over: Q(package__body=body))


def principal_material(over: Over) -> QuerySet[SpecialReport]:
    """Material on principals that the leaders signed within the period."""
    return SpecialReport.objects.filter(
        kind=Kind.PRINCIPAL,
        register__inspection__round__term__jurisdiction__in=over.jurisdictions,
        signed_on__range=(over.period.begin, over.period.last),
    )


def referrals(over: Over) -> QuerySet[Referral]:
    """Matters that went to departments within the period, each once."""
    return Referral.objects.filter(
        inspection__round__term__jurisdiction__in=over.jurisdictions,
        letter__sent_on__range=(over.period.begin, over.period.last),
    )


CLUEING: dict[str, Counted] = {
    "clues.handed_over": Counted(clues),
    "clues.persons": Counted(clues, adds=total("persons")),
    "clues.to_discipline": to(Body.DISCIPLINE),
    "clues.to_organisation": to(Body.ORGANISATION),
    "clues.accepted": Counted(at_bodies, lambda _over: Q(state__in=TAKEN)),
    "clues.settled": Counted(at_bodies, lambda _over: REPORTED),
    "clues.cases": Counted(at_bodies, lambda _over: REPORTED, total("cases")),
    "clues.persons_filed": Counted(at_bodies, lambda _over: REPORTED, total("persons_filed")),
    "clues.settled_rate": Counted(at_bodies, lambda _over: REPORTED, of=every),
    "referrals.handed_over": Counted(referrals),
    "referrals.settled": Counted(referrals, lambda _over: Q(concluded_on__isnull=False)),
    "reports.principal_material": Counted(principal_material),
}
