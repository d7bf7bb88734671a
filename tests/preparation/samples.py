"""One record of every kind of the preparation, for the sweeps over all addresses; see `tests/samples.py`."""

from datetime import date

from tests.conftest import NOW, World
from tests.sampling import TEAMS, in_state, made, sample
from xuncha.foundation.files.models import Attachment, StoredFile
from xuncha.preparation.models import AuditReport, DataRequest, Entry, Instruction


def attachment(world: World, pk: int) -> Attachment:
    stored = StoredFile.objects.create(digest=f"{pk:064}", size=1, media_type="text/plain")
    return Attachment.objects.create(pk=pk, file=stored, name="样例.txt", **made(world))


@sample("preparation.request", shared=TEAMS)
def letter(world: World) -> DataRequest:
    """With a file under the id that ARGUMENTS names."""
    record = DataRequest.objects.create(
        round=world.round, source="audit", addressee="测试市审计局", content="样例", **in_state(world, "draft")
    )
    record.files.add(attachment(world, 9201))
    return record


@sample("preparation.audit")
def audit(world: World) -> AuditReport:
    """With a file under the id that ARGUMENTS names."""
    day = date(2021, 6, 1)
    record = AuditReport.objects.create(
        inspection=world.inspections[0],
        kind="term",
        title="样例",
        auditor="测试市审计局",
        period_from=day,
        period_to=day,
        issued_on=day,
        problems="样例",
        **made(world),
    )
    record.files.add(attachment(world, 9202))
    return record


@sample("preparation.entry")
def entry(world: World) -> Entry:
    """Its channels are open on the day of the sweep."""
    day = NOW.date()
    told = {"opens_on": day, "closes_on": day, "phone": "1", **made(world)}
    return Entry.objects.get_or_create(inspection=world.inspections[0], defaults=told)[0]


@sample("preparation.instruction")
def instruction(world: World) -> Instruction:
    return Instruction.objects.create(
        inspection=world.inspections[0], kind="mandate", title="样例", text="负责样例。", **made(world)
    )
