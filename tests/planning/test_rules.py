"""What a plan may say, and what changed between two versions: no database."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.planning.rules import (
    Change,
    Difference,
    Line,
    PlanFacts,
    TermFacts,
    differences,
    hints,
    reasons_not_to_add,
    reasons_not_to_approve,
    reasons_not_to_move,
    reasons_not_to_open_term,
    reasons_not_to_place,
    reasons_not_to_submit,
    reasons_not_to_target,
    reasons_not_to_touch,
    totals,
)

NAMES = {n: f"第{n}局" for n in range(1, 13)}
KINDS = ["routine", "special", "follow_up"]
LINE = st.builds(Line, st.integers(1, 6), st.sampled_from(KINDS), st.integers(2022, 2026), st.integers(0, 3))
PLAN = st.lists(LINE, unique_by=lambda line: (line.target, line.type))


def facts(*lines: Line, **more) -> PlanFacts:
    given_facts = {"years": range(2022, 2027), "today": 2024, "names": NAMES, "counted": frozenset()}
    return PlanFacts(**{**given_facts, "lines": lines, **more})


def texts(reasons) -> list[str]:
    return [str(r.text) for r in reasons]


@given(PLAN, PLAN)
def test_the_difference_applied_to_the_old_version_gives_the_new_one(old, new):
    changes = differences(old, new)
    kept = set(old) - {change.old for change in changes}
    assert kept | {change.new for change in changes if change.new} == set(new)


@given(PLAN)
def test_a_version_does_not_differ_from_itself(plan):
    assert differences(plan, reversed(plan)) == []


@given(PLAN, PLAN)
def test_the_way_back_undoes_every_change(old, new):
    there, back = totals(differences(old, new)), totals(differences(new, old))
    assert (there[Change.ADDED], there[Change.REMOVED]) == (back[Change.REMOVED], back[Change.ADDED])
    assert there[Change.MOVED] == back[Change.MOVED]


@given(PLAN, PLAN, st.sets(st.integers(1, 6)))
def test_only_what_was_added_to_a_newcomer_is_a_supplement(old, new, newcomers):
    for change in differences(old, new, newcomers):
        assert (change.change is Change.SUPPLEMENTED) == (change.old is None and change.target in newcomers)


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (Line(1, "routine", 2023), Line(1, "routine", 2024), Change.MOVED),
        (Line(1, "routine", 2023, 1), Line(1, "routine", 2023, 2), Change.MOVED),
        (Line(1, "routine", 2023), Line(1, "special", 2023), Change.MOVED),
    ],
)
def test_another_year_round_or_type_is_one_move(old, new, change):
    assert differences([old], [new]) == [Difference(change, old, new)]


def test_a_line_of_the_same_type_is_paired_before_any_other():
    kept, gone, come = Line(1, "routine", 2025), Line(1, "special", 2022), Line(1, "routine", 2022)
    assert differences([gone, kept], [come]) == [
        Difference(Change.MOVED, kept, come),
        Difference(Change.REMOVED, gone, None),
    ]


def test_a_difference_knows_its_target_and_its_years():
    moved = Difference(Change.MOVED, Line(3, "routine", 2023), Line(3, "routine", 2025))
    assert (moved.target, moved.years) == (3, {2023, 2025})
    assert Difference(Change.REMOVED, Line(4, "routine", 2023), None).target == 4


def test_a_line_stands_within_the_term_and_for_a_target_that_is_not_withdrawn():
    assert reasons_not_to_place(facts(), Line(1, "routine", 2026)) == []
    assert texts(reasons_not_to_place(facts(), Line(1, "routine", 2027))) == ["年度应在本届任期 2022—2026 年之内。"]
    assert texts(reasons_not_to_place(facts(withdrawn=frozenset({1})), Line(1, "routine", 2025))) == [
        "第1局已撤出本届巡察对象，不再安排。"
    ]
    annual = facts(annual=True, years=range(2025, 2026))
    assert texts(reasons_not_to_place(annual, Line(1, "routine", 2026))) == ["本计划只安排 2025 年的巡察。"]


@pytest.mark.parametrize(
    ("old", "new", "inspected", "allowed"),
    [
        (None, Line(1, "routine", 2023), None, False),
        (None, Line(1, "routine", 2023), frozenset(), True),
        (None, Line(1, "routine", 2024), None, True),
        (Line(1, "routine", 2023), None, None, False),
        (Line(1, "routine", 2023), Line(1, "routine", 2025), None, False),
        (Line(1, "routine", 2023), Line(1, "routine", 2025), frozenset(), True),
        (Line(1, "routine", 2023), Line(1, "routine", 2023, 2), frozenset(), True),
        (Line(1, "routine", 2023), None, frozenset(), True),
        (Line(1, "routine", 2023), None, frozenset({(1, "special")}), True),
        (Line(1, "routine", 2024), None, frozenset({(1, "routine")}), False),
        (Line(1, "routine", 2025), Line(1, "routine", 2023), frozenset(), True),
        (Line(1, "routine", 2025), Line(1, "routine", 2023), None, False),
        (Line(1, "routine", 2025), Line(1, "routine", 2026), None, True),
        (Line(1, "routine", 2023), Line(1, "routine", 2023), None, True),
    ],
)
def test_history_stays_once_a_version_covered_it(old, new, inspected, allowed):
    amendment = facts(base=[Line(1, "routine", 2023)], inspected=inspected)
    assert (reasons_not_to_touch(amendment, (old, new)) == []) is allowed
    assert reasons_not_to_touch(facts(inspected=inspected), (old, new)) == []


def test_a_target_is_added_once_per_type():
    plan = facts(Line(1, "routine", 2025))
    assert reasons_not_to_add(plan, Line(1, "special", 2025)) == []
    assert texts(reasons_not_to_add(plan, Line(1, "routine", 2026))) == [
        "第1局在本版规划中已有同类安排，请用“调”改动原有的一条。"
    ]


def test_a_move_changes_something_and_meets_no_other_line():
    old, other = Line(1, "routine", 2025), Line(1, "special", 2025)
    plan = facts(old, other)
    assert reasons_not_to_move(plan, (old, replace(old, year=2026))) == []
    assert texts(reasons_not_to_move(plan, (old, old))) == ["年度、轮次和类型都没有变化。"]
    assert texts(reasons_not_to_move(plan, (old, replace(old, type="special")))) == [
        "第1局在本版规划中已有这一类型的安排。"
    ]


def test_a_first_plan_is_handed_in_when_every_counted_target_has_its_routine_inspection():
    full = facts(Line(1, "routine", 2022), Line(2, "routine", 2026), counted=frozenset({1, 2}))
    assert reasons_not_to_submit(full) == []
    special = facts(Line(1, "routine", 2022), Line(2, "special", 2026), counted=frozenset({1, 2}))
    assert texts(reasons_not_to_submit(special)) == ["应全覆盖的对象还有 1 家没有安排常规巡察：第2局。"]
    assert texts(reasons_not_to_submit(facts())) == ["还没有安排任何一家单位。"]


def test_a_long_list_of_names_is_cut():
    [reason] = reasons_not_to_submit(facts(Line(12, "routine", 2024), counted=frozenset(range(1, 12))))
    assert str(reason.text).startswith("应全覆盖的对象还有 11 家")
    assert str(reason.text).endswith("第8局…。")


def test_an_amendment_says_why_and_changes_something_that_is_not_history():
    base = [Line(1, "routine", 2022), Line(2, "routine", 2025)]
    later = [base[0], Line(2, "routine", 2026)]
    assert reasons_not_to_submit(facts(*later, base=base, reason="撞期")) == []
    assert texts(reasons_not_to_submit(facts(*base, base=base))) == [
        "与现行版本没有差别，没有可批准的内容。",
        "没有写调整理由。",
    ]
    assert texts(reasons_not_to_submit(facts(base[1], base=base, reason="撞期"))) == [
        "2022 年已经过去，不能改动第1局的安排。"
    ]


def test_what_is_refused_for_one_year_is_said_once_with_all_names():
    base = [Line(n, "routine", 2022) for n in (1, 2)]
    later = [Line(n, "routine", 2025) for n in (1, 2)]
    assert texts(reasons_not_to_submit(facts(*later, base=base, reason="推迟"))) == [
        "2022 年已经过去，不能改动第1局、第2局的安排。"
    ]
    done = frozenset({(1, "routine")})
    assert texts(reasons_not_to_submit(facts(*later, base=base, reason="推迟", inspected=done))) == [
        "第1局已经进驻巡察，2022 年的这一安排不能再改动。"
    ]


def test_a_withdrawn_target_stays_in_past_years_only():
    gone = frozenset({1})
    assert reasons_not_to_submit(facts(Line(1, "routine", 2023), withdrawn=gone)) == []
    assert texts(reasons_not_to_submit(facts(Line(1, "routine", 2025), withdrawn=gone))) == [
        "第1局已撤出本届巡察对象，仍在规划中（1 家）。"
    ]


def test_an_annual_plan_carries_out_the_five_year_plan():
    outline = [Line(1, "routine", 2024), Line(2, "routine", 2024)]
    year = {"annual": True, "years": range(2024, 2025), "counted": frozenset({1, 2, 3}), "outline": outline}
    assert reasons_not_to_submit(facts(*outline, Line(3, "special", 2024), **year)) == []
    assert texts(reasons_not_to_submit(facts(outline[0], Line(3, "routine", 2024), **year))) == [
        "五年规划安排在今年的 1 家没有列入：第2局。要推迟的，先调整五年规划。",
        "1 家的常规巡察不在五年规划今年的安排里：第3局。要提前的，先调整五年规划。",
    ]
    assert reasons_not_to_submit(facts(outline[0], **{**year, "withdrawn": frozenset({2})})) == []


@pytest.mark.parametrize(
    ("actor", "submitter", "base_in_force", "refusals"),
    [(3, 2, True, 0), (1, 2, True, 1), (2, 2, True, 1), (3, None, True, 0), (3, 2, False, 1), (1, 2, False, 2)],
)
def test_nobody_approves_their_own_plan_nor_one_that_is_out_of_date(actor, submitter, base_in_force, refusals):
    reasons = reasons_not_to_approve(actor=actor, author=1, submitter=submitter, base_in_force=base_in_force)
    assert len(reasons) == refusals


def test_a_heavy_year_is_hinted_at_and_refuses_nothing():
    even = [Line(n, "routine", 2021 + n) for n in range(1, 6)]
    assert hints(facts(*even)) == []
    heavy = facts(*[Line(n, "routine", 2022) for n in range(1, 5)], Line(5, "routine", 2023), Line(6, "special", 2022))
    assert [str(h) for h in hints(heavy)] == ["2022 年安排常规巡察 4 家，任期年均 1.0 家，请看力量够不够。"]
    assert [str(h) for h in hints(heavy, capacity=3)] == ["2022 年安排常规巡察 4 家，超过每年可承担的 3 家。"]
    assert hints(heavy, capacity=4) == []
    assert hints(facts(Line(1, "routine", 2024), annual=True, years=range(2024, 2025))) == []


@pytest.mark.parametrize(
    ("number", "first", "last", "sentence"),
    [
        (9, 2027, 2031, ""),
        (8, 2027, 2031, "第 8 届已经建立。"),
        (9, 2026, 2030, "与第 8 届（2022—2026 年）的年度重叠。"),
        (9, 2031, 2027, "截止年度应不早于起始年度。"),
        (9, 2027, 2037, "一届一般为五年，最长按十年登记。"),
    ],
)
def test_terms_are_numbered_once_and_do_not_overlap(number, first, last, sentence):
    reasons = reasons_not_to_open_term(TermFacts(number, first, last, [(8, 2022, 2026)]))
    assert texts(reasons) == ([sentence] if sentence else [])


def test_a_target_lies_in_the_area_exists_and_is_new():
    assert reasons_not_to_target(name="一局", within_area=True, closed=False, already=False) == []
    reasons = reasons_not_to_target(name="一局", within_area=False, closed=True, already=True)
    assert texts(reasons) == [
        "一局不在本届所辖范围内。",
        "一局已撤销或合并，不能列为巡察对象。",
        "一局已是本届巡察对象。",
    ]
    assert {r.field for r in reasons} == {"organisation"}
