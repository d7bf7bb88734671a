"""What keeps a person from inspecting an organisation."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.avoidance import (
    Bond,
    Declared,
    Place,
    Weighing,
    Weight,
    blocking,
    from_words,
    grounds,
    in_words,
    weighing,
    within_team,
)

TODAY = date(2022, 5, 10)
UNIT = Place(1, "测试市第一局", above=(9,))
BELOW = Place(2, "第一局下属中心", above=(1, 9))
ABOVE = Place(9, "主管部门")
ELSEWHERE = Place(5, "另一家单位", above=(6,))


def found(*ties: Declared, employer: Place | None = None, **more) -> list[tuple[str, str]]:
    return [(g.weight, str(g.text)) for g in grounds("何某", ties, employer, UNIT, on=TODAY, **more)]


@pytest.mark.parametrize(
    ("bond", "weight", "sentence"),
    [
        (Bond.KIN, "block", "何某 的亲属任职于该单位"),
        (Bond.NATIVE, "block", "何某 籍贯在该单位"),
        (Bond.RESIDENCE, "warn", "何某 居住在该单位"),
        (Bond.EMPLOYED, "block", "何某 现任职于该单位"),
        (Bond.FORMER, "block", "何某 曾任职于该单位，不满 3 年"),
        (Bond.INTEREST, "block", "何某 与该单位有利益关系"),
    ],
)
def test_each_kind_of_tie_to_the_unit_itself(bond, weight, sentence):
    assert found(Declared(bond, UNIT)) == [(weight, sentence)]
    assert found(Declared(bond, ELSEWHERE)) == []


def test_the_employer_counts_as_a_present_post_and_is_said_once():
    assert found(employer=UNIT) == [("block", "何某 现任职于该单位")]
    assert found(Declared(Bond.EMPLOYED, UNIT), employer=UNIT) == [("block", "何某 现任职于该单位")]
    assert found(employer=ELSEWHERE) == []


def test_a_unit_below_weighs_as_much_and_one_above_is_looked_at():
    assert found(Declared(Bond.KIN, BELOW)) == [("block", "何某 的亲属任职于第一局下属中心")]
    assert found(Declared(Bond.KIN, ABOVE)) == [("warn", "何某 的亲属任职于主管部门")]


@pytest.mark.parametrize(
    ("until", "years", "weight"),
    [
        (date(2019, 5, 10), 3, "warn"),
        (date(2019, 5, 11), 3, "block"),
        (date(2018, 1, 1), 5, "block"),
        (date(2021, 5, 10), 1, "warn"),
        (None, 3, "block"),
    ],
)
def test_a_former_post_blocks_for_some_years(until, years, weight):
    [(got, sentence)] = found(Declared(Bond.FORMER, UNIT, until=until), rules=Weighing(former_years=years))
    assert got == weight
    assert sentence.endswith(f"已满 {years} 年" if weight == "warn" else f"不满 {years} 年")


def test_an_ended_tie_is_over_but_an_ended_post_is_a_former_one():
    assert found(Declared(Bond.KIN, UNIT, ended_on=TODAY)) == []
    assert found(Declared(Bond.KIN, UNIT, ended_on=date(2022, 5, 11))) == [("block", "何某 的亲属任职于该单位")]
    assert found(Declared(Bond.EMPLOYED, UNIT, ended_on=date(2022, 1, 1))) == [
        ("block", "何某 曾任职于该单位，不满 3 年")
    ]


TIES = st.lists(
    st.builds(
        Declared,
        st.sampled_from(Bond),
        st.sampled_from([UNIT, BELOW, ABOVE, ELSEWHERE]),
        st.none() | st.dates(date(2010, 1, 1), TODAY),
        st.none() | st.dates(date(2010, 1, 1), date(2030, 1, 1)),
    )
)


@given(TIES)
def test_the_heaviest_come_first_and_blocking_picks_them(ties):
    all_found = grounds("何某", ties, None, UNIT, on=TODAY)
    heavy = blocking(all_found)
    assert all_found[: len(heavy)] == heavy
    assert all(g.weight is Weight.WARN for g in all_found[len(heavy) :])


@given(TIES, TIES)
def test_declaring_more_never_takes_a_ground_away(some, more):
    before = grounds("何某", some, None, UNIT, on=TODAY)
    after = grounds("何某", [*some, *more], None, UNIT, on=TODAY)
    assert set(map(str, before)) <= set(map(str, after))


def test_an_office_lays_down_what_a_kind_weighs_and_for_whom():
    rules = weighing(
        [
            {"bond": "native", "position": "", "weight": "warn"},
            {"bond": "native", "position": "team_leader", "weight": "block"},
            {"bond": "residence", "position": "", "weight": "ok"},
        ]
    )
    native = Declared(Bond.NATIVE, UNIT)
    assert found(native, rules=rules, position="inspector")[0][0] == "warn"
    assert found(native, rules=rules, position="team_leader")[0][0] == "block"
    assert found(native, rules=rules)[0][0] == "block"  # no place yet: as strict as in any
    assert found(Declared(Bond.RESIDENCE, UNIT), rules=rules) == []
    assert found(Declared(Bond.KIN, UNIT), rules=rules, position="inspector")[0][0] == "block"


def test_a_row_is_written_and_read_in_words():
    row = {"bond": "native", "position": "team_leader", "weight": "block"}
    assert in_words(row) == ["籍贯地", "组长", "回避"]
    assert from_words(3, in_words(row)) == row
    for cells in (["籍贯地", "组长"], ["籍贯地", "组长", "可以"]):
        with pytest.raises(ValueError, match="3"):
            from_words(3, cells)


def test_two_in_one_team():
    kin = within_team("何某", "林某", Bond.TEAM_KIN)
    assert kin is not None
    assert (kin.weight, str(kin.text)) == ("block", "何某 与同组的林某是亲属")
    lax = weighing([{"bond": "team_superior", "position": "", "weight": "ok"}])
    assert within_team("何某", "林某", Bond.TEAM_SUPERIOR, rules=lax) is None


def test_the_same_ground_is_told_once():
    assert len(found(Declared(Bond.KIN, UNIT), Declared(Bond.KIN, UNIT))) == 1
