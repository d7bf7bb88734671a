"""Suggestions of discipline and organisation departments: given, adopted, declined. (domain §3.2 step 1a; A09)"""

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import InspectionType
from xuncha.rounds.models import Round, Suggestion, Team
from xuncha.rounds.rules import reasons_against_answer, reasons_not_to_adopt, reasons_not_to_suggest
from xuncha.rounds.selectors import (
    ROUNDS,
    SUGGESTIONS,
    department_of,
    listed_inspection,
    suggesting_facts,
)
from xuncha.rounds.services.inspections import add_inspection
from xuncha.rounds.workflow import SUGGESTION, RoundState


@use_case(P.ROUND_SUGGEST, within=ROUNDS)
def suggest_inspection(act: Act, batch: Round, *, organisation: Organisation, text: str) -> Suggestion:
    """Ask that the round inspect an organisation, and say why."""
    department = department_of(act.actor, batch)
    RuleViolated.unless_empty(reasons_not_to_suggest(suggesting_facts(batch, organisation, department)))
    return act.create(
        Suggestion(round=batch, organisation=organisation, department=department, text=text), "suggestion.given"
    )


@use_case(SUGGESTION.steps["adopt"].permission, within=SUGGESTIONS)
def adopt_suggestion(
    act: Act,
    suggestion: Suggestion,
    *,
    type: InspectionType = InspectionType.ROUTINE,  # noqa: A002 - the field's own name
    team: Team | None = None,
    focus: str = "",
) -> Suggestion:
    """Follow a suggestion: the organisation is listed in the round, unless it stands there already."""
    batch, unit = suggestion.round, suggestion.organisation
    act.step(suggestion, SUGGESTION, "adopt", answered_by=act.actor.user, answered_at=act.now)
    listed = listed_inspection(batch, unit) is not None
    RuleViolated.unless_empty(reasons_not_to_adopt(RoundState(batch.state), unit=str(unit), listed=listed))
    if not listed:
        add_inspection(act, batch, organisation=unit, type=type, team=team, focus=focus)
    return suggestion


@use_case(SUGGESTION.steps["decline"].permission, within=SUGGESTIONS)
def decline_suggestion(act: Act, suggestion: Suggestion, *, reason: str) -> Suggestion:
    """Tell the department why its suggestion is not followed."""
    RuleViolated.unless_empty(reasons_against_answer(reason))
    return act.step(
        suggestion,
        SUGGESTION,
        "decline",
        reason=reason,
        answer=reason.strip(),
        answered_by=act.actor.user,
        answered_at=act.now,
    )
