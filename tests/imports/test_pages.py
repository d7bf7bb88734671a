"""The way through the pages, as the office's clerk goes it, and who does not get there."""

from io import BytesIO

import pytest
from django.urls import reverse

from tests.imports.conftest import headings, template_row
from xuncha.core.permissions import Role
from xuncha.foundation.documents.workbooks import read_table
from xuncha.foundation.imports import views
from xuncha.foundation.imports.models import ColumnMapping, ImportBatch
from xuncha.foundation.jobs.models import Job
from xuncha.foundation.orgs.models import Organisation

pytestmark = pytest.mark.django_db
HEAD = headings("orgs")
UPLOAD = "/desk/import/new/orgs/"


def row(**values):
    return template_row("orgs", **{"unit_type": "机关", **values})


@pytest.fixture
def clerk(at_desk):
    return at_desk(Role.OFFICE_CLERK)


@pytest.fixture
def sent(clerk, workbook, world):
    """Upload these rows and follow to where it leads."""

    def send(rows, name="单位.xlsx", **more):
        with workbook(rows, name).open("rb") as file:
            return clerk.post(UPLOAD, {"jurisdiction": world.city.pk, "file": file, **more}, follow=True)

    return send


def rows_in(response, tmp_path):
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"".join(response.streaming_content))
    table = read_table(path)
    return table.headers, [cells for _, cells in table.rows()]


def test_from_upload_to_result_and_back(clerk, sent, world):
    page = sent([HEAD, row(name="甲局"), row(name="乙局")])
    assert "核对通过" in page.text
    batch = ImportBatch.objects.get()
    page = clerk.post(f"/desk/import/{batch.pk}/apply/", follow=True)
    assert "写入 2 条" in page.text
    assert Organisation.objects.filter(name__in=["甲局", "乙局"]).count() == 2
    page = clerk.post(f"/desk/import/{batch.pk}/undo/", {"reason": "传错了"}, follow=True)
    assert "撤回 2 条" in page.text
    assert not Organisation.objects.filter(name="甲局").exists()


def test_mistakes_are_listed_and_in_the_report(clerk, sent, tmp_path):
    page = sent([HEAD, row(name="甲局", unit_type="厂")])
    assert page.text.count("应当是其中之一") == 1
    assert "确认导入" not in page.text
    batch = ImportBatch.objects.get()
    heads, lines = rows_in(clerk.get(f"/desk/import/{batch.pk}/report/"), tmp_path)
    assert heads == ("行", "列", "情况", "应当怎么填")
    assert lines[0][:3] == [2.0, "单位类型", "错误"]
    refused = clerk.post(f"/desk/import/{batch.pk}/apply/")
    assert refused.status_code == 422
    assert "还有 1 处错误" in refused.text


def test_other_headings_are_asked_once_and_remembered(clerk, sent):
    rows = [["部门", "种类", "电话"], ["甲局", "机关", "1"]]
    page = sent(rows)
    assert "表里的列各是什么" in page.text
    batch = ImportBatch.objects.get()
    wrong = clerk.post(f"/desk/import/{batch.pk}/mapping/", {"name": "0", "unit_type": "0"})
    assert wrong.status_code == 422
    assert "一列只能用一次" in wrong.text
    missing = clerk.post(f"/desk/import/{batch.pk}/mapping/", {"name": "0"})
    assert missing.status_code == 422
    page = clerk.post(f"/desk/import/{batch.pk}/mapping/", {"name": "0", "unit_type": "1"}, follow=True)
    assert "核对通过" in page.text
    assert ColumnMapping.objects.get().mapping == {"name": 0, "unit_type": 1}
    assert "核对通过" in sent(rows).text
    assert clerk.get(f"/desk/import/{batch.pk}/mapping/").status_code == 200


