"""
SM2 public-key encryption (GB/T 32918.4, GB/T 32918.5 for the curve), with SM3: for short keys, never for content.

The arithmetic of the curve is done by pycryptodome's C code, which works in constant time on a blinded scalar and
refuses points that are not on the curve; the digest is OpenSSL's. What is written here, in Python, is how they are put
together: C1 (a point), C3 (the digest by which a change is noticed, compared in constant time), C2 (the content).
"""

from hmac import compare_digest
from secrets import randbelow

from Crypto.Math.Numbers import Integer
from Crypto.PublicKey import _nist_ecc
from Crypto.PublicKey._point import EccPoint, _curves
from cryptography.hazmat.primitives.hashes import SM3, Hash

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
SIZE = 32  # bytes of a coordinate, a scalar and an SM3 digest
POINT = 1 + 2 * SIZE
CURVE = "sm2p256v1"
EXAMPLE = (
    0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8,
    0x09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020,
    0xCCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13,
)
"""The standard's own pair of keys (GB/T 32918.5, Annex B): scalar, x, y."""


class Broken(ValueError):  # noqa: N818 - an answer, not an error
    """No ciphertext of this key, or one that was changed, or no point of the curve."""


def _generator() -> EccPoint:
    """
    The base point. The curve is made known to the library once, which then has to know the standard's example.

    Raises:
        RuntimeError: this build of the library computes something else; nothing is sealed with it.

    """
    if CURVE not in _curves.curves:
        curve = _nist_ecc._new_curve(P, B, N, *G, 256, "1.2.156.10197.1.301", CURVE, None)  # type: ignore[no-untyped-call]  # noqa: SLF001 - no other way in; pyproject says why
        curve.id, curve.is_edwards, curve.is_montgomery, curve.is_weierstrass = 0, False, False, True
        _curves.curves[CURVE] = curve
        scalar, *known = EXAMPLE
        if list(_times(EccPoint(*G, CURVE), scalar).xy) != known:
            del _curves.curves[CURVE]
            raise RuntimeError("the curve of SM2 does not give the example of its standard")
    return EccPoint(*G, CURVE)


def private_key() -> bytes:
    """A new private key: 1 to n−2."""
    return (1 + randbelow(N - 2)).to_bytes(SIZE, "big")


def public_key(private: bytes) -> bytes:
    """The point that belongs to a private key, uncompressed: 04, x, y."""
    number = int.from_bytes(private, "big")
    if len(private) != SIZE or not 1 <= number <= N - 2:
        raise Broken
    return _written(_times(_generator(), number))


def encrypt(public: bytes, content: bytes, k: int | None = None) -> bytes:
    """C1 ‖ C3 ‖ C2. `k` is chosen by chance for every call; the standard's examples name theirs."""
    point = _read(public)
    while True:
        scalar = (1 + randbelow(N - 1)) if k is None else k
        shared = _times(point, scalar)
        stream = _derived(_written(shared)[1:], len(content))
        if any(stream) or not content:
            break
        if k is not None:
            raise Broken
    hidden = _mixed(content, stream)
    return _written(_times(_generator(), scalar)) + _digest(shared, content) + hidden


def decrypt(private: bytes, box: bytes) -> bytes:
    """The content again, or `Broken`."""
    if len(box) < POINT + SIZE:
        raise Broken
    shared = _times(_read(box[:POINT]), int.from_bytes(private, "big"))
    told, hidden = box[POINT : POINT + SIZE], box[POINT + SIZE :]
    content = _mixed(hidden, _derived(_written(shared)[1:], len(hidden)))
    if not compare_digest(told, _digest(shared, content)):
        raise Broken
    return content


def _times(point: EccPoint, scalar: int) -> EccPoint:
    """The point so many times. The library's own kind of number keeps its full length, zeros in front or not."""
    fixed = Integer.from_bytes(scalar.to_bytes(SIZE, "big"))
    return point * fixed  # type: ignore[operator]  # its stub speaks of int alone


def _read(text: bytes) -> EccPoint:
    """A point of the curve and no other; the curve's cofactor is 1, so that each is of order n."""
    if len(text) != POINT or text[0] != 4:
        raise Broken
    x, y = int.from_bytes(text[1 : 1 + SIZE], "big"), int.from_bytes(text[1 + SIZE :], "big")
    if x >= P or y >= P or (x, y) == (0, 0):
        raise Broken
    _generator()
    try:
        return EccPoint(x, y, CURVE)
    except ValueError:
        raise Broken from None


def _written(point: EccPoint) -> bytes:
    x, y = point.xy
    return b"\x04" + int(x).to_bytes(SIZE, "big") + int(y).to_bytes(SIZE, "big")


def _digest(shared: EccPoint, content: bytes) -> bytes:
    text = _written(shared)
    return _sm3(text[1 : 1 + SIZE] + content + text[1 + SIZE :])


def _derived(seed: bytes, length: int) -> bytes:
    """The standard's key derivation: SM3 of the seed and a counter from 1."""
    blocks = (_sm3(seed + n.to_bytes(4, "big")) for n in range(1, -(-length // SIZE) + 1))
    return b"".join(blocks)[:length]


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _sm3(text: bytes) -> bytes:
    digest = Hash(SM3())
    digest.update(text)
    return digest.finalize()
