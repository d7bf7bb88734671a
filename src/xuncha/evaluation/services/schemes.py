"""Schemes from a pattern or empty to their approval; from then on they change by a new version alone."""

from collections.abc import Mapping
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.evaluation.models import Scheme
from xuncha.evaluation.rules.definitions import (
    EMPTY,
    Definition,
    reasons_not_to_approve,
    reasons_not_to_change,
    reasons_not_to_revise,
    reasons_not_to_submit,
    with_part,
    without_part,
)
from xuncha.evaluation.selectors import SCHEMES
from xuncha.evaluation.selectors.lists import has_next
from xuncha.evaluation.workflow import SCHEME, SchemeState
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case


@use_case(P.EVALUATION_WRITE, within=JURISDICTIONS, lock=False)
def draft_scheme(
    act: Act,
    office: Jurisdiction,
    *,
    kind: str,
    title: str,
    source: str = "",
    definition: Definition | None = None,
) -> Scheme:
    """Begin a scheme of the office, with a pattern's definition or empty."""
    made = Scheme(jurisdiction=office, kind=kind, title=title, source=source, definition=definition or EMPTY)
    return act.create(made, "evaluation.scheme_drafted")


@use_case(P.EVALUATION_WRITE, within=SCHEMES)
def change_scheme(
    act: Act, scheme: Scheme, *, title: str, source: str, full: str, places: int, base_version: int | None = None
) -> Scheme:
    """Change the title of a draft, after which document it was made, the full mark and how values are rounded."""
    _drafted(scheme)
    definition = {**scheme.definition, "full": full, "places": places}
    return act.change(
        scheme,
        "evaluation.scheme_changed",
        base_version=base_version,
        title=title,
        source=source,
        definition=definition,
    )


@use_case(P.EVALUATION_WRITE, within=SCHEMES)
def put_part(
    act: Act, scheme: Scheme, *, kind: str, part: Mapping[str, Any], which: str = "", base_version: int | None = None
) -> Scheme:
    """Add an indicator, group, answer, veto or grade to a draft, or change the one with the code `which`."""
    _drafted(scheme)
    if which and which not in {one["code"] for one in scheme.definition[kind]}:
        raise RuleViolated(say("这一条已经被删除。"))
    definition = with_part(scheme.definition, kind, part, which)
    return act.change(scheme, "evaluation.scheme_changed", base_version=base_version, definition=definition)


@use_case(P.EVALUATION_WRITE, within=SCHEMES)
def drop_part(act: Act, scheme: Scheme, *, kind: str, which: str) -> Scheme:
    """Take an indicator, group, answer, veto or grade out of a draft."""
    _drafted(scheme)
    return act.change(scheme, "evaluation.scheme_changed", definition=without_part(scheme.definition, kind, which))


@use_case(SCHEME.steps["submit"].permission, within=SCHEMES)
def submit_scheme(act: Act, scheme: Scheme) -> Scheme:
    """Hand a scheme in for approval: it adds up, and stands from now on."""
    SCHEME.step("submit", SchemeState(scheme.state))
    RuleViolated.unless_empty(reasons_not_to_submit(scheme.definition))
    return act.step(scheme, SCHEME, "submit")


@use_case(SCHEME.steps["return"].permission, within=SCHEMES)
def return_scheme(act: Act, scheme: Scheme, *, reason: str) -> Scheme:
    """Give a scheme back to be changed."""
    return act.step(scheme, SCHEME, "return", reason=reason)


@use_case(SCHEME.steps["approve"].permission, within=SCHEMES)
def approve_scheme(act: Act, scheme: Scheme) -> Scheme:
    """Approve what somebody else drafted: evaluations may use it."""
    SCHEME.step("approve", SchemeState(scheme.state))
    RuleViolated.unless_empty(reasons_not_to_approve(own=scheme.created_by_id == act.actor.pk))
    return act.step(scheme, SCHEME, "approve", approved_by=act.actor.user, approved_at=act.now)


@use_case(SCHEME.steps["end"].permission, within=SCHEMES)
def end_scheme(act: Act, scheme: Scheme, *, reason: str) -> Scheme:
    """Use a scheme no more; evaluations under way keep it."""
    return act.step(scheme, SCHEME, "end", reason=reason)


@use_case(P.EVALUATION_WRITE, within=SCHEMES)
def revise_scheme(act: Act, scheme: Scheme) -> Scheme:
    """Draft the next version of a scheme that stands."""
    drafted = scheme.state == SchemeState.DRAFT
    RuleViolated.unless_empty(reasons_not_to_revise(drafted=drafted, followed=has_next(scheme)))
    made = Scheme(
        jurisdiction=scheme.jurisdiction,
        kind=scheme.kind,
        title=scheme.title,
        source=scheme.source,
        definition=scheme.definition,
        edition=scheme.edition + 1,
        follows=scheme,
    )
    return act.create(made, "evaluation.scheme_drafted")


def _drafted(scheme: Scheme) -> None:
    RuleViolated.unless_empty(reasons_not_to_change(drafted=scheme.state == SchemeState.DRAFT))
