"""Many mailboxes and petitions for the sweep over all ledgers."""

from datetime import date

from tests.conformance.growth import WHOLE, Growth, at, inspections, made
from tests.conftest import NOW, World
from tests.intake.samples import a_box
from xuncha.core.permissions import Role
from xuncha.foundation.sealing.models import Circle
from xuncha.intake.models import Mailbox, Petition
from xuncha.preparation.models import Entry


def mailboxes(world: World, numbers: range) -> None:
    keep = {"created_by": world.founder, "created_at": NOW}
    for n, inspection in zip(numbers, inspections(world, numbers), strict=True):
        circle = Circle.objects.create(
            jurisdiction=world.city, purpose="intake", scope_id=inspection.pk, name=str(n), **keep
        )
        Entry.objects.create(inspection=inspection, opens_on=NOW.date(), closes_on=NOW.date(), **keep)
        Mailbox.objects.create(inspection=inspection, code=f"g{n}", circle=circle, **keep)


def petitions(world: World, numbers: range) -> None:
    for n, inspection in zip(numbers, inspections(world, numbers), strict=True):
        Petition.objects.create(
            inspection=inspection,
            number=f"XF{n}",
            way="letter",
            received_on=date(2022, 5, 9),
            box=a_box(world),
            **{**made(world), "state": "registered"},
        )


RECEIVING = {
    "intake.mailboxes": Growth(at("intake:mailboxes"), Role.TEAM_LEADER, mailboxes),
    "intake.petitions": Growth(at("intake:petitions"), Role.TEAM_LEADER, petitions),
    "intake.register": Growth(at("intake:register"), Role.OFFICE_DIRECTOR, petitions),
}
RECEIVING_SPINE = {"intake.mailboxes": WHOLE - {"done"}, "intake.petitions": WHOLE, "intake.register": WHOLE - {"done"}}
