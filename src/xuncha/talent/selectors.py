"""What people may read of the talent pools, and what speaks against naming somebody."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, JSONField, Lookup, OuterRef, Q, QuerySet

from xuncha.core.avoidance import (
    FORMER_YEARS,
    Bond,
    Declared,
    Ground,
    Place,
    Weighing,
    grounds,
    heaviest_first,
    weighing,
    within_team,
)
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.accounts.models import User
from xuncha.foundation.http import listed, words
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.reach import Reach
from xuncha.foundation.regulations.selectors import parameter_on, parameters_in_force
from xuncha.foundation.ui.panels import Panels
from xuncha.talent.models import Entry, Person, Relation, RelationKind, Tie
from xuncha.talent.rules import NominationFacts, PoolRule, pool_rules
from xuncha.talent.workflow import ENTRY, EntryState

PEOPLE = Reach(
    Person,
    "talent.person",
    "人员",
    P.PEOPLE_READ,
    jurisdiction="jurisdiction_id",
    url_name="talent:person",
    find=("name", "code"),
)
TIES = Reach(
    Tie, "talent.tie", "回避事项", P.PEOPLE_READ, jurisdiction="person__jurisdiction_id", url_name="talent:tie"
)
ENTRIES = Reach(
    Entry,
    "talent.entry",
    "入库提名",
    P.PEOPLE_READ,
    jurisdiction="person__jurisdiction_id",
    around=("person__jurisdiction", "person__employer"),
    url_name="talent:entry",
)
RELATIONS = Reach(
    Relation,
    "talent.relation",
    "人员关系",
    P.PEOPLE_READ,
    jurisdiction="person__jurisdiction_id",
    around=("person", "other"),
)

waits(
    ENTRY,
    ENTRIES,
    title=lambda entry: entry.person.name,
    unit=lambda entry: entry.person.employer,
    related=("person__employer",),
)

EVENT_LABELS.update(
    {
        "person.added": N_("入库"),
        "person.candidate": N_("登记人选"),
        "person.changed": N_("修改人员信息"),
        "person.left": N_("出库"),
        "person.returned": N_("重新入库"),
        "person.entered": N_("入库"),
        "person.linked": N_("关联账号"),
        "entry.nominated": N_("提名入库"),
        "tie.declared": N_("登记回避事项"),
        "tie.ended": N_("解除回避事项"),
    }
)


PERSON_PANELS: Panels[Person] = Panels("person")
"""What later stages show on the page of a person."""


@JSONField.register_lookup
class Lists(Lookup):
    """`skills__lists="审计"`: the JSON list contains this word, on SQLite and PostgreSQL."""

    lookup_name = "lists"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """EXISTS over the elements of the list."""
        column, params = self.process_lhs(compiler, connection)
        elements = "jsonb_array_elements_text" if connection.vendor == "postgresql" else "json_each"
        among = f"SELECT 1 FROM {elements}({column}) WHERE value = %s"  # noqa: S608 - a fixed name and a quoted column
        return f"EXISTS ({among})", (*params, self.rhs)


@dataclass(frozen=True, slots=True)
class Service:
    """One team a person served in, since which day; told by the stage that knows teams."""

    person_id: int
    round_id: int
    round_name: str
    team_id: int
    team: str
    position: str
    since: date | None = None
    left_on: date | None = None
    url: str = ""


service_sources: list[Callable[[Collection[int]], list[Service]]] = []
"""Later stages know where people served: each adds a function from ids of people to service, newest first."""


def service_of(*people: Person) -> list[Service]:
    """Where these people served, as far as later stages know; the newest first."""
    ids = [person.pk for person in people]
    return [service for source in service_sources for service in source(ids)]


def skills_among(people: QuerySet[Person]) -> list[str]:
    """The skills that occur, for a filter."""
    return sorted({skill for skills in people.values_list("skills", flat=True) for skill in skills})


def organisations_near(place: Person | Jurisdiction | None) -> QuerySet[Organisation]:
    """Organisations that may employ or be tied to people: of the office's area and of all areas below it."""
    area = place.jurisdiction if isinstance(place, Person) else place
    if area is None:
        return Organisation.objects.none()
    below = Q(jurisdiction__path__startswith=f"{area.path}/")
    return Organisation.objects.filter(Q(jurisdiction=area) | below).order_by("jurisdiction_id", "unit_type", "code")


def accounts_for(person: Person) -> QuerySet[User]:
    """Accounts that may be this person's: in use, and nobody else's."""
    return User.objects.filter(Q(person=person) | Q(person__isnull=True), is_active=True).order_by("name")


