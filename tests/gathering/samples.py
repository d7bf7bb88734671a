"""One record of every kind of gathering, for the sweeps over all addresses; see `tests/samples.py`."""

from datetime import date

from tests.conftest import NOW, World
from tests.preparation.samples import attachment
from tests.sampling import in_state, made, sample
from xuncha.foundation.accounts.models import User
from xuncha.gathering.models import (
    MaterialItem,
    MaterialRequest,
    Reading,
    Supplement,
    Talk,
    TalkRecord,
    Visit,
    WeekSheet,
)


@sample("gathering.talk")
def talk(world: World) -> Talk:
    other = User.objects.create(username="sample-recorder", name="样例")
    return Talk.objects.create(
        inspection=world.inspections[0],
        number=1,
        kind="staff",
        lead=world.founder,
        recorder=other,
        **in_state(world, "planned"),
    )


@sample("gathering.record")
def record(world: World) -> TalkRecord:
    """With a supplement and a reading under the ids that ARGUMENTS names."""
    line = {"area": "样例", "question": "样例？", "answer": ""}
    found = TalkRecord.objects.create(talk=talk(world), name="样例", lines=[line], **made(world))
    Supplement.objects.create(pk=9301, record=found, text="样例", **made(world))
    day = NOW.date()
    Reading.objects.create(
        pk=9301, record=found, reader=world.founder, valid_from=day, valid_to=day, reason="样例", **made(world)
    )
    return found


@sample("gathering.material")
def material(world: World) -> MaterialRequest:
    """Sent, so that the unit sees it; with one item."""
    day = NOW.date()
    found = MaterialRequest.objects.create(
        inspection=world.inspections[0], number=1, title="样例", sent_on=day, **in_state(world, "sent")
    )
    MaterialItem.objects.create(request=found, position=1, text="样例")
    return found


@sample("gathering.item")
def item(world: World) -> MaterialItem:
    """With a file under the id that ARGUMENTS names."""
    found = material(world).items.get()
    found.files.add(attachment(world, 9301))
    return found


@sample("gathering.visit")
def visit(world: World) -> Visit:
    """With a file under the id that ARGUMENTS names."""
    found = Visit.objects.create(
        inspection=world.inspections[0],
        kind="visit",
        title="样例",
        on=NOW.date(),
        place="样例",
        seen="样例",
        **made(world),
    )
    found.files.add(attachment(world, 9302))
    return found


@sample("gathering.week")
def week(world: World) -> WeekSheet:
    return WeekSheet.objects.create(team=world.teams[0], monday=date(2022, 5, 9), **in_state(world, "draft"))
