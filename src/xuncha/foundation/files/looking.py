"""
What a picture looks like in 128 bits, and what its camera and editor wrote into it. Runs in the reader's process.

The bits are a difference hash: is each of 8 × 8 fields darker than its neighbour to the right, and than that below?
Scaling, another quality of JPEG and a little light change few of them; another picture changes about half.
"""

import re
from datetime import date
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 8
TAKEN, CHANGED, SOFTWARE, CAMERA = 36867, 306, 305, 0x8769
"""Tags of EXIF: DateTimeOriginal (in the camera's part), DateTime, Software, the offset of the camera's part."""
SOFTWARE_LENGTH = 60


class Look(TypedDict):
    """`bits` as 32 hex digits; `taken_on` as 2022-05-10 or empty; `software` as it names itself."""

    bits: str
    taken_on: str
    software: str


def look_of(image: "Image") -> Look:
    """What can be said of a picture that was opened."""
    exif = image.getexif()
    taken = exif.get_ifd(CAMERA).get(TAKEN) or exif.get(CHANGED) or ""
    software = "".join(filter(str.isprintable, _as_utf8(str(exif.get(SOFTWARE) or ""))))
    return {"bits": f"{bits_of(image):032x}", "taken_on": _day(str(taken)), "software": software[:SOFTWARE_LENGTH]}


def bits_of(image: "Image") -> int:
    """The difference hash of 128 bits: 64 across, then 64 down."""
    from PIL.Image import Resampling

    grey = image.convert("L").resize((SIDE + 1, SIDE + 1), Resampling.BOX).tobytes()
    rows = [grey[n * (SIDE + 1) : (n + 1) * (SIDE + 1)] for n in range(SIDE + 1)]
    across = [rows[y][x] < rows[y][x + 1] for y in range(SIDE) for x in range(SIDE)]
    down = [rows[y][x] < rows[y + 1][x] for y in range(SIDE) for x in range(SIDE)]
    return sum(bit << n for n, bit in enumerate(across + down))


def _as_utf8(text: str) -> str:
    """EXIF knows ASCII alone and is read as Latin-1; programs with a Chinese name write UTF-8 all the same."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _day(text: str) -> str:
    """The day of "2022:05:10 09:00:00"; empty where it is none: cameras without a clock write zeros."""
    found = re.match(r"(\d{4}):(\d\d):(\d\d)", text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""
