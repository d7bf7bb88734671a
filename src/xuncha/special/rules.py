"""
When a special report may be written, checked, signed and followed. Facts in, reasons out. (domain §8.3, §8.6, §8.7)

Every sentence of a fact ends with the number of its source: 2021年3月召开党组会。〔1〕 or 〔1、3〕. What judges a
person instead of saying what happened is refused with its place: no score, no rank, no guess.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason

OF_THE_TEAM = 2
"""People of the team at least: the leader and a writer. Whoever checks did not write."""
OF_THE_OFFICE = 1
"""Directors of the office at least."""

_MARK = re.compile(r"[〔\[【［]\s*(\d+(?:\s*[,，、]\s*\d+)*)\s*[〕\]】］]")
_NUMBER = re.compile(r"\d+")
_SENTENCE = re.compile(rf"[^。！？\n]*(?:[。！？]+|\n|$)(?:\s*{_MARK.pattern})*")
_SCORE = (
    r"评分|打分|得分|分值|综合评价|量化评价|\d+(?:\.\d+)?\s*分(?![钟之别公局店院校行期批管工])"
    r"|[优良中差]\s*等|(?:评|定)为\s*(?:优秀|良好|一般|较差|差|称职|基本称职|不称职)"
)
_RANK = (
    r"评级|定级|等级|等次|排名|排序|名次|第\s*[一二三四五六七八九十\d]+\s*名|位居前列|倒数"
    r"|[高中低]风险|风险[高中低]|红黄绿|画像"
)
_GUESS = (
    r"涉嫌|疑似|有嫌疑|据推测|推测|推断|可以看出|由此可见|估计|大概|也许|或许|恐怕|想必|似乎|好像|不排除|很可能|极可能|可能存在"
    r"|(?:性格|人品|品行|作风)(?:[^，。；]{0,6})(?:强势|霸道|专断|不好|较差|恶劣|优秀|良好)"
)
_JUDGING = re.compile(f"{_SCORE}|{_RANK}|{_GUESS}")


@dataclass(frozen=True, slots=True)
class Fact:
    """One paragraph as it is written, and what the person said of it: `explained` is given, declined or empty."""

    text: str
    explained: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its marks, and the numbers of the sources that they name."""

    text: str
    cited: tuple[int, ...]


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of a fact, each with what it cites; a mark may stand before or after the full stop."""
    found = []
    for match in _SENTENCE.finditer(text):
        whole = match.group()
        cited = tuple(int(n) for mark in _MARK.finditer(whole) for n in _NUMBER.findall(mark.group(1)))
        plain = _MARK.sub("", whole).strip()
        if plain.strip("。！？"):
            found.append(Sentence(plain, cited))
    return found


def cited_in(texts: Collection[str]) -> set[int]:
    """The numbers of all sources that the texts cite."""
    return {number for text in texts for sentence in sentences_of(text) for number in sentence.cited}


def judging_words(text: str) -> list[str]:
    """Words that rate a person or guess about one."""
    return [match.group().strip() for match in _JUDGING.finditer(text)]


def reasons_not_to_open(*, team: int, office: int, keyless: Collection[str], already: bool) -> list[Reason]:
    """The leader and a writer, a director of the office, all with keys."""
    reasons = []
    if already:
        reasons.append(reason("这个单位的专题登记已经开通。"))
    if team < OF_THE_TEAM:
        reasons.append(reason("组里要有组长和至少一名撰稿人员。", field="keepers"))
    if office < OF_THE_OFFICE:
        reasons.append(reason("要有巡察办主任。", field="keepers"))
    return [*reasons, *reasons_without_keys(keyless)]


def reasons_without_keys(keyless: Collection[str]) -> list[Reason]:
    """Nobody is given what they could not open."""
    if not keyless:
        return []
    names = sorted(keyless)
    return [reason("{names}还没有设置保密口令，请本人先到“个人设置”里设置。", field="keepers", names=names)]


def reasons_not_to_begin(*, about: str, matter: bool, asked: str, urgency: str) -> list[Reason]:
    """It says what or whom it is about; a matter says how urgent it is and what is asked for."""
    reasons = []
    if not about.strip():
        reasons.append(reason("请写明标题或者对象。", field="about"))
    if matter and not urgency:
        reasons.append(reason("请选紧急程度。", field="urgency"))
    if matter and not asked.strip():
        reasons.append(reason("请写明请示的事项。", field="asked"))
    return [*reasons, *_judged(asked, "asked", 0)]


def reasons_not_to_write(fact: Fact, *, place: int, sources: int) -> list[Reason]:
    """Every sentence has its source; none judges; what the person said is there when they said something."""
    reasons = []
    sentences = sentences_of(fact.text)
    if not sentences:
        reasons.append(reason("请写明事实。", field="text"))
    for n, sentence in enumerate(sentences, 1):
        if not sentence.cited:
            reasons.append(
                reason("第 {p} 段第 {n} 句没有注明依据：{text}", field="text", p=place, n=n, text=sentence.text)
            )
        unknown = sorted({one for one in sentence.cited if not 1 <= one <= sources})
        reasons += [
            reason("第 {p} 段第 {n} 句引用的依据 {m} 不在依据表里。", field="text", p=place, n=n, m=one)
            for one in unknown
        ]
    if fact.explained == "given" and not fact.explanation.strip():
        reasons.append(reason("请写明本人的说明。", field="explanation"))
    if fact.explained != "given" and fact.explanation.strip():
        reasons.append(reason("写了说明的，请选“本人作了说明”。", field="explained"))
    return [*reasons, *_judged(fact.text, "text", place)]


def reasons_not_to_hand_in(
    facts: Sequence[Fact], *, principal: bool, sources: int, fallen: Collection[int]
) -> list[Reason]:
    """
    There are facts, each still well written, on sources that still stand; of a principal each with their explanation.

    `fallen` are the numbers of sources that stand no more: a paper that was replaced, a sheet that was withdrawn.
    """
    reasons = [] if facts else [reason("还没有写事实。", mend="#facts")]
    for place, fact in enumerate(facts, 1):
        found = reasons_not_to_write(fact, place=place, sources=sources)
        reasons += [Reason(one.text, mend=f"#fact-{place}") for one in found]
        if principal and not fact.explained:
            reasons.append(
                reason("第 {p} 段没有记本人的说明；问过而没有说明的，也要记明。", mend=f"#fact-{place}", p=place)
            )
    cited = cited_in([fact.text for fact in facts])
    gone = [reason("依据 {n} 已经失效，请换依据。", mend="#sources", n=n) for n in sorted(cited & set(fallen))]
    return [*reasons, *gone]


def reasons_of_four_eyes(actor: int, writers: Collection[int]) -> list[Reason]:
    """Whoever wrote a part of it does not check it."""
    return [reason("您写过这份材料，请由另一个人核对。")] if actor in writers else []


def reasons_not_the_same(actor: int, earlier: int | None) -> list[Reason]:
    """Whoever reported what was done does not accept it."""
    return [reason("办理情况是您报告的，请由另一个人核对。")] if actor == earlier else []


def reasons_not_of_kind(*, wanted: str | None, kind: str) -> list[Reason]:
    """A step that belongs to the other kind of report."""
    return [reason("这类材料没有这一步。")] if wanted is not None and wanted != kind else []


def reasons_without_words(text: str) -> list[Reason]:
    """A step that is to be answered for is explained."""
    return [] if text.strip() else [reason("请写明内容。", field="text")]


def reasons_not_to_lay(*, before: str, on: date, signed_on: date, today: date) -> list[Reason]:
    """Before somebody, on a day after it was signed and not to come."""
    reasons = []
    if not before.strip():
        reasons.append(reason("请写明呈送的会议或者领导。", field="before"))
    if not signed_on <= on <= today:
        reasons.append(reason("呈送日期应当在签发（{day}）以后、今天以前。", field="on", day=signed_on))
    return reasons


def reasons_not_to_instruct(
    *, text: str, leader: str, on: date, laid_on: date, due_on: date, today: date
) -> list[Reason]:
    """Somebody said something after it lay before them; there is time to do it in."""
    reasons = reasons_without_words(text)
    if not leader.strip():
        reasons.append(reason("请写明批示人或者会议。", field="leader"))
    if not laid_on <= on <= today:
        reasons.append(reason("批示日期应当在呈送（{day}）以后、今天以前。", field="on", day=laid_on))
    if due_on < on:
        reasons.append(reason("办理期限不能早于批示日期。", field="due_on"))
    return reasons


def _judged(text: str, field: str, place: int) -> list[Reason]:
    """What judges in a text, with its sentence; `place` is its paragraph, 0 where there is but one."""
    reasons = []
    for n, sentence in enumerate(sentences_of(text), 1):
        for word in judging_words(sentence.text):
            told = {"n": str(n), "word": word, "text": sentence.text}
            reasons.append(
                reason(
                    "第 {p} 段第 {n} 句有评价或者推断的字样「{word}」，只写事实：{text}", field=field, p=place, **told
                )
                if place
                else reason("第 {n} 句有评价或者推断的字样「{word}」，只写事实：{text}", field=field, **told)
            )
    return reasons
