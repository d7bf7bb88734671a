"""The security administrator's desk, in the browser's words."""

import re
from datetime import timedelta

import pytest

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.journal.models import JournalRecord

pytestmark = pytest.mark.django_db
PEOPLE = "/accounts/people/"


@pytest.fixture
def desk(at_desk):
    return at_desk(Role.SECURITY_ADMIN)


@pytest.fixture
def clerk(hire) -> User:
    return hire(Role.OFFICE_CLERK, name="周行")


def text(response) -> str:
    return response.content.decode()


def test_the_list_says_who_holds_what(desk, clerk):
    page = text(desk.get(PEOPLE))
    assert "周行" in page
    assert "巡察办工作人员" in page
    assert f"{PEOPLE}{clerk.pk}/" in page


def test_groups_of_the_list(desk, clerk, hire):
    User.objects.filter(pk=clerk.pk).update(locked_until=NOW + timedelta(minutes=1))
    off = hire(Role.INSPECTOR, name="停用的人")
    User.objects.filter(pk=off.pk).update(is_active=False, otp_secret="x")
    locked, gone = text(desk.get(f"{PEOPLE}?chip=locked")), text(desk.get(f"{PEOPLE}?chip=off"))
    single = text(desk.get(f"{PEOPLE}?chip=single"))
    assert ("周行" in locked, "停用的人" in locked) == (True, False)
    assert ("周行" in gone, "停用的人" in gone) == (False, True)
    assert ("周行" in single, "停用的人" in single) == (True, False)


def test_a_long_list_costs_no_more_queries(desk, hire, django_assert_max_num_queries):
    for _ in range(14):
        hire(Role.INSPECTOR)
    desk.get(PEOPLE)
    with django_assert_max_num_queries(8):
        desk.get(PEOPLE)


def test_the_auditor_looks_but_does_not_touch(at_desk, clerk):
    desk = at_desk(Role.AUDIT_ADMIN)
    assert "开户" not in text(desk.get(PEOPLE))
    page = text(desk.get(f"{PEOPLE}{clerk.pk}/"))
    assert "停用" not in page
    assert "/end/" not in page
    assert desk.get(f"{PEOPLE}new/").status_code == 403


def test_opening_an_account_from_the_form(desk, world):
    form = text(desk.get(f"{PEOPLE}new/"))
    password = re.search(r'name="password" value="([^"]+)"', form)[1]
    assert len(password) == 14
    given = {"username": "lin", "name": "林远", "organisation": world.units[0].pk, "post": "科员", "password": password}
    answer = desk.post(f"{PEOPLE}new/", given)
    user = User.objects.get(username="lin")
    assert answer["Location"] == f"{PEOPLE}{user.pk}/"
    assert user.check_password(password)
    refused = desk.post(f"{PEOPLE}new/", {**given, "name": "别人"})
    assert refused.status_code == 422
    assert "已有人用" in text(refused)
    assert "别人" in text(refused)


def test_a_form_sent_twice_opens_one_account(desk):
    given = {
        "username": "lin",
        "name": "林远",
        "password": "k9f3-aa2d-Q7xx",
        "_key": "0f8fad5b-d9cb-469f-a165-70867728950e",
    }
    places = {desk.post(f"{PEOPLE}new/", given)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert User.objects.filter(name="林远").count() == 1


def test_particulars_are_changed_and_two_editors_are_told(desk, clerk):
    address = f"{PEOPLE}{clerk.pk}/change/"
    assert "周行" in text(desk.get(address))
    assert desk.post(address, {"name": "周远", "_version": "1"}).status_code == 302
    stale = desk.post(address, {"name": "周近", "_version": "1"})
    assert stale.status_code == 409
    assert "周近" in text(stale)
    assert "周远" in text(stale)


def test_a_role_is_granted_until_the_end_of_a_day_and_taken_back(desk, clerk, world):
    address = f"{PEOPLE}{clerk.pk}/grant/"
    assert "随轮次授权产生" in text(desk.get(address))
    missing = desk.post(address, {"role": "unit_liaison", "reason": "兼任"})
    assert missing.status_code == 422
    assert "要写明被巡察单位" in text(missing)
    given = {"role": "unit_liaison", "unit": world.units[0].pk, "valid_to": "2022-12-31", "reason": "兼任"}
    assert desk.post(address, given).status_code == 302
    grant = Grant.objects.get(user=clerk, role=Role.UNIT_LIAISON)
    assert grant.in_force(NOW.replace(month=12, day=31, hour=23))
    assert "兼任" in text(desk.get(f"{PEOPLE}{clerk.pk}/"))
    ending = f"/accounts/grants/{grant.pk}/end/"
    assert "收回" in text(desk.get(ending))
    assert desk.post(ending, {"reason": ""}).status_code == 422
    assert desk.post(ending, {"reason": "换人"}).status_code == 302
    grant.refresh_from_db()
    assert not grant.in_force(NOW)
    assert "已结束" in text(desk.get(f"{PEOPLE}{clerk.pk}/"))


def test_a_day_in_the_past_is_refused_beside_its_field(desk, clerk, world):
    given = {"role": "discipline", "jurisdiction": world.city.pk, "valid_to": "2021-01-01", "reason": "借调"}
    answer = desk.post(f"{PEOPLE}{clerk.pk}/grant/", given)
    assert answer.status_code == 422
    assert "到期日应晚于开始日" in text(answer)


def test_a_password_is_reset_from_the_form(desk, clerk):
    address = f"{PEOPLE}{clerk.pk}/password/"
    password = re.search(r'name="password" value="([^"]+)"', text(desk.get(address)))[1]
    assert desk.post(address, {"password": "short"}).status_code == 422
    assert desk.post(address, {"password": password}).status_code == 302
    clerk.refresh_from_db()
    assert clerk.check_password(password)


def test_buttons_are_those_that_make_sense_now(desk, clerk):
    def offered() -> set[str]:
        return set(re.findall(r"/do/([\w-]+)/", text(desk.get(f"{PEOPLE}{clerk.pk}/"))))

    assert offered() == {"switch-off"}
    User.objects.filter(pk=clerk.pk).update(otp_secret="x", locked_until=NOW + timedelta(minutes=1))
    assert offered() == {"switch-off", "unlock", "reset-second-factor"}
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert "switch-on" in offered()


@pytest.mark.parametrize(
    ("step", "event"),
    [
        ("switch-off", "account.switched_off"),
        ("switch-on", "account.switched_on"),
        ("reset-second-factor", "account.second_factor_reset"),
        ("unlock", "account.unlocked"),
    ],
)
def test_each_button_does_its_act(desk, clerk, step, event):
    answer = desk.post(f"{PEOPLE}{clerk.pk}/do/{step}/", {"reason": "更正"})
    assert answer["Location"] == f"{PEOPLE}{clerk.pk}/"
    assert JournalRecord.objects.last().event == event


def test_a_button_that_does_not_exist(desk, clerk):
    assert desk.post(f"{PEOPLE}{clerk.pk}/do/delete/").status_code == 404


def test_switching_off_without_a_reason_is_refused_with_the_sentence(desk, clerk):
    answer = desk.post(f"{PEOPLE}{clerk.pk}/do/switch-off/", {"reason": ""})
    assert answer.status_code == 422
    assert "请写明理由" in text(answer)


def test_a_person_who_is_not_there(desk):
    assert desk.get(f"{PEOPLE}987654/").status_code == 404