def in_pool(on: date) -> Q:
    """People who are in a pool on this day; who has no day of entry has not entered yet."""
    return Q(entered_on__lte=on) & (Q(left_on__isnull=True) | Q(left_on__gt=on))


def is_away(person: Person, on: date) -> bool:
    """Whether the person cannot be seconded on this day."""
    return person.away_from is not None and person.away_from <= on and (person.away_to is None or on <= person.away_to)


def relations_of(person: Person) -> list[tuple[Relation, Person]]:
    """The relations of the person that hold, each with the other person."""
    rows = Relation.objects.filter(Q(person=person) | Q(other=person), ended_on__isnull=True)
    found = rows.select_related("person", "other")
    return [(row, row.other if row.person_id == person.pk else row.person) for row in found]


def ties_of(person: Person) -> QuerySet[Tie]:
    """Everything the person declared, what still holds first."""
    return person.ties.select_related("organisation", "created_by").order_by("-ended_on", "kind", "pk")


OPEN = (EntryState.NOMINATED, EntryState.IN)


def pools_on(day: date, jurisdiction: Jurisdiction | None) -> tuple[PoolRule, ...]:
    """The pools in force on a day (`talent.pools`): the office's own, else the customary four."""
    setting = parameter_on("talent.pools", day, jurisdiction)
    return pool_rules(setting.value if setting else None)


def pool_names(day: date, jurisdiction: Jurisdiction | None) -> dict[str, str]:
    """The pools in force by code, named in the language of the page."""
    return {rule.code: words(rule.name) for rule in pools_on(day, jurisdiction)}


def in_pools(*codes: str) -> Q:
    """People whose main pool is one of these, or who are in one of them besides."""
    inside = Entry.objects.filter(person=OuterRef("pk"), state=EntryState.IN, pool__in=codes)
    return Q(pool__in=codes) | Q(Exists(inside))


def pools_of(people: Collection[int]) -> dict[int, list[str]]:
    """The further pools each of these people is in, beside the main one; one query."""
    found: dict[int, list[str]] = {}
    rows = Entry.objects.filter(person__in=people, state=EntryState.IN).order_by("entered_on", "pk")
    for person, pool, main in rows.values_list("person_id", "pool", "person__pool"):
        if pool != main:
            found.setdefault(person, []).append(pool)
    return found


def pools_in_words(people: Sequence[int]) -> dict[int, str]:
    """The pools of each of these people, the main one first, by the names laid down last; one query and settings."""
    rows = Person.objects.filter(pk__in=people).select_related("jurisdiction").order_by().only("pool", "jurisdiction")
    more, names, found = pools_of(people), dict[int, dict[str, str]](), {}
    for one in rows:
        if one.jurisdiction_id not in names:
            names[one.jurisdiction_id] = pool_names(date.max, one.jurisdiction)
        named = names[one.jurisdiction_id]
        found[one.pk] = listed(named.get(code, code) for code in (one.pool, *more.get(one.pk, [])))
    return found


def entry_pools(entries: Sequence[int]) -> dict[int, str]:
    """The pool of each of these nominations, by the names laid down last."""
    names, found = dict[int, dict[str, str]](), {}
    for one in Entry.objects.filter(pk__in=entries).select_related("person__jurisdiction").order_by():
        office = one.person.jurisdiction
        if office.pk not in names:
            names[office.pk] = pool_names(date.max, office)
        found[one.pk] = names[office.pk].get(one.pool, one.pool)
    return found


def entries_of(person: Person) -> QuerySet[Entry]:
    """Every nomination of the person, the newest first."""
    return person.entries.select_related("created_by", "decided_by").order_by("-created_at", "-pk")


def nomination_facts(person: Person, *, pool: str, reason: str, on: date) -> NominationFacts:
    """What decides whether the person may be nominated for the pool."""
    rules = {rule.code: rule for rule in pools_on(on, person.jurisdiction)}
    inside = person.entered_on is not None and person.left_on is None and person.pool == pool
    return NominationFacts(
        name=person.name,
        rule=rules.get(pool),
        on=on,
        reason=reason,
        rank=person.rank,
        born_on=person.born_on,
        status=str(person.get_political_status_display()),
        already=inside or person.entries.filter(pool=pool, state__in=OPEN).exists(),
    )


IN_TEAM: Mapping[str, Bond] = {RelationKind.KIN: Bond.TEAM_KIN, RelationKind.SUPERIOR: Bond.TEAM_SUPERIOR}


