"""Rules of rounds: each sentence with the facts that bring it and the facts that do not."""

from dataclasses import replace
from datetime import date

import pytest

from xuncha.core.permissions import Role
from xuncha.core.text import say
from xuncha.foundation.orgs.models import UnitType
from xuncha.planning.models import InspectionType
from xuncha.rounds import rules
from xuncha.rounds.models import Position
from xuncha.rounds.rules import (
    TIME_NODES,
    AddingFacts,
    Clash,
    DatesFacts,
    MemberFacts,
    NamingFacts,
    RoundFacts,
    TeamFacts,
    Tied,
    UnitFacts,
)
from xuncha.rounds.rules.inspections import TOWNSHIP, VILLAGE
from xuncha.rounds.workflow import RoundState as S

DATES = DatesFacts(2022, 2022, 2026, date(2022, 4, 10), date(2022, 6, 10), date(2022, 12, 31))
CREW = tuple(MemberFacts(f"甲{n}", p) for n, p in enumerate((Role.TEAM_LEADER, Role.DEPUTY_LEADER, Role.TEAM_LIAISON)))
TEAM = TeamFacts(7, "第一巡察组", 1, CREW)
WHOLE = RoundFacts(DATES, "方案", (TEAM,), (UnitFacts("甲局"),))

KIN = say("{person} 的亲属任职于{place}", person="甲", place="该单位")


def text(reasons) -> str:
    return "\n".join(str(r.text) for r in reasons)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"year": 2021, "field_from": None}, "year", "年度 2021 不在本届任期（2022—2026）内"),
        ({"year": 2023}, "field_from", "进驻日期要在 2023 年内"),
        ({"field_to": date(2022, 4, 9)}, "field_to", "撤点日期要在进驻日期之后"),
        ({"field_to": date(2027, 1, 9), "authority_to": None}, "field_to", "本届任期结束（2026 年）之前"),
        ({"authority_to": date(2022, 6, 9)}, "authority_to", "授权截止日要不早于撤点日期 2022-06-10"),
    ],
)
def test_wrong_dates_are_told_beside_the_field(change, field, words):
    reasons = rules.reasons_against_dates(replace(DATES, **change))
    assert [r.field for r in reasons] == [field]
    assert words in text(reasons)


def test_right_dates_and_missing_dates_are_no_fault_yet():
    assert rules.reasons_against_dates(DATES) == []
    assert rules.reasons_against_dates(DatesFacts(2022, 2022, 2026)) == []


def test_a_complete_round_may_be_submitted():
    assert rules.reasons_not_to_submit(WHOLE) == []


def test_everything_that_is_missing_is_told_at_once_with_its_place():
    empty = RoundFacts(DatesFacts(2022, 2022, 2026), " ", (), ())
    reasons = rules.reasons_not_to_submit(empty)
    assert [r.field for r in reasons] == ["field_from", "field_to", "authority_to", "scheme", "", ""]
    assert [r.mend for r in reasons] == ["#dates"] * 4 + ["#units", "#teams"]


def test_a_scheme_with_remarks_of_the_sample_is_not_submitted():
    reasons = rules.reasons_not_to_submit(replace(WHOLE, scheme=rules.SCHEME))
    assert {(r.field, r.mend) for r in reasons} == {("scheme", "#scheme")}
    assert [str(r.text) for r in reasons][:1] == [
        "工作方案「一、指导思想」里还是样稿的提示「（写明依据的上级部署和本轮要求）」，请换成本轮的内容。"
    ]
    assert len(reasons) == rules.SCHEME.count("（写明")
    inline = replace(WHOLE, scheme="巡察对象(写明几家)和方式")
    assert "工作方案「(写明几家)」" in text(rules.reasons_not_to_submit(inline))
    assert rules.reasons_not_to_submit(replace(WHOLE, scheme="一、指导思想\n报告里写明依据（含条款）。")) == []


