"""
What a leader sees on one page of a term: is full coverage on its way, what became of the problems, who is slow, where
problems gather, how soon is fed back, what became of instructions, and what waits for a decision.

Offices are shown by unit because somebody must act there; no person is counted, ranked or scored (domain §8.7).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from xuncha.core.figures import Whose
from xuncha.feedback.models import Instruction, Opinion
from xuncha.feedback.workflow import InstructionState
from xuncha.foundation.regulations.models import Taxonomy
from xuncha.insight.selectors.counting import Over, Period
from xuncha.insight.selectors.figures import values_of
from xuncha.insight.selectors.rectifying import closed, items
from xuncha.planning.models import Term
from xuncha.rectification.selectors import overdue_on
from xuncha.rectification.selectors.consequences import lowest_on
from xuncha.rectification.workflow import IN_PLACE_STATES, ITEM, RUNNING
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import Coverage, coverage_of
from xuncha.rounds.workflow import RoundState

FUNNEL = (
    "findings.found",
    "findings.reported",
    "rectification.items",
    "rectification.completed",
    "rectification.closed",
)
RATES = ("rectification.completion_rate", "rectification.closed_rate")
NEAR = timedelta(days=10)
MOST = 5
TWICE = 2
PER_CENT = 100
AXES = ("topic", "aspect")
"""By what problems are gathered: what they are about, else the frame of the inspection."""


@dataclass(frozen=True, slots=True)
class InField:
    """What is being inspected today: units, teams, and when the last team leaves."""

    units: int
    teams: int
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Slow:
    """A unit's problems that are not settled: in time, due within ten days, overdue."""

    unit: int
    name: str
    in_time: int
    near: int
    late: int

    @property
    def total(self) -> int:
        """All that are not settled."""
        return self.in_time + self.near + self.late


@dataclass(frozen=True, slots=True)
class Gathered:
    """A kind of problem among those fed back; `category` None stands for all the others together."""

    category: int | None
    name: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Pace:
    """One round: the median of days from withdrawal to feedback, over how many units."""

    batch: int
    number: int
    days: int
    units: int


@dataclass(frozen=True, slots=True)
class Followed:
    """Instructions given: answered and accepted, still being seen to, of which overdue."""

    total: int
    accepted: int
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class Below:
    """A unit whose concentrated period is over with a rate in place below the office's threshold."""

    unit: int
    name: str
    rate: Decimal


@dataclass(frozen=True, slots=True)
class OnePage:
    """Everything on the page, as of one day."""

    term: Term
    day: date
    period: Period
    coverage: Coverage
    in_field: InField
    values: Mapping[str, Decimal | int]
    closed_before: Decimal | None
    slow: tuple[Slow, ...]
    open: int
    gathered: tuple[Gathered, ...]
    pace: tuple[Pace, ...]
    followed: Followed
    lowest: int
    below: tuple[Below, ...]

    @property
    def funnel(self) -> list[tuple[str, int]]:
        """From found to closed: code and count."""
        return [(code, int(self.values[code])) for code in FUNNEL]

    @property
    def twice_late(self) -> list[Slow]:
        """Units with two or more problems overdue."""
        return [unit for unit in self.slow if unit.late >= TWICE]


def one_page(term: Term, day: date) -> OnePage:
    """The page of a term; a constant number of queries."""
    period = Period(date(term.first_year, 1, 1), day, day)
    over = Over((term.jurisdiction_id,), period)
    fed_back = items(over).filter(plan__inspection__round__term=term)
    units = slow_units(fed_back, day)
    lowest = lowest_on(day, term.jurisdiction)
    return OnePage(
        term,
        day,
        period,
        coverage_of(term, day),
        _in_field(term),
        values_of((*FUNNEL, *RATES, "rectification.overdue"), Whose.SELF, term.jurisdiction, period),
        _closed_before(term, day),
        tuple(units),
        sum(unit.total for unit in units),
        tuple(gathered(fed_back, day)),
        tuple(_pace(term, day)),
        _followed(term, day),
        lowest,
        tuple(_below(fed_back, lowest, day)),
    )


def _in_field(term: Term) -> InField:
    rows = Inspection.objects.filter(round__term=term, round__state=RoundState.IN_FIELD)
    found = rows.aggregate(units=Count("pk"), teams=Count("team", distinct=True))
    ends = [inspection.ends_on for inspection in rows.select_related("round")]
    return InField(found["units"], found["teams"], max((day for day in ends if day), default=None))


