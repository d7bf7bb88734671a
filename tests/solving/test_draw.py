"""Drawing lots: repeatable by anybody, fair, and refused where the two seeds differ."""

import hashlib
import json
from collections import Counter

import pytest

from xuncha.core.errors import RuleViolated
from xuncha.solving.draw import agreed, certificate, draw, lots, read_lots, verify

NAMES = ["赵", "钱", "孙", "李", "周"]
SEED = "2026-11-20 福彩双色球 03 11 17 22 25 31 08"


def test_the_description_suffices_to_repeat_it():
    """Written again from the words of the description alone."""
    entries = sorted(NAMES)
    listed = json.dumps({"entries": entries, "take": 2, "title": "组长"}, ensure_ascii=False, separators=(",", ":"))
    list_hash = hashlib.sha256(listed.encode()).digest()
    key = hashlib.sha256(list_hash + SEED.encode()).digest()
    position = 0
    for place in range(len(entries) - 1, 0, -1):
        while True:
            number = int(hashlib.sha256(key + bytes(7) + bytes([position])).hexdigest(), 16)
            position += 1
            if number < 2**256 - 2**256 % (place + 1):
                break
        other = number % (place + 1)
        entries[place], entries[other] = entries[other], entries[place]
    given = lots("组长", NAMES, 2)
    assert given.hash == list_hash.hex()
    assert draw(given, SEED) == entries[:2]


def test_it_is_a_fixed_point_of_history():
    """Certificates that are in people's hands must stay true."""
    given = lots("组长", NAMES, 3)
    assert given.hash == "fd4f3210f946b8021ba557140833b5ba5f37953ad07a1ae3f6d66ea41dddb5e0"
    assert draw(given, SEED) == ["钱", "赵", "李"]


def test_the_order_of_the_list_does_not_matter():
    assert draw(lots("x", NAMES, 5), SEED) == draw(lots("x", NAMES[::-1], 5), SEED)


def test_every_order_is_about_as_likely():
    counts = Counter(tuple(draw(lots("x", ["a", "b", "c"], 3), str(n))) for n in range(1200))
    assert len(counts) == 6
    assert max(abs(n - 200) for n in counts.values()) < 60


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("12 34", "12 35", "两人录入的种子不一致：从第 5 个字起不同。"),
        ("12", "123", "从第 3 个字起不同"),
        ("", "12", "不能为空"),
    ],
)
def test_two_people_must_have_typed_the_same(first, second, sentence):
    with pytest.raises(RuleViolated, match=sentence):
        agreed(first, second)
    assert agreed(" 12 34", "12 34 ") == "12 34"


@pytest.mark.parametrize(
    ("entries", "take", "sentence"),
    [(["a", "a"], 1, "名单里重复：a。"), (["a", " "], 1, "空的一项"), (["a"], 2, "须为 1 到 1，现为 2")],
)
def test_what_cannot_be_drawn_from(entries, take, sentence):
    with pytest.raises(RuleViolated, match=sentence):
        lots("x", entries, take)


def test_a_certificate_is_verified_and_every_change_to_it_seen():
    good = certificate(lots("组长", NAMES, 2), SEED, "双色球第 2026134 期", ["甲", "乙"])
    assert verify(json.loads(json.dumps(good))).take == 2
    for name, value, sentence in (
        ("drawn", good["drawn"][::-1], "结果不符"),
        ("entries", [*NAMES, "吴"], "名单的散列值不符"),
        ("seed", SEED + "9", "结果不符"),
        ("seed", None, "没有种子"),
        ("format", "other", "证书的格式须为"),
        ("take", 0, "take：须为 1 到"),
        ("entries", [], "entries：须为 1 到"),
        ("entries", [7], r"entries\[0\]：须为文字。"),
    ):
        with pytest.raises(RuleViolated, match=sentence):
            verify({**good, name: value})
    with pytest.raises(RuleViolated, match="须为对象"):
        read_lots("text")
