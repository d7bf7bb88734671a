"""What is asked of single units: work, urgency, window, company; pins; follow-ups; topics."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from xuncha.core.errors import OutOfReach, Reason, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, say
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import (
    FollowUp,
    MarkKind,
    PlanMark,
    PlanVersion,
    Schedule,
    ScheduledUnit,
    SchedulePool,
    Target,
    Topic,
)
from xuncha.planning.rules.schedule import Rounds, reasons_against_window, reasons_not_to_mark
from xuncha.planning.selectors import PLANS
from xuncha.planning.selectors.schedule import held_of, marks_on, round_facts, scheduled_targets
from xuncha.planning.services.preparing import note, open_schedule


def _rounds(act: Act, schedule: Schedule) -> Rounds:
    return round_facts(schedule, held_of(schedule.plan.term), timezone.localdate(act.now))


def own_target(plan: PlanVersion, target: int) -> Target:
    """A target that the version's timetable places; any other does not exist here."""
    found = scheduled_targets(plan).filter(pk=target).first()
    if found is None:
        raise OutOfReach(say("没有这个巡察对象，或者它不属于本届。"))
    return found


@use_case(P.PLAN_DRAFT, within=PLANS)
def set_unit(
    act: Act,
    plan: PlanVersion,
    target: Target,
    *,
    workload: int,
    priority: int,
    earliest: int | None = None,
    latest: int | None = None,
    together: str = "",
) -> ScheduledUnit:
    """Say how much work a target is, how urgent, between which rounds it lies, and with whom in one round."""
    schedule, own = open_schedule(plan), own_target(plan, target.pk)
    RuleViolated.unless_empty(reasons_against_window(_rounds(act, schedule).years, earliest, latest))
    fields = {
        "workload": workload,
        "priority": priority,
        "earliest": earliest,
        "latest": latest,
        "together": together.strip(),
    }
    unit, _new = ScheduledUnit.objects.get_or_create(schedule=schedule, target=own)
    change_unit(act, plan, unit, fields)
    return unit


def change_unit(act: Act, plan: PlanVersion, unit: ScheduledUnit, fields: dict[str, Any]) -> None:
    """Within an act: write what is asked of a unit, and journal it on the version."""
    old = {name: getattr(unit, name) for name in fields}
    for name, value in fields.items():
        setattr(unit, name, value)
    unit.full_clean(exclude=["schedule", "target"], validate_unique=False, validate_constraints=False)
    unit.save(update_fields=list(fields))
    changed = {name: [old[name], value] for name, value in fields.items() if old[name] != value}
    act.record("plan.schedule_changed", plan, changes=changed, target=str(unit.target))


@use_case(P.PLAN_DRAFT, within=PLANS)
def mark(act: Act, plan: PlanVersion, target: Target, *, kind: str, round_number: int, reason: str) -> PlanMark:
    """Hold a target in a round, or keep it out of one, saying why; solving keeps to it."""
    schedule, own = open_schedule(plan), own_target(plan, target.pk)
    reasons = reasons_not_to_mark(
        _rounds(act, schedule),
        target=own.pk,
        name=str(own),
        number=round_number,
        pinned=kind == MarkKind.PINNED,
        marks=marks_on(schedule, own),
    )
    if not reason.strip():
        reasons.append(Reason(say("指定或排除要写明理由。"), "reason"))
    RuleViolated.unless_empty(reasons)
    made = PlanMark(
        schedule=schedule,
        target=own,
        kind=kind,
        round_number=round_number,
        reason=reason.strip(),
        created_by=act.actor.user,
        created_at=act.now,
    )
    made.full_clean(exclude=["schedule", "target", "created_by"], validate_unique=False, validate_constraints=False)
    made.save(force_insert=True)
    act.record("plan.marked", plan, changes={"marks": [[], [_told(made)]]}, reason=made.reason)
    return made


