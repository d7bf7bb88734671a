"""What is asked of the timetable of a version, and what the records of rounds say of it."""

from collections.abc import Callable
from datetime import date

from django.db.models import Prefetch, QuerySet

from xuncha.foundation.orgs.models import Jurisdiction, Sector
from xuncha.foundation.regulations.selectors import parameters_in_force
from xuncha.planning.models import (
    InspectionType,
    MarkKind,
    PlanMark,
    PlanVersion,
    Proposal,
    RoundCapacity,
    Schedule,
    ScheduledUnit,
    SchedulePool,
    ScheduleRound,
    Target,
    Term,
)
from xuncha.planning.rules.schedule import Held, HeldRound, Rounds, rounds_as_of
from xuncha.planning.selectors import targets_of

__all__ = ["Held", "HeldRound"]

held_sources: list[Callable[[Term], Held]] = []
"""Later stages know the rounds: one function from a term to what they say of it; without any, nothing was held."""


def held_of(term: Term) -> Held:
    """What the records of rounds say of the term."""
    return next((source(term) for source in held_sources), Held())


def schedule_of(plan: PlanVersion) -> Schedule | None:
    """What is asked of the version's timetable; None while nobody has prepared it."""
    return Schedule.objects.filter(plan=plan).first()


def rounds_of(schedule: Schedule) -> QuerySet[ScheduleRound]:
    """The rounds in order, with their capacities."""
    capacities = RoundCapacity.objects.select_related("pool").order_by("pool__position", "pool_id")
    return schedule.rounds.prefetch_related(Prefetch("capacities", capacities)).order_by("number")


def round_facts(schedule: Schedule, held: Held, day: date) -> Rounds:
    """The rounds of a timetable as the rules take them."""
    return rounds_as_of(dict(schedule.rounds.values_list("number", "year")), held, day.year)


def scheduled_targets(plan: PlanVersion) -> QuerySet[Target]:
    """Whom the timetable places: the targets that count, and those the version places for a routine inspection."""
    placed = plan.entries.filter(type=InspectionType.ROUTINE).values("target_id")
    rows = targets_of(plan.term).select_related("organisation__sector", "organisation__jurisdiction")
    return rows.filter(counts=True) | rows.filter(pk__in=placed)


def units_of(plan: PlanVersion) -> QuerySet[ScheduledUnit]:
    """What is asked of each target, with its organisation, by class; nobody while nothing is prepared."""
    rows = ScheduledUnit.objects.filter(schedule__plan=plan)
    return rows.select_related("target__organisation__sector", "target__term").filter(target__withdrawn_on__isnull=True)


def capacities_in(schedule: Schedule, number: int) -> dict[int, RoundCapacity]:
    """What each pool (by id) can do in a round."""
    rows = RoundCapacity.objects.filter(round__schedule=schedule, round__number=number)
    return {place.pool_id: place for place in rows}


def areas_of(term: Term) -> QuerySet[Jurisdiction]:
    """Where the term's targets lie."""
    return Jurisdiction.objects.filter(organisations__targets__term=term).distinct()


def marks_of(schedule: Schedule) -> QuerySet[PlanMark]:
    """Who is held in a round or kept out of one, by round."""
    return schedule.marks.select_related("target__organisation", "created_by").order_by("round_number", "pk")


def marks_on(schedule: Schedule, target: Target) -> dict[int, bool]:
    """The marks of one target: round → whether it is pinned there."""
    rows = schedule.marks.filter(target=target).values_list("round_number", "kind")
    return {number: kind == MarkKind.PINNED for number, kind in rows}


def sectors_in(plan: PlanVersion) -> QuerySet[Sector]:
    """The sectors of the version's targets."""
    return (
        Sector.objects.filter(organisations__targets__in=scheduled_targets(plan).order_by()).distinct().order_by("code")
    )


def pool_for(pools: list[SchedulePool], target: Target) -> SchedulePool | None:
    """The pool whose teams visit the target; None where no pool takes it."""
    return next((pool for pool in pools if pool.takes(target.organisation)), None)


def proposals_of(plan: PlanVersion) -> QuerySet[Proposal]:
    """What searches found for the version, the latest first, without the tasks: those are large."""
    return plan.proposals.defer("task").select_related("created_by").order_by("-pk")


def what_ifs_of(plan: PlanVersion) -> QuerySet[PlanVersion]:
    """The what-if copies of a version, the latest first."""
    return plan.what_ifs.select_related("what_if_of", "created_by", "term").order_by("-number")


def pace_setting(term: Term, day: date) -> dict[str, float]:
    """The share to be covered by year of the term, as the office set it; empty while it has not."""
    setting = parameters_in_force(day, term.jurisdiction).get("planning.pace")
    return dict(setting.value) if setting else {}
