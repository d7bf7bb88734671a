"""SM2, SM3, SM4: the published examples, refused points, and an installation that chose them beside old boxes."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

from tests.sealing.people import owner_of, with_key
from tests.sealing.test_circles import TEXT, _opened_circle
from xuncha.core.permissions import Role
from xuncha.foundation.sealing import circles, sm2
from xuncha.foundation.sealing.models import SealedBox
from xuncha.foundation.sealing.suites import _sm4_unlocked

PRIVATE = bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
PUBLIC = bytes.fromhex(
    "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
K = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
BOX = bytes.fromhex(
    "0404EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73"
    "E858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0"
    "59983C18F809E262923C53AEC295D30383B54E39D609D160AFCB1908D0BD8766"
    "21886CA989CA9C7D58087307CA93092D651EFA"
)


def test_sm2_seals_and_opens_the_example_of_its_standard() -> None:
    """GB/T 32918.5, Annex C: the text, its keys, the random number and the ciphertext C1 C3 C2."""
    assert sm2.public_key(PRIVATE) == PUBLIC
    assert sm2.encrypt(PUBLIC, b"encryption standard", K) == BOX
    assert sm2.decrypt(PRIVATE, BOX) == b"encryption standard"


def test_sm3_gives_the_example_of_its_standard() -> None:
    """GB/T 32905, A.1: the digest of "abc"."""
    assert sm2._sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_sm4_in_galois_mode_gives_the_example_of_rfc_8998() -> None:
    """RFC 8998, A.1."""
    key, nonce = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"), bytes.fromhex("00001234567800000000ABCD")
    told = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = bytes.fromhex("".join(two * 8 for two in ("AA", "BB", "CC", "DD", "EE", "FF", "EE", "AA")))
    locked = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )
    assert _sm4_unlocked(key, nonce + locked, told) == plain
    cipher = Cipher(SM4(key), GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(told)
    assert cipher.update(plain) + cipher.finalize() + cipher.tag == locked


X, Y = PUBLIC[1:33], PUBLIC[33:]
OVER = (int.from_bytes(X, "big") + sm2.P).to_bytes(33, "big")[-32:]


@pytest.mark.parametrize(
    "point",
    [
        b"\x04" + X + bytes(31) + b"\x01",  # off the curve
        b"\x04" + bytes(64),  # infinity
        b"\x04" + X + Y[:-1],  # too short
        b"\x02" + X + Y,  # of another form
        b"\x04" + sm2.P.to_bytes(32, "big") + Y,  # beyond the field
        b"\x04" + X + (sm2.P + 1).to_bytes(32, "big"),
        b"\x04" + OVER + Y,
    ],
)
def test_what_is_no_point_of_the_curve_is_refused(point: bytes) -> None:
    with pytest.raises(sm2.Broken):
        sm2.encrypt(point, b"k" * 16)
    with pytest.raises(sm2.Broken):
        sm2.decrypt(PRIVATE, point + BOX[65:])


@pytest.mark.parametrize("number", [0, sm2.N - 1, sm2.N, 2**256 - 1])
def test_a_private_key_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(sm2.Broken):
        sm2.public_key(number.to_bytes(32, "big"))


def test_a_library_that_computes_something_else_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sm2, "EXAMPLE", (1, 2, 3))
    monkeypatch.delitem(sm2._curves.curves, sm2.CURVE, raising=False)
    with pytest.raises(RuntimeError, match="does not give the example"):
        sm2.public_key(PRIVATE)


def test_an_installation_that_changed_to_it_opens_old_boxes_and_new_ones(world, acting, settings) -> None:
    leader = with_key(acting(Role.TEAM_LEADER))
    circle = _opened_circle(acting(owner_of(leader)), world, [leader])
    old = circles.seal(circle, "petition", TEXT)
    settings.XUNCHA_SUITE = "national"
    deputy = with_key(acting(Role.DEPUTY_LEADER))
    assert (leader.person_key.suite, deputy.person_key.suite) == ("standard", "national")
    circles.admit(acting(owner_of(leader)), circle, deputy.person_key, leader)
    assert circles.opened_box(old, deputy) == TEXT
    made = circles.renew(acting(owner_of(leader)), circle, leader)
    new = circles.seal(circle, "petition", TEXT)
    assert (made.suite, circles.opened_box(new, leader), circles.opened_box(new, deputy)) == ("national", TEXT, TEXT)
    circles.bring_along(acting(owner_of(deputy)), circle, deputy)
    for box in SealedBox.objects.select_related("circle_key"):
        assert circles.opened_box(box, deputy) == circles.opened_box(box, leader) == TEXT
