"""One supervision record of every kind, for the sweeps over all addresses; see `tests/samples.py`."""

from datetime import date

from tests.conftest import NOW, World
from tests.rectification.samples import attachment, item
from tests.sampling import in_state, made, sample
from xuncha.foundation.accounts.models import User
from xuncha.supervision.models import Campaign, CampaignTask, Dismissal, Letter, LetterLine


@sample("supervision.letter")
def letter(world: World) -> Letter:
    """Issued to unit one, with an item and a file under the ids that ARGUMENTS names."""
    record = Letter.objects.create(
        jurisdiction=world.city,
        kind="supervision",
        number="督-1",
        addressee=world.units[0],
        title="样例函件",
        text="样例",
        issued_by=User.objects.create(username="issuer", name="签发人"),
        issued_at=NOW,
        **in_state(world, "issued"),
    )
    LetterLine.objects.create(letter=record, item=item(world), position=1, situation="整改中")
    record.files.add(attachment(world, 9401))
    return record


@sample("supervision.line")
def line(world: World) -> LetterLine:
    return letter(world).lines.get()


@sample("supervision.dismissal")
def dismissal(world: World) -> Dismissal:
    return Dismissal.objects.create(
        jurisdiction=world.city,
        organisation=world.units[0],
        hint="overdue",
        subject="plan-1",
        label="样例",
        count=1,
        reason="样例",
        **made(world),
    )


@sample("supervision.campaign")
def campaign(world: World) -> Campaign:
    """Led by unit one, with a task under the id that ARGUMENTS names."""
    record = Campaign.objects.create(
        jurisdiction=world.city,
        title="样例整治",
        goal="样例",
        lead=world.units[0],
        from_on=date(2022, 5, 1),
        to_on=date(2022, 12, 1),
        **in_state(world, "running"),
    )
    record.participants.add(world.units[0])
    CampaignTask.objects.create(
        pk=1, campaign=record, position=1, text="样例任务", owner=world.units[0], due_on=date(2022, 6, 1)
    )
    return record
