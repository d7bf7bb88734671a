"""What is asked of a timetable as a whole: prepared from the records, then rounds, pools, yearly targets, sectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from xuncha.core.errors import InvalidTransition, OutOfReach, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import (
    InspectionType,
    Link,
    PlanVersion,
    RoundCapacity,
    Schedule,
    ScheduledUnit,
    SchedulePool,
    ScheduleRound,
    SectorLink,
    Target,
    YearTarget,
)
from xuncha.planning.rules.schedule import (
    Held,
    expected_rounds,
    pace,
    reasons_against_pace,
    reasons_against_round,
    reasons_not_to_add_round,
    strength,
    urgency,
    usual_strength,
)
from xuncha.planning.selectors import PLANS, capacity_of
from xuncha.planning.selectors.schedule import (
    held_of,
    pace_setting,
    pool_for,
    round_facts,
    schedule_of,
    scheduled_targets,
    sectors_in,
)

CHANGED = "plan.schedule_changed"


@dataclass(frozen=True, slots=True)
class Strength:
    """What a pool can do in a round: so many teams, each so much, and something more."""

    teams: int
    units_each: int
    extra: int = 0

    def __str__(self) -> str:
        return f"{self.teams}×{self.units_each}+{self.extra}"


def open_schedule(plan: PlanVersion) -> Schedule:
    """
    What is asked of the timetable of a version that may still change.

    Raises:
        InvalidTransition: the version is no longer worked on.
        RuleViolated: nobody has prepared it.

    """
    still_open(plan)
    found = schedule_of(plan)
    if found is None:
        raise RuleViolated(say("{plan}还没有准备排期。", plan=str(plan)))
    return found


def still_open(plan: PlanVersion) -> None:
    """
    Refuse a version that may no longer change.

    Raises:
        InvalidTransition: it is neither a draft nor a what-if copy.

    """
    if not plan.is_open:
        raise InvalidTransition(say("{plan}不在起草中，内容不能改动。", plan=str(plan)))


@use_case(P.PLAN_DRAFT, within=PLANS)
def prepare_schedule(act: Act, plan: PlanVersion, *, keep_years: bool = True) -> Schedule:
    """
    Fill in what is asked of a version's timetable from the records, for people to go on from.

    Rounds and their teams as they were so far, yearly targets as the office set them, priorities by the years since
    the last inspection. With `keep_years` every unit stays in the year in which the version places it.
    """
    still_open(plan)
    if plan.is_annual:
        raise RuleViolated(say("年度计划照五年规划的轮次安排，请在五年规划里排期。"))
    if schedule_of(plan) is not None:
        raise RuleViolated(say("{plan}已经准备了排期。", plan=str(plan)))
    targets = list(scheduled_targets(plan).order_by("pk"))
    if not targets:
        raise RuleViolated(say("还没有要排期的巡察对象，请先列入对象。"))
    today, held = timezone.localdate(act.now), held_of(plan.term)
    schedule = Schedule(plan=plan, created_by=act.actor.user, created_at=act.now)
    schedule.save(force_insert=True)
    years = expected_rounds(plan.years, held.rounds, today.year)
    own = [ScheduleRound(schedule=schedule, number=number, year=year) for number, year in years.items()]
    ScheduleRound.objects.bulk_create(own)
    _pools(schedule, targets, held, today)
    YearTarget.objects.bulk_create(
        YearTarget(schedule=schedule, year=year, percent=percent)
        for year, percent in pace(plan.years, pace_setting(plan.term, today)).items()
    )
    windows = _windows(plan, years) if keep_years else {}
    ScheduledUnit.objects.bulk_create(
        (
            ScheduledUnit(
                schedule=schedule,
                target=target,
                priority=urgency(held.last.get(target.pk), today, known=bool(held.last)),
                earliest=windows.get(target.pk, (None, None))[0],
                latest=windows.get(target.pk, (None, None))[1],
            )
            for target in targets
        ),
        batch_size=500,
    )
    act.record("plan.scheduled", plan, rounds=len(own), targets=len(targets), keep_years=keep_years)
    return schedule


def _pools(schedule: Schedule, targets: Sequence[Target], held: Held, today: date) -> None:
    """One pool for the term's own units, one for each other area that has some; each as strong as so far."""
    term = schedule.plan.term
    facts = round_facts(schedule, held, today)
    ahead = [one for one in schedule.rounds.all() if one.number not in facts.closed]
    areas: dict[int, Jurisdiction] = {term.jurisdiction_id: term.jurisdiction}
    areas |= {target.organisation.jurisdiction_id: target.organisation.jurisdiction for target in targets}
    lone = len(areas) == 1 or all(t.organisation.jurisdiction_id != term.jurisdiction_id for t in targets)
    pools = [SchedulePool(schedule=schedule, name=f"{term.jurisdiction.name}本级巡察组")]
    if not lone:
        pools = [
            SchedulePool(schedule=schedule, name=f"{area.name}巡察组", jurisdiction=area, position=n)
            for n, area in enumerate(areas.values())
        ]
    pools = SchedulePool.objects.bulk_create(pools)
    left = [target for target in targets if target.pk not in facts.fixed]
    a_year = max((sum(1 for one in ahead if one.year == year) for year in {one.year for one in ahead}), default=1)
    rows = []
    for n, pool in enumerate(pools):
        teams, each = strength(
            work=sum(1 for target in left if pool_for(pools, target) == pool),
            rounds=len(ahead),
            per_year=0 if n else capacity_of(term, today),
            rounds_a_year=a_year,
            usual=(0, 1) if n else usual_strength(held.rounds),
        )
        rows += [RoundCapacity(round=one, pool=pool, teams=teams, units_each=each) for one in ahead]
    RoundCapacity.objects.bulk_create(rows)


