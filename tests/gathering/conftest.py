import pytest

from tests.gathering.people import Crew, crew_of, held
from xuncha.gathering.models import Talk


@pytest.fixture
def crew(world, hire) -> Crew:
    return crew_of(hire)


@pytest.fixture
def talk(world, acting, crew) -> Talk:
    return held(acting, crew, world)
