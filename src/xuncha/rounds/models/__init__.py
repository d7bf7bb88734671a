"""Rounds, their teams, the inspections they make, and the people named to them."""

from xuncha.rounds.models.linkage import LentPerson, Participation
from xuncha.rounds.models.lots import Draw, DrawKind
from xuncha.rounds.models.members import Declaration, Membership, Position, Recusal, Replacement
from xuncha.rounds.models.rings import RingLeg
from xuncha.rounds.models.rounds import Department, Inspection, Linkage, Round, Suggestion, Team, TimeNode

__all__ = [
    "Declaration",
    "Department",
    "Draw",
    "DrawKind",
    "Inspection",
    "LentPerson",
    "Linkage",
    "Membership",
    "Participation",
    "Position",
    "Recusal",
    "Replacement",
    "RingLeg",
    "Round",
    "Suggestion",
    "Team",
    "TimeNode",
]
