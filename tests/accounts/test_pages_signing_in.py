"""The pages of signing in and the life of a session."""

import re
from datetime import timedelta

import pyotp
import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.foundation.accounts import credentials
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.services import enrol_second_factor, open_account, reset_password
from xuncha.foundation.accounts.views.pending import local
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.usecases import Act

pytestmark = pytest.mark.django_db
PASSWORD = "kestrel-7194-morning"
NEW = "another-9917-walnut"
SIGN_IN = "/accounts/sign-in/"
PROFILE = "/accounts/profile/"


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", clock)
    return clock


@pytest.fixture
def zhou(acting, hire) -> User:
    """A clerk who has changed the first password."""
    user = open_account(acting(Role.SECURITY_ADMIN), username="zhou", name="周行", password=PASSWORD)
    hire(Role.OFFICE_CLERK).grants.update(user=user)
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    user.refresh_from_db()
    return user


def knock(client: Client, password: str = PASSWORD, **more):
    return client.post(SIGN_IN, {"username": "zhou", "password": password, **more})


def signed_in(client: Client) -> bool:
    return client.get(PROFILE).status_code == 200


def test_a_right_password_leads_to_where_one_wanted_to_go(client, zhou):
    assert client.get(PROFILE)["Location"] == f"{SIGN_IN}?next={PROFILE}"
    assert "登录名" in client.get(f"{SIGN_IN}?next={PROFILE}").content.decode()
    assert knock(client, next=PROFILE)["Location"] == PROFILE
    assert signed_in(client)
    zhou.refresh_from_db()
    assert zhou.session_key == client.session.session_key
    assert client.get(SIGN_IN)["Location"] == reverse("front")


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "desk", "", "/\\evil.example"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(client, zhou, address):
    assert knock(client, next=address)["Location"] == reverse("front")
    assert local("/desk/?x=1") == "/desk/?x=1"


def test_every_failure_reads_the_same(client, zhou):
    def error(**given) -> str:
        answer = client.post(SIGN_IN, {"username": "zhou", "password": "wrong", **given})
        assert answer.status_code == 422
        page = answer.content.decode()
        return re.sub(r'value="[^"]*"', "", page[page.index("<h1") :])

    unknown, wrong = error(username="nobody"), error()
    User.objects.filter(pk=zhou.pk).update(is_active=False)
    off = error(password=PASSWORD)
    User.objects.filter(pk=zhou.pk).update(is_active=True, locked_until=NOW + timedelta(minutes=5))
    assert unknown == wrong == off == error(password=PASSWORD)
    assert "账号已锁定、停用" in wrong


def test_an_empty_form_says_what_is_missing_and_counts_nothing(client, zhou):
    assert client.post(SIGN_IN, {"username": "zhou"}).status_code == 422
    zhou.refresh_from_db()
    assert zhou.failed_attempts == 0


def test_the_password_is_never_sent_back(client, zhou):
    assert "wrong-one" not in knock(client, "wrong-one").content.decode()


def test_a_planted_session_is_not_the_one_that_gets_signed_in(client, zhou):
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    knock(client)
    assert client.session.session_key != session.session_key


# --- first password ------------------------------------------------------------------------------------------------


def test_a_first_password_is_changed_before_anything_else(client, zhou):
    User.objects.filter(pk=zhou.pk).update(must_change_password=True)
    place = knock(client, next=PROFILE)["Location"]
    assert place == "/accounts/sign-in/password/"
    assert not signed_in(client)
    assert client.get(place).status_code == 200
    assert client.post(place, {"password": NEW, "password_again": "x"}).status_code == 422
    weak = client.post(place, {"password": PASSWORD, "password_again": PASSWORD})
    assert "不同" in weak.content.decode()
    assert client.post(place, {"password": NEW, "password_again": NEW})["Location"] == PROFILE
    assert signed_in(client)


# --- second factor -------------------------------------------------------------------------------------------------


