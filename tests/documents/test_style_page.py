"""Laying down the style of an office: use case and pages."""

from datetime import date
from urllib.parse import unquote_plus

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW, World
from xuncha.core.errors import Denied, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.documents import sample, views
from xuncha.foundation.documents.pdf import converter
from xuncha.foundation.documents.profile import CODE, profile_for
from xuncha.foundation.documents.services import set_document_style
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.models import Parameter

TODAY = NOW.date()
TYPED = {
    "committee": "中共某市委",
    "number_pattern": "某巡办〔{year}〕{n}号",
    "fonts.title": "小标宋",
    "sizes.body": "15.5",
}
TYPED |= {"page_numbers": "on", "valid_from": "2022-05-10", "contact.phone": "0000-1"}


@pytest.fixture
def clerk(at_desk) -> Client:
    return at_desk(Role.OFFICE_CLERK)


def address(world: World, name: str = "style-of") -> str:
    return reverse(f"documents:{name}", kwargs={"pk": world.city.pk})


def test_a_style_is_laid_down_from_a_day_on(world: World, acting) -> None:
    act = acting(Role.OFFICE_DIRECTOR)
    set_document_style(act, world.city, value={"group": "甲"}, valid_from=date(2022, 1, 1))
    act = acting(Role.OFFICE_DIRECTOR)
    set_document_style(act, world.city, value={"group": "乙"}, valid_from=TODAY)
    assert [profile_for(world.city, day).group for day in (date(2022, 5, 9), TODAY)] == ["甲", "乙"]
    events = list(JournalRecord.objects.values_list("event", flat=True))
    assert events == ["documents.style_set", "documents.style_ended", "documents.style_set"]


def test_a_style_that_begins_today_may_still_be_changed(world: World, acting) -> None:
    made = set_document_style(acting(Role.OFFICE_CLERK), world.city, value={"group": "甲"}, valid_from=TODAY)
    changed = set_document_style(
        acting(Role.OFFICE_CLERK), world.city, value={"group": "乙"}, valid_from=TODAY, base_version=made.version
    )
    assert (changed.pk, changed.value["group"]) == (made.pk, "乙")
    with pytest.raises(StaleEdit):
        set_document_style(
            acting(Role.OFFICE_CLERK), world.city, value={"group": "丙"}, valid_from=TODAY, base_version=made.version
        )


@pytest.mark.parametrize("day", [date(2022, 1, 1), date(2021, 12, 31)])
def test_a_style_that_was_in_force_stays_as_it_was(day: date, world: World, acting) -> None:
    set_document_style(acting(Role.OFFICE_CLERK), world.city, value={"group": "甲"}, valid_from=date(2022, 1, 1))
    with pytest.raises(RuleViolated, match="要晚于上一版的 2022-01-01"):
        set_document_style(acting(Role.OFFICE_CLERK), world.city, value={"group": "乙"}, valid_from=day)


def test_others_may_not_lay_it_down(world: World, acting) -> None:
    with pytest.raises(Denied):
        set_document_style(acting(Role.INSPECTOR), world.city, value={}, valid_from=TODAY)
    elsewhere = Jurisdiction.objects.create(code="xx", name="别市", office_name="别办", level="city", path="xx")
    with pytest.raises(OutOfReach):
        set_document_style(acting(Role.OFFICE_CLERK), elsewhere, value={}, valid_from=TODAY)


def test_with_one_office_its_style_opens_at_once(world: World, clerk: Client) -> None:
    response = clerk.get(reverse("documents:styles"))
    assert response.url == address(world)


def test_with_several_offices_one_is_chosen(world: World, clerk: Client, monkeypatch) -> None:
    second = Jurisdiction.objects.create(code="xx", name="邻县", office_name="邻县办", level="county", path="tc/xx")
    everything = Jurisdiction.objects.all()
    monkeypatch.setattr(type(views.JURISDICTIONS), "permitted", lambda *_: everything)
    body = clerk.get(reverse("documents:styles")).content.decode()
    assert reverse("documents:style-of", kwargs={"pk": second.pk}) in body
    everything = Jurisdiction.objects.none()
    assert "没有可以设置的辖区" in clerk.get(reverse("documents:styles")).content.decode()


def test_the_form_shows_what_is_in_force(world: World, clerk: Client) -> None:
    body = clerk.get(address(world)).content.decode()
    assert "仿宋_GB2312" in body
    assert "中共测试市委巡察工作领导小组办公室" in body


def test_saving_tells_from_when_it_counts(world: World, clerk: Client) -> None:
    response = clerk.post(address(world), TYPED, follow=True)
    assert "公文样式已保存，自 2022-05-10 起使用" in response.content.decode()
    profile = profile_for(world.city, TODAY)
    assert (profile.committee, profile.fonts.title, profile.sizes.body) == ("中共某市委", "小标宋", 15.5)
    assert (profile.red_head, profile.page_numbers, profile.contact.phone) == (False, True, "0000-1")
    assert profile.fonts.body == "仿宋_GB2312"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("number_pattern", "某巡办1号", "发文字号格式要含"),
        ("sizes.body", "99", "字号在 14 磅至 18 磅之间"),
        ("valid_from", "昨天", "日期"),
    ],
)
def test_bad_input_is_told_and_kept(name: str, value: str, words: str, world: World, clerk: Client) -> None:
    response = clerk.post(address(world), {**TYPED, name: value})
    body = response.content.decode()
    assert response.status_code == 422
    assert words in body
    assert value in body
    assert "0000-1" in body
    assert not Parameter.objects.filter(code=CODE, jurisdiction=world.city).exists()


def test_looking_at_a_sample_saves_nothing(world: World, clerk: Client) -> None:
    response = clerk.post(address(world), {**TYPED, "preview": "1"})
    assert response.status_code == 200
    assert "fonts.title=小标宋" in unquote_plus(response.content.decode())
    assert not Parameter.objects.filter(code=CODE, jurisdiction=world.city).exists()
    assert clerk.post(address(world), {**TYPED, "preview": "1", "number_pattern": "1号"}).status_code == 422


def test_the_sample_is_set_as_the_address_says(world: World, clerk: Client, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(views, "sample_picture", lambda profile, _: asked.append(profile) or b"PNG")
    response = clerk.get(address(world, "sample"), {"fonts.title": "小标宋", "red_head": "", "page_numbers": "True"})
    assert response["Content-Type"] == "image/png"
    assert (asked[0].fonts.title, asked[0].red_head, asked[0].page_numbers) == ("小标宋", False, True)
    assert asked[0].committee == "中共测试市委"
    docx = clerk.get(address(world, "sample-docx"), {"fonts.title": "小标宋"})
    assert docx["Content-Disposition"].endswith(".docx")


@pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed: nothing to draw the sample with")
def test_the_sample_is_drawn(world: World) -> None:
    assert sample.sample_picture(profile_for(world.city, TODAY), TODAY).startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["style-of", "sample", "sample-docx"])
def test_people_of_other_offices_find_nothing(name: str, world: World, at_desk) -> None:
    assert at_desk(Role.OFFICE_CLERK, which=1).get(address(world, name)).status_code == 404


def test_inspectors_are_denied(world: World, at_desk) -> None:
    assert at_desk(Role.INSPECTOR).get(address(world)).status_code == 403


def test_without_libreoffice_the_page_says_so(world: World, clerk: Client, monkeypatch) -> None:
    monkeypatch.setattr(views, "converter", lambda: None)
    assert "没有安装 LibreOffice" in clerk.get(address(world)).content.decode()
