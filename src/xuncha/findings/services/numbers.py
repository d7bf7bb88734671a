"""Numbers of findings (WT) and immediate rectifications (LX), in the office's own pattern."""

from xuncha.foundation.regulations.numbers import take_numbers
from xuncha.foundation.usecases import Act
from xuncha.rounds.models import Inspection


def finding_number(act: Act, inspection: Inspection) -> str:
    """The next number of the team's findings."""
    return finding_numbers(act, inspection, 1)[0]


def finding_numbers(act: Act, inspection: Inspection, count: int) -> list[str]:
    """The next numbers of the team's findings, in order."""
    return _take(act, "finding", inspection, count)


def fix_number(act: Act, inspection: Inspection) -> str:
    """The next number of the team's immediate rectifications."""
    return _take(act, "fix", inspection, 1)[0]


def _take(act: Act, code: str, inspection: Inspection, count: int) -> list[str]:
    batch = inspection.round
    team = inspection.team.number if inspection.team else 0
    places = {"term": batch.term.number, "round": batch.number, "team": team}
    return take_numbers(act, code, batch.term.jurisdiction, count, **places)
