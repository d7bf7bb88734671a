"""Schemes are drafted, approved by another person and stand; the shipped ones score as people do by hand."""

from decimal import Decimal as D

import pytest
from django.db import DatabaseError, transaction

from tests.evaluation.telling import SMALL, scheme_in_force
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.core.scoring import Given, Mark, Share, faults, score
from xuncha.evaluation.models import Kind, Scheme
from xuncha.evaluation.rules.definitions import (
    BANDS,
    FOLLOW_LABEL,
    GROUPS,
    INDICATORS,
    VETOES,
    next_code,
    reasons_not_to_revise,
    reasons_not_to_submit,
    scheme_from,
    with_part,
    without_part,
)
from xuncha.evaluation.rules.shipped import shipped
from xuncha.evaluation.services import (
    approve_scheme,
    change_scheme,
    draft_scheme,
    drop_part,
    end_scheme,
    put_part,
    return_scheme,
    revise_scheme,
    submit_scheme,
)
from xuncha.foundation.journal.models import JournalRecord

CITY = {"city_leaders": {"a": 6, "b": 4, "c": 1}, "staff_and_masses": {"a": 20, "b": 6, "c": 2, "d": 1}}
CITY |= {"delegates_and_observers": {"a": 13, "b": 13}, "served": {"a": 2, "b": 1, "c": 1, "d": 1}}
FOUR = {"staff": {"a": 10, "b": 10}, "discipline": {"a": 5}, "organisation": {"b": 5}, "inspection": {"c": 5}}
BY_HAND = {
    # 15 − 3; 15 − 3 − 1.5; 60 − 10 − 20; 10 − 2
    "deduction": (
        [("lead", 1, 3), ("duty", 2, 3), ("duty", 4, "1.5"), ("task", 1, 10), ("task", 2, 20), ("mass", 3, 2)],
        {},
        {},
        ["12.00", "10.50", "30.00", "8.00"],
        "60.50",
        "一般",
    ),
    # 30 − 5; 30; 40 × 41/48 = 34.1666…; + 3; − 5
    "four-kinds": (
        [("duty", "1", 5), ("plus", "2", 3), ("minus", "1", 5)],
        {"effect": (41, 48)},
        {},
        ["25.00", "30.00", "34.17", "3.00", "5.00"],
        "87.17",
        "良好",
    ),
    # 40 × 23/24 = 38.33; 20; means 9.8/11, 26/29, 23.4/26 and 3.4/5: 40 × (.3×.890909 + .3×.896552 + .2×.9 + .2×.68)
    "four-groups": (
        [],
        {"done": (23, 24)},
        CITY,
        ["38.33", "20.00", "34.09"],
        "92.42",
        "优秀",
    ),
    # 10; 15; 15 − 4; 30 × 2/3; 10; 20 × (.4×.9 + .2×1 + .2×.8 + .2×.6)
    "four-votes": (
        [("plan", "1", 4)],
        {"done": (14, 21)},
        FOUR,
        ["10.00", "15.00", "11.00", "20.00", "10.00", "16.80"],
        "82.80",
        "合格",
    ),
    # 10 − 2.5; 50 × 7/8; 15; 15 × .5 × (1 + .76); 10 − 1
    "five-parts": (
        [("study", "", "2.5"), ("whole", "", 1)],
        {"done": (7, 8)},
        {"staff": {"a": 5}, "served": {"a": 4, "c": 6}},
        ["7.50", "43.75", "15.00", "13.20", "9.00"],
        "88.45",
        "较好",
    ),
    # 40 − 10; 20; 20; 20 × (.6 × .92 + .4 × 1)
    "team": (
        [("quality", "1", 10)],
        {},
        {"units": {"a": 3, "b": 2}, "office": {"a": 5}},
        ["30.00", "20.00", "20.00", "19.04"],
        "89.04",
        "良好",
    ),
    # 25 − 10; 25; 30 × 5/6; 20 − 5
    "office": (
        [("duty", "1", 10), ("base", "2", 5)],
        {"done": (5, 6)},
        {},
        ["15.00", "25.00", "25.00", "15.00"],
        "80.00",
        "良好",
    ),
}


@pytest.mark.parametrize("code", BY_HAND)
def test_every_shipped_scheme_scores_as_people_do_by_hand(code):
    marks, shares, votes, values, total, grade = BY_HAND[code]
    scheme = scheme_from(shipped()[code].definition)
    given = Given(
        marks=tuple(Mark(name, D(str(points)), f"{name}-{part}" if part else "") for name, part, points in marks),
        shares={name: Share(*pair) for name, pair in shares.items()},
        ballots={"vote": votes},
    )
    sheet = score(scheme, given)
    assert [str(line.value) for line in sheet.lines] == values
    assert (str(sheet.total), sheet.band.label) == (total, grade)


def test_five_mismatches_make_nothing_of_all_in_the_scheme_of_four_kinds():
    scheme = scheme_from(shipped()["four-kinds"].definition)
    whole = Given(shares={"effect": Share(1, 1)}, cases={"false": 4})
    assert score(scheme, whole).total == D(100)
    sheet = score(scheme, Given(shares={"effect": Share(1, 1)}, cases={"false": 5}))
    assert (sheet.total, sheet.band.label) == (D(0), "差")


@pytest.mark.parametrize("code", shipped())
def test_no_shipped_scheme_has_a_fault_and_all_say_what_is_an_example(code):
    pattern = shipped()[code]
    assert reasons_not_to_submit(pattern.definition) == []
    assert pattern.kind in Kind.values
    assert "示例" in pattern.note
    assert {f for band in pattern.definition[BANDS] for f in band["follow"]} <= set(FOLLOW_LABEL)


