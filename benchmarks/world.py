"""
A city with many findings, written in bulk into a scratch database.

Ten rounds of twenty teams with five units each; the tenth round belongs to another city, whose findings nobody here
may see. Findings are spread evenly, so that the clerk reads nine tenths of them and the inspector one team's.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from xuncha.core.permissions import Role
from xuncha.findings.models import Classification, Finding, Severity
from xuncha.findings.workflow import FindingState
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.regulations.models import Category
from xuncha.planning.models import InspectionType, Term
from xuncha.rounds.models import Inspection, Round, Team
from xuncha.rounds.workflow import RoundState

ROUNDS, TEAMS, UNITS = 10, 20, 5
FACTS = "2021年3月至11月，该单位报销公务接待费12笔，均无公函和接待清单，其中3笔超过规定标准，涉及金额4.58万元。" * 2


@dataclass(frozen=True, slots=True)
class World:
    """Where the figures are taken: who looks, and where the team works."""

    people: dict[Role, User]
    inspection: Inspection
    category: Category


def build(findings: int) -> World:
    """Everything, in a new database."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    founder = User.objects.create(username="founder", name="创建人")
    made = {"created_by": founder, "created_at": now}
    inspections: list[Inspection] = []
    for place, rounds in ((1, ROUNDS - 1), (2, 1)):
        city = Jurisdiction.objects.create(
            code=f"c{place}", name=f"第{place}市", office_name="办", level="city", path=f"c{place}"
        )
        units = Organisation.objects.bulk_create(
            Organisation(jurisdiction=city, code=f"C{place}-{n}", name=f"第{n}局", unit_type="office")
            for n in range(TEAMS * UNITS)
        )
        term = Term.objects.create(jurisdiction=city, number=8, name="八届", first_year=2022, last_year=2026, **made)
        for number in range(1, rounds + 1):
            inspections += _round(term, number, units, made)
    category = Category.objects.order_by("pk")[0]
    _findings(inspections, findings, category, made)
    with connection.cursor() as cursor:  # as the database's own upkeep leaves it
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return World(_people(inspections[0]), inspections[0], category)


def _round(term: Term, number: int, units: list[Organisation], made: dict[str, object]) -> list[Inspection]:
    now = timezone.now()
    year = term.first_year + (number - 1) // 2
    batch = Round.objects.create(
        term=term, number=number, year=year, name=f"八届第{number}轮", field_from=date(year, 3, 1),
        field_to=date(year, 5, 1), state=RoundState.IN_FIELD, state_since=now, **made,
    )  # fmt: skip
    teams = Team.objects.bulk_create(Team(round=batch, number=n, name=f"第{n}组") for n in range(1, TEAMS + 1))
    return Inspection.objects.bulk_create(
        Inspection(round=batch, team=teams[n % TEAMS], organisation=unit, type=InspectionType.ROUTINE, **made)
        for n, unit in enumerate(units)
    )


def _findings(inspections: list[Inspection], count: int, category: Category, made: dict[str, object]) -> None:
    now = timezone.now()
    states, weights = list(FindingState), list(Severity)
    for first in range(0, count, 5_000):
        rows = Finding.objects.bulk_create(
            Finding(
                inspection=inspections[n % len(inspections)], number=f"WT-{n:06d}",
                title=f"公务接待管理不规范，第{n}项", text=FACTS, severity=weights[n % len(weights)],
                amount=n % 7_000 or None, state=states[n % len(states)],
                state_since=now - timedelta(minutes=(n * 7919) % 900_000), **made,
            )
            for n in range(first, min(first + 5_000, count))
        )  # fmt: skip
        Classification.objects.bulk_create(
            Classification(finding=row, taxonomy_id=category.taxonomy_id, category=category) for row in rows
        )


def _people(inspection: Inspection) -> dict[Role, User]:
    since = timezone.now() - timedelta(days=1)
    city, team = inspection.round.term.jurisdiction_id, inspection.team_id
    held = {Role.OFFICE_CLERK: city, Role.INSPECTOR: team, Role.DEPUTY_LEADER: team, Role.TEAM_LEADER: team}
    people = {}
    for role, scope in held.items():
        people[role] = User.objects.create(username=role.value, name=role.value)
        Grant.objects.create(user=people[role], role=role, scope_id=scope, valid_from=since)
    return people
