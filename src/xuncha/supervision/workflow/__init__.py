"""The states of letters and campaigns and the steps between them."""

from xuncha.supervision.workflow.letters import CLOSED, LETTER, OUT, WAITING, LetterState

__all__ = ["CLOSED", "LETTER", "OUT", "WAITING", "LetterState"]
