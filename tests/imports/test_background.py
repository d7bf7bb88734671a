"""Large workbooks: a hundred thousand rows in constant memory, in the background, stopped in the middle."""

import pytest

from tests.conftest import NOW
from tests.imports.conftest import headings, template_row
from xuncha.core.permissions import Role
from xuncha.foundation.documents.workbooks import Column, Sheet, write_workbook
from xuncha.foundation.imports.background import APPLY, PREVIEW
from xuncha.foundation.imports.checking import CellError
from xuncha.foundation.imports.kinds import KINDS
from xuncha.foundation.imports.models import ImportBatch, as_ranges
from xuncha.foundation.imports.selectors import judged_rows, summarise
from xuncha.foundation.imports.services import upload_sheet
from xuncha.foundation.jobs.models import Job
from xuncha.foundation.jobs.registry import Run
from xuncha.foundation.jobs.services import enqueue
from xuncha.foundation.jobs.worker import Worker, perform
from xuncha.foundation.orgs.models import Organisation

pytestmark = pytest.mark.django_db
HEAD = headings("orgs")


@pytest.fixture(autouse=True)
def _no_pulse(monkeypatch):
    """A test's transaction is its own: the second thread of a worker would not see it."""
    monkeypatch.setattr("xuncha.foundation.jobs.worker.PULSE", 3600)


@pytest.fixture
def clerk(hire):
    return hire(Role.OFFICE_CLERK)


@pytest.fixture
def draft(acting, workbook, world, clerk):
    """An uploaded workbook of these names, not checked yet."""

    def make(*names):
        rows = [HEAD, *(template_row("orgs", name=name, unit_type="机关") for name in names)]
        return upload_sheet(acting(clerk), "orgs", world.city, name="大表.xlsx", path=workbook(rows))

    return make


@pytest.fixture
def done(acting, clerk):
    """Ask for a job on this import and let a worker do it."""

    def do(kind, batch):
        job = enqueue(acting(clerk), kind, title="大表", arguments={"batch": batch.pk})
        Worker(lambda: NOW).work_once()
        job.refresh_from_db()
        return job

    return do


def test_checked_and_written_in_the_background(draft, done):
    batch = draft("甲局", "乙局")
    checked = done(PREVIEW, batch)
    assert (checked.state, checked.result) == ("done", {"rows": 2, "errors": 0})
    written = done(APPLY, batch)
    assert (written.state, written.result, written.link) == ("done", {"created": 2}, f"/desk/import/{batch.pk}/")
    assert Organisation.objects.filter(name__in=["甲局", "乙局"]).count() == 2


def test_what_is_refused_is_told_in_the_job(draft, done):
    batch = draft("甲局", "甲局")
    done(PREVIEW, batch)
    refused = done(APPLY, batch)
    assert (refused.state, refused.outcome[0][1]) == ("failed", {"n": 1})


def test_out_of_reach_by_the_time_it_runs(draft, acting, done, clerk, world):
    batch = draft("甲局")
    ImportBatch.objects.filter(pk=batch.pk).update(
        jurisdiction=world.city.__class__.objects.create(
            code="x", name="另市", office_name="办", level="city", path="x"
        )
    )
    gone = done(PREVIEW, batch)
    assert (gone.state, gone.outcome[0][0]) == ("failed", "没有这次导入，或者不在您的工作范围内。")


def test_stopped_in_the_middle_nothing_remains(draft, done, acting, clerk):
    batch = draft("甲局", "乙局")
    done(PREVIEW, batch)
    job = enqueue(acting(clerk), APPLY, title="大表", arguments={"batch": batch.pk})
    run = Run()
    run.cancel.set()
    state, _outcome = perform(Job.objects.get(pk=job.pk), lambda: NOW, run)
    assert state == "cancelled"
    assert not Organisation.objects.filter(name="甲局").exists()
    batch.refresh_from_db()
    assert batch.state == "previewed"


def test_a_hundred_thousand_rows_with_three_bad_cells_report_exactly_those_three(tmp_path, acting, clerk, world):
    def rows():
        for n in range(100_000):
            yield (
                [f"第{n}局", {40_000: "工厂"}.get(n, "机关"), {99_999: "某日"}.get(n, "2024-03-05")]
                if n != 7
                else [
                    "",
                    "机关",
                    "",
                ]
            )

    path = tmp_path / "big.xlsx"
    write_workbook(path, [Sheet("单位", [Column("单位名称"), Column("单位类型"), Column("撤销日期")], rows())])
    mapping = {"name": 0, "unit_type": 1, "closed_on": 2}
    seen = []
    found = summarise(
        judged_rows(
            acting(clerk).actor,
            KINDS["orgs"],
            world.city,
            path,
            mapping=mapping,
            progress=lambda done, total: seen.append((done, total)),
        )
    )
    assert (found.rows, found.error_count, found.fates["fresh"]) == (100_000, 3, 99_997)
    assert [(e.row, e.column) for e in found.errors] == [(9, "单位名称"), (40_002, "单位类型"), (100_001, "撤销日期")]
    assert seen[0] == (0, 100_000)
    assert len(seen) == 100


def test_ids_are_kept_as_ranges():
    assert as_ranges([5, 3, 4, 9]) == [[3, 5], [9, 9]]
    assert as_ranges([]) == []
    assert list(ImportBatch(created=[[3, 5], [9, 9]]).created_ids) == [3, 4, 5, 9]


def test_an_error_survives_storing():
    from xuncha.core.text import say

    error = CellError(3, "类型", say("「{shown}」{should_be}", shown="厂", should_be=say("应当是{x}。", x="机关")))
    stored = CellError.of_json(error.as_json())
    assert (stored, str(stored.text)) == (error, "「厂」应当是机关。")
