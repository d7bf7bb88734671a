"""When a questionnaire may go out, take answers and be counted; what its pattern looks like. (feature B04)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.survey.rules.questions import Question, reasons_against_questions

SMALLEST = 5
"""How many answers a figure rests on at least, where no parameter says it."""
FLOOR = 3
"""Below this, two people who compare notes know what the third one said: no parameter goes lower."""


def smallest_group(parameter: int | None) -> int:
    """How many answers a figure rests on at least."""
    return max(FLOOR, SMALLEST if parameter is None else parameter)


@dataclass(frozen=True, slots=True)
class SendingFacts:
    """A draft that is to go out from one day to another, both included."""

    questions: Sequence[Question]
    opens_on: date
    closes_on: date
    today: date
    authority_to: date | None
    round_over: bool


def reasons_not_to_send(facts: SendingFacts) -> list[Reason]:
    """There is something to ask, on days that are still to come and lie within the authority of the round."""
    reasons = list(reasons_against_questions(facts.questions))
    if not facts.questions:
        reasons.append(reason("至少要有一道题。", mend="#questions"))
    if facts.round_over:
        reasons.append(reason("本轮巡察已经结束。"))
    if facts.opens_on > facts.closes_on:
        reasons.append(reason("截止日期应不早于开始日期。", field="closes_on"))
    if facts.closes_on < facts.today:
        reasons.append(reason("截止日期应不早于今天。", field="closes_on"))
    if facts.authority_to and facts.closes_on > facts.authority_to:
        reasons.append(reason("截止日期不能晚于授权截止日 {day}。", field="closes_on", day=facts.authority_to))
    return reasons


def reasons_not_to_answer(*, opens_on: date, closes_on: date, counted: bool, today: date) -> list[Reason]:
    """Answers come from the first day to the last, both included, and not once they were counted."""
    if counted or today > closes_on:
        return [reason("问卷已经截止，谢谢您的关注。")]
    if today < opens_on:
        return [reason("问卷还没有开始，{day}起可以填写。", day=opens_on)]
    return []


def reasons_not_to_change(*, drafted: bool) -> list[Reason]:
    """What went out stands: people answered these very words."""
    return [] if drafted else [reason("问卷已发放，内容不再改；要改请另出一版。")]


def reasons_not_to_keep_pattern(
    *, questions: Sequence[Question], valid_from: date, latest: date | None
) -> list[Reason]:
    """A pattern asks something, and its versions follow each other."""
    reasons = [] if questions else [reason("没有题目的问卷不能存为模板。")]
    if latest is not None and valid_from <= latest:
        reasons.append(reason("启用日期要晚于上一版的 {day}。", field="valid_from", day=latest))
    return reasons
