"""What a regular ledger says of its period, put together from what was reported anyway. (domain §2 step 8, §5.1)"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils.timezone import localdate

from xuncha.core.deadlines import Due
from xuncha.core.periods import Period
from xuncha.core.text import N_
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.selectors import due_for, parameter_in_force
from xuncha.rectification.models import (
    Accountability,
    Extension,
    Item,
    Measure,
    MoneyOutcome,
    PeriodReport,
    Plan,
    Progress,
    Query,
    RuleOutput,
    Shortfall,
)
from xuncha.rectification.selectors.facts import jurisdiction_of
from xuncha.rectification.selectors.results import figures_of, overdue_on
from xuncha.rectification.workflow import (
    RUNNING,
    ExtensionState,
    ItemState,
    PeriodState,
    PlanState,
    QueryState,
)

PERIOD_ENDED = "rectification.period_ended"
PERIOD = "rectification.period"
REPORTED_ON = RUNNING | {ItemState.REQUESTED, ItemState.BASICALLY}
"""Items that keep a unit reporting: what is neither closed nor settled for good."""
PROBLEM_LABEL: dict[str, str] = {
    "late": N_("已超期"),
    "returned": N_("销号被退回"),
    "extension": N_("延期待批"),
    "shortfall": N_("钱款收不回"),
    "query": N_("待巡察办答复"),
}
"""What stands in the way, in the order in which a ledger says it. Stored with the ledger: a code never changes."""


def plans_reporting(jurisdiction: Jurisdiction) -> QuerySet[Plan]:
    """Plans under way whose units owe regular ledgers, each with the last day of its latest one."""
    running = Plan.objects.filter(
        inspection__round__term__jurisdiction=jurisdiction, state=PlanState.ACCEPTED, items__state__in=REPORTED_ON
    )
    latest = Prefetch("periods", PeriodReport.objects.order_by("-to_on"))
    return running.distinct().order_by("pk").prefetch_related(latest)


def period_on(day: date, jurisdiction: Jurisdiction) -> Period:
    """How often the office asks for ledgers on this day."""
    return Period(parameter_in_force(PERIOD, day, jurisdiction))


def due_of_period(report: PeriodReport) -> Due | None:
    """By when a ledger is due, and by which rule."""
    return due_for(PERIOD_ENDED, report.to_on, jurisdiction_of(report.plan))


def earlier_open(report: PeriodReport) -> list[str]:
    """The ledgers of the plan before this one that are still to be handed in."""
    rows = report.plan.periods.filter(to_on__lt=report.from_on, state=PeriodState.OPEN)
    return [str(row) for row in rows.order_by("to_on")]


@dataclass(frozen=True, slots=True)
class Filled:
    """A ledger with what it says."""

    report: PeriodReport
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dispatch:
    """The ledgers of all units whose period ended on one day, by unit."""

    until: date
    reports: Sequence[PeriodReport]


def content_of(report: PeriodReport, now: datetime) -> dict[str, Any]:
    """
    What is handed in: as it was frozen, or as the records stand now. Amounts in yuan as text, days as ISO dates.

    An entry belongs to the period in which its day lies, or, entered after that period's ledger was handed in, to
    the next one: nothing is counted twice, nothing is lost.
    """
    if report.content:
        return dict(report.content)
    days = _belongs(report)
    reports = list(Progress.objects.filter(days, item__plan=report.plan).order_by("on", "pk"))
    items = Item.objects.filter(plan=report.plan)
    measures = list(
        Measure.objects.filter(item__plan=report.plan).select_related("item").order_by("item__number", "position")
    )
    told = {row.measure_id for row in reports}
    done = {m.pk for m in measures if m.done_on and (report.from_on <= m.done_on <= report.to_on or m.pk in told)}
    return {
        "done": list(_done(measures, reports, done)),
        "period": _figures(report, days, len(done)),
        "total": figures_of(report.plan, localdate(now)),
        "problems": sorted(_problems(items, localdate(now)), key=lambda row: (ORDER[row["kind"]], row["number"])),
        "next": [_next(m) for m in sorted(measures, key=_by_date) if not m.done_on and m.item.state in RUNNING],
    }


def _belongs(report: PeriodReport) -> Q:
    inside = Q(on__range=(report.from_on, report.to_on))
    before = report.plan.periods.filter(to_on__lt=report.from_on).order_by("-to_on").first()
    if before is None or before.submitted_at is None:
        return inside
    return inside | Q(on__lt=report.from_on, created_at__gt=before.submitted_at)


def _done(measures: Iterable[Measure], reports: list[Progress], done: set[int]) -> Iterator[dict[str, Any]]:
    """Each measure on which something was reported or that was completed, then what was said of items as a whole."""
    for measure in measures:
        texts = [row.text for row in reports if row.measure_id == measure.pk]
        if texts or measure.pk in done:
            yield {
                "number": measure.item.number,
                "title": measure.item.title,
                "position": measure.position,
                "measure": measure.text,
                "text": "\n".join(texts) or measure.progress,
                "done_on": measure.done_on.isoformat() if measure.done_on and measure.pk in done else "",
            }
    whole = {row.item_id: row for row in reports if row.measure_id is None}
    for item in Item.objects.filter(pk__in=whole).order_by("number"):
        texts = [row.text for row in reports if row.item_id == item.pk and row.measure_id is None]
        yield {
            "number": item.number,
            "title": item.title,
            "position": 0,
            "measure": "",
            "text": "\n".join(texts),
            "done_on": "",
        }


def _figures(report: PeriodReport, days: Q, done: int) -> dict[str, int | str]:
    """The figures of the period by the codes of the figures as a whole; six queries."""
    of_plan = days & Q(item__plan=report.plan)
    settled = Item.objects.filter(plan=report.plan, settled_at__date__range=(report.from_on, report.to_on))
    money = MoneyOutcome.objects.filter(of_plan).order_by().values_list("kind").annotate(sum=Sum("amount"))
    rules = RuleOutput.objects.filter(of_plan).order_by().values_list("kind").annotate(n=Count("pk"))
    people = Accountability.objects.filter(of_plan).order_by().values_list("form").annotate(n=Sum("persons"))
    return {
        "closed": settled.filter(state=ItemState.CLOSED).count(),
        "measures_done": done,
        **{f"money_{kind}": "0.00" for kind in MoneyOutcome.Kind.values},
        **{f"money_{kind}": f"{amount:.2f}" for kind, amount in money},
        **{f"rules_{kind}": 0 for kind in RuleOutput.Kind.values},
        **{f"rules_{kind}": n for kind, n in rules},
        **{f"people_{form}": 0 for form in Accountability.Form.values},
        **{f"people_{form}": n for form, n in people},
    }


ORDER = {kind: n for n, kind in enumerate(PROBLEM_LABEL)}


def _problems(items: QuerySet[Item], today: date) -> Iterator[dict[str, str]]:
    """What stands in the way today; five queries."""
    for item in items.filter(overdue_on(today)):
        yield _problem("late", item, item.due_on.isoformat() if item.due_on else "")
    for item in items.filter(state=ItemState.RETURNED):
        yield _problem("returned", item, item.opinion_text)
    asked = Extension.objects.filter(item__in=items, state=ExtensionState.ASKED)
    for extension in asked.select_related("item"):
        yield _problem("extension", extension.item, extension.reason)
    for shortfall in Shortfall.objects.filter(item__in=items, item__state__in=REPORTED_ON).select_related("item"):
        yield _problem("shortfall", shortfall.item, shortfall.reason)
    for query in Query.objects.filter(item__in=items, state=QueryState.ASKED).select_related("item"):
        if query.item is not None:
            yield _problem("query", query.item, query.text)


def _problem(kind: str, item: Item, text: str) -> dict[str, str]:
    return {"kind": kind, "number": item.number, "title": item.title, "text": text}


def _by_date(measure: Measure) -> tuple[date, str, int]:
    return measure.due_on or measure.item.due_on or date.max, measure.item.number, measure.position


def _next(measure: Measure) -> dict[str, Any]:
    due = measure.due_on or measure.item.due_on
    return {
        "number": measure.item.number,
        "position": measure.position,
        "measure": measure.text,
        "owner": measure.owner,
        "due_on": due.isoformat() if due else "",
    }


def measure_words(row: dict[str, Any]) -> str:
    """The measure with its number; what is said of the item as a whole bears the item's title."""
    return f"{row['position']}. {row['measure']}" if row["position"] else row["title"]


def is_late(report: PeriodReport, on: date) -> bool:
    """Whether a ledger should have been handed in before this day."""
    return report.state == PeriodState.OPEN and report.due_on is not None and report.due_on < on


def dispatch_row(report: PeriodReport, on: date) -> tuple[str, ...]:
    """Unit, whether it handed in, and what its ledger says; a ledger not handed in says nothing."""
    unit = str(report.plan.inspection.organisation)
    if report.state != PeriodState.HANDED_IN:
        return (unit, "逾期未报" if is_late(report, on) else "未报", *[""] * 6)
    period, total = report.content["period"], report.content["total"]
    back = Decimal(period["money_cleared"]) + Decimal(period["money_recovered"])
    figures = (total["fed_back"], total["closed"], period["closed"], period["measures_done"])
    return (unit, "已报", *map(str, figures), f"{back:,.2f}", str(len(report.content["problems"])))
