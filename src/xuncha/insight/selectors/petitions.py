"""Figures of petitions: counted by the day of receipt, whatever they say. (domain §6.1)"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuncha.foundation.inbox.sources import overdue_in
from xuncha.insight.selectors.counting import Counted, Over
from xuncha.intake.models import Conclusion, Matter, Petition, Routing, Way
from xuncha.intake.selectors import PETITIONS as REACH


def received(over: Over) -> QuerySet[Petition]:
    """Petitions received within the period."""
    return Petition.objects.filter(
        inspection__round__term__jurisdiction__in=over.jurisdictions,
        received_on__range=(over.period.begin, over.period.last),
    )


def routed(_over: Over) -> Q:
    """Those of them that a competent body was given."""
    return Q(Exists(Routing.objects.filter(petition=OuterRef("pk"))))


def answered(_over: Over) -> Q:
    """Those whose petitioner was told that it is taken up, or what came of it."""
    return Q(told_on__isnull=False) | Q(replied_on__isnull=False)


def overdue(over: Over) -> Q:
    """Those that waited longer than they may."""
    return overdue_in(REACH)(over.period.as_of)


def _by(name: str, value: str) -> Counted:
    return Counted(received, lambda _over: Q(**{name: value}))


PETITIONS: dict[str, Counted] = {
    "petitions.received": Counted(received),
    **{f"petitions.way.{way}": _by("way", way) for way in Way},
    **{f"petitions.matter.{matter}": _by("matter", matter) for matter in Matter},
    **{f"petitions.conclusion.{conclusion}": _by("conclusion", conclusion) for conclusion in Conclusion},
    "petitions.routed": Counted(received, routed),
    "petitions.answered": Counted(received, answered),
    "petitions.overdue": Counted(received, overdue),
}