def test_the_shipped_ones_are_of_the_kinds_seen():
    told = {code: one.definition for code, one in shipped().items()}
    assert [one["maximum"] for one in told["deduction"][INDICATORS]] == ["15", "15", "60", "10"]
    assert sum(len(one["items"]) for one in told["deduction"][INDICATORS]) == 23
    assert {one["method"] for one in told["four-kinds"][INDICATORS]} >= {"add", "take"}
    assert told["four-kinds"][VETOES][0]["limit"] == 5
    assert len(told["four-groups"][GROUPS]) == len(told["four-votes"][GROUPS]) == 4


def test_parts_are_put_in_changed_and_taken_out():
    told = with_part(SMALL, BANDS, {"label": "中", "least": "60", "follow": []})
    assert [one["label"] for one in told[BANDS]] == ["好", "中", "差"]
    changed = with_part(told, BANDS, {"label": "中等", "least": "65", "follow": []}, "b3")
    assert [one["label"] for one in changed[BANDS]] == ["好", "中等", "差"]
    assert without_part(changed, BANDS, "b3") == SMALL
    assert next_code(GROUPS, ["g2"]) == "g3"


def test_what_cannot_be_scored_is_said_at_once():
    broken = {**SMALL, INDICATORS: [{**SMALL[INDICATORS][1], "formula": "no"}]}
    texts = [str(one.text) for one in reasons_not_to_submit(broken)]
    assert texts == ["基本指标满分合计 40 分，应为 100 分。", "「任务完成」按比例计分，要选一个比率。"]
    empty = {**SMALL, INDICATORS: []}
    assert "还没有基本指标。" in [str(one.text) for one in reasons_not_to_submit(empty)]
    assert faults(scheme_from(SMALL)) == []


def test_a_new_version_follows_the_newest_alone():
    assert reasons_not_to_revise(drafted=False, followed=False) == []
    assert reasons_not_to_revise(drafted=True, followed=False)
    assert reasons_not_to_revise(drafted=False, followed=True)


@pytest.fixture
def draft(world, acting) -> Scheme:
    told = {"kind": "unit", "title": "评估办法", "definition": SMALL}
    return draft_scheme(acting(Role.OFFICE_CLERK), world.city, **told)


def test_from_draft_to_approval_and_end(acting, draft):
    put_part(acting(Role.OFFICE_CLERK), draft, kind=VETOES, part={"label": "泄密", "limit": 1, "effect": "lowest"})
    part = {"label": "失泄密", "limit": 1, "effect": "lowest"}
    put_part(acting(Role.OFFICE_CLERK), draft, kind=VETOES, part=part, which="v2")
    draft.refresh_from_db()
    assert draft.definition[VETOES][1] == {"code": "v2", **part}
    drop_part(acting(Role.OFFICE_CLERK), draft, kind=VETOES, which="v2")
    told = {"title": "办法", "source": "文件", "full": "100", "places": 1}
    changed = change_scheme(acting(Role.OFFICE_CLERK), draft, **told)
    assert (changed.scored.places, changed.definition[VETOES]) == (1, SMALL[VETOES])
    with pytest.raises(StaleEdit):
        change_scheme(acting(Role.OFFICE_CLERK), draft, **{**told, "title": "别的"}, base_version=1)
    with pytest.raises(RuleViolated, match="已经被删除"):
        put_part(acting(Role.OFFICE_CLERK), draft, kind=VETOES, part=part, which="v9")
    submit_scheme(acting(Role.OFFICE_CLERK), draft)
    return_scheme(acting(Role.OFFICE_DIRECTOR), draft, reason="再改")
    submit_scheme(acting(Role.OFFICE_CLERK), draft)
    approved = approve_scheme(acting(Role.SECRETARY), draft)
    assert str(approved) == "办法（第 1 版）"
    assert JournalRecord.objects.filter(event="evaluation.scheme_approved").exists()
    later = revise_scheme(acting(Role.OFFICE_CLERK), approved)
    assert (later.edition, later.definition) == (2, approved.definition)
    with pytest.raises(RuleViolated, match="下一版"):
        revise_scheme(acting(Role.OFFICE_CLERK), approved)
    assert end_scheme(acting(Role.OFFICE_DIRECTOR), approved, reason="有了新办法").state == "ended"


def test_what_was_handed_in_stands_even_in_the_database(acting, draft):
    submit_scheme(acting(Role.OFFICE_CLERK), draft)
    with pytest.raises(RuleViolated, match="不能再改"):
        drop_part(acting(Role.OFFICE_CLERK), draft, kind=VETOES, which="false")
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        Scheme.objects.filter(pk=draft.pk).update(definition={})


def test_nobody_approves_their_own_and_what_does_not_add_up_is_not_handed_in(acting, hire, world):
    director = hire(Role.OFFICE_DIRECTOR)
    told = {"kind": "unit", "title": "评估办法"}
    empty = draft_scheme(acting(director), world.city, **told)
    with pytest.raises(RuleViolated, match="满分合计 0 分"):
        submit_scheme(acting(director), empty)
    own = submit_scheme(acting(director), draft_scheme(acting(director), world.city, **told, definition=SMALL))
    with pytest.raises(RuleViolated, match="另一个人批准"):
        approve_scheme(acting(director), own)
    with pytest.raises(InvalidTransition):
        end_scheme(acting(director), own, reason="不要了")


def test_denials(acting, draft, world):
    with pytest.raises(Denied):
        draft_scheme(acting(Role.INSPECTOR), world.city, kind="unit", title="评估办法")
    with pytest.raises(Denied):
        approve_scheme(acting(Role.OFFICE_CLERK), draft)
    with pytest.raises(OutOfReach):
        submit_scheme(acting(Role.OFFICE_CLERK, which=1), draft)
    assert scheme_in_force(acting, world, SMALL).state == "in_force"
