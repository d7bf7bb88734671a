"""Circles: members open what is sealed, nobody else; who comes in, who leaves, and a new pair of keys."""

from collections.abc import Iterable

import pytest

from tests.conftest import World
from tests.sealing.people import owner_of, with_key
from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.sealing import circles
from xuncha.foundation.sealing.models import Circle, KeyCopy, SealedBox
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.sealing.suites import NotOpened
from xuncha.foundation.usecases import Act

TEXT = "石桥泵站，反映人电话 13900000000".encode()


def _opened_circle(act: Act, world: World, members: Iterable[Unlocked]) -> Circle:
    return circles.open_circle(
        act,
        jurisdiction=world.city,
        purpose="intake",
        scope_id=7,
        name="第1巡察组的信访",
        members=[one.person_key for one in members],
    )


@pytest.fixture
def people(acting) -> list[Unlocked]:
    """Leader, deputy and a newcomer, each with a key."""
    return [with_key(acting(role)) for role in (Role.TEAM_LEADER, Role.DEPUTY_LEADER, Role.INSPECTOR)]


@pytest.fixture
def circle(world, acting, people) -> Circle:
    """A circle of leader and deputy."""
    return _opened_circle(acting(Role.TEAM_LEADER), world, people[:2])


def test_members_open_and_nobody_else_does(circle, people) -> None:
    box = circles.seal(circle, "petition", TEXT)
    leader, deputy, stranger = people
    assert circles.opened_box(box, leader) == circles.opened_box(box, deputy) == TEXT
    with pytest.raises(Denied, match="没有交给您保管"):
        circles.opened_box(box, stranger)
    assert TEXT not in bytes(box.content)
    assert [str(one) for one in circles.members_of(circle)] == [str(owner_of(one)) for one in people[:2]]


def test_a_circle_without_members_is_not_opened(world, acting) -> None:
    with pytest.raises(RuleViolated, match="至少要有一个人能打开"):
        _opened_circle(acting(Role.TEAM_LEADER), world, [])
    assert circles.circle_for("intake", 7) is None


def test_the_size_of_a_box_says_little(circle) -> None:
    sizes = {len(circles.seal(circle, "petition", b"x" * n).content) for n in (0, 1, 400, 1000)}
    assert len(sizes) == 1


def test_a_changed_box_or_one_of_another_purpose_does_not_open(circle, people) -> None:
    box = circles.seal(circle, "petition", TEXT)
    box.purpose = "identity"
    with pytest.raises(NotOpened):
        circles.opened_box(box, people[0])
    box.purpose, box.content = "petition", bytes(box.content)[:-1] + b"\0"
    with pytest.raises(NotOpened):
        circles.opened_box(box, people[0])


def test_who_comes_in_opens_what_lay_there_before(circle, people, acting) -> None:
    box = circles.seal(circle, "petition", TEXT)
    leader, _deputy, newcomer = people
    act = acting(owner_of(leader))
    circles.admit(act, circle, newcomer.person_key, leader)
    assert circles.opened_box(box, newcomer) == TEXT
    assert KeyCopy.objects.count() == 3


def test_who_leaves_opens_nothing_from_that_moment(circle, people, acting) -> None:
    box = circles.seal(circle, "petition", TEXT)
    leader, deputy, _ = people
    act = acting(owner_of(leader))
    assert circles.leave(act, circle, owner_of(deputy)) == 1
    with pytest.raises(Denied):
        circles.opened_box(box, deputy)
    assert bytes(KeyCopy.objects.get(person_key=deputy.person_key).sealed) == b""
    with pytest.raises(RuleViolated, match=r"除.*外没有人能打开"):
        circles.leave(acting(owner_of(leader)), circle, owner_of(leader))
    assert circles.opened_box(box, leader) == TEXT


def test_who_left_may_come_back_in_the_same_place(circle, people, acting) -> None:
    box = circles.seal(circle, "petition", TEXT)
    leader, deputy, _ = people
    circles.leave(acting(owner_of(leader)), circle, owner_of(deputy))
    circles.admit(acting(owner_of(leader)), circle, deputy.person_key, leader)
    assert circles.opened_box(box, deputy) == TEXT


def test_after_a_change_of_keys_not_even_an_old_copy_helps(circle, people, acting, monkeypatch) -> None:
    """An old backup may hold the copy that was emptied here; it opens no box that was brought along."""
    monkeypatch.setattr(circles, "AT_ONCE", 2)
    boxes = [circles.seal(circle, "petition", TEXT + str(n).encode()) for n in range(5)]
    leader, deputy, _ = people
    stolen = bytes(KeyCopy.objects.get(person_key=deputy.person_key).sealed)
    old_key = circle.keys.get()
    act = acting(owner_of(leader))
    circles.leave(act, circle, owner_of(deputy))
    circles.renew(acting(owner_of(leader)), circle, leader)
    steps = [circles.bring_along(acting(owner_of(leader)), circle, leader) for _ in range(3)]
    assert steps == [3, 1, 0]
    private = deputy.person_key.cipher.open(deputy.private, stolen, circles._purpose(old_key))
    for box, text in zip(SealedBox.objects.all(), range(5), strict=True):
        assert circles.opened_box(box, leader) == TEXT + str(text).encode()
        with pytest.raises(NotOpened):
            old_key.cipher.open(private, bytes(box.key), b"petition")
    assert not KeyCopy.objects.filter(circle_key=old_key).exclude(sealed=b"").exists()
    assert len(boxes) == 5


def test_a_change_of_keys_that_stops_half_way_leaves_everything_readable(circle, people, acting, monkeypatch) -> None:
    monkeypatch.setattr(circles, "AT_ONCE", 2)
    for n in range(3):
        circles.seal(circle, "petition", str(n).encode())
    leader, deputy, newcomer = people
    circles.renew(acting(owner_of(leader)), circle, leader)
    circles.bring_along(acting(owner_of(leader)), circle, leader)
    circles.seal(circle, "petition", b"3")
    assert [circles.opened_box(box, deputy) for box in SealedBox.objects.all()] == [b"0", b"1", b"2", b"3"]
    circles.admit(acting(owner_of(leader)), circle, newcomer.person_key, leader)
    assert [circles.opened_box(box, newcomer) for box in SealedBox.objects.all()] == [b"0", b"1", b"2", b"3"]


def test_only_a_member_changes_the_keys(circle, people, acting) -> None:
    with pytest.raises(Denied):
        circles.renew(acting(owner_of(people[2])), circle, people[2])
    assert circle.keys.get().until is None