@pytest.fixture
def factor(zhou) -> tuple[pyotp.TOTP, list[str]]:
    secret, codes = credentials.new_secret(), credentials.new_recovery_codes()
    totp = pyotp.TOTP(secret)
    before = NOW - timedelta(hours=1)
    act = Act(Actor(zhou, ()), before)
    enrol_second_factor(act, current=None, secret=secret, code=totp.at(before), recovery_codes=codes)
    return totp, codes


def test_the_password_alone_is_not_enough(client, factor):
    totp, _ = factor
    assert knock(client)["Location"] == "/accounts/sign-in/code/"
    assert not signed_in(client)
    for further in ("/accounts/sign-in/password/", "/accounts/sign-in/enrol/"):
        assert client.get(further)["Location"] == "/accounts/sign-in/code/"
    assert client.post("/accounts/sign-in/on/")["Location"] == "/accounts/sign-in/code/"
    assert client.get("/accounts/sign-in/code/").status_code == 200
    assert client.post("/accounts/sign-in/code/", {"code": "000000"}).status_code == 422
    assert not signed_in(client)
    client.post("/accounts/sign-in/code/", {"code": totp.at(NOW)})
    assert signed_in(client)


def test_a_recovery_code_instead(client, factor):
    _, codes = factor
    knock(client)
    client.post("/accounts/sign-in/code/", {"code": codes[0]})
    assert signed_in(client)


def test_a_code_seen_over_the_shoulder_is_worth_nothing(client, factor):
    totp, _ = factor
    knock(client)
    client.post("/accounts/sign-in/code/", {"code": totp.at(NOW)})
    thief = Client()
    knock(thief)
    assert thief.post("/accounts/sign-in/code/", {"code": totp.at(NOW)}).status_code == 422


@pytest.mark.parametrize("place", ["code", "enrol", "password"])
def test_without_a_password_there_is_nothing_to_go_on_with(client, clock, zhou, place):
    address = f"/accounts/sign-in/{place}/"
    assert client.get(address)["Location"] == SIGN_IN
    User.objects.filter(pk=zhou.pk).update(must_change_password=True)
    knock(client)
    clock.now += timedelta(minutes=11)
    assert client.get(address)["Location"] == SIGN_IN
    assert client.post("/accounts/sign-in/on/")["Location"] == SIGN_IN


