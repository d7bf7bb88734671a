import pytest

from tests.conftest import World
from tests.special.people import Cast, begun, cast_of, opened_register
from xuncha.special.models import SpecialRegister, SpecialReport


@pytest.fixture
def cast(world: World, acting) -> Cast:
    return cast_of(world, acting)


@pytest.fixture
def register(world: World, acting, cast: Cast) -> SpecialRegister:
    return opened_register(world, acting, cast)


@pytest.fixture
def report(world: World, acting, cast: Cast, register: SpecialRegister) -> SpecialReport:
    """Material on a principal that rests on one paper and says nothing yet."""
    return begun(world, acting, cast, register)


@pytest.fixture
def matter(world: World, acting, cast: Cast, register: SpecialRegister) -> SpecialReport:
    """An important matter that rests on one paper and says nothing yet."""
    return begun(world, acting, cast, register, kind="matter")
