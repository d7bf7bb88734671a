"""What the records of rounds say of a term's timetable: planning asks, see `planning.selectors.schedule`."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, Max, Q

from xuncha.planning.models import InspectionType, Term
from xuncha.planning.selectors.schedule import Held, HeldRound, held_sources
from xuncha.rounds.models import Inspection, Round
from xuncha.rounds.rules import ENTERED
from xuncha.rounds.workflow import RoundState


def held_rounds(term: Term) -> Held:
    """The rounds of the term and where its targets stand in them; five queries."""
    visits: dict[int, int] = {}
    arranged: dict[int, int] = {}
    drafted: dict[int, int] = {}
    targets = dict(term.targets.values_list("organisation_id", "pk"))
    rows = (
        Inspection.objects.filter(round__term=term, type=InspectionType.ROUTINE, organisation__in=targets)
        .exclude(round__state=RoundState.CANCELLED)
        .order_by("round__number", "round__batch", "pk")
        .values_list("organisation_id", "round__number", "round__state")
    )
    for organisation, number, state in rows:
        places = visits if state in ENTERED else drafted if state == RoundState.DRAFT else arranged
        places.setdefault(targets[organisation], number)
    return Held(_rounds(term), visits, arranged, drafted, _last(term, targets))


def _rounds(term: Term) -> tuple[HeldRound, ...]:
    """The rounds by number, their batches together."""
    routine = Q(inspections__type=InspectionType.ROUTINE, inspections__organisation__targets__term=term)
    rows = (
        Round.objects.filter(term=term)
        .exclude(state=RoundState.CANCELLED)
        .order_by("number", "batch")
        .annotate(units=Count("inspections", filter=routine, distinct=True))
        .annotate(strength=Count("inspections__team", filter=routine, distinct=True))
        .values_list("number", "year", "state", "units", "strength")
    )
    batches: dict[int, list[tuple[int, str, int, int]]] = defaultdict(list)
    for number, year, state, units, teams in rows:
        batches[number].append((year, state, units, teams))
    return tuple(
        HeldRound(
            number,
            max(year for year, *_ in parts),
            all(state in ENTERED for _, state, *_ in parts),
            sum(teams for *_, teams in parts),
            sum(units for _, _, units, _ in parts),
        )
        for number, parts in batches.items()
    )


def _last(term: Term, targets: dict[int, int]) -> dict[int, date]:
    """The day of the last routine inspection before the term, by target."""
    rows = (
        Inspection.objects.filter(type=InspectionType.ROUTINE, organisation__in=targets, entry_on__isnull=False)
        .filter(round__year__lt=term.first_year)
        .order_by()
        .values_list("organisation_id")
        .annotate(Max("entry_on"))
    )
    return {targets[organisation]: day for organisation, day in rows}


held_sources.append(held_rounds)
