"""The rules of disclosure, without a database: what is drafted, what may stand in it, when it goes on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from xuncha.disclosure.rules.drafting import Doings, drafted, heading_of, passed_in
from xuncha.disclosure.rules.grounds import BOTH
from xuncha.disclosure.rules.redaction import Kind, Part, name_of, names_in, numbers_in
from xuncha.disclosure.rules.steps import (
    PublicationFacts,
    SectionFacts,
    SubmitFacts,
    last_day,
    reasons_against_omission,
    reasons_against_section,
    reasons_not_to_approve,
    reasons_not_to_comment,
    reasons_not_to_end,
    reasons_not_to_judge,
    reasons_not_to_publish,
    reasons_not_to_return,
    reasons_not_to_submit,
)

DAY = date(2022, 7, 19)


def texts(reasons) -> list[str]:
    return [str(one.text) for one in reasons]


def test_a_section_begins_in_the_pattern_that_units_publish():
    doings = Doings(
        "拆分发包规避招标",
        "全部整改到位",
        measures=[("补充审计。", "出具报告"), ("修订办法", "")],
        money=[("cleared", Decimal(12500))],
        rules=[("new", "《甲》"), ("new", "《乙》")],
        persons=3,
        finished=True,
    )
    assert heading_of("关于拆分发包问题") == heading_of("拆分发包") == "关于拆分发包问题"
    assert drafted(doings, DAY) == (
        "整改情况：全部整改到位。一是补充审计，出具报告。二是修订办法。清退资金12,500.00元。新建制度2项：《甲》、《乙》。"
        "批评教育和处理3人次。"
    )


def test_what_is_not_finished_says_so():
    assert drafted(Doings("甲", measures=[("清查", "查了3个")], until=DAY), DAY).endswith(
        "清查，查了3个。整改尚未完成，继续推进，2022年7月19日前完成，情况另行公开。"
    )
    assert drafted(Doings("甲"), DAY) == "整改情况：整改尚未完成，继续推进，情况另行公开。"
    assert "长期坚持" in drafted(Doings("甲", lasting=True, finished=False), DAY)


def test_what_should_be_finished_by_now_is_not_promised():
    told = drafted(Doings("甲", until=DAY), date(2022, 7, 20))
    assert told == "整改情况：整改尚未完成，原定2022年7月19日前完成，已经逾期，正在抓紧推进，情况另行公开。"
    assert passed_in(told, date(2022, 7, 20)) == ""
    promised = drafted(Doings("甲", until=DAY), DAY)
    assert passed_in(promised, DAY) == ""
    assert passed_in(promised, date(2022, 7, 20)) == "2022年7月19日"


def test_more_than_ten_measures_are_all_told():
    told = drafted(Doings("甲", measures=[(f"事{n}", "") for n in range(1, 13)], finished=True), DAY)
    assert "十是事10。事11。事12。" in told


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("身份证 420302198001011234。", Kind.IDENTITY),
        ("证号４２０３０２１９８００１０１１２３Ｘ", Kind.IDENTITY),
        ("旧证 420302800101123", Kind.IDENTITY),
        ("致电 138-0013 8000", Kind.TELEPHONE),
        ("电话0719-6012345", Kind.TELEPHONE),
        ("卡号 6222 0212 3456 7890 123", Kind.CARD),
    ],
)
def test_numbers_of_people_are_found_however_they_are_written(text, kind):
    (place,) = numbers_in([Part("开头", text, "#frame")])
    assert (place.kind, place.part, place.anchor) == (kind, "开头", "#frame")
    assert place.words in text


def test_sums_days_and_document_numbers_are_none():
    text = "2022-06-10 至 2022-07-10，清退 12345678 元，12,345,678.00 元，鄂发〔2022〕1234567 号，编号 20220610001"
    assert numbers_in([Part("开头", text)]) == []


def test_names_are_places_to_look_at():
    parts = [Part("第一项", "党组书记王某某带头。"), Part("第二项", "已完成。")]
    assert [(p.words, p.part) for p in names_in(parts, ["王某某", "李四", "王", "单位名称很长"])] == [
        ("王某某", "第一项")
    ]
    assert (name_of("党组成员 叶某"), name_of("  ")) == ("叶某", "")


def section(n=1, text="已完成。", **other) -> SectionFacts:
    return SectionFacts(n, text, **other)


def submit(**other) -> list[str]:
    told = {"title": "甲", "opening": "甲", "leading": "甲", "contact": "甲", "sections": [section()]}
    return texts(reasons_not_to_submit(SubmitFacts(**{**told, **other})))


def test_nothing_is_promised_for_a_day_gone_by():
    late = section(text="继续推进，2022年7月18日前完成，情况另行公开。")
    assert submit(sections=[late], today=DAY) == [
        "第 1 项写的“2022年7月18日前完成”，这一天已经过了，请照现在的情况改写。"
    ]
    assert submit(sections=[section(), replace(late, omitted=BOTH)], today=DAY) == []


def test_a_complete_text_is_handed_in():
    assert submit() == []
    assert submit(leading="", first=False) == []
    assert submit(sections=[section(), section(2, "", omitted="both")]) == []


def test_everything_that_is_wanting_is_said_at_once():
    place = numbers_in([Part("开头", "13800138000", "#frame")])
    found = submit(opening=" ", leading="", sections=[section(1, "", omitted="public")], numbers=place)
    assert found == [
        "还没有写开头。",
        "还没有写党组织和主要负责人组织落实情况。",
        "第 1 项还没有写整改情况。",
        "没有一项向社会公开，请至少公开一项。",
        "开头里有电话号码“13800138000”，公开前请删去。",
    ]


def test_what_is_left_out_has_a_ground_and_a_reason():
    assert reasons_against_omission("", "", "") == []
    assert reasons_against_omission("public", "hype", "理由") == []
    assert texts(reasons_against_omission("all", "", "")) == [
        "请从列出的范围里选。",
        "不公开要选一条依据。",
        "请写不公开的理由。",
    ]
    assert "党内也不通报" in texts(reasons_against_omission("public", "secret", "理由"))[0]
    assert reasons_against_omission("both", "secret", "理由") == []


def test_a_section_says_something_unless_nobody_reads_it():
    assert reasons_against_section("甲", "", omitted="both") == []
    assert [one.field for one in reasons_against_section("", "", omitted="public")] == ["heading", "text"]


def test_approved_by_another_person_after_each_omission():
    assert reasons_not_to_approve([section(), section(2, omitted="both", accepted=True)], own=False) == []
    found = texts(
        reasons_not_to_approve([section(omitted="both"), section(2, omitted="public", accepted=False)], own=True)
    )
    assert found == [
        "这是您报送的，要由另一个人审核。",
        "第 1 项不公开，还没有审定。",
        "第 2 项不同意不公开，请退回修改。",
    ]
    assert reasons_not_to_return(published=False) == []
    assert reasons_not_to_return(published=True) != []


def test_who_refuses_an_omission_says_why():
    assert reasons_not_to_judge(omitted=True, accepted=True, note="") == []
    assert [one.field for one in reasons_not_to_judge(omitted=True, accepted=False, note="")] == ["note"]
    assert reasons_not_to_judge(omitted=False, accepted=True, note="") != []


def publication(**other) -> list[str]:
    told = {"channel": "public", "on": DAY, "place": "网站", "days": 15, "today": DAY, "approved_on": DAY}
    return [one.field for one in reasons_not_to_publish(PublicationFacts(**{**told, **other}))]


def test_a_publication_says_where_since_when_and_for_how_long():
    assert publication() == publication(channel="inside", days=None, known=["public"]) == []
    assert publication(known=["public"]) == ["channel"]
    assert publication(channel="else") == ["channel"]
    assert publication(place=" ", days=None) == ["place", "days"]
    assert publication(days=366) == ["days"]
    assert publication(on=date(2022, 7, 20)) == publication(on=date(2022, 7, 18)) == ["on"]
    assert last_day(DAY, 1) == last_day(DAY, None) == DAY


def test_comments_come_after_the_publication_and_are_answered_before_the_end():
    assert reasons_not_to_comment("电话", "意见", DAY, today=DAY, since=DAY) == []
    early = reasons_not_to_comment("", "", date(2022, 7, 18), today=DAY, since=DAY)
    assert [one.field for one in early] == ["way", "text", "on"]
    assert reasons_not_to_end(until=date(2022, 7, 18), today=DAY, unanswered=0) == []
    assert len(reasons_not_to_end(until=DAY, today=DAY, unanswered=2)) == 2
