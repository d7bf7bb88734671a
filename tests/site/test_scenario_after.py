"""The second half of a scenario: what was reported, heard, fed back, planned, done, asked and closed."""

import copy
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.site.test_scenario import CITY
from xuncha.clues.models import Clue
from xuncha.core.errors import RuleViolated
from xuncha.feedback.models import Instruction, Meeting, Opinion, Report, Session
from xuncha.foundation.accounts.models import Grant
from xuncha.rectification.models import (
    BodyOpinion,
    Dispute,
    DueNotice,
    EvidenceReview,
    Extension,
    Item,
    JointReview,
    Plan,
    Query,
    UnitReport,
)
from xuncha.site.scenario.doing import WAYS
from xuncha.site.scenario.loading import load
from xuncha.site.scenario.reading import read, schema

pytestmark = pytest.mark.django_db

FATES = [fate for fate in WAYS if fate != "late"]
BODIES = [
    {"name": "市纪委监委", "role": "discipline", "sees": []},
    {"name": "市委组织部", "role": "organisation", "sees": ["党组织建设"]},
]
AFTER: dict[str, Any] = {
    "clues": 1,
    "report": {"left_out": 1},
    "feedback": {
        "not_fed_back": 1,
        "gathered": 1,
        "returned": ["林业局"],
        "meetings": [
            {"on": "2022-09-20", "host": "主任", "leaders": ["领导甲|书记"], "units": ["教育局"]},
            {
                "on": "2022-10-28",
                "principal_on": "2022-10-27",
                "host": "主任",
                "leaders": ["领导甲|书记", "领导乙|副市长"],
                "units": ["林业局", "公司"],
                "not_signed_for": ["公司"],
            },
            {"on": "2022-11-24", "host": "主任", "leaders": ["领导丙|副市长"], "units": ["甲县农业局"]},
        ],
        "waiting": {"draft": ["甲县民政局"], "submitted": ["一镇"], "approved": ["二镇"]},
    },
    "rectification": {
        "submit_after": 8,
        "joint": {"from": "2022-11-01", "until": "2022-11-20", "bodies": BODIES},
        "usual": {"rest": "in_progress"},
        "units": {
            "教育局": {
                "returned_first": True,
                "items": dict.fromkeys(FATES, 1),
                "rest": "late",
                "reports": {"progress": "accepted", "principal": "returned"},
                "queries": [
                    {"on": "2022-09-25", "kind": "dispute", "text": "登记有时间差。", "answer": "情况属实。"},
                    {"on": "2022-11-20", "kind": "question", "text": "如何填报？"},
                ],
            },
            "林业局": {"plan": "returned"},
            "公司": {"plan": "drafting"},
        },
    },
}
MEETINGS = [
    {
        "body": "secretary",
        "on": "2022-08-30",
        "title": "书记专题会议",
        "place": "会议室",
        "chair": "丁",
        "attendees": ["丁 书记"],
        "agenda": [{"title": "听取汇报", "round": 1, "reports": True, "decision": "同意。"}],
        "minutes": "会议听取了汇报。",
    },
    {
        "body": "standing_committee",
        "on": "2022-11-18",
        "title": "常委会会议",
        "place": "会议室",
        "chair": "丁",
        "attendees": ["丁 书记"],
        "agenda": [{"title": "听取整改情况", "decision": "同意。"}],
        "minutes": "会议听取了情况。",
        "approved": False,
    },
]
INSTRUCTIONS = [
    {
        "kind": "named",
        "leader": "丁 书记",
        "on": "2022-08-30",
        "due_on": "2022-10-31",
        "matter": "听取汇报",
        "unit": "教育局",
        "text": "请限期解决。",
        "assigned_to": "教育局",
        "answers": [
            {"on": "2022-09-20", "text": "正在办理。", "judged": "2022-09-22", "returned": "没有结果。"},
            {"on": "2022-10-20", "text": "已办结。", "judged": "2022-10-24"},
        ],
    },
    {"kind": "written", "leader": "丁", "on": "2022-11-01", "text": "请研究。", "assigned_to": "林业局"},
]


@pytest.fixture
def city() -> dict[str, Any]:
    """A city of one round with six units, told to its end; the people who carry out a round are there too."""
    told = copy.deepcopy(CITY)
    units = ["教育局", "林业局", "公司", "甲县农业局", "甲县民政局", "一镇", "二镇"]
    told["organisations"][0]["names"] += ["档案馆", "党校", "气象局"]  # whose people are free to inspect the others
    told["terms"][0]["plan"]["by_year"]["2024"] = 3
    told["pools"] = [{"jurisdiction": "xs", "leader": 8, "deputy": 8, "expert": 8, "staff": 16}]
    told["terms"][0] |= {"meetings": MEETINGS, "instructions": INSTRUCTIONS}
    listed = [{"name": name, "type": "special"} for name in units]
    once = {**told["rounds"][0], "findings": 20 * len(units), "import_findings": True, "teams": [{"units": listed}]}
    told["rounds"] = [{**once, **copy.deepcopy(AFTER)}]
    told["rounds"][0]["field"], told["rounds"][0]["until"] = ["2022-06-13", "2022-08-05"], "2022-09-30"
    told["accounts"].append({"username": "head", "name": "庚局长", "roles": [["unit_head", "教育局"]]})
    told["accounts"].append({"username": "receiver", "name": "辛", "roles": [["discipline", "xs"]]})
    told["totals"][0]["figures"] = {"feedback.meetings": 2, "feedback.leaders_attending": 2, "meetings.secretary": 1}
    return told


