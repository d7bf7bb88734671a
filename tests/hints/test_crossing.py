"""Texts and photos compared with all others: nothing at or above the threshold is missed."""

import random
from datetime import datetime, timedelta
from itertools import combinations

import pytest

from tests.conftest import NOW
from xuncha.core.likeness import shared, shingles
from xuncha.core.signals import Signal
from xuncha.hints.rules.facts import Found
from xuncha.hints.rules.joining import RUN
from xuncha.hints.rules.pictures import Shot, resembling, reused
from xuncha.hints.rules.texts import SHORTEST, Account, alike, twins
from xuncha.hints.selectors import scanning

LONG = "对三个项目逐一补充审计，追回多付价款十二万元，修订小额工程管理办法，分管领导约谈经办人员并在全局通报。"


def account(pk: int, text: str = LONG, *, plan: int = 1, at: datetime = NOW) -> Account:
    return Account(pk, plan, f"整-{pk}", text, at)


def corpus(seed: int, n: int = 60) -> list[Account]:
    """Texts from few words, some of them taken from one another with changes."""
    rng = random.Random(seed)  # noqa: S311 - made-up texts
    words = ["".join(rng.choices("甲乙丙丁戊己庚辛壬癸子丑寅卯", k=3)) for _ in range(40)]
    texts = ["".join(rng.choices(words, k=rng.randint(8, 30))) for _ in range(n)]
    for _ in range(n // 2):
        one, other = rng.sample(range(n), 2)
        letters = list(texts[one])
        for _ in range(rng.randint(0, 8)):
            letters[rng.randrange(len(letters))] = rng.choice("金木水火土")
        texts[other] = "".join(letters)
    return [account(n, text) for n, text in enumerate(texts)]


def every_pair(accounts: list[Account], least: int) -> set[tuple[int, int]]:
    long = [one for one in accounts if len(one.text) >= SHORTEST]
    return {
        (a.item, b.item)
        for a, b in combinations(long, 2)
        if shared(shingles(a.text, RUN), shingles(b.text, RUN)) >= least
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("least", [40, 60, 100])
def test_no_pair_is_missed_and_none_invented(seed, least):
    accounts = corpus(seed)
    found = {tuple(sorted((pair.one.item, pair.other.item))) for pair in twins(accounts, (), least)}
    assert found == every_pair(accounts, least)


def test_a_few_against_all_finds_what_all_against_all_does():
    accounts = corpus(4)
    fresh, others = accounts[:7], accounts[7:]
    found = {tuple(sorted((pair.one.item, pair.other.item))) for pair in twins(fresh, iter(others), 60)}
    assert found == {pair for pair in every_pair(accounts, 60) if pair[0] < 7}
    assert found


class Rows(dict[int, Account]):
    """Accounts of items, asked for as the records are."""

    def filter(self, pk__in: list[int]) -> "Rows":
        return Rows({pk: self[pk] for pk in pk__in})


def test_a_scan_of_what_changed_leaves_what_only_stands_beside_it(monkeypatch):
    """The first text changed: the second takes after it, the third after the second alone, and that is on record."""
    halves = [LONG, "".join(reversed(LONG)), "".join(sorted(LONG))]
    texts = [halves[0], halves[0] + halves[1], halves[1] + halves[2]]
    rows = Rows({n: account(n, text, at=NOW + timedelta(days=n)) for n, text in enumerate(texts, 1)})
    monkeypatch.setattr(scanning, "items_of", lambda _office: rows)
    monkeypatch.setattr(scanning, "accounts", lambda asked: asked.values())
    monkeypatch.setattr(scanning, "shots", lambda _rows: [])
    found: list[Found] = []
    assert scanning._compare(None, {1}, {Signal.ALIKE: 30}, found, whole=False) == {2}
    assert [one.item for one in found] == [2]


def test_short_texts_say_nothing():
    assert not list(twins([account(1, "已全部整改到位。"), account(2, "已全部整改到位。")], (), 60))
    assert not list(twins([account(1)], [account(2, "已全部整改到位。")], 60))


def test_the_later_one_is_looked_at_and_the_earlier_named():
    later = account(1, plan=2, at=NOW + timedelta(days=1))
    found = alike(twins([later, account(2), account(3)], (), 60))
    assert sorted(found) == [1, 3], "the first to write copied nothing"
    assert [row.pk for row in found[1].rows] == [2, 3]
    assert "与先写的 2 个问题雷同，最多相同 100%，其中 2 个不在这份方案里" in str(found[1].text)


def shot(piece: int, item: int, digest: str = "", bits: int | None = None) -> Shot:
    return Shot(piece, item, 1, f"整-{item}", "照片", digest or f"d{piece}", bits)


BUSY = int("0f" * 16, 16)  # as many fields lighter as darker


def test_the_same_file_for_another_item():
    shots = [shot(1, 1, "a"), shot(2, 2, "a"), shot(3, 3, "b"), shot(4, 2, "b"), shot(5, 3, "c"), shot(6, 3, "c")]
    found = {one.item: one for one in reused(shots, (), 1)}
    assert sorted(found) == [2], "whose photo was there first has reused nothing; twice in one item is no reuse"
    assert "2 张照片先前已经用作另外 2 个问题的佐证" in str(found[2].text)
    assert [one.item for one in reused(shots, (), 2)] == [2]
    assert not list(reused(shots, (), 3))
    assert not list(reused(shots[:1], shots[1:], 1)), "only what is asked about"


def test_photos_that_differ_in_few_fields():
    near, far = BUSY ^ 0b1111111111, BUSY ^ 0b11111111111
    (found,) = resembling([shot(1, 1, bits=BUSY), shot(2, 2, bits=near), shot(3, 3, bits=far)][:2], (), 10)
    assert found.item == 2
    assert "128 格里只差 10 格" in str(found.text)
    assert not list(resembling([shot(1, 1, bits=BUSY), shot(2, 2, bits=far)], (), 10))
    assert not list(resembling([shot(1, 1, bits=BUSY), shot(2, 1, bits=BUSY)], (), 10)), "one item"
    assert not list(resembling([shot(1, 1, "a", BUSY), shot(2, 2, "a", BUSY)], (), 10)), "one file: reused says it"
    assert not list(resembling([shot(1, 1, bits=0), shot(2, 2, bits=1)], (), 10)), "blank pages"
    assert not list(resembling([shot(1, 1), shot(2, 2)], (), 10)), "nobody has looked"


@pytest.mark.parametrize("most", [1, 7, 10])
def test_no_photo_is_missed(most):
    rng = random.Random(most)  # noqa: S311 - made-up photos
    shots = [shot(n, n, bits=rng.getrandbits(128)) for n in range(1, 40)]
    for n in range(40, 60):
        bits = rng.choice(shots).bits or 0
        for place in rng.sample(range(128), rng.randint(0, most + 2)):
            bits ^= 1 << place
        shots.append(shot(n, n, bits=bits))
    expected = {b.item for a, b in combinations(shots, 2) if ((a.bits or 0) ^ (b.bits or 0)).bit_count() <= most}
    assert {found.item for found in resembling(shots, (), most)} == expected
    assert expected


@pytest.mark.parametrize(("limit", "n"), [("MOST", 2), ("AT_ONCE", 7), ("MEETINGS", 3), ("SHARED", 1)])
@pytest.mark.parametrize("alone", [True, False])
def test_however_texts_are_counted_and_portioned_no_pair_is_missed(monkeypatch, limit, n, alone):
    monkeypatch.setattr(f"xuncha.hints.rules.joining.{limit}", n)
    accounts = corpus(5)
    fresh, others = (accounts, []) if alone else (accounts[:20], accounts[20:])
    found = {tuple(sorted((pair.one.item, pair.other.item))) for pair in twins(fresh, others, 60)}
    assert found == {pair for pair in every_pair(accounts, 60) if pair[0] < len(fresh)}


@pytest.mark.parametrize("least", [40, 60])
def test_texts_of_few_letters_among_much_punctuation_meet_as_well(least):
    rng = random.Random(6)  # noqa: S311 - made-up texts
    texts = ["，。".join(rng.choices("甲乙", k=12)) for _ in range(40)]
    accounts = [account(n, text) for n, text in enumerate([*texts, "。" * 40, "。" * 40, "甲" + "。" * 40])]
    found = {tuple(sorted((pair.one.item, pair.other.item))) for pair in twins(accounts, (), least)}
    assert found == every_pair(accounts, least)
    assert found


def test_a_text_that_has_nothing_of_the_others_meets_nobody():
    other = "".join(chr(0x5000 + n) for n in range(60))
    assert not list(twins([account(1)], [account(2, other)], 60))
