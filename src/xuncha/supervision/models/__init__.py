"""Letters with the items they are about, and suggestions that a person did not follow."""

from xuncha.supervision.models.letters import Dismissal, Letter, LetterLine

__all__ = ["Dismissal", "Letter", "LetterLine"]
