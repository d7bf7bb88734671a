"""What the unit asks, and the office's answer."""

from collections.abc import Sequence

from django.core.files.base import File

from xuncha.core.errors import OutOfReach, RuleViolated, reasons_not_to_repeat
from xuncha.core.given import against
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, say
from xuncha.foundation.files.services import store
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Item, Plan, Query
from xuncha.rectification.rules.asking import QUERY_LENGTH, reasons_against_answer
from xuncha.rectification.selectors import PLANS, QUERIES
from xuncha.rectification.selectors.sources import ANSWER
from xuncha.rectification.workflow import QUERY, QueryState


@use_case(P.RECT_WRITE, within=PLANS)
def ask_query(
    act: Act, plan: Plan, *, kind: str, text: str, item: Item | None = None, files: "Sequence[File[bytes]]" = ()
) -> Query:
    """Ask the office something, or ask for guidance."""
    if item is not None and item.plan_id != plan.pk:
        raise OutOfReach(say("没有这个整改事项，或者不在这份方案里。"))
    asked = plan.queries.filter(item=item, kind=kind, text=text.strip(), state=QueryState.ASKED).exists()
    reasons = against(text, QUERY_LENGTH, N_("要问的事"), "text")
    RuleViolated.unless_empty(reasons + reasons_not_to_repeat("text", there=asked))
    query = act.create(Query(plan=plan, item=item, kind=kind, text=text.strip()), "query.asked")
    query.files.set([store(act, upload, upload.name or "") for upload in files])
    if item is not None:
        act.record("rectification.item_query_asked", item, text=text.strip(), kind=kind)
    return query


@use_case(QUERY.steps["answer"].permission, within=QUERIES)
def answer_query(act: Act, query: Query, *, answer: str) -> Query:
    """Answer what a unit asked; question and answer stay beside the item."""
    QUERY.step("answer", QueryState(query.state))
    RuleViolated.unless_empty(reasons_against_answer(answer, own=query.created_by_id == act.actor.pk))
    hold_back(act, query, (ANSWER, answer))
    return act.step(query, QUERY, "answer", answer=answer.strip(), answered_by=act.actor.user, answered_at=act.now)
