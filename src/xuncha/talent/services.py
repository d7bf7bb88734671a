"""The talent pools: who is nominated and enters, what they declared, which account is theirs."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from xuncha.core.errors import Reason, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case
from xuncha.talent.models import Entry, Person, Relative, Tie, TieKind
from xuncha.talent.rules import (
    reasons_not_to_declare,
    reasons_not_to_enter,
    reasons_not_to_keep,
    reasons_not_to_link,
    reasons_not_to_nominate,
)
from xuncha.talent.selectors import ENTRIES, PEOPLE, TIES, nomination_facts
from xuncha.talent.workflow import ENTRY, EntryState


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
def declare_tie(
    act: Act,
    person: Person,
    organisation: Organisation,
    *,
    kind: str,
    until: date | None = None,
    note: str = "",
    relative: str = Relative.OWN,
) -> Tie:
    """Note what ties a person to an organisation, so that they are not named to inspect it."""
    already = person.ties.filter(organisation=organisation, kind=kind, ended_on__isnull=True).exists()
    former = kind == TieKind.FORMER
    RuleViolated.unless_empty(reasons_not_to_declare(already=already, former=former, until=until, today=_today(act)))
    tie = Tie(person=person, organisation=organisation, kind=kind, relative=relative, until=until, note=note)
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


@use_case(P.PEOPLE_WRITE, within=JURISDICTIONS)
def add_candidate(
    act: Act,
    jurisdiction: Jurisdiction,
    *,
    code: str,
    name: str,
    pool: str,
    employer: Organisation | None = None,
    post: str = "",
    note: str = "",
) -> Person:
    """Note somebody who is to be nominated: in no pool until the nomination is approved."""
    taken = Person.objects.filter(code=code).exists()
    RuleViolated.unless_empty(reasons_not_to_keep(code_taken=taken, skills=[], entered_on=None, left_on=None))
    person = Person(jurisdiction=jurisdiction, code=code, name=name, pool=pool, employer=employer, post=post, note=note)
    return act.create(person, "person.candidate")


@use_case(P.PEOPLE_WRITE, within=PEOPLE)
def nominate(act: Act, person: Person, *, pool: str, reason: str) -> Entry:
    """Propose that the person enter a pool; somebody else decides."""
    RuleViolated.unless_empty(
        reasons_not_to_nominate(nomination_facts(person, pool=pool, reason=reason, on=timezone.localdate(act.now)))
    )
    return act.create(Entry(person=person, pool=pool, reason=reason.strip()), "entry.nominated", pool=pool)


@use_case(ENTRY.steps["approve"].permission, within=ENTRIES)
def approve_entry(act: Act, entry: Entry, *, entered_on: date) -> Entry:
    """Let the nominated person into the pool; who was in none has entered the pools with it."""
    person = act.lock(entry.person)
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(
        reasons_not_to_enter(
            entered_on=entered_on,
            nominated_on=timezone.localdate(entry.created_at),
            today=today,
            own=entry.created_by_id == act.actor.pk,
        )
    )
    act.step(entry, ENTRY, "approve", entered_on=entered_on, decided_by=act.actor.user)
    if person.entered_on is None or person.left_on is not None:
        act.change(person, "person.entered", pool=entry.pool, entered_on=entered_on, left_on=None)
    return entry


@use_case(ENTRY.steps["decline"].permission, within=ENTRIES)
def decline_entry(act: Act, entry: Entry, *, reason: str) -> Entry:
    """Leave the nominated person out, saying why."""
    return act.step(entry, ENTRY, "decline", reason=reason, decided_by=act.actor.user)


@use_case(ENTRY.steps["withdraw"].permission, within=ENTRIES)
def withdraw_entry(act: Act, entry: Entry, *, reason: str) -> Entry:
    """Take one's own nomination back."""
    if entry.created_by_id != act.actor.pk:
        raise RuleViolated(say("只有提名人能撤回提名。"))
    return act.step(entry, ENTRY, "withdraw", reason=reason)


@use_case(ENTRY.steps["leave"].permission, within=ENTRIES)
def leave_entry(act: Act, entry: Entry, *, reason: str) -> Entry:
    """End the time in a further pool; who leaves the main pool leaves all of them."""
    if entry.pool == entry.person.pool:
        raise RuleViolated(say("这是{name}的主库，请在人员页上办理出库。", name=entry.person.name))
    return act.step(entry, ENTRY, "leave", reason=reason, left_on=timezone.localdate(act.now))


@use_case(P.PEOPLE_WRITE, within=PEOPLE)
def leave_pool(act: Act, person: Person, *, left_on: date, reason: str) -> Person:
    """Take a person out of the pools; the record and the service stay, further pools and nominations end."""
    if person.left_on is not None or person.entered_on is None:
        raise RuleViolated(say("{name}已经出库。", name=person.name))
    if not reason.strip():
        raise RuleViolated(Reason(say("出库要写明理由。"), "reason"))
    RuleViolated.unless_empty(
        reasons_not_to_keep(code_taken=False, skills=[], entered_on=person.entered_on, left_on=left_on)
    )
    for entry in person.entries.filter(state=EntryState.IN):
        act.step(entry, ENTRY, "leave", reason=reason, left_on=left_on)
    return act.change(person, "person.left", detail={"reason": reason}, left_on=left_on)


@use_case(P.PEOPLE_WRITE, within=PEOPLE)
def return_to_pool(act: Act, person: Person, *, pool: str, entered_on: date) -> Person:
    """Take a person who left into a pool again."""
    if person.left_on is None:
        raise RuleViolated(say("{name}在库，不必重新入库。", name=person.name))
    if entered_on < person.left_on:
        raise RuleViolated(reason("入库日期应不早于出库日期 {day}。", "entered_on", day=person.left_on.isoformat()))
    return act.change(person, "person.returned", pool=pool, entered_on=entered_on, left_on=None)
