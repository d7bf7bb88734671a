"""
What a later inspection of the same unit knows of earlier clues: nothing.

Not that there was one, not how many, not what became of them. Its team and the people of the office who are not named
see the same bytes whether there was a clue or not; what the discipline body may tell, it tells when asked for data.
"""

import pytest
from django.db import transaction
from django.urls import reverse

from tests.clues.people import Cast, decided, filed, opened_register, packed, received_by, reported
from tests.conftest import NOW, World
from tests.intake.people import arranged
from tests.looking import Picture, number_anew, seen_by
from xuncha.clues import services
from xuncha.clues.models import Body, Clue
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import Grant, User
from xuncha.rounds.models import Inspection, Round, Team

pytestmark = pytest.mark.django_db
PARTS = {"preparation", "dossier", "clues", "inbox"}
"""Where a later team looks before it goes in: pack, record of the unit, registers, to-dos; the search besides."""
ASKED = ("线索", "XS-")


@pytest.fixture
def later(world: World) -> Inspection:
    """Unit one again, a round later, by a team of its own."""
    made = {"created_by": world.founder, "created_at": NOW}
    batch = Round.objects.create(
        term=world.term, number=2, year=2023, name="八届市委第二轮", state="authorised", state_since=NOW, **made
    )
    team = Team.objects.create(round=batch, number=1, name="第1巡察组")
    return Inspection.objects.create(round=batch, organisation=world.units[0], team=team, type="follow_up", **made)


@pytest.fixture
def watchers(later: Inspection, hire) -> dict[Role, User]:
    """The later team, and the office's people who are not named in the earlier register."""
    found = {Role.OFFICE_CLERK: hire(Role.OFFICE_CLERK)}
    for role in (Role.TEAM_LEADER, Role.INSPECTOR):
        found[role] = hire(role)
        Grant.objects.filter(user=found[role]).update(scope_id=later.team_id)
    return found


def its_way(acting, cast: Cast, world: World) -> None:
    """One clue of the earlier inspection to its result, reported back and closed."""
    clue = filed(acting, cast, world)
    decided(acting, cast, clue)
    reported(acting, cast, packed(acting, cast, clue.register, Body.DISCIPLINE).lines.get())
    services.close_clue(acting(cast.user("clerk")), Clue.objects.get())


def lived(acting, cast: Cast, world: World, watchers: dict[Role, User], *, clue: bool) -> Picture:
    """What they see at the end; then it is taken back."""
    number_anew()
    point = transaction.savepoint()
    if clue:
        its_way(acting, cast, world)
    picture: Picture = {}
    for role, user in watchers.items():
        picture |= seen_by(role, user, ASKED, PARTS)
    transaction.savepoint_rollback(point)
    return picture


@pytest.mark.usefixtures("at_desk")  # its clock
def test_a_later_team_and_the_unnamed_office_know_nothing_of_earlier_clues(acting, cast, world, later, watchers):
    arranged(world)
    opened_register(world, acting, cast)
    received_by(world, acting, cast)
    without = lived(acting, cast, world, watchers, clue=False)
    withal = lived(acting, cast, world, watchers, clue=True)
    told = {where for where, seen in without.items() if withal.get(where) != seen}
    assert told == set()
    its_own = withal.keys() - without.keys()  # the pages of clue and packages
    assert its_own
    assert {withal[where][0] for where in its_own} == {404}
    pack = reverse("preparation:pack", args=[later.pk])
    assert {role for role, url in without if url == pack and without[role, url][0] == 200} >= {
        Role.TEAM_LEADER.value,
        Role.INSPECTOR.value,
        Role.OFFICE_CLERK.value,
    }
