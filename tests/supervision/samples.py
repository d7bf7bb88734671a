"""One supervision record of every kind, for the sweeps over all addresses; see `tests/samples.py`."""

from tests.conftest import NOW, World
from tests.rectification.samples import attachment, item
from tests.sampling import in_state, made, sample
from xuncha.foundation.accounts.models import User
from xuncha.supervision.models import Dismissal, Letter, LetterLine


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
        jurisdiction=world.city, hint="overdue", subject="plan-1", label="样例", count=1, reason="样例", **made(world)
    )
