"""One record of every kind of the intake stage, for the sweeps over all addresses; see `tests/samples.py`."""

from datetime import date

from tests.conftest import NOW, World
from tests.preparation.samples import entry
from tests.sampling import in_state, made, sample
from xuncha.foundation.sealing.models import Circle, CircleKey, PersonKey, SealedBox
from xuncha.foundation.sealing.suites import STANDARD
from xuncha.intake.models import Enclosure, Mailbox, Opening, Petition, Routing, Tip


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
    return SealedBox.objects.create(circle_key=key, purpose="petition", suite=STANDARD.name, key=b"k", content=b"c")


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
    circle = a_box(world).circle_key.circle
    place = Mailbox.objects.filter(code="sample22").first() or Mailbox.objects.create(
        inspection=world.inspections[0], code="sample22", circle=circle, **made(world)
    )
    tip = Tip.objects.create(mailbox=place, box=a_box(world), receipt_print="p", answer_to=b"k", day=date(2022, 5, 9))
    Enclosure.objects.create(pk=9301, tip=tip, ending="jpg", cleaned=a_box(world))
    return Petition.objects.create(
        tip=tip,
        inspection=world.inspections[0],
        number="XF-1",
        way="letter",
        received_on=date(2022, 5, 9),
        box=a_box(world),
        **in_state(world, "registered"),
    )


@sample("intake.line")
def line(world: World) -> Petition:
    return petition(world)


@sample("intake.routing")
def routing(world: World) -> Routing:
    return Routing.objects.create(petition=petition(world), to="水利部门", passed=a_box(world), **made(world))


@sample("intake.opening")
def opening(world: World) -> Opening:
    nobody = {"suite": STANDARD.name, "salt": b"", "passes": 1, "memory": 8, "locked": b"", "since": NOW}
    key = PersonKey.objects.create(owner=world.founder, public=STANDARD.pair().public, **nobody)
    return Opening.objects.create(
        petition=petition(world), part="content", reason="稳控", to=key, **in_state(world, "asked")
    )
