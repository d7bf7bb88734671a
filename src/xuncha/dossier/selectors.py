"""What people may read of a person's record, and what a person was on the day of a secondment."""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.dossier.models import Identity, Post, Training
from xuncha.dossier.rules import PROMOTED_YEARS, YOUNG_AGE, Attributes, attributes_at
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.reach import Reach
from xuncha.foundation.regulations.selectors import parameters_in_force
from xuncha.foundation.sealing.fields import masked, opened
from xuncha.foundation.ui.panels import Card
from xuncha.talent.models import Person
from xuncha.talent.selectors import PEOPLE, PERSON_PANELS, Service, relations_of, service_of

POSTS = Reach(
    Post,
    "dossier.post",
    "履历",
    P.DOSSIER_READ,
    jurisdiction="person__jurisdiction_id",
    around=("person", "organisation"),
    url_name="dossier:post",
)
TRAININGS = Reach(
    Training, "dossier.training", "培训", P.DOSSIER_READ, jurisdiction="person__jurisdiction_id", around=("person",)
)

EVENT_LABELS.update(
    {
        "person.dossier": N_("维护人事信息"),
        "person.identified": N_("登记证件号和电话"),
        "person.revealed": N_("查看证件号和电话"),
        "post.added": N_("登记履历"),
        "post.changed": N_("修改履历"),
        "training.noted": N_("登记培训"),
        "record.updated": N_("年度更新"),
        "record.taken_back": N_("撤销年度更新"),
        "relation.noted": N_("登记人员关系"),
        "relation.ended": N_("解除人员关系"),
    }
)


def identity_of(person: Person, *, full: bool = False) -> dict[str, str]:
    """Identity number and telephone, masked; in full only for whoever has said what for."""
    held = Identity.objects.filter(person=person).first()
    shown = {"number": opened(held.number), "telephone": opened(held.telephone)} if held else {}
    return {name: text if full else masked(text) for name, text in shown.items()}


def attributes_on(person: Person, days: Collection[date]) -> Mapping[date, Attributes]:
    """What the person was on each of these days, by the rules of the office in force on that day."""
    found = {}
    for day in set(days):
        settings = parameters_in_force(day, person.jurisdiction)
        young, promoted = settings.get("talent.young_age"), settings.get("talent.promoted_years")
        found[day] = attributes_at(
            day,
            born_on=person.born_on,
            rank_since=person.rank_since,
            young_age=int(young.value) if young else YOUNG_AGE,
            promoted_years=int(promoted.value) if promoted else PROMOTED_YEARS,
        )
    return found


def attribute_words(attributes: Attributes) -> list[str]:
    """The attributes that hold, in words."""
    told = [gettext("{n} 周岁").format(n=attributes.age)] if attributes.age is not None else []
    told += [gettext("年轻干部")] if attributes.young else []
    return told + ([gettext("新提拔")] if attributes.newly_promoted else [])


def service_then(person: Person) -> list[tuple[Service, list[str]]]:
    """Where the person served, the newest first, with what they were on the day it began."""
    service = service_of(person)
    then = attributes_on(person, [one.since for one in service if one.since])
    return [(one, attribute_words(then[one.since]) if one.since else []) for one in service]


def _record(actor: Actor, person: Person) -> Mapping[str, object]:
    return {
        "posts": Post.objects.filter(person=person).select_related("organisation"),
        "trainings": Training.objects.filter(person=person),
        "relations": relations_of(person),
        "service": service_then(person),
        "identity": identity_of(person),
        "may_keep": PEOPLE.permits(actor, P.DOSSIER_WRITE, person),
        "may_note": PEOPLE.permits(actor, P.PEOPLE_WRITE, person),
        "may_reveal": PEOPLE.permits(actor, P.PEOPLE_REVEAL, person),
    }


PERSON_PANELS.register(Card("dossier.record", 10, P.DOSSIER_READ, "dossier/person_card.html", _record))
