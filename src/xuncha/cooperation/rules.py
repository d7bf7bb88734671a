"""What must hold before departments agree, meet, decide and check together. (feature D02, domain §1.4)"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, not_yet, too_long
from xuncha.core.text import N_, say

TITLE_LENGTH, TEXT_LENGTH, MINUTES_LENGTH, LINE_LENGTH, RESULT_LENGTH = 100, 4000, 8000, 300, 1000
MOST_FILES = 10


class Frame(StrEnum):
    """In which form bodies work together. (domain §1.4)"""

    DEPARTMENT = "department"
    CORE = "core"
    TIERS = "tiers"
    FOUR = "four"


class Part(StrEnum):
    """As what a body takes part."""

    DISCIPLINE = "discipline"
    ORGANISATION = "organisation"
    AUDIT = "audit"
    OFFICE = "office"
    GROUP = "group"
    LOCALITY = "locality"
    OTHER = "other"


FRAMES: dict[Frame, str] = {
    Frame.DEPARTMENT: N_("部门协作配合"),
    Frame.CORE: N_("“1+3+N”协作"),
    Frame.TIERS: N_("室组地联动"),
    Frame.FOUR: N_("四项监督贯通"),
}
PARTS: dict[Part, str] = {
    Part.DISCIPLINE: N_("纪检监察机关"),
    Part.ORGANISATION: N_("组织部门"),
    Part.AUDIT: N_("审计机关"),
    Part.OFFICE: N_("监督检查室"),
    Part.GROUP: N_("派驻机构"),
    Part.LOCALITY: N_("属地纪检监察机关"),
    Part.OTHER: N_("其他部门"),
}
NEEDED: dict[Frame, tuple[Part, ...]] = {
    Frame.DEPARTMENT: (),
    Frame.CORE: (Part.DISCIPLINE, Part.ORGANISATION, Part.AUDIT),
    Frame.TIERS: (Part.OFFICE, Part.GROUP, Part.LOCALITY),
    Frame.FOUR: (Part.DISCIPLINE, Part.GROUP),
}
"""Without whom a form is not what it is called: the 3 of 1+3+N, the three of 室组地, whose supervision is joined."""


def reasons_not_to_draft(title: str, matters: str, from_on: date, until: date | None) -> list[Reason]:
    """It has a name, says what is done together, and lasts."""
    reasons = against(title, TITLE_LENGTH, N_("名称"), "title") + against(
        matters, TEXT_LENGTH, N_("协作事项"), "matters"
    )
    if until is not None and until <= from_on:
        reasons.append(reason("有效期要晚于生效日期。", field="until"))
    return reasons


def reasons_not_to_add_partners(taken: Collection[str]) -> list[Reason]:
    """Nobody takes part twice."""
    if not taken:
        return []
    return [reason("{names}已经列入。", field="organisations", names=list(taken))]


def reasons_not_to_submit(frame: Frame, parts: Collection[Part]) -> list[Reason]:
    """Somebody takes part, and those without whom the form would be none."""
    if not parts:
        return [reason("还没有列入协作部门。", mend="#partners")]
    wanting = [say(PARTS[part]) for part in NEEDED[frame] if part not in parts]
    if not wanting:
        return []
    return [reason("{frame}还缺：{parts}。", mend="#partners", frame=say(FRAMES[frame]), parts=wanting)]


def reasons_not_to_approve(*, own: bool) -> list[Reason]:
    """Nobody approves what they submitted."""
    return [reason("这是您报批的，要由另一个人批准。")] if own else []


def reasons_not_to_renew(until: date | None, now_until: date | None, today: date) -> list[Reason]:
    """It lasts longer than before, and longer than today; without an end it lasts until it is ended."""
    if until is None:
        return [] if now_until else [reason("这项机制没有期限，不用续签。", field="until")]
    if until <= max(today, now_until or today):
        return [reason("续签的有效期要晚于今天和原来的有效期。", field="until")]
    return []


def is_due_for_renewal(until: date | None, today: date) -> bool:
    """Whether its time is over and nobody renewed or ended it."""
    return until is not None and until < today


def reasons_not_to_plan_conference(title: str, agenda: str, *, invited: int) -> list[Reason]:
    """It has a name, matters to speak about, and somebody who comes."""
    reasons = against(title, TITLE_LENGTH, N_("名称"), "title") + against(agenda, TEXT_LENGTH, N_("议题"), "agenda")
    return reasons if invited else [*reasons, reason("还没有选参加部门。", field="invited")]


def reasons_not_to_hold(minutes: str, on: date, today: date) -> list[Reason]:
    """What was said is written down after the day on which it was said."""
    return against(minutes, MINUTES_LENGTH, N_("会议情况"), "minutes") + not_yet(on, today, N_("会议日期"), "minutes")


def reasons_not_to_give_view(text: str) -> list[Reason]:
    """A department says what it thinks."""
    return against(text, RESULT_LENGTH, N_("意见"), "view")


def reasons_not_to_decide(text: str, due_on: date, on: date, *, invited: bool) -> list[Reason]:
    """What was decided is done by somebody who was there, after the meeting."""
    reasons = against(text, LINE_LENGTH, N_("议定事项"), "text")
    if not invited:
        reasons.append(reason("承办部门要从参加部门里选；巡察办自己办的不选。", field="owner"))
    if due_on < on:
        reasons.append(reason("完成时限不能早于会议日期。", field="due_on"))
    return reasons


def reasons_not_to_finish(result: str, done_on: date, on: date, today: date, *, own: bool) -> list[Reason]:
    """Its owner, or the office, says what was done and when."""
    if not own:
        return [reason("这项由承办部门或者巡察办填报。")]
    reasons = against(result, RESULT_LENGTH, N_("落实情况"), "result")
    if done_on < on:
        reasons.append(reason("完成日期不能早于会议日期。", field="done_on"))
    return reasons + not_yet(done_on, today, N_("完成日期"), "done_on")


def reasons_not_to_close(waiting: Collection[int]) -> list[Reason]:
    """Everything decided has been done."""
    if not waiting:
        return []
    return [reason("议定事项 {numbers} 还没有落实。", mend="#decisions", numbers=[str(n) for n in waiting])]


@dataclass(frozen=True, slots=True)
class ChecksFacts:
    """Checks as they are planned: how many units were chosen, which have such a check already, whether it is one of."""

    units: int
    taken: Collection[str]
    known_department: bool


def reasons_not_to_plan_checks(facts: ChecksFacts, from_on: date, to_on: date, task: str) -> list[Reason]:
    """A department of the office checks units that it does not check for the same already."""
    reasons = too_long(task, RESULT_LENGTH, N_("检查内容"), "task")
    if not facts.units:
        reasons.append(reason("还没有选被巡察单位。", field="inspections"))
    if facts.taken:
        reasons.append(reason("{names}已经列了同一种检查。", field="inspections", names=list(facts.taken)))
    if not facts.known_department:
        reasons.append(reason("检查部门要从本辖区的单位里选。", field="department"))
    if to_on < from_on:
        reasons.append(reason("结束日期不能早于开始日期。", field="to_on"))
    return reasons


def reasons_not_to_report(text: str, from_on: date, today: date, *, files: int = 0) -> list[Reason]:
    """What was found is said once the check has begun, with not too many files."""
    reasons = against(text, TEXT_LENGTH, N_("检查情况"), "text") + not_yet(from_on, today, N_("检查开始日期"), "text")
    return reasons + reasons_against_files(files)


def reasons_against_files(files: int) -> list[Reason]:
    """Not too many files at once."""
    if files <= MOST_FILES:
        return []
    return [reason("附件不超过 {n} 个，现有 {now} 个。", field="proofs", n=MOST_FILES, now=files)]


def reasons_not_to_accept(*, own: bool) -> list[Reason]:
    """Nobody accepts what they reported."""
    return [reason("这是您报送的，要由另一个人审阅。")] if own else []
