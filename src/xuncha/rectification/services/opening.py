"""A rectification begins the moment the opinion is fed back: its plan with one item for each problem."""

from xuncha.feedback.models import Opinion
from xuncha.foundation.regulations.numbers import take_numbers
from xuncha.foundation.usecases import Act
from xuncha.rectification.models import Item, Plan
from xuncha.rectification.selectors import dues_of


def open_plan(act: Act, opinion: Opinion) -> None:
    """
    Open the plan of an opinion that has just been fed back, within the act that delivers it.

    The wording of each item is the one fed back and never changes; both dates are worked out by the rules in force on
    the day of the feedback meeting and stay when the rules change. (domain §3.3 D8, D10)
    """
    plan = Plan(opinion=opinion, inspection=opinion.inspection)
    dues = dues_of(plan)
    plan.due_on = dues["plan"].on if "plan" in dues else None
    plan.ends_on = dues["rectification"].on if "rectification" in dues else None
    act.create(plan, "rectification.plan_opened", opinion=str(opinion))
    fed_back = list(opinion.items.order_by("position"))
    inspection = opinion.inspection
    batch = inspection.round
    places = {
        "term": batch.term.number,
        "round": batch.number,
        "team": inspection.team.number if inspection.team else 0,
    }
    numbers = take_numbers(act, "item", batch.term.jurisdiction, len(fed_back), **places)
    act.create_many(
        Item,
        [
            Item(plan=plan, opinion_item=line, number=number, title=line.title, text=line.text, main=line.main)
            for line, number in zip(fed_back, numbers, strict=True)
        ],
        "rectification.item_listed",
    )
