"""What may be put to an inspected unit, and what its answer must say. (domain §3.2 3b, §8.1, §8.5; feature B07)"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.fieldwork.rules import reading
from xuncha.fieldwork.rules.limits import LIMITS


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A sheet before the unit sees it: the statements, and the labels of papers that nobody has checked yet."""

    texts: tuple[str, ...] = ()
    unchecked_papers: tuple[str, ...] = ()
    author_is_actor: bool = False


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What the unit says to one statement; `answer` is the code, empty when the unit has not said anything."""

    position: int
    answer: str = ""
    comment: str = ""


def neutral_text(facts: str, *, limit: int = LIMITS["item_text"]) -> str:
    """
    The facts of a paper as the unit may read them: sentences that point at a source are left out.

    It is a proposal: the author edits it, and `reasons_not_to_approve` looks at what remains.
    """
    kept = [
        s
        for s in reading.sentences_of(facts)
        if not reading.SOURCE_WORDS.search(s) and not reading.identities_in(s) and not reading.ACCUSATION.search(s)
    ]
    text = ""
    for sentence in kept:
        if len(text) + len(sentence) > limit:
            break
        text += sentence
    return text


def reasons_not_to_approve(sheet: SheetFacts) -> list[Reason]:
    """A unit is told facts that somebody has checked, without a word about where they came from."""
    found = []
    if sheet.author_is_actor:
        found.append(reason("这张确认单由您起草，签发要由别人办理。"))
    if not sheet.texts:
        found.append(reason("确认单里还没有事实。", field="items", mend="#items"))
    for position, text in enumerate(sheet.texts, 1):
        if not text.strip():
            found.append(reason("第 {n} 条没有内容。", field="items", mend=f"#item-{position}", n=position))
        source = reading.SOURCE_WORDS.search(text)
        passage = source.group() if source else next(iter(reading.identities_in(text)), "")
        if passage:
            found.append(
                reason(
                    "第 {n} 条写有「{word}」，会让单位猜到来源，请改写。",
                    field="items",
                    mend=f"#item-{position}",
                    n=position,
                    word=passage,
                )
            )
    found += [
        reason("底稿「{paper}」还没有复核，不能送单位确认。", field="items", mend="#items", paper=label)
        for label in sheet.unchecked_papers
    ]
    return found


def reasons_not_to_send(reply_by: date | None, today: date) -> list[Reason]:
    """The unit must have a day by which to answer, and that day must lie ahead."""
    if reply_by is None:
        return [reason("请填答复期限。", field="reply_by", mend="#id_reply_by")]
    if reply_by <= today:
        return [reason("答复期限要晚于今天。", field="reply_by", mend="#id_reply_by")]
    return []


def reasons_not_to_answer(answers: Sequence[AnswerFacts]) -> list[Reason]:
    """Every statement gets an answer; whoever does not agree says what is not so."""
    return [found for one in answers for found in _about_answer(one)]


def _about_answer(one: AnswerFacts) -> Iterator[Reason]:
    n, field, mend = one.position, f"answer-{one.position}", f"#item-{one.position}"
    if not one.answer:
        yield reason("第 {n} 条还没有答复。", field=field, mend=mend, n=n)
    elif one.answer != "agreed" and not one.comment.strip():
        yield reason("第 {n} 条不是完全属实，请写明哪里不符。", field=field, mend=mend, n=n)
    if len(one.comment) > LIMITS["comment"]:
        yield reason("第 {n} 条的说明最多 {limit} 字。", field=field, mend=mend, n=n, limit=LIMITS["comment"])


def reasons_not_to_close(conclusion: str) -> list[Reason]:
    """The team writes how it took the unit's comments into account; they stay beside the paper either way."""
    if not conclusion.strip():
        return [reason("写明单位意见是否采纳、底稿如何处理。", field="conclusion", mend="#id_conclusion")]
    if len(conclusion) > LIMITS["conclusion"]:
        return [
            reason("处理意见最多 {limit} 字。", field="conclusion", mend="#id_conclusion", limit=LIMITS["conclusion"])
        ]
    return []
