"""What must hold before a campaign is planned, approved, reported on and ended. (feature C18)"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, not_yet
from xuncha.core.text import N_

TITLE_LENGTH, GOAL_LENGTH, TASK_LENGTH, RESULT_LENGTH, REPORT_LENGTH, CLOSING_LENGTH = 100, 2000, 300, 1000, 2000, 5000


def reasons_not_to_plan(title: str, goal: str, from_on: date, to_on: date, *, lead_is_member: bool) -> list[Reason]:
    """It has a name, a goal and a time, and the department that leads it is not one of its members too."""
    reasons = against(title, TITLE_LENGTH, N_("名称"), "title") + against(goal, GOAL_LENGTH, N_("目标要求"), "goal")
    if to_on <= from_on:
        reasons.append(reason("结束日期要晚于开始日期。", field="to_on"))
    if lead_is_member:
        reasons.append(reason("牵头部门不用再列为成员单位。", field="members"))
    return reasons


def reasons_not_to_submit_campaign(*, items: int, tasks: int) -> list[Reason]:
    """It says which problems it is about and who does what."""
    reasons = [] if items else [reason("还没有选入整改事项。", mend="#items")]
    return reasons if tasks else [*reasons, reason("还没有分解任务。", mend="#tasks")]


def reasons_not_to_approve_campaign(*, own: bool) -> list[Reason]:
    """Nobody approves what they submitted."""
    return [reason("这是您报批的，要由另一个人批准。")] if own else []


def reasons_not_to_add_task(text: str, due_on: date, from_on: date, to_on: date, *, takes_part: bool) -> list[Reason]:
    """A task is somebody's who takes part, and due within the campaign."""
    reasons = against(text, TASK_LENGTH, N_("任务"), "text")
    if not takes_part:
        reasons.append(reason("承办单位要从牵头部门和成员单位里选。", field="owner"))
    if not from_on <= due_on <= to_on:
        reasons.append(reason("完成时限要在整治期间之内。", field="due_on"))
    return reasons


def reasons_not_to_finish(result: str, done_on: date, today: date, *, own: bool, done: bool) -> list[Reason]:
    """The task's own department, or the one that leads, says what was done and when, once."""
    if not own:
        return [reason("这项任务由承办单位或牵头部门填报。")]
    if done:
        return [reason("这项任务已经填报完成。")]
    return against(result, RESULT_LENGTH, N_("完成情况"), "result") + not_yet(done_on, today, N_("完成日期"), "done_on")


@dataclass(frozen=True, slots=True)
class Reported:
    """What a participant reports since its last report: 个, yuan, 项, 件, 人. Cases and persons are counted apart."""

    problems: int = 0
    money: Decimal = Decimal(0)
    rules: int = 0
    cases: int = 0
    persons: int = 0


def reasons_not_to_report(text: str, figures: Reported, *, takes_part: bool) -> list[Reason]:
    """Who takes part says what was done; nobody is dealt with in no case at all."""
    reasons = against(text, REPORT_LENGTH, N_("进展情况"), "text")
    if not takes_part:
        reasons.append(reason("只由牵头部门和成员单位报送。", field="organisation"))
    if figures.cases > figures.persons:
        reasons.append(reason("处理 {n} 件，人数不能少于件数。", field="persons", n=figures.cases))
    return reasons


def reasons_not_to_hand_in(closing: str, open_tasks: Collection[int], *, leads: bool) -> list[Reason]:
    """The department that leads sums up, when every task is done."""
    reasons = [] if leads else [reason("总结由牵头部门报送。")]
    reasons += against(closing, CLOSING_LENGTH, N_("总结"), "closing")
    if open_tasks:
        reasons.append(reason("任务 {numbers} 还没有完成。", numbers=[str(n) for n in open_tasks]))
    return reasons
