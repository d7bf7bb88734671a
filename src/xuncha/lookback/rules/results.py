"""What a result says, when a unit's results are complete, what may be put to the unit. (domain §8.5: it is heard)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason


@dataclass(frozen=True, slots=True)
class Found:
    """One item's result, as far as it is written down. `short`: not in place, wholly or in part."""

    position: int
    verdict: str
    short: bool
    facts: str
    explained: bool


def reasons_not_to_record(*, member: bool, running: bool) -> list[Reason]:
    """The group writes down what it saw itself, while the visit runs."""
    found = []
    if not member:
        found.append(reason("只有本督查组成员填写核查结果。"))
    if not running:
        found.append(reason("这个单位现在不能填写核查结果：还没有批准，或者已经交了结果。"))
    return found


def reasons_against_result(*, verdict: str, short: bool, facts: str, asked: str, evidence: str) -> list[Reason]:
    """A verdict rests on what was seen; what is wanting is described."""
    found = []
    if not verdict:
        found.append(reason("选一个结论：到位、部分到位、不到位。", field="verdict"))
    if short and not facts.strip():
        found.append(reason("不到位、部分到位要写明事实：现在是什么样，差在哪里。", field="facts"))
    if verdict and not (evidence.strip() or asked.strip()):
        found.append(reason("写明依据：看了什么，或者问了哪些人。", field="evidence"))
    return found


MOST_ASKED = 1000


def reasons_against_sample(*, people: int, denied: int) -> list[Reason]:
    """Of the people concerned who were asked, not more than all say that it is not put right."""
    if not 0 <= people <= MOST_ASKED:
        return [reason("抽问人数写 0 到 {most} 之间的数。", field="people", most=MOST_ASKED)]
    if not 0 <= denied <= people:
        return [reason("说没有改好的人数不能超过抽问人数 {people}。", field="denied", people=people)]
    return []


def reasons_against_occasion(*, on: date | None, from_on: date, today: date, present: str) -> list[Reason]:
    """When the group was there and who of the unit with it."""
    found = []
    if on is None or not from_on <= on <= today:
        found.append(reason("核查日期要在 {first} 到今天之间。", field="on", mend="#id_on", first=from_on))
    if not present.strip():
        found.append(reason("写明在场的人；暗访没有单位人员在场的，写“无”。", field="present", mend="#id_present"))
    return found


def reasons_not_to_hand_in(results: Sequence[Found]) -> list[Reason]:
    """Every item has its verdict; the missing ones are named by number."""
    if not results:
        return [reason("还没有要核查的事项，先抽样或者点名。", mend="#points")]
    missing = [str(one.position) for one in results if not one.verdict]
    return [reason("第 {numbers} 项还没有结论。", mend="#points", numbers=missing)] if missing else []


def reasons_not_to_judge(*, own: bool) -> list[Reason]:
    """What a group found is dealt with by somebody else than who handed it in."""
    return [reason("核查结果是您交的，要由另一个人办理。")] if own else []


def reasons_not_to_issue(
    results: Sequence[Found], *, covert: bool, own: bool, due_on: date, today: date
) -> list[Reason]:
    """Somebody else puts to the unit what is wanting, once the unit was heard, with a day to come."""
    found = reasons_not_to_judge(own=own)
    if covert:
        found.append(reason("暗访还没有结束，结束以后才能向单位印发。"))
    if not any(one.short for one in results):
        found.append(reason("没有不到位的事项，不用印发清单。"))
    unheard = [str(one.position) for one in results if one.short and not one.explained]
    if unheard:
        found.append(
            reason(
                "第 {numbers} 项还没有单位的说明；单位不作说明的，写明“单位未作说明”。", mend="#points", numbers=unheard
            )
        )
    if due_on <= today:
        found.append(reason("答复期限要在今天以后。", field="due_on"))
    return found


def reasons_not_to_clear(results: Sequence[Found], *, own: bool) -> list[Reason]:
    """Done at once only where everything is in place."""
    found = reasons_not_to_judge(own=own)
    short = sum(one.short for one in results)
    if short:
        found.append(reason("有 {n} 项不到位，要印发二次问题清单。", n=short))
    return found
