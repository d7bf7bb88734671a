"""What a person of the pools and a declared tie must be."""

from datetime import date

from xuncha.core.errors import Reason, reason

SKILL_LIMIT = 20


def reasons_not_to_keep(
    *, code_taken: bool, skills: list[str], entered_on: date | None, left_on: date | None
) -> list[Reason]:
    """Why a person cannot be kept like this."""
    reasons = []
    if code_taken:
        reasons.append(reason("这个人员编号已经用过。", "code"))
    if len(skills) > SKILL_LIMIT:
        reasons.append(reason("专长最多写 {n} 项。", "skills", n=SKILL_LIMIT))
    if any(len(skill) > 10 for skill in skills):
        reasons.append(reason("每项专长不超过 10 字，用顿号分开。", "skills"))
    if entered_on and left_on and left_on < entered_on:
        reasons.append(reason("出库日期应不早于入库日期 {day}。", "left_on", day=f"{entered_on:%Y-%m-%d}"))
    return reasons


def reasons_not_to_declare(*, already: bool, former: bool, until: date | None, today: date) -> list[Reason]:
    """Why a tie cannot be declared like this: once per organisation and kind; an end of post that makes sense."""
    reasons = []
    if already:
        reasons.append(reason("这一单位的同类回避事项已经登记。", "organisation"))
    if until and not former:
        reasons.append(reason("只有曾任职写离任日期。", "until"))
    if until and until > today:
        reasons.append(reason("离任日期应不晚于今天。", "until"))
    return reasons


def reasons_not_to_link(*, other_account: bool, other_person: str, active: bool) -> list[Reason]:
    """One account for one person, and one person for one account."""
    reasons = []
    if other_account:
        reasons.append(reason("此人已关联账号，请先解除。", "user"))
    if other_person:
        reasons.append(reason("这个账号已关联{name}。", "user", name=other_person))
    if not active:
        reasons.append(reason("这个账号已停用。", "user"))
    return reasons
