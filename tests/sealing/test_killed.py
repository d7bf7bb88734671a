"""A change of keys killed in the middle: nothing is lost, a keeper carries it on, and who was removed opens nothing."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from tests.conftest import NOW
from tests.sealing.people import owner_of, with_key
from tests.sealing.test_circles import _opened_circle
from xuncha.core.permissions import Role
from xuncha.foundation.sealing import circles, services
from xuncha.foundation.sealing.models import Circle, KeyCopy, SealedBox
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.sealing.suites import NotOpened
from xuncha.foundation.usecases import in_one_transaction

BOXES = 60
RENEW = """
import sys
import django; django.setup()
from uuid import uuid4
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.sealing import circles, services
from xuncha.foundation.sealing.models import Circle, PersonKey
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.usecases import Act
from datetime import datetime
circles.AT_ONCE = 2
now = datetime.fromisoformat(sys.argv[1])
held, circle = PersonKey.objects.get(pk=sys.argv[2]), Circle.objects.get()
by = Unlocked(held, sys.stdin.buffer.read())
actor = actor_of(held.owner, now)
services.change_keys(Act(actor, now, uuid4()), circle, by=by)
while services.carry_on(Act(actor, now, uuid4()), circle, by=by):
    print("portion", flush=True)
"""


def in_a_process(by: Unlocked) -> subprocess.Popen[bytes]:
    """The change of keys in a process of its own, with the keeper's key on its standard input."""
    told = connection.settings_dict
    host = f"{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}"
    url = f"sqlite:///{told['NAME']}" if connection.vendor == "sqlite" else f"postgresql://{host}/{told['NAME']}"
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "xuncha.site.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-c", RENEW, NOW.isoformat(), str(by.person_key.pk)]
    child = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    child.stdin.write(by.private)
    child.stdin.close()
    return child


@pytest.mark.usefixtures("several_connections")
def test_killed_in_the_middle_nothing_is_lost_and_nothing_opens_to_who_was_removed(world, acting) -> None:
    leader, gone = (with_key(acting(role)) for role in (Role.TEAM_LEADER, Role.DEPUTY_LEADER))
    circle: Circle = in_one_transaction(_opened_circle)(acting(Role.TEAM_LEADER), world, [leader, gone])
    for n in range(BOXES):
        circles.seal(circle, "petition", str(n).encode())
    old, stolen = circle.keys.get(), bytes(KeyCopy.objects.get(person_key=gone.person_key).sealed)
    services.stop_keeping(acting(owner_of(gone)), circle)

    with in_a_process(leader) as child:
        assert child.stdout is not None
        assert [child.stdout.readline() for _ in range(3)] == [b"portion\n"] * 3
        child.send_signal(signal.SIGKILL)
    half = circles.left_behind(circle).count()
    assert 0 < half <= BOXES - 6
    boxes = list(SealedBox.objects.select_related("circle_key"))
    assert [circles.opened_box(box, leader) for box in boxes] == [str(n).encode() for n in range(BOXES)]

    while services.carry_on(acting(owner_of(leader)), circle, by=leader):
        pass
    private = gone.person_key.cipher.open(gone.private, stolen, circles._purpose(old))
    for n, box in enumerate(SealedBox.objects.select_related("circle_key")):
        assert circles.opened_box(box, leader) == str(n).encode()
        with pytest.raises(NotOpened):
            old.cipher.open(private, bytes(box.key), b"petition")
