"""
What a stranger sent, made anew without what tells about its maker. Runs in the reader's process: knows no Django.

Nothing is taken out of a list of known traces: only what is wanted is carried over. A picture is painted anew from its
pixels; a pdf is a row of such pictures; of an office file its text is left; of a video its pictures and its sound, byte
by byte, in a file of which everything else is blank. What cannot be treated so is refused.
"""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from struct import error as StructError  # noqa: N812 - an exception, named as one
from struct import pack_into, unpack_from

PAGES = 40
"""How many pages of a pdf are painted."""
PAGE_WIDTH = 1240
UNPACKED = 100 * 1024 * 1024
SAMPLES = 2_000_000
"""How many pictures and pieces of sound a video may have."""
BOX_HEAD = 8
CARRIED = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"})
"""Boxes of a video whose inside is looked through."""
KEPT = frozenset({b"ftyp", b"mdat", b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"vmhd", b"smhd", b"dref", b"elst"})
KEPT_TABLES = frozenset({b"stsd", b"stts", b"ctts", b"stss", b"stsc", b"stsz", b"stco", b"co64", b"sgpd", b"sbgp"})
"""Boxes that a player needs (ISO/IEC 14496-12); of all others nothing is left."""
CLOCKS = {b"mvhd": (4, 8, 16), b"tkhd": (4, 8, 16), b"mdhd": (4, 8, 16)}
"""Where the moments of making and changing lie: offset, length in version 0, length in version 1."""


class Unclean(Exception):  # noqa: N818 - what the file is, not what went wrong here
    """The file cannot be made anew so that nothing is left in it."""


def pdf(content: bytes) -> bytes:
    """A pdf of pictures of its pages, without dates, names, attachments, links or hidden layers."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        if not 0 < len(document) <= PAGES:
            raise Unclean
        sheets = [sheet.render(scale=min(4.0, PAGE_WIDTH / max(1.0, *sheet.get_size()))) for sheet in document]
    except pypdfium2.PdfiumError as error:
        raise Unclean from error
    pictures = [sheet.to_pil().convert("RGB") for sheet in sheets]
    out = BytesIO()
    undated = {"creationDate": None, "modDate": None, "producer": None}
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=108.0, **undated)
    return out.getvalue()


def office(content: bytes, text_of: Callable[[str, BytesIO], str]) -> bytes:
    """The text of a Word, Excel or PowerPoint file, and nothing else of it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = {entry.filename for entry in archive.infolist()}
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED:
                raise Unclean
    except (zipfile.BadZipFile, ValueError) as error:
        raise Unclean from error
    parts = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
    kind = next((kind for part, kind in parts.items() if part in names), "")
    text = text_of(kind, BytesIO(content)).strip() if kind else ""
    if not text:
        raise Unclean
    return text.encode()


@dataclass
class _Track:
    """What is read of a track while its boxes are gone through."""

    handler: bytes = b""
    sizes: list[int] = field(default_factory=list)
    runs: list[tuple[int, int]] = field(default_factory=list)
    chunks: list[int] = field(default_factory=list)

    def extents(self) -> Iterator[tuple[int, int]]:
        """Where its samples lie: first byte and the one after the last, chunk by chunk (8.7.4, 8.7.5)."""
        at, run = 0, 0
        for number, start in enumerate(self.chunks, 1):
            if run + 1 < len(self.runs) and self.runs[run + 1][0] <= number:
                run += 1
            count = self.runs[run][1] if self.runs else 0
            yield start, start + sum(self.sizes[at : at + count])
            at += count


def video(content: bytes) -> bytes:
    """
    An mp4 or mov of the same length with pictures and sound alone: all other boxes, tracks and bytes are blank.

    Places, devices, names and moments stand in boxes of their own or in tracks beside picture and sound; neither is
    carried over. What lies in picture and sound themselves stays: a face, a voice, a street sign.
    """
    made = bytearray(content)
    tracks: list[_Track] = []
    try:
        _walk(made, 0, len(made), tracks)
        shown = [track for track in tracks if track.handler in {b"vide", b"soun"}]
        if not any(track.handler == b"vide" for track in shown):
            raise Unclean
        _blank_between(made, sorted(extent for track in shown for extent in track.extents()))
    except (IndexError, StructError, _Short) as error:
        raise Unclean from error
    return bytes(made)


