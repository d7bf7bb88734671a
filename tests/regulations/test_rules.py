"""The rules of regulations, each with both outcomes."""

from datetime import date

import pytest

from xuncha.core.reminders import PRESETS
from xuncha.core.signals import SIGNALS, USUAL
from xuncha.foundation.regulations.rules import (
    ChecklistFacts,
    ChecklistState,
    RuleFacts,
    Shape,
    checklist_state,
    read,
    reasons_not_to_date,
    reasons_not_to_edit,
    reasons_not_to_keep_item,
    reasons_not_to_link,
    reasons_not_to_publish,
    reasons_not_to_set_parameter,
    reasons_not_to_set_rule,
    written,
)

DAY = date(2022, 5, 1)


def said(reasons) -> str:
    return " ".join(str(r.text) for r in reasons)


def test_the_state_of_a_checklist_follows_from_its_dates():
    assert checklist_state(None, None) is ChecklistState.DRAFT
    assert checklist_state(DAY, None) is ChecklistState.PUBLISHED
    assert checklist_state(DAY, DAY) is ChecklistState.RETIRED
    assert reasons_not_to_edit(ChecklistState.DRAFT) == []
    assert "另起一版" in said(reasons_not_to_edit(ChecklistState.RETIRED))


def test_publication_tells_everything_that_is_missing_at_once():
    codes = [f"A{n:02}" for n in range(1, 8)]
    facts = ChecklistFacts(ChecklistState.PUBLISHED, 0, codes, codes[:1])
    sentences = said(reasons_not_to_publish(facts))
    for words in ("已经发布过", "还没有条目", "A01 还没有归到方面", "A01、A02、A03、A04、A05… 还没有写检查要点"):
        assert words in sentences
    assert reasons_not_to_publish(ChecklistFacts(ChecklistState.DRAFT, 3)) == []


@pytest.mark.parametrize(
    ("code", "manifestation", "field"), [("甲", "x", "code"), ("A01", "x", "code"), ("A02", " ", "manifestation")]
)
def test_an_item_that_cannot_be_kept(code, manifestation, field):
    assert [r.field for r in reasons_not_to_keep_item(code, manifestation, frozenset({"A01"}))] == [field]


def test_an_item_that_can():
    assert reasons_not_to_keep_item("A02", "表现", frozenset({"A01"})) == []


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        (RuleFacts("feedback.held", "month", 6, [20, 10], DAY), []),
        (RuleFacts("x.y", "month", 6, [], DAY), ["trigger"]),
        (RuleFacts("feedback.held", "month", 2001, [], DAY), ["offset"]),
        (RuleFacts("feedback.held", "month", 6, [10, 20], DAY), ["warn_days"]),
        (RuleFacts("feedback.held", "month", 6, [10, 0], DAY), ["warn_days"]),
        (RuleFacts("feedback.held", "month", 6, [], DAY, latest_from=DAY), ["valid_from"]),
    ],
)
def test_a_deadline_rule(facts, fields):
    assert [r.field for r in reasons_not_to_set_rule(facts)] == fields


def test_versions_follow_each_other():
    assert reasons_not_to_date(DAY, None) == []
    assert reasons_not_to_date(DAY, date(2022, 4, 30)) == []
    assert "2022-05-01" in said(reasons_not_to_date(DAY, DAY))


POOL = {"code": "expert", "name": "专家库", "ranks": ["正科", "副科"], "oldest": 55, "status": "中共党员"}
TIE = {"bond": "native", "position": "team_leader", "weight": "block"}
TOLD = {"note": ["unit_liaison"], "near": ["unit_head"], "late": ["unit_head", "office_director"]}
NODE = {"code": "entered", "label": "进驻", "anchor": "field_from", "days": 0}


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("numbering.paper", "DG-{n:03}", ""),
        ("numbering.paper", 7, "一行文字"),
        ("numbering.paper", "DG", "流水号"),
        ("fieldwork.meter_weights", {"title": 1, "facts": 0.5}, ""),
        ("fieldwork.meter_weights", {}, "至少一行"),
        ("fieldwork.meter_weights", {"title": -1}, "title 的分值"),
        ("fieldwork.meter_weights", {"title": True}, "title 的分值"),
        ("round.time_nodes", [NODE], ""),
        ("round.time_nodes", [], "至少写一个节点"),
        ("round.time_nodes", [NODE, {**NODE, "anchor": "x"}], "第 2 行"),
        ("round.time_nodes", [NODE, NODE], "entered 重复"),
        ("fieldwork.ended_regulations", [{"name": "旧办法", "ended_on": "2024-01-01"}], ""),
        ("fieldwork.ended_regulations", [{"name": "旧办法", "ended_on": "去年"}], "第 1 行"),
        ("fieldwork.ended_regulations", "旧办法", "每行写一份"),
        ("round.scheme", "一、依据", ""),
        ("round.scheme", " ", "写明内容"),
        ("recusal.former_years", 3, ""),
        ("recusal.former_years", 0, "1 到 1000"),
        ("planning.capacity", True, "1 到 1000"),
        ("talent.pools", [POOL], ""),
        ("talent.pools", [], "至少写一个人才库"),
        ("talent.pools", [{**POOL, "code": "专家"}], "第 1 行"),
        ("talent.pools", [POOL, POOL], "expert 重复"),
        ("recusal.weights", [TIE], ""),
        ("recusal.weights", [], "至少写一行"),
        ("recusal.weights", [TIE, TIE], "第 2 行"),
        ("planning.capacity", "二十", "1 到 1000"),
        ("x.y", 1, "没有「x.y」"),
        ("rectification.addressees", TOLD, ""),
        ("rectification.addressees", [], "三档都要写"),
        ("rectification.addressees", {**TOLD, "late": []}, "三档都要写"),
        ("rectification.addressees", {"note": ["unit_head"]}, "三档都要写"),
        ("rectification.addressees", {**TOLD, "late": ["system_admin"]}, "system_admin 看不到整改"),
        ("rectification.warn_days", {"hard": [60, 30]}, ""),
        ("rectification.warn_days", {}, "难易写：一般、较难、疑难"),
        ("rectification.warn_days", {"soft": [3]}, "难易写：一般、较难、疑难"),
        ("rectification.warn_days", {"easy": [10], "medium": [10, 20], "hard": []}, "较难、疑难 的提醒天数从大到小写"),
        ("hints.signals", {"money": 1, "alike": 0}, ""),
        ("hints.signals", {"money": 1, "alike": 30}, "「整改情况文字雷同」的门槛是相同的百分数，写 40 到 100"),
        ("hints.signals", {"money": "多"}, "每行写「提示=门槛」"),
        ("hints.signals", {"mood": 1}, "每行写「提示=门槛」"),
    ],
)
def test_the_value_of_a_parameter(code, value, words):
    sentences = said(reasons_not_to_set_parameter(code, value, DAY, None))
    assert (words in sentences) if words else sentences == ""


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_every_practice_that_ships_may_be_set(preset):
    days = {code: list(steps) for code, steps in preset.days.items()}
    assert reasons_not_to_set_parameter("rectification.warn_days", days, DAY, None) == []
    assert reasons_not_to_set_parameter("rectification.addressees", preset.told, DAY, None) == []


