"""Office, team and a member of it, and a paper that can be spoken about."""

from dataclasses import dataclass

import pytest

from tests.conftest import NOW, World
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import WorkingPaper
from xuncha.foundation.accounts.models import User
from xuncha.rounds.models import Membership
from xuncha.talent.models import Person


@dataclass
class Cast:
    clerk: User
    director: User
    leader: User
    inspector: User
    member: Membership


@pytest.fixture
def cast(world: World, hire) -> Cast:
    inspector = hire(Role.INSPECTOR, name="何一")
    keep = {"created_by": world.founder, "created_at": NOW}
    person = Person.objects.create(jurisdiction=world.city, code="P1", name="何一", user=inspector, **keep)
    member = Membership.objects.create(team=world.teams[0], person=person, position="inspector")
    return Cast(
        hire(Role.OFFICE_CLERK, name="丁五"),
        hire(Role.OFFICE_DIRECTOR, name="方主任"),
        hire(Role.TEAM_LEADER, name="顾四"),
        inspector,
        member,
    )


@pytest.fixture
def paper(world: World, cast: Cast) -> WorkingPaper:
    return WorkingPaper.objects.create(
        inspection=world.inspections[0],
        provisional_no="临-7",
        title="防汛物资账实不符",
        facts="仓库清点，短少物资折合11.38万元。",
        handler=cast.inspector,
        state="draft",
        state_since=NOW,
        created_by=cast.inspector,
        created_at=NOW,
    )
