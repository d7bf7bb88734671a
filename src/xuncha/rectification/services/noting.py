"""Noting that items near or pass their dates: an event of the item and a notice to those whom the step concerns."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.system import system_act
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import DueNotice, Item
from xuncha.rectification.rules.lights import Step, steps_reached
from xuncha.rectification.selectors import NOTICES, addressees_on, fed_back_on, warn_days_on
from xuncha.rectification.workflow import KEPT_UP, NOTICE, RUNNING, NoticeState


@use_case(P.RECT_REVIEW, within=JURISDICTIONS)
def note_due_dates(act: Act, jurisdiction: Jurisdiction) -> int:
    """
    Note every step of warning that items under way have reached by today, once; how many there were.

    Meant for every day and harmless more often: a step is dated with the day it was reached, not with that of the run,
    notices about items that wait no longer lapse, and of those about one date to one role the latest replaces the rest.
    """
    today = localdate(act.now)
    items = Item.objects.filter(plan__inspection__round__term__jurisdiction=jurisdiction)
    running = items.filter(Q(state__in=RUNNING) | Q(state__in=KEPT_UP, next_on__isnull=False)).select_related(
        "plan__opinion"
    )
    reached = list(_new_steps(running.order_by("number"), jurisdiction, today))
    for item, step in reached:
        event = "kept_" * (item.state in KEPT_UP) + step.level
        act.record(f"rectification.item_{event}", item, on=step.on.isoformat(), due_on=str(step.due_on))
    told = {day: addressees_on(day, jurisdiction) for day in {step.on for _item, step in reached}}
    notices = (notice for item, step in reached for notice in _notices(item, step, told[step.on][step.level]))
    act.create_many(DueNotice, notices, "notice.given")
    stale = DueNotice.objects.filter(item__in=items, state=NoticeState.GIVEN)
    answered = stale.exclude(item__state__in=RUNNING, due_on=F("item__due_on")).exclude(
        item__state__in=KEPT_UP, due_on=F("item__next_on")
    )
    for notice in answered.select_related("item"):
        act.step(notice, NOTICE, "lapse")
    later = DueNotice.objects.filter(
        item=OuterRef("item"), role=OuterRef("role"), due_on=OuterRef("due_on"), days_before__lt=OuterRef("days_before")
    )
    for notice in stale.filter(Exists(later)).select_related("item"):
        act.step(notice, NOTICE, "replace")
    act.record("rectification.due_dates_noted", jurisdiction, on=today.isoformat(), steps=len(reached))
    return len(reached)


def _new_steps(items: QuerySet[Item], office: Jurisdiction, today: date) -> Iterator[tuple[Item, Step]]:
    """Items with each step they have reached and that was not noted before; two queries and two a day of feedback."""
    notices = DueNotice.objects.filter(item__in=items.order_by().values("pk"))
    noted = set(notices.values_list("item_id", "due_on", "days_before"))
    warned: dict[date, dict[str, tuple[int, ...]]] = {}
    for item in items:
        if item.due_on is None or item.dated_on is None:
            raise LookupError(f"{item} is under way without a date")  # the database forbids it
        fed_back = fed_back_on(item.plan)
        if fed_back not in warned:
            warned[fed_back] = warn_days_on(fed_back, office)
        due_on, since = item.due_on, item.dated_on
        if item.state in KEPT_UP and item.next_on is not None:
            due_on, since = item.next_on, localdate(item.state_since)
        for step in steps_reached(due_on, since, today, warned[fed_back][item.difficulty]):
            if (item.pk, due_on, step.days_before) not in noted:
                yield item, step


def _notices(item: Item, step: Step, roles: Iterable[str]) -> Iterator[DueNotice]:
    for role in roles:
        yield DueNotice(
            item=item, role=role, level=step.level, days_before=step.days_before, due_on=step.due_on, on=step.on
        )


@use_case(NOTICE.steps["see"].permission, within=NOTICES)
def see_notice(act: Act, notice: DueNotice) -> DueNotice:
    """Say that a notice was read, for everybody who holds the role it is addressed to."""
    return act.step(notice, NOTICE, "see")


def note_everywhere(now: datetime) -> int:
    """Note due dates in every office that has items under way, as the installation itself does every day."""
    running = Item.objects.filter(state__in=RUNNING | KEPT_UP)
    offices = running.values("plan__inspection__round__term__jurisdiction").distinct()
    return sum(
        note_due_dates(system_act(now, Role.OFFICE_CLERK, office.pk), office)
        for office in Jurisdiction.objects.filter(pk__in=offices).order_by("pk")
    )
