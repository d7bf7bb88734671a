"""The unit's plan: its head, its items with their measures, replies to remarks, submission."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, say
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Item, Measure, Plan, PlanRemark
from xuncha.rectification.rules.doing import reasons_not_to_touch
from xuncha.rectification.rules.plans import (
    ItemDraft,
    MeasureDraft,
    reasons_not_to_fill,
    reasons_not_to_submit,
    reasons_not_to_write,
)
from xuncha.rectification.rules.texts import against, too_long
from xuncha.rectification.selectors import ITEMS, PLANS, fed_back_on, plan_facts
from xuncha.rectification.services.consulting import consult
from xuncha.rectification.workflow import PLAN, STANDING, ItemState, PlanState

MEASURE_FIELDS = ("kind", "text", "standard", "owner", "department", "due_on")


@use_case(P.RECT_WRITE, within=PLANS)
def write_plan(
    act: Act,
    plan: Plan,
    *,
    base_version: int | None,
    principal: str = "",
    overall: str = "",
    party_meeting_on: date | None = None,
    life_meeting_on: date | None = None,
) -> Plan:
    """Write the head of a plan: who answers for it, how the work is organised, which meetings dealt with it."""
    reasons = reasons_not_to_write(PlanState(plan.state))
    reasons += too_long(principal, 60, N_("第一责任人"), "principal")
    reasons += too_long(overall, 4000, N_("组织安排"), "overall")
    RuleViolated.unless_empty(reasons)
    return act.change(
        plan,
        "rectification.plan_written",
        base_version=base_version,
        principal=principal.strip(),
        overall=overall.strip(),
        party_meeting_on=party_meeting_on,
        life_meeting_on=life_meeting_on,
    )


@use_case(P.RECT_WRITE, within=ITEMS)
def fill_item(act: Act, item: Item, *, base_version: int | None, draft: ItemDraft) -> Item:
    """Say how one problem will be put right: by whom, by when, with which measures; all of it or nothing."""
    draft = replace(draft, measures=[measure for measure in draft.measures if not measure.is_empty])
    plan = act.lock(item.plan)
    reasons = reasons_not_to_write(PlanState(plan.state)) + reasons_not_to_touch(ItemState(item.state), STANDING)
    RuleViolated.unless_empty(reasons + reasons_not_to_fill(draft, fed_back_on=fed_back_on(plan)))
    act.change(
        item,
        "rectification.item_filled",
        base_version=base_version,
        objective=draft.objective.strip(),
        difficulty=draft.difficulty,
        horizon=draft.horizon,
        leader=draft.leader.strip(),
        department=draft.department.strip(),
        contact=draft.contact.strip(),
        due_on=draft.due_on,
        beyond=draft.beyond.strip(),
        uncovered=draft.uncovered.strip(),
        money_due=draft.money_due,
    )
    _put_measures(act, item, draft.measures, seen=base_version)
    return item


def _put_measures(act: Act, item: Item, drafts: Sequence[MeasureDraft], *, seen: int | None) -> None:
    """Make these the item's measures. Nothing hangs on a measure before the plan is accepted, so rows are reused."""
    before = list(item.measures.order_by("position"))
    after = [
        Measure(item=item, position=n, **{name: getattr(draft, name) for name in MEASURE_FIELDS})
        for n, draft in enumerate(drafts, 1)
    ]
    if [_told(m) for m in before] == [_told(m) for m in after]:
        return
    for old in before:
        old.delete()
    Measure.objects.bulk_create(after)
    act.record(
        "rectification.measures_set", item, changes={"measures": [list(map(_told, before)), list(map(_told, after))]}
    )
    if seen == item.version:  # nothing else of the item changed: others who hold the form must still notice
        item.version += 1
        item.save(update_fields=["version"])


def _told(measure: Measure) -> list[str]:
    """A measure as the history keeps it."""
    return [str(getattr(measure, name) or "").strip() for name in MEASURE_FIELDS]


@use_case(P.RECT_WRITE, within=PLANS)
def reply_to_remark(act: Act, plan: Plan, remark: PlanRemark, *, reply: str) -> PlanRemark:
    """Write back what was changed because of one numbered remark."""
    RuleViolated.unless_empty(
        reasons_not_to_write(PlanState(plan.state)) + against(reply, 500, N_("修改说明"), "reply")
    )
    held = plan.remarks.filter(pk=remark.pk, times=plan.times).first()
    if held is None:
        raise RuleViolated(say("这条意见是以前退回时的，已经回复过。"))
    return act.change(held, "rectification.remark_answered", reply=reply.strip())


@use_case(PLAN.steps["submit"].permission, within=PLANS)
def submit_plan(act: Act, plan: Plan) -> Plan:
    """Submit a plan that covers every problem fed back; where the office's setting names bodies, all are asked now."""
    PLAN.step("submit", PlanState(plan.state))
    RuleViolated.unless_empty(reasons_not_to_submit(plan_facts(plan, act.now)))
    act.step(plan, PLAN, "submit", submitted_by=act.actor.user, submitted_at=act.now, times=plan.times + 1)
    consult(act, plan)
    return plan
