"""Password, lock and second factor, as use cases: no pages."""

from datetime import timedelta

import pyotp
import pytest
from django.conf import settings

from tests.conftest import NOW
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts import credentials
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.services import (
    change_own_password,
    check_second_factor,
    enrol_second_factor,
    finish_sign_in,
    keep_preferences,
    open_account,
    sign_out,
    try_password,
)
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.sealing.fields import opened
from xuncha.foundation.usecases import Act

pytestmark = pytest.mark.django_db
PASSWORD = "kestrel-7194-morning"


@pytest.fixture
def zhou(acting) -> User:
    return open_account(acting(Role.SECURITY_ADMIN), username="zhou", name="周行", password=PASSWORD)


def by(user: User, now=NOW) -> Act:
    return Act(Actor(user, ()), now)


def events() -> list[str]:
    return list(JournalRecord.objects.order_by("seq").values_list("event", flat=True))


def test_passwords_are_hashed_with_argon2():
    from xuncha.site import settings as shipped

    assert shipped.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_the_right_password_is_the_persons_whatever_the_case_of_the_name(zhou):
    assert try_password(" Zhou ", PASSWORD, NOW) == zhou
    assert events()[-1] == "account.password_accepted"


def test_wrong_passwords_shut_the_account_for_a_while_and_the_right_one_does_not_open_it(zhou):
    for _ in range(settings.XUNCHA_LOCK_AFTER):
        assert try_password("zhou", "wrong", NOW) is None
    assert events()[-2:] == ["account.sign_in_failed", "account.locked"]
    assert try_password("zhou", PASSWORD, NOW) is None
    later = NOW + timedelta(minutes=settings.XUNCHA_LOCK_MINUTES)
    assert try_password("zhou", PASSWORD, later - timedelta(seconds=1)) is None
    assert try_password("zhou", PASSWORD, later) == zhou


def test_one_persons_failures_lock_nobody_else(zhou, acting):
    open_account(acting(Role.SECURITY_ADMIN), username="lin", name="林", password=PASSWORD)
    for _ in range(settings.XUNCHA_LOCK_AFTER):
        try_password("zhou", "wrong", NOW)
    assert try_password("lin", PASSWORD, NOW) is not None


def test_an_unknown_name_is_kept_without_the_name(zhou):
    assert try_password("my-secret-password", "x", NOW) is None
    assert events()[-1] == "account.unknown_name"
    assert "my-secret-password" not in JournalRecord.objects.last().body


def test_a_switched_off_account_does_not_sign_in(zhou):
    User.objects.filter(pk=zhou.pk).update(is_active=False)
    assert try_password("zhou", PASSWORD, NOW) is None


def test_a_password_changed_while_it_was_compared_does_not_count(zhou):
    from xuncha.foundation.accounts.services.signing_in import _judge_password

    assert not _judge_password(by(zhou), fits=True, hashed="as it was before")


@pytest.fixture
def with_factor(zhou) -> tuple[User, pyotp.TOTP, list[str]]:
    secret, codes = credentials.new_secret(), credentials.new_recovery_codes()
    totp = pyotp.TOTP(secret)
    enrol_second_factor(by(zhou), current=None, secret=secret, code=totp.at(NOW), recovery_codes=codes)
    zhou.refresh_from_db()
    return zhou, totp, codes


def test_the_database_holds_neither_secret_nor_recovery_codes(with_factor):
    user, totp, codes = with_factor
    assert totp.secret not in user.otp_secret
    assert opened(user.otp_secret) == totp.secret
    assert len(user.recovery_codes) == credentials.RECOVERY_CODES == len(set(codes))
    assert not set(codes) & set(user.recovery_codes)
    assert totp.secret not in "".join(JournalRecord.objects.values_list("body", flat=True))


def test_enrolling_needs_a_code_of_that_very_secret(zhou):
    with pytest.raises(RuleViolated, match="验证码不对"):
        enrol_second_factor(by(zhou), current=None, secret=credentials.new_secret(), code="000000", recovery_codes=[])
    zhou.refresh_from_db()
    assert zhou.otp_secret == ""


