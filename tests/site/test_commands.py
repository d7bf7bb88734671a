"""The commands as scripts call them: each in a process of its own, on a data folder of its own."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

from xuncha.site.commands import run

EVIDENCE = b"page three of the minutes"
KEEP = (
    "import django; django.setup()\n"
    "from pathlib import Path\n"
    "from django.conf import settings\n"
    "from xuncha.foundation.files.contents import keep\n"
    "page = Path(settings.XUNCHA_HOME, 'tmp', 'page.txt')\n"
    f"page.write_bytes({EVIDENCE!r})\n"
    "print(keep(page, 'text/plain').digest)\n"
)
SIGN_IN_OVER_HTTPS = """
import django, re; django.setup()
from django.test import Client
browser = Client(enforce_csrf_checks=True, headers={"host": "xuncha.example"})
page = browser.get("/accounts/sign-in/").content.decode()
form = {"csrfmiddlewaretoken": re.search('csrfmiddlewaretoken" value="([^"]+)', page)[1]}
for origin in ("https://xuncha.example", "https://elsewhere.example"):
    print(browser.post("/accounts/sign-in/", form, headers={"origin": origin}).status_code)
"""


def surroundings(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "XUNCHA_HOME": str(home),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "xuncha.site.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def python(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], env=surroundings(home), check=False, capture_output=True, text=True, timeout=300
    )


def xuncha(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return python(home, "-m", "xuncha", *words)


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    """An installation with three accounts, so that its journal holds something, and one stored file."""
    home = tmp_path_factory.mktemp("template")
    assert xuncha(home, "migrate").returncode == 0
    three = ("--system", "sys", "系统员", "--security", "sec", "安全员", "--audit", "aud", "审计员")
    assert xuncha(home, "user", "create-admins", *three).returncode == 0
    assert python(home, "-c", KEEP).returncode == 0
    return home


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Path:
    """A copy that the test may damage."""
    return Path(shutil.copytree(template, tmp_path / "home"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A scenario that loads in no time: the county's ground and plan, no rounds."""
    shipped = Path("src/xuncha/site/scenario/county-2018.json")
    told = json.loads(shipped.read_text("utf-8"))
    told["rounds"] = []
    for term in told["terms"]:
        term.pop("meetings", None)
    told["totals"] = [
        {"jurisdiction": "linfeng", "from": "2017-01-01", "to": "2018-08-15", "figures": {"pool.staff": 178}}
    ]
    path = tmp_path / "small.json"
    path.write_text(json.dumps(told), "utf-8")
    return path


def test_an_unknown_command_lists_what_there_is(capsys):
    for words in ([], ["fly"]):
        assert run(words) == 2
        assert "backup | check | demo" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["serve", "--port", "many"],
        ["check", "everything"],
        ["migrate", "back"],
        ["scenario"],
        ["scenario", "load"],
        ["figures", "--from", "2022-01-01"],
        ["figures", "--jurisdiction", "x", "--from", "spring", "--to", "2022-12-31"],
        ["backup"],
        ["restore"],
        ["worker", "--twice"],
    ],
)
def test_wrong_usage_is_two(words):
    assert run(words) == 2


def test_migrating_says_what_it_does_and_again_costs_nothing(tmp_path):
    first, second = xuncha(tmp_path, "migrate"), xuncha(tmp_path, "migrate")
    assert (first.returncode, second.returncode) == (0, 0)
    assert "migrations to apply" in first.stdout
    assert second.stdout == ""


def test_a_port_in_use_is_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = xuncha(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "已被占用" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "xuncha.sqlite3").exists()


