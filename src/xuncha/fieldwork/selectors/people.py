"""Who works on a paper, and who may."""

from datetime import datetime

from django.db.models import Q

from xuncha.core.permissions import GRANTS, ROLE_SCOPE, Scope
from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.models import Place, WorkingPaper
from xuncha.fieldwork.rules import HandFacts
from xuncha.fieldwork.workflow import PaperState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import Grant, User
from xuncha.rounds.models import Inspection

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
    roles = [r for r, scope in ROLE_SCOPE.items() if scope is Scope.TEAM and P.PAPER_WRITE in GRANTS[r]]
    in_force = Q(valid_from__lte=now) & (Q(valid_to__isnull=True) | Q(valid_to__gt=now))
    team = inspection.team_id or 0  # no team yet: nobody
    grants = Grant.objects.filter(in_force, role__in=roles, scope_id=team, user__is_active=True)
    given = grants.select_related("user").order_by()
    people = {g.user_id: g.user for g in given if inspection.organisation_id not in g.except_units}
    return sorted(people.values(), key=lambda user: (user.name, user.pk))
