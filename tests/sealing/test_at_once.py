"""What is sealed while keys change opens afterwards: no box is left under keys whose copies are emptied."""

import pytest

from tests.at_once import at_once
from tests.sealing.people import owner_of, with_key
from tests.sealing.test_circles import _opened_circle
from xuncha.core.permissions import Role
from xuncha.foundation.sealing import circles, services
from xuncha.foundation.sealing.models import CircleKey, SealedBox
from xuncha.foundation.usecases import in_one_transaction


@pytest.mark.usefixtures("several_connections")
def test_boxes_made_during_a_change_of_keys_open_afterwards(world, acting) -> None:
    leader = with_key(acting(Role.TEAM_LEADER))
    circle = in_one_transaction(_opened_circle)(acting(Role.TEAM_LEADER), world, [leader])
    act, other = acting(owner_of(leader)), acting(owner_of(leader))

    def write() -> int:
        put = in_one_transaction(circles.seal)
        return len([put(circle, "petition", str(n).encode()) for n in range(10)])

    def change() -> int:
        services.change_keys(act, circle, by=leader)
        return services.carry_on(other, circle, by=leader)

    answers = at_once(write, change, write)
    assert answers[0] == answers[2] == 10, answers
    assert isinstance(answers[1], int), answers
    while services.carry_on(acting(owner_of(leader)), circle, by=leader):
        pass
    said = sorted(circles.opened_box(box, leader) for box in SealedBox.objects.select_related("circle_key"))
    assert said == sorted(str(n).encode() for n in [*range(10), *range(10)])


def test_a_box_that_finds_its_keys_replaced_is_made_again(world, acting, monkeypatch) -> None:
    leader = with_key(acting(Role.TEAM_LEADER))
    circle = _opened_circle(acting(Role.TEAM_LEADER), world, [leader])
    old = circle.keys.get()
    circles.renew(acting(owner_of(leader)), circle, leader)
    found = iter([old, CircleKey.objects.get(until__isnull=True)])
    monkeypatch.setattr(circles, "_key_of", lambda _circle: next(found))
    assert circles.seal(circle, "petition", b"x").circle_key.number == 2
    assert SealedBox.objects.count() == 1