@pytest.fixture
def served(home: Path) -> Iterator[str]:
    """The address of the installation while it is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "xuncha", "serve", "--port", str(port)],
        env=surroundings(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def test_serving_answers_when_it_is_ready_and_lists_no_cast(served):
    deadline = time.monotonic() + 60
    while True:
        try:
            with urlopen(f"{served}/healthz", timeout=5) as answer:  # noqa: S310 - our own server
                assert json.load(answer) == {"status": "ok"}
            break
        except OSError:
            assert time.monotonic() < deadline, "the server did not answer within a minute"
            time.sleep(0.2)
    with urlopen(f"{served}/", timeout=20) as page:  # noqa: S310 - our own server
        text = page.read().decode()
    assert "sign-in/as/" not in text
    assert 'name="password"' in text


def test_behind_a_proxy_that_speaks_https_own_forms_are_taken_and_foreign_ones_are_not(home, monkeypatch):
    monkeypatch.setenv("XUNCHA_HTTPS", "1")
    monkeypatch.setenv("XUNCHA_HOSTS", "xuncha.example")
    done = python(home, "-c", SIGN_IN_OVER_HTTPS)
    assert done.stdout.split() == ["422", "403"], done.stderr


def test_a_sound_installation(home):
    done = xuncha(home, "check")
    assert done.returncode == 0, done.stdout
    assert "FAULT" not in done.stdout
    assert "stored files" in done.stdout


def test_check_finds_what_is_not_migrated(tmp_path):
    done = xuncha(tmp_path, "check")
    assert done.returncode == 1
    assert "not applied" in done.stdout


def test_check_finds_a_damaged_file_and_a_tampered_journal(home):
    stored = next(path for path in (home / "files").rglob("*") if path.is_file())
    stored.write_bytes(EVIDENCE.replace(b"three", b"seven"))
    with closing(sqlite3.connect(home / "xuncha.sqlite3")) as database:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.execute("UPDATE journal_journalrecord SET actor_name = '别人' WHERE seq = 2")
        database.execute("DROP TRIGGER journal_no_update")
        database.execute("UPDATE journal_journalrecord SET actor_name = '别人' WHERE seq = 2")
        database.commit()
    done = xuncha(home, "check")
    assert done.returncode == 1
    assert "与上传时不一致" in done.stdout
    assert "FAULT triggers: journal_no_update" in done.stdout
    assert "record 2" in done.stdout
    verified = xuncha(home, "journal", "verify", "--json")
    assert verified.returncode == 1
    assert json.loads(verified.stdout)["broken_at"] == 2


def test_the_schema_of_scenarios_is_printed(tmp_path):
    done = xuncha(tmp_path, "scenario", "schema")
    assert done.returncode == 0
    assert json.loads(done.stdout)["title"] == "xuncha.scenario/1"


def test_the_scenarios_that_ship_are_listed(tmp_path):
    listed = xuncha(tmp_path, "scenario", "list").stdout.splitlines()
    assert [line.split("\t")[0] for line in listed] == ["city-2022", "county-2018", "district-2020"]
    assert "十一家单位整改到位率不足百分之七十" in listed[2]


def test_a_scenario_loads_once_and_its_figures_are_data(home, small):
    loaded = xuncha(home, "scenario", "load", str(small), "--json")
    assert loaded.returncode == 0, loaded.stderr
    assert json.loads(loaded.stdout)["jurisdiction"] == "linfeng"
    again = xuncha(home, "scenario", "load", str(small), "--json")
    assert again.returncode == 1
    assert "linfeng" in json.loads(again.stdout)["refused"][0]
    ask = ("figures", "--jurisdiction", "linfeng", "--from", "2017-01-01", "--to", "2018-08-15", "--json")
    figures = json.loads(xuncha(home, *ask).stdout)
    assert all(set(one) == {"code", "value", "unit", "scope", "definition"} for one in figures)
    assert {one["code"]: one["value"] for one in figures}["pool.staff"] == 178
    nowhere = xuncha(home, "figures", "--jurisdiction", "nowhere", "--from", "2017-01-01", "--to", "2018-08-15")
    assert nowhere.returncode == 1
    assert "nowhere" in nowhere.stderr


def test_a_total_that_does_not_come_out_undoes_the_load(home, small):
    told = json.loads(small.read_text("utf-8"))
    told["totals"][0]["figures"]["pool.staff"] = 179
    small.write_text(json.dumps(told), "utf-8")
    done = xuncha(home, "scenario", "load", str(small))
    assert done.returncode == 1
    assert "pool.staff 应为 179，实为 178" in done.stderr
    with closing(sqlite3.connect(home / "xuncha.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM orgs_jurisdiction").fetchone() == (0,)


def test_a_broken_scenario_is_refused_with_the_place(home, small, tmp_path):
    told = json.loads(small.read_text("utf-8"))
    told["accounts"][1]["roles"] = "inspector"
    told["today"] = "soon"
    small.write_text(json.dumps(told), "utf-8")
    done = xuncha(home, "scenario", "load", str(small))
    assert done.returncode == 1
    assert "accounts/1/roles：" in done.stderr
    assert "today：" in done.stderr
    small.write_text('{"format": ', "utf-8")
    assert "不是有效的 JSON" in xuncha(home, "scenario", "load", str(small)).stderr
    missing = xuncha(home, "scenario", "load", str(tmp_path / "none.json"))
    assert missing.returncode == 1
    assert "city-2022" in missing.stderr
