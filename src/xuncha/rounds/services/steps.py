"""The steps of a round, from the draft to its end. (domain §3.2 steps 1 to 3a; features A09 A10)"""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Position, Replacement, Round
from xuncha.rounds.rules import (
    reasons_against_day,
    reasons_not_to_approve,
    reasons_not_to_authorise,
    reasons_not_to_file,
    reasons_not_to_submit,
)
from xuncha.rounds.selectors import OPEN_PARTICIPATIONS, ROUNDS, round_facts, unanswered
from xuncha.rounds.services.access import end_access, give_access, members_of
from xuncha.rounds.workflow import PARTICIPATION, REPLACEMENT, ROUND, SUGGESTION, ReplacementState, RoundState

STEPS = ROUND.steps
NOT_FILED: dict[str, Any] = {"filed_on": None, "filed_by": None, "filed_to": "", "filing_no": "", "filing_note": ""}


def _from_here(batch: Round, name: str) -> None:
    """Say that the step does not exist from this state before asking any rule about it."""
    ROUND.step(name, RoundState(batch.state))


@use_case(STEPS["submit"].permission, within=ROUNDS)
def submit_round(act: Act, batch: Round) -> Round:
    """Hand a complete round in for approval."""
    _from_here(batch, "submit")
    RuleViolated.unless_empty(reasons_not_to_submit(round_facts(batch, timezone.localdate(act.now))))
    return act.step(batch, ROUND, "submit", submitted_by=act.actor.user)


@use_case(STEPS["return"].permission, within=ROUNDS)
def return_round(act: Act, batch: Round, *, reason: str) -> Round:
    """Give a round back for changes; what was approved and filed before no longer counts."""
    return act.step(batch, ROUND, "return", reason=reason, approved_on=None, **NOT_FILED)


@use_case(STEPS["approve"].permission, within=ROUNDS)
def approve_round(act: Act, batch: Round) -> Round:
    """Approve the scheme, the targets and the teams of a round that somebody else handed in."""
    _from_here(batch, "approve")
    RuleViolated.unless_empty(reasons_not_to_approve(approver_submitted=batch.submitted_by_id == act.actor.pk))
    return act.step(batch, ROUND, "approve", approved_on=timezone.localdate(act.now))


@use_case(STEPS["authorise"].permission, within=ROUNDS)
def authorise_round(act: Act, batch: Round, *, authorisation_no: str = "") -> Round:
    """Authorise the teams for this round alone: every member gets access until the authority ends (一次一授权)."""
    _from_here(batch, "authorise")
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_authorise(round_facts(batch, today), today))
    act.step(batch, ROUND, "authorise", authorisation_no=authorisation_no)
    refused: list[Reason] = []
    for member in members_of(batch):
        try:
            give_access(act, member)
        except RuleViolated as refusal:
            refused += refusal.reasons
    RuleViolated.unless_empty(refused)
    return batch


@use_case(STEPS["enter"].permission, within=ROUNDS)
def enter_round(act: Act, batch: Round, *, on: date | None = None) -> Round:
    """Note that the teams went in (进驻); from now on the round counts for coverage."""
    _from_here(batch, "enter")
    today = timezone.localdate(act.now)
    day = on or today
    RuleViolated.unless_empty(reasons_against_day(day=day, today=today, authority_to=batch.authority_to))
    act.step(batch, ROUND, "enter")
    for inspection in batch.inspections.filter(entry_on__isnull=True).select_related("organisation"):
        act.change(inspection, "inspection.entered", entry_on=day)
    _node_done(act, batch, "entered", day)
    return batch


@use_case(STEPS["withdraw"].permission, within=ROUNDS)
def withdraw_round(act: Act, batch: Round, *, on: date | None = None) -> Round:
    """Note that the teams came out (撤点)."""
    _from_here(batch, "withdraw")
    today = timezone.localdate(act.now)
    day = on or today
    latest = batch.inspections.order_by("-entry_on").values_list("entry_on", flat=True).first()
    RuleViolated.unless_empty(
        reasons_against_day(day=day, today=today, authority_to=batch.authority_to, entered=latest)
    )
    act.step(batch, ROUND, "withdraw")
    for inspection in batch.inspections.filter(withdraw_on__isnull=True).select_related("organisation"):
        act.change(inspection, "inspection.withdrawn", withdraw_on=day)
    _node_done(act, batch, "withdrawn", day)
    return batch


@use_case(STEPS["close"].permission, within=ROUNDS)
def close_round(act: Act, batch: Round) -> Round:
    """End the round, and everybody's access with it; what was still asked for its members comes to nothing."""
    act.step(batch, ROUND, "close")
    over = _("本轮结束")
    for asked in Replacement.objects.filter(team__round=batch, state=ReplacementState.ASKED):
        act.step(asked, REPLACEMENT, "refuse", reason=over, decision=over, decided_by=act.actor.user)
    for member in sorted(members_of(batch), key=lambda one: one.position == Position.LEADER):  # the last key is theirs
        end_access(act, member, why=N_("本轮结束"))
    return batch


@use_case(STEPS["cancel"].permission, within=ROUNDS)
def cancel_round(act: Act, batch: Round, *, reason: str) -> Round:
    """Give a round up before it is authorised; suggestions and invitations still open end with the same reason."""
    act.step(batch, ROUND, "cancel", reason=reason)
    for suggestion in unanswered(batch):
        act.step(
            suggestion,
            SUGGESTION,
            "decline",
            reason=reason,
            answer=reason,
            answered_by=act.actor.user,
            answered_at=act.now,
        )
    for participation in batch.participations.filter(state__in=OPEN_PARTICIPATIONS):
        act.step(participation, PARTICIPATION, "revoke", reason=reason)
    return batch


@use_case(P.ROUND_RUN, within=ROUNDS)
def note_filing(
    act: Act,
    batch: Round,
    *,
    filed_on: date,
    filed_to: str,
    filing_no: str = "",
    filing_note: str = "",
    base_version: int | None = None,
) -> Round:
    """Note that the approved scheme went to the upper office (报备), or correct the note."""
    RuleViolated.unless_empty(
        reasons_not_to_file(
            state=RoundState(batch.state),
            filed_on=filed_on,
            approved_on=batch.approved_on,
            today=timezone.localdate(act.now),
        )
    )
    return act.change(
        batch,
        "round.filed",
        base_version=base_version,
        filed_on=filed_on,
        filed_to=filed_to,
        filing_no=filing_no,
        filing_note=filing_note,
        filed_by=act.actor.user,
    )


def _node_done(act: Act, batch: Round, code: str, day: date) -> None:
    for node in batch.nodes.filter(code=code, done_on__isnull=True):
        act.change(node, "round.node_done", done_on=day)
