"""
What a team did in a week, counted by the stages that keep the records.

Each stage that has something to count calls `register_week_figure` in its `AppConfig.ready()`; the weekly sheet asks
every figure. Clues about persons are never among them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from xuncha.core.permissions import Permission
from xuncha.rounds.models import Team


@dataclass(frozen=True, slots=True)
class WeekFigure:
    """
    One line of the sheet: `count(team, first, last)` are its records of these days, both included; one query.

    `short` heads its column in the table across teams. What asks for a `permission` is told on the sheet's page to who
    holds it, and neither kept with the sheet, nor printed, nor put into that table.
    """

    code: str
    order: int
    label: str
    short: str
    unit: str
    count: Callable[[Team, date, date], int]
    permission: Permission | None = None


WEEK_FIGURES: dict[str, WeekFigure] = {}


def register_week_figure(figure: WeekFigure) -> None:
    """Add a line to the weekly sheet; registering the same code again replaces it."""
    WEEK_FIGURES[figure.code] = figure


def week_figures() -> list[WeekFigure]:
    """Every line of the sheet, in order."""
    return sorted(WEEK_FIGURES.values(), key=lambda figure: figure.order)
