"""How a unit fills the items of its plan: measures of the item's aspect, and dates that fit what will become of it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from xuncha.rectification.models import Difficulty, Horizon, Item, Plan
from xuncha.rectification.rules.plans import ItemDraft, MeasureDraft
from xuncha.site.scenario.stage import Stage
from xuncha.site.scenario.standing import leadership_of
from xuncha.site.scenario.texts import after_bank

AREAS = {"政策落实": "A", "群众身边的腐败和作风": "B", "党组织建设": "C", "整改": "D"}
SOON = (2, 5, 8, 15)
"""Days from the last day on which items that are due soon fall due."""


class Drafter:
    """Fills the items of one plan; `fates` says of each item, by its number, what will become of it."""

    def __init__(self, stage: Stage, plan: Plan, story: dict[str, Any]) -> None:
        self.stage, self.plan = stage, plan
        self.dice = stage.after_dice
        self.leadership = leadership_of(stage, plan.inspection.organisation)
        numbers = list(plan.items.order_by("number").values_list("number", flat=True))
        told = [fate for fate, count in story.get("items", {}).items() for _ in range(count)][: len(numbers)]
        told += [story["rest"]] * (len(numbers) - len(told))
        self.dice.shuffle(told)
        self.fates = dict(zip(numbers, told, strict=True))
        self.soon = 0

    def draft(self, item: Item) -> ItemDraft:
        """The item with its people, dates and measures."""
        fate, dice = self.fates[item.number], self.dice
        area = after_bank()["areas"][AREAS.get(item.opinion_item.aspect, "A")]
        due_on = self._due(fate)
        lasting = self.plan.ends_on is not None and due_on > self.plan.ends_on
        name, post = dice.choice(self.leadership.deputies)
        department = dice.choice(after_bank()["departments"])
        money = self._money(item)
        owner = f"{department}负责人"
        measures = self._measures(area["measures"], money, owner, department, due_on)
        return ItemDraft(
            objective=dice.choice(area["objective"]),
            difficulty=Difficulty.HARD
            if lasting
            else dice.choice((Difficulty.EASY, Difficulty.EASY, Difficulty.MEDIUM)),
            horizon=Horizon.LONG if fate == "long_term" else Horizon.MID if lasting else Horizon.SHORT,
            leader=f"{post} {name}",
            department=department,
            contact=f"{department}联系人",
            due_on=due_on,
            beyond=after_bank()["beyond"] if lasting else "",
            money_due=money,
            measures=measures,
        )

    def _due(self, fate: str) -> date:
        today, ends = self.stage.today, self.plan.ends_on or self.stage.today
        if fate == "overdue":
            return min(ends, today - timedelta(days=self.dice.randrange(2, 6)))
        if fate == "due_soon":
            self.soon += 1
            return today + timedelta(days=SOON[self.soon % len(SOON)])
        if fate == "asked":
            return max(ends, today + timedelta(days=9))
        if fate in {"in_progress", "untouched"} and ends <= today:
            return today + timedelta(days=self.dice.randrange(35, 80))
        return ends - timedelta(days=self.dice.choice((0, 0, 5, 10)))

    def _money(self, item: Item) -> Decimal | None:
        """What the findings behind the item say must come back."""
        found = [source.finding.amount for source in item.opinion_item.sources.select_related("finding")]
        total = sum((amount for amount in found if amount), Decimal(0))
        return total or None

    def _measures(
        self, bank: list[list[str]], money: Decimal | None, owner: str, department: str, due_on: date
    ) -> list[MeasureDraft]:
        chosen = self.dice.sample(bank, 2 if self.dice.random() < 0.3 else 1)
        if money:
            chosen = [row for row in bank if row[0] == "money"] + chosen[1:] or chosen
        drafts = []
        for kind, text, standard in chosen:
            values = {
                "n": self.dice.randrange(12, 60),
                "k": self.dice.randrange(4, 12),
                "j": self.dice.randrange(2, 4),
            }
            drafts.append(
                MeasureDraft(text.format(**values), owner, department, due_on, standard.format(**values), kind)
            )
        return drafts
