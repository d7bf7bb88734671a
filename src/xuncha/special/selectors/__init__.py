"""What people may read of special reports: the lines in plain, and who may be named to open them."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.core.text import N_
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.reach import Reach
from xuncha.foundation.sealing.circles import circles_of, members_of
from xuncha.rounds.models import Inspection
from xuncha.special.models import SpecialRegister, SpecialReport
from xuncha.special.workflow import SPECIAL, SpecialState

SPECIAL_REGISTERS = Reach(
    SpecialRegister,
    "special.register",
    "专题登记",
    P.SPECIAL_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    named=lambda actor: Q(circle__in=circles_of(actor)),
    around=("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction", "circle"),
    url_name="special:register",
)
REPORTS = Reach(
    SpecialReport,
    "special.report",
    "专题材料和即时报告",
    P.SPECIAL_READ,
    jurisdiction="register__inspection__round__term__jurisdiction_id",
    team="register__inspection__team_id",
    inspected="register__inspection__organisation_id",
    named=lambda actor: Q(register__circle__in=circles_of(actor)),
    around=(
        "register__inspection__organisation",
        "register__inspection__team",
        "register__inspection__round__term__jurisdiction",
        "register__circle",
    ),
    url_name="special:report",
)
waits(
    SPECIAL,
    REPORTS,
    title=lambda report: report.get_kind_display(),
    number=lambda report: report.number,
    unit=lambda report: report.register.inspection.organisation,
    related=("register__inspection__organisation",),
    due={SpecialState.INSTRUCTED: "due_on"},
)
EVENT_LABELS.update(
    {
        "special.opened": N_("开通专题登记"),
        "special.keeper_admitted": N_("增加指定人员"),
        "special.keeper_left": N_("移出指定人员"),
        "special.begun": N_("起草专题材料或即时报告"),
        "special.written": N_("修改内容"),
        "special.remarked": N_("记下意见"),
    }
)
ABOVE = (Role.LEADING_GROUP, Role.SECRETARY)
"""Who may be named of those who decide."""


def _holding(roles: Collection[Role], scope_id: int, now: datetime) -> QuerySet[User]:
    in_force = Q(valid_from__lte=now) & (Q(valid_to__isnull=True) | Q(valid_to__gt=now))
    held = Grant.objects.filter(in_force, role__in=roles, scope_id=scope_id)
    return User.objects.filter(grants__in=held, is_active=True).distinct()


def possible_of_team(inspection: Inspection) -> QuerySet[User]:
    """People of the team who may be chosen to write: none who left or is recused from the unit."""
    if inspection.team is None:
        return User.objects.none()
    free = inspection.team.memberships.filter(left_on__isnull=True).exclude(recused_from=inspection.organisation_id)
    return User.objects.filter(person__memberships__in=free, is_active=True).distinct()


def possible_of_office(inspection: Inspection, now: datetime) -> QuerySet[User]:
    """The directors of the office."""
    return _holding((Role.OFFICE_DIRECTOR,), inspection.round.term.jurisdiction_id, now)


def nameable(inspection: Inspection, now: datetime) -> QuerySet[User]:
    """Everybody who may be named for an inspection: of the team, the directors, the secretary, the leading group."""
    above = _holding(ABOVE, inspection.round.term.jurisdiction_id, now)
    all_of_them = [rows.values("pk") for rows in (possible_of_team(inspection), above)]
    office = possible_of_office(inspection, now).values("pk")
    return User.objects.filter(Q(pk__in=all_of_them[0]) | Q(pk__in=all_of_them[1]) | Q(pk__in=office)).order_by("pk")


def keepers_of(register: SpecialRegister) -> QuerySet[User]:
    """Who opens the register today."""
    return User.objects.filter(pk__in=members_of(register.circle).order_by().values("owner")).order_by("pk")


def register_of(inspection: Inspection) -> SpecialRegister | None:
    """The register of special reports of an inspection, if it is open."""
    return SpecialRegister.objects.select_related("circle").filter(inspection=inspection).first()


def writers_of(report: SpecialReport) -> set[int]:
    """Who wrote any part of it."""
    return set(report.versions.order_by().values_list("created_by", flat=True))
