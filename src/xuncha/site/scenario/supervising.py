"""Letters in the demo: some press units on, many charge departments; most are only issued, some are answered."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.services import grant_role, open_account
from xuncha.foundation.orgs.models import Organisation, UnitType
from xuncha.foundation.usecases import Act
from xuncha.rectification.models import Item
from xuncha.site.scenario.ground import invented_name
from xuncha.site.scenario.stage import Stage, day
from xuncha.site.scenario.standing import liaison_of
from xuncha.supervision.models import Letter
from xuncha.supervision.rules.kinds import KINDS
from xuncha.supervision.selectors import addressees
from xuncha.supervision.selectors.suggesting import Suggestion, items_behind, suggestions
from xuncha.supervision.services import (
    accept_letter,
    answer_letter,
    draft_letter,
    issue_letter,
    receive_letter,
    reissue_letter,
    submit_letter,
)

IN_A_LETTER = 3  # items of an assignment letter
ANSWERED_AFTER, JUDGED_AFTER = timedelta(days=5), timedelta(days=7)
REPLY = "收到函件后，党组专题研究，逐项明确责任领导和完成时限，已完成部分整改，其余按计划推进，佐证材料附后。"


def supervise(stage: Stage) -> None:
    """Note the letters that the scenario tells of."""
    told = stage.scenario.get("letters")
    if told:
        stage.later(day(told["assigned_on"]), partial(_assign, stage, told))
        stage.later(day(told["pressed_on"]), partial(_press, stage, told))


def _issue(stage: Stage, code: str, **words: Any) -> Letter:
    """A letter drafted by the clerk and issued by the director."""
    kind = KINDS[words["kind"]]
    clerk: Callable[[], Act] = partial(stage.by_role, Role.OFFICE_CLERK, code)
    drafted = draft_letter(clerk(), stage.jurisdictions[code], text=kind.demand, **words)
    return issue_letter(stage.by_role(Role.OFFICE_DIRECTOR, code), submit_letter(clerk(), drafted))


def _press(stage: Stage, told: dict[str, Any]) -> None:
    """Supervision letters to units with overdue items: one accepted, one issued anew, the others without an answer."""
    code, today = told["jurisdiction"], stage.moment.date()
    late: dict[Organisation, Suggestion] = {}
    for one in suggestions(stage.jurisdictions[code], today):
        if one.hint == "overdue" and one.to is not None:
            late.setdefault(one.to, one)
    for n, (unit, one) in enumerate(list(late.items())[: told["supervision"]]):
        letter = _issue(
            stage,
            code,
            kind="supervision",
            addressee=unit,
            title=f"关于{unit.name}有关问题整改的督办函",
            items=list(items_behind(one, today)),
            hint=one.hint,
            subject=one.subject,
        )
        if n < 2:
            stage.later(today + ANSWERED_AFTER, partial(_answer, stage, letter, liaison_of(stage, unit, today)))
            stage.later(today + JUDGED_AFTER, partial(_judge, stage, code, letter, insufficient=n == 1))


def _answer(stage: Stage, letter: Letter, who: User) -> None:
    answer_letter(stage.by(who), receive_letter(stage.by(who), letter), reply=REPLY)


def _judge(stage: Stage, code: str, letter: Letter, *, insufficient: bool) -> None:
    clerk = partial(stage.by_role, Role.OFFICE_CLERK, code)
    if insufficient:
        anew = reissue_letter(clerk(), letter, kind="re_rectification", reason="两项没有佐证，责任没有落实到人。")
        issue_letter(stage.by_role(Role.OFFICE_DIRECTOR, code), submit_letter(clerk(), anew))
    else:
        accept_letter(clerk(), letter, opinion="同意办结。")


def _assign(stage: Stage, told: dict[str, Any]) -> None:
    """Assignment letters to departments, the first of which has answered and the second has signed for it."""
    code, today = told["jurisdiction"], stage.moment.date()
    area, count = stage.jurisdictions[code], told["assignment"]
    items = list(Item.objects.filter(plan__inspection__round__term__jurisdiction=area).order_by("number"))
    offices = addressees(area).filter(unit_type=UnitType.OFFICE).select_related("sector")
    first = stage.organisation(told["answers"])
    departments = [first, *(one for one in offices if one != first)]
    for n, department in enumerate(departments[:count]):
        field = department.sector.name if department.sector else "主管"
        letter = _issue(
            stage,
            code,
            kind="assignment",
            addressee=department,
            title=f"关于{field}领域有关问题的交办函",
            items=items[n::count][:IN_A_LETTER],
        )
        if n < 2:
            who = officer_of(stage, department, today)
            do = _answer if n == 0 else _receive
            stage.later(today + ANSWERED_AFTER, partial(do, stage, letter, who))


def _receive(stage: Stage, letter: Letter, who: User) -> None:
    receive_letter(stage.by(who), letter)


def officer_of(stage: Stage, department: Organisation, since: date) -> User:
    """Who answers for a department: of the cast, or an account opened when it is first needed."""
    known = stage.roles.get((Role.DEPARTMENT, department.code))
    for account in stage.scenario["accounts"]:
        if [Role.DEPARTMENT.value, department.name] in account.get("roles", []):
            known = stage.users[account["username"]]
    if known is None:
        with stage.on(since):
            known = open_account(
                stage.by_system(),
                username=f"dept-{department.code.lower()}",
                name=invented_name(stage.after_dice),
                password=None,
                organisation=department,
                post="职能部门联络员",
            )
            grant_role(stage.by_system(), known, role=Role.DEPARTMENT, unit=department)
    stage.roles[Role.DEPARTMENT, department.code] = known
    return known