def test_what_is_not_a_workbook_is_said_beside_the_field(clerk, world):
    file = BytesIO("单位名称\n甲局".encode())
    file.name = "甲.xlsx"
    page = clerk.post(UPLOAD, {"jurisdiction": world.city.pk, "file": file})
    assert page.status_code == 422
    assert "这不是 Excel 工作簿" in page.context["form"].errors["file"][0]
    assert clerk.post(UPLOAD, {"jurisdiction": world.city.pk}).status_code == 422


def test_nothing_new_and_giving_up(clerk, sent, world):
    unit = world.units[0]
    page = sent([HEAD, row(code=unit.code, name=unit.name)])
    assert "不用导入" in page.text
    batch = ImportBatch.objects.get()
    page = clerk.post(f"/desk/import/{batch.pk}/check/", follow=True)
    assert page.status_code == 200
    page = clerk.post(f"/desk/import/{batch.pk}/discard/", follow=True)
    assert "已放弃" in page.text
    assert "已放弃" in clerk.get(f"/desk/import/{batch.pk}/").text


def test_undo_says_what_is_in_the_way_and_keeps_the_reason(clerk, sent):
    sent([HEAD, row(name="甲局")])
    batch = ImportBatch.objects.get()
    clerk.post(f"/desk/import/{batch.pk}/apply/")
    Organisation.objects.filter(name="甲局").update(version=2)
    page = clerk.post(f"/desk/import/{batch.pk}/undo/", {"reason": "传错了这个"})
    assert page.status_code == 422
    assert "导入后已修改" in page.text
    assert "传错了这个" in page.text
    assert clerk.post(f"/desk/import/{batch.pk}/undo/", {"reason": ""}).status_code == 422


def test_a_large_workbook_goes_to_the_background(clerk, sent, monkeypatch):
    monkeypatch.setattr(views, "LARGE", 10)
    page = sent([HEAD, row(name="甲局")])
    assert page.redirect_chain[-1][0] == reverse("jobs:job", args=[Job.objects.get().pk])
    batch = ImportBatch.objects.get()
    assert "还没有核对" in clerk.get(f"/desk/import/{batch.pk}/").text
    batch.state = "previewed"
    batch.save()
    clerk.post(f"/desk/import/{batch.pk}/apply/")
    assert set(Job.objects.values_list("kind", flat=True)) == {"imports.preview", "imports.apply"}


def test_the_list_the_template_and_the_export(clerk, sent, world, tmp_path):
    sent([HEAD, row(name="甲局")], name="我的单位.xlsx")
    page = clerk.get("/desk/import/")
    assert "我的单位.xlsx" in page.text
    assert "巡察对象" in page.text
    heads, lines = rows_in(clerk.get(f"{UPLOAD}template/?jurisdiction={world.city.pk}"), tmp_path)
    assert (list(heads), lines) == (HEAD, [])
    heads, lines = rows_in(clerk.get(f"{UPLOAD}export/"), tmp_path)
    assert [line[0] for line in lines] == ["TC-U1", "TC-U2"]
    assert clerk.get(f"{UPLOAD}export/?jurisdiction=999").status_code == 422
    assert clerk.get("/desk/import/new/nothing/").status_code == 404


def test_a_team_member_finds_no_units_to_import_and_not_the_offices_imports(at_desk, uploaded):
    batch = uploaded("orgs", [HEAD, row(name="甲局")])
    member = at_desk(Role.INSPECTOR)
    assert "单位" not in [k.label for k in member.get("/desk/import/").context["kinds"]]
    assert member.get(UPLOAD).status_code == 422
    assert member.get(f"/desk/import/{batch.pk}/").status_code == 404


def test_another_citys_office_gets_404(at_desk, uploaded):
    batch = uploaded("orgs", [HEAD, row(name="甲局")])
    stranger = at_desk(Role.OFFICE_CLERK, which=1)
    assert stranger.get(f"/desk/import/{batch.pk}/").status_code == 404
    assert stranger.post(f"/desk/import/{batch.pk}/apply/").status_code == 404
