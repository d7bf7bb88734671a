"""`xuncha user`: the first administrators, and the way back in."""

import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.system import USERNAME
from xuncha.foundation.journal.models import JournalRecord
from xuncha.site.commands import run

pytestmark = pytest.mark.django_db
ADMINS = ["create-admins", "--system", "sys", "甲", "--security", "sec", "乙", "--audit", "aud", "丙"]


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def user(*words: str) -> int:
    return run(["user", *words])


def test_the_three_administrators_are_made_at_once(capsys):
    assert user(*ADMINS) == 0
    printed = capsys.readouterr().out
    roles = {u.username: u.grants.get().role for u in User.objects.all()}
    assert roles == {"sys": Role.SYSTEM_ADMIN, "sec": Role.SECURITY_ADMIN, "aud": Role.AUDIT_ADMIN}
    for account in User.objects.all():
        password = next(line.split("\t")[1] for line in printed.splitlines() if line.startswith(account.username))
        assert account.check_password(password)
        assert account.must_change_password
    assert set(JournalRecord.objects.values_list("actor", flat=True)) == {USERNAME}


def test_one_of_them_refused_and_none_is_made(capsys):
    user("create", "aud", "--name", "先来的", "--role", "audit_admin")
    assert user(*ADMINS) == 1
    assert "已有人用" in capsys.readouterr().err
    assert User.objects.count() == 1


def test_an_account_with_a_role_over_a_jurisdiction_and_an_end(world, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("kestrel-7194-morning\n"))
    created = user(
        "create", "zhou", "--name", "周行", "--role", "office_clerk", "--scope", "tc", "--until", "2022-12-31",
        "--password-stdin",
    )  # fmt: skip
    assert created == 0
    zhou = User.objects.get(username="zhou")
    grant = zhou.grants.get()
    assert zhou.check_password("kestrel-7194-morning")
    assert (grant.scope_id, grant.scope_name) == (world.city.pk, "测试市")
    assert timezone.localtime(grant.valid_to).isoformat() == "2022-12-31T23:59:59.999999+08:00"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["create", "x1", "--name", "某", "--role", "secretary"], "所在地区"),
        (["create", "x1", "--name", "某", "--role", "secretary", "--scope", "nowhere"], "没有代码为 nowhere"),
        (["create", "x1", "--name", " ", "--role", "audit_admin"], "真实姓名"),
        (["unlock", "nobody"], "没有账号 nobody"),
        (["end", "founder", "--role", "inspector"], "没有这项授权"),
    ],
)
def test_what_is_refused_leaves_nothing_and_exits_with_one(world, capsys, words, says):
    assert user(*words) == 1
    assert says in capsys.readouterr().err
    assert not User.objects.filter(username="x1").exists()


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["fly"],
        ["create", "x"],
        ["create", "x", "--name", "n", "--role", "inspector"],
        ["grant", "x", "--role", "q"],
    ],
)
def test_wrong_usage_exits_with_two(words):
    assert user(*words) == 2
    assert run(["nonsense"]) == run([]) == 2


def test_roles_are_given_and_ended(world, capsys):
    assert user("grant", "founder", "--role", "unit_liaison", "--scope", "TC-U2") == 0
    assert world.founder.grants.get().scope_id == world.units[1].pk
    assert user("end", "founder", "--role", "unit_liaison", "--scope", "TC-U1") == 1
    assert user("end", "founder", "--role", "unit_liaison", "--scope", "TC-U2", "--reason", "换人") == 0
    assert not world.founder.grants.get().in_force(NOW)


def test_a_locked_account_and_a_forgotten_password(world, capsys):
    User.objects.update(failed_attempts=5, locked_until=NOW + timedelta(hours=1))
    assert user("unlock", "FOUNDER") == 0
    assert user("password", "founder") == 0
    password = capsys.readouterr().out.splitlines()[-1].split("\t")[1]
    world.founder.refresh_from_db()
    assert world.founder.check_password(password)
    assert not world.founder.is_locked(NOW)


def test_the_list_for_people_and_for_scripts(hire, capsys):
    hire(Role.OFFICE_CLERK, name="周行")
    off = hire(Role.SECRETARY, name="停用的")
    User.objects.filter(pk=off.pk).update(is_active=False)
    assert user("list") == 0
    told = capsys.readouterr().out
    assert "周行\t巡察办工作人员" in told
    assert "已停用" in told
    assert user("list", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [r["grants"][0]["role"] for r in rows if r["name"] == "周行"] == ["office_clerk"]
