"""What the security administrator does: each act, its journal record, its refusals, and who may not."""

import json
from datetime import timedelta

import pytest

from tests.conftest import NOW
from xuncha.core.errors import Denied, RuleViolated, StaleEdit
from xuncha.core.permissions import ROLE_SCOPE, Role, Scope
from xuncha.foundation.accounts import granting
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.accounts.services import (
    change_account,
    end_grant,
    grant_role,
    open_account,
    reset_password,
    reset_second_factor,
    switch_off,
    switch_on,
    unlock,
)
from xuncha.foundation.accounts.services.keeping import NO_SESSION
from xuncha.foundation.accounts.system import USERNAME, system_act
from xuncha.foundation.journal.models import JournalRecord

pytestmark = pytest.mark.django_db
PASSWORD = "kestrel-7194-morning"


def last() -> dict:
    return json.loads(JournalRecord.objects.order_by("-seq").first().body)


@pytest.fixture
def security(acting):
    return lambda: acting(Role.SECURITY_ADMIN)


@pytest.fixture
def zhou(security) -> User:
    return open_account(security(), username="zhou", name="周行", password=PASSWORD)


def test_an_account_is_opened_with_a_password_that_must_be_changed(security, world):
    user = open_account(security(), username=" zhou ", name="周行", password=PASSWORD, organisation=world.units[0])
    assert (user.username, user.must_change_password, user.organisation) == ("zhou", True, world.units[0])
    assert user.check_password(PASSWORD)
    assert last()["event"] == "account.opened"


def test_no_journal_record_holds_a_password_or_its_hash(security, zhou):
    reset_password(security(), zhou, password="another-9917-walnut")
    zhou.refresh_from_db()
    everything = "".join(JournalRecord.objects.values_list("body", flat=True))
    assert zhou.password not in everything
    assert PASSWORD not in everything
    assert "another-9917-walnut" not in everything


def test_the_cast_of_a_demo_has_no_password(security):
    user = open_account(security(), username="cast", name="演员", password=None, is_cast=True)
    assert not user.has_usable_password()
    assert not user.must_change_password


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"username": "ZHOU"}, "username"),
        ({"username": "z hou"}, "username"),
        ({"username": USERNAME}, "username"),
        ({"name": "  "}, "name"),
        ({"password": "12345678901"}, "password"),
        ({"password": ""}, "password"),
        ({"password": "short"}, "password"),
    ],
)
def test_a_useless_account_is_refused_beside_the_field(security, zhou, given, field):
    with pytest.raises(RuleViolated) as caught:
        open_account(security(), **{"username": "new", "name": "新人", "password": PASSWORD, **given})
    assert field in [r.field for r in caught.value.reasons]
    assert User.objects.filter(name="新人").count() == 0


def test_particulars_change_with_old_and_new_and_a_stale_edit_is_told(security, zhou, world):
    change_account(security(), zhou, name="周远", organisation=world.units[0], post="科员", base_version=1)
    assert last()["changes"]["name"] == ["周行", "周远"]
    with pytest.raises(StaleEdit):
        change_account(security(), zhou, name="周", organisation=None, post="", base_version=1)


def test_a_switched_off_account_holds_nothing_until_it_is_switched_on(security, hire):
    clerk = hire(Role.OFFICE_CLERK)
    switch_off(security(), clerk, reason="调离")
    clerk.refresh_from_db()
    assert actor_of(clerk, NOW).held == ()
    assert last()["detail"]["reason"] == "调离"
    switch_on(security(), clerk, reason="调回")
    clerk.refresh_from_db()
    assert actor_of(clerk, NOW).roles == {Role.OFFICE_CLERK}


@pytest.mark.parametrize("act_on", [switch_off, switch_on, reset_second_factor])
def test_these_acts_want_a_reason(security, zhou, act_on):
    with pytest.raises(RuleViolated, match="理由"):
        act_on(security(), zhou, reason=" ")


def test_a_password_reset_ends_sessions_and_the_lock(security, zhou):
    User.objects.filter(pk=zhou.pk).update(
        failed_attempts=5, locked_until=NOW + timedelta(hours=1), session_key="s", must_change_password=False
    )
    reset_password(security(), zhou, password="another-9917-walnut")
    zhou.refresh_from_db()
    assert (zhou.session_key, zhou.failed_attempts, zhou.locked_until) == (NO_SESSION, 0, None)
    assert zhou.must_change_password
    assert zhou.check_password("another-9917-walnut")
    with pytest.raises(RuleViolated):
        reset_password(security(), zhou, password="zhou")


def test_a_lost_second_factor_is_forgotten(security, zhou):
    User.objects.filter(pk=zhou.pk).update(otp_secret="x", otp_last_step=9, recovery_codes=["h"], session_key="s")
    reset_second_factor(security(), zhou, reason="手机丢失")
    zhou.refresh_from_db()
    assert (zhou.otp_secret, zhou.otp_last_step, zhou.recovery_codes) == ("", 0, [])
    assert zhou.session_key == NO_SESSION


def test_a_locked_account_is_opened(security, zhou):
    User.objects.filter(pk=zhou.pk).update(failed_attempts=5, locked_until=NOW + timedelta(hours=1))
    unlock(security(), zhou)
    zhou.refresh_from_db()
    assert not zhou.is_locked(NOW)
    assert last()["event"] == "account.unlocked"


