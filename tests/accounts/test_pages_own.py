"""One's own account, and the published matrix."""

import re

import pyotp
import pytest
from django.test import Client

from tests.conftest import NOW
from xuncha.core.permissions import ROLE_LABEL, Permission, Role, permission_label
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.services import open_account

pytestmark = pytest.mark.django_db
PASSWORD = "kestrel-7194-morning"
NEW = "another-9917-walnut"
PROFILE = "/accounts/profile/"


@pytest.fixture
def zhou(acting, hire) -> User:
    user = open_account(acting(Role.SECURITY_ADMIN), username="zhou", name="周行", password=PASSWORD)
    hire(Role.OFFICE_CLERK).grants.update(user=user, scope_name="测试市")
    return user


@pytest.fixture
def desk(at_desk, zhou) -> Client:
    return at_desk(zhou)


def text(response) -> str:
    return response.content.decode()


def test_who_i_am_here(desk):
    page = text(desk.get(PROFILE))
    assert "巡察办工作人员" in page
    assert "测试市" in page
    assert "未启用" in page


def test_display_choices_are_kept_and_shown_on_the_next_page(desk, zhou):
    answer = desk.post("/accounts/preferences/", {"type": "large", "contrast": "more", "next": PROFILE})
    assert answer["Location"] == PROFILE
    assert 'data-type="large"' in text(desk.get(PROFILE))
    assert desk.post("/accounts/preferences/", {"type": "", "next": "https://evil.example"})["Location"] == "/"
    zhou.refresh_from_db()
    assert zhou.preferences == {"type": "", "contrast": "more"}
    assert desk.post("/accounts/preferences/", {"type": "huge"}).status_code == 422


def test_the_product_speaks_the_chosen_language(desk):
    desk.post("/accounts/preferences/", {"language": "en"})
    assert '<html lang="en"' in text(desk.get(PROFILE))


def test_a_new_password_keeps_this_session(desk, zhou):
    assert desk.get("/accounts/password/").status_code == 200
    given = {"current_password": PASSWORD, "password": NEW, "password_again": NEW}
    wrong = desk.post("/accounts/password/", {**given, "current_password": "wrong"})
    assert wrong.status_code == 422
    assert "现在的口令不对" in text(wrong)
    assert "两次写的不一样" in text(desk.post("/accounts/password/", {**given, "password_again": "x"}))
    assert desk.post("/accounts/password/", given)["Location"] == PROFILE
    assert desk.get(PROFILE).status_code == 200
    zhou.refresh_from_db()
    assert zhou.check_password(NEW)


def test_a_new_password_ends_every_other_session(desk, zhou):
    other = Client()
    other.force_login(zhou)
    desk.post("/accounts/password/", {"current_password": PASSWORD, "password": NEW, "password_again": NEW})
    assert other.get(PROFILE).status_code == 302


def test_a_second_factor_of_ones_own_accord(desk, zhou):
    address = "/accounts/second-factor/"
    page = text(desk.get(address))
    assert "viewBox=" in page, "without it the page would show a part of the code"
    secret = re.search(r'class="mono">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    code = pyotp.TOTP(secret).at(NOW)
    refused = desk.post(address, {"code": code, "current_password": "wrong"})
    assert refused.status_code == 422
    assert "现在的口令不对" in text(refused)
    codes = text(desk.post(address, {"code": code, "current_password": PASSWORD}))
    assert len(re.findall(r"<li>[A-Z2-9]{5}-[A-Z2-9]{5}</li>", codes)) == 10
    assert "还有 10 个恢复码" in text(desk.get(PROFILE))
    again = re.search(r'class="mono">([A-Z2-7 ]+)<', text(desk.get(address)))[1].replace(" ", "")
    assert again != secret


@pytest.mark.parametrize("role", Role)
def test_everybody_may_read_who_may_do_what(at_desk, role):
    page = text(at_desk(role).get("/accounts/matrix/"))
    assert all(label in page for label in ROLE_LABEL.values())
    assert all(str(permission_label(permission)) in page for permission in Permission)
    assert "accounts.services.administration.open_account" in page
    assert "/accounts/people/&lt;int:pk&gt;/" in page