def places(organisations: Iterable[Organisation]) -> dict[int, Place]:
    """Each organisation with what stands above it; one query per level of the tree, however many there are."""
    known = {organisation.pk: organisation for organisation in organisations}
    wanted = set(known)
    missing = {o.parent_id for o in known.values() if o.parent_id} - known.keys()
    while missing:
        found = Organisation.objects.in_bulk(missing)
        known.update(found)
        missing = {o.parent_id for o in found.values() if o.parent_id} - known.keys()
    return {pk: Place(pk, str(known[pk]), tuple(_above(known, pk))) for pk in wanted}


def _above(known: dict[int, Organisation], pk: int) -> Iterable[int]:
    parent = known[pk].parent_id
    while parent:
        yield parent
        parent = known[parent].parent_id


def weighing_of(jurisdiction: Jurisdiction, day: date) -> Weighing:
    """What the kinds of tie weigh in this office on this day (`recusal.weights`, `recusal.former_years`)."""
    settings = parameters_in_force(day, jurisdiction, "recusal.weights", "recusal.former_years")
    rows, years = settings.get("recusal.weights"), settings.get("recusal.former_years")
    return weighing(rows.value if rows else (), int(years.value) if years else FORMER_YEARS)


def _areas(person: Person, unit: Organisation, names: Mapping[int, Jurisdiction]) -> list[Declared]:
    """Native place and residence, where the unit lies in another jurisdiction than the person's own office."""
    if unit.jurisdiction_id == person.jurisdiction_id:
        return []
    places_of = ((Bond.NATIVE, person.native_place_id), (Bond.RESIDENCE, person.residence_id))
    return [
        Declared(bond, Place(-area, str(names[area]), (unit.pk,)))
        for bond, area in places_of
        if area is not None and area == unit.jurisdiction_id
    ]


def grounds_between(
    people: Collection[Person],
    inspected: Collection[Organisation],
    *,
    on: date,
    positions: Mapping[int, str] | None = None,
) -> dict[tuple[int, int], list[Ground]]:
    """
    What speaks against each person inspecting each organisation: (person, organisation) → grounds, heaviest first.

    `positions` are places in the team by person; who has none is weighed as strictly as in any. Pairs without any
    ground are left out. The number of queries does not depend on how many people there are.
    """
    if not people or not inspected:
        return {}
    homes = {person.jurisdiction_id for person in people}
    ids = homes | {a for p in people for a in (p.native_place_id, p.residence_id) if a is not None}
    areas = Jurisdiction.objects.in_bulk(ids)
    rules = {pk: weighing_of(areas[pk], on) for pk in homes}
    ties: dict[int, list[Tie]] = {}
    for tie in Tie.objects.filter(person__in=people).select_related("organisation"):
        ties.setdefault(tie.person_id, []).append(tie)
    employers = Organisation.objects.filter(pk__in={person.employer_id for person in people if person.employer_id})
    where = places([*inspected, *employers, *(tie.organisation for own in ties.values() for tie in own)])
    found = {}
    for person in people:
        declared = [
            Declared(Bond(tie.kind), where[tie.organisation_id], tie.until, tie.ended_on)
            for tie in ties.get(person.pk, [])
        ]
        employer = where[person.employer_id] if person.employer_id else None
        for unit in inspected:
            against = grounds(
                person.name,
                declared + _areas(person, unit, areas),
                employer,
                where[unit.pk],
                on=on,
                rules=rules[person.jurisdiction_id],
                position=(positions or {}).get(person.pk, ""),
            )
            if against:
                found[person.pk, unit.pk] = against
    return found


def grounds_within(
    people: Collection[Person], *, on: date, positions: Mapping[int, str] | None = None
) -> dict[tuple[int, int], list[Ground]]:
    """What speaks against two of these people serving in one team: (person, other) both ways → grounds."""
    by_id = {person.pk: person for person in people}
    rows = Relation.objects.filter(person__in=by_id, other__in=by_id, ended_on__isnull=True)
    rules: dict[int, Weighing] = {}
    found: dict[tuple[int, int], list[Ground]] = {}
    for row in rows:
        office = by_id[row.person_id].jurisdiction_id
        if office not in rules:
            rules[office] = weighing_of(by_id[row.person_id].jurisdiction, on)
        for one, other in ((row.person_id, row.other_id), (row.other_id, row.person_id)):
            ground = within_team(
                by_id[one].name,
                by_id[other].name,
                IN_TEAM[row.kind],
                rules=rules[office],
                position=(positions or {}).get(one, ""),
            )
            if ground:
                found.setdefault((one, other), []).append(ground)
    return {pair: heaviest_first(grounds) for pair, grounds in found.items()}
