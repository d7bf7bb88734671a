"""
Two hundred planted identities and phrases, and the eyes that look for them wherever bytes lie.

Every planted text carries one of three marks that occur nowhere else, so that one search finds all of them, in every
encoding in which a program could have written them.
"""

import gzip
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from django.db import connection

from xuncha.intake.selectors import Content, Petitioner

MANY = 200
MARKS = ("鸑鷟", "99170306", "蒹葭鹢")
"""
In every name and address, in every telephone number, in every phrase; long enough that no digest holds one by chance.
"""


@dataclass(frozen=True)
class Canary:
    """Somebody who does not exist, and what only they could have said."""

    number: int

    @property
    def petitioner(self) -> Petitioner:
        """Name, telephone, address."""
        n = self.number
        return Petitioner(f"鸑鷟{n:03}", f"99170306{n:03}", f"鸑鷟里{n}号")

    @property
    def content(self) -> Content:
        """A place and a phrase; every third phrase names its author."""
        own = self.petitioner.name if self.number % 3 == 0 else ""
        return Content(f"蒹葭鹢{self.number}站", f"泵站说是修好了，{own}蒹葭鹢第{self.number}次去看还是没有水。")


def flock() -> list[Canary]:
    """All of them."""
    return [Canary(number) for number in range(MANY)]


def needles() -> list[bytes]:
    """The marks as bytes, as a program, a database dump, a workbook or a log might have written them."""
    found: list[bytes] = []
    for mark in MARKS:
        found += [mark.encode(name) for name in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")]
        found += [mark.encode().hex().encode(), json.dumps(mark).strip('"').encode()]
        found += ["".join(f"%{byte:02X}" for byte in mark.encode()).encode()]
        found += ["".join(f"&#{ord(letter)};" for letter in mark).encode()]
    return list(dict.fromkeys(found))


NEEDLES = needles()


def hits(content: bytes) -> list[bytes]:
    """Which marks stand in these bytes, also inside archives and streams that are packed in them."""
    return [needle for layer in _layers(content) for needle in NEEDLES if needle in layer]


def _layers(content: bytes) -> Iterator[bytes]:
    yield content
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield archive.read(name)
    if content[:2] == b"\x1f\x8b":
        yield gzip.decompress(content)
    if content[:1] == b"\x78":
        try:
            yield zlib.decompress(content)
        except zlib.error:
            return


def stored() -> Iterator[tuple[str, bytes]]:
    """Every table row by row as the database tells it; on SQLite also its raw pages, the freed ones included."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the database's own names
            for row in cursor.fetchall():
                yield table, "\n".join(_plain(value) for value in row).encode("utf-8", "surrogatepass")
    if connection.vendor == "sqlite":
        yield "the raw file", connection.connection.serialize()


def _plain(value: object) -> str:
    """A value as text; bytes by each of their characters, so that whatever is readable in them is found."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return str(value)


def kept_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a data folder."""
    return ((str(path), path.read_bytes()) for path in folder.rglob("*") if path.is_file())


def laid_out(folder: Path) -> Path:
    """The test's SQLite database as a file of its own, for what works on files."""
    place = folder / f"{uuid4().hex}.sqlite3"
    place.write_bytes(connection.connection.serialize())
    return place
