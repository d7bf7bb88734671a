"""What the database must not show."""

import pytest
from cryptography.fernet import InvalidToken

from xuncha.foundation.sealing.fields import fingerprint, masked, opened, sealed


def test_sealed_text_says_nothing_and_opens_again():
    shut = sealed("51100219900101001X")
    assert "1990" not in shut
    assert shut != sealed("51100219900101001X")
    assert opened(shut) == "51100219900101001X"
    assert (sealed(""), opened("")) == ("", "")


def test_another_installation_does_not_open_it(settings):
    shut = sealed("13800000000")
    settings.XUNCHA_FIELD_KEY = "another"
    with pytest.raises(InvalidToken):
        opened(shut)


def test_the_same_value_is_found_again_within_one_purpose():
    assert fingerprint("a", "x") == fingerprint("a", "x")
    assert len({fingerprint("a", "x"), fingerprint("b", "x"), fingerprint("a", "y")}) == 3


@pytest.mark.parametrize(("text", "shown"), [("13800001234", "•••••••1234"), ("1234", "••••"), ("", "")])
def test_the_last_four_are_shown(text, shown):
    assert masked(text) == shown