@pytest.mark.parametrize(
    ("state", "withdrawn_on", "words"),
    [
        (S.IN_FIELD, None, ""),
        (S.AUTHORISED, None, "本轮不在驻点中"),
        (S.WITHDRAWN, date(2022, 6, 1), "「甲局」已于 2022-06-01 撤点"),
    ],
)
def test_a_team_comes_out_of_a_unit_once_while_the_round_is_in_the_field(state, withdrawn_on, words):
    found = rules.reasons_not_to_leave_unit(state, unit="甲局", withdrawn_on=withdrawn_on)
    assert words in text(found)
    assert bool(found) == bool(words)


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (UnitFacts("甲局", has_team=False), "「甲局」还没有分给巡察组"),
        (UnitFacts("甲局", busy=("第一轮",)), "「甲局」同期已列入「第一轮」"),
    ],
)
def test_a_unit_without_team_or_in_two_rounds_at_once_blocks(unit, words):
    assert words in text(rules.reasons_not_to_submit(replace(WHOLE, units=(unit,))))


@pytest.mark.parametrize(
    ("team", "words"),
    [
        (replace(TEAM, units=0), "还没有巡察对象"),
        (replace(TEAM, members=CREW[1:]), "要有 1 名组长"),
        (replace(TEAM, members=(CREW[0], *CREW)), "要有 1 名组长"),
        (replace(TEAM, members=(CREW[0], CREW[2])), "还没有副组长"),
        (replace(TEAM, members=CREW[:2]), "还没有联络员"),
        (replace(TEAM, members=CREW[:2]), "只有 2 人，至少要 3 人"),
        (replace(TEAM, members=(replace(CREW[0], has_account=False), *CREW[1:])), "甲0还没有开通账号"),
        (replace(TEAM, members=(replace(CREW[0], tied_to_all=True), *CREW[1:])), "都有回避关系"),
        (replace(TEAM, members=(replace(CREW[0], busy=("第一轮",)), *CREW[1:])), "甲0同期已在「第一轮」任职"),
    ],
)
def test_a_team_that_is_not_whole_blocks(team, words):
    reasons = rules.reasons_not_to_submit(replace(WHOLE, teams=(team,)))
    assert words in text(reasons)
    assert {r.mend for r in reasons} == {"#team-7"}


def test_a_target_outside_the_plan_is_a_hint_not_a_block():
    facts = replace(WHOLE, units=(UnitFacts("甲局", in_plan=False),))
    assert rules.reasons_not_to_submit(facts) == []
    assert "不在现行规划里" in text(rules.hints_before_submit(facts))
    assert rules.hints_before_submit(WHOLE) == []


def test_nobody_approves_what_they_submitted():
    assert "另一人批准" in text(rules.reasons_not_to_approve(approver_submitted=True))
    assert rules.reasons_not_to_approve(approver_submitted=False) == []


def test_an_authority_that_is_over_is_not_given():
    assert rules.reasons_not_to_authorise(WHOLE, date(2022, 12, 31)) == []
    assert "授权截止日已过" in text(rules.reasons_not_to_authorise(WHOLE, date(2023, 1, 1)))


@pytest.mark.parametrize(
    ("day", "entered", "words"),
    [
        (date(2022, 5, 11), None, "日期不能晚于今天"),
        (date(2022, 5, 9), None, "授权已于 2022-05-08 到期"),
        (date(2022, 5, 1), date(2022, 5, 2), "不早于进驻日期 2022-05-02"),
    ],
)
def test_entry_and_withdrawal_lie_in_order_and_in_the_past(day, entered, words):
    reasons = rules.reasons_against_day(
        day=day, today=date(2022, 5, 10), authority_to=date(2022, 5, 8), entered=entered
    )
    assert words in text(reasons)


def test_an_entry_today_within_the_authority_is_fine():
    day = date(2022, 5, 10)
    assert rules.reasons_against_day(day=day, today=day, authority_to=None) == []


@pytest.mark.parametrize("state", list(S))
def test_only_a_draft_is_changed(state):
    assert bool(rules.reasons_not_to_change(state)) is (state is not S.DRAFT)


EXTENSION = {
    "state": S.IN_FIELD,
    "until": date(2023, 1, 31),
    "now_until": date(2022, 12, 31),
    "today": date(2022, 12, 1),
    "reason_given": "材料待核",
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": S.CLOSED}, "只有已授权"),
        ({"until": date(2022, 12, 31)}, "要晚于现在的 2022-12-31"),
        ({"today": date(2023, 2, 1)}, "不早于今天"),
        ({"reason_given": " "}, "理由"),
    ],
)
def test_authority_is_extended_only_forward_with_a_reason_and_while_it_runs(change, words):
    assert words in text(rules.reasons_not_to_extend(**EXTENSION | change))
    assert rules.reasons_not_to_extend(**EXTENSION) == []


