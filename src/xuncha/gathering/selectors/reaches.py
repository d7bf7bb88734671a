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
from xuncha.foundation.ui.panels import Panels
from xuncha.gathering.models import MaterialItem, MaterialRequest, Reading, Talk, TalkRecord, Visit, WeekSheet
from xuncha.gathering.workflow import MATERIAL, TALK, WEEK, MaterialState, TalkState

SENT_OUT = (MaterialState.SENT, MaterialState.DELIVERED, MaterialState.COMPLETE, MaterialState.CLOSED)
"""States in which the unit knows of a list."""


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

RECORD_PANELS: Panels[TalkRecord] = Panels("record")
"""What later stages show on the page of a record, to those who may open it: gathering knows no working papers."""

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

MATERIALS = Reach(
    MaterialRequest,
    "gathering.material",
    "调阅资料清单",
    P.MATERIAL_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    unit="inspection__organisation_id",
    unit_sees=Q(state__in=SENT_OUT),
    inspected="inspection__organisation_id",
    around=("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction"),
    url_name="gathering:material",
    find=("title",),
)
MATERIAL_ITEMS = Reach(
    MaterialItem,
    "gathering.item",
    "调阅资料",
    P.MATERIAL_READ,
    jurisdiction="request__inspection__round__term__jurisdiction_id",
    team="request__inspection__team_id",
    unit="request__inspection__organisation_id",
    unit_sees=Q(request__state__in=SENT_OUT),
    inspected="request__inspection__organisation_id",
    around=(
        "request__inspection__organisation",
        "request__inspection__team",
        "request__inspection__round__term__jurisdiction",
    ),
    url_name="gathering:item",
)
VISITS = Reach(
    Visit,
    "gathering.visit",
    "走访和列席",
    P.VISIT_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    around=("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction"),
    url_name="gathering:visit",
    find=("title", "place"),
)
waits(
    MATERIAL,
    MATERIALS,
    title=lambda request: request.title,
    unit=lambda request: request.inspection.organisation,
    related=("inspection__organisation",),
    due={MaterialState.SENT: "due_on"},
)
EVENT_LABELS.update(
    {
        "material.drafted": N_("拟调阅清单"),
        "material.changed": N_("修改调阅清单"),
        "item.listed": N_("列入清单"),
        "item.delivered": N_("单位提供资料"),
        "item.checked": N_("核收资料"),
        "item.reviewed": N_("查阅资料"),
        "review.written": N_("查阅资料"),
        "visit.noted": N_("登记走访、列席"),
        "visit.changed": N_("修改走访、列席"),
        "visit.file_added": N_("附照片、材料"),
    }
)

WEEKS = Reach(
    WeekSheet,
    "gathering.week",
    "周进展表",
    P.WEEK_READ,
    jurisdiction="team__round__term__jurisdiction_id",
    team="team_id",
    inspected="team__inspections__organisation_id",  # a sheet speaks of every unit of its team
    many=True,
    around=("team__round__term__jurisdiction",),
    url_name="gathering:week",
)
waits(WEEK, WEEKS, related=("team__round",))
EVENT_LABELS.update({"week.begun": N_("开始填周进展表"), "week.saved": N_("修改周进展表")})
