"""When a working paper may be kept, handed in, checked and signed. (domain §3.1, §8.6; feature B05)"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from xuncha.core.errors import Reason, reason
from xuncha.core.text import N_, say
from xuncha.fieldwork.rules import reading
from xuncha.fieldwork.rules.completeness import agrees, written
from xuncha.fieldwork.rules.facts import PaperFacts
from xuncha.fieldwork.rules.limits import FACTS_MIN, LIMITS, TITLE_MIN

NAMES = {
    "title": N_("问题标题"),
    "facts": N_("具体事实"),
    "characterisation": N_("定性"),
    "basis": N_("定性依据"),
    "cause": N_("原因分析"),
    "why_political": N_("为什么是政治问题"),
}


@dataclass(frozen=True, slots=True)
class HandFacts:
    """Who acts on a paper and whose it is: user ids."""

    actor: int
    handler: int
    second_handler: int | None = None
    deputy: int | None = None  # who vouched for it as deputy, by a signature in force

    @property
    def own(self) -> bool:
        """Whether the paper is the actor's own work."""
        return self.actor in {self.handler, self.second_handler}


def reasons_not_to_touch(hands: HandFacts) -> list[Reason]:
    """Only the two handlers write a paper."""
    return [] if hands.own else [reason("只有经办人和第二经办人能改这份底稿。")]


def reasons_against_opinion(opinion: str) -> list[Reason]:
    """What a signature says fits its box."""
    if len(opinion) <= LIMITS["opinion"]:
        return []
    return [reason("意见最多 {limit} 字，现有 {n} 字。", field="opinion", limit=LIMITS["opinion"], n=len(opinion))]


def reasons_not_to_keep(fields: Mapping[str, Any]) -> list[Reason]:
    """Limits that even a draft must respect. `fields`: what is about to be stored."""
    found = [
        reason(
            "{name}最多 {limit} 字，现有 {n} 字。",
            field=name,
            mend=f"#id_{name}",
            name=say(label),
            limit=limit,
            n=len(text),
        )
        for name, label in NAMES.items()
        if (limit := LIMITS[name]) < len(text := str(fields.get(name) or ""))
    ]
    if "title" in fields and not str(fields["title"]).strip():
        found.append(reason("写一个标题，底稿才找得到。", field="title", mend="#id_title"))
    amount: Decimal | None = fields.get("amount")
    if amount is not None and amount < 0:
        found.append(reason("涉及金额不能是负数。", field="amount", mend="#id_amount"))
    begin: date | None = fields.get("period_from")
    end: date | None = fields.get("period_to")
    if begin and end and end < begin:
        found.append(reason("发生时间的止日早于起日。", field="period_to", mend="#id_period_from"))
    return found


def reasons_not_to_pair(handler: int, second: int, team: frozenset[int]) -> list[Reason]:
    """The second handler is another member of the same team (two-person rule, domain §8.6)."""
    if second == handler:
        return [reason("第二经办人不能是经办人本人。", field="second_handler", mend="#id_second_handler")]
    if second not in team:
        return [reason("第二经办人要从本组成员里选。", field="second_handler", mend="#id_second_handler")]
    return []


def reasons_in_the_text(paper: PaperFacts) -> list[Reason]:
    """Everything a paper still lacks before its handlers can vouch for it."""
    return [*_texts(paper), *_choices(paper), *_support(paper)]


def reasons_not_to_ask(paper: PaperFacts, hands: HandFacts) -> list[Reason]:
    """The handler vouches first, and only for a paper that lacks nothing."""
    if hands.actor != hands.handler:
        return [reason("送会签由经办人办理：经办人先签字，第二经办人再会签。")]
    return reasons_in_the_text(paper)


def reasons_not_to_co_sign(hands: HandFacts) -> list[Reason]:
    """Only the second handler vouches beside the handler (two-person rule, domain §8.6)."""
    return [] if hands.actor == hands.second_handler else [reason("会签由第二经办人本人办理。")]


def reasons_not_to_submit(paper: PaperFacts, *, co_signed: bool) -> list[Reason]:
    """A paper goes to the deputy when it lacks nothing and both handlers have vouched for exactly this content."""
    lacking = reasons_in_the_text(paper)
    if paper.second_handler and not co_signed:
        lacking.append(reason("第二经办人还没有会签：先送会签，两人都签了再提交复核。", mend="#signs"))
    return lacking


