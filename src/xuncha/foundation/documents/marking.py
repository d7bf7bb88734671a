"""
The mark that a file carries when a signed-in person takes it away: name, time, number, purpose.

Whoever renders a file asks here. `exports` answers while a page is being made; commands and the background have no
reader, so their files carry none.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xuncha.core.permissions import Leaving

HEADER_LIMIT = 250  # characters Excel takes in a header, with its own signs


@dataclass(slots=True)
class Mark:
    """What is printed on every page, the running number in it, and how many rows left under it so far."""

    line: str
    number: str
    at: datetime
    rows: int = 0


Taker = Callable[[Leaving], Mark | None]
_taker: ContextVar[Taker] = ContextVar("who takes a file", default=lambda _what: None)


@contextmanager
def taken_by(taker: Taker) -> Iterator[None]:
    """While this lasts, files that are rendered leave with this person."""
    token = _taker.set(taker)
    try:
        yield
    finally:
        _taker.reset(token)


@contextmanager
def unmarked() -> Iterator[None]:
    """For what holds no records: an empty template, a sample of the office's style."""
    with taken_by(lambda _what: None):
        yield


def mark_for(what: Leaving, rows: int = 0) -> Mark | None:
    """
    The mark of the file that is being rendered; None where nobody takes it away.

    Raises:
        Denied: the person may read this, but not take it away.
        PurposeWanted: a purpose has to be stated first.

    """
    mark = _taker.get()(what)
    if mark is not None:
        mark.rows += rows
    return mark


def mark_workbook(book: Any, sheets: list[Any], mark: Mark | None) -> None:
    """The mark above and below every printed page of a workbook, and among its properties."""
    if mark is None:
        return
    line = f"&8{mark.line}".replace("&", "&&").replace("&&8", "&8", 1)[:HEADER_LIMIT]
    for sheet in sheets:
        sheet.set_header(f"&R{line}")
        sheet.set_footer(f"&L{line}")
    book.set_properties({"comments": mark.line, "keywords": mark.number, "created": mark.at})
