"""
One copy of the whole database and its way back, for `xuncha backup` and `xuncha restore`. Needs no Django.

SQLite is copied with its online backup, PostgreSQL with pg_dump at the very snapshot whose rows are counted: both
while people work, both as of one moment.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from xuncha.core.chain import Link, Verdict, verify
from xuncha.core.errors import RuleViolated
from xuncha.core.text import say

JOURNAL = "journal_journalrecord"
LINKS = f"SELECT seq, prev, hash, body FROM {JOURNAL} ORDER BY seq"  # noqa: S608 - a constant
CONTENTS = "SELECT digest FROM files_storedfile ORDER BY digest"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: rows of each table, what a walk along the journal saw, digests of the stored files."""

    tables: dict[str, int]
    journal: Verdict
    digests: list[str]


class Database(Protocol):
    """An installation's database, seen from outside."""

    kind: str
    member: str

    def is_empty(self) -> bool:
        """Whether nothing is there yet."""

    def dump(self, target: Path) -> Contents:
        """Copy it into a file as of one moment, and say what it held at that moment."""

    def load(self, source: Path) -> Contents:
        """Fill an empty one from such a file, without its sessions, and say what came."""

    def clear(self) -> None:
        """Make it empty again after a load that went wrong."""


def database_at(url: str) -> Database:
    """The database that DATABASE_URL names."""
    return Sqlite(Path(urlsplit(url).path)) if urlsplit(url).scheme == "sqlite" else Postgresql(url)


class Sqlite:
    """A database file."""

    kind = "sqlite"
    member = "database.sqlite3"
    TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"

    def __init__(self, path: Path) -> None:
        self.path = path

    def is_empty(self) -> bool:
        """Whether there is no such file."""
        return not self.path.exists()

    def dump(self, target: Path) -> Contents:
        """Copy page by page; writers go on meanwhile."""
        try:
            with (
                closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True, timeout=20)) as source,
                closing(sqlite3.connect(target)) as copy,
            ):
                source.backup(copy)
                return self._contents(copy)
        except sqlite3.DatabaseError as fault:
            raise RuleViolated(say("读不了数据库：{fault}", fault=fault)) from None

    def load(self, source: Path) -> Contents:
        """Put the copy in place."""
        shutil.copy(source, self.path)  # with its mode: for its owner alone
        try:
            with closing(sqlite3.connect(self.path)) as database:
                found = self._contents(database)
                database.execute("DELETE FROM django_session")
                database.commit()
                return found
        except sqlite3.DatabaseError as fault:
            raise RuleViolated(say("备份里的数据库打不开：{fault}", fault=fault)) from None

    def clear(self) -> None:
        """Remove the file and what SQLite keeps beside it."""
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    def _contents(self, database: sqlite3.Connection) -> Contents:
        tables = [name for (name,) in database.execute(self.TABLES)]
        counts = {name: database.execute(_count(name)).fetchone()[0] for name in tables}
        digests = [digest for (digest,) in database.execute(CONTENTS)]
        return Contents(counts, verify(_links(database.execute(LINKS))), digests)


class Postgresql:
    """A database of a PostgreSQL server, through the programs that come with it."""

    kind = "postgresql"
    member = "database.dump"
    TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    FUNCTIONS = (
        "SELECT oid::regprocedure::text FROM pg_proc "
        "WHERE pronamespace = current_schema()::regnamespace AND proowner = current_user::regrole"
    )
    CLOSE_JOURNAL = f"REVOKE UPDATE, DELETE, TRUNCATE ON {JOURNAL} FROM PUBLIC, CURRENT_USER"

    def __init__(self, url: str) -> None:
        self.url = url

    def is_empty(self) -> bool:
        """Whether there is no table yet."""
        with self._connected() as database:
            return not database.execute(self.TABLES).fetchall()

    def dump(self, target: Path) -> Contents:
        """Run pg_dump at the snapshot that this transaction sees, so that the counts are those of the dump."""
        with self._connected() as database:
            database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            snapshot = _one(database, "SELECT pg_export_snapshot()")
            self._run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
            return self._contents(database)

    def load(self, source: Path) -> Contents:
        """Run pg_restore in one transaction; whoever connects owns what comes, and the journal is closed again."""
        self._run("pg_restore", "--single-transaction", "--exit-on-error", str(source))
        with self._connected() as database:
            found = self._contents(database)
            database.execute(self.CLOSE_JOURNAL)
            database.execute("DELETE FROM django_session")
            return found

    def clear(self) -> None:
        """Drop every table, and the functions of their triggers."""
        with self._connected() as database:
            for (name,) in database.execute(self.TABLES).fetchall():
                database.execute(f'DROP TABLE "{name}" CASCADE'.encode())
            for (name,) in database.execute(self.FUNCTIONS).fetchall():
                database.execute(f"DROP FUNCTION {name} CASCADE".encode())

    def _contents(self, database: psycopg.Connection) -> Contents:
        tables = [name for (name,) in database.execute(self.TABLES).fetchall()]
        counts = {name: int(_one(database, _count(name))) for name in tables}
        digests = [digest for (digest,) in database.execute(CONTENTS).fetchall()]
        with database.cursor("links") as streamed:  # on the server: a long journal is not held in memory
            return Contents(counts, verify(_links(streamed.execute(LINKS))), digests)

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection]:
        """One transaction; what the server says against it is told in its own words."""
        try:
            with psycopg.connect(self.url) as database:
                yield database
        except psycopg.Error as fault:
            raise RuleViolated(say("数据库没有应答或不能使用：{fault}", fault=str(fault).strip())) from None

    def _run(self, program: str, *arguments: str) -> None:
        """
        Run a program of PostgreSQL's on this database; the password travels in the environment, where no list shows it.

        Raises:
            RuleViolated: the program is not installed, or did not succeed; with its own words.

        """
        found = shutil.which(program)
        if found is None:
            raise RuleViolated(
                say("没有找到 {program}。请安装与数据库服务器同版本的 postgresql-client。", program=program)
            )
        wanted = {name: str(value) for name, value in conninfo_to_dict(self.url).items() if value is not None}
        environment = {**os.environ, "PGPASSWORD": wanted.pop("password", os.environ.get("PGPASSWORD", ""))}
        done = subprocess.run(  # noqa: S603 - a program of PostgreSQL's, without a shell
            [found, "--no-owner", "--no-acl", f"--dbname={make_conninfo(**wanted)}", *arguments],
            env=environment, check=False, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise RuleViolated(say("{program} 没有成功：{fault}", program=program, fault=done.stderr.strip()[-500:]))


def _count(table: str) -> str:
    return f'SELECT count(*) FROM "{table}"'  # noqa: S608 - the name comes from the database's own catalogue


def _one(database: psycopg.Connection, query: str) -> Any:
    row = database.execute(query.encode()).fetchone()
    return row[0] if row else None


def _links(rows: Iterable[tuple[Any, ...]]) -> Iterator[Link]:
    return (Link(*row) for row in rows)
