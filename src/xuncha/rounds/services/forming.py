"""Forming a round's teams: a proposal worked out in the background, then adopted by a person."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from xuncha.core.errors import OutOfReach, Reason, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, packed, say
from xuncha.foundation.jobs.models import Job, JobState
from xuncha.foundation.jobs.registry import Outcome, Run, job
from xuncha.foundation.jobs.selectors import jobs_of
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Position, Round
from xuncha.rounds.rules import reasons_not_to_name
from xuncha.rounds.selectors import ROUNDS, naming_facts, one_of
from xuncha.rounds.selectors.forming_task import POSITIONS, FormingTask, Wanted, forming_task
from xuncha.rounds.services.teams import seat
from xuncha.rounds.workflow import RoundState
from xuncha.solving.elsewhere import solve_elsewhere
from xuncha.talent.models import Person

FORM_TEAMS = "rounds.form_teams"
CPU_SECONDS = 20


@job(FORM_TEAMS, N_("组建巡察组"))
def form_teams_in_background(act: Act, run: Run, *, round: int, wanted: dict[str, Any]) -> Outcome:  # noqa: A002 - the argument's name in stored jobs
    """Work out a proposal for the teams without members; nothing is named yet."""
    batch = ROUNDS.permitted(act.actor, P.ROUND_DRAFT).filter(pk=round).first()
    if batch is None:
        raise OutOfReach(say("没有这个轮次，或者不在您的工作范围内。"))
    task = forming_task(batch, timezone.localdate(act.now), Wanted(**wanted))
    if not task.data["teams"]:
        raise RuleViolated(reason("各组都已有组员，没有要组建的组。", mend="#teams"))
    result = solve_elsewhere("teams", task.data, CPU_SECONDS, lambda seconds: run.progress(int(seconds), 0))
    link = reverse("rounds:round-forming", args=[batch.pk])
    if not result["teams"]:
        texts = [say("排不出合规的分组。"), *(say("{text}", text=text) for text in result.get("explanation", []))]
        return Outcome(tuple(texts), link, {"conflict": result["conflict"], "repairs": result["repairs"]})
    words = say("已证最优") if result["status"] == "optimal" else say("未证明")
    text = say("排出 {n} 个组，{words}，目标值 {cost}。", n=len(result["teams"]), words=words, cost=result["objective"])
    return Outcome((text,), link, _proposal(task, result))


def _proposal(task: FormingTask, result: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a result: seats with offices and reasons, by record; and whom which declared tie kept out."""
    rank = {person["id"]: person["rank"] for person in task.data["people"]}
    served = {person["id"]: person["service"] for person in task.data["people"]}
    teams = []
    for name, members in result["teams"].items():
        ordered = sorted(members, key=lambda one: (list(POSITIONS).index(rank[one]), -served[one], one))
        liaison = next((one for one in ordered if rank[one] == "member"), None)
        seats = [
            {
                "person": task.people[one],
                "name": one,
                "position": Position.LIAISON if one == liaison else POSITIONS[rank[one]],
                "reason": result["reasons"][name][one],
            }
            for one in ordered
        ]
        kept_out = [
            {"name": person, "texts": [packed(text) for text in texts]}
            for (person, team), texts in sorted(task.ties.items())
            if team == name
        ]
        teams.append({"team": task.teams[name], "name": name, "seats": seats, "kept_out": kept_out})
    head = {name: result[name] for name in ("status", "objective", "bound", "seconds", "parts")}
    return {**head, "teams": teams}


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def adopt_formation(act: Act, batch: Round, *, job: int) -> Round:
    """Name everybody of a proposal to their teams, all of them or nobody; every rule of naming is asked again."""
    mine = jobs_of(act.actor).filter(kind=FORM_TEAMS, arguments__round=batch.pk, state=JobState.DONE)
    found = mine.filter(pk=job).first()
    if found is None:
        raise RuleViolated(say("没有这个组建方案，或者不是为本轮做的。"))
    RuleViolated.unless_empty(_reasons_not_to_adopt(batch, found))
    people = Person.objects.in_bulk([one["person"] for team in found.result["teams"] for one in team["seats"]])
    day = timezone.localdate(act.now)
    reasons: list[Reason] = []
    for proposed in found.result["teams"]:
        team = one_of(batch.teams.all(), proposed["team"])
        for one in proposed["seats"]:
            person, position = people[one["person"]], Position(one["position"])
            refused = reasons_not_to_name(naming_facts(team, person, position, day))
            reasons += refused
            if not refused:
                seat(act, team, person, position, "")
    RuleViolated.unless_empty(reasons)
    act.record("round.formed", batch, detail={"job": found.pk, "objective": found.result["objective"]})
    return batch


def _reasons_not_to_adopt(batch: Round, found: Job) -> list[Reason]:
    if batch.state != RoundState.DRAFT:
        return [reason("方案提交后不能组建；请先退回修改。", mend="#steps")]
    proposed = [team["team"] for team in found.result.get("teams", [])]
    if not proposed:
        return [reason("这次没有排出分组，没有可采用的。")]
    filled = batch.teams.filter(pk__in=proposed, memberships__left_on__isnull=True, memberships__isnull=False)
    return [reason("{team}已有组员，请重新组建。", team=str(team)) for team in filled.distinct()]
