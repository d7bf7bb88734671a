"""Long lists: related records are read once, batches keep the order, and codes are put into words once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW, World
from xuncha.findings.models import Finding
from xuncha.foundation.ui import gathering
from xuncha.foundation.ui.gathering import Labelled, LongRead, Together, values_of

RELATED, WITHOUT = ("inspection__organisation", "repeat_of"), ("text", "inspection__round__scheme")


@pytest.fixture
def found(world: World, monkeypatch) -> list[Finding]:
    """Seven findings of two inspections, read three at a time."""
    monkeypatch.setattr(gathering, "BATCH", 3)
    return Finding.objects.bulk_create(
        Finding(
            inspection=world.inspections[n % 2], number=f"W{n}", title=f"问题{n}", text="表述。",
            state_since=NOW - timedelta(days=n), created_by=world.founder, created_at=NOW,
        )
        for n in range(7)
    )  # fmt: skip


def read() -> list[list[Finding]]:
    return list(LongRead(Finding.objects.order_by("-state_since"), RELATED, ("classifications",), WITHOUT).batches())


def test_batches_keep_the_order(found):
    assert [[f.title for f in batch] for batch in read()] == [
        ["问题0", "问题1", "问题2"], ["问题3", "问题4", "问题5"], ["问题6"],
    ]  # fmt: skip


def test_a_related_record_is_read_once_for_all(found, world):
    with CaptureQueriesContext(connection) as seen:
        rows = [finding for batch in read() for finding in batch]
    assert sum("JOIN" in q["sql"] and "rounds_inspection" in q["sql"] for q in seen) == 1
    assert len({id(finding.inspection) for finding in rows}) == 2
    with CaptureQueriesContext(connection) as seen:
        shown = [(f.inspection.organisation.name, f.repeat_of, list(f.classifications.all())) for f in rows]
    assert len(seen) == 0
    assert [name for name, *_ in shown[:2]] == [unit.name for unit in world.units]


def test_no_more_than_so_many_related_records_are_remembered(found, monkeypatch):
    monkeypatch.setattr(gathering, "MOST_SHARED", 0)
    assert [f.inspection_id for batch in read() for f in batch] == [f.inspection_id for f in found]


def test_values_are_worked_out_for_all_rows_at_once(found):
    asked, said = [], []

    def ask(keys):
        asked.append(list(keys))
        return {found[0].pk: "甲"}

    columns = [Together(ask), Labelled(lambda f: f.severity, lambda code: said.append(code) or f"[{code}]"), str]
    together, labelled, plain = values_of(columns, found)
    assert [together(f) for f in found[:2]] == ["甲", ""]
    assert {labelled(f) for f in found} == {f"[{found[0].severity}]"}
    assert plain(found[0]) == "W0 问题0"
    assert (asked, len(said)) == ([[f.pk for f in found]], 1)
