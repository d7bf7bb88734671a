"""Files made anew: what tells about their maker is gone, what they show is there, what cannot be treated is refused."""

from io import BytesIO
from struct import pack

import pytest
from docx import Document
from PIL import Image

from xuncha.foundation.files import cleaning
from xuncha.foundation.files.cleaning import Unclean
from xuncha.foundation.files.reader import Broken, clean

PLACE = b"+31.2304+121.4737/"


def box(kind: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return pack(">I4s", 8 + len(inside), kind) + inside


def handler(kind: bytes) -> bytes:
    return box(b"hdlr", bytes(8), kind, b"appl", bytes(8), b"Core Media Telltale\0")


def track(kind: bytes, chunk_at: int, samples: list[int]) -> bytes:
    """A track of one chunk, with moments, a name and a place of its own."""
    moments = pack(">II", 3_755_000_000, 3_755_000_001)
    named = box(b"avc1", bytes(42), b"\x0fTelltale Encoder".ljust(32, b"\0"), bytes(4)) if kind == b"vide" else b""
    tables = (
        box(b"stsd", pack(">II", 0, 1), named),
        box(b"stsz", pack(">III", 0, 0, len(samples)), pack(f">{len(samples)}I", *samples)),
        box(b"stsc", pack(">II", 0, 1), pack(">III", 1, len(samples), 1)),
        box(b"stco", pack(">II", 0, 1), pack(">I", chunk_at)),
    )
    table = box(b"minf", box(b"dinf", box(b"dref", bytes(8), b"12345678abcdTelltale/path")), box(b"stbl", *tables))
    media = box(b"mdia", box(b"mdhd", bytes(4), moments, bytes(12)), handler(kind), table)
    return box(b"trak", box(b"tkhd", bytes(4), moments, bytes(72)), box(b"udta", b"Telltale"), media)


def video(*, kinds: tuple[bytes, ...] = (b"vide", b"soun", b"meta")) -> bytes:
    """Pictures, sound and a track of places, in one mdat in front of the tables."""
    start = box(b"ftyp", b"isom", bytes(4)) + box(b"uuid", b"Telltale serial")
    parts = {b"vide": b"PICTURES", b"soun": b"SOUND", b"meta": PLACE}
    inside, at = b"", len(start) + 8
    tracks = []
    for kind in kinds:
        tracks.append(track(kind, at + len(inside), [len(parts[kind])]))
        inside += parts[kind] + b"Telltale gap"
    movie = box(b"moov", box(b"mvhd", bytes(4), pack(">II", 3_755_000_000, 1), bytes(80)), *tracks)
    return start + box(b"mdat", inside) + movie + box(b"meta", PLACE)


def test_of_a_video_pictures_and_sound_alone_are_left() -> None:
    raw = video()
    made = cleaning.video(raw)
    assert len(made) == len(raw)
    assert made.index(b"PICTURES") == raw.index(b"PICTURES")
    assert made.index(b"SOUND") == raw.index(b"SOUND")
    assert b"Telltale" not in made
    assert PLACE not in made
    assert pack(">I", 3_755_000_000) not in made
    assert cleaning.video(made) == made


@pytest.mark.parametrize(
    "raw",
    [
        video(kinds=(b"soun",)),
        video() + b"PK\x03\x04 trailing",
        video() + box(b"moof", b""),
        video()[:-30],
        box(b"ftyp", b"isom") + pack(">I4sQ", 1, b"mdat", 7),
        box(b"ftyp", b"isom") + pack(">I4s", 4, b"moov"),
        video().replace(pack(">4sIII", b"stco", 0, 1, 47), pack(">4sIII", b"stco", 0, 1, 45)),
        box(b"ftyp", b"isom") + box(b"moov", box(b"trak", box(b"stsz", b"short"))),
        box(b"ftyp", b"isom") + box(b"moov", box(b"trak", box(b"stsz", pack(">III", 0, 0, 2**31)))),
        box(b"ftyp", b"isom") + box(b"moov", box(b"trak", box(b"stco", pack(">II", 0, 2**31)))),
    ],
)
def test_a_video_that_cannot_be_treated_is_refused(raw: bytes) -> None:
    with pytest.raises(Unclean):
        cleaning.video(raw)


def test_a_pdf_becomes_pictures_of_its_pages() -> None:
    out = BytesIO()
    pages = [Image.new("RGB", (60, 80), colour) for colour in ("red", "blue")]
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], title="Telltale", author="Telltale")
    ending, made = clean(out.getvalue())
    assert ending == "pdf"
    assert b"/Count 2" in made
    assert not any(word in made for word in (b"Telltale", b"CreationDate", b"ModDate", b"/Author"))
    with pytest.raises(Broken):
        clean(b"%PDF-1.7 nothing behind it")


def test_of_an_office_file_its_text_is_left() -> None:
    paper = Document()
    paper.core_properties.author = "Telltale"
    paper.add_paragraph("泵站没有水。")
    out = BytesIO()
    paper.save(out)
    assert clean(out.getvalue()) == ("txt", "泵站没有水。".encode())
    with pytest.raises(Broken):
        clean(b"PK\x03\x04 no archive")


@pytest.mark.parametrize("raw", [b"", b"GIF89a", b"<svg/>", b"MZ\x90", b"\xff\xd8\xff but no picture"])
def test_anything_else_is_refused(raw: bytes) -> None:
    with pytest.raises(Broken):
        clean(raw)