OWN = AddingFacts("甲局", "office", "routine", S.DRAFT, own=True, below=False)
BELOW = replace(OWN, own=False, below=True)
FOREIGN = replace(OWN, own=False, below=False)
EXTENDED = replace(OWN, type="extended", parent="乙局", parent_in_round=True, related=True)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replace(OWN, already=True), "同一轮只列一次"),
        (replace(OWN, closed=True), "已撤销"),
        (replace(OWN, round_state=S.SUBMITTED), "只能增加延伸巡察"),
        (replace(OWN, round_state=S.AUTHORISED), "只能增加延伸巡察"),
        (replace(EXTENDED, round_state=S.SUBMITTED), "只能增加延伸巡察"),
        (replace(OWN, type="upgraded"), "提级巡察的对象要属于下级"),
        (replace(FOREIGN, type="upgraded"), "提级巡察的对象要属于下级"),
        (replace(OWN, type="cross"), "交叉巡察的对象要属于其他地方"),
        (BELOW, "属于下级，请选提级巡察"),
        (FOREIGN, "跨地方请选交叉巡察"),
        (replace(OWN, type="follow_up"), "以前没有巡察过"),
        (replace(OWN, type="direct_village"), "直接巡村的对象要是村"),
        (replace(OWN, type="town_villages"), "巡乡带村的对象要是乡镇"),
        (replace(OWN, type="sector_joint"), "还没有登记板块"),
        (replace(EXTENDED, parent=""), "要选从哪一家延伸"),
        (replace(EXTENDED, parent_in_round=False), "「乙局」不在本轮"),
        (replace(EXTENDED, related=False), "写明延伸的事由"),
    ],
)
def test_why_an_organisation_cannot_be_inspected_this_way(facts, words):
    assert words in text(rules.reasons_not_to_add(facts))


@pytest.mark.parametrize(
    "facts",
    [
        OWN,
        EXTENDED,
        replace(EXTENDED, round_state=S.IN_FIELD),
        replace(EXTENDED, own=False, below=True, related=False, focus="下属资金流向"),
        replace(OWN, type="special"),
        replace(BELOW, type="special"),
        replace(BELOW, type="upgraded"),
        replace(BELOW, type="cross"),
        replace(FOREIGN, type="cross"),
        replace(OWN, type="follow_up", inspected_before=True),
        replace(BELOW, type="direct_village", unit_type="village"),
        replace(OWN, type="town_villages", unit_type="township"),
        replace(OWN, type="town_villages", unit_type="village"),
        replace(OWN, type="sector_joint", has_sector=True),
    ],
)
def test_ways_of_inspecting_that_are_right(facts):
    assert rules.reasons_not_to_add(facts) == []


def test_the_rules_use_codes_that_exist():
    assert set(InspectionType.values) >= rules.FREE_SCOPE
    assert {TOWNSHIP, VILLAGE} <= set(UnitType.values)
    assert {p.value for p in Position} <= {r.value for r in Role}


def test_a_sector_joint_act_takes_several_units_of_one_sector():
    assert rules.reasons_not_to_join(sectors=frozenset({"1"}), chosen=2) == []
    assert "至少选 2 家" in text(rules.reasons_not_to_join(sectors=frozenset({"1"}), chosen=1))
    assert "选了 2 个板块" in text(rules.reasons_not_to_join(sectors=frozenset({"1", "2"}), chosen=2))


def test_a_town_takes_villages_of_its_own():
    town = {"town": "甲镇", "unit_type": "township"}
    assert rules.reasons_not_to_take_villages(**town, chosen=1, foreign=()) == []
    wrong = rules.reasons_not_to_take_villages(town="甲局", unit_type="office", chosen=0, foreign=("乙村",))
    assert [r.field for r in wrong] == ["town", "villages", "villages"]


