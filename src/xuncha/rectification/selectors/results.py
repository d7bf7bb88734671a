"""What has become of the items, counted in the database by the same rule as for one of them. (domain §5.3, §9 (9))"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.fields import CharField

from xuncha.rectification.models import Accountability, Extension, Item, Measure, MoneyOutcome, Plan, RuleOutput
from xuncha.rectification.workflow import COMPLETED_STATES, RUNNING, STANDING, ExtensionState, ItemState, Result


def _granted(today: date) -> Exists:
    """More time was granted, and that time is not over."""
    return Exists(Extension.objects.filter(item=OuterRef("pk"), state=ExtensionState.GRANTED, to_on__gt=today))


def result_on(today: date) -> Case:
    """`workflow.result_of` as the database works it out for a day."""
    return Case(
        When(state__in=COMPLETED_STATES, then=Value(Result.COMPLETED.value)),
        When(state=ItemState.BASICALLY, then=Value(Result.BASICALLY.value)),
        When(state=ItemState.LONG_TERM, then=Value(Result.LONG_TERM.value)),
        When(_granted(today), then=Value(Result.EXTENDED.value)),
        default=Value(Result.UNFINISHED.value),
        output_field=CharField(),
    )


def overdue_on(today: date) -> Q:
    """Items that are late: still in the unit's hands after the date, or asked to be closed only after it."""
    late_request = Q(state=ItemState.REQUESTED, requested_at__date__gt=F("due_on"))
    return Q(state__in=RUNNING, due_on__lt=today) | late_request


@dataclass(frozen=True, slots=True)
class Results:
    """How many items came to what; the five parts always add up to `total`, and `closed` is part of `completed`."""

    parts: dict[Result, int]
    closed: int

    @property
    def total(self) -> int:
        """All items fed back: the denominator of every rate."""
        return sum(self.parts.values())

    @property
    def closing(self) -> Decimal | None:
        """销号率: closed / all."""
        return share(self.closed, self.total)


def share(part: int, whole: int) -> Decimal | None:
    """Part of a whole to four places, as published rates are given; None of nothing."""
    return round(Decimal(part) / whole, 4) if whole else None


def results_of(items: QuerySet[Item], today: date) -> Results:
    """What became of these items until today, but for those withdrawn; one query."""
    rows = items.filter(state__in=STANDING).order_by().annotate(result=result_on(today)).values("result")
    counted = rows.annotate(n=Count("pk"), closed=Count("pk", filter=Q(state=ItemState.CLOSED)))
    found = {row["result"]: row for row in counted}
    parts = {result: found[result]["n"] if result in found else 0 for result in Result}
    return Results(parts, sum(row["closed"] for row in found.values()))


def figures_of(plan: Plan, today: date) -> dict[str, int | str]:
    """What the unit's reports say in figures; amounts in yuan as text. Six queries."""
    items = Item.objects.filter(plan=plan)
    results = results_of(items, today)
    measures = Measure.objects.filter(item__plan=plan).aggregate(
        n=Count("pk"), done=Count("pk", filter=Q(done_on__isnull=False))
    )
    money = dict(_sums(MoneyOutcome.objects.filter(item__plan=plan), "amount"))
    rules = RuleOutput.objects.filter(item__plan=plan).order_by().values_list("kind").annotate(n=Count("pk"))
    people = Accountability.objects.filter(item__plan=plan).order_by().values_list("form").annotate(n=Sum("persons"))
    made, dealt = dict(rules), dict(people)
    return {
        "fed_back": results.total,
        "closed": results.closed,
        **{result.value: n for result, n in results.parts.items()},
        "measures": measures["n"],
        "measures_done": measures["done"],
        **{f"money_{kind}": str(money.get(kind, Decimal(0))) for kind in MoneyOutcome.Kind.values},
        **{f"rules_{kind}": made.get(kind, 0) for kind in RuleOutput.Kind.values},
        **{f"people_{form}": dealt.get(form, 0) for form in Accountability.Form.values},
    }


def _sums(rows: QuerySet[MoneyOutcome], field: str) -> list[tuple[str, Decimal]]:
    return list(rows.order_by().values_list("kind").annotate(sum=Sum(field)))
