"""One record of accountability of every kind, for the sweeps over all addresses; see `tests/samples.py`."""

from datetime import date

from tests.conftest import NOW, World
from tests.rectification.samples import attachment, item
from tests.sampling import in_state, made, sample
from xuncha.accountability.models import Dismissal, Ground, Result, ResultUse, UseReceipt
from xuncha.foundation.accounts.models import User


@sample("accountability.use")
def use(world: World) -> ResultUse:
    """A self-criticism demanded of unit one, with a ground and a file under the ids that ARGUMENTS names."""
    approver = User.objects.create(username="approver", name="批准人")
    record = ResultUse.objects.create(
        jurisdiction=world.city,
        kind="self_criticism",
        number="检-1",
        title="样例事项",
        text="样例",
        approved_by=approver,
        approved_at=NOW,
        sent_by=approver,
        sent_at=NOW,
        **in_state(world, "owed"),
    )
    ground_in(world, record, pk=9501)
    record.files.add(attachment(world, 9501))
    return record


def ground_in(world: World, record: ResultUse, pk: int) -> Ground:
    about = item(world)
    return Ground.objects.create(pk=pk, use=record, plan=about.plan, item=about, position=1, situation="整改中")


@sample("accountability.ground")
def ground(world: World) -> Ground:
    return use(world).grounds.get()


@sample("accountability.receipt")
def receipt(world: World) -> UseReceipt:
    return UseReceipt.objects.create(use=use(world), organisation=world.units[0], **made(world))


@sample("accountability.dismissal")
def dismissal(world: World) -> Dismissal:
    return Dismissal.objects.create(
        jurisdiction=world.city, plan=item(world).plan, source="below-1", why="样例", reason="样例", **made(world)
    )


@sample("accountability.result")
def result(world: World) -> Result:
    return Result.objects.create(
        use=use(world), measure="self_criticism", cases=1, persons=0, on=date(2022, 5, 9), **made(world)
    )
