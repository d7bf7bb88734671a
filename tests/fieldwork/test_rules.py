"""The rules of papers and sheets, each with both outcomes; properties of the completeness meter."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fieldwork.conftest import FACTS, QUOTE
from xuncha.fieldwork.rules import (
    AnswerFacts,
    EvidenceFacts,
    Grade,
    HandFacts,
    PaperFacts,
    SheetFacts,
    amounts_in,
    completeness,
    hints,
    neutral_text,
    reasons_in_the_text,
    reasons_not_to_answer,
    reasons_not_to_approve,
    reasons_not_to_ask,
    reasons_not_to_check,
    reasons_not_to_close,
    reasons_not_to_co_sign,
    reasons_not_to_sign,
    reasons_not_to_submit,
    sentences_of,
)
from xuncha.fieldwork.rules.completeness import CHECKS, VALUE
from xuncha.fieldwork.rules.reading import identities_in, in_wan, listed

FULL = PaperFacts(
    title="防汛物资台账与实物不符，部分账外存放",
    facts=FACTS,
    characterisation="责任落实不到位",
    basis="《防汛物资储备管理办法》第八条",
    cause="长期没有盘点",
    why_political="党组对防汛备汛责任认识不到位，三年未专题研究物资储备。",
    categorised=True,
    sources=("visit",),
    responsibility=("deputy",),
    amount=Decimal("113800.00"),
    period_from=date(2019, 4, 1),
    period_to=date(2021, 9, 26),
    second_handler=True,
    evidence=(EvidenceFacts("清点记录.pdf", "清点记录", QUOTE, True), EvidenceFacts("现场.jpg", "照片")),
    wanted_evidence=("清点记录", "照片"),
)


def test_a_full_paper_may_be_handed_in():
    assert reasons_not_to_submit(FULL, co_signed=True) == []


def test_a_paper_goes_on_only_when_both_handlers_have_signed():
    [why] = reasons_not_to_submit(FULL, co_signed=False)
    assert (str(why.text), why.mend) == ("第二经办人还没有会签：先送会签，两人都签了再提交复核。", "#signs")
    [nobody] = reasons_not_to_submit(replace(FULL, second_handler=False), co_signed=False)
    assert nobody.field == "second_handler"


@pytest.mark.parametrize(("actor", "asks", "co_signs"), [(1, True, False), (2, False, True), (3, False, False)])
def test_the_handler_asks_and_the_second_handler_co_signs(actor, asks, co_signs):
    hands = HandFacts(actor, 1, 2)
    assert (reasons_not_to_ask(FULL, hands) == []) is asks
    assert (reasons_not_to_co_sign(hands) == []) is co_signs


def test_nobody_is_asked_to_co_sign_what_lacks_something():
    assert [r.field for r in reasons_not_to_ask(replace(FULL, basis=""), HandFacts(1, 1, 2))] == ["basis"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "九个字的标题不够长"}, "title"),
        ({"title": "长" * 51}, "title"),
        ({"facts": "短。", "amount": None, "evidence": (EvidenceFacts(original_checked=True),)}, "facts"),
        ({"characterisation": " "}, "characterisation"),
        ({"basis": ""}, "basis"),
        ({"categorised": False}, "category"),
        ({"sources": ()}, "sources"),
        ({"period_to": None}, "period_from"),
        ({"responsibility": ()}, "responsibility"),
        ({"second_handler": False}, "second_handler"),
        ({"evidence": ()}, "evidence"),
        ({"evidence": (EvidenceFacts("清点记录.pdf"),)}, "evidence"),
        ({"evidence": (EvidenceFacts("a", "", "不在事实里", True),)}, "evidence"),
        ({"amount": Decimal("118300.00")}, "amount"),
        ({"clue_only": True}, "checklist_item"),
        ({"cause": "请电13812345678核实"}, "facts"),
    ],
)
def test_each_lack_is_named_with_the_place_where_it_is_mended(change, field):
    reasons = reasons_in_the_text(replace(FULL, **change))
    assert [r.field for r in reasons] == [field]
    assert reasons[0].mend in {f"#{field}", f"#id_{field}"}


def test_an_empty_paper_lacks_everything_at_once():
    assert len(reasons_in_the_text(PaperFacts())) == 10


def test_facts_beyond_the_limit_are_refused():
    assert [r.field for r in reasons_in_the_text(replace(FULL, facts=FACTS + "长" * 20_000))] == ["facts"]


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("折合11.38万元", ["113800.00"]),
        ("共 113,800 元", ["113800.00"]),
        ("1.2亿元、3千元", ["120000000.00", "3000.00"]),
        ("约20余万元", []),
        ("20万余元", ["200000.00"]),
        ("编织袋12.0万条", []),
        ("", []),
    ],
)
def test_sums_of_money_are_read_in_yuan(text, yuan):
    assert amounts_in(text) == [Decimal(y) for y in yuan]


def test_the_amount_may_be_the_sum_of_its_parts():
    parts = replace(FULL, facts=FACTS.replace("11.38万元", "10万元，运费1.38万元"))
    assert reasons_in_the_text(parts) == []


def test_a_wrong_amount_is_told_the_right_one():
    [wrong] = reasons_in_the_text(replace(FULL, amount=Decimal("118300.00")))
    assert str(wrong.text) == "与事实中的 11.38 万元不一致。"
    [nothing] = reasons_in_the_text(replace(FULL, facts=FACTS.replace("折合11.38万元", "若干")))
    assert "没有写到金额" in str(nothing.text)


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_wan_has_no_needless_zeros(yuan):
    assert Decimal(in_wan(yuan)) * 10_000 == yuan
    assert "E" not in in_wan(yuan)


@given(st.text(max_size=300))
def test_sentences_lose_nothing_but_space(text):
    assert "".join("".join(sentences_of(text)).split()) == "".join(text.split())


def test_the_full_paper_has_a_full_meter():
    meter = completeness(FULL)
    assert (meter.shown, meter.done, meter.partly) == ("12 / 12", 12, 0)
    assert meter.cells == ["f"] * 12


def test_the_empty_paper_has_an_empty_meter():
    meter = completeness(PaperFacts())
    assert (meter.shown, meter.count(Grade.MISSING)) == ("0 / 12", 12)


@pytest.mark.parametrize(
    ("change", "code", "grade", "says"),
    [
        ({"title": "太短"}, "title", Grade.PARTLY, "10 至 50 字"),
        ({"title": ""}, "title", Grade.MISSING, "谁"),
        ({"sources": ()}, "classified", Grade.PARTLY, "缺来源"),
        ({"categorised": False, "sources": (), "period_to": None}, "classified", Grade.MISSING, "分类、来源、发生时间"),
        ({"facts": "该局物资短少。"}, "elements", Grade.MISSING, "经过"),
        ({"facts": "2021年该局仓库物资短少。"}, "elements", Grade.PARTLY, "没看到经过"),
        ({"facts": "2021年清点该局仓库。"}, "elements", Grade.PARTLY, "少于 50 字"),
        ({"facts": FACTS.replace("交换意见，其表示认可", "见面")}, "exchange", Grade.MISSING, "交换意见"),
        ({"amount": Decimal(1)}, "amount", Grade.MISSING, "金额与事实一致"),
        ({"amount": None}, "amount", Grade.PARTLY, "请填涉及金额"),
        ({"amount": None, "facts": "该局物资短少。"}, "amount", Grade.DONE, "不涉及金额"),
        ({"characterisation": ""}, "characterisation", Grade.MISSING, "定性"),
        ({"basis": ""}, "basis", Grade.MISSING, "依据"),
        ({"basis": "有关规定"}, "basis", Grade.PARTLY, "《》"),
        ({"ended_basis": (("旧办法", "新办法"),)}, "basis", Grade.PARTLY, "现行为《新办法》"),
        ({"ended_basis": (("旧办法", ""),)}, "basis", Grade.PARTLY, "已失效"),
        ({"why_political": ""}, "political", Grade.MISSING, "责任"),
        ({"why_political": "重要"}, "political", Grade.PARTLY, "责任"),
        ({"cause": ""}, "responsibility", Grade.PARTLY, "缺原因"),
        ({"responsibility": ()}, "responsibility", Grade.PARTLY, "缺责任主体"),
        ({"responsibility": (), "cause": ""}, "responsibility", Grade.MISSING, "责任主体和原因"),
        ({"evidence": ()}, "evidence", Grade.MISSING, "佐证齐全"),
        ({"wanted_evidence": ("照片", "物资管理制度")}, "evidence", Grade.PARTLY, "缺「物资管理制度」"),
        ({"evidence": (EvidenceFacts("a", original_checked=True),)}, "originals", Grade.PARTLY, "原件"),
        ({"evidence": (EvidenceFacts("a"),)}, "originals", Grade.MISSING, "原件"),
        ({"facts": FACTS + "举报人李某称。"}, "identity", Grade.MISSING, "「举报人」"),
        ({"facts": FACTS + "电话13812345678。"}, "identity", Grade.MISSING, "13812345678"),
    ],
)
def test_each_check_says_how_far_it_is_met(change, code, grade, says):
    check = next(c for c in completeness(replace(FULL, **change)).checks if c.code == code)
    assert check.grade is grade
    assert says in str(check.label)
    assert check.anchor.startswith("#")


def test_what_is_missing_stands_first():
    meter = completeness(replace(FULL, title="太短", basis=""))
    assert [c.grade for c in meter.to_do_first][:3] == [Grade.MISSING, Grade.PARTLY, Grade.DONE]
    assert meter.shown == "10.5 / 12"


def test_an_office_weighs_checks_as_it_likes():
    assert completeness(replace(FULL, basis=""), {"basis": Decimal(3)}).shown == "11 / 14"


SAFE = ("经查阅资料发现库房管理混乱。", "以上情况属2020年以来形成。", "已与该局局长交换意见。", "影响防汛调度。")
KIND = st.sampled_from(["清点记录", "照片", "会议纪要"])
PAPER = st.builds(
    PaperFacts,
    title=st.sampled_from(["", "太短", FULL.title]),
    facts=st.lists(st.sampled_from(SAFE), max_size=3).map("".join),
    characterisation=st.sampled_from(["", "定性"]),
    basis=st.sampled_from(["", "规定", "《办法》"]),
    cause=st.sampled_from(["", "原因"]),
    why_political=st.sampled_from(["", "短", FULL.why_political]),
    categorised=st.booleans(),
    sources=st.sampled_from([(), ("talk",)]),
    responsibility=st.sampled_from([(), ("deputy",)]),
    evidence=st.lists(st.builds(EvidenceFacts, st.just("a.pdf"), KIND, st.just(""), st.booleans()), max_size=2).map(
        tuple
    ),
    wanted_evidence=st.sampled_from([(), ("照片",), ("照片", "会议纪要")]),
)
ADDED = st.sampled_from(
    [
        lambda p, s: replace(p, facts=p.facts + s),
        lambda p, _: replace(p, title=p.title or FULL.title),
        lambda p, _: replace(p, characterisation=p.characterisation or "定性"),
        lambda p, _: replace(p, basis=p.basis or "《办法》"),
        lambda p, _: replace(p, basis=p.basis + "《条例》"),
        lambda p, _: replace(p, cause=p.cause + "原因"),
        lambda p, s: replace(p, why_political=p.why_political + s),
        lambda p, _: replace(p, categorised=True),
        lambda p, _: replace(p, sources=(*p.sources, "visit")),
        lambda p, _: replace(p, period_from=date(2020, 1, 1), period_to=date(2021, 1, 1)),
        lambda p, _: replace(p, evidence=(*p.evidence, EvidenceFacts("b.jpg", "照片", "", True))),
    ]
)


@given(PAPER, ADDED, st.sampled_from(SAFE))
def test_adding_content_never_lowers_the_meter(paper, add, sentence):
    before, after = completeness(paper), completeness(add(paper, sentence))
    assert after.score >= before.score
    assert [VALUE[a.grade] >= VALUE[b.grade] for a, b in zip(after.checks, before.checks, strict=True)] == [True] * 12


@given(PAPER)
def test_the_meter_is_the_same_each_time_and_adds_up(paper):
    meter = completeness(paper)
    assert meter == completeness(paper)
    assert len(meter.cells) == len(CHECKS) == 12
    assert meter.score == meter.done + meter.partly * Decimal("0.5")


def test_words_about_a_persons_offence_are_pointed_out():
    [hint] = [h for h in hints(replace(FULL, facts=FACTS + "科长涉嫌受贿。")) if h.code == "person"]
    assert "问题线索登记" in str(hint.text)
    assert set(hint.passages) == {"受贿"}
    assert "person" not in {h.code for h in hints(FULL)}


def test_mere_formalities_are_pointed_out_until_the_effect_is_written():
    formal = replace(FULL, facts="该局会议记录不全，部分资料未签字。", why_political="")
    assert "formalities" in {h.code for h in hints(formal)}
    assert "formalities" not in {h.code for h in hints(replace(formal, facts=formal.facts + "导致决策无据可查。"))}
    assert "formalities" not in {h.code for h in hints(replace(formal, why_political=FULL.why_political))}


def test_numbers_without_evidence_are_pointed_out():
    [hint] = [h for h in hints(FULL) if h.code == "unsupported"]
    assert len(hint.passages) == 1
    assert hint.passages[0].startswith("2021年9月26日")
    assert hint.anchor == "#evidence"
    assert hints(replace(FULL, evidence=())) == []


HANDS = st.builds(
    HandFacts, st.integers(1, 4), st.integers(1, 4), st.none() | st.integers(1, 4), st.none() | st.integers(1, 4)
)


@given(HANDS)
def test_nobody_signs_off_their_own_work_nor_twice(hands):
    own = hands.actor in {hands.handler, hands.second_handler}
    assert bool(reasons_not_to_check(hands)) is own
    assert bool(reasons_not_to_sign(hands)) is (own or hands.actor == hands.deputy)


@given(
    st.lists(st.sampled_from([*SAFE, "据群众反映物资短少。", "举报人电话13812345678。", "其涉嫌受贿。"]), max_size=8)
)
def test_neutral_text_names_no_source_and_nobody(sentences):
    text = neutral_text("".join(sentences))
    assert not identities_in(text)
    assert "反映" not in text
    assert "受贿" not in text
    assert all(s in sentences for s in sentences_of(text))


def test_neutral_text_ends_with_a_whole_sentence():
    assert neutral_text("第一句。第二句很长很长。", limit=6) == "第一句。"


def test_a_sheet_without_statements_is_not_approved():
    assert [r.field for r in reasons_not_to_approve(SheetFacts())] == ["items"]
    assert "没有内容" in str(reasons_not_to_approve(SheetFacts((" ",)))[0].text)
    assert "13812345678" in str(reasons_not_to_approve(SheetFacts(("电话13812345678。",)))[0].text)
    assert reasons_not_to_approve(SheetFacts(("物资短少。",))) == []


@pytest.mark.parametrize(
    ("answer", "n"),
    [
        (AnswerFacts(1, "agreed"), 0),
        (AnswerFacts(1, "disputed", "不符"), 0),
        (AnswerFacts(1, "disputed"), 1),
        (AnswerFacts(1), 1),
        (AnswerFacts(1, "agreed", "长" * 2001), 1),
    ],
)
def test_an_answer_is_complete(answer, n):
    assert len(reasons_not_to_answer([answer])) == n


def test_a_conclusion_has_its_length():
    assert reasons_not_to_close("采纳") == []
    assert len(reasons_not_to_close("长" * 2001)) == 1


def test_names_are_listed_in_one_sentence():
    assert str(listed(["甲", "乙", "丙"])) == "甲、乙、丙"
