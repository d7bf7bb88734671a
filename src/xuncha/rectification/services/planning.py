"""The unit's plan, its own until it is handed in: head, items with their measures, replies to remarks."""

from dataclasses import replace
from datetime import date

from xuncha.core.errors import RuleViolated
from xuncha.core.given import against, too_long
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, say
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Item, Plan, PlanRemark
from xuncha.rectification.rules.doing import reasons_not_to_touch
from xuncha.rectification.rules.plans import (
    ItemDraft,
    reasons_not_to_fill,
    reasons_not_to_submit,
    reasons_not_to_write,
)
from xuncha.rectification.selectors import ITEMS, PLANS, drafted_facts, fed_back_on
from xuncha.rectification.services.consulting import consult
from xuncha.rectification.services.drafting import (
    MEASURE_FIELDS,
    hand_in_item,
    hand_in_replies,
    taken_over,
    write_draft,
    write_reply,
)
from xuncha.rectification.workflow import PLAN, STANDING, ItemState, PlanState


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
    write_draft(
        act,
        plan,
        "draft.plan_written",
        {
            "principal": principal.strip(),
            "overall": overall.strip(),
            "party_meeting_on": party_meeting_on,
            "life_meeting_on": life_meeting_on,
        },
        base_version=base_version,
    )
    return plan


@use_case(P.RECT_WRITE, within=ITEMS)
def fill_item(act: Act, item: Item, *, base_version: int | None, draft: ItemDraft) -> Item:
    """Say how one problem will be put right: by whom, by when, with which measures; all of it or nothing."""
    draft = replace(draft, measures=[measure for measure in draft.measures if not measure.is_empty])
    plan = act.lock(item.plan)
    reasons = reasons_not_to_write(PlanState(plan.state)) + reasons_not_to_touch(ItemState(item.state), STANDING)
    RuleViolated.unless_empty(reasons + reasons_not_to_fill(draft, fed_back_on=fed_back_on(plan)))
    write_draft(
        act,
        item,
        "draft.item_filled",
        {
            "objective": draft.objective.strip(),
            "difficulty": draft.difficulty,
            "horizon": draft.horizon,
            "leader": draft.leader.strip(),
            "department": draft.department.strip(),
            "contact": draft.contact.strip(),
            "due_on": draft.due_on,
            "beyond": draft.beyond.strip(),
            "uncovered": draft.uncovered.strip(),
            "money_due": draft.money_due,
            "measures": [
                {name: _told(getattr(measure, name)) for name in MEASURE_FIELDS} for measure in draft.measures
            ],
        },
        base_version=base_version,
    )
    return item


def _told(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


@use_case(P.RECT_WRITE, within=PLANS)
def reply_to_remark(act: Act, plan: Plan, remark: PlanRemark, *, reply: str) -> PlanRemark:
    """Write back what was changed because of one numbered remark."""
    RuleViolated.unless_empty(
        reasons_not_to_write(PlanState(plan.state)) + against(reply, 500, N_("修改说明"), "reply")
    )
    held = plan.remarks.filter(pk=remark.pk, times=plan.times).first()
    if held is None:
        raise RuleViolated(say("这条意见是以前退回时的，已经回复过。"))
    write_reply(act, plan, held, "draft.remark_answered", reply)
    return held


@use_case(PLAN.steps["submit"].permission, within=PLANS)
def submit_plan(act: Act, plan: Plan) -> Plan:
    """Submit a plan that covers every problem fed back; where the office's setting names bodies, all are asked now."""
    PLAN.step("submit", PlanState(plan.state))
    RuleViolated.unless_empty(reasons_not_to_submit(drafted_facts(plan, act.now)))
    for item in plan.standing:
        hand_in_item(act, act.lock(item), "rectification.item_filled")
    hand_in_replies(act, plan, "rectification.remark_answered")
    head = taken_over(act, plan)
    act.step(plan, PLAN, "submit", **head, submitted_by=act.actor.user, submitted_at=act.now, times=plan.times + 1)
    consult(act, plan)
    return plan
