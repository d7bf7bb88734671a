"""
Full coverage of a term (domain §1.1, feature A04), derived: what was inspected, what is under way, what is planned.

Coverage = distinct counted targets with a routine inspection whose round has entered ÷ counted targets. Every target
has exactly one standing, so the numbers of a page always add up.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from xuncha.foundation.orgs.models import UnitType
from xuncha.planning.models import InspectionType, PlanEntry, Target, Term
from xuncha.planning.workflow import PlanState
from xuncha.rounds.models import Inspection
from xuncha.rounds.rules import ENTERED
from xuncha.rounds.selectors.linkage import counted_in
from xuncha.rounds.workflow import RoundState


class Standing(StrEnum):
    """Where a target stands in the term."""

    DONE = "done"  # its round has withdrawn
    IN_FIELD = "in_field"
    SCHEDULED = "scheduled"  # in a round that has not entered yet
    PLANNED = "planned"  # in the plan in force, in no round yet
    UNPLANNED = "unplanned"


COVERED = frozenset({Standing.DONE, Standing.IN_FIELD})
Column = tuple[int, int]
"""(calendar year, number of the round in the term); number 0: the round is not decided yet."""
LED_ELSEWHERE = 100
"""Added to the number of a round that another office led and that counts here too (linkage)."""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target and where it stands. `planned_year` is what the plan in force says, 0 when it says nothing."""

    organisation_id: int
    name: str
    unit_type: str
    counts: bool
    standing: Standing
    column: Column | None
    planned_year: int
    round_id: int | None = None
    inspection_id: int | None = None

    @property
    def covered(self) -> bool:
        """Whether the target is in the numerator."""
        return self.standing in COVERED


@dataclass(frozen=True, slots=True)
class Cell:
    """One class in one round: how many, and whether it already happened."""

    column: Column
    count: int
    planned: bool


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class of organisations: its cells, and covered / total."""

    unit_type: str
    label: str
    cells: tuple[Cell, ...]
    covered: int
    total: int

    @property
    def rate(self) -> float:
        """Share covered, 0 to 1."""
        return self.covered / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """One round: how many targets, of which covered, and the share covered after it if all goes as planned."""

    column: Column
    count: int
    covered: int
    cumulative: int
    rate: float

    @property
    def planned(self) -> bool:
        """Whether the round has not entered."""
        return self.covered == 0


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year: what the plan sets, what was covered, and the share at the end of the year if all goes as planned."""

    year: int
    target: int
    covered: int
    forecast: int
    rate: float


