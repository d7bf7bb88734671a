"""`xuncha import papers FILE.docx`: one Word paper into a draft, by command."""

import json

import pytest
from docx import Document

from xuncha.core.permissions import Role
from xuncha.fieldwork.models import ORIGINAL, WorkingPaper
from xuncha.foundation.imports.models import ImportBatch
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rounds.models import Inspection
from xuncha.site.commands import run

pytestmark = pytest.mark.django_db
TITLE = "防汛物资台账与实物不符，部分账外存放"
ROWS = {
    "被巡察单位": "测试市第1局",
    "问题描述": TITLE,
    "事实": "2021年9月清点，冲锋舟少2艘，救生衣少36件。",
    "涉及金额": "11.38万元",
    "整改建议": "加强盘点",
}


@pytest.fixture
def inspector(hire):
    return hire(Role.INSPECTOR)


@pytest.fixture
def paper(tmp_path):
    """Write a Word paper with these rows: labels on the left, texts on the right."""

    def write(name: str = "底稿.docx", **changed: str):
        made = Document()
        rows = {label: text for label, text in {**ROWS, **changed}.items() if text}
        table = made.add_table(len(rows), 2)
        for row, (label, text) in zip(table.rows, rows.items(), strict=True):
            row.cells[0].text, row.cells[1].text = label, text
        made.save(tmp_path / name)
        return str(tmp_path / name)

    return write


def answer(capsys, *arguments):
    code = run(["import", "papers", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_word_paper_becomes_a_draft_with_its_file(capsys, paper, inspector, world):
    path = paper()
    code, said = answer(capsys, path)
    assert (code, said["state"], said["fresh"], said["as"]) == (0, "applied", 1, inspector.username)
    assert (said["unit"], said["left"]) == ("TC-U1", [{"label": "整改建议", "text": "加强盘点"}])
    written = WorkingPaper.objects.get()
    assert (written.title, written.inspection, written.handler) == (TITLE, world.inspections[0], inspector)
    assert str(written.amount) == "113800.00"
    assert written.evidence.get().kind == ORIGINAL
    code, said = answer(capsys, path)
    assert (code, said["state"], said["same"]) == (0, "unchanged", 1)
    assert "不再导入" in said["reasons"][0]
    assert WorkingPaper.objects.count() == 1


def test_a_changed_file_brings_the_draft_up_to_date(capsys, paper, inspector):
    answer(capsys, paper())
    code, said = answer(capsys, paper("改.docx", 事实="重新清点，少3艘。"))
    assert (code, said["state"], said["differing"]) == (0, "applied", 1)
    assert WorkingPaper.objects.get().facts == "重新清点，少3艘。"


def test_a_dry_run_and_a_refusal_leave_no_trace(capsys, paper, inspector):
    code, said = answer(capsys, paper(), "--dry-run")
    assert (code, said["state"], said["fresh"]) == (0, "checked", 1)
    code, said = answer(capsys, paper("长.docx", 定性依据="长" * 3000))
    assert (code, said["state"], said["error_count"]) == (1, "refused", 1)
    assert said["errors"][0]["column"] == "定性依据"
    assert run(["import", "papers", paper("长.docx", 定性依据="长" * 3000)]) == 1
    assert "没有归入任何一栏：整改建议 加强盘点" in capsys.readouterr().out
    assert not ImportBatch.objects.exists()
    assert not JournalRecord.objects.exists()


def test_a_paper_that_went_further_is_not_touched(capsys, paper, inspector):
    answer(capsys, paper())
    WorkingPaper.objects.update(state="submitted")
    number = WorkingPaper.objects.get().provisional_no
    code, said = answer(capsys, paper("改.docx", 编号=number))
    assert (code, said["state"], said["error_count"]) == (1, "refused", 1)
    assert "导入不改它" in said["reasons"][0]


def test_the_unit_is_named_by_the_option_or_is_the_only_one(capsys, paper, inspector, world):
    code, said = answer(capsys, paper(被巡察单位=""))
    assert (code, said["unit"]) == (0, "TC-U1")
    Inspection.objects.filter(pk=world.inspections[1].pk).update(team=world.teams[0])
    nameless = paper("无.docx", 被巡察单位="", 问题描述="另一件事情要另外写一份底稿")
    assert run(["import", "papers", nameless]) == 2
    assert "TC-U1, TC-U2" in capsys.readouterr().err
    code, said = answer(capsys, nameless, "--unit", "TC-U2")
    assert (code, said["unit"]) == (0, "TC-U2")


def test_what_cannot_be_done_is_said(capsys, paper, inspector, hire, tmp_path):
    assert run(["import", "papers", str(tmp_path / "没有.docx")]) == 2
    assert run(["import", "papers", paper(), "--as", "nobody"]) == 2
    assert run(["import", "papers", paper(), "--as", hire(Role.SECRETARY).username]) == 2
    assert run(["import", "papers", paper(), "--unit", "XX"]) == 2
    capsys.readouterr()
    broken = tmp_path / "坏.docx"
    broken.write_text("不是文档")
    code, said = answer(capsys, str(broken))
    assert (code, said["state"]) == (1, "refused")
    assert not WorkingPaper.objects.exists()