def test_enrolment_is_forced_where_the_installation_asks_for_it(client, zhou, settings):
    settings.XUNCHA_REQUIRE_SECOND_FACTOR = True
    place = knock(client, next=PROFILE)["Location"]
    assert place == "/accounts/sign-in/enrol/"
    page = client.get(place).content.decode()
    assert "<svg" in page
    secret = re.search(r'class="mono">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    assert client.get(place).content.decode().count(" ".join(secret[i : i + 4] for i in range(0, 32, 4))) == 1
    refused = client.post(place, {"code": "000000"})
    assert "验证码不对" in refused.content.decode()
    codes = client.post(place, {"code": pyotp.TOTP(secret).at(NOW)}).content.decode()
    zhou.refresh_from_db()
    shown = re.findall(r"<li>([A-Z2-9]{5}-[A-Z2-9]{5})</li>", codes)
    assert [credentials.recovery_hash(code) for code in shown] == zhou.recovery_codes
    assert not signed_in(client)
    assert client.post("/accounts/sign-in/on/")["Location"] == PROFILE
    assert signed_in(client)


def test_people_of_the_inspected_unit_are_not_forced(client, zhou, settings, hire):
    settings.XUNCHA_REQUIRE_SECOND_FACTOR = True
    zhou.grants.update(role=Role.UNIT_LIAISON)
    knock(client)
    assert signed_in(client)


# --- the session ---------------------------------------------------------------------------------------------------


def test_signing_out_ends_the_session_on_the_server(client, zhou):
    knock(client)
    key = client.session.session_key
    assert client.get("/accounts/sign-out/").status_code == 405
    assert client.post("/accounts/sign-out/")["Location"] == SIGN_IN
    stolen = Client()
    stolen.cookies["sessionid"] = key
    assert not signed_in(stolen)
    assert JournalRecord.objects.last().event == "account.signed_out"


def test_signing_in_elsewhere_ends_the_first_session_and_says_so(client, zhou):
    knock(client)
    second = Client()
    knock(second)
    assert signed_in(second)
    assert client.get(PROFILE).status_code == 302
    assert "已在另一处登录" in client.get(SIGN_IN).content.decode()
    assert signed_in(second)


def test_a_session_ends_after_half_an_hour_of_nothing(client, zhou, clock, settings):
    knock(client)
    for _ in range(3):
        clock.now += timedelta(minutes=settings.XUNCHA_SESSION_IDLE_MINUTES)
        assert signed_in(client)
    clock.now += timedelta(minutes=settings.XUNCHA_SESSION_IDLE_MINUTES, seconds=1)
    assert not signed_in(client)
    assert "较长时间没有操作" in client.get(SIGN_IN).content.decode()


def test_a_session_ends_at_the_latest_after_its_hours(client, zhou, clock, settings):
    knock(client)
    for _ in range(settings.XUNCHA_SESSION_HOURS * 3):
        clock.now += timedelta(minutes=20)
        assert signed_in(client)
    clock.now += timedelta(minutes=20)
    assert not signed_in(client)


def test_what_is_switched_off_or_reset_is_out_at_the_next_click(client, zhou, acting):
    knock(client)
    User.objects.filter(pk=zhou.pk).update(is_active=False)
    assert not signed_in(client)
    User.objects.filter(pk=zhou.pk).update(is_active=True)
    knock(client)
    reset_password(acting(Role.SECURITY_ADMIN), zhou, password=NEW)
    assert not signed_in(client)


def test_a_form_sent_after_the_session_ended_comes_back_with_its_text(client, zhou, clock):
    knock(client)
    clock.now += timedelta(hours=2)
    answer = client.post("/desk/views/", {"ledger": "x", "name": "写了一半的话"})
    assert answer.status_code == 401
    assert "写了一半的话" in answer.content.decode()


def test_a_signed_in_page_costs_at_most_three_queries(client, zhou, django_assert_max_num_queries):
    knock(client)
    client.get("/accounts/matrix/")
    with django_assert_max_num_queries(3):
        assert client.get("/accounts/matrix/").status_code == 200


# --- the demo ------------------------------------------------------------------------------------------------------


@pytest.fixture
def actor_of_demo(hire) -> User:
    user = hire(Role.SECRETARY, name="演员甲")
    User.objects.filter(pk=user.pk).update(is_cast=True)
    return user


def test_the_demo_lists_its_people_by_role_and_one_click_signs_in(client, settings, actor_of_demo, zhou):
    settings.XUNCHA_DEMO = True
    settings.XUNCHA_REQUIRE_SECOND_FACTOR = True
    page = client.get(SIGN_IN).content.decode()
    assert "演员甲" in page
    assert "党委书记" in page
    assert "周行" not in page
    address = f"/accounts/sign-in/as/{actor_of_demo.pk}/"
    assert client.get(address).status_code == 405
    assert client.post(address, {"next": PROFILE})["Location"] == PROFILE
    assert signed_in(client)
    assert '"way":"demo"' in JournalRecord.objects.last().body


def test_even_in_the_demo_only_the_cast_signs_in_by_one_click(client, settings, zhou):
    settings.XUNCHA_DEMO = True
    assert client.post(f"/accounts/sign-in/as/{zhou.pk}/").status_code == 404


def test_no_other_installation_has_this_address(client, actor_of_demo):
    assert "演员甲" not in client.get(SIGN_IN).content.decode()
    assert client.post(f"/accounts/sign-in/as/{actor_of_demo.pk}/").status_code == 404
    assert not signed_in(client)
