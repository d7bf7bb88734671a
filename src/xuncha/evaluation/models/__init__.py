"""Schemes, evaluations with the bodies evaluated, votes as counts, scores, objections, what follows. (feature C13)"""

from xuncha.evaluation.models.runs import Card, Count, Panel, Run, Subject, Tally
from xuncha.evaluation.models.schemes import Kind, Scheme
from xuncha.evaluation.models.scores import Follow, Mark, Objection, Rate

__all__ = [
    "Card",
    "Count",
    "Follow",
    "Kind",
    "Mark",
    "Objection",
    "Panel",
    "Rate",
    "Run",
    "Scheme",
    "Subject",
    "Tally",
]
