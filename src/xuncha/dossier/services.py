"""The record of a person: dates and rank, résumé, training, relations, identity number and telephone."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.dossier.models import Identity, Post, Training
from xuncha.dossier.rules import (
    reasons_against_identity,
    reasons_not_to_add_post,
    reasons_not_to_keep_dossier,
    reasons_not_to_note_training,
    reasons_not_to_relate,
)
from xuncha.dossier.selectors import POSTS
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.sealing.fields import fingerprint, sealed
from xuncha.foundation.usecases import Act, use_case
from xuncha.talent.models import Person, Relation, Tie, TieKind
from xuncha.talent.selectors import PEOPLE, RELATIONS

DOSSIER = (
    "born_on",
    "rank",
    "rank_since",
    "political_status",
    "education",
    "native_place",
    "residence",
    "away_from",
    "away_to",
)
"""The fields of a person that the organisation department keeps."""


@use_case(P.DOSSIER_WRITE, within=PEOPLE)
def keep_dossier(act: Act, person: Person, /, *, base_version: int | None = None, **fields: Any) -> Person:
    """Keep rank, dates, places and times of absence right; `fields` are those of `DOSSIER`, what is left out stays."""
    told = {name: fields.get(name, getattr(person, name)) for name in DOSSIER}
    RuleViolated.unless_empty(
        reasons_not_to_keep_dossier(
            born_on=told["born_on"],
            rank=told["rank"],
            rank_since=told["rank_since"],
            away=(told["away_from"], told["away_to"]),
            today=timezone.localdate(act.now),
        )
    )
    return act.change(person, "person.dossier", base_version=base_version, **told)


@use_case(P.DOSSIER_WRITE, within=PEOPLE)
def add_post(
    act: Act,
    person: Person,
    *,
    organisation: Organisation | None,
    title: str,
    since: date,
    until: date | None = None,
    elsewhere: str = "",
    rank: str = "",
) -> Post:
    """Add a line to the résumé; one in an organisation of the directory is a tie by itself."""
    _check_post(act, person, organisation=organisation, elsewhere=elsewhere, since=since, until=until)
    post = Post(
        person=person,
        organisation=organisation,
        elsewhere=elsewhere.strip(),
        title=title,
        rank=rank,
        since=since,
        until=until,
    )
    act.create(post, "post.added")
    _tie(act, post)
    return post


@use_case(P.DOSSIER_WRITE, within=POSTS)
def change_post(act: Act, post: Post, /, *, base_version: int | None = None, **fields: Any) -> Post:
    """Correct a line of a résumé, or note that the post ended."""
    told = {name: fields.get(name, getattr(post, name)) for name in ("organisation", "elsewhere", "since", "until")}
    _check_post(act, post.person, **told)
    act.change(post, "post.changed", base_version=base_version, **fields)
    _tie(act, post)
    return post


def _tie(act: Act, post: Post) -> None:
    """A post in an organisation of the directory is a declared tie: a present one, or a former one since its end."""
    if post.organisation is None:
        return
    own = Tie.objects.filter(person=post.person, organisation=post.organisation, ended_on__isnull=True)
    present = own.filter(kind=TieKind.EMPLOYED).first()
    if post.until is None:
        if present is None:
            tie = Tie(person=post.person, organisation=post.organisation, kind=TieKind.EMPLOYED)
            act.create(tie, "tie.declared", because="post")
        return
    if present is not None:
        act.change(present, "tie.ended", ended_on=post.until, ended_reason=_("任职结束"))
    elif not own.filter(kind=TieKind.FORMER).exists():
        tie = Tie(person=post.person, organisation=post.organisation, kind=TieKind.FORMER, until=post.until)
        act.create(tie, "tie.declared", because="post")


def _check_post(
    act: Act, person: Person, *, organisation: Organisation | None, elsewhere: str, since: date, until: date | None
) -> None:
    RuleViolated.unless_empty(
        reasons_not_to_add_post(
            known=organisation is not None,
            elsewhere=elsewhere.strip(),
            since=since,
            until=until,
            born_on=person.born_on,
            today=timezone.localdate(act.now),
        )
    )


@use_case(P.PEOPLE_WRITE, within=PEOPLE)
def note_training(
    act: Act, person: Person, *, title: str, on: date, held_by: str = "", hours: int | None = None
) -> Training:
    """Note a course the person took part in."""
    RuleViolated.unless_empty(reasons_not_to_note_training(on=on, today=timezone.localdate(act.now)))
    return act.create(Training(person=person, title=title, on=on, held_by=held_by, hours=hours), "training.noted")


@use_case(P.DOSSIER_WRITE, within=PEOPLE)
def identify(act: Act, person: Person, *, number: str, telephone: str) -> Person:
    """
    Keep the identity number and the telephone, sealed; an empty one is forgotten.

    The journal notes which of them changed, and neither the old nor the new.
    """
    number, telephone = number.strip().upper(), telephone.strip()
    print_ = fingerprint("xuncha.identity", number) if number else ""
    others = Identity.objects.exclude(person=person).filter(number_print=print_)
    RuleViolated.unless_empty(
        reasons_against_identity(
            number=number, telephone=telephone, born_on=person.born_on, taken=bool(number) and others.exists()
        )
    )
    held = Identity.objects.filter(person=person).first()
    kept = held or Identity(person=person, created_by=act.actor.user, created_at=act.now)
    kept.number, kept.number_print, kept.telephone = sealed(number), print_, sealed(telephone)
    kept.version += 1 if held else 0
    kept.save()
    act.record("person.identified", person, number=bool(number), telephone=bool(telephone))
    return person


@use_case(P.PEOPLE_REVEAL, within=PEOPLE)
def reveal_identity(act: Act, person: Person, *, purpose: str) -> Person:
    """Note that somebody is shown the identity number and the telephone in full, and what for."""
    if not purpose.strip():
        raise RuleViolated(Reason(say("请写明查看的用途。"), "purpose"))
    act.record("person.revealed", person, reason=purpose.strip())
    return person


@use_case(P.PEOPLE_WRITE, within=PEOPLE)
def relate(act: Act, person: Person, *, other: Person, kind: str) -> Relation:
    """Note that two people are relatives, or that one leads the other."""
    pairs = Relation.objects.filter(kind=kind, ended_on__isnull=True)
    already = pairs.filter(person=person, other=other) | pairs.filter(person=other, other=person)
    RuleViolated.unless_empty(
        reasons_not_to_relate(
            same=person == other,
            already=already.exists(),
            same_office=person.jurisdiction_id == other.jurisdiction_id,
        )
    )
    return act.create(Relation(person=person, other=other, kind=kind), "relation.noted", kind=kind)


@use_case(P.PEOPLE_WRITE, within=RELATIONS)
def end_relation(act: Act, relation: Relation, *, reason: str) -> Relation:
    """End a relation that no longer holds, saying why."""
    if relation.ended_on is not None:
        raise RuleViolated(say("这一关系已经解除。"))
    if not reason.strip():
        raise RuleViolated(Reason(say("解除关系要写明理由。"), "reason"))
    return act.change(relation, "relation.ended", ended_on=timezone.localdate(act.now), ended_reason=reason.strip())
