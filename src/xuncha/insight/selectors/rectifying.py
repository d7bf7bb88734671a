"""
Figures from the feedback on: what went up, what was fed back, what became of it, the rates.

Items are those of opinions delivered within the period; how they stand is what is known of the period's `as_of` day.
The five results divide them, so that their sum is always the number fed back. (domain §5.3, invariant 9 of §9)
"""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from xuncha.findings.models import Finding
from xuncha.insight.selectors.counting import Counted, Over, Rows, Where, every, total
from xuncha.rectification.models import Accountability, Consequence, Dispute, Extension, Item, MoneyOutcome, RuleOutput
from xuncha.rectification.selectors import overdue_on, result_on
from xuncha.rectification.workflow import ConsequenceState, DisputeState, ExtensionState, ItemState, Result, Verdict

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
    """Items of opinions delivered within the period, but for those withdrawn since."""
    return Item.objects.filter(
        plan__inspection__round__term__jurisdiction__in=over.jurisdictions,
        plan__opinion__delivered_on__range=(over.period.begin, over.period.last),
    ).exclude(state=I.ANNULLED)


def judged(over: Over) -> QuerySet[Item]:
    """Those items with the result each has on the day the figures stand for."""
    return items(over).annotate(result=result_on(over.period.as_of))


def _after(day: date) -> datetime:
    """The moment at which the day is over."""
    return datetime.combine(day + timedelta(days=1), time.min, timezone.get_current_timezone())


def with_result(*results: Result) -> Where:
    """Items that have one of these results."""
    return lambda _over: Q(result__in=results)


def closed(over: Over) -> Q:
    """Items closed by then and not reopened since."""
    return Q(state=I.CLOSED, settled_at__lt=_after(over.period.as_of))


def in_place(over: Over) -> Q:
    """Items that a review found put right: closed, or to be kept up."""
    return Q(state__in=(I.CLOSED, I.LONG_TERM), settled_at__lt=_after(over.period.as_of))


def extended_ever(over: Over) -> Q:
    """Items for which an extension was granted by then, whether or not that time is over."""
    by_then = _after(over.period.as_of)
    granted = Extension.objects.filter(item=OuterRef("pk"), state=ExtensionState.GRANTED, decided_at__lt=by_then)
    return Q(Exists(granted))


def due(over: Over) -> Q:
    """Items whose date has passed."""
    return Q(due_on__lt=over.period.as_of)


def on_time(over: Over) -> Q:
    """Those of them that were asked to be closed by their date, and were closed."""
    return Q(state=I.CLOSED) & due(over) & Q(requested_at__date__lte=F("due_on"))


def reopened(_over: Over) -> Q:
    """Items that were closed once and opened again."""
    return Q(times_reopened__gt=0)


def once_closed(_over: Over) -> Q:
    """Items that are closed or were once."""
    return Q(state=I.CLOSED) | Q(times_reopened__gt=0)


def _outcomes(model: type[Model]) -> Rows:
    """Outcomes registered for a day within the period."""
    return lambda over: model._default_manager.filter(
        item__plan__inspection__round__term__jurisdiction__in=over.jurisdictions,
        on__range=(over.period.begin, over.period.last),
    )


MONEY, RULES, PEOPLE = _outcomes(MoneyOutcome), _outcomes(RuleOutput), _outcomes(Accountability)


def consequences(over: Over) -> QuerySet[Consequence]:
    """What was demanded of units below the limit, sent within the period."""
    begin, end = over.period.between()
    return Consequence.objects.filter(
        plan__inspection__round__term__jurisdiction__in=over.jurisdictions, decided_at__gte=begin, decided_at__lt=end
    ).exclude(state=ConsequenceState.DROPPED)


def disputes(over: Over) -> QuerySet[Dispute]:
    """Disputes raised within the period and not taken back."""
    begin, end = over.period.between()
    return Dispute.objects.filter(
        item__plan__inspection__round__term__jurisdiction__in=over.jurisdictions,
        created_at__gte=begin,
        created_at__lt=end,
    ).exclude(state=DisputeState.TAKEN_BACK)


def answered(verdict: Verdict) -> Where:
    """Disputes answered so by the day the figures stand for."""
    return lambda over: Q(verdict=verdict, decided_at__lt=_after(over.period.as_of))


def _kind(kind: str) -> Where:
    return lambda _over: Q(kind=kind)


RECTIFYING: dict[str, Counted] = {
    "findings.reported": Counted(reported),
    "rectification.items": Counted(judged),
    **{f"rectification.{result}": Counted(judged, with_result(result)) for result in Result},
    "rectification.closed": Counted(judged, closed),
    "rectification.overdue": Counted(judged, lambda over: overdue_on(over.period.as_of)),
    "rectification.completion_rate": Counted(judged, with_result(Result.COMPLETED), of=every),
    "rectification.completion_rate_with_basic": Counted(
        judged, with_result(Result.COMPLETED, Result.BASICALLY), of=every
    ),
    "rectification.in_place_rate": Counted(judged, in_place, of=every),
    "rectification.closed_rate": Counted(judged, closed, of=every),
    "rectification.extension_rate": Counted(judged, extended_ever, of=every),
    "rectification.on_time_rate": Counted(judged, on_time, of=due),
    "rectification.reopening_rate": Counted(judged, reopened, of=once_closed),
    "disputes.raised": Counted(disputes),
    **{f"disputes.{verdict}": Counted(disputes, answered(verdict)) for verdict in Verdict},
    "outcomes.money_cleared": Counted(MONEY, _kind("cleared"), total("amount")),
    "outcomes.money_recovered": Counted(MONEY, _kind("recovered"), total("amount")),
    "outcomes.money_avoided": Counted(MONEY, _kind("avoided"), total("amount")),
    "outcomes.rules_new": Counted(RULES, _kind("new")),
    "outcomes.rules_amended": Counted(RULES, _kind("amended")),
    "outcomes.consequences": Counted(consequences),
    "outcomes.persons_dealt_with": Counted(PEOPLE, adds=total("persons")),
}
