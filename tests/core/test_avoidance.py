"""What keeps a person from inspecting an organisation."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.avoidance import Bond, Declared, Place, Weight, blocking, grounds

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
    [(got, sentence)] = found(Declared(Bond.FORMER, UNIT, until=until), former_years=years)
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