def _texts(paper: PaperFacts) -> Iterator[Reason]:
    title, facts = len(paper.title.strip()), len(paper.facts.strip())
    if not TITLE_MIN <= title <= LIMITS["title"]:
        yield reason(
            "问题标题要 {low} 至 {high} 字，现有 {n} 字。",
            field="title",
            mend="#id_title",
            low=TITLE_MIN,
            high=LIMITS["title"],
            n=title,
        )
    if facts < FACTS_MIN:
        yield reason("具体事实不少于 {low} 字，现有 {n} 字。", field="facts", mend="#id_facts", low=FACTS_MIN, n=facts)
    if facts > LIMITS["facts"]:
        yield reason("具体事实最多 {limit} 字。", field="facts", mend="#id_facts", limit=LIMITS["facts"])
    if not paper.characterisation.strip():
        yield reason("没有写定性。", field="characterisation", mend="#id_characterisation")
    if not paper.basis.strip():
        yield reason("没有写定性依据。", field="basis", mend="#id_basis")
    if reading.numbers_of_persons(written(paper)):
        yield reason("写有手机号或身份证号，底稿用不着，请删去。", field="facts", mend="#id_facts")


def _choices(paper: PaperFacts) -> Iterator[Reason]:
    if paper.clue_only:
        yield reason(
            "这一项只登记问题线索，不写底稿；请换一项，或另走问题线索登记。",
            field="checklist_item",
            mend="#id_checklist_item",
        )
    if not paper.categorised:
        yield reason("没有选分类。", field="category", mend="#id_category")
    if not paper.sources:
        yield reason("没有选问题来源。", field="sources", mend="#id_sources")
    if not (paper.period_from and paper.period_to):
        yield reason("没有填发生时间的起止。", field="period_from", mend="#id_period_from")
    if not paper.responsibility:
        yield reason("没有选责任主体。", field="responsibility", mend="#id_responsibility")
    if not paper.second_handler:
        yield reason("没有第二经办人，底稿要两人经办。", field="second_handler", mend="#id_second_handler")


def _support(paper: PaperFacts) -> Iterator[Reason]:
    if not any(e.original_checked for e in paper.evidence):
        yield reason("至少要有 1 件核过原件的佐证。", field="evidence", mend="#evidence")
    if not agrees(paper):
        yield mismatch(paper)
    for lost in (e for e in paper.evidence if e.quote and e.quote not in paper.facts):
        yield reason(
            "佐证「{name}」对应的那句话已不在事实里，请重新对应。", field="evidence", mend="#evidence", name=lost.name
        )


def mismatch(paper: PaperFacts) -> Reason:
    """The sentence beside an amount that the facts do not state."""
    stated = reading.amounts_in(paper.facts)
    if not stated or paper.amount is None:
        return reason("事实中没有写到金额，请写明，或清空涉及金额。", field="amount", mend="#id_amount")
    amount = paper.amount
    nearest = min(stated, key=lambda other: abs(other - amount))
    return reason("与事实中的 {stated} 万元不一致。", field="amount", mend="#id_amount", stated=reading.in_wan(nearest))


def reasons_not_to_check(hands: HandFacts) -> list[Reason]:
    """Nobody checks what they wrote."""
    return [reason("您是这份底稿的经办人，复核要由别的副组长办理。")] if hands.own else []


def reasons_not_to_sign(hands: HandFacts) -> list[Reason]:
    """Nobody signs what they wrote, and the three signatures are those of different people."""
    if hands.own:
        return [reason("您是这份底稿的经办人，审签要由别人办理。")]
    if hands.deputy == hands.actor:
        return [reason("这份底稿由您复核，审签要由另一个人办理。")]
    return []


def reasons_not_to_cite(*, checked: bool, cited: bool) -> list[Reason]:
    """A talk counts once its record was checked by another one who was there; nothing is cited twice."""
    found = []
    if not checked:
        found.append(reason("谈话记录由另一个人核对以后才能引用。", field="cited", mend="#id_cited"))
    if cited:
        found.append(reason("这份底稿已经引用过。", field="cited", mend="#id_cited"))
    return found


def reasons_not_to_attach(facts: str, quote: str) -> list[Reason]:
    """Evidence supports the paper as a whole, or one passage that stands in the facts word for word."""
    if len(quote) > LIMITS["quote"]:
        return [reason("对应的句子最多 {limit} 字。", field="quote", mend="#evidence", limit=LIMITS["quote"])]
    if quote and quote not in facts:
        return [reason("这句话不在具体事实里，请从事实中原样选取。", field="quote", mend="#evidence")]
    return []
