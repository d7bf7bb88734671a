"""What people may read of clues: the lines in plain, what lies sealed, and totals for those who may know only that."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from xuncha.clues.models import Body, Clue, ClueRegister, Destination, Handover, Package, Source
from xuncha.clues.workflow import CLUE, HANDOVER, ClueState, HandoverState
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role, Scope
from xuncha.core.text import N_
from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings.selectors import entered_on
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import Reach
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.regulations.selectors import taxonomies_on
from xuncha.foundation.sealing.circles import circle_for, circles_of, members_of
from xuncha.foundation.sealing.models import Circle
from xuncha.intake.models import Petition
from xuncha.rounds.models import Inspection

REGISTERS = Reach(
    ClueRegister,
    "clues.register",
    "线索登记",
    P.CLUE_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    named=lambda actor: Q(circle__in=circles_of(actor)),
    around=("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction", "circle"),
    url_name="clues:register",
)
CLUES = Reach(
    Clue,
    "clues.clue",
    "问题线索",
    P.CLUE_READ,
    jurisdiction="register__inspection__round__term__jurisdiction_id",
    team="register__inspection__team_id",
    inspected="register__inspection__organisation_id",
    named=lambda actor: Q(register__circle__in=circles_of(actor)),
    around=(
        "register__inspection__organisation",
        "register__inspection__round__term__jurisdiction",
        "register__circle",
        "box__circle_key",
        "kind",
    ),
    url_name="clues:clue",
)
PACKAGES = Reach(
    Package,
    "clues.package",
    "线索移交函",
    P.CLUE_READ,
    jurisdiction="register__inspection__round__term__jurisdiction_id",
    team="register__inspection__team_id",
    inspected="register__inspection__organisation_id",
    named=lambda actor: Q(register__circle__in=circles_of(actor)),
    around=("register__inspection__organisation", "register__inspection__round__term__jurisdiction"),
    url_name="clues:package",
)
HANDED = Reach(
    Handover,
    "clues.handover",
    "移交来的线索",
    P.HANDED_READ,
    jurisdiction="package__register__inspection__round__term__jurisdiction_id",
    inspected="package__register__inspection__organisation_id",
    named=lambda actor: Q(box__circle_key__circle__in=circles_of(actor)),
    around=(
        "package__register__inspection__organisation",
        "package__register__inspection__round__term__jurisdiction",
        "package__register__circle",
        "clue__kind",
        "box__circle_key",
    ),
    url_name="clues:handover",
)
waits(
    CLUE,
    CLUES,
    own="judged_by_id",
    number=lambda clue: clue.number,
    unit=lambda clue: clue.register.inspection.organisation,
    related=("register__inspection__organisation",),
)
waits(
    HANDOVER,
    HANDED,
    own="concluded_by_id",
    number=lambda handover: handover.package.number,
    unit=lambda handover: handover.package.register.inspection.organisation,
    related=("package__register__inspection__organisation", "clue"),
    due={state: "due_on" for state in HANDOVER.waiting() if state != HandoverState.SENT},
)
EVENT_LABELS.update(
    {
        "clues.opened": N_("开通线索登记"),
        "clues.keeper_admitted": N_("增加指定人员"),
        "clues.keeper_left": N_("移出指定人员"),
        "clues.receiving_opened": N_("指定线索接收人"),
        "clue.filed": N_("登记问题线索"),
        "clue.remarked": N_("记下意见"),
        "package.made": N_("制发移交函"),
        "package.received": N_("签收移交函"),
        "handover.made": N_("移交"),
    }
)
AXIS = "discipline"
"""The dated taxonomy by which clues are classed."""
OF_OFFICE = (Role.OFFICE_DIRECTOR, Role.OFFICE_CLERK)
BODY_ROLE: dict[Body, Role] = {Body.DISCIPLINE: Role.DISCIPLINE, Body.ORGANISATION: Role.ORGANISATION}


def _holding(roles: Collection[Role], scope_id: int, now: datetime) -> QuerySet[User]:
    in_force = Q(valid_from__lte=now) & (Q(valid_to__isnull=True) | Q(valid_to__gt=now))
    held = Grant.objects.filter(in_force, role__in=roles, scope_id=scope_id)
    return User.objects.filter(grants__in=held, is_active=True).distinct()


def possible_of_team(inspection: Inspection) -> QuerySet[User]:
    """People of the team who may be chosen to open its clues: none who left or is recused from the unit."""
    if inspection.team is None:
        return User.objects.none()
    free = inspection.team.memberships.filter(left_on__isnull=True).exclude(recused_from=inspection.organisation_id)
    return User.objects.filter(person__memberships__in=free, is_active=True).distinct()


def possible_of_office(inspection: Inspection, now: datetime) -> QuerySet[User]:
    """People of the office who may be designated to handle clues."""
    return _holding(OF_OFFICE, inspection.round.term.jurisdiction_id, now)


def nameable(inspection: Inspection, now: datetime) -> QuerySet[User]:
    """Everybody who may be designated for an inspection."""
    both = possible_of_team(inspection).values("pk"), possible_of_office(inspection, now).values("pk")
    return User.objects.filter(Q(pk__in=both[0]) | Q(pk__in=both[1])).order_by("pk")


def keepers_of(register: ClueRegister) -> QuerySet[User]:
    """Who opens the register today."""
    return User.objects.filter(pk__in=members_of(register.circle).order_by().values("owner")).order_by("pk")


def possible_recipients(body: Body, jurisdiction: Jurisdiction, now: datetime) -> QuerySet[User]:
    """People of a body who may be chosen to receive clues."""
    return _holding((BODY_ROLE[body],), jurisdiction.pk, now)


def bodies_of(actor: Actor, jurisdiction: Jurisdiction) -> list[Body]:
    """The receiving bodies to which the person belongs there."""
    held = {one.role for one in actor.held if one.scope is Scope.JURISDICTION and one.scope_id == jurisdiction.pk}
    return [body for body, role in BODY_ROLE.items() if role in held]


def desks_of(actor: Actor) -> list[tuple[Jurisdiction, Body]]:
    """The receiving bodies to which the person belongs, wherever."""
    places = Jurisdiction.objects.filter(pk__in=[one.scope_id for one in actor.holding(P.HANDED_RUN)])
    return [(place, body) for place in places for body in bodies_of(actor, place)]


def receiving_circle(body: Body, jurisdiction: Jurisdiction) -> Circle | None:
    """The people who open what is handed to this body there."""
    return circle_for(f"clues-{body}", jurisdiction.pk)


def receivers(body: Body, jurisdiction: Jurisdiction) -> list[User]:
    """Who they are."""
    circle = receiving_circle(body, jurisdiction)
    return [key.owner for key in members_of(circle)] if circle else []


def register_of(inspection: Inspection) -> ClueRegister | None:
    """The register of clues of an inspection, if it is open."""
    return ClueRegister.objects.select_related("circle").filter(inspection=inspection).first()


def waiting_for(register: ClueRegister, body: Body) -> QuerySet[Clue]:
    """Clues that were decided to go to this body and have not gone there yet, in the order of their numbers."""
    wanted = [one for one in Destination if body in one.bodies]
    rows = register.clues.filter(state=ClueState.DECIDED, destination__in=wanted)
    there = standing().filter(package__body=body)
    return rows.exclude(pk__in=there.values("clue")).order_by("pk")


def standing() -> QuerySet[Handover]:
    """Clues at bodies that did not decline them."""
    return Handover.objects.exclude(state=HandoverState.DECLINED)


def holding(clue: Clue) -> list[Body]:
    """The bodies that have the clue and did not decline it."""
    return [Body(one) for one in standing().filter(clue=clue).order_by("pk").values_list("package__body", flat=True)]


def kinds_for(inspection: Inspection) -> QuerySet[Category]:
    """The kinds of clues that were in force when the team went in."""
    taxonomies = taxonomies_on(entered_on(inspection), inspection.round.term.jurisdiction, AXIS)
    return Category.objects.filter(taxonomy__in=taxonomies, retired_on__isnull=True)


def is_found(inspection: Inspection, source: str, number: str) -> bool | None:
    """Whether the source of this number exists; None where none is given or its kind has no register to look into."""
    number = number.strip()
    if not number:
        return None
    if source == Source.PETITION:
        return Petition.objects.filter(inspection=inspection, number=number).exists()
    if source == Source.PAPER:
        papers = WorkingPaper.objects.filter(inspection=inspection)
        return papers.filter(Q(number=number) | Q(provisional_no=number)).exists()
    return None


def counting_jurisdictions(actor: Actor) -> QuerySet[Jurisdiction]:
    """The jurisdictions of which the person may know totals."""
    return Jurisdiction.objects.filter(pk__in=actor.scope_ids(P.CLUE_COUNT, Scope.JURISDICTION))


def knows_exactly(actor: Actor, jurisdiction: Jurisdiction) -> bool:
    """Whether the person decides on clues there: small numbers are told to them alone."""
    return jurisdiction.pk in actor.scope_ids(P.CLUE_EXACT, Scope.JURISDICTION)
