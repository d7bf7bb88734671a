"""How the rows of the ledgers of reports, meetings, instructions and feedback multiply."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tests.conftest import NOW, World
from xuncha.core.permissions import Role
from xuncha.feedback.models import (
    AgendaItem,
    Attendance,
    Instruction,
    Meeting,
    Opinion,
    OpinionItem,
    Report,
    ReportedFinding,
    Session,
)
from xuncha.findings.models import Finding
from xuncha.foundation.orgs.models import Organisation
from xuncha.rounds.models import Inspection

CLERK, ON = Role.OFFICE_CLERK, NOW.date()


@dataclass(frozen=True)
class Growth:
    """How to see a ledger with many rows: its address, who looks, and what makes `n` more rows."""

    address: Callable[[World], str]
    role: Role
    grow: Callable[[World, range], Any]


def at(name: str) -> Callable[[World], str]:
    return lambda _world: reverse(name)


def made(world: World) -> dict[str, Any]:
    return {"created_by": world.founder, "created_at": NOW, "state_since": NOW}


def inspections(world: World, numbers: range) -> list[Inspection]:
    maker = {"created_by": world.founder, "created_at": NOW}
    units = Organisation.objects.bulk_create(
        Organisation(jurisdiction=world.city, code=f"G{n}", name=f"测试市{n}号单位", unit_type="office")
        for n in numbers
    )
    return Inspection.objects.bulk_create(
        Inspection(round=world.round, team=world.teams[0], organisation=unit, type="routine", **maker) for unit in units
    )


def reports(world: World, numbers: range) -> None:
    for n, inspection in zip(numbers, inspections(world, numbers), strict=True):
        report = Report.objects.create(inspection=inspection, number=f"BG{n}", due_on=ON, **made(world))
        for place in (1, 2):
            finding = Finding.objects.create(
                inspection=inspection, number=f"G{n}-{place}", title="题", text="文", **made(world)
            )
            ReportedFinding.objects.create(report=report, finding=finding, position=place)


def meetings(world: World, numbers: range) -> None:
    for n in numbers:
        meeting = Meeting.objects.create(term=world.term, body="secretary", title=f"会{n}", on=ON, **made(world))
        for place in (1, 2):
            AgendaItem.objects.create(meeting=meeting, position=place, title="议题", round=world.round)


def instructions(world: World, numbers: range) -> None:
    for n, inspection in zip(numbers, inspections(world, numbers), strict=True):
        Instruction.objects.create(
            term=world.term,
            inspection=inspection,
            number=f"PS{n}",
            kind="written",
            leader="书记",
            on=ON,
            text="办",
            assigned_to="办公室",
            due_on=ON,
            **made(world),
        )


def opinions(world: World, numbers: range) -> None:
    for n, inspection in zip(numbers, inspections(world, numbers), strict=True):
        opinion = Opinion.objects.create(inspection=inspection, number=f"FK{n}", due_on=ON, **made(world))
        for place in (1, 2):
            OpinionItem.objects.create(opinion=opinion, position=place, title="题", text="文")


def sessions(world: World, numbers: range) -> None:
    """Each with two units and two people, so that a row shown twice would show."""
    for n, inspection in zip(numbers, inspections(world, numbers), strict=True):
        session = Session.objects.create(round=world.round, title=f"反馈会{n}", on=ON, **made(world))
        [other] = inspections(world, range(1000 + n, 1001 + n))
        for place, one in enumerate((inspection, other)):
            Opinion.objects.create(inspection=one, session=session, number=f"FK{n}-{place}", **made(world))
            Attendance.objects.create(session=session, name=f"人{place}", capacity="leader")


def fed_back(world: World, numbers: range) -> None:
    """Opinions delivered to unit one, each in a round of its own."""
    for n in numbers:
        batch = type(world.round).objects.create(
            term=world.term, number=100 + n, year=2022, name=f"第{n}轮", state="closed", **made(world)
        )
        inspection = Inspection.objects.create(
            round=batch, organisation=world.units[0], type="routine", created_by=world.founder, created_at=NOW
        )
        session = Session.objects.create(
            round=batch, title="反馈会", principal_on=ON, on=ON, state="held", **made(world)
        )
        Opinion.objects.create(
            inspection=inspection,
            session=session,
            number=f"FK{n}",
            state="delivered",
            approved_by=world.founder,
            approved_at=NOW,
            delivered_on=ON,
            **made(world),
        )


FEEDBACK: dict[str, Growth] = {
    "feedback.reports": Growth(at("feedback:reports"), CLERK, reports),
    "feedback.meetings": Growth(at("feedback:meetings"), CLERK, meetings),
    "feedback.instructions": Growth(at("feedback:instructions"), CLERK, instructions),
    "feedback.opinions": Growth(at("feedback:opinions"), CLERK, opinions),
    "feedback.sessions": Growth(at("feedback:sessions"), CLERK, sessions),
    "feedback.unit-opinions": Growth(at("feedback_unit:opinions"), Role.UNIT_LIAISON, fed_back),
}
WHOLE = {"term", "year", "round", "team", "unit", "done"}
FEEDBACK_SPINE: dict[str, set[str]] = {
    "feedback.reports": WHOLE,
    "feedback.meetings": {"term", "done"},  # a meeting hears several rounds
    "feedback.instructions": WHOLE,
    "feedback.opinions": WHOLE,
    "feedback.sessions": WHOLE - {"team"},  # units of several teams at once
    "feedback.unit-opinions": {"done"},  # the unit sees its own alone
}
