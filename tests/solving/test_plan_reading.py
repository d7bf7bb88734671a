"""Instance files of the coverage plan: what is wrong, and where."""

import pytest

from tests.solving.plans import small
from xuncha.core.errors import RuleViolated
from xuncha.solving.plan.instance import read_instance


def at(data, path, value):
    """The instance with another value at a path."""
    *way, last = path
    inner = data
    for step in way:
        inner = inner[step]
    inner[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("format",), "other", "format：须为「xuncha.plan/1」"),
        (("units", 3, "sector"), "nowhere", "units[3].sector：没有「nowhere」这个板块"),
        (("units", 3, "workload"), -2, "units[3].workload：须为 0 到"),
        (("units", 3, "workload"), 10**30, "units[3].workload：须为 0 到 10000 的整数"),
        (("units", 3, "priority"), True, "units[3].priority：须为 0 到 10000 的整数，现为「true」"),
        (("units", 3, "latest"), 9, "units[3].latest：须为 0 到 3 的整数，现为「9」"),
        (("units", 3, "earliest"), 3, None),
        (("units", 3, "pinned"), 7, "units[3].pinned：须为 0 到 3"),
        (("units", 3, "id"), "u1", "units[3].id：「u1」与 units[1].id 重复"),
        (("units", 3, "pool"), "nobody", "units[3].pool：没有一轮的 capacity 给了「nobody」队伍能力"),
        (("units", 3, "forbidden"), [1, "x"], "units[3].forbidden[1]：须为"),
        (("units",), [], "units：须有 1 到 10000 项，现有 0 项"),
        (("units",), {}, "units：须为列表"),
        (("rounds", 1, "year"), 2021, "rounds[1].year：各轮须按时间先后排列"),
        (("rounds", 1, "capacity"), 5, "rounds[1].capacity：须为对象"),
        (("rounds", 1, "capacity"), {"city": -1}, "rounds[1].capacity.city：须为 0 到"),
        (("rounds", 1, "id"), "2022-1", "rounds[1].id：「2022-1」与 rounds[0].id 重复"),
        (("sectors", 0, "link"), "tight", "sectors[0].link：须为 none、same_round、two_rounds 之一"),
        (("coverage", 0, "at_least"), 1.5, "coverage[0].at_least：须为 0 到 1 的数"),
        (("coverage", 1, "year"), 2022, "coverage[1].year：2022 年的进度写了两次"),
        (("follow_ups", 0, "unit"), "u99", "follow_ups[0].unit：没有「u99」这个单位"),
        (("follow_ups", 0, "min_gap"), 5, "follow_ups[0].max_gap：须不小于 min_gap（5），现为 2"),
        (("topics", 0, "members"), ["u1", "u1"], "topics[0].members[1]：「u1」重复"),
        (("topics", 0, "earliest"), 4, "topics[0].earliest：须为 0 到 3"),
        (("weights",), None, "weights：须为对象"),
        (("weights", "moved"), "six", "weights.moved：须为"),
    ],
)
def test_a_fault_has_its_place(path, value, sentence):
    data = at(small(), path, value)
    if sentence is None:
        assert read_instance(data)
        return
    with pytest.raises(RuleViolated) as refusal:
        read_instance(data)
    assert sentence in "\n".join(str(reason.text) for reason in refusal.value.reasons)


def test_contradictory_pins_and_windows_are_refused():
    data = small()
    data["units"][2] |= {"pinned": 1, "forbidden": [1]}
    data["units"][4] |= {"earliest": 3, "latest": 1}
    with pytest.raises(RuleViolated) as refusal:
        read_instance(data)
    assert [reason.field for reason in refusal.value.reasons] == ["units[2].pinned", "units[4].latest"]


def test_ten_thousand_units_are_read_and_one_more_is_not():
    data = small()
    data["units"] = [{**data["units"][0], "id": f"u{n}"} for n in range(10_001)]
    with pytest.raises(RuleViolated, match="units：须有 1 到 10000 项，现有 10001 项"):
        read_instance(data)
    data["units"].pop()
    assert len(read_instance(data).units) == 10_000


def test_what_is_no_object_is_refused():
    with pytest.raises(RuleViolated, match="须为对象"):
        read_instance([])
