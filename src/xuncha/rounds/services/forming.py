"""Forming a round's teams: what each asks for, a proposal worked out in the background, then adopted by a person."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach, Reason, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, say
from xuncha.foundation.jobs.models import Job, JobState
from xuncha.foundation.jobs.registry import Outcome, Run, job
from xuncha.foundation.jobs.selectors import jobs_of
from xuncha.foundation.jobs.services import enqueue
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Position, Round, Team
from xuncha.rounds.rules import NeedsFacts, reasons_against_needs, reasons_not_to_form, reasons_not_to_name
from xuncha.rounds.selectors import ROUNDS, TEAMS, naming_facts, one_of
from xuncha.rounds.selectors.forming_result import proposal, ways_out
from xuncha.rounds.selectors.forming_task import forming_facts, forming_task, teams_to_form
from xuncha.rounds.services.teams import seat
from xuncha.rounds.workflow import RoundState
from xuncha.solving.elsewhere import solve_elsewhere
from xuncha.talent.models import Person

FORM_TEAMS = "rounds.form_teams"
CPU_SECONDS = 20


@use_case(P.ROUND_DRAFT, within=TEAMS)
def set_needs(
    act: Act,
    team: Team,
    *,
    size: int,
    deputies: int,
    experienced: int,
    skills: Mapping[str, int],
    pinned: Sequence[Person],
    kept_out: Sequence[Person],
    others: bool = False,
    base_version: int | None = None,
) -> Team:
    """Say what forming this team asks for; with `others`, the numbers for every team nobody belongs to yet as well."""
    numbers = {"size": size, "deputies": deputies, "experienced": experienced, "skills": dict(skills)}
    _set_needs(act, team, numbers, pinned, kept_out, base_version=base_version)
    if others:
        for other in teams_to_form(team.round).exclude(pk=team.pk):
            _set_needs(act, other, numbers, other.pinned.all(), other.kept_out.all())
    return team


def _set_needs(
    act: Act,
    team: Team,
    numbers: dict[str, Any],
    pinned: Iterable[Person],
    kept_out: Iterable[Person],
    *,
    base_version: int | None = None,
) -> None:
    wanted = {"pinned": list(pinned), "kept_out": list(kept_out)}
    rivals = team.round.teams.exclude(pk=team.pk).filter(pinned__in=wanted["pinned"])
    facts = NeedsFacts(
        state=RoundState(team.round.state),
        pinned=len(wanted["pinned"]),
        both=tuple(person.name for person in wanted["pinned"] if person in wanted["kept_out"]),
        elsewhere=tuple(rivals.values_list("pinned__name", "name").filter(pinned__in=wanted["pinned"])),
        **numbers,
    )
    RuleViolated.unless_empty(reasons_against_needs(facts))
    act.change(team, "team.needs", base_version=base_version, **numbers)
    for field, people in wanted.items():
        named = getattr(team, field)
        before = sorted(named.values_list("name", flat=True))
        after = sorted(person.name for person in people)
        if before != after:
            named.set(people)
            act.record("team.needs", team, changes={field: [before, after]})


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def ask_for_teams(act: Act, batch: Round) -> Job:
    """Have a proposal worked out for the teams nobody belongs to; nothing is named yet."""
    working = jobs_of(act.actor).filter(
        kind=FORM_TEAMS, arguments__round=batch.pk, state__in=[JobState.QUEUED, JobState.RUNNING]
    )
    facts = forming_facts(batch, timezone.localdate(act.now), working=working.exists())
    RuleViolated.unless_empty(reasons_not_to_form(facts))
    act.record("round.forming", batch)
    title = _("组建巡察组：{round}").format(round=batch)
    return enqueue(Act(act.actor, act.now), FORM_TEAMS, title=title, arguments={"round": batch.pk})


@job(FORM_TEAMS, N_("组建巡察组"))
def form_teams_in_background(act: Act, run: Run, *, round: int) -> Outcome:  # noqa: A002 - the argument's name in stored jobs
    """Work out a proposal for the teams nobody belongs to; nothing is named yet."""
    batch = ROUNDS.permitted(act.actor, P.ROUND_DRAFT).filter(pk=round).first()
    if batch is None:
        raise OutOfReach(say("没有这个轮次，或者不在您的工作范围内。"))
    day = timezone.localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_form(forming_facts(batch, day)))
    task = forming_task(batch, day)
    result = solve_elsewhere("teams", task.data, CPU_SECONDS, lambda seconds: run.progress(int(seconds), 0))
    link = reverse("rounds:round-forming", args=[batch.pk])
    if not result["teams"]:
        texts = [say("排不出合规的分组。"), *(say("{text}", text=text) for text in result.get("explanation", []))]
        return Outcome(tuple(texts), link, {"conflict": result["conflict"], "ways": ways_out(task, result)})
    words = say("已证最优") if result["status"] == "optimal" else say("未证明")
    text = say("排出 {n} 个组，{words}，目标值 {cost}。", n=len(result["teams"]), words=words, cost=result["objective"])
    return Outcome((text,), link, proposal(task, result))


def _own_result(act: Act, batch: Round, pk: int) -> Job:
    mine = jobs_of(act.actor).filter(kind=FORM_TEAMS, arguments__round=batch.pk, state=JobState.DONE)
    found = mine.filter(pk=pk).first()
    if found is None:
        raise RuleViolated(say("没有这个组建方案，或者不是为本轮做的。"))
    return found


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def take_way_out(act: Act, batch: Round, *, job: int, way: int) -> Round:
    """
    Ask for what a verified repair says: fewer people, somebody not pinned any more, a later rest.

    No rule of avoidance is lifted here: such a way leads to asking for an exception, which another person approves.
    """
    ways = _own_result(act, batch, job).result.get("ways", [])
    chosen = ways[way] if 0 <= way < len(ways) else None
    if chosen is None or not chosen["button"]:
        raise RuleViolated(say("没有这个办法，或者不能直接采用：回避只能经另一人批准例外。"))
    for pk, needs in chosen["needs"].items():
        team = act.lock(one_of(batch.teams.all(), int(pk)))
        numbers = {name: needs.get(name, getattr(team, name)) for name in ("size", "deputies", "experienced", "skills")}
        pinned = team.pinned.exclude(pk__in=needs.get("unpinned", []))
        kept_out = team.kept_out.exclude(pk__in=needs.get("admitted", []))
        _set_needs(act, team, numbers, pinned, kept_out)
    if chosen["rest_after"]:
        RuleViolated.unless_empty(_reasons_not_in_draft(batch))
        act.change(batch, "round.rest_after", rest_after=chosen["rest_after"])
    return batch


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def adopt_formation(act: Act, batch: Round, *, job: int) -> Round:
    """Name everybody of a proposal to their teams, all of them or nobody; every rule of naming is asked again."""
    found = _own_result(act, batch, job)
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


def _reasons_not_in_draft(batch: Round) -> list[Reason]:
    draft = batch.state == RoundState.DRAFT
    return [] if draft else [reason("方案提交后不能组建；请先退回修改。", mend="#steps")]


def _reasons_not_to_adopt(batch: Round, found: Job) -> list[Reason]:
    reasons = _reasons_not_in_draft(batch)
    proposed = [team["team"] for team in found.result.get("teams", [])]
    if not proposed:
        return [*reasons, reason("这次没有排出分组，没有可采用的。")]
    filled = batch.teams.filter(pk__in=proposed, memberships__left_on__isnull=True, memberships__isnull=False)
    return reasons + [reason("{team}已有组员，请重新组建。", team=str(team)) for team in filled.distinct()]
