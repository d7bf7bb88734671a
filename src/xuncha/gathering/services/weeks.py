"""The weekly sheet: begun, put into words, handed in with its figures frozen. (feature B04)"""

from datetime import date

from django.utils import timezone

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.usecases import Act, use_case
from xuncha.gathering.models import WeekSheet
from xuncha.gathering.rules.weeks import monday_of, reasons_against_week, reasons_not_to_hand_in
from xuncha.gathering.selectors import WEEKS, lines_of
from xuncha.gathering.workflow import WEEK, WeekState
from xuncha.rounds.models import Team
from xuncha.rounds.selectors import TEAMS


@use_case(P.WEEK_WRITE, within=TEAMS)
def begin_week(act: Act, team: Team, *, day: date) -> WeekSheet:
    """Begin the sheet of the week in which this day lies."""
    monday = monday_of(day)
    exists = team.week_sheets.filter(monday=monday).exists()
    RuleViolated.unless_empty(reasons_against_week(day, today=timezone.localdate(act.now), exists=exists))
    return act.create(WeekSheet(team=team, monday=monday), "week.begun")


@use_case(P.WEEK_WRITE, within=WEEKS)
def save_week(
    act: Act, sheet: WeekSheet, *, said: str, ahead: str, needs: str = "", base_version: int | None = None
) -> WeekSheet:
    """Put the week, and what comes next, into the team's words."""
    if sheet.state != WeekState.DRAFT:
        raise RuleViolated(say("周进展表已经报送，不能再改。"))
    return act.change(
        sheet,
        "week.saved",
        base_version=base_version,
        said=said.strip(),
        ahead=ahead.strip(),
        needs=needs.strip(),
    )


@use_case(WEEK.steps["hand_in"].permission, within=WEEKS)
def hand_in_week(act: Act, sheet: WeekSheet) -> WeekSheet:
    """Hand the sheet in; its figures stay as they are at this moment."""
    WEEK.step("hand_in", WeekState(sheet.state))
    RuleViolated.unless_empty(reasons_not_to_hand_in(said=sheet.said, ahead=sheet.ahead))
    return act.step(sheet, WEEK, "hand_in", figures=[dict(line.stored()) for line in lines_of(sheet)])
