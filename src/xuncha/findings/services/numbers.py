"""Numbers of findings (WT) and immediate rectifications (LX), in the office's own pattern."""

from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.usecases import Act
from xuncha.rounds.models import Inspection


def finding_number(act: Act, inspection: Inspection) -> str:
    """The next number of the team's findings."""
    return _take(act, "finding", inspection)


def fix_number(act: Act, inspection: Inspection) -> str:
    """The next number of the team's immediate rectifications."""
    return _take(act, "fix", inspection)


def _take(act: Act, code: str, inspection: Inspection) -> str:
    batch = inspection.round
    team = inspection.team.number if inspection.team else 0
    return take_number(act, code, batch.term.jurisdiction, term=batch.term.number, round=batch.number, team=team)
