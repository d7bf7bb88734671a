"""The timetable of a version: what is asked, the search, what it found or what stands in its way, adopting it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, unpacked
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.jobs.models import Job, JobState
from xuncha.foundation.jobs.selectors import jobs_of
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import attempt
from xuncha.planning import services
from xuncha.planning.forms.schedule import SolveForm
from xuncha.planning.models import PlanVersion, Proposal, RoundCapacity, Schedule
from xuncha.planning.selectors import PLANS
from xuncha.planning.selectors.proposals import moved_in, year_changes
from xuncha.planning.selectors.schedule import marks_of, proposals_of, rounds_of, schedule_of, what_ifs_of
from xuncha.planning.selectors.task import PlanTask, plan_task
from xuncha.planning.services.solving import PLAN_SCHEDULE
from xuncha.planning.services.trying import ORIGINS
from xuncha.planning.views.asking import schedule_url
from xuncha.planning.workflow import PLAN, PlanState
from xuncha.solving.plan.results import status_words

PART_LABEL = {
    "sector_round": N_("板块集中"),
    "priority": N_("急的先巡"),
    "balance": N_("各轮均衡"),
    "moved": N_("少改动"),
}
SHAPES = {"optimal": "done", "feasible": "half", "infeasible": "late", "unknown": "stop"}
WIDTH, HEIGHT, LEFT = 560.0, 120.0, 60.0
LISTED = 8


@page(P.PLAN_READ, of=PLANS)
def schedule(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """What is asked of the timetable, and the latest answer."""
    return _shown(request, plan, SolveForm())


@page(P.PLAN_DRAFT, of=PLANS, methods=("POST",))
def solve(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Ask for a timetable to be worked out in the background."""
    form = SolveForm(request.POST)
    if form.is_valid():
        asked = attempt(request, form, lambda act: services.ask_to_solve(act, plan, **form.cleaned_data))
        if asked is not None:
            return HttpResponseRedirect(reverse("jobs:job", args=[asked.pk]))
    return _shown(request, plan, form)


