"""A scheme goes out as a workbook, is edited and comes back as a draft: nothing lost, every wrong cell named."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.conftest import World
from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Role
from xuncha.evaluation.models import Scheme
from xuncha.evaluation.rules.shipped import shipped
from xuncha.evaluation.selectors.workbook import SHEETS, read_scheme
from xuncha.evaluation.services import approve_scheme, draft_scheme, import_new_scheme, import_scheme, submit_scheme
from xuncha.evaluation.sheets import _rows, _shown, write_scheme
from xuncha.foundation.documents.workbooks import Column, Sheet, write_workbook

pytestmark = pytest.mark.django_db
PATTERNS = sorted(shipped())
Rows = dict[str, list[list[object]]]


def drafted(world: World, acting: Callable, code: str = "four-votes") -> Scheme:
    told = shipped()[code]
    words = {"kind": told.kind, "title": told.title, "source": told.note, "definition": told.definition}
    return draft_scheme(acting(Role.OFFICE_CLERK), world.city, **words)


def approved(world: World, acting: Callable) -> Scheme:
    scheme = submit_scheme(acting(Role.OFFICE_CLERK), drafted(world, acting))
    return approve_scheme(acting(Role.OFFICE_DIRECTOR), scheme)


def edited(path: Path, scheme: Scheme, edit: Callable[[Rows], object]) -> Path:
    """The workbook of a scheme as somebody saved it after changing cells: {sheet: rows}."""
    rows = {
        name: [[_shown(column, row) for column in columns] for row in _rows(scheme, part)]
        for part, (name, columns) in SHEETS.items()
    }
    edit(rows)
    sheets = [Sheet(n, [Column(c.label) for c in cs], rows[n]) for n, cs in SHEETS.values() if n in rows]
    write_workbook(path, sheets)
    return path


@pytest.mark.parametrize("code", PATTERNS)
def test_out_and_in_again_gives_an_equal_scheme(world, acting, tmp_path, code):
    scheme, path = drafted(world, acting, code), tmp_path / "scheme.xlsx"
    assert write_scheme(path, scheme) > 5
    told = read_scheme(path)
    back = Scheme(definition=told.definition)
    assert back.scored == scheme.scored
    assert (told.title, told.kind, told.source) == (scheme.title, scheme.kind, scheme.source)
    with pytest.raises(RuleViolated, match="完全相同，不用再导入"):
        import_scheme(acting(Role.OFFICE_CLERK), scheme, path=path, name="方案.xlsx")
    with pytest.raises(RuleViolated, match="完全相同，不用再导入"):
        import_new_scheme(acting(Role.OFFICE_CLERK), world.city, path=path, name="方案.xlsx")


def test_what_was_edited_becomes_the_next_version(world, acting, tmp_path):
    scheme = approved(world, acting)

    def edit(rows: Rows) -> None:
        rows["指标"][0][2] = 5
        rows["指标"].append(["", "宣传", "5分", "扣分", ""])
        rows["加减分项"].append(["宣传", "", "没有公开", 2.5])
        rows["评议主体"][0][2:] = ["40%", "12"]
        rows["等次"][1][3] = "发督办函、约谈主要负责人"
        del rows["否决项"][0]

    path = edited(tmp_path / "a.xlsx", scheme, edit)
    made = import_scheme(acting(Role.OFFICE_CLERK), scheme, path=path, name="a.xlsx")
    assert (made.edition, made.follows, made.state, made.kind) == (2, scheme, "draft", "unit")
    assert made.definition["indicators"][0] == {**scheme.definition["indicators"][0], "maximum": "5", "formula": ""}
    told = made.definition["indicators"][-1]
    assert (told["label"], told["maximum"], told["method"]) == ("宣传", "5", "deduct")
    assert told["items"] == [{"code": "p1", "label": "没有公开", "most": "2.5"}]
    assert told["code"] not in {one["code"] for one in scheme.definition["indicators"]}
    assert made.definition["groups"][0]["least"] == 12
    assert made.definition["bands"][1]["follow"] == ["letter", "talk"]
    assert made.definition["vetoes"] == []
    scheme.refresh_from_db()
    assert scheme.definition == shipped()["four-votes"].definition
    with pytest.raises(RuleViolated, match="已经有了下一版"):
        import_scheme(acting(Role.OFFICE_CLERK), scheme, path=path, name="a.xlsx")
    with pytest.raises(RuleViolated, match="完全相同"):
        import_scheme(acting(Role.OFFICE_CLERK), made, path=path, name="a.xlsx")
    submit_scheme(acting(Role.OFFICE_CLERK), made)


def test_a_draft_takes_the_place_of_what_it_was(world, acting, tmp_path):
    scheme = drafted(world, acting)
    path = edited(tmp_path / "a.xlsx", scheme, lambda rows: rows["方案"][0].__setitem__(0, "改过的方案"))
    assert import_scheme(acting(Role.OFFICE_CLERK), scheme, path=path, name="a.xlsx").title == "改过的方案"
    assert Scheme.objects.count() == 1
    with pytest.raises(Denied):
        import_scheme(acting(Role.INSPECTOR), scheme, path=path, name="a")


WRONG = {
    "「指标」第 2 行「满分」：「十」应当是数，最多两位小数，如 12 或 7.5。": ("指标", 0, 2, "十"),
    "「指标」第 3 行「满分」：应当在 0.01 到 99999 之间。": ("指标", 1, 2, 0),
    "「指标」第 2 行「计分方式」：「打勾」应当是其中之一": ("指标", 0, 3, "打勾"),
    "「指标」第 2 行「指标」：必填，不能为空。": ("指标", 0, 1, ""),
    "「指标」第 2 行「比率」：不按比例计分的不选比率。": ("指标", 0, 4, "销号率"),
    "「指标」第 3 行「代码」：与第 2 行重复": ("指标", 1, 0, "study"),
    "「指标」第 2 行「代码」：用字母、数字和短横": ("指标", 0, 0, "第一"),
    "「加减分项」第 2 行「指标代码」：「nothing」不是指标表里的代码或者名称。": ("加减分项", 0, 0, "nothing"),
    "「加减分项」第 3 行「代码」：这项指标里已经有这个代码。": ("加减分项", 1, 1, "study-1"),
    "「加减分项」第 2 行「代码」：用字母、数字和短横": ("加减分项", 0, 1, "一"),
    "「评议主体」第 2 行「最少票数」：应当在 5 到 10000 之间。": ("评议主体", 0, 3, 4),
    "「评议主体」第 2 行「权重（%）」：应当在 0 到 100 之间。": ("评议主体", 0, 2, 101),
    "「否决项」第 2 行「达到几件否决」：「多」应当是整数": ("否决项", 0, 2, "多"),
    "「等次」第 2 行「建议的结果运用」：「记过」应当是其中之一": ("等次", 0, 3, "通报表扬、记过"),
    "「方案」第 2 行「保留小数位数」：应当在 0 到 4 之间。": ("方案", 0, 3, 9),
}


@pytest.mark.parametrize("sentence", WRONG)
def test_a_wrong_cell_is_named_and_nothing_is_written(world, acting, tmp_path, sentence):
    scheme = approved(world, acting)
    sheet, row, column, value = WRONG[sentence]
    path = edited(tmp_path / "a.xlsx", scheme, lambda rows: rows[sheet][row].__setitem__(column, value))
    with pytest.raises(RuleViolated) as refusal:
        import_scheme(acting(Role.OFFICE_CLERK), scheme, path=path, name="a.xlsx")
    assert [str(one.text)[: len(sentence)] for one in refusal.value.reasons] == [sentence]
    assert Scheme.objects.count() == 1


def refused(path: Path) -> list[str]:
    with pytest.raises(RuleViolated) as refusal:
        read_scheme(path)
    return [str(one.text) for one in refusal.value.reasons]


def test_a_sheet_a_column_or_the_head_that_is_gone_is_named(world, acting, tmp_path):
    scheme = drafted(world, acting)
    assert (
        "没有这几张表：否决项、等次"
        in refused(edited(tmp_path / "a.xlsx", scheme, lambda rows: (rows.pop("否决项"), rows.pop("等次"))))[0]
    )
    assert refused(edited(tmp_path / "b.xlsx", scheme, lambda rows: rows["方案"].clear())) == [
        "「方案」应当有一行，写方案的名称、满分等。"
    ]
    write_workbook(
        tmp_path / "c.xlsx",
        [Sheet(n, [Column(c.label) for c in cs if c.label != "满分"], [["甲"] * 2]) for n, cs in SHEETS.values()],
    )
    assert "「指标」第 1 行「满分」：没有这一列，请照导出的工作簿补上。" in refused(tmp_path / "c.xlsx")


def test_many_mistakes_are_told_at_once_and_the_rest_counted(world, acting, tmp_path):
    scheme = drafted(world, acting)
    path = edited(tmp_path / "a.xlsx", scheme, lambda rows: rows["指标"].extend([["", "", "甲"]] * 20))
    told = refused(path)
    assert len(told) == 31
    assert told[-1] == "另有 30 处，改好这些再看。"


def test_another_kind_is_another_scheme(world, acting, tmp_path):
    scheme = drafted(world, acting)
    path = edited(tmp_path / "a.xlsx", scheme, lambda rows: rows["方案"][0].__setitem__(1, "巡察组的工作"))
    with pytest.raises(RuleViolated, match="另拟方案"):
        import_scheme(acting(Role.OFFICE_CLERK), scheme, path=path, name="a.xlsx")
    assert import_new_scheme(acting(Role.OFFICE_CLERK), world.city, path=path, name="a.xlsx").kind == "team"


def test_the_pages(world, acting, at_desk, tmp_path):
    scheme = approved(world, acting)
    desk = at_desk(Role.OFFICE_CLERK)
    page = desk.get(reverse("evaluation:scheme", args=[scheme.pk])).content.decode()
    out, back = (reverse(f"evaluation:scheme-{one}", args=[scheme.pk]) for one in ("workbook", "import"))
    assert out in page
    assert back in page
    taken = tmp_path / "taken.xlsx"
    taken.write_bytes(b"".join(desk.get(out).streaming_content))
    assert read_scheme(taken).equals(scheme)

    def sent(path: Path) -> dict:
        return {"file": SimpleUploadedFile("方案.xlsx", path.read_bytes())}

    assert "完全相同" in desk.post(back, sent(taken)).content.decode()
    wrong = edited(tmp_path / "b.xlsx", scheme, lambda rows: rows["指标"][0].__setitem__(2, "十"))
    answer = desk.post(back, sent(wrong))
    assert answer.status_code == 422
    assert "「指标」第 2 行「满分」" in answer.content.decode()
    right = edited(tmp_path / "c.xlsx", scheme, lambda rows: rows["指标"][0].__setitem__(1, "学习"))
    assert "第 2 版" in desk.post(back, sent(right), follow=True).content.decode()
    assert desk.post(back, {"file": SimpleUploadedFile("a.xlsx", b"no workbook")}).status_code == 422
    new = reverse("evaluation:scheme-import-new")
    assert new in desk.get(reverse("evaluation:schemes")).content.decode()
    other = edited(tmp_path / "d.xlsx", scheme, lambda rows: rows["方案"][0].__setitem__(0, "另一方案"))
    assert "另一方案" in desk.post(new, {**sent(other), "office": world.city.pk}, follow=True).content.decode()
    assert Scheme.objects.count() == 3
