"""How many petitions a team took in: told beside its weekly sheet, to who may know how many there are."""

from datetime import date

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.intake.models import Petition
from xuncha.rounds.models import Team
from xuncha.rounds.selectors import WeekFigure, register_week_figure


def _petitions(team: Team, first: date, last: date) -> int:
    return Petition.objects.filter(inspection__team=team, received_on__range=(first, last)).count()


def count_weeks() -> None:
    """Put petitions beside the weekly sheet, by number alone."""
    register_week_figure(
        WeekFigure("petitions", 50, N_("收到信访件"), N_("信访"), N_("件"), _petitions, P.PETITION_COUNT)
    )
