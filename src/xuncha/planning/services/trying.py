"""What-if copies: a version of one's own to try something on, and taking it over."""

from typing import Any, TypeVar

from django.db.models import Model

from xuncha.core.errors import InvalidTransition, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import PlanVersion, Schedule
from xuncha.planning.selectors import PLANS
from xuncha.planning.selectors.schedule import schedule_of
from xuncha.planning.services.drafting import amend, copy_entries
from xuncha.planning.workflow import PLAN, PlanState

M = TypeVar("M", bound=Model)
ORIGINS = frozenset({PlanState.DRAFT, PlanState.SUBMITTED, PlanState.PUBLISHED})


@use_case(P.PLAN_DRAFT, within=PLANS)
def copy_to_try(act: Act, plan: PlanVersion, *, reason: str = "") -> PlanVersion:
    """Copy a version with all that is asked of its timetable, to try something that changes nothing else."""
    if plan.state not in ORIGINS:
        raise InvalidTransition(say("{plan}不能再复制为试算。", plan=str(plan)))
    last = plan.what_ifs.order_by("-number").first()
    copy = PlanVersion(
        term=plan.term,
        year=plan.year,
        number=last.number + 1 if last else 1,
        title=plan.title,
        reason=reason,
        base=plan if plan.state == PlanState.PUBLISHED else plan.base,
        what_if_of=plan,
        removals=plan.removals,
    )
    act.create(copy, "plan.drafted", base=str(plan), reason=reason)
    copy_entries(copy, plan.entries.all())
    copy_schedule(plan, copy)
    return act.step(copy, PLAN, "try")


@use_case(P.PLAN_DRAFT, within=PLANS)
def take_over(act: Act, trial: PlanVersion, *, reason: str) -> PlanVersion:
    """
    Make what was tried the draft: its entries and what is asked of its timetable replace the draft's.

    Tried on the plan in force, it begins an amendment. The copy is given up in the same act.
    """
    if trial.state != PlanState.TRIAL or trial.what_if_of is None:
        raise InvalidTransition(say("{plan}不是试算。", plan=str(trial)))
    origin = act.lock(trial.what_if_of)
    draft = amend(act, origin, reason=reason) if origin.state == PlanState.PUBLISHED else origin
    if draft.state != PlanState.DRAFT:
        raise RuleViolated(say("{plan}不在起草中，退回修改后才能采用试算。", plan=str(draft)))
    draft.entries.all().delete()
    copy_entries(draft, trial.entries.all())
    Schedule.objects.filter(plan=draft).delete()
    copy_schedule(trial, draft)
    act.change(draft, "plan.taken_over", detail={"trial": str(trial), "reason": reason}, removals=trial.removals)
    act.step(trial, PLAN, "withdraw", reason=str(say("已采用到{plan}。", plan=str(draft))))
    return draft


def copy_schedule(old: PlanVersion, new: PlanVersion) -> None:
    """All that is asked of one version's timetable, asked of another's too."""
    asked = schedule_of(old)
    if asked is None:
        return
    schedule = _copied(asked, plan=new)
    pools = {pool.pk: _copied(pool, schedule=schedule) for pool in asked.pools.all()}
    for one in asked.rounds.prefetch_related("capacities"):
        made = _copied(one, schedule=schedule)
        for place in one.capacities.all():
            _copied(place, round=made, pool=pools[place.pool_id])
    for name in ("years", "links", "units", "follow_ups", "marks"):
        rows = getattr(asked, name).all()
        rows.model._default_manager.bulk_create([_again(row, schedule=schedule) for row in rows], batch_size=500)
    for topic in asked.topics.all():
        members = list(topic.members.all())
        _copied(topic, schedule=schedule, pool=pools[topic.pool_id]).members.set(members)


def _again(row: M, **changed: Any) -> M:
    """A new record with the same values but for these; not saved."""
    values = {f.attname: f.value_from_object(row) for f in row._meta.concrete_fields if not f.primary_key}
    made = type(row)(**values)
    for name, value in changed.items():
        setattr(made, name, value)
    return made


def _copied(row: M, **changed: Any) -> M:
    made = _again(row, **changed)
    made.save(force_insert=True)
    return made
