"""What follows a rate below the limit: proposed by one person, decided by another, answered by the unit."""

from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Consequence, Plan
from xuncha.rectification.rules.consequences import (
    reasons_not_to_answer,
    reasons_not_to_decide,
    reasons_not_to_propose,
)
from xuncha.rectification.selectors import CONSEQUENCES, PLANS
from xuncha.rectification.selectors.consequences import below_facts, due_of_consequence
from xuncha.rectification.workflow import CONSEQUENCE, ConsequenceState


@use_case(P.RECT_REVIEW, within=PLANS)
def propose_consequence(act: Act, plan: Plan, *, what: str, note: str = "") -> Consequence:
    """Propose what a unit below the limit is told to do; the figures are those of the records today."""
    facts = below_facts(plan, localdate(act.now))
    RuleViolated.unless_empty(reasons_not_to_propose(facts, what, note))
    return act.create(
        Consequence(
            plan=plan,
            what=what.strip(),
            note=note.strip(),
            as_of=facts.today,
            in_place=facts.in_place,
            total=facts.total,
            lowest=facts.lowest,
        ),
        "consequence.proposed",
    )


@use_case(CONSEQUENCE.steps["approve"].permission, within=CONSEQUENCES)
def approve_consequence(act: Act, consequence: Consequence) -> Consequence:
    """Send what somebody else proposed to the unit; from here its answer is due."""
    CONSEQUENCE.step("approve", ConsequenceState(consequence.state))
    RuleViolated.unless_empty(reasons_not_to_decide(own=consequence.created_by_id == act.actor.pk))
    due = due_of_consequence(consequence, localdate(act.now))
    return act.step(
        consequence,
        CONSEQUENCE,
        "approve",
        decided_by=act.actor.user,
        decided_at=act.now,
        due_on=due.on if due else None,
    )


@use_case(CONSEQUENCE.steps["drop"].permission, within=CONSEQUENCES)
def drop_consequence(act: Act, consequence: Consequence, *, reason: str) -> Consequence:
    """Let nothing follow, saying why; the unit never sees that it was proposed."""
    RuleViolated.unless_empty(reasons_not_to_decide(own=consequence.created_by_id == act.actor.pk))
    return act.step(
        consequence,
        CONSEQUENCE,
        "drop",
        reason=reason,
        decision=reason.strip()[:500],
        decided_by=act.actor.user,
        decided_at=act.now,
    )


@use_case(CONSEQUENCE.steps["answer"].permission, within=CONSEQUENCES)
def answer_consequence(act: Act, consequence: Consequence, *, answer: str) -> Consequence:
    """Hand in what the unit was told to write."""
    CONSEQUENCE.step("answer", ConsequenceState(consequence.state))
    RuleViolated.unless_empty(reasons_not_to_answer(answer))
    return act.step(
        consequence,
        CONSEQUENCE,
        "answer",
        answer=answer.strip(),
        answered_by=act.actor.user,
        answered_at=act.now,
        return_reason="",
    )


@use_case(CONSEQUENCE.steps["return"].permission, within=CONSEQUENCES)
def return_consequence(act: Act, consequence: Consequence, *, reason: str) -> Consequence:
    """Ask the unit to write it again, saying what is wanting."""
    return act.step(consequence, CONSEQUENCE, "return", reason=reason, return_reason=reason.strip()[:500])


@use_case(CONSEQUENCE.steps["accept"].permission, within=CONSEQUENCES)
def accept_consequence(act: Act, consequence: Consequence) -> Consequence:
    """Be satisfied with what the unit wrote."""
    return act.step(consequence, CONSEQUENCE, "accept")
