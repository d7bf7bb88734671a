import pytest

from tests.conftest import World
from tests.intake.people import Team, opened_mailbox, team_with_keys
from xuncha.intake.models import Mailbox


@pytest.fixture
def team(world: World, acting) -> Team:
    return team_with_keys(world, acting)


@pytest.fixture
def mailbox(world: World, acting, team: Team) -> Mailbox:
    return opened_mailbox(world, acting, team)