@pytest.mark.parametrize(
    ("state", "extensions", "words"),
    [(S.SUBMITTED, 0, "先退回修改"), (S.DRAFT, 2, "还有 2 个延伸对象")],
)
def test_a_unit_leaves_only_a_draft_and_not_from_under_its_extensions(state, extensions, words):
    assert words in text(rules.reasons_not_to_remove(state, unit="甲局", extensions=extensions))
    assert rules.reasons_not_to_remove(S.DRAFT, unit="甲局", extensions=0) == []


@pytest.mark.parametrize("state", list(S))
def test_a_unit_moves_until_the_teams_have_gone_in(state):
    assert bool(rules.reasons_not_to_move(state, unit="甲局")) is (state not in {S.DRAFT, S.AUTHORISED})


NAMING = NamingFacts("甲", Role.INSPECTOR, round_open=True, units=2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"round_open": False}, "不能调整人员"),
        ({"in_team": "第二巡察组"}, "甲已在本轮第二巡察组"),
        ({"left_pool": True}, "甲已出库"),
        ({"position": Role.TEAM_LEADER, "has_leader": True}, "本组已有组长"),
        (
            {"ties": (Tied("乙局", KIN), Tied("丙局", KIN))},
            "对「乙局」要回避：甲 的亲属任职于该单位",
        ),
        ({"ties": (Tied("乙局", KIN), Tied("丙局", KIN))}, "不能进本组"),
        ({"needs_account": True, "has_account": False}, "还没有开通账号"),
        ({"busy": ("第一轮",)}, "同期已在「第一轮」任职"),
    ],
)
def test_why_a_person_cannot_be_named(change, words):
    assert words in text(rules.reasons_not_to_name(replace(NAMING, **change)))


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"ties": (Tied("乙局", KIN),)},
        {"units": 0},
        {"has_account": False},
        {"has_leader": True},
        {"position": Role.TEAM_LEADER},
    ],
)
def test_a_person_who_may_be_named(change):
    assert rules.reasons_not_to_name(replace(NAMING, **change)) == []


LEAVING = {"position": Role.TEAM_LEADER, "staffed": False, "round_open": True, "reason_given": "借调期满"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"staffed": True}, "不能没有组长"),
        ({"round_open": False}, "不能调整人员"),
        ({"reason_given": ""}, "写明调整人员的理由"),
    ],
)
def test_why_a_member_cannot_leave(change, words):
    assert words in text(rules.reasons_not_to_leave(**LEAVING | change))
    assert rules.reasons_not_to_leave(**LEAVING) == []


def test_a_leader_of_a_running_team_leaves_when_somebody_takes_the_place():
    assert rules.reasons_not_to_leave(**LEAVING | {"staffed": True}, successor=True) == []


def test_teams_are_set_up_and_given_up_in_the_draft():
    assert rules.reasons_not_to_add_team(S.DRAFT, number=1, taken=False) == []
    wrong = text(rules.reasons_not_to_add_team(S.APPROVED, number=1, taken=True))
    assert "不能增加巡察组" in wrong
    assert "第 1 巡察组已在本轮" in wrong
    assert rules.reasons_not_to_remove_team(S.DRAFT, units=0, members=0) == []
    assert len(rules.reasons_not_to_remove_team(S.APPROVED, units=1, members=1)) == 3


def test_a_unit_that_leaves_a_member_nothing_to_do_is_told_with_the_tie():
    assert "列入「乙局」后，甲对本组全部对象都要回避（甲 的亲属任职于该单位）" in text(
        rules.reasons_not_to_load([Clash("甲", "乙局", KIN)])
    )
    assert rules.reasons_not_to_load([]) == []


def test_time_nodes_follow_the_field_period():
    days = {n.code: n.planned_on(date(2022, 4, 10), date(2022, 6, 10)) for n in TIME_NODES}
    assert (days["noticed"], days["entered"]) == (date(2022, 3, 31), date(2022, 4, 10))
    assert (days["withdrawn"], days["reported"]) == (date(2022, 6, 10), date(2022, 7, 1))


def test_an_office_brings_time_nodes_of_its_own():
    own = [{"code": "x", "label": "动员", "anchor": "field_from", "days": "-1"}]
    assert [n.code for n in rules.node_templates(own)] == ["x"]
    assert rules.node_templates(None) == TIME_NODES
