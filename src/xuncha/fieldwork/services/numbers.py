"""Numbers of papers and fact sheets: provisional when a paper is opened, permanent with the leader's signature."""

from django.db.models import Count

from xuncha.fieldwork.models import FactSheet, WorkingPaper
from xuncha.rounds.models import Inspection


def _place(inspection: Inspection) -> str:
    batch = inspection.round
    team = inspection.team.number if inspection.team else 0
    return f"{batch.term.jurisdiction.code.upper()}-{batch.term.number}-{batch.number:02d}-{team:02d}"


def provisional_number(inspection: Inspection) -> str:
    """The next provisional number of the team."""
    taken = WorkingPaper.objects.filter(inspection__team=inspection.team_id).aggregate(n=Count("pk"))["n"]
    return f"LS-{_place(inspection)}-{taken + 1:03d}"


def permanent_number(inspection: Inspection) -> str:
    """The next permanent number of the team."""
    signed = WorkingPaper.objects.filter(inspection__team=inspection.team_id, number__isnull=False)
    return f"DG-{_place(inspection)}-{signed.count() + 1:03d}"


def sheet_number(inspection: Inspection) -> str:
    """The next number of the team's fact-confirmation sheets."""
    return f"QR-{_place(inspection)}-{FactSheet.objects.filter(inspection__team=inspection.team_id).count() + 1:03d}"
