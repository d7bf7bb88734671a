"""When a body gives its opinion, when the office goes on without one, and how it sums up. (domain §3.2 step 7; C06)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.given import too_long
from xuncha.core.text import N_

TEXT_LENGTH, POINT_LENGTH, PASSED_LENGTH = 2000, 500, 300
MOST_POINTS = 50
PASS, AMEND, RETURN = "pass", "amend", "return"
GRADES = (PASS, AMEND, RETURN)


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    """An opinion as it is handed in. `of_unit`: the writer also acts for the unit that is reviewed."""

    concluded: bool
    of_unit: bool
    grade: str
    text: str
    points: Sequence[str] = ()


def reasons_not_to_give(facts: OpinionFacts) -> list[Reason]:
    """A body outside the unit finds something in a word, and says in numbered points what is to be changed."""
    reasons = reasons_not_to_reopen(concluded=facts.concluded)
    if facts.of_unit:
        reasons.append(reason("您也是这家被巡察单位的人，不能参加对它的联审，请换一个人提意见。"))
    reasons += _against_grade(facts.grade) + too_long(facts.text, TEXT_LENGTH, N_("总的意见"), "text")
    if facts.grade in {AMEND, RETURN} and not facts.points:
        reasons.append(reason("要修改或者退回的，请至少写一条意见，单位按条修改。", field="whole"))
    if len(facts.points) > MOST_POINTS:
        reasons.append(reason("意见不超过 {n} 条。", field="whole", n=MOST_POINTS))
    return reasons + [
        reason("第 {n} 条意见不超过 {limit} 字。", field="whole", n=n, limit=POINT_LENGTH)
        for n, text in enumerate(facts.points, 1)
        if len(text) > POINT_LENGTH
    ]


def _against_grade(grade: str) -> list[Reason]:
    return [] if grade in GRADES else [reason("请选通过、修改后通过或者退回。", field="grade")]


def reasons_not_to_reopen(*, concluded: bool) -> list[Reason]:
    """What was summed up stays as it is."""
    return [reason("巡察办已经汇总，联审意见不能再提、再改。")] if concluded else []


def reasons_not_to_remind(*, waiting: bool, reminded_on: date | None, today: date) -> list[Reason]:
    """Who still owes an opinion is reminded, once a day at most."""
    if not waiting:
        return [reason("这一家已经提了意见，或者已经不等它，不用催。")]
    return [reason("今天已经催过一次。")] if reminded_on == today else []


def reasons_not_to_go_on(due_on: date | None, today: date, *, reminders: int, why: str) -> list[Reason]:
    """The office goes on without a body that let its day pass and was reminded, saying why."""
    reasons = too_long(why, PASSED_LENGTH, N_("继续的理由"), "reason")
    if due_on is not None and today <= due_on:
        reasons.append(reason("时限是 {day}，还没有过，请再等等。", day=due_on.isoformat()))
    if not reminders:
        reasons.append(reason("还没有催过这一家，请先催办。"))
    return reasons


@dataclass(frozen=True, slots=True)
class SumFacts:
    """What summing up looks at. `waiting`, `harsher`: the bodies that owe an opinion, that found worse than `grade`."""

    waiting: Sequence[str]
    grade: str
    harsher: Sequence[str]
    summary: str
    remarks: int


def harsher_than(grade: str, found: dict[str, str]) -> list[str]:
    """Of these bodies with their grades those that found worse."""
    order = {name: n for n, name in enumerate(GRADES)}
    return [body for body, theirs in found.items() if order[theirs] > order.get(grade, 0)]


def reasons_not_to_sum_up(facts: SumFacts) -> list[Reason]:
    """
    Everybody was heard or given up on; what goes back has a numbered list, what passes has none; who finds milder
    than a body did says why.
    """
    reasons = reasons_not_to_overrule(facts.waiting) + _against_grade(facts.grade)
    if facts.harsher and not facts.summary.strip():
        harsher = list(facts.harsher)
        reasons.append(reason("{bodies}的结论更严，请在汇总意见里写明为什么不采纳。", field="summary", bodies=harsher))
    reasons += too_long(facts.summary, TEXT_LENGTH, N_("汇总意见"), "summary")
    if facts.grade == PASS and facts.remarks:
        reasons.append(reason("通过的没有退回意见；要单位修改的请选修改后通过或者退回。", field="grade"))
    if facts.grade in {AMEND, RETURN} and not facts.remarks:
        reasons.append(reason("请至少写一条退回意见，单位按条修改。", field="whole"))
    return reasons


def reasons_not_to_overrule(waiting: Sequence[str]) -> list[Reason]:
    """Bodies that were asked are waited for."""
    if not waiting:
        return []
    return [
        reason("{bodies}还没有提意见：到期后催办，仍不提的写明理由再继续。", mend="#opinions", bodies=list(waiting))
    ]


def reasons_to_sum_up_first(*, open_review: bool) -> list[Reason]:
    """What several bodies review together is judged by summing up their opinions, not beside them."""
    return [reason("正在联审，请在联审页汇总各家意见。", mend="#joint")] if open_review else []


def reasons_not_to_prove(on: date, fed_back_on: date, today: date, *, note: str, writable: bool) -> list[Reason]:
    """A meeting was held between the feedback and today; the one that adopts the plan comes before handing it in."""
    reasons = too_long(note, 300, N_("会议情况"), "note")
    if on > today:
        reasons.append(reason("会议日期是 {day}，还没有到。", field="on", day=on.isoformat()))
    if on < fed_back_on:
        reasons.append(reason("会议日期早于反馈日 {day}。", field="on", day=fed_back_on.isoformat()))
    if not writable:
        reasons.append(reason("方案已经报送，研究方案的会议不能再改。"))
    return reasons
