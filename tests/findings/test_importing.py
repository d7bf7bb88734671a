"""Findings of a lower office."""

import pytest

from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Role
from xuncha.findings import services
from xuncha.findings.models import Finding
from xuncha.findings.services import ImportedFinding
from xuncha.findings.workflow import FindingState
from xuncha.foundation.journal.models import JournalRecord


def test_they_arrive_confirmed_numbered_and_marked(by, world, taxonomy):
    (category,) = taxonomy("focus3", "甲")
    rows = [
        ImportedFinding("账目不公开", "村务账目未公开。", categories=[category]),
        ImportedFinding("甲", "乙", main=False),
    ]
    found = services.import_findings(by(Role.OFFICE_CLERK), world.inspections[0], rows=rows)
    assert [(f.number[-2:], f.state, f.imported, f.main) for f in found] == [
        ("01", FindingState.CONFIRMED, True, True),
        ("02", FindingState.CONFIRMED, True, False),
    ]
    assert found[0].classifications.get().category == category
    assert JournalRecord.objects.filter(event="finding.imported").count() == 2


def test_all_or_none_with_every_fault(by, world, taxonomy):
    one, two = taxonomy("focus3", "甲", "乙")
    rows = [
        ImportedFinding("好", "好"),
        ImportedFinding("", "张某受贿。"),
        ImportedFinding("题", "文", categories=[one, two]),
    ]
    with pytest.raises(RuleViolated) as caught:
        services.import_findings(by(Role.OFFICE_CLERK), world.inspections[0], rows=rows)
    assert [r.field for r in caught.value.reasons] == ["row-2-title", "row-2-text", f"row-3-axis-{one.taxonomy_id}"]
    assert not Finding.objects.exists()


def test_a_team_takes_in_nothing(by, world):
    with pytest.raises(Denied):
        services.import_findings(by(Role.INSPECTOR), world.inspections[0], rows=[])


def test_an_imported_finding_is_split_without_papers(by, world):
    (finding,) = services.import_findings(
        by(Role.OFFICE_CLERK), world.inspections[0], rows=[ImportedFinding("两件", "两件事")]
    )
    parts = [services.Part("一", "一事"), services.Part("二", "二事")]
    services.split_finding(by(Role.INSPECTOR), finding, parts=parts, reason="分开")
    assert Finding.objects.filter(imported=True).count() == 3
