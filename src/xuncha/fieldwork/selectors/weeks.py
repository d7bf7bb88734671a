"""How many papers a team began and its leader signed in a week."""

from datetime import date

from xuncha.core.text import N_
from xuncha.fieldwork.models import FactSheet, Place, Signature, WorkingPaper
from xuncha.fieldwork.workflow import FactState, PaperState
from xuncha.rounds.models import Team
from xuncha.rounds.selectors import WeekFigure, register_week_figure

UNSENT = (FactState.DRAFT, FactState.WITHDRAWN)


def _begun(team: Team, first: date, last: date) -> int:
    rows = WorkingPaper.objects.filter(inspection__team=team, created_at__date__range=(first, last))
    return rows.exclude(state=PaperState.VOID).count()


def _signed_in(team: Team, place: Place, first: date, last: date) -> int:
    rows = Signature.objects.filter(paper__inspection__team=team, place=place, signed_at__date__range=(first, last))
    return rows.filter(voided_at__isnull=True).count()


def _checked(team: Team, first: date, last: date) -> int:
    return _signed_in(team, Place.DEPUTY, first, last)


def _signed(team: Team, first: date, last: date) -> int:
    return _signed_in(team, Place.LEADER, first, last)


def _facts(team: Team, first: date, last: date) -> int:
    rows = FactSheet.objects.filter(inspection__team=team, created_at__date__range=(first, last))
    return rows.exclude(state__in=UNSENT).count()


def count_weeks() -> None:
    """Put papers and fact sheets on the weekly sheet."""
    register_week_figure(WeekFigure("papers_begun", 60, N_("新写底稿"), N_("新稿"), N_("份"), _begun))
    register_week_figure(WeekFigure("papers_checked", 61, N_("副组长已复核底稿"), N_("复核"), N_("份"), _checked))
    register_week_figure(WeekFigure("papers_signed", 62, N_("组长已签底稿"), N_("审签"), N_("份"), _signed))
    register_week_figure(WeekFigure("facts", 63, N_("送单位确认单"), N_("确认"), N_("份"), _facts))
