"""What reads like an accusation of a person, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.findings.rules.persons import accusations, offences


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("局长王强利用职务便利，收受礼金 2 万元。", "局长王强"),
        ("经查，王局长违规收受购物卡。", "王局长"),
        ("张某某涉嫌贪污扶贫款。", "张某某"),
        ("张某在工程中受贿。", "张某"),
        ("会计李四、出纳赵六私分罚没款。", "会计李四"),
        ("群众反映李四受贿。", "李四"),
        ("陈同志生活作风不检点。", "陈同志"),
        ("王镇长在青龙村工程中受贿。", "王镇长"),
        ("龙镇长违规收受长坪村礼金。", "龙镇长"),
        ("青龙镇镇长王强利用职务便利受贿。", "镇长王强"),
        ("镇长王长江利用职务便利受贿。", "镇长王长江"),
        ("李庄村会计李四私分集体资金。", "会计李四"),
        ("经查，王局收受礼金。", "王局"),
        ("经查，李村长、龙镇长均收受烟酒。", "李村长"),
    ],
)
def test_a_person_with_an_offence_is_seen(text, person):
    assert [seen.person for seen in accusations(text)] == [person]


@pytest.mark.parametrize(
    "text",
    [
        "林业局局长办公会未研究违法占用林地问题。",
        "对违纪党员干部处理不严，党员违法信息掌握不及时。",
        "严重违纪行为通报学习不够。",
        "招标程序违法，董事会违纪事项未上会。",
        "王村村委会未公开账目。局党组侵占挪用专项资金问题整改不力。",
        "2023 年 3 月至 2024 年 6 月，将同一工程拆分为 3 个项目。",
        "局长王强主持会议。会议通报了一起受贿案。",
        "青龙镇长坪村违法占用耕地 3 亩。",
        "青龙镇长江社区侵占集体资金。",
        "黄龙镇长安路改造工程招标违法。",
        "青龙镇长江村在工程中违法分包。",
        "马龙乡长岭小学挪用伙食费。",
        "黄龙镇镇长办公会未研究违法占地问题。",
        "李庄村私分集体资产问题整改不力。",
        "青龙镇受贿案件警示教育走过场。",
        "王家镇贪污案件警示教育不到位。",
        "",
    ],
)
def test_a_problem_of_the_unit_is_not(text):
    assert accusations(text) == []


def test_offences_alone_are_pointed_out():
    assert offences("有人挪用资金，也有人赌博、赌博。") == ["挪用", "赌博"]
    assert offences("会议记录不全") == []


@given(st.text())
def test_any_text_can_be_read(text):
    for seen in accusations(text):
        assert seen.person in text
        assert seen.offence in offences(text)
