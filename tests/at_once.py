"""Several people acting at the same moment, each over a connection of their own, on PostgreSQL and SQLite alike."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, connections

from xuncha.foundation.guards import lift_guards
from xuncha.foundation.regulations import seeds

R = TypeVar("R")
SECONDS = 30


@pytest.fixture
def several_connections(transactional_db, tmp_path: Path) -> Iterator[None]:
    """
    Real transactions, which other connections see. Name it by `usefixtures`, so that it comes before all records.

    SQLite's database in memory belongs to one thread: a copy of it in a file takes its place for the test. The rules
    every installation ships with are there, though an earlier test of this kind took them along.
    """
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        yield from _in_a_file(tmp_path / "several.sqlite3")
    else:
        seeds.load()
        yield
    lift_guards()  # the flush at the end must be let into the journal for once, and sets its guards again


def _in_a_file(path: Path) -> Iterator[None]:
    memory = connections["default"]
    name = memory.settings_dict["NAME"]
    memory.ensure_connection()
    file = sqlite3.connect(path)
    memory.connection.backup(file)
    file.close()
    memory.settings_dict["NAME"] = str(path)  # of every connection that is opened from here on
    del connections["default"]
    seeds.load()
    yield
    connections["default"].close()
    memory.settings_dict["NAME"] = name
    connections["default"] = memory


def at_once(*works: Callable[[], R]) -> list[R | Exception]:
    """Do all of it at the same moment; what each returned or raised."""
    together = Barrier(len(works), timeout=SECONDS)

    def run(work: Callable[[], R]) -> R | Exception:
        try:
            together.wait()
            return work()
        except Exception as refusal:  # noqa: BLE001 - the test looks at it
            return refusal
        finally:
            connection.close()

    pool = ThreadPoolExecutor(len(works))
    try:
        return [future.result(SECONDS) for future in [pool.submit(run, work) for work in works]]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
