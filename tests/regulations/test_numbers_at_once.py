"""Many people taking numbers at the same moment: no number twice, no gap. On PostgreSQL and SQLite alike."""

import pytest
from django.db import transaction

from tests.at_once import at_once
from tests.conftest import NOW
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.models import Series
from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.usecases import Act

PEOPLE, EACH = 4, 5

pytestmark = pytest.mark.usefixtures("several_connections")


def test_numbers_taken_at_once_are_all_different_and_without_gaps():
    city = Jurisdiction.objects.create(code="tc", name="测试市", office_name="测试市委巡察办", level="city", path="tc")
    act = Act(Actor(User.objects.create(username="u", name="某人"), ()), NOW)

    def take() -> list[str]:
        taken = []
        for _n in range(EACH):
            with transaction.atomic():
                taken.append(take_number(act, "paper", city, term=8, round=1, team=1))
        return taken

    numbers = [number for taken in at_once(*[take] * PEOPLE) for number in taken]
    assert sorted(numbers) == [f"DG-TC-8-01-01-{n:03}" for n in range(1, PEOPLE * EACH + 1)]
    assert Series.objects.get(code="paper").last == PEOPLE * EACH


def test_an_act_that_is_refused_gives_its_number_back():
    city = Jurisdiction.objects.create(code="tc", name="测试市", office_name="测试市委巡察办", level="city", path="tc")
    act = Act(Actor(User.objects.create(username="u", name="某人"), ()), NOW)
    place = {"term": 8, "round": 1, "team": 1}
    with transaction.atomic():
        assert take_number(act, "paper", city, **place) == "DG-TC-8-01-01-001"
        transaction.set_rollback(True)
    assert take_number(act, "paper", city, **place) == "DG-TC-8-01-01-001"
