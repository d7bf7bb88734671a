"""The settings of a joint review and of required steps: checked, written and read back."""

import pytest

from xuncha.core.parameters import CHECKS, Shape, read, written

BODIES = [
    {"name": "纪检监察机关", "role": "discipline", "sees": []},
    {"name": "组织部门", "role": "organisation", "sees": ["选人用人", "基层党建"]},
]


def test_bodies_are_written_one_a_line_and_read_back():
    text = written(Shape.BODIES, BODIES)
    assert text == "纪检监察机关，纪检监察机关人员，全部\n组织部门，组织部门人员，选人用人/基层党建"
    assert read(Shape.BODIES, text) == BODIES
    assert CHECKS[Shape.BODIES](BODIES) == []


def test_nobody_is_a_setting_too():
    assert (written(Shape.BODIES, []), read(Shape.BODIES, " 不联审 ")) == ("不联审", [])
    assert CHECKS[Shape.BODIES]([]) == []


@pytest.mark.parametrize("line", ["纪委，巡察组组长，全部", "纪委，纪检监察机关人员，全部，再写"])
def test_a_line_that_cannot_be_read_is_named(line):
    with pytest.raises(ValueError, match="1"):
        read(Shape.BODIES, line)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("纪委", "每行写一家"),
        ([{"name": "", "role": "discipline", "sees": []}], "第 1 行要写名称"),
        (["纪委"], "第 1 行要写名称"),
        ([BODIES[0], BODIES[0]], "纪检监察机关 写了两次"),
    ],
)
def test_what_is_wrong_with_bodies_is_said(value, wanted):
    assert wanted in "".join(str(why.text) for why in CHECKS[Shape.BODIES](value))


def test_required_steps_come_from_a_list():
    codes = ["life_meeting", "principal_report"]
    text = written(Shape.PROOFS, codes)
    assert text == "专题民主生活会\n主要负责人报告"
    assert read(Shape.PROOFS, text) == codes
    assert CHECKS[Shape.PROOFS](codes) == []
    for wrong in ([], "x", ["other"]):
        assert CHECKS[Shape.PROOFS](wrong)
    with pytest.raises(ValueError, match="1"):
        read(Shape.PROOFS, "别的")
