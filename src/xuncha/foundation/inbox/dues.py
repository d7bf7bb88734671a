"""The deadline rules of one request: read once, asked for any number of to-dos. (domain §3.3)"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache

from django.db.models import Q
from django.utils.timezone import get_current_timezone

from xuncha.core.deadlines import ONE_DAY, Due, due
from xuncha.foundation.reach import NOTHING
from xuncha.foundation.regulations.models import DeadlineRule
from xuncha.foundation.regulations.selectors import calendar, own_before_common

FURTHEST = 400  # days back in which an event may lie whose due date has just passed; to-dos have days, not years


class RuleBook:
    """The rules that count from some events, with the calendar; two queries, however many records are asked for."""

    def __init__(self, triggers: Iterable[str]) -> None:
        self._rules: dict[str, list[DeadlineRule]] = {trigger: [] for trigger in triggers}
        for rule in DeadlineRule.objects.filter(trigger__in=self._rules):
            self._rules[rule.trigger].append(rule)
        self._calendar = calendar()
        self.due = cache(self._due)

    def _due(self, trigger: str, event_on: date, office: int | None) -> Due | None:
        """The earliest due date that counts from the event by the rules in force that day: the office's own first."""
        in_force = [
            rule
            for rule in self._rules[trigger]
            if rule.jurisdiction_id in (None, office)
            and rule.valid_from <= event_on
            and (rule.valid_to is None or event_on < rule.valid_to)
        ]
        dues = [due(rule.as_rule(), event_on, self._calendar) for rule in own_before_common(in_force).values()]
        return min(dues, key=lambda d: (d.on, d.rule.code), default=None)

    def overdue(self, trigger: str, office: str, today: date) -> Q:
        """Records whose state began so long ago that its due date has passed; `office` is the path to their office."""
        own = {rule.jurisdiction_id for rule in self._rules[trigger]} - {None}
        found = self._begun(trigger, None, today)
        if own:
            found &= ~Q(**{f"{office}__in": own})
        for pk in own:
            found |= self._begun(trigger, pk, today) & Q(**{office: pk})
        return found

    def _begun(self, trigger: str, office: int | None, today: date) -> Q:
        """The moment before which a state must have begun to be overdue today."""
        days = (today - timedelta(days=n) for n in range(FURTHEST)) if self._rules[trigger] else ()
        for day in days:
            found = self.due(trigger, day, office)
            if found is not None and found.on < today:
                return Q(state_since__lt=datetime.combine(day + ONE_DAY, time.min, get_current_timezone()))
        return NOTHING