class _Short(Exception):  # noqa: N818 - as above
    """A box ends before its content."""


def _boxes(made: bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """The boxes one after another: kind, where it begins, where its content begins, where it ends."""
    while start < end:
        if end - start < BOX_HEAD:
            raise _Short
        size, kind = unpack_from(">I4s", made, start)
        inside = start + BOX_HEAD
        if size == 1:
            (size,) = unpack_from(">Q", made, inside)
            inside += 8
        elif size == 0:
            size = end - start
        if size < inside - start or start + size > end:
            raise _Short
        yield kind, start, inside, start + size
        start += size


def _walk(made: bytearray, start: int, end: int, tracks: list[_Track]) -> None:
    for kind, at, inside, after in _boxes(made, start, end):
        if kind in {b"moof", b"cmov"}:  # in pieces, or packed: not looked through here
            raise Unclean
        if kind == b"trak":
            tracks.append(_Track())
        if kind in CARRIED:
            _walk(made, inside, after, tracks)
            if kind == b"trak" and tracks[-1].handler not in {b"vide", b"soun"}:
                _blank(made, at, inside, after)
        elif kind in KEPT or kind in KEPT_TABLES:
            _treat(made, kind, inside, after, tracks)
        else:
            _blank(made, at, inside, after)


def _treat(made: bytearray, kind: bytes, inside: int, after: int, tracks: list[_Track]) -> None:
    """Read what a table says, and blank the moments and names in what is kept."""
    if kind in CLOCKS:
        offset, short, long = CLOCKS[kind]
        length = long if made[inside] else short
        made[inside + offset : inside + offset + length] = bytes(length)
    elif kind == b"dref":
        made[inside + 20 : after] = bytes(max(0, after - inside - 20))  # a path to another file
    elif kind == b"hdlr":
        track_handler = bytes(made[inside + 8 : inside + 12])
        if tracks:
            tracks[-1].handler = tracks[-1].handler or track_handler
        made[inside + 12 : after] = bytes(after - inside - 12)  # maker, flags and name
    elif kind == b"stsd":
        _unname_samples(made, inside + 8, after)
    elif tracks:
        _read_table(made, kind, inside, tracks[-1])


def _unname_samples(made: bytearray, start: int, end: int) -> None:
    """The name of the encoder stands in each description of pictures (12.1.3)."""
    for kind, _at, inside, after in _boxes(made, start, end):
        if kind in {b"avc1", b"avc3", b"hvc1", b"hev1", b"mp4v", b"av01"} and after - inside >= 78:
            made[inside + 42 : inside + 74] = bytes(32)


def _read_table(made: bytearray, kind: bytes, inside: int, track: _Track) -> None:
    if kind == b"stsz":
        same, count = unpack_from(">II", made, inside + 4)
        if count > SAMPLES:
            raise Unclean
        track.sizes = [same] * count if same else list(unpack_from(f">{count}I", made, inside + 12))
    elif kind == b"stsc":
        (count,) = unpack_from(">I", made, inside + 4)
        rows = (unpack_from(">II", made, inside + 8 + 12 * n) for n in range(min(count, SAMPLES)))
        track.runs = list(rows)
    elif kind in {b"stco", b"co64"}:
        (count,) = unpack_from(">I", made, inside + 4)
        if count > SAMPLES:
            raise Unclean
        track.chunks = list(unpack_from(f">{count}{'I' if kind == b'stco' else 'Q'}", made, inside + 8))


def _blank(made: bytearray, at: int, inside: int, after: int) -> None:
    """Make a box one that says nothing, as long as it was."""
    pack_into(">4s", made, at + 4, b"free")
    made[inside:after] = bytes(after - inside)


def _blank_between(made: bytearray, extents: list[tuple[int, int]]) -> None:
    """Of the content of mdat only what belongs to picture and sound is left."""
    for kind, _at, inside, after in _boxes(made, 0, len(made)):
        if kind != b"mdat":
            continue
        at = inside
        for start, end in extents:
            if start >= after or end <= inside:
                continue
            if start < inside or end > after:
                raise Unclean
            if start > at:
                made[at:start] = bytes(start - at)
            at = max(at, end)
        made[at:after] = bytes(after - at)