@pytest.fixture
def play(tmp_path: Path):
    """Load a scenario that is told as data."""

    def perform(told: dict[str, Any]) -> None:
        path = tmp_path / "told.json"
        path.write_text(json.dumps(told), "utf-8")
        load(str(path), lambda _text: None)

    return perform


def states(model: Any, field: str = "state") -> Counter[str]:
    return Counter(model.objects.values_list(field, flat=True))


def test_a_round_is_told_from_its_reports_to_the_last_of_its_items(city, play):
    play(city)
    assert states(Report) == {"signed": 7}
    assert Report.objects.filter(left_out__isnull=False).count() == 1
    assert states(Meeting) == {"approved": 1, "minuted": 1}
    assert states(Instruction) == {"accepted": 1, "open": 1}
    assert states(Session) == {"held": 2, "planned": 1}
    assert states(Opinion) == {"received": 2, "delivered": 1, "approved": 2, "submitted": 1, "draft": 1}
    assert states(Clue) == {"handed": 1}
    assert states(JointReview) == {"concluded": 2}
    assert states(BodyOpinion, "grade") == {"amend": 1, "pass": 3}
    assert states(Plan) == {"accepted": 1, "returned": 1, "drafting": 1}
    assert (states(Query), states(Dispute)) == ({"asked": 1}, {"received": 1})
    assert states(UnitReport) == {"accepted": 1, "returned": 1}
    assert states(Extension) == {"asked": 1, "granted": 1, "refused": 1}
    assert {"note", "near", "late"} == set(states(DueNotice, "level"))
    assert {"original", "accepted", "doubtful"} >= set(states(EvidenceReview, "verdict")) > {"doubtful"}

    fates_ended_where_they_say()
    several_findings_stand_behind_a_gathered_item_and_one_stays_unsaid()
    units_have_their_people_and_nobody_judged_what_they_handed_in()


def fates_ended_where_they_say() -> None:
    """Of each fate one; the rest of the unit's items were closed late."""
    found = Counter(Item.objects.filter(plan__state="accepted").values_list("state", flat=True))
    late = found.pop("closed") - 1
    assert late > 0
    running = 7  # untouched, in progress, due soon, overdue, and the three that wanted more time
    ended = ("declared", "requested", "returned", "basically", "long_term", "reopened")
    assert found == {"in_progress": running, **dict.fromkeys(ended, 1)}
    assert Item.objects.filter(state="in_progress", due_on__lt=date(2022, 11, 21)).exists()


def several_findings_stand_behind_a_gathered_item_and_one_stays_unsaid() -> None:
    """The unit with the most findings shows both."""
    opinion = Opinion.objects.get(inspection__organisation__name="教育局")
    behind = Counter(opinion.items.values_list("sources__item", flat=True))
    assert sorted(behind.values())[-2:] == [1, 2]
    assert opinion.inspection.report.lines.filter(finding__fed_back__isnull=True).count() == 1


def units_have_their_people_and_nobody_judged_what_they_handed_in() -> None:
    """A liaison for each unit that was fed back to; its principal is that of the cast."""
    fed_back = Opinion.objects.filter(state__in=["delivered", "received"]).values_list(
        "inspection__organisation", flat=True
    )
    assert set(fed_back) <= set(Grant.objects.filter(role="unit_liaison").values_list("scope_id", flat=True))
    session = Session.objects.get(opinions__inspection__organisation__name="教育局")
    assert session.attendances.get(capacity="principal").name == "庚局长"
    for review in EvidenceReview.objects.select_related("evidence"):
        assert review.created_by_id != review.evidence.created_by_id
    for plan in Plan.objects.filter(state="accepted"):
        assert plan.accepted_by_id != plan.submitted_by_id


def test_an_unknown_fate_is_refused_with_its_place(city, play):
    city["rounds"][0]["rectification"]["usual"]["rest"] = "vanished"
    with pytest.raises(RuleViolated, match="rounds/0/rectification/usual/rest："):
        play(city)


def test_a_unit_that_was_not_inspected_has_nothing_to_be_fed_back(city, play):
    city["rounds"][0]["feedback"]["meetings"][0]["units"] = ["档案馆"]
    with pytest.raises(RuleViolated, match="「档案馆」在本轮没有巡察报告"):
        play(city)


def test_a_matter_hears_a_round_that_there_is(city, play):
    city["terms"][0]["meetings"][0]["agenda"][0]["round"] = 9
    with pytest.raises(RuleViolated, match="议题「听取汇报」的轮次不在场景里"):
        play(city)


def test_the_schema_names_every_fate_there_is():
    assert set(schema()["$defs"]["fate"]["enum"]) == set(WAYS)


def test_the_demo_has_every_fate_and_a_unit_with_two_items_overdue():
    stories = [s for r in read("city-2022")["rounds"] for s in r.get("rectification", {}).get("units", {}).values()]
    assert {fate for story in stories for fate in story.get("items", {})} | {"in_progress"} >= set(WAYS) - {"untouched"}
    assert any(story.get("items", {}).get("overdue", 0) >= 2 for story in stories)
    assert {story.get("plan", "accepted") for story in stories} == {"accepted", "drafting", "submitted", "returned"}
