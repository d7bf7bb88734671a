"""A timetable in plain values: rows, loads, shares, price; whom another one moves, why, and what it changes."""

import pytest

from tests.solving.plans import small
from xuncha.core.text import say
from xuncha.planning.rules.board import Figure, Load, Places, Timetable, figures, moves, placed_anew

VISITS = {"u0": 0, "u1": 0, "u2": 1, "u3": 1, "u4": 0, "u5": 1, "u6": 2, "u7": 2}
"""Education (u0, u4) in the first round, health (u1, u5) in the first two."""


def table(visits=VISITS, follow_up=1, topic=0, **values) -> Timetable:
    places = Places(
        visits,
        {} if follow_up is None else {"u0": follow_up},
        {} if topic is None else {"t1": topic},
    )
    return Timetable(small(8, **values), places, (1, 2, 3, 4))


def said(texts) -> list[str]:
    return [str(one) for one in texts]


def test_a_row_for_each_sector_and_one_for_those_without():
    rows = {row.sector: row for row in table({"u0": 0, "u4": 0, "u3": 2}).rows}
    assert list(rows) == ["education", "health", "towns", ""]
    assert rows["education"].cells == (("u0", "u4"), (), (), ())
    assert (rows["education"].placed, rows["health"].placed, rows[""].placed, rows[""].total) == (2, 0, 1, 2)


def test_loads_count_visits_follow_ups_and_topics():
    assert table().loads[0] == [Load("city", 2, 8), Load("county", 2 + 2, 6)]
    assert table().loads[1] == [Load("city", 1 + 1, 8), Load("county", 4, 6)]
    assert table(follow_up=None, topic=None).loads[0] == [Load("city", 2, 8), Load("county", 2, 6)]
    assert Load("city", 9, 8).over
    assert not Load("city", 8, 8).over


def test_shares_goals_and_the_last_round():
    made = table()
    assert made.counts == [3, 3, 2, 0]
    assert made.shares == [3 / 8, 6 / 8, 1.0, 1.0]
    assert made.goals == [(1, 0.3), (3, 1.0)]
    assert table(coverage=[{"year": 2030, "at_least": 1.0}]).goals == []
    assert str(made.complete_with) == "2023 年第 3 轮"
    some = table({"u0": 0})
    assert (some.complete_with, some.unplaced) == (None, [f"u{n}" for n in range(1, 8)])


@pytest.mark.parametrize("missing", [{"visits": {"u0": 0}}, {"follow_up": None}, {"topic": None}])
def test_without_every_place_there_is_no_price(missing):
    made = table(**missing)
    assert (made.verdict, made.price) == (None, None)


def test_the_price_is_that_of_the_checker():
    made = table()
    assert made.verdict is not None
    assert made.verdict.legal
    assert made.price == sum(made.verdict.parts.values())


def moved_by(old, new, decided=None):
    return {one.name: (str(one.old), str(one.new), said(one.why)) for one in moves(old, new, decided or {})}


def test_a_move_says_who_decided_it():
    new = table({**VISITS, "u6": 3, "u7": 3})
    found = moved_by(table(), new, {("u6", 3, True): "换届后", ("u7", 2, False): "与审计撞期"})
    assert found == {
        "u6": ("2023 年第 3 轮", "2023 年第 4 轮", ["指定在2023 年第 4 轮：换届后"]),
        "u7": ("2023 年第 3 轮", "2023 年第 4 轮", ["不排在2023 年第 3 轮：与审计撞期"]),
    }


def test_a_move_says_what_putting_it_back_would_break_or_cost():
    dear = table({**VISITS, "u6": 3})
    assert moved_by(table(), dear)["u6"][2] == ["放回原轮也合规，目标值不增加"]
    assert moved_by(dear, table())["u6"][2] == ["放回原轮，目标值多 1"]
    tight = small(8)["rounds"]
    tight[2]["capacity"] = {"city": 0, "county": 6}
    assert moved_by(table(), table({**VISITS, "u6": 3}, rounds=tight))["u6"][2] == [
        "「city」在 2023 年第 3 轮 的工作量 1 超过能力 0。"
    ]
    assert moved_by(table(), table({**VISITS, "u0": 2, "u4": 2}, follow_up=None))["u0"][2] == []


def test_those_who_must_go_together_are_put_back_together():
    later = table({**VISITS, "u0": 1, "u4": 1}, follow_up=2)
    for _old, _new, why in moved_by(table(), later).values():
        assert not any("联动" in one for one in why)


def test_a_unit_that_had_no_round_or_whose_round_is_gone():
    some = {name: here for name, here in VISITS.items() if name != "u6"}
    assert moved_by(table(some), table()) == {}
    assert placed_anew(table(some), table()) == ["u6"]
    fewer = small(8)["rounds"][:3]
    data = small(8, rounds=fewer, coverage=[], follow_ups=[], topics=[])
    for one in data["units"]:
        one["latest"] = 2
    shorter = Timetable(data, Places(VISITS), (1, 2, 3))
    assert moved_by(table({**VISITS, "u6": 3}), shorter)["u6"][2] == ["排期里不再有2023 年第 4 轮"]


def test_sentences_of_the_checker_name_rounds_as_people_do():
    data = small(8)
    for one, values in ((6, {"pinned": 3}), (7, {"latest": 1}), (2, {"together": "pair"}), (3, {"together": "pair"})):
        data["units"][one] |= values
    made = Timetable(data, Places({**VISITS, "u3": 2}, {"u0": 3}, {"t1": 1}), (5, 6, 7, 8))
    assert made.verdict is not None
    assert said(map(made.told, made.verdict.violations)) == [
        "「u6」排在第 7 轮，而已指定第 8 轮。",
        "「u7」排在第 7 轮，应在 5 到 6 轮。",
        "「pair」须同轮，却分在 6、7 轮。",
        "「u0」的回访隔 3 轮，应隔 1 到 2 轮。",
        "专项「t1」与「u2」的常规巡察同在第 6 轮。",
    ]


def test_only_the_first_moves_are_explained(monkeypatch):
    monkeypatch.setattr("xuncha.planning.rules.board.EXPLAINED", 1)
    found = moves(table(), table({**VISITS, "u6": 3, "u7": 3}), {})
    assert [bool(one.why) for one in found] == [True, False]


def test_what_differs_in_numbers():
    parts = {"priority": say("急的先巡"), "moved": say("少改动")}
    found = {str(one.label): one for one in figures(table(), table({**VISITS, "u6": 3, "u5": 2}), parts)}
    assert (found["2022 年第 2 轮任务（家）"].old, found["2022 年第 2 轮任务（家）"].new) == (3, 2)
    assert found["2022 年底覆盖率"] == Figure(say("{year} 年底覆盖率", year=2022), 0.75, 0.625, percent=True)
    assert (str(found["全覆盖"].old), str(found["全覆盖"].new)) == ("2023 年第 3 轮", "2023 年第 4 轮")
    assert found["不合规定（处）"].new == 1
    assert "急的先巡" in found
    assert "少改动" not in found
    open_ = {str(one.label): one for one in figures(table({"u0": 0}), table(), parts)}
    assert (open_["目标值"].old, open_["全覆盖"].old, open_["不合规定（处）"].old) == (None, None, None)
