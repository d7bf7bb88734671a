"""What people may read of the talent pools, and what speaks against naming somebody."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField, Lookup, Q, QuerySet

from xuncha.core.avoidance import FORMER_YEARS, Bond, Declared, Ground, Place, grounds
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.accounts.models import User
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.reach import Reach
from xuncha.foundation.regulations.selectors import parameter_on
from xuncha.talent.models import Person, Tie

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


EVENT_LABELS.update(
    {
        "person.added": N_("入库"),
        "person.changed": N_("修改人员信息"),
        "person.left": N_("出库"),
        "person.returned": N_("重新入库"),
        "person.linked": N_("关联账号"),
        "tie.declared": N_("登记回避事项"),
        "tie.ended": N_("解除回避事项"),
    }
)


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
    """One team a person served in; told by the stage that knows teams."""

    round_name: str
    team: str
    position: str
    url: str = ""
    left_on: date | None = None


service_sources: list[Callable[[Person], list[Service]]] = []
"""Later stages know where people served: each adds a function from a person to their service, newest first."""


def service_of(person: Person) -> list[Service]:
    """Where the person served, as far as later stages know."""
    return [service for source in service_sources for service in source(person)]


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
    """People who are in a pool on this day."""
    return (Q(entered_on__isnull=True) | Q(entered_on__lte=on)) & (Q(left_on__isnull=True) | Q(left_on__gt=on))


def ties_of(person: Person) -> QuerySet[Tie]:
    """Everything the person declared, what still holds first."""
    return person.ties.select_related("organisation", "created_by").order_by("-ended_on", "kind", "pk")


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


def former_years(jurisdiction: Jurisdiction, day: date) -> int:
    """For how many years a former post blocks, as the office has set it; three while it has not."""
    setting = parameter_on("recusal.former_years", day, jurisdiction)
    return int(setting.value) if setting else FORMER_YEARS


def grounds_between(
    people: Collection[Person], inspected: Collection[Organisation], *, on: date
) -> dict[tuple[int, int], list[Ground]]:
    """
    What speaks against each person inspecting each organisation: (person, organisation) → grounds, heaviest first.

    Pairs without any ground are left out. The number of queries does not depend on how many people there are.
    """
    if not people or not inspected:
        return {}
    offices = Jurisdiction.objects.in_bulk({person.jurisdiction_id for person in people})
    years = {pk: former_years(office, on) for pk, office in offices.items()}
    ties: dict[int, list[Tie]] = {}
    for tie in Tie.objects.filter(person__in=people).select_related("organisation"):
        ties.setdefault(tie.person_id, []).append(tie)
    employers = Organisation.objects.filter(pk__in=[person.employer_id for person in people if person.employer_id])
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
                person.name, declared, employer, where[unit.pk], on=on, former_years=years[person.jurisdiction_id]
            )
            if against:
                found[person.pk, unit.pk] = against
    return found
