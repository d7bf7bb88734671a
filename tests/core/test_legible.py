"""Characters that nobody sees: named with their place, shown, taken out; what writing needs stays."""

import pytest

from xuncha.core.legible import reason_not_to_read, trimmed, visible, without_unseen


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "甲乙丙丁戊己庚辛壬癸子\u202e丑",
            "第 12 个字符是看不见的方向控制符 U+202E（“辛壬癸子〔U+202E〕丑”处），请删去。",
        ),
        ("\u2066部门", "方向控制符 U+2066"),
        ("部门\u200f", "方向控制符 U+200F"),
        ("财\u200b务", "格式字符 U+200B"),
        ("财\u2060务", "格式字符 U+2060"),
        ("财\ufeff务", "格式字符 U+FEFF"),
        ("财\u200d务", "格式字符 U+200D"),
        ("财\u180e务", "格式字符 U+180E"),
        ("\u3164", "格式字符 U+3164"),
        ("财务\U000e0067", "格式字符 U+E0067"),
        ("财\x00务", "控制字符 U+0000"),
        ("财\x85务", "控制字符 U+0085"),
        ("财\u2028务", "控制字符 U+2028"),
        ("财\ud83d务", "半个字符 U+D83D"),
        ("财\uffff务", "无效的编码 U+FFFF"),
        ("财\U0010fffe务", "无效的编码 U+10FFFE"),
        ("财〔U+202E〕务", "第 2 个字符起还留着标记“财〔U+202E〕务”"),
    ],
)
def test_what_nobody_sees_is_named_with_its_place_shown_and_taken_out(text: str, told: str) -> None:
    assert told in str(reason_not_to_read(text))
    assert reason_not_to_read(text) == reason_not_to_read(text, lines=False)
    assert reason_not_to_read(visible(text)) is not None, "a mark that is left over does not pass for text"
    assert visible(visible(text)) == visible(text)
    assert reason_not_to_read(without_unseen(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "䶮𠮷𰻝\U0002ebf0\U000323b0\ue000",  # rare, of planes 2 and 3, newer than the interpreter, private use
        "葛\U000e0100城",  # ideographic variation
        "⿰木⿱木木〾",
        "1️⃣👩‍❤️‍👨🏳️‍🌈🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می\u200cخواهم ئۇيغۇرچە བོད་ཡིག ᠮᠣᠩᠭᠣᠯ\u180eᠠ क्\u200dष",
        "〔2022〕3号　“㎡”…—\u00a0é",
    ],
)
def test_what_writing_needs_is_kept(text: str) -> None:
    assert reason_not_to_read(text, lines=False) is None
    assert visible(text) == without_unseen(text) == text


def test_lines_and_tabs_belong_where_there_is_room_for_them() -> None:
    assert reason_not_to_read("一\r\n\t二") is None
    assert "换行或制表符 U+000A（“一〔U+000A〕二”处）" in str(reason_not_to_read("一\n二", lines=False))


def test_what_copying_leaves_at_the_ends_goes_without_a_word_but_direction_does_not() -> None:
    assert trimmed("\ufeff\u200b 水利局\u200b\u2060\n") == "水利局"
    assert trimmed("\u202a水利局") == "\u202a水利局"