def _closed_before(term: Term, day: date) -> Decimal | None:
    """The closing rate at the end of the month before, None where nothing had been fed back."""
    last = day.replace(day=1) - timedelta(days=1)
    over = Over((term.jurisdiction_id,), Period(date(term.first_year, 1, 1), last, last))
    found = items(over).aggregate(total=Count("pk"), closed=Count("pk", filter=closed(over)))
    return Decimal(found["closed"]) / found["total"] if found["total"] else None


def slow_units(rows: QuerySet[Any], day: date) -> list[Slow]:
    """Units with problems that are neither closed nor long-term, most overdue first; one query."""
    unit = "plan__inspection__organisation"
    late, near = overdue_on(day), Q(state__in=RUNNING, due_on__gte=day, due_on__lte=day + NEAR)
    found = (
        rows.exclude(state__in=ITEM.finished())
        .order_by()
        .values(pk_of=F(f"{unit}_id"), name=F(f"{unit}__name"))
        .annotate(n=Count("pk"), late=Count("pk", filter=late), near=Count("pk", filter=near))
        .order_by("-late", "-near", "-n", "name")
    )
    return [Slow(r["pk_of"], r["name"], r["n"] - r["late"] - r["near"], r["near"], r["late"]) for r in found]


def gathered(rows: QuerySet[Any], day: date) -> list[Gathered]:
    """Of what kind the problems are, the most frequent first and the rest together; a problem may be of several."""
    path = "opinion_item__findings__classifications__category"
    axis = next((a for a in AXES if rows.filter(**{f"{path}__taxonomy__axis": a}).exists()), None)
    total = rows.count()
    if axis is None or not total:
        return []
    frames = Taxonomy.objects.filter(axis=axis, valid_from__lte=day).values("pk")
    found = list(
        rows.filter(**{f"{path}__taxonomy__in": frames})
        .order_by()
        .values(pk_of=F(f"{path}_id"), name=F(f"{path}__name"))
        .annotate(n=Count("pk", distinct=True))
        .order_by("-n", "name")
    )
    first = [Gathered(r["pk_of"], r["name"], r["n"], r["n"] / total) for r in found[:MOST]]
    rest = sum(r["n"] for r in found[MOST:])
    return first + ([Gathered(None, "", rest, rest / total)] if rest else [])


def _pace(term: Term, day: date) -> Iterable[Pace]:
    rows = (
        Opinion.objects.filter(inspection__round__term=term, delivered_on__lte=day)
        .order_by("inspection__round__year", "inspection__round__number", "inspection__round__batch")
        .values_list("inspection__round_id", "inspection__round__number", "delivered_on", "inspection__withdraw_on")
    )
    days: dict[tuple[int, int], list[int]] = defaultdict(list)
    for batch, number, delivered, withdrawn in rows:
        if delivered and withdrawn:
            days[batch, number].append((delivered - withdrawn).days)
    return [Pace(batch, number, round(median(found)), len(found)) for (batch, number), found in days.items()]


def _followed(term: Term, day: date) -> Followed:
    rows = Instruction.objects.filter(term=term, on__lte=day)
    accepted = Q(state=InstructionState.ACCEPTED)
    found = rows.aggregate(
        total=Count("pk"), accepted=Count("pk", filter=accepted), late=Count("pk", filter=~accepted & Q(due_on__lt=day))
    )
    return Followed(found["total"], found["accepted"], found["total"] - found["accepted"], found["late"])


def _below(rows: QuerySet[Any], lowest: int, day: date) -> Iterable[Below]:
    unit = "plan__inspection__organisation"
    found = (
        rows.filter(plan__ends_on__lt=day)
        .order_by()
        .values(pk_of=F(f"{unit}_id"), name=F(f"{unit}__name"))
        .annotate(n=Count("pk"), done=Count("pk", filter=Q(state__in=IN_PLACE_STATES)))
        .order_by("name")
    )
    rates = [(r, Decimal(r["done"]) / r["n"]) for r in found]
    return [Below(r["pk_of"], r["name"], rate) for r, rate in rates if rate * PER_CENT < lowest]
