"""A suite of ciphers: what is sealed opens with the right key for the right purpose, and with nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha.foundation.sealing.passphrases import lock_private, reasons_not_to_take, unlock_private
from xuncha.foundation.sealing.suites import SUITES, NotOpened, Suite

EVERY = pytest.mark.parametrize("suite", SUITES.values(), ids=list(SUITES))


@EVERY
def test_a_sealed_text_opens_with_its_private_key_alone(suite: Suite) -> None:
    mine, other = suite.pair(), suite.pair()
    box = suite.seal(mine.public, "举报内容".encode(), b"intake")
    assert suite.open(mine.private, box, b"intake").decode() == "举报内容"
    with pytest.raises(NotOpened):
        suite.open(other.private, box, b"intake")
    with pytest.raises(NotOpened):
        suite.open(mine.private, box, b"clues")


@EVERY
def test_the_same_text_is_never_sealed_alike(suite: Suite) -> None:
    public = suite.pair().public
    assert suite.seal(public, b"x", b"p") != suite.seal(public, b"x", b"p")
    assert suite.lock(b"k" * 32, b"x", b"p") != suite.lock(b"k" * 32, b"x", b"p")


@EVERY
def test_a_private_key_makes_its_pair_again_and_does_not_show_itself(suite: Suite) -> None:
    pair = suite.pair()
    assert suite.pair(pair.private) == pair
    assert pair.private.hex() not in repr(pair)
    assert repr(pair.private) not in repr(pair)


@EVERY
@given(content=st.binary(max_size=200), at=st.integers(min_value=0), bit=st.integers(0, 7))
@settings(max_examples=40, deadline=None)
def test_no_flipped_bit_opens(suite: Suite, content: bytes, at: int, bit: int) -> None:
    pair = suite.pair()
    box = bytearray(suite.seal(pair.public, content, b"p"))
    locked = bytearray(suite.lock(b"k" * 32, content, b"p"))
    box[at % len(box)] ^= 1 << bit
    locked[at % len(locked)] ^= 1 << bit
    with pytest.raises(NotOpened):
        suite.open(pair.private, bytes(box), b"p")
    with pytest.raises(NotOpened):
        suite.unlock(b"k" * 32, bytes(locked), b"p")


@EVERY
@pytest.mark.parametrize("broken", [b"", b"x", b"x" * 12, b"x" * 64])
def test_what_is_no_box_is_not_opened(suite: Suite, broken: bytes) -> None:
    with pytest.raises(NotOpened):
        suite.open(suite.pair().private, broken, b"p")
    with pytest.raises(NotOpened):
        suite.unlock(b"k" * 32, broken, b"p")


@EVERY
def test_a_private_key_lies_under_its_passphrase(suite: Suite) -> None:
    pair = suite.pair()
    locked = lock_private(suite, pair.private, "三个不相干的词")
    assert pair.private not in locked.text
    assert unlock_private(suite, locked, "三个不相干的词") == pair.private
    with pytest.raises(NotOpened):
        unlock_private(suite, locked, "三个不相干的字")
    assert lock_private(suite, pair.private, "三个不相干的词").salt != locked.salt


def test_a_passphrase_is_long_enough_and_typed_twice_alike() -> None:
    assert [r.field for r in reasons_not_to_take("七个字的口令呀", "七个字的口令呀")] == ["password"]
    assert [r.field for r in reasons_not_to_take("八个字的口令好了", "八个字的口令好啊")] == ["again_password"]
    assert reasons_not_to_take("八个字的口令好了", "八个字的口令好了") == []
