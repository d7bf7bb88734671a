import pytest

from tests.clues.people import Cast, cast_of, filed, opened_register, received_by
from tests.conftest import World
from xuncha.clues.models import Clue, ClueRegister


@pytest.fixture
def cast(world: World, acting) -> Cast:
    return cast_of(world, acting)


@pytest.fixture
def register(world: World, acting, cast: Cast) -> ClueRegister:
    return opened_register(world, acting, cast)


@pytest.fixture
def clue(world: World, acting, cast: Cast, register: ClueRegister) -> Clue:
    return filed(acting, cast, world)


@pytest.fixture
def received(world: World, acting, cast: Cast, register: ClueRegister) -> None:
    received_by(world, acting, cast)
