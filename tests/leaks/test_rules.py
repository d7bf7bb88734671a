"""Which words of a text repeat what was told, found word by word, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.foundation.leaks.rules import (
    GRAM,
    MEND,
    WINDOW,
    Kind,
    Standing,
    Text,
    Told,
    leaks_in,
    pieces_of,
    pieces_told,
    reasons_not_to_decide,
    reasons_not_to_go_on,
    winnowed,
)

LETTER = "石桥泵站去年底说修好了，今年六月还是抽不出水"
TOLD = Told(("王小满",), ("139-0000-0000",), (LETTER,))


def found(text: str, told: Told = TOLD, common: tuple[str, ...] = ()) -> list[tuple[Kind, str]]:
    known = {(piece.kind, piece.value) for piece in pieces_told(told)}
    leaks = leaks_in([Text("具体事实", text)], lambda piece: (piece.kind, piece.value) in known, common=common)
    return [(leak.kind, leak.words) for leak in leaks]


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("据王小满称，水泵未修。", [(Kind.NAME, "王小满")]),
        ("据王 小 满称，水泵未修。", [(Kind.NAME, "王 小 满")]),
        ("联系电话１３９００００００００。", [(Kind.TELEPHONE, "１３９００００００００")]),
        ("电话 139 0000 0000，白天打。", [(Kind.TELEPHONE, "139 0000 0000")]),
        ("反映今年六月、还是抽不出水。", [(Kind.PHRASE, "今年六月、还是抽不出水")]),
        ("泵站今年六月检修一次，水位正常。", []),
        ("王满、小满，电话1390000。", []),
    ],
)
def test_what_repeats_is_found_however_it_is_written(text, leaks):
    assert found(text) == leaks


def test_each_place_says_its_sentence_and_how_it_is_mended():
    known = {(piece.kind, piece.value) for piece in pieces_told(TOLD)}
    text = Text("具体事实", "第一句。据王小满称，未修！第三句。", "#id_facts")
    [leak] = leaks_in([text], lambda piece: (piece.kind, piece.value) in known)
    assert (leak.label, leak.sentence, leak.anchor) == ("具体事实", "据王小满称，未修！", "#id_facts")
    assert set(MEND) == set(Kind)


def test_what_everybody_knows_gives_nobody_away():
    assert found("石桥泵站去年底说修好了") != []
    assert found("石桥泵站去年底说修好了", common=("《石桥泵站去年底说修好了》",)) == []


def test_dates_and_sums_are_no_phrases():
    assert found("2021年9月26日11.38万", Told(texts=("2021年9月26日11.38万",))) == []


def test_one_letter_is_no_name_and_six_digits_are_no_telephone():
    assert list(pieces_told(Told(("王",), ("123456",)))) == []


def test_a_long_name_is_known_by_its_beginning():
    assert found("阿卜杜热合曼·吐尔逊在场", Told(("阿卜杜热合曼·吐尔逊",))) == [(Kind.NAME, "阿卜杜热合曼")]


@given(st.text("甲乙丙丁戊己庚辛", min_size=GRAM + WINDOW - 1, max_size=40), st.text("天地玄黄", max_size=10))
def test_a_run_of_twelve_characters_is_never_unseen(shared, before):
    told = [piece.value.encode() for piece in pieces_told(Told(texts=("子丑寅卯" + shared,)))]
    checked = {piece.value.encode() for piece in pieces_of(before + shared) if piece.kind is Kind.PHRASE}
    assert winnowed(told) & checked


def test_of_nothing_nothing_is_kept():
    assert winnowed([]) == set()
    assert winnowed([b"2", b"1"]) == {b"1"}


@pytest.mark.parametrize("standing", Standing)
def test_a_text_that_repeats_nothing_goes_on_and_another_waits(standing):
    assert reasons_not_to_go_on(leaks=False, standing=standing) == []
    assert len(reasons_not_to_go_on(leaks=True, standing=standing)) == 1


def test_a_keeper_decides_and_never_about_an_own_text():
    assert reasons_not_to_decide(keeper=True, author=False) == []
    assert len(reasons_not_to_decide(keeper=False, author=True)) == 2