def test_a_code_works_once(with_factor):
    user, totp, _ = with_factor
    later = NOW + timedelta(seconds=60)
    code = totp.at(later)
    assert check_second_factor(by(user, later), code=f"{code[:3]} {code[3:]}")
    assert not check_second_factor(by(user, later), code=code)


def test_the_code_that_enrolled_does_not_sign_in(with_factor):
    user, totp, _ = with_factor
    assert not check_second_factor(by(user), code=totp.at(NOW))


@pytest.mark.parametrize(("seconds", "right"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_the_phones_clock_may_be_half_a_minute_off(with_factor, seconds, right):
    user, totp, _ = with_factor
    later = NOW + timedelta(hours=1)
    assert check_second_factor(by(user, later), code=totp.at(later + timedelta(seconds=seconds))) is right


def test_each_recovery_code_works_once_and_written_anyhow(with_factor):
    user, _, codes = with_factor
    assert check_second_factor(by(user), code=codes[3].lower().replace("-", " "))
    assert not check_second_factor(by(user), code=codes[3])
    user.refresh_from_db()
    assert len(user.recovery_codes) == credentials.RECOVERY_CODES - 1
    assert "account.recovery_code_used" in events()


def test_wrong_codes_shut_the_account_and_then_the_right_one_is_wrong_too(with_factor):
    user, totp, _ = with_factor
    later = NOW + timedelta(hours=1)
    for _ in range(settings.XUNCHA_LOCK_AFTER):
        assert not check_second_factor(by(user, later), code="000000")
    assert not check_second_factor(by(user, later), code=totp.at(later))
    assert try_password("zhou", PASSWORD, later) is None


def test_the_right_password_does_not_forgive_wrong_codes(with_factor):
    user, *_ = with_factor
    for _ in range(settings.XUNCHA_LOCK_AFTER):
        assert try_password("zhou", PASSWORD, NOW) == user
        check_second_factor(by(user), code="000000")
    assert try_password("zhou", PASSWORD, NOW) is None


def test_a_person_without_second_factor_passes_no_code(zhou):
    assert not check_second_factor(by(zhou), code="")


def test_a_finished_sign_in_forgets_failures_and_names_the_session_that_counts(zhou):
    try_password("zhou", "wrong", NOW)
    finish_sign_in(by(zhou), session_key="abc", way="password")
    zhou.refresh_from_db()
    assert (zhou.failed_attempts, zhou.session_key, zhou.last_login, zhou.version) == (0, "abc", NOW, 1)
    assert "abc" not in JournalRecord.objects.last().body
    sign_out(by(zhou))
    zhou.refresh_from_db()
    assert zhou.session_key == ""
    assert events()[-2:] == ["account.signed_in", "account.signed_out"]


def test_a_password_is_changed_by_who_knows_it(zhou):
    change_own_password(by(zhou), current=PASSWORD, new="another-9917-walnut")
    zhou.refresh_from_db()
    assert zhou.check_password("another-9917-walnut")
    assert not zhou.must_change_password


@pytest.mark.parametrize(
    ("current", "new", "says"),
    [
        ("wrong", "another-9917-walnut", "现在的口令不对"),
        (PASSWORD, PASSWORD, "不同"),
        (None, PASSWORD, "不同"),
        (PASSWORD, "zhou", "至少 10 个字符"),
        (PASSWORD, "password123", "太常见"),
        (PASSWORD, "8305162947", "全是数字"),
        (PASSWORD, "zhou", "太像"),
    ],
)
def test_a_bad_password_change_is_refused(zhou, current, new, says):
    with pytest.raises(RuleViolated, match=says):
        change_own_password(by(zhou), current=current, new=new)
    zhou.refresh_from_db()
    assert zhou.check_password(PASSWORD)


def test_display_choices_are_kept_one_by_one(zhou):
    keep_preferences(by(zhou), type="large", density="compact")
    keep_preferences(by(zhou), type="")
    zhou.refresh_from_db()
    assert zhou.preferences == {"type": "", "density": "compact"}


@pytest.mark.parametrize("choice", [{"type": "gigantic"}, {"colour": "red"}])
def test_a_choice_the_product_does_not_have_is_refused(zhou, choice):
    with pytest.raises(RuleViolated):
        keep_preferences(by(zhou), **choice)
