"""What people may read of jurisdictions and organisations."""

from datetime import date

from django.db.models import Case, Count, Q, QuerySet, When

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction, Organisation, Sector, UnitType
from xuncha.foundation.reach import Reach
from xuncha.foundation.ui.panels import Panels

JURISDICTIONS = Reach(
    Jurisdiction, "orgs.jurisdiction", "辖区", P.ORGS_READ, jurisdiction="pk", url_name="orgs:jurisdiction"
)
"""One's own jurisdiction: plans, rounds and regulations hang on it."""

AREAS = Reach(
    Jurisdiction,
    "orgs.area",
    "辖区",
    P.ORGS_READ,
    jurisdiction=("pk", "parent_id", "parent__parent_id", "parent__parent__parent_id"),
    team="terms__rounds__teams",
    many=True,
    url_name="orgs:jurisdiction",
)
"""A jurisdiction with everything below it: an upper office keeps the directory of what it inspects by upgrade."""

ORGANISATIONS = Reach(
    Organisation,
    "orgs.organisation",
    "组织机构",
    P.ORGS_READ,
    jurisdiction=(
        "jurisdiction_id",
        "jurisdiction__parent_id",
        "jurisdiction__parent__parent_id",
        "jurisdiction__parent__parent__parent_id",
    ),
    team="inspections__team",
    many=True,
    url_name="orgs:organisation",
    find=("name", "short_name", "code"),
)

ORGANISATION_PANELS: Panels[Organisation] = Panels("organisation")
"""What the stages show beside an organisation: the directory knows no inspections."""


def open_on(day: date) -> Q:
    """Organisations that exist on the day."""
    return Q(closed_on__isnull=True) | Q(closed_on__gt=day)


def tree_of(actor: Actor, day: date) -> list[Jurisdiction]:
    """The jurisdictions a person reads, parents before children, each with its number of open organisations."""
    return list(
        AREAS.visible_to(actor)
        .select_related("parent")
        .annotate(open_units=Count("organisations", filter=open_in_jurisdiction(day), distinct=True))
        .order_by("path")
    )


def correspondents_of(jurisdiction: Jurisdiction) -> QuerySet[Organisation]:
    """Whom an office writes to and works together with: not villages, not those closed; departments come first."""
    rows = Organisation.objects.filter(jurisdiction=jurisdiction, closed_on__isnull=True)
    departments_first = Case(When(unit_type=UnitType.OFFICE, then=0), default=1)
    return rows.exclude(unit_type=UnitType.VILLAGE).order_by(departments_first, "unit_type", "code")


def open_in_jurisdiction(day: date) -> Q:
    """The same condition seen from the jurisdiction."""
    return Q(organisations__closed_on__isnull=True) | Q(organisations__closed_on__gt=day)


def ledger(actor: Actor) -> QuerySet[Organisation]:
    """The organisations a person reads, with what a list shows of each."""
    return ORGANISATIONS.visible_to(actor).select_related("jurisdiction", "sector", "parent")


def ancestors(organisation: Organisation) -> list[int]:
    """Ids of everything above the organisation, nearest first; stops where it has been before."""
    above: list[int] = []
    parent_of = dict(
        Organisation.objects.filter(jurisdiction__path__startswith=organisation.jurisdiction.path.split("/")[0])
        .exclude(parent=None)
        .values_list("pk", "parent_id")
    )
    current = organisation.parent_id
    while current is not None and current not in above:
        above.append(current)
        current = parent_of.get(current)
    return above


def parents_for(actor: Actor, jurisdiction: Jurisdiction) -> QuerySet[Organisation]:
    """The open organisations of a jurisdiction that something may hang under: everything but villages."""
    rows = ORGANISATIONS.visible_to(actor).filter(jurisdiction=jurisdiction, closed_on=None)
    return rows.exclude(unit_type="village").order_by("code")


def children_of(actor: Actor, organisation: Organisation) -> QuerySet[Organisation]:
    """The organisations directly below one, as far as the person reads them."""
    return ledger(actor).filter(parent=organisation).order_by("code")


def sectors() -> QuerySet[Sector]:
    """Every sector; they are the same for all jurisdictions."""
    return Sector.objects.all()
