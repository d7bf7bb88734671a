"""The file of a team formation: every fault with its place; and the independent checker: every planted violation."""

import copy

import pytest

from tests.solving.team_tasks import person_of, plain, solved, team
from xuncha.core.errors import RuleViolated
from xuncha.solving.teams.checker import judge
from xuncha.solving.teams.reading import read_instance


def spoil(data, place, value):
    """The task with one value replaced; `place` is the way to it."""
    data = copy.deepcopy(data)
    part = data
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    return data


FAULTS = [
    (("format",), "xuncha.plan/1", "format：须为 xuncha.teams/1 之一"),
    (("places",), 0, "places：须为 1 到"),
    (("people",), [], "people：须有 1 到"),
    (("people", 1, "id"), "l1", "people[1].id：「l1」与 people[0].id 重复。"),
    (("people", 0, "rank"), "chief", 'people[0].rank：须为 leader、deputy、member 之一，现为「"chief"」。'),
    (("people", 0, "skills"), ["magic"], 'people[0].skills[0]：没有「"magic"」这个专长。'),
    (("people", 0, "home"), 5, "people[0].home：须为 0 到 4 的整数，现为「5」。"),
    (("people", 0, "service"), -1, "people[0].service：须为 0 到 1000 的整数，现为「-1」。"),
    (("people", 0, "former"), [{"unit": "z", "years_since": 1}], "people[0].former[0].unit：没有「z」这个单位。"),
    (("people", 0, "kin_units"), ["z"], 'people[0].kin_units[0]：没有「"z"」这个单位。'),
    (("people", 0, "available"), "yes", "people[0].available：须为 true 或 false"),
    (("teams",), [], "teams：须有 1 到"),
    (("teams", 0, "units"), ["z"], 'teams[0].units[0]：没有「"z"」这个单位。'),
    (("teams", 0, "skills"), {"magic": 1}, "teams[0].skills.magic：没有「magic」这个专长。"),
    (("teams", 0, "skills", "audit"), 4, "teams[0].skills.audit：要求 4 人，多于本组 3 人。"),
    (("teams", 0, "leaders"), 4, "teams[0].size：组长和副组长共 4 人，多于本组 3 人。"),
    (("teams", 0, "experienced"), 4, "teams[0].experienced：要求 4 人，多于本组 3 人。"),
    (("teams", 0, "pinned"), ["l1", "a1", "m1", "m2"], "teams[0].pinned：指定了 4 人，多于本组 3 人。"),
    (("teams", 0, "forbidden"), ["nobody"], 'teams[0].forbidden[0]：没有「"nobody"」这个人员。'),
    (("kin_pairs",), {}, "kin_pairs：须为列表。"),
    (("past_pairs",), [["l1"]], "past_pairs[0]：须为两个人员的编号。"),
    (("past_pairs",), [["l1", "l1"]], "past_pairs[0]：两个编号是同一个人。"),
    (("rules", "max_same_employer"), 0, "rules.max_same_employer：须为 1 到"),
    (("weights", "travel"), 1.5, "weights.travel：须为 0 到 1000 的整数，现为「1.5」。"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "sentence"), FAULTS)
def test_a_fault_is_told_with_its_place(place, value, sentence):
    with pytest.raises(RuleViolated) as refusal:
        read_instance(spoil(plain(), place, value))
    assert sentence in "\n".join(str(reason.text) for reason in refusal.value.reasons)


def test_faults_in_pairs_and_pins():
    data = plain(kin_pairs=[["l1", "ghost"], "l1 l2"])
    data["teams"][0]["pinned"] = ["l1", "m1"]
    data["teams"][1] |= {"pinned": ["l1"], "forbidden": ["l1"]}
    with pytest.raises(RuleViolated) as refusal:
        read_instance(data)
    assert [str(reason.text) for reason in refusal.value.reasons] == [
        "teams[1].pinned[0]：「l1」既指定在本组，又不得进本组。",
        "teams[1].pinned[0]：「l1」已由 teams[0].pinned[0] 指定在另一组。",
        "kin_pairs[0]：没有「ghost」这个人员。",
        "kin_pairs[1]：须为两个人员的编号。",
    ]


