"""What the rules and pages ask about talks."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from xuncha.core.permissions import GRANTS, ROLE_SCOPE, Role, Scope
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.regulations.models import ChecklistItem
from xuncha.foundation.regulations.selectors import checklists_in_force, items_for
from xuncha.gathering.models import Reading, Talk, TalkRecord, TalkSignature
from xuncha.gathering.rules.outline import Area
from xuncha.gathering.rules.talks import Hands
from xuncha.gathering.selectors.reaches import TALK_RECORDS
from xuncha.preparation.selectors import own_checklist
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import people_with


def team_for(inspection: Inspection, now: datetime) -> list[User]:
    """Who may hold talks of this inspection now: its team, without those recused."""
    return people_with(P.TALK_WRITE, inspection, now)


def hands_of(actor: Actor, talk: Talk) -> Hands:
    """Who acts, and who holds the talk."""
    return Hands(actor.pk, talk.lead_id, talk.recorder_id, frozenset(talk.also.values_list("pk", flat=True)))


def areas_for(inspection: Inspection) -> dict[str, Area]:
    """The areas of the checklists when the inspection began that concern this kind of unit, and of its own, by code."""
    day = inspection.begins_on or localdate(inspection.created_at)
    lists = checklists_in_force(day, inspection.round.term.jurisdiction)
    own = own_checklist(inspection)
    named = [item for one in lists for item in items_for(one, inspection.organisation.unit_type)]
    found: dict[str, list[ChecklistItem]] = {}
    for item in [*named, *(items_for(own) if own else [])]:
        if item.category is not None and not item.clue_only:
            found.setdefault(item.category.code, []).append(item)
    return {code: _area(items) for code, items in sorted(found.items())}


def _area(items: list[ChecklistItem]) -> Area:
    common = tuple(item.manifestation for item in items if not item.checklist.single)
    duties = tuple(item.manifestation for item in items if item.checklist.single)
    return Area(str(items[0].category), common, duties)


def answers_of(record: TalkRecord) -> int:
    """How many questions have an answer."""
    return sum(bool(line["answer"].strip()) for line in record.lines)


def digest_of(record: TalkRecord) -> str:
    """SHA-256 of what a signature vouches for: with whom, what was asked and answered, and whether they read it."""
    talk = record.talk
    content: Mapping[str, Any] = {
        "inspection": talk.inspection_id,
        "number": talk.number,
        "held_on": f"{talk.held_on}",
        "place": talk.place,
        "by": [talk.lead_id, talk.recorder_id],
        "name": record.name,
        "post": record.post,
        "lines": record.lines,
        "read_over": record.read_over,
    }
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def live_signatures(record: TalkRecord) -> QuerySet[TalkSignature]:
    """The signatures in force, in their order."""
    return record.signatures.filter(voided_at__isnull=True).select_related("signed_by")


def readings_in_force(record: TalkRecord, day: date) -> QuerySet[Reading]:
    """Who was named to read the record, and may on this day or later."""
    return record.readings.filter(ended_at__isnull=True, valid_to__gte=day).select_related("reader")


def record_open_to(actor: Actor, talk: Talk) -> TalkRecord | None:
    """The record of the talk, where this person may open it."""
    return TALK_RECORDS.visible_to(actor).filter(talk=talk).first()


def possible_readers(record: TalkRecord, now: datetime) -> list[User]:
    """
    Who may be named a reader: people of the team and of the office's area who hold the permission, none recused.

    Those who read it already without being named are left out.
    """
    inspection = record.talk.inspection
    scopes = {Scope.TEAM: inspection.team_id, Scope.JURISDICTION: inspection.round.term.jurisdiction_id}
    roles = {role: scopes[scope] for role, scope in ROLE_SCOPE.items() if _may_read(role, scope, scopes)}
    grants = Grant.objects.filter(role__in=roles, valid_from__lte=now, user__is_active=True).exclude(valid_to__lte=now)
    there = {record.talk.lead_id, record.talk.recorder_id, *record.talk.also.values_list("pk", flat=True)}
    people = {
        grant.user_id: grant.user
        for grant in grants.select_related("user").order_by()
        if grant.scope_id == roles[Role(grant.role)]
        and inspection.organisation_id not in grant.except_units
        and grant.user_id not in there
        and P.TALK_RECORD_SHARE not in GRANTS[Role(grant.role)]
    }
    named = set(readings_in_force(record, localdate(now)).values_list("reader_id", flat=True))
    return sorted((user for pk, user in people.items() if pk not in named), key=lambda user: (user.name, user.pk))


def _may_read(role: Role, scope: Scope, scopes: Mapping[Scope, Any]) -> bool:
    return scope in scopes and P.TALK_RECORD_READ in GRANTS[role]