@use_case(P.PLAN_DRAFT, within=PLANS)
def unmark(act: Act, plan: PlanVersion, *, mark: int) -> PlanVersion:
    """Take a pin or an exclusion back."""
    found = open_schedule(plan).marks.select_related("target__organisation").filter(pk=mark).first()
    if found is None:
        raise OutOfReach(say("这一条已经取消，请刷新。"))
    act.record("plan.unmarked", plan, changes={"marks": [[_told(found)], []]})
    found.delete()
    return plan


def _told(mark: PlanMark) -> str:
    return f"{mark.target} 第{mark.round_number}轮 {mark.get_kind_display()}"


@use_case(P.PLAN_DRAFT, within=PLANS)
def add_follow_up(
    act: Act, plan: PlanVersion, target: Target, *, workload: int, min_gap: int, max_gap: int
) -> FollowUp:
    """Ask for a second visit of a target, so many rounds after the first."""
    schedule, own = open_schedule(plan), own_target(plan, target.pk)
    reasons = []
    if min_gap > max_gap:
        reasons.append(reason("最多间隔不能小于最少间隔（{n} 轮）。", "max_gap", n=min_gap))
    if schedule.follow_ups.filter(target=own).exists():
        reasons.append(reason("{name}已经安排了“回头看”。", "target", name=str(own)))
    RuleViolated.unless_empty(reasons)
    made = FollowUp.objects.create(schedule=schedule, target=own, workload=workload, min_gap=min_gap, max_gap=max_gap)
    note(act, plan, "follow_ups", [], [f"{own} {min_gap}—{max_gap}"])
    return made


@use_case(P.PLAN_DRAFT, within=PLANS)
def drop_follow_up(act: Act, plan: PlanVersion, *, follow_up: int) -> PlanVersion:
    """Give a second visit up."""
    found = open_schedule(plan).follow_ups.select_related("target__organisation").filter(pk=follow_up).first()
    if found is None:
        raise OutOfReach(say("这一条已经取消，请刷新。"))
    note(act, plan, "follow_ups", [str(found)], [])
    found.delete()
    return plan


@use_case(P.PLAN_DRAFT, within=PLANS)
def add_topic(
    act: Act,
    plan: PlanVersion,
    *,
    name: str,
    pool: SchedulePool,
    members: Collection[Target],
    workload_each: int,
    earliest: int | None = None,
    latest: int | None = None,
) -> Topic:
    """Ask for a special inspection of several targets in one round, in which none has its routine one."""
    schedule = open_schedule(plan)
    reasons = reasons_against_window(_rounds(act, schedule).years, earliest, latest)
    own = list(scheduled_targets(plan).filter(pk__in=[one.pk for one in members]))
    if len(own) != len(members) or pool.schedule_id != schedule.pk:
        raise OutOfReach(say("没有这个巡察对象，或者它不属于本届。"))
    if schedule.topics.filter(name=name).exists():
        reasons.append(reason("已有一项专项叫「{name}」。", "name", name=name))
    taken = schedule.topics.filter(members__in=own).distinct()
    if taken:
        names = [one.name for one in taken]
        template = N_("有的单位已在专项 {names} 里，同一单位本届只排一次专项。")
        reasons.append(reason(template, "members", names=names))
    RuleViolated.unless_empty(reasons)
    made = Topic.objects.create(
        schedule=schedule, name=name, pool=pool, workload_each=workload_each, earliest=earliest, latest=latest
    )
    made.members.set(own)
    note(act, plan, "topics", [], [name], members=[str(one) for one in own])
    return made


@use_case(P.PLAN_DRAFT, within=PLANS)
def drop_topic(act: Act, plan: PlanVersion, *, topic: int) -> PlanVersion:
    """Give a special inspection up."""
    found = open_schedule(plan).topics.filter(pk=topic).first()
    if found is None:
        raise OutOfReach(say("这一条已经取消，请刷新。"))
    note(act, plan, "topics", [found.name], [])
    found.delete()
    return plan
