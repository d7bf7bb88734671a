"""Found, in the report, fed back: three different counts of one inspection. (domain §0.2)"""

from dataclasses import dataclass

from django.db.models import Count, Q

from xuncha.feedback.workflow import FED_BACK
from xuncha.findings.models import Finding
from xuncha.findings.workflow import FindingState
from xuncha.rounds.models import Inspection


@dataclass(frozen=True, slots=True)
class Counter:
    """How many findings reached each stage, and how many of them are main ones."""

    found: int
    found_main: int
    reported: int
    reported_main: int
    chosen: int  # taken into the opinion, delivered or not
    chosen_main: int
    fed_back: int
    fed_back_main: int


def counter_of(inspection: Inspection) -> Counter:
    """The counter of one inspection; one query."""
    confirmed = Q(state=FindingState.CONFIRMED)
    stages = {
        "found": confirmed,
        "reported": Q(reported__isnull=False),
        "chosen": Q(fed_back__isnull=False),
        "fed_back": Q(fed_back__item__opinion__state__in=FED_BACK),
    }
    asked = {f"n_{name}": Count("pk", filter=condition) for name, condition in stages.items()}
    asked |= {f"n_{name}_main": Count("pk", filter=condition & Q(main=True)) for name, condition in stages.items()}
    counts = Finding.objects.filter(inspection=inspection).aggregate(**asked)
    return Counter(**{name.removeprefix("n_"): n for name, n in counts.items()})
