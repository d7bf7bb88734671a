"""What the office's dated settings say of rectifications under way, for whoever asks what others would change. (C08)"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Count

from xuncha.core.parameters import WARNING_LABEL
from xuncha.core.permissions import ROLE_LABEL, Role
from xuncha.core.reminders import days_in_words
from xuncha.core.text import N_, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import page_of
from xuncha.foundation.regulations.selectors import parameter_on
from xuncha.foundation.regulations.selectors.values import Standing
from xuncha.rectification.models import Extension, Item
from xuncha.rectification.rules.lights import Step, steps_reached
from xuncha.rectification.selectors.consequences import DEMANDED, lowest_on, plans_below
from xuncha.rectification.selectors.facts import ADDRESSEES, AHEAD, fed_back_on, warn_days
from xuncha.rectification.selectors.reaches import ITEMS, PLANS
from xuncha.rectification.workflow import RUNNING, ExtensionState

MOST_EXTENSIONS, RAISED_FROM = "rectification.extensions_most", "rectification.extensions_raised"


def _running(actor: Actor, office: Jurisdiction) -> Iterator[Item]:
    rows = ITEMS.visible_to(actor).filter(plan__inspection__round__term__jurisdiction=office, state__in=RUNNING)
    yield from (
        rows.exclude(due_on=None)
        .select_related(
            "plan__opinion", "plan__inspection__organisation", "plan__inspection__round__term__jurisdiction"
        )
        .order_by("due_on", "pk")
    )


def _steps() -> Callable[[Item], Mapping[str, tuple[int, ...]]]:
    """The steps of warning of an item's plan; two queries for each day on which units were fed back."""
    known: dict[date, dict[str, tuple[int, ...]]] = {}

    def steps(item: Item) -> Mapping[str, tuple[int, ...]]:
        day = fed_back_on(item.plan)
        if day not in known:
            known[day] = warn_days(item.plan)
        return known[day]

    return steps


def _named(item: Item) -> str:
    return f"{item.plan.inspection.organisation} {item.number}"


def warned(actor: Actor, office: Jurisdiction, _on: date) -> Iterator[Standing]:
    """At how many days before its date each item under way is warned of, by the setting of the day of its feedback."""
    steps = _steps()
    for item in _running(actor, office):
        days = days_in_words(steps(item)[item.difficulty])
        yield Standing(N_("在办事项的提醒天数"), _named(item), page_of(item), say("余 {days} 天提醒", days=days))


def told(actor: Actor, office: Jurisdiction, on: date) -> Iterator[Standing]:
    """To whom the next step of warning of each item under way will be said, by the setting of the day of that step."""
    steps = _steps()
    values: dict[date, Mapping[str, list[str]]] = {}
    for item in _running(actor, office):
        step = _next_step(item, on, steps(item)[item.difficulty])
        if step is None:
            continue
        if step.on not in values:
            row = parameter_on(ADDRESSEES, step.on, office)
            values[step.on] = row.value if row else {}
        roles = [say(ROLE_LABEL[Role(code)]) for code in values[step.on].get(step.level, ())]
        says = say("{day} {level}：{roles}", day=step.on.isoformat(), level=say(WARNING_LABEL[step.level]), roles=roles)
        yield Standing(N_("在办事项的下一次提醒"), _named(item), page_of(item), says)


def _next_step(item: Item, on: date, days: tuple[int, ...]) -> Step | None:
    if item.due_on is None or item.dated_on is None:
        return None
    reached = steps_reached(item.due_on, item.dated_on, item.due_on + timedelta(days=1), days)
    return next((step for step in reached if step.on >= on), None)


def askable(actor: Actor, office: Jurisdiction, on: date) -> Iterator[Standing]:
    """Until which day an extension may be asked for, of each item whose date is still to come."""
    row = parameter_on(AHEAD, on, office)
    for item in _running(actor, office) if row else ():
        if row and item.due_on is not None and item.due_on > on:
            last = item.due_on - timedelta(days=int(row.value))
            says = say("最晚 {day} 申请延期", day=last.isoformat()) if last >= on else say("已过申请延期的期限")
            yield Standing(N_("在办事项申请延期"), _named(item), page_of(item), says)


def extendable(actor: Actor, office: Jurisdiction, on: date) -> Iterator[Standing]:
    """How often each item under way was given more time, and whether and by whom it may be once more."""
    most, raised = (parameter_on(code, on, office) for code in (MOST_EXTENSIONS, RAISED_FROM))
    granted = dict(
        Extension.objects.filter(state=ExtensionState.GRANTED, item__state__in=RUNNING)
        .order_by()
        .values_list("item")
        .annotate(n=Count("pk"))
    )
    for item in _running(actor, office):
        n = granted.get(item.pk, 0)
        says = say("已延期 {n} 次，还可以申请", n=n)
        if most and n >= int(most.value):
            says = say("已延期 {n} 次，不能再申请", n=n)
        elif raised and n + 1 >= int(raised.value):
            says = say("已延期 {n} 次，再申请由上级审批", n=n)
        yield Standing(N_("在办事项的延期次数"), _named(item), page_of(item), says)


def below(actor: Actor, office: Jurisdiction, on: date) -> Iterator[Standing]:
    """The units that stay below the limit on a day, and what is demanded of them."""
    demanded, lowest = parameter_on(DEMANDED, on, office), lowest_on(on, office)
    what = str(demanded.value) if demanded else "—"
    for one in plans_below(PLANS.visible_to(actor), office, on) if lowest else ():
        says = say("到位率 {rate}，低于下限，责令：{what}", rate=one.rate, what=what)
        unit = f"{one.plan.inspection.organisation} {one.plan.inspection.round}"
        yield Standing(N_("整改到位率低于下限、还没有提出处理的单位"), unit, page_of(one.plan), says)
