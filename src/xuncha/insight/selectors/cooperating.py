"""Figures of agreements in force, conferences held, and units that departments checked beside the inspection."""

from django.db.models import Q, QuerySet

from xuncha.cooperation.models import Conference, JointCheck, Partner
from xuncha.cooperation.workflow import CheckState, ConferenceState
from xuncha.insight.selectors.counting import Counted, Over, Rows, Where, distinct

K = JointCheck.Kind


def partners(over: Over) -> QuerySet[Partner]:
    """Bodies in agreements that stood on the last day."""
    _begin, end = over.period.between()
    last = over.period.last
    return Partner.objects.filter(
        Q(agreement__until__isnull=True) | Q(agreement__until__gte=last),
        Q(agreement__ended_on__isnull=True) | Q(agreement__ended_on__gt=last),
        agreement__jurisdiction__in=over.jurisdictions,
        agreement__approved_at__lt=end,
        agreement__from_on__lte=last,
    )


def _held(kind: str) -> Rows:
    """Conferences of a kind that took place within the period."""

    def rows(over: Over) -> QuerySet[Conference]:
        return Conference.objects.filter(
            jurisdiction__in=over.jurisdictions,
            kind=kind,
            state__in=(ConferenceState.HELD, ConferenceState.DONE),
            on__range=(over.period.begin, over.period.last),
        )

    return rows


def checks(over: Over) -> QuerySet[JointCheck]:
    """Checks begun within the period, unless they were dropped."""
    return JointCheck.objects.filter(
        inspection__round__term__jurisdiction__in=over.jurisdictions,
        from_on__range=(over.period.begin, over.period.last),
    ).exclude(state=CheckState.DROPPED)


def _of(*kinds: str) -> Where:
    return lambda _over: Q(kind__in=kinds)


UNITS = distinct("inspection__organisation")
COOPERATING: dict[str, Counted] = {
    "cooperation.departments": Counted(partners, adds=distinct("organisation")),
    "cooperation.joint_meetings": Counted(_held(Conference.Kind.JOINT)),
    "cooperation.consultations": Counted(_held(Conference.Kind.CONSULTATION)),
    "cooperation.briefings": Counted(_held(Conference.Kind.BRIEFING)),
    "joint_checks.units_with_organisation": Counted(checks, _of(K.APPOINTMENTS, K.PARTY_WORK), adds=UNITS),
    "joint_checks.units_with_audit": Counted(checks, _of(K.AUDIT), adds=UNITS),
}
