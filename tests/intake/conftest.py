import pytest

from tests.conftest import NOW, World
from tests.intake.people import Team, opened_mailbox, team_with_keys
from xuncha.foundation import tickets
from xuncha.intake.models import Mailbox


@pytest.fixture
def team(world: World, acting) -> Team:
    return team_with_keys(world, acting)


@pytest.fixture
def mailbox(world: World, acting, team: Team) -> Mailbox:
    return opened_mailbox(world, acting, team)


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: NOW)
    tickets._turns.clear()
