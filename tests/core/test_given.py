"""Texts and days as people hand them in."""

from datetime import date

from xuncha.core.given import against, missing, not_yet, too_long

TODAY = date(2022, 11, 21)


def said(reasons) -> list[str]:
    return [str(why.text) for why in reasons]


def test_a_text_is_there_and_fits():
    assert against("写了", 4, "标题", "title") == []
    assert said(against(" ", 4, "标题", "title")) == said(missing("", "标题", "title")) == ["请写标题。"]
    assert too_long("", 4, "标题", "title") == []
    assert said(against("一二三四五", 4, "标题", "title")) == ["标题不超过 4 字，现有 5 字。"]
    assert [why.field for why in against("一二三四五", 4, "标题", "title")] == ["title"]


def test_what_happened_lies_behind():
    assert not_yet(None, TODAY, "签收日期", "on") == not_yet(TODAY, TODAY, "签收日期", "on") == []
    assert said(not_yet(date(2022, 11, 22), TODAY, "签收日期", "on")) == ["签收日期是 2022-11-22，还没有到。"]
