"""One record of every kind of planning, for the sweeps over all addresses."""

from tests.conftest import World
from tests.sampling import in_state, made, sample
from xuncha.planning.models import PlanEntry, PlanMark, PlanVersion, Proposal, Schedule, Target


@sample("planning.target")
def target(world: World) -> Target:
    return Target.objects.get(term=world.term, organisation=world.units[0])


EMPTY = {"units": {}, "topics": [], "rounds": [], "numbers": []}
NO_PLAN = {"status": "unknown", "objective": None, "bound": None, "seconds": 1.0}


@sample("planning.plan")
def plan(world: World) -> PlanVersion:
    made_plan = PlanVersion.objects.create(term=world.term, number=1, title="五年规划", **in_state(world, "draft"))
    schedule = Schedule.objects.create(plan=made_plan, **made(world))
    schedule.pools.create(pk=9201, name="本级巡察组")
    schedule.rounds.create(number=1, year=2022)
    PlanMark.objects.create(
        pk=9201, schedule=schedule, target=target(world), kind="forbidden", round_number=1, reason="换届", **made(world)
    )
    other = Target.objects.get(term=world.term, organisation=world.units[1])
    PlanEntry.objects.create(plan=made_plan, target=other, year=2022, round_number=1)
    Proposal.objects.create(
        pk=9201,
        plan=made_plan,
        digest="",
        seed=1,
        cpu_seconds=1,
        task=EMPTY,
        records=EMPTY,
        result=NO_PLAN,
        **made(world),
    )
    return made_plan


@sample("planning.entry")
def entry(world: World) -> PlanEntry:
    return PlanEntry.objects.create(plan=plan(world), target=target(world), year=2022)
