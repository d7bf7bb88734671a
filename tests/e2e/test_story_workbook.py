"""The clerk brings in organisations by workbook: a wrong cell is named, the mended workbook goes in, and out again."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from tests.e2e.journey import press

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]
HEADS = ["单位名称", "简称", "单位类型", "领域"]
MENDED = [["安澜市港口服务中心", "港口中心", "事业单位", ""], ["安澜市河道管理处", "河道处", "事业单位", ""]]
WRONG = [MENDED[0], ["安澜市河道管理处", "河道处", "处级单位", ""]]


def workbook(path: Path, rows: list[list[str]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADS, *rows]):
            sheet.write_row(number, 0, row)
    return path


def upload(clerk: Page, path: Path) -> None:
    clerk.set_input_files("input[type=file]", path)
    with clerk.expect_navigation():
        press(clerk, "上传并核对")


def test_a_workbook_is_checked_cell_by_cell_before_anything_is_written(desk: Desk, shot: Shot, tmp_path: Path) -> None:
    clerk = desk("shenzhiyuan")
    clerk.goto("/desk/import/")
    shot(clerk, "imports")
    clerk.locator(".card").get_by_role("link", name="单位", exact=True).click()
    shot(clerk, "import-upload")
    upload(clerk, workbook(tmp_path / "单位.xlsx", WRONG))
    expect(clerk.locator("table.ledger tbody tr")).to_have_count(1)
    expect(clerk.locator("table.ledger tbody tr")).to_contain_text("单位类型")
    expect(clerk.get_by_role("button", name="确认导入")).to_have_count(0)
    shot(clerk, "import-errors")

    clerk.get_by_role("link", name="重新上传").click()
    upload(clerk, workbook(tmp_path / "单位-改.xlsx", MENDED))
    expect(clerk.locator(".note-ok")).to_contain_text("核对通过")
    shot(clerk, "import-checked")
    press(clerk, "确认导入")
    expect(clerk.locator(".note-ok")).to_contain_text("写入 2 条")
    shot(clerk, "import-done")

    clerk.fill("[name=reason]", "演练，撤回。")
    press(clerk, "撤销导入")
    clerk.goto("/desk/orgs/?q=安澜市港口服务中心")
    expect(clerk.locator(".say")).to_contain_text("共 0 家单位")
    assert not clerk.faults  # type: ignore[attr-defined]  # kept by the desk fixture
