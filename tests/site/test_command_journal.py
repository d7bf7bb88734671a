"""`xuncha journal`: verify here, export, verify there."""

import json
import subprocess
import sys

import pytest

from tests.conftest import NOW
from xuncha.foundation.journal.selectors import verify_stored
from xuncha.foundation.journal.writing import Entry, append
from xuncha.site.commands import run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _three_records():
    entries = [Entry("test.done", "accounts.user", str(n), "周行") for n in range(3)]
    append(entries, at=NOW, actor="zhou", actor_name="周行", use_case="tests")


@pytest.fixture
def exported(tmp_path):
    file = tmp_path / "journal.jsonl"
    assert run(["journal", "export", str(file)]) == 0
    return file


def test_the_database_is_verified(capsys):
    assert run(["journal", "verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "intact": True,
        "count": 3,
        "head": verify_stored().head,
        "broken_at": None,
        "fault": "",
    }
    assert run(["journal", "verify"]) == 0
    assert "完好：3 条" in capsys.readouterr().out


def test_an_anchor_from_before_must_still_be_there():
    head = verify_stored().head
    assert run(["journal", "verify", "--anchor", f"3:{head}"]) == 0
    assert run(["journal", "verify", "--anchor", f"2:{head}"]) == 1
    assert run(["journal", "verify", "--anchor", f"4:{head}"]) == 1


@pytest.mark.parametrize("words", [[], ["verify", "--anchor", "x"], ["verify", "--anchor", "3:abc"], ["export"]])
def test_wrong_usage_exits_with_two(words):
    assert run(["journal", *words]) == 2


def test_an_existing_file_is_not_overwritten(exported, capsys):
    before = exported.read_bytes()
    assert run(["journal", "export", str(exported)]) == 1
    assert "已存在" in capsys.readouterr().out
    assert exported.read_bytes() == before


def test_where_nothing_can_be_written_it_says_so(tmp_path, capsys):
    assert run(["journal", "export", str(tmp_path / "no" / "such" / "folder.jsonl")]) == 1
    assert "写不了文件" in capsys.readouterr().out


def test_a_file_that_is_not_there(tmp_path, capsys):
    assert run(["journal", "verify", "--file", str(tmp_path / "none")]) == 1
    assert "打不开" in capsys.readouterr().out


def test_a_tampered_file_is_found(exported, capsys):
    exported.write_text(exported.read_text("utf-8").replace("周行", "林", 1), "utf-8")
    assert run(["journal", "verify", "--file", str(exported), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["broken_at"] == 1
    exported.write_bytes(b"\xff\xfe\x00 not text")
    assert run(["journal", "verify", "--file", str(exported)]) == 1
    assert "这一行不是操作记录" in capsys.readouterr().out


def test_a_third_party_needs_neither_django_nor_a_database(exported, tmp_path):
    program = (
        "import sys\n"
        "class NoDjango:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in {'django', 'sqlite3', 'psycopg'}:\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, NoDjango())\n"
        "from xuncha.site.commands import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    arguments = ["journal", "verify", "--file", str(exported)]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        check=False, capture_output=True, text=True, env={"PYTHONPATH": "src", "PYTHONIOENCODING": "utf-8"}, cwd=None,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "完好：3 条" in done.stdout
