"""Working a timetable out in the background, keeping what was found, adopting it, and relaxing what forbids one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.urls import reverse
from django.utils import timezone

from xuncha.core.errors import OutOfReach, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.jobs.models import Job
from xuncha.foundation.jobs.registry import JobCancelled, Outcome, Run, job
from xuncha.foundation.jobs.services import enqueue
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import InspectionType, PlanEntry, PlanVersion, Proposal
from xuncha.planning.rules import Line, PlanFacts, reasons_not_to_place, reasons_not_to_touch
from xuncha.planning.selectors import PLANS, facts_of, line_of, removal_key
from xuncha.planning.selectors.proposals import answered, records_of
from xuncha.planning.selectors.schedule import scheduled_targets
from xuncha.planning.selectors.task import PlanTask, plan_task
from xuncha.planning.services.entries import told
from xuncha.planning.services.preparing import open_schedule, still_open
from xuncha.solving.elsewhere import Point, Watch, watched
from xuncha.solving.plan.checking import check_result
from xuncha.solving.plan.instance import read_instance
from xuncha.solving.plan.results import status_words

PLAN_SCHEDULE = "planning.schedule"
Move = tuple[PlanEntry, Line | None, Line | None]
"""An entry, its place before and after; None: not in the version."""
KEPT = 10
"""Proposals that are kept of one version, beside those that were adopted."""


@use_case(P.PLAN_DRAFT, within=PLANS)
def ask_to_solve(act: Act, plan: PlanVersion, *, cpu_seconds: int, seed: int) -> Job:
    """Ask for a timetable to be worked out in the background; what keeps it from being asked at all is said at once."""
    plan_task(plan, open_schedule(plan), timezone.localdate(act.now))
    title = str(say("求解排期：{plan}", plan=str(plan)))
    return enqueue(
        act, PLAN_SCHEDULE, title=title, arguments={"plan": plan.pk, "cpu_seconds": cpu_seconds, "seed": seed}
    )


@job(PLAN_SCHEDULE, N_("求解排期"))
def solve_in_background(act: Act, run: Run, *, plan: int, cpu_seconds: int, seed: int) -> Outcome:
    """Work out a timetable for a version and keep it as a proposal; the version itself stays as it is."""
    version = PLANS.permitted(act.actor, P.PLAN_DRAFT).select_related("term__jurisdiction").filter(pk=plan).first()
    if version is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    task = plan_task(version, open_schedule(version), timezone.localdate(act.now))
    options = ("--seed", str(seed), "--workers", "1")
    result = watched("plan", task.data, cpu_seconds, _Telling(run, cpu_seconds).watch, options)
    kept = propose(act, version, task=task, result=result, seed=seed, cpu_seconds=cpu_seconds)
    stopped = [say("已按要求停止，保留停止时最好的方案。")] if run.cancel.is_set() else []
    head = {name: result[name] for name in ("status", "objective", "bound", "seconds")}
    figures = {**head, "seed": seed, "digest": task.digest, "proposal": kept.pk}
    return Outcome((*stopped, _summary(result)), reverse("planning:schedule", args=[version.pk]), figures)


def _summary(result: Mapping[str, Any]) -> Say:
    words = status_words(dict(result))
    if result["objective"] is None:
        return say("{words}。", words=words)
    return say("{words}，目标值 {cost}。", words=words, cost=result["objective"])


class _Telling:
    """Tells the person who waits where the search stands; asked to stop, it keeps the best so far."""

    def __init__(self, run: Run, cpu_seconds: int) -> None:
        self.run, self.seconds, self.spent = run, cpu_seconds, 0.0
        self.watch = Watch(self.look, self.seen, run.cancel.is_set)

    def look(self, passed: float) -> None:
        """The clock runs on while nothing new is found; a busy machine gives less than a second for a second."""
        self._tell(min(passed, self.seconds), None)

    def seen(self, point: Point) -> None:
        """Something better was found or proven."""
        seconds, best, bound = point
        gap = "" if best is None or bound is None else f"{100 * max(0.0, best - bound) / max(1, best):.1f}"
        words = {"best": "" if best is None else best, "bound": "" if bound is None else f"{bound:.1f}", "gap": gap}
        self._tell(seconds, say("目前最好 {best}，下界 {bound}，相差 {gap} %。", **words))

    def _tell(self, seconds: float, message: Say | None) -> None:
        with suppress(JobCancelled):  # what was found is kept; `enough` ends the search
            self.run.progress(round(seconds), self.seconds, message)


@use_case(P.PLAN_DRAFT, within=PLANS)
def propose(
    act: Act, plan: PlanVersion, *, task: PlanTask, result: dict[str, Any], seed: int, cpu_seconds: int
) -> Proposal:
    """Keep what a search found for a version, with its task; older ones that nobody adopted go."""
    still_open(plan)
    made = Proposal.objects.create(
        plan=plan,
        digest=task.digest,
        seed=seed,
        cpu_seconds=cpu_seconds,
        task=task.data,
        records=records_of(task),
        result=result,
        created_by=act.actor.user,
        created_at=act.now,
    )
    old = plan.proposals.filter(adopted_on__isnull=True).order_by("-pk").values_list("pk", flat=True)[KEPT:]
    plan.proposals.filter(pk__in=list(old)).delete()
    act.record("plan.proposed", plan, digest=task.digest, seed=seed, status=result["status"])
    return made


@use_case(P.PLAN_DRAFT, within=PLANS)
def adopt_proposal(act: Act, plan: PlanVersion, *, proposal: int) -> PlanVersion:
    """
    Write a proposal into the entries of its version: years and rounds, all of them or none.

    What has entered stays as it is. Follow-ups and special inspections become entries of their type; units that were
    withdrawn leave the version with the reason why.
    """
    found, task = fresh(act, plan, proposal)
    if not found.result.get("visits"):
        raise RuleViolated(say("这次没有得出方案，没有可采用的。"))
    verdict = check_result(read_instance(found.task), found.result)
    RuleViolated.unless_empty([reason("{fault}。", fault=broken.text) for broken in verdict.violations])
    facts = facts_of(plan, timezone.localdate(act.now))
    moves = list(_moves(plan, facts, _lines(found, task)))
    if not moves:
        raise RuleViolated(say("这个方案与现在的排期一致，没有要改的。"))
    reasons = [why for _, _, new in moves if new for why in reasons_not_to_place(facts, new)]
    RuleViolated.unless_empty(reasons + reasons_not_to_touch(facts, *((old, new) for _, old, new in moves)))
    _write(plan, moves)
    Proposal.objects.filter(pk=found.pk).update(adopted_on=timezone.localdate(act.now))
    changes = told([(entry.target, old, new) for entry, old, new in moves])
    act.record("plan.timetabled", plan, changes=changes, digest=found.digest, objective=found.result["objective"])
    return plan


def fresh(act: Act, plan: PlanVersion, proposal: int) -> tuple[Proposal, PlanTask]:
    """
    Within an act: a proposal of this version, and its task.

    Raises:
        RuleViolated: there is none of this number, or the records no longer say what it was worked out from.

    """
    schedule = open_schedule(plan)
    found = plan.proposals.filter(pk=proposal).first()
    if found is None:
        raise RuleViolated(say("没有这个排期方案，请刷新后再选。"))
    task = plan_task(plan, schedule, timezone.localdate(act.now))
    if task.digest != found.digest:
        raise RuleViolated(reason("求解之后条件或记录有了改动，请重新求解。", mend="#solve"))
    return found, task


def _lines(found: Proposal, task: PlanTask) -> Iterator[Line]:
    answer = answered(found)
    years = task.rounds.years
    for kind, places in (
        (InspectionType.ROUTINE, answer.visits),
        (InspectionType.FOLLOW_UP, answer.follow_ups),
        (InspectionType.SPECIAL, answer.special),
    ):
        for target, number in sorted(places.items()):
            yield Line(target, kind, years[number], number)


def _moves(plan: PlanVersion, facts: PlanFacts, lines: Iterable[Line]) -> Iterator[Move]:
    """What adopting these lines changes: withdrawn units leave, what was inspected stays, the rest moves."""
    entries = {(entry.target_id, entry.type): entry for entry in plan.entries.select_related("target__organisation")}
    targets = {target.pk: target for target in scheduled_targets(plan)}
    done = facts.inspected or frozenset()
    for key, entry in entries.items():
        if entry.target_id in facts.withdrawn and entry.year >= facts.today and key not in done:
            yield entry, line_of(entry), None
    for line in lines:
        present = entries.get((line.target, line.type))
        if present is None:
            place = {"type": line.type, "year": line.year, "round_number": line.round_number}
            yield PlanEntry(plan=plan, target=targets[line.target], **place), None, line
        elif line_of(present) != line and (line.target, line.type) not in done:
            yield present, line_of(present), line


def _write(plan: PlanVersion, moves: Sequence[Move]) -> None:
    """Write the new places; why somebody left is kept with the version."""
    for entry, old, new in moves:
        if old and new:
            entry.year, entry.round_number, entry.version = new.year, new.round_number, entry.version + 1
    PlanEntry.objects.bulk_create([entry for entry, old, _ in moves if old is None], batch_size=500)
    moved = [entry for entry, old, new in moves if old and new]
    PlanEntry.objects.bulk_update(moved, ["year", "round_number", "version"], batch_size=500)
    removed = [(entry, old) for entry, old, new in moves if old and new is None]
    PlanEntry.objects.filter(pk__in=[entry.pk for entry, _ in removed]).delete()
    plan.removals = {**plan.removals, **{removal_key(old): entry.target.withdrawn_reason for entry, old in removed}}
    plan.save(update_fields=["removals"])
