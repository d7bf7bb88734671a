"""`xuncha import` and `xuncha export`: exit codes, answers, and the round trip that changes nothing."""

import json

import pytest

from tests.imports.conftest import headings, template_row
from xuncha.core.permissions import Role
from xuncha.foundation.imports.models import ImportBatch
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs.models import Organisation
from xuncha.site.commands import run

pytestmark = pytest.mark.django_db
HEAD = headings("orgs")


def row(**values):
    return template_row("orgs", **{"unit_type": "机关", **values})


@pytest.fixture(autouse=True)
def clerk(hire):
    return hire(Role.OFFICE_CLERK)


def answer(capsys, *arguments):
    code = run([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_import_writes_and_says_who_did_it(capsys, workbook, clerk, world):
    code, said = answer(capsys, "import", "orgs", str(workbook([HEAD, row(name="甲局")])))
    assert code == 0
    assert {k: said[k] for k in ("state", "fresh", "jurisdiction", "as")} == {
        "state": "applied",
        "fresh": 1,
        "jurisdiction": "tc",
        "as": clerk.username,
    }
    assert Organisation.objects.filter(name="甲局").exists()


def test_mistakes_come_with_row_and_column_and_nothing_is_written(capsys, workbook):
    path = str(workbook([HEAD, row(name="甲局"), row(name="乙局", unit_type="厂")]))
    code, said = answer(capsys, "import", "orgs", path, "--jurisdiction", "tc")
    assert (code, said["state"], said["error_count"]) == (1, "refused", 1)
    assert [(e["row"], e["column"]) for e in said["errors"]] == [(3, "单位类型")]
    assert not Organisation.objects.filter(name="甲局").exists()
    assert ImportBatch.objects.get().state == "discarded"
    assert run(["import", "orgs", path]) == 1
    assert "第 3 行「单位类型」" in capsys.readouterr().out


def test_a_dry_run_leaves_no_trace(capsys, workbook):
    code, said = answer(capsys, "import", "orgs", str(workbook([HEAD, row(name="甲局")])), "--dry-run")
    assert (code, said["state"], said["fresh"]) == (0, "checked", 1)
    assert not ImportBatch.objects.exists()
    assert not JournalRecord.objects.exists()
    code, said = answer(capsys, "import", "orgs", str(workbook([HEAD, row()])), "--dry-run")
    assert (code, said["state"]) == (1, "refused")


def test_headings_that_miss_what_is_required_are_refused(capsys, workbook):
    path = str(workbook([["单位类型", "简称"], ["机关", "甲"]]))
    for more in ((), ("--dry-run",)):
        code, said = answer(capsys, "import", "orgs", path, *more)
        assert (code, said["reasons"]) == (1, ["「单位名称」必填，要指定它是表里的哪一列。"])


def test_a_file_that_is_no_workbook_is_refused_with_its_reason(capsys, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_text("a,b")
    code, said = answer(capsys, "import", "orgs", str(path))
    assert code == 1
    assert "不是 Excel 工作簿" in said["reasons"][0]


def test_as_somebody_who_may_not_is_denied(capsys, workbook, hire):
    secretary = hire(Role.SECRETARY)
    path = str(workbook([HEAD, row(name="甲局")]))
    for more in ((), ("--dry-run",)):
        code, said = answer(capsys, "import", "orgs", path, "--as", secretary.username, *more)
        assert (code, said["state"]) == (1, "refused")


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["import", "nothing", "x.xlsx"],
        ["import", "orgs", "missing.xlsx"],
        ["import", "orgs", "missing.xlsx", "--jurisdiction", "nowhere"],
        ["import", "orgs", "missing.xlsx", "--as", "nobody"],
        ["import", "orgs", "missing.xlsx", "--fast"],
        ["export", "orgs", "/no/such/folder/x.xlsx"],
        ["worker", "--twice"],
        ["nothing"],
    ],
)
def test_usage(arguments, world):
    assert run(arguments) == 2


def test_usage_when_nobody_may_or_no_place_is_clear(workbook, world, clerk):
    path = str(workbook([HEAD, row(name="甲局")]))
    assert run(["import", "--help"]) == 0
    world.city.__class__.objects.create(code="x", name="另市", office_name="办", level="city", path="x")
    assert run(["import", "orgs", path]) == 2
    clerk.grants.all().delete()
    assert run(["import", "orgs", path, "--jurisdiction", "tc"]) == 2


def test_what_was_exported_is_on_record_already(capsys, tmp_path, imported, world):
    imported(
        "orgs",
        [
            HEAD,
            row(name="=甲局", closed_on="2024-03-05"),
            row(name="村", unit_type="村（社区）", village_risk="关注", parent="=甲局"),
        ],
    )
    path = str(tmp_path / "out.xlsx")
    code, said = answer(capsys, "export", "orgs", path)
    assert (code, said["state"], said["rows"]) == (0, "exported", 4)
    code, said = answer(capsys, "import", "orgs", path)
    assert (code, said["state"], said["same"], said["fresh"], said["differing"]) == (0, "unchanged", 4, 0, 0)
