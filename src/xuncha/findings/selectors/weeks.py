"""How many immediate rectifications a team had issued and accepted in a week."""

from datetime import date

from xuncha.core.text import N_
from xuncha.findings.models import ImmediateFix
from xuncha.rounds.models import Team
from xuncha.rounds.selectors import WeekFigure, register_week_figure


def _issued(team: Team, first: date, last: date) -> int:
    return ImmediateFix.objects.filter(inspection__team=team, issued_at__date__range=(first, last)).count()


def _accepted(team: Team, first: date, last: date) -> int:
    return ImmediateFix.objects.filter(inspection__team=team, accepted_at__date__range=(first, last)).count()


def count_weeks() -> None:
    """Put immediate rectifications on the weekly sheet."""
    register_week_figure(WeekFigure("fixes_issued", 70, N_("下发立行立改通知"), N_("立改"), N_("件"), _issued))
    register_week_figure(WeekFigure("fixes_accepted", 71, N_("立行立改已到位"), N_("到位"), N_("件"), _accepted))
