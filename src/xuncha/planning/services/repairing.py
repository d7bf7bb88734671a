"""Relaxing what keeps a timetable from existing: one repair of a proposal, chosen by a person."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, say
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import (
    MarkKind,
    PlanVersion,
    Proposal,
    RoundCapacity,
    Schedule,
    ScheduledUnit,
    SectorLink,
)
from xuncha.planning.rules.schedule import rounded_down
from xuncha.planning.selectors import PLANS
from xuncha.planning.services.preparing import own_round
from xuncha.planning.services.solving import fresh

Change = tuple[str, str, str]
"""What was changed, its old and its new value in words."""


@use_case(P.PLAN_DRAFT, within=PLANS)
def apply_repair(act: Act, plan: PlanVersion, *, proposal: int, number: int) -> PlanVersion:
    """
    Change what is asked of a timetable as one of the repairs says that its search proposed; nothing is solved yet.

    Raises:
        RuleViolated: there is no such repair, the sheet was changed since, or a record outside it stands in the way.

    """
    found, task = fresh(act, plan, proposal)
    repairs = found.result.get("repairs", [])
    if not 0 <= number < len(repairs):
        raise RuleViolated(say("没有这条建议，请刷新后再选。"))
    chosen = repairs[number]
    changes = list(
        _Repair(found, plan.schedule, dict(task.rounds.years), task.rounds.fixed).carried_out(chosen["change"])
    )
    old, new = ([f"{what} {value}" for what, value in side] for side in _sides(changes))
    act.record("plan.repaired", plan, changes={"schedule": [old, new]}, reason=chosen["text"])
    return plan


def _sides(changes: list[Change]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    return [(what, old) for what, old, _ in changes], [(what, new) for what, _, new in changes]


class _Repair:
    """Writes the `change` of a repair, which speaks in names of the task, into the records they mean."""

    def __init__(self, found: Proposal, schedule: Schedule, years: dict[int, int], fixed: Mapping[int, int]) -> None:
        self.records, self.schedule, self.years, self.fixed = found.records, schedule, years, fixed
        self.rounds = {one["id"]: number for one, number in zip(found.task["rounds"], self.numbers, strict=True)}

    @property
    def numbers(self) -> list[int]:
        """The numbers of the rounds in the order of the task."""
        return list(self.records["numbers"])

    def carried_out(self, change: Mapping[str, Any]) -> Iterator[Change]:
        """Write it; what was changed."""
        for name, values in change.get("rounds", {}).items():
            for pool, capacity in values["capacity"].items():
                yield self._capacity(self.rounds[name], pool, capacity)
        for year, values in change.get("coverage", {}).items():
            yield self._share(int(year), values["at_least"])
        for name, values in change.get("sectors", {}).items():
            yield self._link(name, values["link"])
        for name, values in change.get("units", {}).items():
            yield from self._unit(name, values)
        units, topics = self.records["units"], self.records["topics"]
        for name in change.get("without_follow_ups", ()):
            self.schedule.follow_ups.filter(target=units[name]).delete()
            yield f"“回头看” {name}", "安排", "不安排"
        for name in change.get("without_topics", ()):
            self.schedule.topics.filter(pk=topics[name]).delete()
            yield f"专项 {name}", "安排", "不安排"

    def _capacity(self, number: int, pool: str, capacity: int) -> Change:
        """More than whole teams is written as something more, for people to see."""
        one = own_round(self.schedule, self.years, number)
        place, _new = RoundCapacity.objects.get_or_create(round=one, pool_id=self.records["pools"][pool])
        old = place.total
        place.extra = capacity - place.teams * place.units_each
        place.save(update_fields=["extra"])
        return f"{one} {pool}", str(old), str(capacity)

    def _share(self, year: int, share: str) -> Change:
        row = self.schedule.years.get(year=year)
        exact = Fraction(share) * 100
        old, row.percent = row.percent, rounded_down(Decimal(exact.numerator) / Decimal(exact.denominator))
        row.save(update_fields=["percent"])
        return f"{year} 年", f"{old}%", f"{row.percent}%"

    def _link(self, name: str, link: str) -> Change:
        row = SectorLink.objects.select_related("sector").get(
            schedule=self.schedule, sector=self.records["sectors"][name]
        )
        old, row.link = row.get_link_display(), link
        row.save(update_fields=["link"])
        return name, old, row.get_link_display()

    def _unit(self, name: str, values: Mapping[str, Any]) -> Iterator[Change]:
        target = self.records["units"][name]
        if target in self.fixed:
            said = N_("{name}已列入第 {n} 轮，要改动请到轮次页办理。")
            raise RuleViolated(reason(said, name=name, n=self.fixed[target]))
        unit, _new = ScheduledUnit.objects.get_or_create(schedule=self.schedule, target_id=target)
        for field, label in (("earliest", "最早"), ("latest", "最晚")):
            if field in values:
                old, new = getattr(unit, field), self.numbers[values[field]]
                setattr(unit, field, new)
                yield f"{name} {label}", f"第{old}轮" if old else "不限", f"第{new}轮"
        if "together" in values:
            yield f"{name} 同轮组", unit.together, ""
            unit.together = ""
        unit.save(update_fields=["earliest", "latest", "together"])
        yield from self._marks(name, target, values)

    def _marks(self, name: str, target: int, values: Mapping[str, Any]) -> Iterator[Change]:
        """A pin moves to where the plan would put the unit; an exclusion of that round goes."""
        marks = self.schedule.marks.filter(target=target)
        if "forbidden" in values:
            kept = {self.numbers[place] for place in values["forbidden"]}
            for mark in marks.filter(kind=MarkKind.FORBIDDEN).exclude(round_number__in=kept):
                yield f"{name} 排除", f"第{mark.round_number}轮", ""
                mark.delete()
        if "pinned" in values:
            pin = marks.get(kind=MarkKind.PINNED)
            old, pin.round_number = pin.round_number, self.numbers[values["pinned"]]
            pin.save(update_fields=["round_number"])
            yield f"{name} 指定", f"第{old}轮", f"第{pin.round_number}轮"
