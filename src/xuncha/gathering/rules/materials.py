"""When material may be asked for, handed over, found complete and given back. (feature B04)"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.rounds.workflow import RoundState

OVER = frozenset({RoundState.CLOSED, RoundState.CANCELLED})
MOST, LONGEST = 80, 200
NUMBERED = re.compile(r"^\d{1,2}[．.、]\s*")


def wanted_of(text: str) -> list[str]:
    """One wanted document a line; a number in front is dropped, empty lines are left out."""
    return [line for raw in text.splitlines() if (line := NUMBERED.sub("", raw.strip()))]


def reasons_against_list(wanted: Sequence[str], round_state: RoundState) -> list[Reason]:
    """A list names documents, each once, in a round that is going on."""
    found = []
    if round_state in OVER:
        found.append(reason("本轮已经结束，不再调阅资料。"))
    if not wanted:
        found.append(reason("请写要调阅的资料，一行一项。", "wanted", "#id_wanted"))
    if len(wanted) > MOST:
        found.append(reason("一张清单最多 {n} 项，请分开列。", "wanted", "#id_wanted", n=MOST))
    for n, line in enumerate(wanted, 1):
        if len(line) > LONGEST:
            found.append(reason("第 {n} 项超过 {most} 字。", "wanted", "#id_wanted", n=n, most=LONGEST))
        if line in wanted[: n - 1]:
            found.append(reason("第 {n} 项和前面的重复。", "wanted", "#id_wanted", n=n))
    return found


def reasons_not_to_send(*, on: date, today: date) -> list[Reason]:
    """A list is not sent in the future."""
    return [reason("发出日期不能晚于今天。", "on", "#id_on")] if on > today else []


def reasons_not_to_deliver(*, none: bool, said: str, files: int) -> list[Reason]:
    """The unit hands in a file, or says that there is no such document, and why."""
    if none and files:
        return [reason("传了文件就不要勾「没有这项资料」。", "none", "#id_none")]
    if none and not said.strip():
        return [reason("没有这项资料的，请说明情况。", "said", "#id_said")]
    if not none and not files:
        return [reason("请上传资料；没有的勾「没有这项资料」并说明，纸质的直接交巡察组。", "proof", "#id_proof")]
    return []


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What a member found on taking an item in."""

    on: date
    sent_on: date | None
    today: date
    complete: bool
    missing: str


def reasons_against_check(facts: ItemFacts) -> list[Reason]:
    """What came is dated between the list and today; what is not complete says what is missing."""
    found = []
    if facts.on > facts.today:
        found.append(reason("收到日期不能晚于今天。", "on", "#id_on"))
    if facts.sent_on and facts.on < facts.sent_on:
        found.append(reason("收到日期要不早于发出日期 {day}。", "on", "#id_on", day=f"{facts.sent_on}"))
    if not facts.complete and not facts.missing.strip():
        found.append(reason("不齐全的，写明还缺什么。", "missing", "#id_missing"))
    if facts.complete and facts.missing.strip():
        found.append(reason("写了还缺的资料，就不算齐全。", "complete", "#id_complete"))
    return found


def reasons_not_to_complete(open_items: Collection[int]) -> list[Reason]:
    """Every item came in full; `open_items` are the positions of those that did not."""
    return [reason("第 {n} 项还没有核收齐全。", mend="#items", n=n) for n in sorted(open_items)]


def reasons_not_to_report(untouched: Collection[int]) -> list[Reason]:
    """The unit has touched every item: provided it, or said why it has none; `untouched` are the others' positions."""
    return [reason("第 {n} 项还没有提供；没有的或者交纸质的，请说明。", mend="#items", n=n) for n in sorted(untouched)]


def reasons_not_to_close(*, on: date, today: date, returned: bool, signed_for: str) -> list[Reason]:
    """What is given back is signed for by the unit; not in the future."""
    found = []
    if on > today:
        found.append(reason("退还或销毁的日期不能晚于今天。", "on", "#id_on"))
    if returned and not signed_for.strip():
        found.append(reason("退还的，请写单位签收人。", "signed_for", "#id_signed_for"))
    return found


def reasons_against_review(*, came: bool, on: date, today: date, noticed: str) -> list[Reason]:
    """Only what came can be read; a note says what was noticed, if only that it was in order."""
    found = []
    if not came:
        found.append(reason("这项资料还没收到。"))
    if on > today:
        found.append(reason("查阅日期不能晚于今天。", "on", "#id_on"))
    if not noticed.strip():
        found.append(reason("请写查阅情况；没有发现问题也写一句。", "noticed", "#id_noticed"))
    return found