def test_what_is_no_object_is_no_task():
    with pytest.raises(RuleViolated, match="须为对象"):
        read_instance([])
    with pytest.raises(RuleViolated, match=r"teams\[0\]\.skills：须为对象"):
        read_instance(plain(teams=[team("t1", "a", skills=[])]))


@pytest.fixture(scope="module")
def good():
    data = plain()
    return data, solved(data)


def broken(data, result):
    return "\n".join(str(violation) for violation in judge(data, result).violations)


TIES = {
    "t1：l1 不能抽调。": {"available": False},
    "t1：l1 已参加 3 轮且上一轮刚参加，本轮应轮休。": {"service": 3, "served_last_round": True},
    "t1：l1 籍贯在 a 所在地。": {"home": 0},
    "t1：l1 现任职于 a。": {"employer": "a"},
    "t1：l1 3 年前任职于 a。": {"former": [{"unit": "a", "years_since": 3}]},
    "t1：l1 的亲属任职于 a。": {"kin_units": ["a"]},
    "t1：l1 与 a 有利益关系。": {"interest_units": ["a"]},
    "t1：应有组长 1 人，现有 0 人。": {"rank": "member"},
    "t1：应有副组长 0 人，现有 1 人。": {"rank": "deputy"},
}


@pytest.mark.parametrize("sentence", TIES)
def test_the_checker_sees_a_planted_tie(good, sentence):
    data, result = copy.deepcopy(good)
    person_of(data, "l1").update(TIES[sentence])
    assert sentence in broken(data, result)
    assert sentence not in broken(*good)


def test_the_checker_sees_a_planted_team(good):
    data, result = copy.deepcopy(good)
    data["teams"][0] |= {"experienced": 1, "pinned": ["l2"], "forbidden": ["l1"]}
    data["kin_pairs"] = [["l1", "a1"]]
    data["rules"]["max_same_employer"] = 1
    for name in ("l1", "a1"):
        person_of(data, name)["employer"] = "same"
    person_of(data, "a1")["skills"] = []
    for sentence in (
        "t1：有经历的至少 1 人，现有 0 人。",
        "t1：缺少指定的 l2。",
        "t1：l1 不得进本组。",
        "t1：l1 与 a1 是亲属，不得同组。",
        "t1：同在 same 任职的至多 1 人，现有 2 人。",
        "t1：专长 audit 至少 1 人，现有 0 人。",
    ):
        assert sentence in broken(data, result)


def test_the_checker_sees_planted_seats_and_claims(good):
    data, result = good
    seats = result["teams"]
    for changed, sentence in (
        ({"teams": []}, "teams 须为对象"),
        ({"teams": {"t1": seats["t1"], "t9": []}}, "没有「t9」这个组。\n缺少「t2」组。"),
        ({"teams": {**seats, "t1": ["ghost", 7]}}, "t1：没有「ghost」这个人员。\nt1：没有「7」这个人员。"),
        ({"teams": {**seats, "t2": seats["t1"]}}, "l1 占了 2 个席位"),
        ({"teams": {**seats, "t1": seats["t1"][:2]}}, "t1：应有 3 人，现有 2 人。"),
        ({"objective": 1}, "objective 写的是 1，实为"),
        ({"parts": None}, "parts.travel 写的是 None"),
        ({"bound": 10_000}, "下界 10000 高于目标值"),
        ({"bound": -1}, "证明不了"),
        ({"bound": "much"}, "bound 须为有限的数"),
        ({"bound": None}, "bound 须为有限的数"),
        ({"status": "infeasible"}, "没有可核验的分组"),
    ):
        assert sentence in broken(data, {**result, **changed})
    assert judge(data, {**result, "status": "feasible", "bound": None}).violations == []
