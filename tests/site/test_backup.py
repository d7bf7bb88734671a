"""`xuncha backup` and `xuncha restore`: everything comes back, or nothing is written."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from xuncha.core.errors import RuleViolated
from xuncha.site.command_backup import backup, restore

EVIDENCE = "会议记录第三页：未经集体研究。".encode()
DIGEST = sha256(EVIDENCE).hexdigest()
SETUP = """
import django; django.setup()
from pathlib import Path
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from xuncha.foundation.files.contents import keep
from xuncha.site.commands import run
call_command("migrate", verbosity=0)
run(["user", "create-admins", "--system", "sys", "系统员", "--security", "sec", "安全员", "--audit", "aud", "审计员"])
page = Path(settings.XUNCHA_HOME, "tmp", "page.txt")
page.write_bytes(bytes.fromhex("%s"))
keep(page, "text/plain")
Session.objects.create(session_key="open", session_data="x", expire_date=timezone.now())
""" % EVIDENCE.hex()  # noqa: UP031 - braces stand in the program


@dataclass(frozen=True)
class Installation:
    """A data folder and a database, as the commands see them."""

    home: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "XUNCHA_HOME": str(self.home),
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "xuncha.site.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }

    def python(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], env=self.environment, check=False, capture_output=True, text=True, timeout=300
        )


Make = Callable[[str], Installation]


@pytest.fixture(scope="module")
def make(tmp_path_factory) -> Iterator[Make]:
    """Makes an empty installation of a kind; on PostgreSQL its database is dropped afterwards."""
    server, databases = os.environ.get("DATABASE_URL", ""), []

    def new(kind: str) -> Installation:
        home = tmp_path_factory.mktemp("home")
        if kind == "sqlite":
            return Installation(home, f"sqlite:///{home / 'xuncha.sqlite3'}")
        if not server.startswith("postgres"):
            pytest.skip("needs DATABASE_URL naming a PostgreSQL server")
        databases.append(f"backup_{uuid4().hex}")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {databases[-1]}")
        return Installation(home, urlsplit(server)._replace(path=f"/{databases[-1]}").geturl())

    yield new
    for name in databases:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def kind(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def filled(make: Make, kind: str) -> Installation:
    """Three accounts with their journal, one stored file, one open session."""
    installation = make(kind)
    done = installation.python("-c", SETUP)
    assert done.returncode == 0, done.stderr
    return installation


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Installation], None]:
    """The commands of the test work on this installation."""

    def stand(installation: Installation) -> None:
        monkeypatch.setenv("XUNCHA_HOME", str(installation.home))
        monkeypatch.setenv("DATABASE_URL", installation.url)

    return stand


@pytest.fixture
def archive(filled: Installation, at, tmp_path: Path) -> Path:
    at(filled)
    file = tmp_path / "all.tgz"
    assert backup([str(file)]) == 0
    return file


def contents(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir() if path.name != "tmp") + sorted(
        path.name for path in (home / "tmp").iterdir()
    )


def refused(command, *words: str) -> str:
    with pytest.raises(RuleViolated) as refusal:
        command(list(words))
    return str(refusal.value)


def retold(archive: Path, change: Callable[[dict], None], extra: dict[str, bytes] | None = None) -> Path:
    """The archive with another manifest, as somebody might forge it."""
    forged = archive.with_name("forged.tgz")
    with tarfile.open(archive) as old, tarfile.open(forged, "w:gz") as new:
        for entry in old:
            body = old.extractfile(entry).read()
            if entry.name == "manifest.json":
                manifest = json.loads(body)
                change(manifest)
                body = json.dumps(manifest).encode()
            entry.size = len(body)
            new.addfile(entry, BytesIO(body))
        for name, body in (extra or {}).items():
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            new.addfile(entry, BytesIO(body))
    return forged


def test_everything_comes_back_sound(make: Make, filled, at, tmp_path, capsys):
    at(filled)
    archive = tmp_path / "all.tgz"
    assert backup([str(archive)]) == 0
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    told = capsys.readouterr().out
    assert "密钥" in told
    assert "原件 1 个" in told
    other = make("sqlite" if filled.url.startswith("sqlite") else "postgresql")
    at(other)
    assert restore([str(archive)]) == 0
    assert "所有人需要重新登录" in capsys.readouterr().out
    assert (other.home / "files" / DIGEST[:2] / DIGEST[2:4] / DIGEST).read_bytes() == EVIDENCE
    for name in ("django", "field"):
        assert (other.home / "secrets" / name).read_text() == (filled.home / "secrets" / name).read_text()
        assert stat.S_IMODE((other.home / "secrets" / name).stat().st_mode) == 0o600
    checked = other.python("-m", "xuncha", "check")
    assert checked.returncode == 0, checked.stdout
    assert "FAULT" not in checked.stdout
    same = ["-m", "xuncha", "journal", "verify", "--json"]
    assert other.python(*same).stdout == filled.python(*same).stdout
    program = (
        "import django; django.setup()\n"
        "from django.db import connection, DatabaseError\n"
        "from django.contrib.sessions.models import Session\n"
        "assert not Session.objects.exists()\n"
        "try: connection.cursor().execute('UPDATE journal_journalrecord SET actor = actor')\n"
        "except DatabaseError as fault: print(fault)\n"
    )
    assert other.python("-c", program).stdout.strip() in {
        "journal records are append-only",
        "permission denied for table journal_journalrecord",
    }


def test_only_what_was_committed_is_in_it_while_somebody_writes(filled, archive, kind, at, tmp_path):
    before = _counts(archive)
    at(filled)
    later = tmp_path / "later.tgz"
    row = "INSERT INTO django_session VALUES ('half', 'x', '2030-01-01 00:00:00')"
    if kind == "sqlite":
        writer = sqlite3.connect(filled.home / "xuncha.sqlite3", isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute(row)
    else:
        writer = psycopg.connect(filled.url)
        writer.execute(row)
    try:
        assert backup([str(later)]) == 0
    finally:
        writer.close()
    assert _counts(later) == before


def _counts(archive: Path) -> dict[str, int]:
    with tarfile.open(archive) as tar:
        return json.load(tar.extractfile("manifest.json"))["tables"]


def test_a_home_or_a_database_that_is_not_empty_is_left_alone(make: Make, kind, filled, archive, at):
    at(filled)
    before = contents(filled.home)
    assert "数据目录" in refused(restore, str(archive))
    assert contents(filled.home) == before
    elsewhere = Installation(make("sqlite").home, filled.url)
    at(elsewhere)
    assert "数据库不是空的" in refused(restore, str(archive))
    assert contents(elsewhere.home) == []


@pytest.mark.parametrize("part", [0.05, 0.5, 0.98])
def test_a_torn_archive_leaves_nothing(make: Make, kind, archive, at, part):
    archive.write_bytes(archive.read_bytes()[: int(archive.stat().st_size * part)])
    other = make(kind)
    at(other)
    assert "不完整或已损坏" in refused(restore, str(archive))
    assert contents(other.home) == []
    archive.write_bytes(b"PK\x03\x04 something else")
    assert "不完整或已损坏" in refused(restore, str(archive))


def test_counts_that_do_not_come_out_undo_everything(make: Make, kind, archive, at):
    def forge(manifest):
        manifest["tables"]["accounts_user"] += 1
        manifest["journal"]["count"] += 1
        manifest["faults"] = ["缺少原件 x。"]

    other = make(kind)
    at(other)
    said = refused(restore, str(retold(archive, forge)))
    assert "表 accounts_user 应有" in said
    assert "操作记录与清单不符" in said
    assert "原件与清单不符" in said
    assert contents(other.home) == []
    assert restore([str(archive)]) == 0  # home and database were empty again


def forging(**values: object) -> Callable[[dict], None]:
    return lambda manifest: manifest.update(values)


@pytest.fixture(scope="module")
def here(make: Make) -> Installation:
    """What follows is the same on both databases."""
    installation = make("sqlite")
    assert installation.python("-c", SETUP).returncode == 0
    return installation


@pytest.fixture
def sound(here: Installation, at, tmp_path: Path) -> Path:
    at(here)
    assert backup([str(tmp_path / "sound.tgz")]) == 0
    return tmp_path / "sound.tgz"


@pytest.mark.parametrize(
    "forgery",
    [
        (forging(version="9.9"), {}, "由 9.9 版"),
        (forging(format="xuncha.backup/0"), {}, "xuncha.backup/0"),
        (forging(database="postgresql"), {}, "这是 postgresql 的备份，这里的数据库是 sqlite"),
        (forging(strange=1), {}, "清单不完整"),
        (lambda m: m.pop("format"), {}, "不是本产品的备份"),
        (lambda m: m["members"].update({"../../etc/x": ["", 0]}), {}, "清单以外的内容 ../../etc/x"),
        (lambda m: m["members"].update({"secrets/more": ["", 0]}), {}, "不完整或已损坏"),
        (lambda m: m["members"].update({"secrets/django": ["0" * 64, 64]}), {}, "secrets/django 与清单不符"),
        (forging(), {"../escaped": b"x"}, "清单以外的内容 ../escaped"),
    ],
)
def test_a_forged_archive_is_refused_before_anything_is_written(make: Make, sound, at, forgery):
    change, extra, sentence = forgery
    other = make("sqlite")
    at(other)
    assert sentence in refused(restore, str(retold(sound, change, extra)))
    assert contents(other.home) == []
    assert not (other.home.parent / "escaped").exists()


def test_a_database_that_does_not_open_is_refused(make: Make, sound, at):
    """A manifest that agrees with a broken database still restores nothing."""
    broken = b"this is no database at all"
    forged = sound.with_name("broken.tgz")
    with tarfile.open(sound) as old, tarfile.open(forged, "w:gz") as new:
        for entry in old:
            body = old.extractfile(entry).read()
            if entry.name == "manifest.json":
                manifest = json.loads(body)
                manifest["members"]["database.sqlite3"] = [sha256(broken).hexdigest(), len(broken)]
                body = json.dumps(manifest).encode()
            if entry.name == "database.sqlite3":
                body = broken
            entry.size = len(body)
            new.addfile(entry, BytesIO(body))
    other = make("sqlite")
    at(other)
    assert "备份里的数据库打不开" in refused(restore, str(forged))
    assert contents(other.home) == []


def test_other_files_are_not_archives(make: Make, at, tmp_path):
    at(make("sqlite"))
    assert "读不了备份" in refused(restore, str(tmp_path / "none.tgz"))
    with tarfile.open(tmp_path / "other.tgz", "w:gz") as tar:
        tar.add(__file__, "notes.txt")
    assert "不是本产品的备份" in refused(restore, str(tmp_path / "other.tgz"))


def test_an_existing_file_is_not_overwritten_and_an_unwritable_place_is_told(here, sound, at):
    before = sound.read_bytes()
    assert "已存在" in refused(backup, str(sound))
    assert sound.read_bytes() == before
    assert "写不了" in refused(backup, str(sound.parent / "no" / "such" / "place.tgz"))
    assert sorted(path.name for path in sound.parent.iterdir()) == ["sound.tgz"]


def test_damage_is_told_and_kept_only_on_request(make: Make, here, at, tmp_path, capsys):
    damaged = make("sqlite")
    shutil.copytree(here.home, damaged.home, dirs_exist_ok=True)
    at(damaged)
    stored = damaged.home / "files" / DIGEST[:2] / DIGEST[2:4] / DIGEST
    stored.write_bytes(b"another text")
    assert f"原件 {DIGEST} 与上传时不一致" in refused(backup, str(tmp_path / "a.tgz"))
    stored.unlink()
    with sqlite3.connect(damaged.home / "xuncha.sqlite3") as database:
        database.execute("DROP TRIGGER journal_no_update")
        database.execute("UPDATE journal_journalrecord SET body = body || ' ' WHERE seq = 1")
    said = refused(backup, str(tmp_path / "a.tgz"))
    assert f"缺少原件 {DIGEST}" in said
    assert "操作记录第 1 条不完好" in said
    assert not (tmp_path / "a.tgz").exists()
    assert backup([str(tmp_path / "a.tgz"), "--damaged"]) == 0
    at(make("sqlite"))
    capsys.readouterr()
    assert restore([str(tmp_path / "a.tgz")]) == 0
    assert f"备份时就有的损坏：缺少原件 {DIGEST}" in capsys.readouterr().out


def test_where_nothing_is_there_is_nothing_to_back_up(make: Make, at, tmp_path):
    empty = make("sqlite")
    at(empty)
    assert "没有可以备份的数据库" in refused(backup, str(tmp_path / "a.tgz"))
    sqlite3.connect(empty.home / "xuncha.sqlite3").close()
    assert "读不了数据库" in refused(backup, str(tmp_path / "a.tgz"))


def test_a_demo_keeps_its_calendar(make: Make, here, at, tmp_path):
    demo = make("sqlite")
    shutil.copytree(here.home, demo.home, dirs_exist_ok=True)
    (demo.home / "demo.json").write_text('{"shift_seconds": -60}')
    at(demo)
    assert backup([str(tmp_path / "demo.tgz")]) == 0
    other = make("sqlite")
    at(other)
    assert restore([str(tmp_path / "demo.tgz")]) == 0
    assert json.loads((other.home / "demo.json").read_text()) == {"shift_seconds": -60}


def test_a_server_that_does_not_answer_is_told(make: Make, at, tmp_path):
    at(Installation(make("sqlite").home, "postgresql://nobody@127.0.0.1:1/none?connect_timeout=2"))
    assert "数据库没有应答或不能使用" in refused(backup, str(tmp_path / "a.tgz"))


@pytest.mark.postgresql
def test_without_the_programs_of_postgresql_a_sentence_says_what_to_install(make: Make, at, monkeypatch, tmp_path):
    installation = make("postgresql")
    with psycopg.connect(installation.url) as connection:
        connection.execute("CREATE TABLE something (x int)")
    at(installation)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "没有找到 pg_dump。请安装" in refused(backup, str(tmp_path / "a.tgz"))


@pytest.mark.postgresql
def test_what_pg_dump_says_is_passed_on(make: Make, at, monkeypatch, tmp_path):
    installation = make("postgresql")
    with psycopg.connect(installation.url) as connection:
        connection.execute("CREATE TABLE something (x int)")
    at(installation)
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'server version mismatch' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert "pg_dump 没有成功：server version mismatch" in refused(backup, str(tmp_path / "a.tgz"))
