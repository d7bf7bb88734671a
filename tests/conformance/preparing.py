"""Many people of the pool, letters and audit reports before an entry, for the sweep over all ledgers."""

from tests.conformance.growth import WHOLE, Growth, at, inspections
from tests.conftest import NOW, World
from tests.samples import made
from xuncha.core.permissions import Role
from xuncha.preparation.models import AuditReport, DataRequest
from xuncha.talent.models import Entry, Person

CLERK = Role.OFFICE_CLERK


def people(world: World, numbers: range) -> None:
    Person.objects.bulk_create(
        Person(
            jurisdiction=world.city, code=f"P{n}", name=f"人员{n}", pool="staff", employer=world.units[1], **made(world)
        )
        for n in numbers
    )


def nominations(world: World, numbers: range) -> None:
    people(world, numbers)
    chosen = Person.objects.filter(code__in=[f"P{n}" for n in numbers])
    Entry.objects.bulk_create(
        Entry(person=one, pool="expert", reason="因", state_since=NOW, **made(world)) for one in chosen
    )


def letters(world: World, numbers: range) -> None:
    DataRequest.objects.bulk_create(
        DataRequest(round=world.round, source="audit", addressee=f"{n}局", content="文", state_since=NOW, **made(world))
        for n in numbers
    )


def audits(world: World, numbers: range) -> None:
    when = {name: NOW.date() for name in ("period_from", "period_to", "issued_on")}
    AuditReport.objects.bulk_create(
        AuditReport(inspection=one, kind="term", title="报告", auditor="局", problems="文", **when, **made(world))
        for one in inspections(world, numbers)
    )


PREPARING: dict[str, Growth] = {
    "preparation.audits": Growth(at("preparation:audits"), CLERK, audits),
    "preparation.requests": Growth(at("preparation:requests"), CLERK, letters),
    "talent.entries": Growth(at("talent:entries"), CLERK, nominations),
    "talent.persons": Growth(at("talent:persons"), CLERK, people),
}
PREPARING_SPINE: dict[str, set[str]] = {
    "preparation.audits": WHOLE - {"done"},
    "preparation.requests": {"term", "year", "round", "done"},
}
