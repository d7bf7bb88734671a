"""No teams can be formed: who is short, which rules contradict each other, what would help."""

import pytest

from tests.solving.team_tasks import person_of, plain, solved
from xuncha.solving.budget import Budget
from xuncha.solving.teams.conflict import explain
from xuncha.solving.teams.reading import read_instance
from xuncha.solving.teams.result import solve


def rules(result):
    return [(one["rule"], one["about"]) for one in result["conflict"]]


def ways(result):
    return {next(iter(way["change"])): way for way in result["repairs"]}


def test_auditors_too_few():
    data = plain()
    person_of(data, "a2")["skills"] = ["general"]
    result = solved(data)
    assert result["status"] == "infeasible"
    assert result["explanation"] == ["2 个组共缺 1 名审计人员：t1、t2 共需 2 名，能去其中任一组的只有 1 名（a1）。"]
    assert rules(result) == [("once", []), ("skills", ["t1", "audit"]), ("skills", ["t2", "audit"])]
    assert result["minimal"] is True
    found = ways(result)
    assert found["add_people"]["change"] == {"add_people": {"audit": 1}}
    (lowered,) = found["teams"]["change"]["teams"].values()
    assert lowered == {"skills": {"audit": 0}}
    assert "审计人员由 1 名减为 0 名" in found["teams"]["text"]


def test_all_auditors_come_from_one_place():
    data = plain()
    for name in ("a1", "a2"):
        person_of(data, name)["home"] = 0
    result = solved(data)
    assert result["explanation"] == [
        "1 个组共缺 1 名审计人员：t1 共需 1 名，能去其中任一组的只有 0 名；另有 2 名因籍贯地回避不能去。"
    ]
    assert rules(result) == [("home", ["a1", "a2"]), ("skills", ["t1", "audit"])]
    assert result["conflict"][0]["text"] == "籍贯地回避：a1 籍贯在 a 所在地、a2 籍贯在 a 所在地"
    (granted,) = ways(result)["exempt"]["change"]["exempt"]
    assert granted["team"] == "t1"
    assert granted["rules"] == ["home"]


def test_leaders_at_rest():
    data = plain()
    person_of(data, "l2").update(service=3, served_last_round=True)
    result = solved(data)
    assert result["explanation"] == [
        "2 个组共缺 1 名组长：t1、t2 共需 2 名，能去其中任一组的只有 1 名（l1）；另有 1 名因连续服务后轮休不能去。"
    ]
    assert ("rest_after_service", ["l2"]) in rules(result)
    found = ways(result)
    assert found["rules"]["change"] == {"rules": {"rest_after_service": 4}}
    assert found["teams"]["change"]["teams"]["t1" if "t1" in found["teams"]["change"]["teams"] else "t2"] == {
        "leaders": 0
    }


@pytest.mark.parametrize(
    ("field", "kind", "sentence"),
    [("experienced", "experienced", "有巡察经历的人员"), ("size", "size", "组成人员")],
)
def test_other_kinds_can_be_short_too(field, kind, sentence):
    data = plain()
    data["teams"][0][field] = 2 if field == "experienced" else 6
    if field == "experienced":
        person_of(data, "m1")["service"] = 1
    result = solved(data)
    assert sentence in result["explanation"][0]
    assert kind in {rule for rule, _ in rules(result)}
    assert field in ways(result)["teams"]["change"]["teams"]["t1"] or "t2" in ways(result)["teams"]["change"]["teams"]


def test_enough_of_each_kind_and_yet_not_together():
    data = plain()
    for one in data["people"]:
        one["employer"] = "same"
    result = solved(data)
    assert "合在一起排不出" in result["explanation"][0]
    assert result["minimal"] is True
    assert [rule for rule, _ in rules(result)] == ["max_same_employer", "size"]
    assert ways(result)["teams"]["text"]


def test_relatives_alone_can_be_the_reason():
    data = plain(kin_pairs=[[leader, auditor] for leader in ("l1", "l2") for auditor in ("a1", "a2")])
    result = solved(data)
    assert result["status"] == "infeasible"
    assert {rule for rule, _ in rules(result)} == {"kin_pairs", "leaders", "skills"}
    assert result["minimal"] is True


def test_somebody_pinned_where_they_may_not_go():
    data = plain()
    data["teams"][0]["pinned"] = ["l1"]
    person_of(data, "l1")["kin_units"] = ["a"]
    result = solved(data)
    assert rules(result) == [("kin_units", ["l1"]), ("pinned", ["t1", "l1"])]
    assert result["conflict"][0]["text"] == "亲属任职回避：l1 的亲属任职于 a"
    found = ways(result)
    assert found["teams"]["change"] == {"teams": {"t1": {"pinned": []}}}
    assert found["exempt"]["change"]["exempt"] == [{"person": "l1", "team": "t1", "rules": ["kin_units"]}]


def test_without_time_nothing_is_claimed_to_be_minimal():
    data = plain(kin_pairs=[[leader, auditor] for leader in ("l1", "l2") for auditor in ("a1", "a2")])
    conflict = explain(read_instance(data), Budget(0))
    assert conflict.minimal is False
    result = solve(data, Budget(0))
    assert result["status"] == "unknown"
    assert result["teams"] == {}
