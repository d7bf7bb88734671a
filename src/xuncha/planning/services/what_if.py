"""What-if copies with one thing changed: a team fewer, another target for a year, another deadline."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from xuncha.core.errors import OutOfReach, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import PlanVersion, Schedule, Target
from xuncha.planning.selectors import PLANS
from xuncha.planning.selectors.schedule import held_of, round_facts, schedule_of
from xuncha.planning.services.asking import set_unit
from xuncha.planning.services.preparing import Strength, set_capacity, set_goals
from xuncha.planning.services.trying import copy_to_try


@dataclass(frozen=True, slots=True)
class FewerTeams:
    """So many teams fewer in a pool, by its name, from a round on."""

    pool: str
    number: int
    teams: int


@dataclass(frozen=True, slots=True)
class OtherTarget:
    """Another share of the units, in per cent, by the end of a year."""

    year: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class OtherDeadline:
    """A target is due in this round at the latest."""

    target: Target
    number: int


Change = FewerTeams | OtherTarget | OtherDeadline


@use_case(P.PLAN_DRAFT, within=PLANS)
def try_out(act: Act, plan: PlanVersion, *, reason: str, change: Change | None = None) -> PlanVersion:
    """Copy a version to try something on it, with one thing changed at once; without `change`, just copy it."""
    trial = copy_to_try(act, plan, reason=reason)
    if change is not None:
        schedule = schedule_of(trial)
        if schedule is None:
            raise RuleViolated(say("{plan}还没有准备排期，不能带着改动试算。", plan=str(plan)))
        _changed(act, trial, schedule, change)
    return trial


def _changed(act: Act, trial: PlanVersion, schedule: Schedule, change: Change) -> None:
    match change:
        case FewerTeams():
            _with_fewer_teams(act, trial, schedule, change)
        case OtherTarget():
            percents = dict(schedule.years.values_list("year", "percent")) | {change.year: change.percent}
            weights = {name: getattr(schedule, name) for name in ("sector_round", "priority", "balance", "moved")}
            set_goals(act, trial, percents=percents, weights=weights)
        case OtherDeadline():
            _with_deadline(act, trial, schedule, change)


def _with_deadline(act: Act, trial: PlanVersion, schedule: Schedule, change: OtherDeadline) -> None:
    """Due in that round at the latest; whoever could only come later may come then."""
    unit = schedule.units.filter(target=change.target).first()
    kept = {name: getattr(unit, name) for name in ("workload", "priority", "earliest", "together")} if unit else {}
    if kept.get("earliest"):
        kept["earliest"] = min(kept["earliest"], change.number)
    set_unit(act, trial, change.target, **{"workload": 1, "priority": 0, **kept, "latest": change.number})


def _with_fewer_teams(act: Act, trial: PlanVersion, schedule: Schedule, change: FewerTeams) -> None:
    pool = schedule.pools.filter(name=change.pool).first()
    if pool is None:
        raise OutOfReach(say("没有这支力量，请刷新后再填。"))
    closed = round_facts(schedule, held_of(trial.term), timezone.localdate(act.now)).closed
    places = pool.capacities.filter(round__number__gte=change.number, teams__gt=0).exclude(round__number__in=closed)
    if not places:
        raise RuleViolated(reason("{pool}从第 {n} 轮起没有可减的组。", "number", pool=pool.name, n=change.number))
    for place in places.select_related("round"):
        left = Strength(max(0, place.teams - change.teams), place.units_each, place.extra)
        set_capacity(act, trial, number=place.round.number, strengths={pool.pk: left})
