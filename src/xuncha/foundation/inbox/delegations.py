"""
Who stands in for whom. A delegation moves a to-do from one desk to another where both people may act on it anyway:
permission stays grant × reach, and what the taker may not do stays with the giver.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.utils.timezone import localdate

from xuncha.core.permissions import GRANTS, ROLE_SCOPE, Role
from xuncha.foundation.accounts.actors import Actor, actor_of
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.accounts.selectors import in_force
from xuncha.foundation.inbox.models import Delegation
from xuncha.foundation.inbox.rules import DelegationFacts
from xuncha.foundation.inbox.sources import SOURCES, Todo, mine
from xuncha.foundation.usecases import Act

AWAY = (
    f"SELECT created_by_id FROM {Delegation._meta.db_table} "  # noqa: S608 - our table
    "WHERE ended_at IS NULL AND taker_id = %s AND from_on <= %s AND to_on >= %s"
)


@dataclass(frozen=True, slots=True)
class StandIns:
    """Today's arrangements of one person: who has their turn, and whose turns they have."""

    given: Delegation | None = None
    taker: Actor | None = None
    taken: tuple[tuple[Delegation, Actor], ...] = ()


def delegations_of(actor: Actor) -> QuerySet[Delegation]:
    """Every delegation with the person on either side, the latest first."""
    either = Q(created_by=actor.user) | Q(taker=actor.user)
    return Delegation.objects.filter(either).select_related("created_by", "taker")


def arrangements(actor: Actor, today: date) -> QuerySet[Delegation]:
    """The delegations in force on a day with the person on either side."""
    return delegations_of(actor).filter(ended_at__isnull=True, from_on__lte=today, to_on__gte=today)


def stand_ins(actor: Actor, now: datetime) -> StandIns:
    """Who has the person's turn and whose turns they have; one query, and one for each person on the other side."""
    given, taken = None, []
    for row in arrangements(actor, localdate(now)):
        if row.created_by_id == actor.pk:
            given = row
        else:
            taken.append((row, actor_of(row.created_by, now)))
    return StandIns(given, actor_of(given.taker, now) if given else None, tuple(taken))


def turn_left_by(act: Act, record: Model) -> str:
    """
    Who left the turn for which this record waits to the actor; empty where nobody did.

    The door has looked at the actor's own right already: this is only told. One query where nobody left a turn, which
    every step asks: written out, it costs a tenth of what building it anew does.
    """
    if act.givers is None:
        today = Delegation._meta.get_field("from_on").get_db_prep_value(localdate(act.now), connection)
        with connection.cursor() as cursor:
            cursor.execute(AWAY, [act.actor.user.pk, today, today])
            away = [giver for (giver,) in cursor.fetchall()]
        act.givers = [actor_of(giver, act.now) for giver in User.objects.filter(pk__in=away)] if away else []
    if not act.givers:
        return ""
    kinds = [source for source in SOURCES if source.reach.model is type(record)]
    turns = ((giver, mine(source, giver)) for giver in act.givers for source in kinds)
    return next((g.user.name for g, rows in turns if rows is not None and rows.filter(pk=record.pk).exists()), "")


def takers_for(actor: Actor, now: datetime) -> QuerySet[User]:
    """
    People to whom some of the person's turns can be left: they hold, over the same thing, a permission by which a turn
    comes that is not bound to one's own work.
    """
    turns = {info.turn for s in SOURCES for info in s.workflow.states.values() if info.turn and not info.turn_own}
    wanted = Q(pk__in=[])
    for held in actor.held:
        shared = GRANTS[held.role] & turns
        roles = [role for role in Role if ROLE_SCOPE[role] is held.scope and GRANTS[role] & shared]
        wanted |= Q(role__in=roles, scope_id=held.scope_id)
    able = Grant.objects.filter(in_force(now)).filter(wanted).values("user_id")
    return User.objects.filter(pk__in=able, is_active=True).exclude(pk=actor.pk).order_by("name")


def delegation_facts(actor: Actor, taker: User, from_on: date, to_on: date, now: datetime) -> DelegationFacts:
    """What decides whether the person may leave their turn to this one for these days."""
    meanwhile = Delegation.objects.filter(ended_at__isnull=True, from_on__lte=to_on, to_on__gte=from_on)
    return DelegationFacts(
        from_on=from_on,
        to_on=to_on,
        today=localdate(now),
        able=takers_for(actor, now).filter(pk=taker.pk).exists(),
        given_already=meanwhile.filter(created_by=actor.user).exists(),
        giver_stands_in=meanwhile.filter(taker=actor.user).exists(),
        taker_is_away=meanwhile.filter(created_by=taker).exists(),
    )


def with_givers(todos: Sequence[Todo], taken: Sequence[tuple[Delegation, Actor]]) -> list[Todo]:
    """The to-dos, each with whose turn it is as well, where that person left it; a query for each kind and giver."""
    ids: dict[str, list[int]] = {}
    for todo in todos:
        ids.setdefault(todo.kind, []).append(todo.record.pk)
    names: dict[tuple[str, int], str] = {}
    for _delegation, giver in taken:
        for source in SOURCES:
            rows = mine(source, giver) if source.reach.kind in ids else None
            if rows is not None:
                keys = rows.filter(pk__in=ids[source.reach.kind]).order_by().values_list("pk", flat=True)
                names |= {(source.reach.kind, pk): giver.user.name for pk in keys}
    return (
        [replace(todo, instead_of=names.get((todo.kind, todo.record.pk), "")) for todo in todos] if names else [*todos]
    )