@page(P.PLAN_DRAFT, of=PLANS, methods=("POST",))
def adopt(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Write the proposal that was shown into the version's entries."""
    services.adopt_proposal(act_of(request), plan, proposal=_number(request, "proposal"))
    messages.success(request, _("已按方案排定年度和轮次，请核对后提交"))
    return HttpResponseRedirect(f"{page_of(plan)}#entries")


@page(P.PLAN_DRAFT, of=PLANS, methods=("POST",))
def repair(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Relax what is asked as one of the repairs says."""
    given = {name: _number(request, name) for name in ("proposal", "number")}
    services.apply_repair(act_of(request), plan, **given)
    messages.success(request, _("已按建议放宽条件，请再次求解"))
    return HttpResponseRedirect(schedule_url(plan, "solve"))


def _number(request: SignedInRequest, name: str) -> int:
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < LISTED else -1


@page(P.PLAN_READ, of=PLANS)
def task_file(request: SignedInRequest, plan: PlanVersion, proposal: int) -> HttpResponse:
    """The task of a proposal, as anybody can give it to `xuncha plan solve`."""
    found = plan.proposals.filter(pk=proposal).first()
    if found is None:
        raise Http404
    answer = HttpResponse(json.dumps(found.task, ensure_ascii=False, indent=1), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="plan-task-{found.pk}.json"'
    return answer


def _shown(request: SignedInRequest, plan: PlanVersion, form: SolveForm) -> HttpResponse:
    asked, latest = schedule_of(plan), proposals_of(plan).first()
    mine = PLANS.permits(request.actor, P.PLAN_DRAFT, plan)
    context: dict[str, Any] = {
        "plan": plan,
        "PLAN": PLAN,
        "schedule": asked,
        "drafting": plan.is_open and mine,
        "may_try": mine and plan.state in ORIGINS,
        "may_take_over": mine and plan.state == PlanState.TRIAL,
        "trials": what_ifs_of(plan).filter(state=PlanState.TRIAL),
        "form": form,
    }
    if asked is not None:
        task, refused = _task(request, plan, asked)
        fresh = latest is not None and task is not None and latest.digest == task.digest
        context |= {
            "refused": refused,
            "fresh": fresh,
            "rounds": list(_rounds(asked, task, latest if fresh else None)),
            "links": asked.links.select_related("sector"),
            "marks": marks_of(asked),
            "follow_ups": asked.follow_ups.select_related("target__organisation"),
            "topics": asked.topics.select_related("pool").prefetch_related("members__organisation"),
            "unplaced": asked.units.count(),
            "job": _job(request, plan),
        }
    if latest is not None:
        context |= _answer(plan, latest)
    return render(request, "planning/schedule.html", context, status=form.status)


def _task(request: SignedInRequest, plan: PlanVersion, asked: Schedule) -> tuple[PlanTask | None, Sequence[Reason]]:
    """The task as the records are now, or why there can be none."""
    try:
        return plan_task(plan, asked, timezone.localdate(request.now)), ()
    except RuleViolated as refusal:
        return None, refusal.reasons


def _job(request: SignedInRequest, plan: PlanVersion) -> dict[str, Any] | None:
    """One's own latest search for this version, while it runs or when it failed."""
    found = jobs_of(request.actor).filter(kind=PLAN_SCHEDULE, arguments__plan=plan.pk).first()
    if found is None or found.state in {JobState.DONE, JobState.CANCELLED}:
        return None
    return {"job": found, "outcome": _outcome(found)}


def _outcome(job: Job) -> list[str]:
    return [words(unpacked(text)) for text in job.outcome]


@dataclass(frozen=True, slots=True)
class Room:
    """What a pool can do in a round, and what the proposal asks of it."""

    pool: str
    told: str
    total: int
    load: int | None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round of the timetable as the page shows it."""

    number: int
    year: int
    closed: bool
    rooms: list[Room]
    visits: int | None


def _rounds(asked: Schedule, task: PlanTask | None, latest: Proposal | None) -> Iterator[RoundRow]:
    """The rounds with what they can do and, of a proposal that still holds, what they would do."""
    if task is None:
        return
    loads, visits = _loads(task, latest) if latest and latest.result.get("visits") else (None, None)
    own = {one.number: {place.pool.name: place for place in one.capacities.all()} for one in rounds_of(asked)}
    for number, told in zip(task.numbers, task.data["rounds"], strict=True):
        places = own.get(number, {})
        rooms = [
            Room(
                pool,
                "" if told["closed"] or pool not in places else _written(places[pool]),
                told["capacity"].get(pool, 0),
                loads[pool, number] if loads is not None else None,
            )
            for pool in task.pools
        ]
        yield RoundRow(number, told["year"], told["closed"], rooms, visits[number] if visits is not None else None)


def _written(place: RoundCapacity) -> str:
    more = f"＋{place.extra}" if place.extra else ""
    return f"{place.teams}×{place.units_each}{more}"


def _loads(task: PlanTask, latest: Proposal) -> tuple[Counter[tuple[str, int]], Counter[int]]:
    """Work by pool and round, and visits by round, as the proposal places them."""
    loads: Counter[tuple[str, int]] = Counter()
    visits: Counter[int] = Counter()
    units = {one["id"]: one for one in task.data["units"]}
    result, follow_ups = latest.result, task.data["follow_ups"]
    for name, place in result["visits"].items():
        loads[units[name]["pool"], task.numbers[place]] += units[name]["workload"]
        visits[task.numbers[place]] += 1
    for given, one in zip(follow_ups, result["follow_ups"], strict=True):
        loads[units[one["unit"]]["pool"], task.numbers[one["round"]]] += given["workload"]
    for topic in task.data["topics"]:
        work = topic["workload_each"] * len(topic["members"])
        loads[topic["pool"], task.numbers[result["topics"][topic["id"]]]] += work
    return loads, visits


def _answer(plan: PlanVersion, latest: Proposal) -> dict[str, Any]:
    """The latest proposal as the page shows it."""
    result, moved = latest.result, moved_in(latest)
    parts = [(_(label), result["parts"][part]) for part, label in PART_LABEL.items()] if "parts" in result else []
    return {
        "latest": latest,
        "result": result,
        "found": bool(result.get("visits")),
        "status": words(status_words(result)),
        "shape": SHAPES[result["status"]],
        "parts": parts,
        "moved": moved,
        "changed": year_changes(latest),
        "chart": _chart(result.get("history", [])),
        "conflict": [
            {"text": one["text"], "places": list(_places(plan, latest.records, one))}
            for one in result.get("conflict", [])
        ],
        "repairs": list(enumerate(one["text"] for one in result.get("repairs", []))),
    }


def _chart(history: Sequence[tuple[float, int | None, float | None]]) -> dict[str, Any] | None:
    """The best objective and the bound over CPU seconds, as points of a drawing; None where too little happened."""
    known = [point for point in history if point[1] is not None and point[2] is not None]
    if len(known) < 2:
        return None
    last = max(known[-1][0], 0.1)
    values = [value for _, best, bound in known for value in (best or 0, bound or 0)]
    low, high = min(values), max(values)

    def point(seconds: float, value: float) -> str:
        x = LEFT + (WIDTH - LEFT) * seconds / last
        y = HEIGHT - (HEIGHT - 10) * (value - low) / max(1, high - low)
        return f"{x:.1f},{y:.1f}"

    best = " ".join(point(seconds, value or 0) for seconds, value, _ in known)
    bound = " ".join(point(seconds, value or 0) for seconds, _, value in known)
    return {"best": best, "bound": bound, "low": round(low), "high": round(high), "seconds": f"{last:.1f}"}


def _places(plan: PlanVersion, records: Mapping[str, Any], one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where a rule in conflict is written down, as (label, address)."""
    about, at = one["about"], {"pk": plan.pk}
    match one["rule"]:
        case "R1":
            for name in about[:LISTED]:
                yield name, reverse("planning:schedule-unit", kwargs={**at, "target": records["units"][name]})
        case "R2":
            yield about[0], reverse("planning:schedule-units", kwargs=at) + f"?q={about[0]}"
        case "R3":
            yield _("板块联动"), reverse("planning:schedule-links", kwargs=at)
        case "R4":
            yield _("“回头看”"), schedule_url(plan, "follow-ups")
        case "R5":
            yield _("专项"), schedule_url(plan, "topics")
        case "R6":
            yield _("各轮力量"), schedule_url(plan, "rounds")
        case "R7":
            yield _("年度进度"), reverse("planning:schedule-goals", kwargs=at)
