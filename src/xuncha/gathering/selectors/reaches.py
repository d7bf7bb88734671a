"""Which talks people may know of, and which records they may open: the second is narrower than the team."""

from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import Hand, waits
from xuncha.foundation.reach import Reach
from xuncha.gathering.models import Reading, Talk, TalkRecord
from xuncha.gathering.workflow import TALK, TalkState


def in_force(day: date) -> Q:
    """The condition: a reading that has begun, has not run out and was not ended before."""
    return Q(ended_at__isnull=True, valid_from__lte=day, valid_to__gte=day)


def named_in(actor: Actor) -> Q:
    """Whom a record is open to beside a grant: who held the talk, who leads the team, who may read it that day."""
    joined = Talk.also.through._default_manager.filter(user_id=actor.pk).values("talk_id")
    led = actor.scope_ids(P.TALK_RECORD_SHARE, Scope.TEAM)
    there = Q(talk__lead=actor.pk) | Q(talk__recorder=actor.pk) | Q(talk__in=joined)
    named = there | Q(talk__inspection__team__in=led)
    if actor.at is None:
        return named
    readings = Reading.objects.filter(in_force(localdate(actor.at)), reader=actor.pk)
    return named | Q(pk__in=readings.values("record_id"))


TALKS = Reach(
    Talk,
    "gathering.talk",
    "谈话",
    P.TALK_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    around=(
        "inspection__organisation",
        "inspection__team",
        "inspection__round__term__jurisdiction",
        "lead",
        "recorder",
    ),
    url_name="gathering:talk",
)
TALK_RECORDS = Reach(
    TalkRecord,
    "gathering.record",
    "谈话记录",
    P.TALK_RECORD_READ,
    jurisdiction="talk__inspection__round__term__jurisdiction_id",
    team="talk__inspection__team_id",
    inspected="talk__inspection__organisation_id",
    around=("talk__inspection__organisation", "talk__inspection__team", "talk__inspection__round__term__jurisdiction"),
    named=named_in,
    url_name="gathering:record",
)

waits(
    TALK,
    TALKS,
    own="recorder_id",
    hands={TalkState.HANDED_IN: Hand("lead_id", N_("主谈人"))},
    unit=lambda talk: talk.inspection.organisation,
    related=("inspection__organisation",),
    due={TalkState.PLANNED: "planned_on"},
)
EVENT_LABELS.update(
    {
        "talk.planned": N_("安排谈话"),
        "talk.changed": N_("修改谈话安排"),
        "record.opened": N_("拟谈话提纲"),
        "record.outlined": N_("修改谈话提纲"),
        "record.saved": N_("整理谈话记录"),
        "record.signed": N_("签字"),
        "record.signature_voided": N_("签字失效"),
        "record.supplemented": N_("补充说明"),
        "record.supplement_confirmed": N_("核对补充说明"),
        "supplement.written": N_("补充说明"),
        "supplement.confirmed": N_("核对补充说明"),
        "reading.given": N_("指定查阅人"),
        "reading.ended": N_("收回查阅"),
        "signature.put": N_("签字"),
        "signature.voided": N_("签字失效"),
    }
)
