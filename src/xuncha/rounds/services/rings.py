"""Who goes where: a proposal worked out in the background, adopted by a person as a whole."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.jobs.models import Job, JobState
from xuncha.foundation.jobs.registry import Outcome, Run, job
from xuncha.foundation.jobs.selectors import jobs_of
from xuncha.foundation.jobs.services import enqueue
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import RingLeg, Round, Team
from xuncha.rounds.rules import reasons_not_to_assign, reasons_not_to_ring
from xuncha.rounds.selectors import ROUNDS
from xuncha.rounds.selectors.rings import counties_of, named_ring, named_units, ring_task, units_task
from xuncha.rounds.services.inspections import move_inspection
from xuncha.rounds.workflow import RoundState
from xuncha.solving.elsewhere import solve_elsewhere

ASSIGN = "rounds.assign"
CPU_SECONDS = 10
RING, UNITS = "ring", "units"


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def ask_assignment(act: Act, batch: Round, *, step: str, mutual: bool = False, one_circle: bool = False) -> Job:
    """Have it worked out which county inspects which, or which team takes which units; nothing changes yet."""
    state = RoundState(batch.state)
    if step == RING:
        reasons = reasons_not_to_ring(state, counties=len(counties_of(batch)), mutual=mutual)
    else:
        reasons = reasons_not_to_assign(state, units=batch.inspections.count(), teams=batch.teams.count())
    RuleViolated.unless_empty(reasons)
    act.record("round.assigning", batch, step=step)
    arguments = {"round": batch.pk, "step": step, "mutual": mutual, "one_circle": one_circle}
    title = _("交叉轮转和对象分组：{round}").format(round=batch)
    return enqueue(Act(act.actor, act.now), ASSIGN, title=title, arguments=arguments)


@job(ASSIGN, N_("交叉轮转和对象分组"))
def assign_in_background(
    act: Act,
    run: Run,
    *,
    round: int,  # noqa: A002 - the argument's name in stored jobs
    step: str,
    mutual: bool,
    one_circle: bool,
) -> Outcome:
    """Work out a proposal; nothing is written to the round."""
    batch = ROUNDS.permitted(act.actor, P.ROUND_DRAFT).filter(pk=round).first()
    if batch is None:
        raise OutOfReach(say("没有这个轮次，或者不在您的工作范围内。"))
    if step == RING:
        task = ring_task(batch, mutual=mutual, one_circle=one_circle)
    else:
        task = units_task(batch, timezone.localdate(act.now))
    result = solve_elsewhere("teams", task, CPU_SECONDS, lambda seconds: run.progress(int(seconds), 0))
    link = reverse("rounds:round-ring", args=[batch.pk])
    kept = {"step": step, "to": result["to"], "objective": result["objective"]}
    return Outcome((_told(step, result),), link, kept)


def _told(step: str, result: dict[str, Any]) -> Say:
    if result["to"]:
        words = say("已证最优") if result["status"] == "optimal" else say("未证明")
        return say("已排出，{words}，目标值 {cost}。", words=words, cost=result["objective"])
    if step == RING:
        return say("不回本地、不互相巡察，没有排法，请放宽条件。")
    return say("没有合规的分法：有的对象没有组可去，或者各组力量不够；请调整轮转、增加巡察组。")


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def adopt_assignment(act: Act, batch: Round, *, job: int) -> Round:
    """Take over a proposal as a whole: the legs of the ring with a team for each county, or the teams of the units."""
    mine = jobs_of(act.actor).filter(kind=ASSIGN, arguments__round=batch.pk, state=JobState.DONE)
    found = mine.filter(pk=job).first()
    if found is None or not found.result["to"]:
        raise RuleViolated(say("没有这个方案，或者不是为本轮排的。"))
    adopt = _adopt_ring if found.result["step"] == RING else _adopt_units
    adopt(act, batch, found.result["to"])
    return batch


def _adopt_ring(act: Act, batch: Round, to: dict[str, str]) -> None:
    legs = named_ring(batch, to)
    RuleViolated.unless_empty(reasons_not_to_ring(RoundState(batch.state), counties=len(legs), mutual=True))
    batch.legs.all().delete()
    act.record("round.ring", batch, legs=[f"{sender} → {receiver}" for sender, receiver in legs])
    homes = set(batch.teams.values_list("home_id", flat=True))
    number = max(batch.teams.values_list("number", flat=True), default=0)
    for sender, receiver in legs:
        act.create(RingLeg(round=batch, sender=sender, receiver=receiver), "ring.set")
        if sender.pk not in homes:
            number += 1
            team = Team(round=batch, number=number, name=f"{sender.name}交叉巡察组", home=sender)
            act.create(team, "team.added")


def _adopt_units(act: Act, batch: Round, to: dict[str, str]) -> None:
    teams = batch.teams.count()
    RuleViolated.unless_empty(reasons_not_to_assign(RoundState(batch.state), units=len(to), teams=teams))
    moving = [(one, team) for team, units in named_units(batch, to) for one in units if one.team_id != team.pk]
    for inspection, team in moving:
        move_inspection(Act(act.actor, act.now), inspection, team=team)
    act.record("round.assigned", batch, moved=len(moving))
