"""Declarations for one round: asked of every member, made by the person, entered from a signed sheet by the office."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.errors import OutOfReach, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act, personal_use_case, use_case
from xuncha.rounds.models import Declaration, Membership, Round
from xuncha.rounds.rules import (
    STAFFED,
    TieFacts,
    reasons_not_to_ask_declarations,
    reasons_not_to_declare_tie,
    reasons_not_to_hand_in,
)
from xuncha.rounds.selectors import DECLARATIONS, ROUNDS
from xuncha.rounds.services.recusal import recuse_members
from xuncha.rounds.workflow import DECLARATION, DeclarationState, RoundState
from xuncha.talent.models import Relative, Tie, TieKind

OPEN = STAFFED | {RoundState.DRAFT}


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def ask_declarations(act: Act, batch: Round) -> Round:
    """Ask every member of the round who was not asked yet to declare; those named later are asked at once."""
    members = Membership.objects.filter(team__round=batch, left_on__isnull=True, declaration__isnull=True)
    RuleViolated.unless_empty(
        reasons_not_to_ask_declarations(RoundState(batch.state), open_states=OPEN, members=members.count())
    )
    for member in members.select_related("person", "team__round"):
        act.create(Declaration(membership=member), "declaration.asked")
    return batch


def ask_as_others(act: Act, member: Membership) -> None:
    """Ask a new member to declare where the others of the round were asked."""
    if Declaration.objects.filter(membership__team__round=member.team.round_id).exists():
        act.create(Declaration(membership=member), "declaration.asked")


@personal_use_case
def declare_own_tie(
    act: Act,
    declaration: Declaration,
    *,
    organisation: Organisation,
    kind: str,
    relative: str,
    until: date | None = None,
    note: str = "",
) -> Tie:
    """Declare one of one's own ties."""
    own = _own(act, declaration)
    person = own.membership.person
    same = person.ties.filter(organisation=organisation, kind=kind, ended_on__isnull=True)
    whose_kin = kind != TieKind.KIN or relative != Relative.OWN
    facts = TieFacts(same.exists(), kind == TieKind.FORMER, until, timezone.localdate(act.now), whose_kin)
    RuleViolated.unless_empty(reasons_not_to_declare_tie(facts))
    tie = Tie(person=person, organisation=organisation, kind=kind, relative=relative, until=until, note=note)
    act.create(tie, "tie.declared", kind=kind)
    recuse_members(act, own.membership.team)
    return tie


@personal_use_case
def withdraw_own_tie(act: Act, declaration: Declaration, *, tie: Tie) -> Tie:
    """Take back a tie that one declared oneself by mistake, before the declaration is handed in."""
    own = _own(act, declaration)
    if tie.person_id != own.membership.person_id or tie.ended_on is not None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    if tie.created_by_id != act.actor.pk:
        raise RuleViolated(reason("这一项不是您登记的，请与巡察办核对后解除。"))
    act.change(tie, "tie.ended", ended_on=timezone.localdate(act.now), ended_reason=_("本人撤回"))
    recuse_members(act, own.membership.team)
    return tie


@personal_use_case
def hand_in_declaration(act: Act, declaration: Declaration, *, confirmed: bool, nothing: bool) -> Declaration:
    """Hand one's own declaration in, complete and true."""
    return _hand_in(act, _own(act, declaration), confirmed=confirmed, nothing=nothing, on_paper=False)


@use_case(DECLARATION.steps["declare"].permission, within=DECLARATIONS)
def enter_declaration(act: Act, declaration: Declaration, *, confirmed: bool, nothing: bool) -> Declaration:
    """Enter a declaration from the sheet that the member signed; the ties stand with the person."""
    return _hand_in(act, declaration, confirmed=confirmed, nothing=nothing, on_paper=True)


@use_case(DECLARATION.steps["again"].permission, within=DECLARATIONS)
def ask_again(act: Act, declaration: Declaration, *, reason: str) -> Declaration:
    """Ask a member to declare again, saying why."""
    return act.step(declaration, DECLARATION, "again", reason=reason, declared_by=None, declared_at=None)


def _own(act: Act, declaration: Declaration) -> Declaration:
    held = act.lock(declaration)
    if held.membership.person.user_id != act.actor.pk:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    DECLARATION.step("declare", DeclarationState(held.state))
    return held


def _hand_in(act: Act, declaration: Declaration, *, confirmed: bool, nothing: bool, on_paper: bool) -> Declaration:
    ties = list(declaration.membership.person.ties.filter(ended_on__isnull=True))
    RuleViolated.unless_empty(reasons_not_to_hand_in(confirmed=confirmed, ties=len(ties), nothing=nothing))
    act.step(declaration, DECLARATION, "declare", on_paper=on_paper, declared_by=act.actor.user, declared_at=act.now)
    declaration.ties.set(ties)
    recuse_members(act, declaration.membership.team)
    return declaration
