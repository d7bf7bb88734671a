"""What must hold before each step, without a database: both outcomes of every rule."""

from dataclasses import replace
from datetime import date

import pytest

from xuncha.accountability.rules.kinds import ADDRESSED, FORMS, KINDS, MEASURES, Level, Shape
from xuncha.accountability.rules.uses import (
    DraftFacts,
    ResultFacts,
    reasons_not_to_answer,
    reasons_not_to_approve,
    reasons_not_to_draft,
    reasons_not_to_finish,
    reasons_not_to_lay,
    reasons_not_to_note,
    reasons_not_to_send,
    reasons_not_to_submit,
)

DRAFT = DraftFacts("talk", "关于约谈的通知", "", "", "", units=1)
DAY = date(2022, 7, 19)
RESULT = ResultFacts("discipline", "admonished", 0, 2, DAY, "纪〔2022〕3号", sent_on=DAY, today=DAY)


def fields(reasons) -> list[str]:
    return [one.field for one in reasons]


def test_kinds_and_measures_fit_together():
    assert set(MEASURES) == {code for kind in KINDS.values() for code in kind.measures}
    assert {one.form for one in MEASURES.values()} == {"", *FORMS}
    assert all(bool(kind.body) == (kind.shape is Shape.TRANSFER) for kind in KINDS.values())
    assert [code for code, kind in KINDS.items() if kind.names] == ["naming"]
    assert {code for code in KINDS if code not in ADDRESSED} == {"discipline", "cadre", "assessment"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "sentence"}, "kind"),
        ({"title": " "}, "title"),
        ({"text": "字" * 3001}, "text"),
        ({"named": "字" * 501, "kind": "naming"}, "named"),
        ({"units": 0}, "plans"),
        ({"units": 2}, "plans"),
        ({"elsewhere": 1}, "plans"),
        ({"kind": "discipline", "body": " "}, "body"),
        ({"named": "某局局长"}, "named"),
        ({"named": "某局局长", "kind": "circular"}, "named"),
        ({"kind": "self_criticism", "answered_already": 1}, "plans"),
    ],
)
def test_a_draft_is_refused_beside_its_field(change, field):
    assert fields(reasons_not_to_draft(replace(DRAFT, **change))) == [field]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"answered_already": 1},
        {"kind": "circular", "units": 11},
        {"kind": "naming", "units": 2, "named": "某局局长"},
        {"kind": "cadre", "body": "组织部门"},
    ],
)
def test_what_may_be_drafted(change):
    assert reasons_not_to_draft(replace(DRAFT, **change)) == []


def test_a_talk_has_its_day_and_place_and_everything_its_words():
    assert fields(reasons_not_to_submit("talk", " ", on=None, place=" ")) == ["text", "on", "place"]
    assert reasons_not_to_submit("talk", "请准备汇报。", on=DAY, place="会议室") == []
    assert reasons_not_to_submit("circular", "请引以为戒。", on=None, place="") == []


def test_another_person_approves_at_the_level_of_the_kind():
    assert reasons_not_to_approve("talk", own=False, level=Level.OFFICE) == []
    assert reasons_not_to_approve("naming", own=False, level=Level.GROUP) == []
    assert "另一个人" in str(reasons_not_to_approve("talk", own=True, level=Level.OFFICE)[0].text)
    assert "领导小组" in str(reasons_not_to_approve("naming", own=False, level=Level.OFFICE)[0].text)


def test_only_what_the_leading_group_approves_is_laid_before_it():
    assert reasons_not_to_lay("discipline", own=False) == []
    assert len(reasons_not_to_lay("talk", own=True)) == 2


def test_what_the_unit_answers_is_demanded_everything_else_is_sent():
    assert reasons_not_to_send("talk", demanding=False) == []
    assert reasons_not_to_send("self_criticism", demanding=True) == []
    assert "下达" in str(reasons_not_to_send("self_criticism", demanding=False)[0].text)
    assert "发出" in str(reasons_not_to_send("talk", demanding=True)[0].text)


def test_an_answer_says_something_with_not_too_many_files():
    assert reasons_not_to_answer("检查。", 10) == []
    assert fields(reasons_not_to_answer(" ", 11)) == ["answer", "proofs"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"on": date(2022, 7, 20)}, "on"),
        ({"on": date(2022, 7, 18)}, "on"),
        ({"measure": "praised"}, "measure"),
        ({"measure": "hanged"}, "measure"),
        ({"persons": 0}, "cases"),
        ({"measure": "nothing"}, "persons"),
        ({"number": " "}, "number"),
        ({"number": "字" * 81}, "number"),
        ({"noted_before": True}, "measure"),
    ],
)
def test_a_result_is_refused_beside_its_field(change, field):
    assert fields(reasons_not_to_note(replace(RESULT, **change))) == [field]


def test_results_that_may_be_noted():
    assert reasons_not_to_note(RESULT) == []
    assert reasons_not_to_note(replace(RESULT, measure="filed", cases=1, persons=0)) == []
    assert reasons_not_to_note(replace(RESULT, measure="nothing", persons=0)) == []
    assert reasons_not_to_note(replace(RESULT, kind="talk", measure="interviewed", number="")) == []


def test_nothing_is_closed_without_a_result():
    assert reasons_not_to_finish(1) == []
    assert reasons_not_to_finish(0)[0].mend == "#results"
