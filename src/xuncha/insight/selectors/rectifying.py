"""
Figures from the feedback on: what went up, what was fed back, what became of it, the rates.

Items are those of opinions delivered within the period; how they stand is what is known of the period's `as_of` day.
The five results divide them, so that their sum is always the number fed back. (domain §5.3, invariant 9 of §9)
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from xuncha.findings.models import Finding
from xuncha.insight.selectors.counting import Counted, Over, Rows
from xuncha.rectification.models import Accountability, Extension, Item, MoneyOutcome, RuleOutput
from xuncha.rectification.selectors import overdue_on, result_on
from xuncha.rectification.workflow import ExtensionState, ItemState, Result

I = ItemState  # noqa: E741  # as in the workflow's own table


def reported(over: Over) -> QuerySet[Finding]:
    """Findings in reports signed within the period."""
    begin, end = over.period.between()
    return Finding.objects.filter(
        inspection__round__term__jurisdiction__in=over.jurisdictions,
        reported__report__signed_at__gte=begin,
        reported__report__signed_at__lt=end,
    )


def items(over: Over) -> QuerySet[Item]:
    """Items of opinions delivered within the period."""
    return Item.objects.filter(
        plan__inspection__round__term__jurisdiction__in=over.jurisdictions,
        plan__opinion__delivered_on__range=(over.period.begin, over.period.last),
    )


def _after(day: date) -> datetime:
    """The moment at which the day is over."""
    return datetime.combine(day + timedelta(days=1), time.min, timezone.get_current_timezone())


def _granted(day: date) -> Exists:
    """More time was granted by then, whether or not it is over."""
    granted = Extension.objects.filter(item=OuterRef("pk"), state=ExtensionState.GRANTED, decided_at__lt=_after(day))
    return Exists(granted)


def with_result(*results: Result) -> Rows:
    """Items that have one of these results on the day the figures stand for."""

    def rows(over: Over) -> QuerySet[Item]:
        return items(over).annotate(result=result_on(over.period.as_of)).filter(result__in=results)

    return rows


def closed(over: Over) -> QuerySet[Item]:
    """Items closed by then and not reopened since."""
    return items(over).filter(state=I.CLOSED, settled_at__lt=_after(over.period.as_of))


def in_place(over: Over) -> QuerySet[Item]:
    """Items that a review found put right: closed, or to be kept up."""
    return items(over).filter(state__in=(I.CLOSED, I.LONG_TERM), settled_at__lt=_after(over.period.as_of))


def overdue(over: Over) -> QuerySet[Item]:
    """Items past their date, as the rectification stage understands it."""
    return items(over).filter(overdue_on(over.period.as_of))


def extended_ever(over: Over) -> QuerySet[Item]:
    """Items for which an extension was ever granted."""
    return items(over).filter(_granted(over.period.as_of))


def due(over: Over) -> QuerySet[Item]:
    """Items whose date has passed."""
    return items(over).filter(due_on__lt=over.period.as_of)


def on_time(over: Over) -> QuerySet[Item]:
    """Those of them that were asked to be closed by their date, and were closed."""
    asked = due(over).filter(state=I.CLOSED).annotate(asked_on=TruncDate("requested_at"))
    return asked.filter(asked_on__lte=F("due_on"))


def reopened(over: Over) -> QuerySet[Item]:
    """Items that were closed once and opened again."""
    return items(over).filter(times_reopened__gt=0)


def once_closed(over: Over) -> QuerySet[Item]:
    """Items that are closed or were once."""
    return items(over).filter(Q(state=I.CLOSED) | Q(times_reopened__gt=0))


def share(rows: Rows, of: Rows = items) -> Counted:
    """A rate: these rows ÷ those rows, to four decimals; 0 where there is nothing to divide by."""

    def value(over: Over, found: QuerySet[Any]) -> Decimal:
        total = of(over).count()
        return (Decimal(found.count()) / total).quantize(Decimal("0.0001")) if total else Decimal(0)

    return Counted(rows, value, of)


def _of_own(model: Any, **conditions: Any) -> Rows:
    """Outcomes registered for a day within the period."""

    def rows(over: Over) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.filter(
            item__plan__inspection__round__term__jurisdiction__in=over.jurisdictions,
            on__range=(over.period.begin, over.period.last),
            **conditions,
        )
        return found

    return rows


def _sum(field: str) -> Callable[[Over, QuerySet[Any]], Decimal | int]:
    return lambda _over, rows: rows.aggregate(n=Sum(field))["n"] or 0


RECTIFYING: dict[str, Counted] = {
    "findings.reported": Counted(reported),
    "rectification.items": Counted(items),
    **{f"rectification.{result}": Counted(with_result(result)) for result in Result},
    "rectification.closed": Counted(closed),
    "rectification.overdue": Counted(overdue),
    "rectification.completion_rate": share(with_result(Result.COMPLETED)),
    "rectification.completion_rate_with_basic": share(with_result(Result.COMPLETED, Result.BASICALLY)),
    "rectification.in_place_rate": share(in_place),
    "rectification.closed_rate": share(closed),
    "rectification.extension_rate": share(extended_ever),
    "rectification.on_time_rate": share(on_time, due),
    "rectification.reopening_rate": share(reopened, once_closed),
    "outcomes.money_cleared": Counted(_of_own(MoneyOutcome, kind="cleared"), _sum("amount")),
    "outcomes.money_recovered": Counted(_of_own(MoneyOutcome, kind="recovered"), _sum("amount")),
    "outcomes.money_avoided": Counted(_of_own(MoneyOutcome, kind="avoided"), _sum("amount")),
    "outcomes.rules_new": Counted(_of_own(RuleOutput, kind="new")),
    "outcomes.rules_amended": Counted(_of_own(RuleOutput, kind="amended")),
    "outcomes.persons_dealt_with": Counted(_of_own(Accountability), _sum("persons")),
}
