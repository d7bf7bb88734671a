"""One record of every kind of the feedback stage, for the sweeps over all addresses; see `tests/samples.py`."""

from tests.conftest import NOW, World
from tests.sampling import in_state, made, sample
from xuncha.feedback.models import AgendaItem, Instruction, Meeting, Opinion, OpinionItem, Report, Session
from xuncha.foundation.files.models import Attachment, StoredFile


@sample("feedback.report")
def report(world: World) -> Report:
    return Report.objects.create(inspection=world.inspections[0], number="报-1", **in_state(world, "draft"))


@sample("feedback.meeting")
def meeting(world: World) -> Meeting:
    """With a matter and a paper laid before it under the ids that ARGUMENTS names."""
    record = Meeting.objects.create(
        term=world.term, body="leading_group", title="样例会议", on=NOW.date(), **in_state(world, "planned")
    )
    matter = AgendaItem.objects.create(pk=9101, meeting=record, position=1, title="样例议题", round=world.round)
    stored = StoredFile.objects.create(digest="8" * 64, size=1, media_type="text/plain")
    matter.papers.add(Attachment.objects.create(pk=9102, file=stored, name="提纲.txt", **made(world)))
    matter.reports.add(report(world))
    return record


@sample("feedback.instruction")
def instruction(world: World) -> Instruction:
    record = Instruction.objects.create(
        term=world.term,
        inspection=world.inspections[0],
        number="批-1",
        kind="written",
        leader="样例",
        on=NOW.date(),
        text="样例",
        assigned_to="样例",
        **in_state(world, "open"),
    )
    stored = StoredFile.objects.create(digest="7" * 64, size=1, media_type="text/plain")
    record.files.add(Attachment.objects.create(pk=9103, file=stored, name="办理.txt", **made(world)))
    return record


@sample("feedback.opinion")
def opinion(world: World) -> Opinion:
    """Fed back, with an item under the id that ARGUMENTS names."""
    held = Session.objects.create(
        round=world.round, title="样例反馈会", principal_on=NOW.date(), on=NOW.date(), **in_state(world, "held")
    )
    record = Opinion.objects.create(
        inspection=world.inspections[0],
        session=held,
        number="反-1",
        approved_by=world.founder,
        approved_at=NOW,
        delivered_on=NOW.date(),
        **in_state(world, "delivered"),
    )
    OpinionItem.objects.create(pk=9104, opinion=record, position=1, title="样例问题", text="样例")
    return record


@sample("feedback.item")
def item(world: World) -> OpinionItem:
    return opinion(world).items.get()


@sample("feedback.session")
def session(world: World) -> Session:
    held = opinion(world).session
    assert held is not None
    return held
