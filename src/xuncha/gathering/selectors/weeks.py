"""The figures of a week: counted from the records while a sheet is a draft, as they were once it is handed in."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.gathering.models import MaterialItem, MaterialReview, Talk, Visit, WeekSheet
from xuncha.gathering.workflow import TalkState, WeekState
from xuncha.rounds.models import Team
from xuncha.rounds.selectors import TEAMS, WeekFigure, register_week_figure, week_figures
from xuncha.rounds.workflow import RoundState

EVER = date(1900, 1, 1)
GOING = (RoundState.AUTHORISED, RoundState.IN_FIELD, RoundState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One figure: in the week, and altogether up to its end."""

    code: str
    label: str
    unit: str
    week: int
    total: int

    def stored(self) -> Mapping[str, Any]:
        """As a sheet that was handed in keeps it."""
        return asdict(self)


def lines_of(sheet: WeekSheet) -> list[WeekLine]:
    """The figures of a sheet for everybody who reads it."""
    if sheet.state == WeekState.HANDED_IN:
        apart = {figure.code for figure in week_figures() if figure.permission}
        return [WeekLine(**line) for line in sheet.figures if line["code"] not in apart]
    return [_counted(figure, sheet) for figure in week_figures() if figure.permission is None]


def lines_told(actor: Actor, sheet: WeekSheet) -> list[WeekLine]:
    """Those, and what this person may know besides, as the records stand."""
    apart = (figure for figure in week_figures() if figure.permission)
    mine = (one for one in apart if one.permission and TEAMS.permits(actor, one.permission, sheet.team))
    return [*lines_of(sheet), *(_counted(figure, sheet) for figure in mine)]


def _counted(figure: WeekFigure, sheet: WeekSheet) -> WeekLine:
    return WeekLine(
        figure.code,
        figure.label,
        figure.unit,
        figure.count(sheet.team, sheet.monday, sheet.sunday),
        figure.count(sheet.team, EVER, sheet.sunday),
    )


def teams_writing(actor: Actor) -> QuerySet[Team]:
    """Teams in the field for which this person may write sheets."""
    return TEAMS.permitted(actor, P.WEEK_WRITE).filter(round__state__in=GOING).order_by("-pk")


def _talks(team: Team, first: date, last: date) -> int:
    rows = Talk.objects.filter(inspection__team=team, held_on__range=(first, last))
    return rows.exclude(state=TalkState.CANCELLED).count()


def _asked(team: Team, first: date, last: date) -> int:
    return MaterialItem.objects.filter(request__inspection__team=team, request__sent_on__range=(first, last)).count()


def _read(team: Team, first: date, last: date) -> int:
    rows = MaterialReview.objects.filter(item__request__inspection__team=team, read_on__range=(first, last))
    return rows.values("item").distinct().count()


def _went(team: Team, kind: str, first: date, last: date) -> int:
    return Visit.objects.filter(inspection__team=team, kind=kind, on__range=(first, last)).count()


def _visits(team: Team, first: date, last: date) -> int:
    return _went(team, Visit.Kind.VISIT, first, last)


def _meetings(team: Team, first: date, last: date) -> int:
    return _went(team, Visit.Kind.MEETING, first, last)


def count_weeks() -> None:
    """Put what was gathered on the weekly sheet."""
    register_week_figure(WeekFigure("talks", 10, N_("个别谈话"), N_("谈话"), N_("次"), _talks))
    register_week_figure(WeekFigure("materials_asked", 20, N_("调阅资料"), N_("调阅"), N_("项"), _asked))
    register_week_figure(WeekFigure("materials_read", 21, N_("查阅资料"), N_("查阅"), N_("项"), _read))
    register_week_figure(WeekFigure("visits", 30, N_("走访"), N_("走访"), N_("次"), _visits))
    register_week_figure(WeekFigure("meetings", 40, N_("列席会议"), N_("列席"), N_("次"), _meetings))
