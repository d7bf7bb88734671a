"""What a scenario's papers say: varied from the manifestations of the checklist, the same for the same seed."""

import json
import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from xuncha.foundation.regulations.models import ChecklistItem


@cache
def bank() -> dict[str, Any]:
    """The text bank that ships with the product."""
    loaded: dict[str, Any] = json.loads(Path(__file__).with_name("texts.json").read_text(encoding="utf-8"))
    return loaded


@cache
def after_bank() -> dict[str, Any]:
    """What is said from the report to close-out."""
    loaded: dict[str, Any] = json.loads(Path(__file__).with_name("after.json").read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter, as a working paper would tell it."""

    item: ChecklistItem
    fields: dict[str, Any]
    quote: str


class Teller:
    """Tells matters one after another: items in turn, so that every manifestation occurs before one occurs twice."""

    def __init__(self, dice: random.Random, items: list[ChecklistItem]) -> None:
        self.dice, self.items, self.at = dice, items, dice.randrange(max(1, len(items)))

    def next_item(self, unit_type: str) -> ChecklistItem:
        """The next manifestation that concerns this kind of unit."""
        for _ in self.items:
            self.at = (self.at + 1) % len(self.items)
            if self.items[self.at].fits(unit_type):
                return self.items[self.at]
        return self.items[self.at]

    def matter(self, unit: str, unit_type: str, entered: date) -> Matter:
        """A matter at this unit, found during an inspection that began on `entered`."""
        item, dice = self.next_item(unit_type), self.dice
        area: dict[str, Any] = bank()[item.code[0]]
        begin = entered - timedelta(days=dice.randrange(300, 900))
        end = entered - timedelta(days=dice.randrange(10, 120))
        what = item.manifestation.rstrip("。")
        amount = Decimal(dice.randrange(8, 4200)) * 100 if item.code[0] == "B" and dice.random() < 0.6 else None
        sentences = [self._opening(unit, what, begin, end), *self._details(area, begin, end)]
        if amount is not None:
            sentences.append(dice.choice(bank()["money"]).format(amount=f"{amount:.0f}"))
        sentences.append(dice.choice(bank()["closing"]))
        fields = {
            "title": self._title(what, amount),
            "category": item.category,
            "checklist_item": item,
            "sources": area["sources"],
            "facts": "".join(sentences),
            "characterisation": dice.choice(area["characterisation"]),
            "basis": dice.choice(area["basis"]),
            "cause": dice.choice(area["cause"]),
            "why_political": dice.choice(area["why"]),
            "responsibility": area["responsibility"],
            "amount": amount,
            "period_from": begin,
            "period_to": end,
        }
        return Matter(item, fields, sentences[1])

    def _opening(self, unit: str, what: str, begin: date, end: date) -> str:
        template: str = self.dice.choice(bank()["opening"])
        return template.format(unit=unit, what=what, y=begin.year, m=begin.month, y2=end.year, m2=end.month)

    def _details(self, area: dict[str, Any], begin: date, end: date) -> list[str]:
        chosen = self.dice.sample(area["details"], 2)
        found = []
        for template in chosen:
            n = self.dice.randrange(6, 40)
            j = self.dice.randrange(2, max(3, n // 2))
            found.append(template.format(n=n, j=j, k=self.dice.randrange(5, 30), y=begin.year, y2=end.year))
        return found

    def _title(self, what: str, amount: Decimal | None) -> str:
        tail = f"，涉及金额{(amount / 10000).normalize():f}万元" if amount is not None else ""
        head = what if len(what) + len(tail) <= 50 else what.split("，", maxsplit=1)[0]
        title = (head[: 50 - len(tail)] + tail) if len(head) >= 6 else f"{head}问题没有解决{tail}"
        return title if len(title) >= 10 else f"{title}，长期没有整改"
