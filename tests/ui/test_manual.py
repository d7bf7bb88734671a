"""The manual: every chapter renders, its pictures and its links to other chapters exist."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import resolve
from django.utils.html import strip_tags

from xuncha.foundation.ui.manual import MANUAL, chapter_html, chapters

NAMES = [name for name, _title in chapters()]
ALL_PICTURES_BYTES = 6 * 1024 * 1024
WORDS_NOT_USED = ("操作成功", "确定/取消", "亲", "！")


@pytest.mark.parametrize("name", NAMES)
def test_pictures_and_links_of_a_chapter_exist(name):
    html = chapter_html(name)
    for picture in re.findall(r'<img src="/static/([^"]+)"', html):
        assert finders.find(picture), picture
    assert html.count("<img") == len(re.findall(r'<img src="/static/xuncha/manual/[a-z-]+\.png" alt="[^"]', html))
    for address in re.findall(r'<a href="([^"]+)"', html):
        assert resolve(address).kwargs["chapter"] in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_chapter_speaks_as_the_product_does(name):
    text = strip_tags(chapter_html(name))
    assert not [word for word in WORDS_NOT_USED if word in text]


def test_pictures_are_few_enough_to_ship_and_all_are_shown():
    pictures = sorted((MANUAL.parent / "static" / "xuncha" / "manual").glob("*.png"))
    assert pictures
    assert sum(picture.stat().st_size for picture in pictures) <= ALL_PICTURES_BYTES
    shown = "".join(chapter_html(name) for name in NAMES)
    assert [picture.name for picture in pictures if picture.name not in shown] == []
