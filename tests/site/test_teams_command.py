"""`xuncha teams`: exit codes, files, sentences."""

import json

import pytest

from tests.solving.team_tasks import person_of, plain
from xuncha.site.commands import run


@pytest.fixture
def files(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    return write


def test_solve_then_check(files, tmp_path, capsys):
    instance, out = files("task.json", plain()), str(tmp_path / "result.json")
    assert run(["teams", "solve", instance, "--cpu-seconds", "20", "--workers", "1", "--seed", "3", "--out", out]) == 0
    assert capsys.readouterr().out.startswith("已证最优  目标值 ")
    result = json.loads((tmp_path / "result.json").read_text("utf-8"))
    assert set(result["reasons"]["t1"]) == set(result["teams"]["t1"])
    assert run(["teams", "check", instance, out]) == 0
    result["teams"]["t1"] = result["teams"]["t2"]
    assert run(["teams", "check", instance, files("wrong.json", result)]) == 1
    assert "每人至多一个" in capsys.readouterr().err
    assert run(["teams", "check", instance, files("list.json", [])]) == 1


def test_no_teams_is_a_refusal_with_its_reasons(files, tmp_path, capsys):
    data = plain()
    person_of(data, "a2")["skills"] = ["general"]
    out = tmp_path / "result.json"
    assert run(["teams", "solve", files("task.json", data), "--out", str(out)]) == 1
    told = capsys.readouterr().err
    assert "共缺 1 名审计人员" in told
    assert "可以：" in told
    assert json.loads(out.read_text("utf-8"))["status"] == "infeasible"


def test_a_draw_and_its_certificate(files, tmp_path, capsys):
    names, out = files("list.json", {"title": "组长", "take": 2, "entries": ["赵", "钱", "孙"]}), tmp_path / "c.json"
    seeds = ["--seed", "0311172225", "--seed-again", "0311172225"]
    assert run(["teams", "draw", names, *seeds, "--source", "双色球", "--out", str(out)]) == 0
    drawn = [line.split("\t")[1] for line in capsys.readouterr().out.splitlines() if "\t" in line]
    assert json.loads(out.read_text("utf-8"))["drawn"] == drawn
    assert run(["teams", "draw", "--verify", str(out)]) == 0
    assert "结果与证书一致" in capsys.readouterr().out
    forged = json.loads(out.read_text("utf-8")) | {"drawn": drawn[::-1]}
    assert run(["teams", "draw", "--verify", files("forged.json", forged)]) == 1
    assert "结果不符" in capsys.readouterr().err


def test_a_draw_needs_two_equal_seeds_and_their_source(files, tmp_path, capsys):
    names, out = files("list.json", {"title": "组长", "take": 1, "entries": ["赵", "钱"]}), str(tmp_path / "c.json")
    assert run(["teams", "draw", names, "--seed", "1", "--seed-again", "2", "--source", "x", "--out", out]) == 1
    assert "从第 1 个字起不同" in capsys.readouterr().err
    assert run(["teams", "draw", names, "--seed", "1", "--seed-again", "1", "--out", out]) == 1
    assert "种子取自何处" in capsys.readouterr().err
    assert run(["teams", "draw", names, "--seed", "1"]) == 2
    assert run(["teams", "draw"]) == 2


def test_bad_input_is_refused_with_its_place(files, tmp_path, capsys):
    out = str(tmp_path / "result.json")
    assert run(["teams", "solve", files("task.json", plain(places=0)), "--out", out]) == 1
    assert "places：须为 1 到" in capsys.readouterr().err
    assert run(["teams", "solve", files("torn.json", "{"), "--out", out]) == 1
    assert run(["teams", "solve", str(tmp_path / "none.json"), "--out", out]) == 1
    assert run(["teams", "solve", files("good.json", plain()), "--out", str(tmp_path / "no" / "where.json")]) == 1
    assert "没有「" in capsys.readouterr().err
    assert run(["teams", "solve", files("good.json", plain()), "--out", str(tmp_path)]) == 1
    assert "写不了文件" in capsys.readouterr().err
    assert run(["teams", "solve", files("good.json", plain()), "--cpu-seconds", "nan", "--out", out]) == 2
    assert run(["teams", "dance"]) == 2
