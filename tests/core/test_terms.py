"""The glossary names each thing once, and code uses its names."""

import re
from collections import Counter

import pytest

from xuncha.core.deadlines import Unit
from xuncha.core.permissions import Role
from xuncha.core.terms import TERMS, matching
from xuncha.fieldwork import models as fieldwork
from xuncha.findings import models as findings
from xuncha.foundation.orgs import models as orgs
from xuncha.foundation.regulations import models as regulations
from xuncha.planning import models as planning
from xuncha.rounds import models as rounds

NAMED_OTHERWISE = {
    "FactSheet": "fact_confirmation",
    "ImmediateFix": "immediate_rectification",
}
"""Records whose name in code is shorter than the term."""

NAMED_MODELS = [
    orgs.Jurisdiction,
    orgs.Organisation,
    orgs.Sector,
    regulations.Taxonomy,
    regulations.Category,
    regulations.CrossWalk,
    regulations.Checklist,
    regulations.DeadlineRule,
    regulations.Parameter,
    planning.Term,
    planning.Target,
    planning.PlanVersion,
    rounds.Round,
    rounds.Team,
    rounds.TimeNode,
    rounds.Inspection,
    fieldwork.WorkingPaper,
    fieldwork.Signature,
    fieldwork.Evidence,
    fieldwork.FactSheet,
    findings.Finding,
    findings.Lineage,
    findings.Classification,
    findings.ImmediateFix,
]


IDENTIFIERS = {term.identifier for term in TERMS}


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def test_each_identifier_and_each_chinese_name_stands_once():
    for names in ([t.identifier for t in TERMS], [t.zh for t in TERMS]):
        assert [name for name, n in Counter(names).items() if n > 1] == []
    assert len(TERMS) >= 90


def test_every_entry_says_something_in_both_languages():
    for term in TERMS:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", term.identifier), term.identifier
        assert re.search(r"[一-鿿]", term.zh)
        assert re.fullmatch(r"[\x20-\x7e]+", term.en), term.identifier
        assert term.meaning.endswith("。"), term.identifier
        assert 10 <= len(term.meaning) <= 60, term.identifier


@pytest.mark.parametrize("model", NAMED_MODELS, ids=lambda model: model.__name__)
def test_records_are_named_by_the_glossary(model):
    assert NAMED_OTHERWISE.get(model.__name__, snake(model.__name__)) in IDENTIFIERS


def test_kinds_of_inspection_and_of_days_are_in_the_glossary():
    shorter = {"township_with_villages": "town_villages", "direct_village_inspection": "direct_village"}
    kinds = {t.identifier.removesuffix("_inspection") for t in TERMS} | set(shorter.values())
    assert {value for value in planning.InspectionType.values if value not in kinds} == set()
    assert {Unit.CALENDAR, Unit.WORKING} <= IDENTIFIERS
    assert {Role.TEAM_LEADER, Role.DEPUTY_LEADER, Role.INSPECTOR, Role.UNIT_LIAISON} <= IDENTIFIERS


def test_search_looks_through_names_and_meanings_in_both_languages():
    assert [t.identifier for t in matching("working paper")] == ["working_paper"]
    assert "clue" in {t.identifier for t in matching("线索")}
    assert "overdue" in {t.identifier for t in matching("超期 期限")}
    assert matching("没有这个词") == []
    assert matching("") == list(TERMS)
