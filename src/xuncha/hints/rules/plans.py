"""Signals that show only when a unit's rectification is looked at as a whole."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from xuncha.core.signals import Signal
from xuncha.core.text import Say, say
from xuncha.hints.rules.facts import Found, PlanFacts, Thresholds
from xuncha.hints.rules.items import BY_ITEM, Rule
from xuncha.hints.rules.pictures import edited, taken_another_day

MOST = 50
"""Per cent of all requests that must fall on the one day: with fewer it is a busy day like others."""


def on_the_last_day(plan: PlanFacts, least: int) -> Iterator[Found]:
    """Most of the requests came on one day, and for each of them it was the last one allowed. [I]"""
    asked = [item for item in plan.items if item.requested_on]
    last = Counter(item.requested_on for item in asked if item.requested_on == item.due_on)
    for day, n in sorted(last.items(), key=lambda entry: entry[0] or date.min):
        if n >= least and n * 100 >= MOST * len(asked) and day:
            items = [item for item in asked if item.requested_on == item.due_on == day]
            yield Found(
                Signal.LAST_DAY, plan.pk, None,
                say("申请销号的 {asked} 项里有 {n} 项在同一天 {day} 提出，这天正是它们各自时限的最后一天。",
                    asked=len(asked), n=n, day=day.isoformat()),
                tuple(item.row for item in items), (day, len(asked), *(item.pk for item in items)),
            )  # fmt: skip
            return


def without_meetings(plan: PlanFacts, least: int, today: date) -> Iterator[Found]:
    """The special democratic life meeting or the principal's own report is wanting after its day. [A LY]"""
    wanting: list[tuple[Say, date]] = []
    if plan.accepted and plan.ends_on and plan.life_meeting_on is None and (today - plan.ends_on).days >= least:
        wanting.append((say("专题民主生活会没有登记召开日期"), plan.ends_on))
    if not plan.reported and plan.report_due and (today - plan.report_due).days >= least:
        wanting.append((say("主要负责人组织落实情况报告没有报送"), plan.report_due))
    if wanting:
        yield Found(
            Signal.MEETINGS, plan.pk, None,
            say("集中整改期满后：{what}。", what=[
                say("{what}（应在 {day} 以前）", what=what, day=day.isoformat()) for what, day in wanting
            ]),
            (), tuple(f"{what} {day}" for what, day in wanting),
        )  # fmt: skip


def less_satisfied(plan: PlanFacts, least: int) -> Iterator[Found]:
    """Those who were asked are far less satisfied than the unit says that it has done. [I]"""
    if plan.votes is None or not plan.items or not plan.votes.all:
        return
    done = sum(item.completed for item in plan.items)
    own, theirs = done * 100 // len(plan.items), plan.votes.satisfied * 100 // plan.votes.all
    if own - theirs >= least:
        yield Found(
            Signal.SATISFACTION, plan.pk, None,
            say("自报完成 {done}/{items}，{own}%；答卷 {all} 份，满意 {satisfied} 份，{theirs}%，低 {gap} 个百分点。",
                done=done, items=len(plan.items), own=own, all=plan.votes.all, satisfied=plan.votes.satisfied,
                theirs=theirs, gap=own - theirs),
            (plan.votes.source,), (done, len(plan.items), plan.votes.satisfied, plan.votes.all),
        )  # fmt: skip


def contradicted(plan: PlanFacts, least: int) -> Iterator[Found]:
    """So many items were reported done, and whoever looked at them last found them wanting. [A HS]"""
    checked = [(item, item.since_request[-1]) for item in plan.items if item.since_request]
    wrong = [(item, seen) for item, seen in checked if not seen.in_place]
    if len(wrong) >= least:
        yield Found(
            Signal.CHECKED, plan.pk, None,
            say("报完成的问题核查了 {checked} 项，{n} 项不到位。", checked=len(checked), n=len(wrong)),
            tuple(seen.source for _item, seen in wrong),
            (len(checked), *((item.pk, seen.source.pk) for item, seen in wrong)),
        )  # fmt: skip


BY_PLAN: dict[Signal, Rule] = {
    Signal.LAST_DAY: on_the_last_day,
    Signal.SATISFACTION: less_satisfied,
    Signal.CHECKED: contradicted,
    Signal.TAKEN: taken_another_day,
    Signal.EDITED: edited,
}


def found_in(plan: PlanFacts, thresholds: Thresholds, today: date) -> Iterator[Found]:
    """Everything that one unit's rectification shows by itself, as far as the office wants to know it."""
    for signal, rule in {**BY_ITEM, **BY_PLAN}.items():
        if threshold := thresholds.get(signal, 0):
            yield from rule(plan, threshold)
    if threshold := thresholds.get(Signal.MEETINGS, 0):
        yield from without_meetings(plan, threshold, today)
