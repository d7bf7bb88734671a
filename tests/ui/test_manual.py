"""The manual: every chapter renders, its pictures and its links to other chapters exist."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import resolve
from django.utils.html import strip_tags

from xuncha.foundation.ui.manual import MANUAL, chapter_html, chapters
from xuncha.site.catalogues import PLACE, english
from xuncha.site.navigation import RAIL

NAMES = [name for name, _title in chapters()]
ALL_PICTURES_BYTES = 6 * 1024 * 1024
WORDS_NOT_USED = ("操作成功", "确定/取消", "亲", "！")
QUOTED = re.compile("「([^」]+)」")
LEAST_FIXED = 2
"""A sentence with less than this beside its places would match anything."""


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


@pytest.fixture(scope="module")
def on_screen() -> re.Pattern[str]:
    """Every text that the product shows in Chinese, with anything where a value comes in."""
    texts = {text for message in english() for text in (message.id if isinstance(message.id, tuple) else [message.id])}
    parts = [PLACE.split(text) for text in texts]
    fixed = [part for part in parts if len("".join(part)) >= LEAST_FIXED or len(part) == 1]
    return re.compile("|".join("(?:.+)".join(map(re.escape, part)) for part in fixed))


@pytest.mark.parametrize("name", NAMES)
def test_what_a_chapter_names_is_on_the_screen(name, on_screen):
    text = next(MANUAL.glob(f"[0-9][0-9]-{name}.md")).read_text(encoding="utf-8")
    assert [named for named in QUOTED.findall(text) if not on_screen.fullmatch(named)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_way_through_the_rail_begins_with_a_part_of_it(name):
    parts = {part.label: {entry.label for entry in part.entries} for part in RAIL}
    text = next(MANUAL.glob(f"[0-9][0-9]-{name}.md")).read_text(encoding="utf-8")
    begun = re.findall("左栏点?「([^」]+)」", text)
    assert [part for part in begun if part not in parts] == []
    way = re.findall("左栏点?「([^」]+)」(?:里点|里打开|里的|的|，再点)「([^」]+)」", text)
    assert [(part, entry) for part, entry in way if entry not in parts[part]] == []


def test_a_name_that_is_nowhere_would_be_noticed(on_screen):
    assert on_screen.fullmatch("还差 2 条")
    assert not on_screen.fullmatch("新开账号")


def test_pictures_are_few_enough_to_ship_and_all_are_shown():
    pictures = sorted((MANUAL.parent / "static" / "xuncha" / "manual").glob("*.png"))
    assert pictures
    assert sum(picture.stat().st_size for picture in pictures) <= ALL_PICTURES_BYTES
    shown = "".join(chapter_html(name) for name in NAMES)
    assert [picture.name for picture in pictures if picture.name not in shown] == []
