"""The talent pools: who is in them, what they declared, and which account is theirs."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case
from xuncha.talent.models import Person, Tie, TieKind
from xuncha.talent.rules import reasons_not_to_declare, reasons_not_to_keep, reasons_not_to_link
from xuncha.talent.selectors import PEOPLE, TIES


def _today(act: Act) -> date:
    return timezone.localdate(act.now)


@use_case(P.PEOPLE_WRITE, within=JURISDICTIONS)
def add_person(
    act: Act,
    jurisdiction: Jurisdiction,
    *,
    code: str,
    name: str,
    pool: str,
    employer: Organisation | None = None,
    post: str = "",
    skills: Sequence[str] = (),
    entered_on: date | None = None,
    note: str = "",
) -> Person:
    """Take somebody into a talent pool."""
    taken = Person.objects.filter(code=code).exists()
    RuleViolated.unless_empty(
        reasons_not_to_keep(code_taken=taken, skills=list(skills), entered_on=entered_on, left_on=None)
    )
    person = Person(
        jurisdiction=jurisdiction,
        code=code,
        name=name,
        pool=pool,
        employer=employer,
        post=post,
        skills=list(skills),
        entered_on=entered_on or _today(act),
        note=note,
    )
    return act.create(person, "person.added", pool=pool)


@use_case(P.PEOPLE_WRITE, within=PEOPLE)
def change_person(
    act: Act,
    person: Person,
    *,
    name: str,
    pool: str,
    employer: Organisation | None = None,
    post: str = "",
    skills: Sequence[str] = (),
    entered_on: date | None = None,
    note: str = "",
    base_version: int | None = None,
) -> Person:
    """Keep a person's data right. Who moves to another employer keeps the old one as a former post (§8.4)."""
    RuleViolated.unless_empty(
        reasons_not_to_keep(code_taken=False, skills=list(skills), entered_on=entered_on, left_on=person.left_on)
    )
    former = person.employer
    changed = act.change(
        person,
        "person.changed",
        base_version=base_version,
        name=name,
        pool=pool,
        employer=employer,
        post=post,
        skills=list(skills),
        entered_on=entered_on,
        note=note,
    )
    if former and former != employer:
        _keep_as_former_post(act, person, former)
    return changed


def _keep_as_former_post(act: Act, person: Person, employer: Organisation) -> None:
    open_ties = person.ties.filter(organisation=employer, ended_on__isnull=True)
    if not open_ties.filter(kind=TieKind.FORMER).exists():
        tie = Tie(person=person, organisation=employer, kind=TieKind.FORMER, until=_today(act))
        act.create(tie, "tie.declared", kind=TieKind.FORMER, because="employer changed")


@use_case(P.PEOPLE_WRITE, within=PEOPLE)
def leave_pool(act: Act, person: Person, *, left_on: date, reason: str) -> Person:
    """Take a person out of the pool; the record and the service stay."""
    if person.left_on is not None:
        raise RuleViolated(say("{name}已经出库。", name=person.name))
    if not reason.strip():
        raise RuleViolated(Reason(say("出库要写明理由。"), "reason"))
    RuleViolated.unless_empty(
        reasons_not_to_keep(code_taken=False, skills=[], entered_on=person.entered_on, left_on=left_on)
    )
    return act.change(person, "person.left", detail={"reason": reason}, left_on=left_on)


@use_case(P.PEOPLE_WRITE, within=PEOPLE)
def return_to_pool(act: Act, person: Person, *, pool: str, entered_on: date) -> Person:
    """Take a person who left into a pool again."""
    if person.left_on is None:
        raise RuleViolated(say("{name}在库，不必重新入库。", name=person.name))
    return act.change(person, "person.returned", pool=pool, entered_on=entered_on, left_on=None)


@use_case(P.PEOPLE_WRITE, within=PEOPLE)
def declare_tie(
    act: Act, person: Person, organisation: Organisation, *, kind: str, until: date | None = None, note: str = ""
) -> Tie:
    """Note what ties a person to an organisation, so that they are not named to inspect it."""
    already = person.ties.filter(organisation=organisation, kind=kind, ended_on__isnull=True).exists()
    former = kind == TieKind.FORMER
    RuleViolated.unless_empty(reasons_not_to_declare(already=already, former=former, until=until, today=_today(act)))
    tie = Tie(person=person, organisation=organisation, kind=kind, until=until, note=note)
    return act.create(tie, "tie.declared", kind=kind)


@use_case(P.PEOPLE_WRITE, within=TIES)
def end_tie(act: Act, tie: Tie, *, reason: str) -> Tie:
    """End a tie that no longer holds, saying why; it stays readable, and a post that ended becomes a former one."""
    if tie.ended_on is not None:
        raise RuleViolated(say("这一回避事项已经解除。"))
    if not reason.strip():
        raise RuleViolated(Reason(say("解除回避事项要写明理由。"), "reason"))
    return act.change(tie, "tie.ended", ended_on=_today(act), ended_reason=reason)


@use_case(P.PEOPLE_WRITE, within=PEOPLE)
def link_account(act: Act, person: Person, user: User | None) -> Person:
    """Say which account is this person's; with None, take the link away."""
    if user is not None:
        other = Person.objects.filter(user=user).exclude(pk=person.pk).first()
        RuleViolated.unless_empty(
            reasons_not_to_link(
                other_account=person.user is not None and person.user != user,
                other_person=other.name if other else "",
                active=user.is_active,
            )
        )
    return act.change(person, "person.linked", user=user)
