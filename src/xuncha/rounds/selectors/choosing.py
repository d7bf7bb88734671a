"""What departments suggest for a round, and when its scheme is due at the upper office."""

from collections.abc import Sequence

from django.db.models import QuerySet

from xuncha.core.deadlines import Due
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.regulations.selectors import due_for
from xuncha.rounds.models import Department, Inspection, Round, Suggestion
from xuncha.rounds.rules import SuggestingFacts
from xuncha.rounds.selectors.facts import area_of
from xuncha.rounds.selectors.reaches import SUGGESTIONS
from xuncha.rounds.workflow import ROUND, RoundState, SuggestionState

FILING_RULE = "scheme_filing"


def suggestions_for(actor: Actor, batch: Round) -> Sequence[Suggestion]:
    """The round's suggestions that this person may read, those without an answer first."""
    rows = SUGGESTIONS.visible_to(actor).filter(round=batch).select_related("organisation", "created_by", "answered_by")
    return sorted(rows, key=lambda s: (s.state != SuggestionState.GIVEN, s.pk))


def unanswered(batch: Round) -> QuerySet[Suggestion]:
    """Suggestions of the round that wait for an answer."""
    return batch.suggestions.filter(state=SuggestionState.GIVEN)


def department_of(actor: Actor, batch: Round) -> Department:
    """For which department the person suggests: that of the role by which they may, discipline before organisation."""
    home = batch.term.jurisdiction_id
    roles = {held.role.value for held in actor.holding(P.ROUND_SUGGEST) if held.scope_id == home}
    return next(department for department in Department if department.value in roles)


def suggesting_facts(batch: Round, unit: Organisation, department: Department) -> SuggestingFacts:
    """What decides whether the department may suggest the unit."""
    return SuggestingFacts(
        unit=str(unit),
        round_state=RoundState(batch.state),
        closed=unit.closed_on is not None,
        listed=listed_inspection(batch, unit) is not None,
        suggested=batch.suggestions.filter(organisation=unit, department=department).exists(),
        within_reach=Organisation.objects.filter(area_of(batch), pk=unit.pk).exists(),
    )


def listed_inspection(batch: Round, unit: Organisation) -> Inspection | None:
    """The inspection of the unit in the round, if it is listed."""
    return batch.inspections.filter(organisation=unit).first()


def filing_due(batch: Round) -> Due | None:
    """By when the approved scheme goes to the upper office; None before the approval or without a rule."""
    if batch.approved_on is None:
        return None
    return due_for(ROUND.steps["approve"].starts, batch.approved_on, batch.term.jurisdiction, code=FILING_RULE)
