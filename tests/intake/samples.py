"""One record of every kind of the intake stage, for the sweeps over all addresses; see `tests/samples.py`."""

from datetime import date

from tests.conftest import NOW, World
from tests.preparation.samples import entry
from tests.sampling import in_state, made, sample
from xuncha.foundation.sealing.models import Circle, CircleKey, SealedBox
from xuncha.foundation.sealing.suites import STANDARD
from xuncha.intake.models import Mailbox, Petition


def a_box(world: World) -> SealedBox:
    """A box that nobody opens."""
    circle, _ = Circle.objects.get_or_create(
        purpose="intake",
        scope_id=world.inspections[0].pk,
        defaults={"jurisdiction": world.city, "name": "样例", **made(world)},
    )
    public = STANDARD.pair().public
    key, _ = CircleKey.objects.get_or_create(
        circle=circle, number=1, defaults={"suite": STANDARD.name, "public": public, "since": NOW}
    )
    return SealedBox.objects.create(circle_key=key, purpose="petition", key=b"k", content=b"c")


@sample("intake.mailbox")
def mailbox(world: World) -> Mailbox:
    box = a_box(world)
    entry(world)
    return Mailbox.objects.create(
        inspection=world.inspections[0],
        code="sample22",
        circle=box.circle_key.circle,
        **made(world),
    )


@sample("intake.petition")
def petition(world: World) -> Petition:
    return Petition.objects.create(
        inspection=world.inspections[0],
        number="XF-1",
        way="letter",
        received_on=date(2022, 5, 9),
        box=a_box(world),
        **in_state(world, "registered"),
    )
