"""Terms, targets, five-year plans with their amendments, annual plans."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.core.text import say
from xuncha.planning.models import PlanVersion, RoundCapacity, Target, Term
from xuncha.planning.selectors import versions_of
from xuncha.planning.selectors.task import plan_task
from xuncha.planning.services import (
    add_entries,
    add_targets,
    adjust,
    adopt_proposal,
    amend,
    approve_plan,
    copy_to_try,
    create_term,
    draft_annual_plan,
    draft_first_plan,
    prepare_schedule,
    propose,
    set_capacity,
    submit_plan,
    supplement,
)
from xuncha.planning.services.preparing import Strength
from xuncha.site.scenario.stage import Stage, day
from xuncha.solving.elsewhere import solve_elsewhere

WORKED_OUT = 10
"""CPU seconds a timetable of the scenario may take; it takes about one."""


def plan(stage: Stage) -> None:
    """Open every term and plan it as the scenario says; amendments come when their day comes (`amend_until`)."""
    for told in stage.scenario["terms"]:
        code = told["jurisdiction"]
        first, last = told["years"]
        term = create_term(
            stage.by_role(Role.OFFICE_CLERK, code),
            stage.jurisdictions[code],
            number=told["number"],
            name=told["name"],
            first_year=first,
            last_year=last,
        )
        stage.terms[code] = term
        units = stage.targets[code]
        add_targets(stage.by_role(Role.OFFICE_CLERK, code), term, units)
        if "plan" in told:
            _five_years(stage, code, term, told["plan"])


def _five_years(stage: Stage, code: str, term: Term, told: dict[str, Any]) -> None:
    stage.go_to(day(told["on"]))
    version = draft_first_plan(stage.by_role(Role.OFFICE_CLERK, code), term)
    waiting = {target.organisation.name: target for target in term.targets.select_related("organisation")}
    by_year: dict[int, list[Target]] = {}
    for year, names in told.get("first", {}).items():
        by_year[int(year)] = [waiting.pop(name) for name in names]
    rest = list(waiting.values())
    for year, wanted in told["by_year"].items():
        chosen = by_year.setdefault(int(year), [])
        while len(chosen) < wanted and rest:
            chosen.append(rest.pop(stage.dice.randrange(len(rest))))
    if rest or any(len(by_year[int(y)]) != n for y, n in told["by_year"].items()):
        raise RuleViolated(say("{place} 的规划年度数之和与对象数不符。", place=code))
    for year in sorted(by_year):
        add_entries(stage.by_role(Role.OFFICE_CLERK, code), version, by_year[year], year=year)
    _decide(stage, code, version, told["approved"])
    for year in told.get("annual", []):
        annual = draft_annual_plan(stage.by_role(Role.OFFICE_CLERK, code), term, year)
        _decide(stage, code, annual, told["approved"])


def _decide(stage: Stage, code: str, version: PlanVersion, approved: str | None) -> None:
    submit_plan(stage.by_role(Role.OFFICE_CLERK, code), version)
    if approved:
        stage.go_to(day(approved))
        approve_plan(stage.by_role(Role.SECRETARY, code), version)


def amendments(stage: Stage) -> list[tuple[str, dict[str, Any]]]:
    """(jurisdiction, amendment) of all terms, in the order of their days."""
    told = [
        (term["jurisdiction"], one)
        for term in stage.scenario["terms"]
        for one in term.get("plan", {}).get("amendments", [])
    ]
    return sorted(told, key=lambda pair: str(pair[1]["on"]))


def amend_plan(stage: Stage, code: str, told: dict[str, Any]) -> None:
    """One amendment: 补 and 调, submitted, and approved where the scenario says when."""
    stage.go_to(day(told["on"]))
    published = PlanVersion.objects.get(term=stage.terms[code], year=0, state="published")
    version = amend(stage.by_role(Role.OFFICE_CLERK, code), published, reason=told["reason"])
    for name, year in told.get("supplement", {}).items():
        supplement(stage.by_role(Role.OFFICE_CLERK, code), version, stage.organisation(name), year=year)
    for name, year in told.get("move", {}).items():
        entry = version.entries.get(target__organisation__name=name, type="routine")
        act = stage.by_role(Role.OFFICE_CLERK, code)
        adjust(act, version, entry, year=year, round_number=entry.round_number, type=entry.type, note=entry.note)
    stage.go_to(day(told["on"]) + timedelta(days=1))
    _decide(stage, code, version, told.get("approved"))


def prepare_timetables(stage: Stage) -> None:
    """What-if copies of the newest five-year plans: one to be worked out, one that was, one with a team fewer."""
    for told in stage.scenario["terms"]:
        if told.get("plan", {}).get("timetable"):
            code = told["jurisdiction"]
            newest = versions_of(stage.terms[code])[0]
            _to_try(stage, code, newest, "")
            _worked_out(stage, code, _to_try(stage, code, newest, "按现有力量排"))
            fewer = _to_try(stage, code, newest, "下一轮少一个组")
            _worked_out(stage, code, fewer)
            _without_a_team(stage, code, fewer)
            _worked_out(stage, code, fewer)


def _to_try(stage: Stage, code: str, newest: PlanVersion, reason: str) -> PlanVersion:
    trial = copy_to_try(stage.by_role(Role.OFFICE_CLERK, code), newest, reason=reason)
    prepare_schedule(stage.by_role(Role.OFFICE_CLERK, code), trial)
    return trial


def _without_a_team(stage: Stage, code: str, trial: PlanVersion) -> None:
    """A team fewer in the first round to come."""
    places = RoundCapacity.objects.filter(round__schedule=trial.schedule, teams__gt=1).order_by("round__number")
    for place in places.select_related("round")[:1]:
        left = Strength(place.teams - 1, place.units_each, place.extra)
        act = stage.by_role(Role.OFFICE_CLERK, code)
        set_capacity(act, trial, number=place.round.number, strengths={place.pool_id: left})


def _worked_out(stage: Stage, code: str, trial: PlanVersion) -> None:
    act = stage.by_role(Role.OFFICE_CLERK, code)
    task = plan_task(trial, trial.schedule, timezone.localdate(act.now))
    result = solve_elsewhere("plan", task.data, WORKED_OUT)
    found = propose(act, trial, task=task, result=result, seed=1, cpu_seconds=WORKED_OUT)
    adopt_proposal(stage.by_role(Role.OFFICE_CLERK, code), trial, proposal=found.pk)
