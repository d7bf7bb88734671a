"""
Two worlds that differ only in a clue and in material on a principal: for the inspected unit and the three
administrators they are the same, byte for byte.

Both are lived from the same start on, with the same clock: registers are open, recipients named; the clue goes its way
or there is none; then other work goes on. After that the unit's people and the administrators open every page they
may, with every record on it, search, export and verify. What is drawn anew for every page is left out.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.clues.people import Cast, decided, filed, opened_register, packed, received_by, reported
from tests.conftest import NOW, World
from tests.intake.people import arranged
from tests.looking import Picture, number_anew, read, seen_by
from tests.samples import SAMPLES
from xuncha.clues import services
from xuncha.clues.models import Body, Clue
from xuncha.core.permissions import GRANTS, Role
from xuncha.fieldwork.services import create_paper
from xuncha.foundation.accounts.models import User
from xuncha.intake.services import open_mailbox
from xuncha.site.command_check import _findings
from xuncha.special.models import SpecialRegister
from xuncha.special.services import begin_report
from xuncha.special.services import open_register as open_special

pytestmark = pytest.mark.django_db
OUTSIDE = (Role.UNIT_LIAISON, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
FINDABLE = ("XS-", "YJ-", "巡线移", "ZT-", "线索")
FOR_UNITS = ("fieldwork.fact", "findings.fix", "rectification.item")


@pytest.fixture
def start(world: World, acting, cast: Cast, hire, at_desk) -> dict[Role, User]:
    """Registers open, recipients named, letters and opinions at the unit; the people outside."""
    arranged(world)
    opened_register(world, acting, cast)
    open_special(
        acting(cast.user("leader")), world.inspections[0], keepers=[cast.user("member"), cast.user("director")]
    )
    received_by(world, acting, cast)
    for kind in FOR_UNITS:
        SAMPLES[kind].build(world)
    return {role: hire(role) for role in OUTSIDE}


def its_way(acting, cast: Cast, world: World) -> None:
    """One clue to both bodies and to its result, and one that comes to nothing."""
    first = filed(acting, cast, world)
    decided(acting, cast, first, "both")
    lines = [packed(acting, cast, first.register, body).lines.get() for body in Body]
    reported(acting, cast, lines[0])
    reported(acting, cast, lines[1], ("third", "fourth"))
    services.close_clue(acting(cast.user("clerk")), Clue.objects.get())
    second = filed(acting, cast, world)
    services.propose_downgrade(acting(cast.user("member")), second, text="不是线索")
    services.allow_downgrade(acting(cast.user("clerk")), second, text="同意")


def material_on_the_principal(acting, cast: Cast) -> None:
    """Begun and put aside: from the first line on it is there."""
    begin_report(acting(cast.user("member")), SpecialRegister.objects.get(), kind="principal", about="高某某，局长")


def ordinary_work(acting, cast: Cast, world: World) -> None:
    """What goes on in both worlds: a paper, another circle, a denied attempt."""
    create_paper(acting(cast.user("outsider")), world.inspections[0], title="接待费超标准")
    keepers = [cast.user("leader"), cast.user("member")]
    open_mailbox(acting(cast.user("leader")), world.inspections[0], keepers=keepers)


def of_the_auditor(user: User) -> Picture:
    """The export of the journal, its verification and what `xuncha check` prints."""
    client = Client()
    client.force_login(user)
    export = read(client.post(reverse("journal:export")))
    verdict = read(client.post(reverse("journal:verify"), follow=True))
    checked = repr([line for line in _findings() if not line[0].startswith("data folder")])
    return {("auditor", "export"): export, ("auditor", "verify"): verdict, ("shell", "check"): (0, checked.encode())}


def lived(acting, cast: Cast, world: World, start: dict[Role, User], *, clue: bool) -> Picture:
    """What everybody outside sees at the end of a world; then the world is taken back."""
    picture: Picture = {}
    number_anew()
    point = transaction.savepoint()
    if clue:
        its_way(acting, cast, world)
        material_on_the_principal(acting, cast)
    ordinary_work(acting, cast, world)
    for role, user in start.items():
        picture |= seen_by(role, user, FINDABLE)
    picture |= of_the_auditor(start[Role.AUDIT_ADMIN])
    transaction.savepoint_rollback(point)
    return picture


@pytest.mark.no_cover
def test_nobody_outside_can_tell_whether_there_is_a_clue(acting, cast, world, start):
    without = lived(acting, cast, world, start, clue=False)
    withal = lived(acting, cast, world, start, clue=True)
    assert without.keys() == withal.keys()
    assert [where for where, seen in without.items() if withal[where] != seen] == []
    assert GRANTS[Role.UNIT_HEAD] <= GRANTS[Role.UNIT_LIAISON]  # the head of a unit sees no more
    opened = {role for (role, _url), (status, _body) in without.items() if status == 200}
    assert {role.value for role in OUTSIDE} <= opened
    assert NOW.isoformat()[:10].encode() in withal["auditor", "export"][1]