def _windows(plan: PlanVersion, years: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """The first and the last round of the year in which the version places each target."""
    entries = plan.entries.filter(type=InspectionType.ROUTINE).values_list("target_id", "year")
    spans = {year: [n for n, y in years.items() if y == year] for year in plan.years}
    return {target: (min(spans[year]), max(spans[year])) for target, year in entries if spans.get(year)}


@use_case(P.PLAN_DRAFT, within=PLANS)
def drop_schedule(act: Act, plan: PlanVersion) -> PlanVersion:
    """Give up what was asked of a version's timetable, to prepare it anew; the entries stay."""
    open_schedule(plan).delete()
    act.record(CHANGED, plan, changes={"schedule": [str(plan), ""]})
    return plan


@use_case(P.PLAN_DRAFT, within=PLANS)
def set_goals(
    act: Act,
    plan: PlanVersion,
    *,
    percents: Mapping[int, Decimal],
    weights: Mapping[str, Any],
    base_version: int | None = None,
) -> Schedule:
    """Say which share (per cent) is to be covered by the end of each year, and what the objective weighs."""
    schedule = open_schedule(plan)
    RuleViolated.unless_empty(reasons_against_pace(percents))
    old = dict(schedule.years.values_list("year", "percent"))
    schedule.years.all().delete()
    YearTarget.objects.bulk_create(YearTarget(schedule=schedule, year=y, percent=p) for y, p in percents.items())
    act.change(schedule, CHANGED, base_version=base_version, **weights)
    note(act, plan, "pace", [f"{y} {p}%" for y, p in old.items()], [f"{y} {p}%" for y, p in percents.items()])
    return schedule


@use_case(P.PLAN_DRAFT, within=PLANS)
def set_links(act: Act, plan: PlanVersion, *, links: Mapping[int, str]) -> PlanVersion:
    """Say of the sectors (by id) whether their units are visited in one round, in two, or as it comes."""
    schedule = open_schedule(plan)
    sectors = {one.pk: one for one in sectors_in(plan)}
    if not links.keys() <= sectors.keys():
        raise OutOfReach(say("没有这个板块，或者其中没有本届的对象。"))
    old = [str(one) for one in schedule.links.select_related("sector")]
    schedule.links.all().delete()
    rows = SectorLink.objects.bulk_create(
        SectorLink(schedule=schedule, sector=sectors[pk], link=link) for pk, link in links.items() if link != Link.NONE
    )
    note(act, plan, "links", old, [str(one) for one in rows])
    return plan


@use_case(P.PLAN_DRAFT, within=PLANS)
def add_round(act: Act, plan: PlanVersion, *, number: int, year: int) -> ScheduleRound:
    """Add a round to the timetable; it can do what the round before it can."""
    schedule = open_schedule(plan)
    facts = round_facts(schedule, held_of(plan.term), timezone.localdate(act.now))
    RuleViolated.unless_empty(reasons_not_to_add_round(facts, number, year, plan.years))
    before = schedule.rounds.filter(number__lt=number).order_by("-number").first()
    made = ScheduleRound.objects.create(schedule=schedule, number=number, year=year)
    same = before.capacities.all() if before else ()
    RoundCapacity.objects.bulk_create(
        RoundCapacity(round=made, pool=one.pool, teams=one.teams, units_each=one.units_each) for one in same
    )
    note(act, plan, "rounds", [], [str(made)])
    return made


@use_case(P.PLAN_DRAFT, within=PLANS)
def drop_round(act: Act, plan: PlanVersion, *, number: int) -> PlanVersion:
    """Take a round out of the timetable, for instance when a deadline moves forward."""
    schedule = open_schedule(plan)
    held = held_of(plan.term)
    reasons = reasons_against_round(round_facts(schedule, held, timezone.localdate(act.now)), number, "number")
    if any(one.number == number for one in held.rounds):
        reasons.append(reason("第 {n} 轮已经建立，要取消请到轮次页办理。", "number", n=number))
    RuleViolated.unless_empty(reasons)
    gone = schedule.rounds.get(number=number)
    note(act, plan, "rounds", [str(gone)], [])
    gone.delete()
    return plan


@use_case(P.PLAN_DRAFT, within=PLANS)
def set_capacity(
    act: Act, plan: PlanVersion, *, number: int, strengths: Mapping[int, Strength], also_later: bool = False
) -> PlanVersion:
    """Say what each pool (by id) can do in a round, and with `also_later` in every round after it."""
    schedule = open_schedule(plan)
    facts = round_facts(schedule, held_of(plan.term), timezone.localdate(act.now))
    RuleViolated.unless_empty(reasons_against_round(facts, number, "number"))
    pools = {pool.pk: pool for pool in schedule.pools.all()}
    if not strengths.keys() <= pools.keys():
        raise OutOfReach(say("没有这支力量，请刷新后再填。"))
    own_round(schedule, facts.years, number)
    rounds = schedule.rounds.filter(number__gte=number) if also_later else schedule.rounds.filter(number=number)
    old, new = [], []
    for one in rounds:
        if one.number in facts.closed:
            continue
        for pk, given in strengths.items():
            place = RoundCapacity.objects.filter(round=one, pool=pools[pk]).first()
            before = Strength(place.teams, place.units_each, place.extra) if place else Strength(0, 0)
            if before != given:
                values = {"teams": given.teams, "units_each": given.units_each, "extra": given.extra}
                RoundCapacity.objects.update_or_create(round=one, pool=pools[pk], defaults=values)
                old.append(f"{one} {pools[pk]} {before}")
                new.append(f"{one} {pools[pk]} {given}")
    note(act, plan, "capacity", old, new)
    return plan


def own_round(schedule: Schedule, years: Mapping[int, int], number: int) -> ScheduleRound:
    """The round of a timetable; one that is only recorded becomes its own."""
    made, _new = ScheduleRound.objects.get_or_create(schedule=schedule, number=number, defaults={"year": years[number]})
    return made


@use_case(P.PLAN_DRAFT, within=PLANS)
def set_pool(
    act: Act,
    plan: PlanVersion,
    *,
    name: str,
    pool: int | None = None,
    jurisdiction: Jurisdiction | None = None,
    unit_types: Sequence[str] = (),
) -> SchedulePool:
    """Say which units a pool of teams visits; without `pool` it is a new one, asked before the others."""
    schedule = open_schedule(plan)
    known = {one.pk: one for one in schedule.pools.all()}
    if pool is not None and pool not in known:
        raise OutOfReach(say("没有这支力量，请刷新后再填。"))
    if any(one.name == name and one.pk != pool for one in known.values()):
        raise RuleViolated(reason("已有一支力量叫「{name}」。", "name", name=name))
    fields: dict[str, Any] = {"name": name, "jurisdiction": jurisdiction, "unit_types": list(unit_types)}
    if pool is None:
        for one in known.values():
            SchedulePool.objects.filter(pk=one.pk).update(position=one.position + 1)
        made = SchedulePool.objects.create(schedule=schedule, **fields)
        note(act, plan, "pools", [], [name])
        return made
    own = known[pool]
    old = _told(own)
    for field, value in fields.items():
        setattr(own, field, value)
    own.save(update_fields=list(fields))
    note(act, plan, "pools", [old], [_told(own)])
    return own


def _told(pool: SchedulePool) -> str:
    return " ".join([pool.name, str(pool.jurisdiction or ""), *pool.unit_types]).strip()


@use_case(P.PLAN_DRAFT, within=PLANS)
def drop_pool(act: Act, plan: PlanVersion, *, pool: int) -> PlanVersion:
    """Take a pool out; its units go to the next that fits."""
    schedule = open_schedule(plan)
    gone = schedule.pools.filter(pk=pool).first()
    if gone is None:
        raise OutOfReach(say("没有这支力量，请刷新后再填。"))
    if schedule.pools.count() == 1:
        raise RuleViolated(reason("至少要留一支力量。", "pool"))
    if gone.topics.exists():
        raise RuleViolated(reason("还有专项由「{name}」承担，请先改由别的力量承担。", "pool", name=gone.name))
    note(act, plan, "pools", [gone.name], [])
    gone.delete()
    return plan


def note(act: Act, plan: PlanVersion, what: str, old: Sequence[str], new: Sequence[str], **detail: Any) -> None:
    """Journal a change of what is asked, on the version itself: that is where people look for it."""
    act.record(CHANGED, plan, changes={what: [list(old), list(new)]}, **detail)
