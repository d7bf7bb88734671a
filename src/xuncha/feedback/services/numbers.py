"""Numbers of reports (BG), feedback opinions (FK) and instructions (PS), in the office's own pattern."""

from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.usecases import Act
from xuncha.planning.models import Term
from xuncha.rounds.models import Inspection


def number_of_inspection(act: Act, code: str, inspection: Inspection) -> str:
    """The next number of the team's reports or opinions."""
    batch = inspection.round
    team = inspection.team.number if inspection.team else 0
    return take_number(act, code, batch.term.jurisdiction, term=batch.term.number, round=batch.number, team=team)


def instruction_number(act: Act, term: Term) -> str:
    """The next number of the term's instructions."""
    return take_number(act, "instruction", term.jurisdiction, term=term.number)
