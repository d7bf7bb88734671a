"""`xuncha plan`: from file to file, with exit codes that a script can rely on."""

import json

import pytest

from tests.solving.plans import small
from xuncha.core.errors import RuleViolated
from xuncha.site.commands import run
from xuncha.site.terminal import write_json


@pytest.fixture
def instance(tmp_path):
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(small()), "utf-8")
    return path


def test_solve_then_check(instance, tmp_path, capsys):
    out = tmp_path / "result.json"
    assert run(["plan", "solve", str(instance), "--cpu-seconds", "10", "--workers", "1", "--out", str(out)]) == 0
    assert "已证最优" in capsys.readouterr().out
    assert run(["plan", "check", str(instance), str(out)]) == 0
    result = json.loads(out.read_text("utf-8"))
    assert json.loads(capsys.readouterr().out)["objective"] == result["objective"]
    result["visits"]["u0"] = 99
    out.write_text(json.dumps(result), "utf-8")
    assert run(["plan", "check", str(instance), str(out)]) == 1
    assert "R1" in capsys.readouterr().out


def test_no_plan_is_told_with_its_reasons(instance, tmp_path, capsys):
    data = small()
    data["units"][6] |= {"latest": 1, "pinned": 3}
    instance.write_text(json.dumps(data), "utf-8")
    out = tmp_path / "result.json"
    assert run(["plan", "solve", str(instance), "--cpu-seconds", "20", "--out", str(out)]) == 1
    told = capsys.readouterr().out
    assert "无可行方案" in told
    assert "R1 「单位6」（units[6]）" in told
    assert "→ 放宽 1 个单位" in told
    assert json.loads(out.read_text("utf-8"))["status"] == "infeasible"


def test_bad_files_and_usage(instance, tmp_path, capsys):
    out = str(tmp_path / "result.json")
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(small(0)), "utf-8")
    assert run(["plan", "solve", str(bad), "--cpu-seconds", "5", "--out", out]) == 1
    assert "units：须有 1 到 10000 项" in capsys.readouterr().err
    nowhere = str(tmp_path / "no" / "r.json")
    assert run(["plan", "solve", str(instance), "--cpu-seconds", "5", "--out", nowhere]) == 1
    assert "没有" in capsys.readouterr().err
    assert run(["plan", "solve", str(instance), "--cpu-seconds", "5", "--out", str(tmp_path)]) == 1
    assert "写不了文件" in capsys.readouterr().err
    assert run(["plan", "check", str(instance), str(tmp_path)]) == 1
    assert "打不开文件" in capsys.readouterr().err
    assert run(["plan", "solve", str(instance), "--cpu-seconds", "x", "--out", out]) == 2
    assert run(["plan", "solve", str(instance), "--cpu-seconds", "-1", "--out", out]) == 2
    assert run(["plan"]) == 2


def test_a_file_that_can_no_longer_be_written_is_a_sentence(tmp_path):
    with pytest.raises(RuleViolated, match="写不了文件"):
        write_json(tmp_path / "gone" / "result.json", {})
