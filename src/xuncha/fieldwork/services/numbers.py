"""Numbers of papers and fact sheets: provisional when a paper is opened, permanent with the leader's signature."""

from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.usecases import Act
from xuncha.rounds.models import Inspection

PROVISIONAL, PERMANENT, SHEET = "paper_provisional", "paper", "fact"


def next_number(act: Act, kind: str, inspection: Inspection) -> str:
    """The next number of this kind in the team's series, by the office's pattern in force."""
    batch = inspection.round
    return take_number(
        act,
        kind,
        batch.term.jurisdiction,
        term=batch.term.number,
        round=batch.number,
        team=inspection.team.number if inspection.team else 0,
    )
