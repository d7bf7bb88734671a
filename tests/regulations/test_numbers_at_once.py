"""Many people taking numbers at the same moment: no number twice, no gap. On PostgreSQL and SQLite alike."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from tests.conftest import NOW
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.guards import lift_guards
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations import seeds
from xuncha.foundation.regulations.models import Series
from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.usecases import Act

PEOPLE, EACH = 4, 5


@pytest.fixture
def _several_connections(transactional_db) -> Iterator[None]:
    """Real transactions; the flush at the end must be let into the journal for once, and sets its guards again."""
    yield
    lift_guards()


pytestmark = pytest.mark.usefixtures("_several_connections")


def test_numbers_taken_at_once_are_all_different_and_without_gaps():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a database in memory belongs to one thread; the same test runs against a file and PostgreSQL")
    seeds.load()
    city = Jurisdiction.objects.create(code="tc", name="测试市", office_name="测试市委巡察办", level="city", path="tc")
    act = Act(Actor(User.objects.create(username="u", name="某人"), ()), NOW)

    def take(_: int) -> list[str]:
        try:
            taken = []
            for _n in range(EACH):
                with transaction.atomic():
                    taken.append(take_number(act, "paper", city, term=8, round=1, team=1))
            return taken
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        numbers = [number for taken in pool.map(take, range(PEOPLE)) for number in taken]
    assert sorted(numbers) == [f"DG-TC-8-01-01-{n:03}" for n in range(1, PEOPLE * EACH + 1)]
    assert Series.objects.get(code="paper").last == PEOPLE * EACH


def test_an_act_that_is_refused_gives_its_number_back():
    seeds.load()
    city = Jurisdiction.objects.create(code="tc", name="测试市", office_name="测试市委巡察办", level="city", path="tc")
    act = Act(Actor(User.objects.create(username="u", name="某人"), ()), NOW)
    place = {"term": 8, "round": 1, "team": 1}
    with transaction.atomic():
        assert take_number(act, "paper", city, **place) == "DG-TC-8-01-01-001"
        transaction.set_rollback(True)
    assert take_number(act, "paper", city, **place) == "DG-TC-8-01-01-001"