def test_roles_are_granted_over_their_thing_and_for_a_time(security, zhou, world):
    until = NOW + timedelta(days=90)
    grant = grant_role(security(), zhou, role=Role.OFFICE_CLERK, jurisdiction=world.city, valid_to=until, reason="借调")
    assert (grant.scope_id, grant.scope_name, grant.valid_from, grant.valid_to) == (world.city.pk, "测试市", NOW, until)
    assert last()["detail"]["user"] == "zhou"
    assert actor_of(zhou, NOW).roles == {Role.OFFICE_CLERK}
    assert actor_of(zhou, until).roles == set()  # a seconded person's access ends by itself


def test_a_unit_liaison_is_granted_over_the_unit(security, zhou, world):
    grant = grant_role(security(), zhou, role=Role.UNIT_LIAISON, unit=world.units[1])
    assert grant.scope_id == world.units[1].pk


@pytest.mark.parametrize("role", [r for r in Role if ROLE_SCOPE[r] is not Scope.INSTALLATION])
def test_a_role_without_its_thing_is_refused(security, zhou, role):
    with pytest.raises(RuleViolated):
        grant_role(security(), zhou, role=role)
    assert not Grant.objects.filter(user=zhou).exists()


def test_administrators_hold_one_role_and_no_other(security, zhou, world):
    grant_role(security(), zhou, role=Role.AUDIT_ADMIN)
    for role, thing in [(Role.SYSTEM_ADMIN, {}), (Role.OFFICE_CLERK, {"jurisdiction": world.city})]:
        with pytest.raises(RuleViolated, match="不能与"):
            grant_role(security(), zhou, role=role, **thing)


def test_an_administrators_role_that_begins_later_counts_too(security, zhou, world):
    later = NOW + timedelta(days=3)
    Grant.objects.create(user=zhou, role=Role.AUDIT_ADMIN, valid_from=later)
    with pytest.raises(RuleViolated, match="不能与"):
        grant_role(security(), zhou, role=Role.OFFICE_CLERK, jurisdiction=world.city)


def test_nobody_grants_themselves_anything(acting, hire, world):
    act = acting(hire(Role.SECURITY_ADMIN))
    with pytest.raises(RuleViolated, match="自己"):
        grant_role(act, act.actor.user, role=Role.SECURITY_ADMIN)


def test_a_grant_ends_now_and_can_be_given_anew(security, zhou, world):
    grant = grant_role(security(), zhou, role=Role.OFFICE_CLERK, jurisdiction=world.city)
    with pytest.raises(RuleViolated, match="已经有了"):
        grant_role(security(), zhou, role=Role.OFFICE_CLERK, jurisdiction=world.city)
    end_grant(security(), grant, reason="任务结束")
    assert last()["detail"]["reason"] == "任务结束"
    assert actor_of(zhou, NOW).held == ()
    end_grant(security(), grant, reason="再收一次")
    assert last()["event"] == "grant.already_ended"
    grant_role(security(), zhou, role=Role.OFFICE_CLERK, jurisdiction=world.city)
    assert actor_of(zhou, NOW).roles == {Role.OFFICE_CLERK}


def test_the_last_security_administrator_stays(acting, hire, security):
    first = hire(Role.SECURITY_ADMIN)
    with pytest.raises(RuleViolated, match="自己"):
        switch_off(acting(first), first, reason="离任")
    with pytest.raises(RuleViolated, match="最后一位"):
        end_grant(system_act(NOW), first.grants.get(), reason="离任")
    with pytest.raises(RuleViolated, match="最后一位"):
        switch_off(system_act(NOW), first, reason="离任")
    second = hire(Role.SECURITY_ADMIN)
    end_grant(acting(second), first.grants.get(), reason="离任")
    assert actor_of(first, NOW).held == ()


def test_a_grant_within_another_act_keeps_people_away_from_units(security, zhou, world):
    grant = _authorise(security(), zhou, world)
    assert grant.except_units == [world.units[0].pk]
    assert actor_of(zhou, NOW).held[0].except_units == (world.units[0].pk,)


def _authorise(act, user, world) -> Grant:
    from xuncha.core.permissions import Permission as P
    from xuncha.foundation.usecases import installation_use_case

    @installation_use_case(P.ACCOUNTS_MANAGE)
    def authorise(act) -> Grant:
        """Name somebody to a team."""
        return granting.give(
            act, user, Role.INSPECTOR, scope_id=world.teams[0].pk, scope_name="一组", except_units=[world.units[0].pk]
        )

    return authorise(act)


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.SECURITY_ADMIN])
def test_only_the_security_administrator_manages_accounts(acting, zhou, role, world):
    with pytest.raises(Denied):
        open_account(acting(role), username="x2", name="某人", password=PASSWORD)
    with pytest.raises(Denied):
        reset_password(acting(role), zhou, password=PASSWORD)
    assert last()["event"] == "denied"


def test_a_command_acts_under_a_name_nobody_can_have():
    user = open_account(system_act(NOW), username="first", name="首任", password=PASSWORD)
    assert user.pk
    assert last()["actor"] == USERNAME
    assert not User.objects.filter(username=USERNAME).exists()
