"""
Two worlds that differ only in a clue and in material on a principal: for the inspected unit and the three
administrators they are the same, byte for byte.

Both are lived from the same start on, with the same clock: registers are open, recipients named; the clue goes its way
or there is none; then other work goes on. After that the unit's people and the administrators open every page they
may, with every record on it, search, export and verify. What is drawn anew for every page is left out.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.clues.people import Cast, decided, filed, opened_register, packed, received_by, reported
from tests.conformance.unguarded import FOR_EVERYBODY, PERSONAL
from tests.conftest import NOW, World
from tests.exporting import taken
from tests.intake.people import arranged
from tests.samples import ARGUMENTS, SAMPLES
from xuncha.clues import services
from xuncha.clues.models import Body, Clue
from xuncha.core.permissions import GRANTS, Role
from xuncha.fieldwork.services import create_paper
from xuncha.foundation.accounts.models import User
from xuncha.foundation.addresses import Address, addresses
from xuncha.intake.services import open_mailbox
from xuncha.site.command_check import _findings
from xuncha.special.models import SpecialRegister
from xuncha.special.services import begin_report
from xuncha.special.services import open_register as open_special

pytestmark = pytest.mark.django_db
OUTSIDE = (Role.UNIT_LIAISON, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
DRAWN = re.compile(rb'name="(?:csrfmiddlewaretoken|_key)" value="[^"]*"')
ANEW = {
    "accounts:second-factor",
    "accounts:people-new",
    "accounts:people-password",
    "rectification_unit:contributor-new",
}
"""What shows a new secret each time it is opened."""
FOR_UNITS = ("fieldwork.fact", "findings.fix", "rectification.item")

Picture = dict[tuple[str, str], tuple[int, bytes]]


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


def open_to(role: Role, address: Address) -> bool:
    """Whether the role's people get past the permission of the address."""
    rule = address.rule
    if rule is None or rule.public or "GET" not in rule.methods or address.name in ANEW:
        return False
    if rule.permission is None:
        return address.name.split(":")[0] in PERSONAL or address.name in FOR_EVERYBODY
    return rule.permission in GRANTS[role]


def filled(address: Address) -> Iterator[str]:
    """The address with every record that it could be about."""
    given = {name: value for name, value in ARGUMENTS.get(address.name, {}).items() if not callable(value)}
    if "pk" in address.parameters and address.rule is not None and address.rule.of is not None:
        wanted = [{**given, "pk": pk} for pk in address.rule.of.model._default_manager.values_list("pk", flat=True)]
    else:
        wanted = [given]
    for arguments in wanted:
        if set(address.parameters) <= set(arguments):
            yield reverse(address.name, kwargs={name: arguments[name] for name in address.parameters})


def read(answer: HttpResponseBase) -> tuple[int, bytes]:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    if body.startswith(b"PK"):  # a workbook: but for the moment at which it was written
        with ZipFile(BytesIO(body)) as parts:
            body = b"".join(parts.read(name) for name in parts.namelist() if not name.startswith("docProps"))
    return answer.status_code, DRAWN.sub(b"", body)


def seen_by(role: Role, user: User) -> Picture:
    """Every page that is open to this person, and what they may search for."""
    client = Client()
    client.force_login(user)
    found = {}
    for address in addresses():
        for url in filled(address) if open_to(role, address) else ():
            found[role.value, url] = read(client.get(url))
            if b"export=xlsx" in found[role.value, url][1]:
                found[role.value, f"{url} xlsx"] = read(taken(client, url, {"export": "xlsx"}))
    for asked in ("XS-", "YJ-", "ZT-", "线索"):
        found[role.value, asked] = read(client.get(reverse("inbox:find"), {"q": asked}))
    return found


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
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)  # PostgreSQL does not take its sequences back
    point = transaction.savepoint()
    if clue:
        its_way(acting, cast, world)
        material_on_the_principal(acting, cast)
    ordinary_work(acting, cast, world)
    for role, user in start.items():
        picture |= seen_by(role, user)
    picture |= of_the_auditor(start[Role.AUDIT_ADMIN])
    transaction.savepoint_rollback(point)
    return picture


def test_nobody_outside_can_tell_whether_there_is_a_clue(acting, cast, world, start):
    without = lived(acting, cast, world, start, clue=False)
    withal = lived(acting, cast, world, start, clue=True)
    assert without.keys() == withal.keys()
    assert [where for where, seen in without.items() if withal[where] != seen] == []
    assert GRANTS[Role.UNIT_HEAD] <= GRANTS[Role.UNIT_LIAISON]  # the head of a unit sees no more
    opened = {role for (role, _url), (status, _body) in without.items() if status == 200}
    assert {role.value for role in OUTSIDE} <= opened
    assert NOW.isoformat()[:10].encode() in withal["auditor", "export"][1]