@pytest.mark.parametrize(
    ("shape", "value", "text"),
    [
        (Shape.WEIGHTS, {"title": 1, "facts": 0.5}, "title=1\nfacts=0.5"),
        (Shape.NODES, [NODE, {**NODE, "code": "reported", "anchor": "field_to", "days": -3}],
         "entered，进驻，进驻，0\nreported，进驻，撤点，-3"),
        (Shape.ENDED, [{"name": "旧办法", "ended_on": "2024-01-01"}], "旧办法，2024-01-01"),
        (Shape.ENDED, [{"name": "旧", "ended_on": "2024-01-01", "successor": "新"}], "旧，2024-01-01，新"),
        (Shape.PATTERN, "DG-{n}", "DG-{n}"),
        (Shape.TEXT, "一、依据\n二、目的", "一、依据\n二、目的"),
        (Shape.NUMBER, 3, "3"),
        (Shape.POOLS, [POOL, {**POOL, "ranks": [], "oldest": 0, "status": ""}],
         "expert，专家库，正科/副科，55，中共党员\nexpert，专家库"),
        (Shape.RECUSAL, [TIE, {**TIE, "position": "", "weight": "ok"}], "籍贯地，组长，回避\n籍贯地，全部，不计"),
        (Shape.ADDRESSEES, TOLD,
         "到期提示=被巡察单位联络员\n临近到期=被巡察单位主要负责人\n超期=被巡察单位主要负责人、巡察办主任"),
        (Shape.STEPS, {"easy": [10], "hard": [60, 30]}, "一般=10\n疑难=60、30"),
        (Shape.SIGNALS, USUAL, "\n".join(f"{kind.label}={kind.usual}" for kind in SIGNALS.values())),
    ],
)  # fmt: skip
def test_a_value_is_written_and_read_again(shape, value, text):
    assert written(shape, value) == text
    assert read(shape, f"{text}\n\n") == value


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (Shape.WEIGHTS, "title=1\nfacts=很多"),
        (Shape.NODES, "a，甲，进驻，1\nb，乙，某日，2"),
        (Shape.NODES, "\nx"),
        (Shape.POOLS, "a，甲\nb，乙，，很老"),
        (Shape.RECUSAL, "籍贯地，组长，回避\n籍贯地，回避"),
        (Shape.ADDRESSEES, "超期=巡察办主任\n超期=系统管理员"),
        (Shape.ADDRESSEES, "超期=巡察办主任\n明天=巡察办主任"),
        (Shape.STEPS, "一般=10\n容易=10"),
        (Shape.STEPS, "一般=10\n较难=十天"),
        (Shape.SIGNALS, "方案窄于反馈=1\n心情=1"),
        (Shape.SIGNALS, "方案窄于反馈=1\n整改情况文字雷同=很多"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(shape, text):
    with pytest.raises(ValueError, match="2"):
        read(shape, text)


@pytest.mark.parametrize("text", ["三年", "", "-1", "2.5"])
def test_a_number_is_written_in_digits(text):
    with pytest.raises(ValueError, match="1"):
        read(Shape.NUMBER, text)


def test_full_width_and_plain_punctuation_are_both_read():
    assert read(Shape.WEIGHTS, "title＝1") == {"title": 1}
    assert read(Shape.NODES, "entered, 进驻, 进驻, 0") == [NODE]


def test_the_cross_walk_leads_to_another_classification():
    assert reasons_not_to_link(1, 2) == []
    assert [r.field for r in reasons_not_to_link(1, 1)] == ["target"]
