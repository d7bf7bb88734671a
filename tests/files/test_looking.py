"""What a picture looks like, and what its camera and editor wrote into it."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from xuncha.core.errors import RuleViolated
from xuncha.foundation.files import reader, reading
from xuncha.foundation.files.looking import bits_of, look_of


def scene(*, shift: int = 0) -> Image.Image:
    image = Image.linear_gradient("L").rotate(30)
    ImageDraw.Draw(image).rectangle((20 + shift, 40, 120 + shift, 200), fill=250)
    return image


def saved(image: Image.Image, *, quality: int = 90, software: str | bytes = "", taken: str = "") -> Image.Image:
    exif = Image.Exif()
    exif[305], exif[306] = software, taken
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, exif=exif)
    return Image.open(BytesIO(out.getvalue()))


def apart(one: Image.Image, other: Image.Image) -> int:
    return (bits_of(one) ^ bits_of(other)).bit_count()


def test_the_same_photo_smaller_and_worse_looks_the_same_and_another_does_not():
    passed_on = saved(scene().resize((140, 140)), quality=35)
    assert apart(scene(), passed_on) <= 8
    assert apart(scene(), scene(shift=100)) > 20


@pytest.mark.parametrize(
    ("software", "taken", "told"),
    [
        ("GIMP 2.10", "2022:05:10 09:00:00", ("GIMP 2.10", "2022-05-10")),
        ("美图秀秀 9.3".encode(), "0000:00:00 00:00:00", ("美图秀秀 9.3", "")),
        (b"caf\xe9", "2022-05-10", ("café", "")),
        ("", "", ("", "")),
    ],
)
def test_what_a_photo_says_of_itself(software, taken, told):
    look = look_of(saved(scene(), software=software, taken=taken))
    assert (look["software"], look["taken_on"]) == told
    assert len(look["bits"]) == 32


def test_the_cameras_own_day_comes_first():
    exif = Image.Exif()
    exif[306] = "2022:06:01 09:00:00"
    exif.get_ifd(0x8769)[36867] = "2022:05:10 09:00:00"
    out = BytesIO()
    scene().save(out, "JPEG", exif=exif)
    assert look_of(Image.open(BytesIO(out.getvalue())))["taken_on"] == "2022-05-10"


def test_the_reader_looks_at_several_at_once(tmp_path: Path):
    good, bad = tmp_path / "good.jpg", tmp_path / "bad.jpg"
    scene().save(good, "JPEG")
    bad.write_bytes(b"\xff\xd8\xff broken")
    found = reading.looks([good, bad, good])
    assert found[1] is None
    assert found[0] == found[2]
    assert reader.look(bad) is None
    assert reader.look(good) == found[0]


def test_one_that_exhausts_the_reader_leaves_the_others(monkeypatch, tmp_path: Path):
    def ask(_act: str, *paths: str) -> bytes:
        if any(path.endswith("bomb") for path in paths):
            raise RuleViolated("too much")
        return b"\n".join(b'{"bits": "1"}' for _path in paths)

    monkeypatch.setattr(reading, "_ask", ask)
    found = reading.looks([tmp_path / "a", tmp_path / "bomb", tmp_path / "b"])
    assert [bool(look) for look in found] == [True, False, True]
