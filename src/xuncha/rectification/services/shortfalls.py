"""Money that does not come back in full: the unit says why, a reviewer accepts it or not."""

from xuncha.core.errors import RuleViolated, reasons_not_to_repeat
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Item, Shortfall
from xuncha.rectification.rules.shortfalls import reasons_not_to_explain, reasons_not_to_judge_shortfall
from xuncha.rectification.selectors import ITEMS, latest_shortfall, money_facts
from xuncha.rectification.selectors.sources import OPINION
from xuncha.rectification.services.doing import must_be_open, must_be_outside
from xuncha.rectification.workflow import SUPPLIED


@use_case(P.RECT_WRITE, within=ITEMS)
def explain_shortfall(act: Act, item: Item, *, reason: str) -> Shortfall:
    """Say why money that was to be brought back does not come; it holds for what is wanting now, in yuan."""
    must_be_open(item, SUPPLIED)
    money = money_facts(item)
    waiting = item.shortfalls.filter(amount=money.short, reason=reason.strip(), judged_at=None)
    RuleViolated.unless_empty(
        reasons_not_to_explain(reason, money) + reasons_not_to_repeat("reason", there=waiting.exists())
    )
    said = Shortfall(item=item, amount=money.short, reason=reason.strip())
    act.create(said, "rectification.shortfall_explained")
    act.record("rectification.item_shortfall_explained", item, amount=str(money.short), reason=reason.strip())
    return said


@use_case(P.RECT_CLOSE, within=ITEMS)
def judge_shortfall(act: Act, item: Item, *, verdict: str, note: str = "") -> Shortfall:
    """Accept the unit's latest reason, or not; nobody judges their own."""
    must_be_open(item, SUPPLIED)
    must_be_outside(act, item.plan)
    said = latest_shortfall(item)
    if said is None:
        raise RuleViolated(say("单位还没有说明差额原因。"))
    own, judged = said.created_by_id == act.actor.pk, said.judged_at is not None
    RuleViolated.unless_empty(reasons_not_to_judge_shortfall(verdict, note, own=own, judged=judged))
    hold_back(act, item, (OPINION, note))
    act.change(
        said,
        "rectification.shortfall_judged",
        verdict=verdict,
        note=note.strip(),
        judged_by=act.actor.user,
        judged_at=act.now,
    )
    act.record("rectification.item_shortfall_judged", item, verdict=said.get_verdict_display(), note=note.strip())
    return said
