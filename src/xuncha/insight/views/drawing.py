"""Where everything stands in the drawings of the one page: numbers alone, in the units of their 370 × 160 view."""

from collections.abc import Sequence
from dataclasses import dataclass

from xuncha.insight.selectors.onepage import Gathered, Pace, Slow
from xuncha.rounds.selectors import Coverage

ROW, THICK = 30.0, 20.0
TOP = 8.0
NAME_WIDTH = 116.0
NAME_LENGTH = 9  # characters that fit before a bar
LEFT, RIGHT, HIGH, LOW = 34.0, 350.0, 22.0, 130.0
FIRST, LAST, PACE_TOP = 40.0, 320.0, 34.0
MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: its class in the style sheet, where it begins and how long it is."""

    shape: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """One bar with its name, and where its number stands."""

    name: str
    y: float
    text_y: float
    pieces: tuple[Piece, ...]
    end: float
    value: int
    late: int = 0


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of a line."""

    x: float
    y: float
    text_y: float
    value: int
    number: int = 0


def short(name: str) -> str:
    """A name that fits before its bar."""
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…"


def bars(named: Sequence[tuple[str, int, str]], *, left: float, room: float) -> list[Row]:
    """Single bars, from 0, of (name, count, class); the longest fills the room."""
    highest = max((count for _, count, _ in named), default=0) or 1
    rows = []
    for n, (name, count, shape) in enumerate(named):
        width = round(room * count / highest, 1)
        y = TOP + n * ROW
        rows.append(Row(name, y, y + 15, (Piece(shape, left, width),), round(left + width + 6, 1), count))
    return rows


def stacked(units: Sequence[Slow], *, room: float = 190.0) -> list[Row]:
    """A bar for each unit: in time, due soon, overdue."""
    highest = max((unit.total for unit in units), default=0) or 1
    rows = []
    for n, unit in enumerate(units):
        x, pieces = NAME_WIDTH, []
        for shape, count in (("bar-ok", unit.in_time), ("bar-near", unit.near), ("bar-late", unit.late)):
            width = round(room * count / highest, 1)
            if width:
                pieces.append(Piece(shape, round(x, 1), width))
                x += width + 1
        y = TOP + n * ROW
        rows.append(Row(short(unit.name), y, y + 15, tuple(pieces), round(x + 5, 1), unit.total, unit.late))
    return rows


def kinds(found: Sequence[Gathered], other: str) -> list[Row]:
    """A bar for each kind of problem; the first stands out, the rest together is grey."""
    named = []
    for n, kind in enumerate(found):
        shape = "bar-g" if kind.category is None else "bar-2" if n else "bar"
        named.append((short(kind.name) if kind.category else other, kind.count, shape))
    return bars(named, left=NAME_WIDTH, room=170.0)


def pace_line(rounds: Sequence[Pace]) -> list[Dot]:
    """A point for each of the last rounds; the slowest stands highest, 0 is the axis."""
    last = rounds[-MOST_ROUNDS:]
    highest = max((pace.days for pace in last), default=0) or 1
    step = (LAST - FIRST) / max(len(last) - 1, 1)
    dots = []
    for n, pace in enumerate(last):
        y = LOW - (LOW - PACE_TOP) * pace.days / highest
        dots.append(Dot(round(FIRST + n * step, 1), round(y, 1), round(y - 11, 1), pace.days, pace.number))
    return dots


def points(dots: Sequence[Dot]) -> str:
    """The dots as a line."""
    return " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in dots)


@dataclass(frozen=True, slots=True)
class Curve:
    """Coverage round by round: solid as far as rounds have entered, dashed as planned, the area below it."""

    begun: str
    ahead: str
    area: str
    now: Dot | None


def coverage_curve(coverage: Coverage) -> Curve:
    """The running share of covered targets, from 0 at the beginning of the term."""
    loads = coverage.loads
    step = (RIGHT - LEFT) / max(len(loads), 1)
    spots = [(round(LEFT, 1), LOW, False)]
    for n, load in enumerate(loads, 1):
        spots.append((round(LEFT + n * step, 1), round(LOW - (LOW - HIGH) * load.rate, 1), load.planned))
    begun = [(x, y) for x, y, planned in spots if not planned]
    ahead = begun[-1:] + [(x, y) for x, y, planned in spots if planned]
    x, y = begun[-1]
    drawn = [f"{a:.1f},{b:.1f}" for a, b in begun]
    now = Dot(x, y, round(y - 9, 1), round(coverage.rate * 100)) if len(begun) > 1 else None
    return Curve(
        " ".join(drawn) if len(drawn) > 1 else "",
        " ".join(f"{a:.1f},{b:.1f}" for a, b in ahead) if len(ahead) > 1 else "",
        f"{LEFT:.1f},{LOW:.1f} {' '.join(drawn)} {x:.1f},{LOW:.1f}" if len(drawn) > 1 else "",
        now,
    )
