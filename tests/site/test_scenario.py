"""A scenario of a page: every type of inspection, what departments suggested, what was filed; and what is refused."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xuncha.core.errors import RuleViolated
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.planning.models import InspectionType
from xuncha.rounds.models import Inspection, Round, Suggestion
from xuncha.site.scenario.loading import load
from xuncha.site.scenario.reading import read

pytestmark = pytest.mark.django_db

CITY: dict[str, Any] = {
    "format": "xuncha.scenario/1",
    "name": "small-city",
    "title": "一个小市",
    "seed": 7,
    "today": "2022-11-21",
    "sectors": [["agriculture", "农业农村"]],
    "jurisdictions": [
        {"code": "xs", "name": "小市", "office": "小市市委巡察办", "level": "city"},
        {"code": "xs-a", "name": "甲县", "office": "甲县县委巡察办", "level": "county", "parent": "xs"},
    ],
    "organisations": [
        {"jurisdiction": "xs", "type": "office", "code": "XS", "names": ["教育局", "林业局|agriculture", "公司"]},
        {
            "jurisdiction": "xs",
            "type": "office",
            "code": "XT",
            "names": ["考试院"],
            "parent": "教育局",
            "target": False,
        },
        {"jurisdiction": "xs-a", "type": "office", "code": "XA", "prefix": "甲县", "names": ["农业局|agriculture"]},
        {"jurisdiction": "xs-a", "type": "office", "code": "XB", "prefix": "甲县", "names": ["民政局"]},
        {"jurisdiction": "xs-a", "type": "township", "code": "XZ", "names": ["一镇", "二镇"], "target": False},
        {
            "jurisdiction": "xs-a",
            "type": "village",
            "code": "XV",
            "names": ["东村", "西村"],
            "parent": "一镇",
            "target": False,
        },
    ],
    "accounts": [
        {"username": "system", "name": "甲", "roles": [["system_admin"]]},
        {"username": "clerk", "name": "乙", "roles": [["office_clerk", "xs"]]},
        {"username": "clerk-a", "name": "丙", "roles": [["office_clerk", "xs-a"]]},
        {"username": "secretary", "name": "丁", "roles": [["secretary", "xs"]]},
        {"username": "discipline", "name": "戊", "roles": [["discipline", "xs"]]},
        {"username": "organisation", "name": "己", "roles": [["organisation", "xs"]]},
    ],
    "pools": [{"jurisdiction": "xs", "leader": 2, "deputy": 2, "expert": 4, "staff": 8}],
    "checklists": [{"jurisdiction": "xs", "name": "小市清单", "frame": "focus3/2017", "items": 26, "on": "2022-01-10"}],
    "terms": [
        {
            "jurisdiction": "xs",
            "number": 8,
            "name": "八届市委",
            "years": [2022, 2026],
            "plan": {"on": "2022-01-12", "approved": "2022-01-25", "by_year": {"2022": 1, "2023": 2}},
        }
    ],
    "rounds": [
        {
            "jurisdiction": "xs",
            "number": 1,
            "year": 2022,
            "name": "第一轮",
            "field": ["2022-04-11", "2022-06-08"],
            "until": "2022-09-30",
            "filing": {"to": "上级巡察办", "no": "小巡办〔2022〕6号"},
            "teams": [{"units": [{"name": "教育局", "type": "special"}]}],
        },
        {
            "jurisdiction": "xs",
            "number": 2,
            "year": 2023,
            "name": "第二轮",
            "field": ["2023-03-01", "2023-04-20"],
            "until": "2023-08-31",
            "state": "draft",
            "suggestions": [
                {
                    "by": "discipline",
                    "unit": "公司",
                    "text": "反映较多。",
                    "adopted": {"type": "mobile", "team": 2},
                },
                {"by": "organisation", "unit": "甲县农业局", "text": "整改不力。", "declined": "已列入县里的轮次。"},
                {"by": "organisation", "unit": "二镇", "text": "班子刚调整。"},
            ],
            "teams": [
                {
                    "units": [
                        {"name": "教育局", "type": "follow_up"},
                        {"name": "考试院", "type": "extended", "extends": "教育局"},
                        {"name": "甲县民政局", "type": "cross"},
                    ]
                },
                {
                    "units": [
                        {"name": "林业局", "type": "sector_joint"},
                        {"name": "一镇", "type": "town_villages", "villages": ["东村"]},
                        {"name": "西村", "type": "direct_village"},
                    ]
                },
            ],
        },
    ],
    "totals": [
        {
            "jurisdiction": "xs",
            "from": "2022-01-01",
            "to": "2022-12-31",
            "figures": {
                "inspections.special": 1,
                "checklist.areas": 3,
                "checklist.aspects": 24,
                "checklist.manifestations": 26,
            },
        }
    ],
}


@pytest.fixture
def city() -> dict[str, Any]:
    """The scenario, to be changed; in the second round two organisations of one sector are inspected jointly."""
    told = copy.deepcopy(CITY)
    told["organisations"][0]["names"].append("农科所|agriculture")
    told["rounds"][1]["teams"][1]["units"].append({"name": "农科所", "type": "sector_joint"})
    told["terms"][0]["plan"]["by_year"]["2024"] = 1
    return told


@pytest.fixture
def loaded(tmp_path: Path):
    """Load a scenario that is told as data."""

    def perform(told: dict[str, Any]) -> None:
        path = tmp_path / "told.json"
        path.write_text(json.dumps(told), "utf-8")
        load(str(path), lambda _text: None)

    return perform


def test_every_type_is_listed_by_the_use_case_that_knows_it(city, loaded):
    loaded(city)
    listed = Inspection.objects.filter(round__name="第二轮").order_by("pk")
    assert [(str(i.organisation), i.type, i.team.number) for i in listed] == [
        ("教育局", "follow_up", 1),
        ("考试院", "extended", 1),
        ("甲县民政局", "cross", 1),
        ("一镇", "town_villages", 2),
        ("东村", "town_villages", 2),
        ("西村", "direct_village", 2),
        ("林业局", "sector_joint", 2),
        ("农科所", "sector_joint", 2),
        ("公司", "mobile", 2),
    ]
    assert listed.get(organisation__name="东村").extends.organisation.name == "一镇"
    assert listed.get(organisation__name="考试院").extends.organisation.name == "教育局"
    joint = JournalRecord.objects.filter(use_case="rounds.services.inspections.add_sector_joint")
    assert joint.count() == 2


def test_suggestions_are_given_a_day_after_the_draft_and_answered_the_next(city, loaded):
    loaded(city)
    adopted, declined, waiting = Suggestion.objects.order_by("pk")
    assert (adopted.department, adopted.state, adopted.organisation.name) == ("discipline", "adopted", "公司")
    assert (declined.department, declined.state, declined.answer) == (
        "organisation",
        "declined",
        "已列入县里的轮次。",
    )
    assert (waiting.state, waiting.answered_at) == ("given", None)
    assert [adopted.created_at.date(), adopted.answered_at.date()] == [date(2022, 11, 18), date(2022, 11, 19)]


def test_an_approved_scheme_is_filed_two_days_later(city, loaded):
    loaded(city)
    first, second = Round.objects.order_by("number")
    assert (first.state, first.filed_to, first.filing_no) == ("closed", "上级巡察办", "小巡办〔2022〕6号")
    assert (first.filed_on - first.approved_on).days == 2
    assert (second.state, second.filed_on) == ("draft", None)


def test_a_rule_that_is_broken_undoes_everything(city, loaded):
    city["rounds"][1]["teams"][1]["units"].pop()  # one organisation alone is no joint inspection
    with pytest.raises(RuleViolated, match="板块联动至少选 2 家"):
        loaded(city)
    assert not Jurisdiction.objects.filter(code="xs").exists()


def test_an_extension_names_a_unit_that_stands_before_it(city, loaded):
    city["rounds"][1]["teams"][0]["units"][1]["extends"] = "林业局"
    with pytest.raises(RuleViolated, match="「考试院」的延伸来源不在本轮前面列出的单位里"):
        loaded(city)


def test_a_suggestion_is_adopted_or_declined(city, loaded):
    city["rounds"][1]["suggestions"][0]["declined"] = "重复"
    with pytest.raises(RuleViolated, match="rounds/1/suggestions/0："):
        loaded(city)


def test_the_demo_shows_every_type_of_inspection_and_only_drafts_go_beyond_what_was_published():
    rounds = read("city-2022")["rounds"]
    types = {unit["type"] for one in rounds for team in one["teams"] for unit in team["units"]}
    adopted = {s["adopted"]["type"] for one in rounds for s in one.get("suggestions", []) if "adopted" in s}
    assert types | adopted == set(InspectionType.values)
    counted = {"routine", "special", "upgraded", "extended", "pinpoint"}
    for one in rounds:
        if one.get("state") != "draft":
            assert {unit["type"] for team in one["teams"] for unit in team["units"]} <= counted
            assert "filing" in one
