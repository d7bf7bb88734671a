"""The custodians of the demo: appointed, trusted with a key, and drilled."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.intake.people import team_with_keys
from tests.sealing.people import PASSPHRASE
from xuncha.core.permissions import Role
from xuncha.foundation.sealing.models import Deposit, Panel, Recovery
from xuncha.site.scenario import keeping, keys
from xuncha.site.scenario.keeping import CUSTODIANS, deposit_keys
from xuncha.site.scenario.stage import Stage


@pytest.fixture(autouse=True)
def one_passphrase(monkeypatch):
    """The world's people have another passphrase than the demo's."""
    monkeypatch.setattr(keys, "PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(keeping, "PASSPHRASE", PASSPHRASE)


def _stage(hire, leader) -> Stage:
    told = {
        "seed": 1,
        "today": f"{NOW.date() + timedelta(days=4)}",
        "terms": [],
        "accounts": [{"username": leader.username}],
    }
    stage = Stage(told, print)
    for role in (*CUSTODIANS, Role.OFFICE_DIRECTOR):
        stage.roles[role, "tc"] = hire(role)
    return stage


def test_two_of_three_keep_the_leaders_key_and_have_drilled(world, acting, hire, db):
    leader = team_with_keys(world, acting).users[0]
    world.inspections[0].entry_on = NOW.date()
    world.inspections[0].save()
    stage = _stage(hire, leader)
    deposit_keys(stage)
    stage.live()
    assert Panel.objects.get().needed == 2
    assert Deposit.objects.filter(person_key__owner=leader).count() == 1
    assert Recovery.objects.get().state == "recovered"


def test_nobody_in_the_field_no_custodians(world, hire, db):
    stage = _stage(hire, hire(Role.TEAM_LEADER))
    deposit_keys(stage)
    stage.live()
    assert not Panel.objects.exists()
