"""Recognising the parts of a Word paper: every layout, values out of words, and that nothing is ever lost."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.fieldwork.rules.word_layout import Unplaced, bare, code_of, recognise
from xuncha.fieldwork.rules.word_values import amount_of, choices_of_words, named_in, period_of, persons_of

LONG = "台账登记十二万条，实存九万余条，短少部分没有出库手续。" * 3


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("问题描述", "problem"),
        ("二、定性依据（写明条款）：", "basis"),
        ("（三）原 因", "cause"),
        ("4.涉及金额(万元)", "amount"),
        ("涉　及　人　员", "persons"),
        ("整改建议", None),
        ("问题描述" * 6, None),
    ],
)
def test_a_label_is_known_whatever_surrounds_it(label, code):
    assert code_of(label) == code
    assert "（" not in bare(label)


def test_a_table_of_two_and_of_four_columns():
    found = recognise(
        [
            ("巡察工作底稿",),
            ("编号：甲-7　　填表日期：2022年5月1日",),
            ("被巡察单位", "水利局", "巡察组", "第一组"),
            ("问题描述", "防汛物资账实不符"),
            ("事实", "第一段\n第二段"),
            ("", "第三段"),
            ("定性依据", "《办法》第八条", "责任", "主要负责人"),
            ("原因", "", "整改建议", "加强盘点"),
            ("佐证材料", "清点表", "照片两张"),
        ]
    )
    assert found.texts == {
        "number": "甲-7",
        "day": "2022年5月1日",
        "unit": "水利局",
        "team": "第一组",
        "title": "防汛物资账实不符",
        "facts": "第一段\n第二段\n第三段",
        "basis": "《办法》第八条",
        "responsibility": "主要负责人",
        "evidence": "清点表\n照片两张",
    }
    assert found.labels["facts"] == "事实"
    assert found.unplaced == (Unplaced("整改建议", "加强盘点"),)


def test_headed_paragraphs_and_lines_with_their_labels():
    found = recognise(
        [
            ("关于防汛物资问题的材料",),
            ("一、问题表现",),
            (LONG,),
            ("二、定性依据：《办法》第八条",),
            ("《细则》第三条",),
            ("三、整改方向",),
            ("尽快盘点。",),
            ("涉及金额（万元）：11.38",),
            ("另附说明一份。",),
        ]
    )
    assert found.texts == {"facts": LONG, "basis": "《办法》第八条\n《细则》第三条", "amount": "11.38"}
    assert found.labels["amount"] == "涉及金额（万元）"
    assert found.unplaced == (
        Unplaced("", "关于防汛物资问题的材料"),
        Unplaced("三、整改方向", "尽快盘点。"),
        Unplaced("", "另附说明一份。"),
    )


def test_labels_in_the_first_row_and_a_numbered_list():
    found = recognise(
        [
            ("问题", "事实", "依据"),
            ("账实不符", "短少三万条", "《办法》"),
            ("", "没有手续", ""),
            ("佐证材料（2件）",),
            ("序号", "佐证材料", "页码"),
            ("1", "清点表", "3"),
            ("2", "照片", ""),
            ("序号", "姓名", "职务"),
            ("1", "某人", "科员"),
        ]
    )
    assert (found.texts["title"], found.texts["basis"]) == ("账实不符", "《办法》")
    assert found.texts["facts"] == "短少三万条\n没有手续"
    assert found.texts["evidence"] == "1\n清点表\n3\n2\n照片"
    assert found.unplaced == (Unplaced("序号 姓名 职务", "1\n某人\n科员"),)


def test_one_cell_above_the_other_and_free_text_in_a_cell():
    found = recognise([("问题事实\n" + LONG,), ("说明文字很长，不是栏目名。", "定性：账实不符"), ("原因", "无人盘点")])
    assert found.texts["facts"] == LONG
    assert (found.texts["characterisation"], found.texts["cause"]) == ("账实不符", "无人盘点")
    assert found.unplaced == (Unplaced("", "说明文字很长，不是栏目名。"),)


def test_an_empty_box_is_nothing_and_a_heading_without_text_stays():
    found = recognise([("整改建议", "", "备注", "另行报告"), ("五、其他情况",)])
    assert found.unplaced == (Unplaced("备注", "另行报告"), Unplaced("", "五、其他情况"))


def test_a_description_beside_a_title_belongs_to_the_facts():
    found = recognise([("问题标题", "账实不符"), ("问题描述", "短少三万条"), ("具体事实", "没有手续")])
    assert (found.texts["title"], found.texts["facts"]) == ("账实不符", "短少三万条\n没有手续")


CELLS = st.text(st.sampled_from("问题事实定性依据金额一二、：（）甲乙丙丁123 　。\n"), max_size=24).filter(str.strip)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=12))
def test_nothing_is_lost(lines):
    found = recognise([tuple(line) for line in lines])
    said = "".join([*found.texts.values(), *found.labels.values(), *(p.label + p.text for p in found.unplaced)])
    for wanted in "甲乙丙丁":
        assert said.count(wanted) >= min(1, sum(cell.count(wanted) for line in lines for cell in line))


@pytest.mark.parametrize(
    ("text", "label", "yuan", "rest"),
    [
        ("113,800.00元（11.38万元）", "", "113800.00", ""),
        ("11.38", "涉及金额（万元）", "113800.00", ""),
        ("113800", "金额", "113800.00", ""),
        ("无", "", None, ""),
        ("若干", "", None, "若干"),
        ("工程款12万元", "", "120000.00", "工程款12万元"),
        ("3万元、5万元", "", "30000.00", "3万元、5万元"),
    ],
)
def test_sums_are_read_and_words_about_them_stay(text, label, yuan, rest):
    assert amount_of(text, label) == (yuan and Decimal(yuan), rest)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3人", (3, "")),
        ("共 12 人", (12, "")),
        ("某某等3人", (3, "某某等3人")),
        ("多人", (None, "多人")),
        ("", (None, "")),
    ],
)
def test_people_are_counted(text, found):
    assert persons_of(text) == found


@pytest.mark.parametrize(
    ("text", "first", "last", "rest"),
    [
        ("2019年4月1日至9月26日", (2019, 4, 1), (2019, 9, 26), ""),
        ("2019年4月至2021年9月", (2019, 4, 1), (2021, 9, 30), ""),
        ("2021.3-2021.9", (2021, 3, 1), (2021, 9, 30), ""),
        ("2021-03-05", (2021, 3, 5), (2021, 3, 5), ""),
        ("2021年", (2021, 1, 1), (2021, 12, 31), ""),
        ("2021年以来", (2021, 1, 1), (2021, 12, 31), "2021年以来"),
    ],
)
def test_periods_are_read(text, first, last, rest):
    assert period_of(text) == (date(*first), date(*last), rest)


@pytest.mark.parametrize("text", ["去年", "2021年13月", "3月5日"])
def test_a_period_that_is_none_stays_a_text(text):
    assert period_of(text) == (None, None, text)


def test_an_empty_period_is_no_text():
    assert period_of(" 无 ") == (None, None, "")


def test_words_of_a_list_and_names_in_a_text():
    choices = {"主要负责人": "principal", "责任部门": "department"}
    assert choices_of_words("责任部门、张某，主要负责人", choices) == (["department", "principal"], "张某")
    assert named_in("签名：陆二、何一", {"何一": 1, "陆二": 2, "程三": 3}) == [2, 1]
