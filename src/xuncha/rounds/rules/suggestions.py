"""When a department may suggest a unit and how it is answered; when the filing of a scheme may be noted."""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.rounds.rules.rounds import STAFFED
from xuncha.rounds.workflow import RoundState

CHOOSING = frozenset({RoundState.DRAFT, RoundState.SUBMITTED})
"""States of a round in which its objects are still a matter of choice."""
FILEABLE = STAFFED | {RoundState.APPROVED, RoundState.CLOSED}
"""States of a round whose scheme was approved."""
LONGEST_ANSWER = 500


@dataclass(frozen=True, slots=True)
class SuggestingFacts:
    """A unit that a department wants to suggest for a round."""

    unit: str
    round_state: RoundState
    closed: bool = False
    listed: bool = False
    suggested: bool = False  # by the same department, for the same round
    within_reach: bool = True  # of this level, below it, or beside it


def reasons_not_to_suggest(facts: SuggestingFacts) -> list[Reason]:
    """Suggestions come while objects are being chosen, once for each unit and department."""
    unit, found = facts.unit, []
    if facts.round_state not in CHOOSING:
        found.append(reason("方案已批准，不再收巡察对象建议；请在下一轮提出。"))
    if facts.closed:
        found.append(reason("「{unit}」已撤销，不能建议巡察。", "organisation", unit=unit))
    if not facts.within_reach:
        found.append(reason("「{unit}」不属于本级、下级或同级地方，不能建议巡察。", "organisation", unit=unit))
    if facts.listed:
        found.append(reason("「{unit}」已在本轮，不必再建议。", "organisation", unit=unit))
    if facts.suggested:
        found.append(reason("本部门已建议过「{unit}」，同一轮只提一次。", "organisation", unit=unit))
    return found


def reasons_not_to_adopt(state: RoundState, *, unit: str, listed: bool) -> list[Reason]:
    """A unit that is not listed yet can only be adopted while the scheme may change."""
    if listed or state is RoundState.DRAFT:
        return []
    return [reason("方案提交后不能再列入「{unit}」；要采纳，请先退回修改方案。", unit=unit)]


def reasons_against_answer(text: str) -> list[Reason]:
    """An answer is short enough to be read beside the suggestion."""
    if len(text) <= LONGEST_ANSWER:
        return []
    return [reason("理由最多 {n} 字，现在 {now} 字。", "reason", n=LONGEST_ANSWER, now=len(text))]


def hints_about_suggestions(waiting: int) -> list[Reason]:
    """Suggestions that nobody has answered yet."""
    if not waiting:
        return []
    return [reason("还有 {n} 条巡察对象建议没有答复。", mend="#suggestions", n=waiting)]


def reasons_not_to_file(*, state: RoundState, filed_on: date, approved_on: date | None, today: date) -> list[Reason]:
    """The filing is noted once it has happened: after the approval, not in the future."""
    found = []
    if state not in FILEABLE:
        found.append(reason("方案批准后才能报备。", mend="#steps"))
    if filed_on > today:
        found.append(reason("报备日期不能晚于今天。", "filed_on", "#id_filed_on"))
    if approved_on and filed_on < approved_on:
        found.append(
            reason("报备日期要不早于批准日期 {day}。", "filed_on", "#id_filed_on", day=f"{approved_on:%Y-%m-%d}")
        )
    return found
