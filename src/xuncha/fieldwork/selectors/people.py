"""Who works on a paper, and who may."""

from datetime import datetime

from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.models import Place, WorkingPaper
from xuncha.fieldwork.rules import HandFacts
from xuncha.fieldwork.workflow import PaperState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import people_with

S = PaperState
BEFORE_CHECKING = frozenset({S.DRAFT, S.CO_SIGN, S.CO_SIGNED, S.RETURNED, S.SUBMITTED})
"""States in which no deputy's signature is in force: a paper that goes back to them loses it."""


def hands_of(actor: Actor, paper: WorkingPaper) -> HandFacts:
    """Who acts, and whose the paper is. Before a paper is checked there is no deputy to ask the database for."""
    if S(paper.state) in BEFORE_CHECKING:
        return HandFacts(actor.pk, paper.handler_id, paper.second_handler_id)
    deputy = paper.signatures.filter(place=Place.DEPUTY, voided_at__isnull=True).values_list("signed_by_id", flat=True)
    return HandFacts(actor.pk, paper.handler_id, paper.second_handler_id, deputy.first())


def colleagues(inspection: Inspection, now: datetime) -> list[User]:
    """The people who may write papers of this inspection now: its team, without those recused from the unit."""
    return people_with(P.PAPER_WRITE, inspection, now)
