"""Whoever strays to an address that is none, or opens one the wrong way, reads a sentence in their own language."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from xuncha.core.permissions import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/nowhere/", "/tip/none-of-ours/", "/desk/rounds/no/"])
@pytest.mark.parametrize(("language", "sentence"), [("zh-hans", "没有这个页面"), ("en", "There is no such page")])
def test_an_address_that_is_none(address, language, sentence):
    answer = Client(headers={"accept-language": language}).get(address)
    assert answer.status_code == 404
    assert sentence in answer.content.decode()
    assert reverse("front") + '"' not in answer.content.decode()


def test_who_is_signed_in_finds_back(at_desk):
    page = at_desk(Role.INSPECTOR).get("/nowhere/").content.decode()
    assert "没有这个页面" in page
    assert f'href="{reverse("front")}"' in page


def test_a_buttons_address_is_not_opened(at_desk):
    answer = at_desk(Role.INSPECTOR).get(reverse("accounts:sign-out"))
    assert answer.status_code == 405
    assert "不能直接打开" in answer.content.decode()


@pytest.mark.parametrize(("template", "sentence"), [("400.html", "没有保存任何东西"), ("500.html", "什么也没有改动")])
def test_failures_need_neither_request_nor_record(template, sentence):
    assert sentence in render_to_string(template)