@dataclass(frozen=True)
class Coverage:
    """Coverage of one term on one day, over the lines it is given."""

    term: Term
    day: date
    lines: tuple[TargetLine, ...]

    @cached_property
    def counted(self) -> tuple[TargetLine, ...]:
        """The targets of the denominator."""
        return tuple(line for line in self.lines if line.counts)

    @cached_property
    def standings(self) -> Counter[Standing]:
        """How many counted targets have each standing."""
        return Counter(line.standing for line in self.counted)

    @property
    def total(self) -> int:
        """The denominator."""
        return len(self.counted)

    @property
    def covered(self) -> int:
        """The numerator."""
        return sum(self.standings[s] for s in COVERED)

    @property
    def waiting(self) -> int:
        """Counted targets whose inspection has not begun."""
        return self.total - self.covered

    @property
    def rate(self) -> float:
        """The coverage rate of the term, 0 to 1."""
        return self.covered / self.total if self.total else 0.0

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The rounds of the term, past and planned, in order; a round not decided yet comes last in its year."""
        found = {line.column for line in self.lines if line.column}
        return tuple(sorted(found, key=lambda c: (c[0], c[1] == 0, c[1])))

    @cached_property
    def classes(self) -> tuple[ClassRow, ...]:
        """A row for each class of organisations that has targets: counted and uncounted ones alike."""
        return tuple(self._row(kind) for kind in UnitType if any(line.unit_type == kind for line in self.lines))

    def _row(self, kind: UnitType) -> ClassRow:
        lines = [line for line in self.lines if line.unit_type == kind]
        counts = Counter(line.column for line in lines)
        begun = {line.column for line in lines if line.covered}
        cells = tuple(Cell(column, counts[column], column not in begun) for column in self.columns)
        return ClassRow(kind.value, str(kind.label), cells, sum(line.covered for line in lines), len(lines))

    @cached_property
    def loads(self) -> tuple[Load, ...]:
        """Counted targets of each round, with the running share."""
        counts = Counter(line.column for line in self.counted if line.column)
        begun = Counter(line.column for line in self.counted if line.covered)
        columns = [column for column in self.columns if counts[column]]
        running = list(accumulate(counts[column] for column in columns))
        return tuple(
            Load(column, counts[column], begun[column], total, total / self.total)
            for column, total in zip(columns, running, strict=True)
        )

    @cached_property
    def years(self) -> tuple[YearLine, ...]:
        """Year by year: target of the plan in force, result, and forecast."""
        target = Counter(line.planned_year for line in self.counted)
        covered = Counter(line.column[0] for line in self.counted if line.covered and line.column)
        expected = Counter(line.column[0] for line in self.counted if line.column)
        running = list(accumulate(expected[year] for year in self.term.years))
        return tuple(
            YearLine(year, target[year], covered[year], total, total / self.total if self.total else 0.0)
            for year, total in zip(self.term.years, running, strict=True)
        )

    @cached_property
    def unplanned(self) -> tuple[TargetLine, ...]:
        """Counted targets that neither a round nor the plan in force names."""
        return tuple(line for line in self.counted if line.standing is Standing.UNPLANNED)

    @cached_property
    def overdue(self) -> tuple[TargetLine, ...]:
        """Counted targets whose planned year has passed and whose inspection has not begun."""
        return tuple(line for line in self.counted if not line.covered and 0 < line.planned_year < self.day.year)

    @property
    def complete_with(self) -> Column | None:
        """The round with which the last target is covered as things are arranged; None: some are not arranged."""
        if self.unplanned or not self.loads:
            return None
        year, number = self.loads[-1].column
        return year, number if number < LED_ELSEWHERE else 0

    def of_class(self, unit_type: str) -> "Coverage":
        """The same over one class of organisations."""
        return Coverage(self.term, self.day, tuple(line for line in self.lines if line.unit_type == unit_type))

    def listed(self, *, column: Column | None = None, standing: str = "") -> list[TargetLine]:
        """The lines behind a number: those of one round, or of one standing; "overdue" for the late ones."""
        lines: Iterable[TargetLine] = self.overdue if standing == "overdue" else self.lines
        return [
            line
            for line in lines
            if (column is None or line.column == column) and (standing in {"", "overdue"} or line.standing == standing)
        ]


def coverage_of(term: Term, day: date) -> Coverage:
    """Coverage of a term; three queries."""
    begun, scheduled = _inspections(term)
    planned = _planned(term)
    targets = Target.objects.filter(term=term, withdrawn_on__isnull=True).values_list(
        "pk", "organisation_id", "organisation__name", "organisation__unit_type", "counts"
    )
    lines = []
    for pk, organisation, name, unit_type, counts in targets:
        entry = planned.get(pk)
        found = begun.get(organisation) or scheduled.get(organisation)
        if found:
            standing, column, batch, inspection = found
        elif entry:
            standing, column, batch, inspection = Standing.PLANNED, entry, None, None
        else:
            standing, column, batch, inspection = Standing.UNPLANNED, None, None, None
        year = entry[0] if entry else 0
        lines.append(TargetLine(organisation, name, unit_type, counts, standing, column, year, batch, inspection))
    return Coverage(term, day, tuple(lines))


Found = tuple[Standing, Column | None, int | None, int | None]


def _inspections(term: Term) -> tuple[dict[int, Found], dict[int, Found]]:
    """The first routine inspection of each organisation in the term: entered ones, and those still to come."""
    begun: dict[int, Found] = {}
    scheduled: dict[int, Found] = {}
    rows = (
        Inspection.objects.filter(counted_in(term), type=InspectionType.ROUTINE)
        .exclude(round__state=RoundState.CANCELLED)
        .order_by("round__year", "round__number", "round__batch", "pk")
        .values_list("organisation_id", "round__year", "round__number", "round__state", "round_id", "pk", "round__term")
    )
    for organisation, year, number, state, batch, inspection, led_in in rows:
        standing = Standing.IN_FIELD if state == RoundState.IN_FIELD else Standing.DONE
        if state not in ENTERED:
            standing = Standing.SCHEDULED
        places = scheduled if standing is Standing.SCHEDULED else begun
        if led_in == term.pk:
            places.setdefault(organisation, (standing, (year, number), batch, inspection))
        else:  # what another office led is counted here and opened there
            places.setdefault(organisation, (standing, (year, number + LED_ELSEWHERE), None, None))
    return begun, scheduled


def _planned(term: Term) -> dict[int, Column]:
    """Target → when the plan in force wants it inspected; an annual plan is more exact than the five-year plan."""
    entries = PlanEntry.objects.filter(
        plan__term=term, plan__state=PlanState.PUBLISHED, type=InspectionType.ROUTINE
    ).order_by("plan__year")
    return {
        target: (year, number or 0) for target, year, number in entries.values_list("target_id", "year", "round_number")
    }
