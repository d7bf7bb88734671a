"""Letters and a campaign in the demo: most letters are only issued, some are answered, one is issued again."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.files.base import ContentFile

from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.services import grant_role, open_account
from xuncha.foundation.orgs.models import Organisation, UnitType
from xuncha.foundation.regulations.services import set_parameter
from xuncha.foundation.usecases import Act
from xuncha.rectification.models import Item
from xuncha.site.scenario.ground import invented_name
from xuncha.site.scenario.stage import Stage, day
from xuncha.site.scenario.standing import liaison_of
from xuncha.supervision.models import Campaign, Letter
from xuncha.supervision.rules.kinds import KINDS
from xuncha.supervision.selectors import addressees, to_enter
from xuncha.supervision.selectors.suggesting import Suggestion, items_behind, suggestions
from xuncha.supervision.services import (
    accept_letter,
    add_task,
    answer_letter,
    approve_campaign,
    draft_letter,
    enter_receipt,
    enter_reply,
    gather_items,
    issue_letter,
    plan_campaign,
    receive_letter,
    reissue_letter,
    report_progress,
    submit_campaign,
    submit_letter,
)

IN_A_LETTER = 3  # items of an assignment letter
SIGNATORY = "陶然之"  # of the department that answers on paper
ANSWERED_AFTER, JUDGED_AFTER = timedelta(days=5), timedelta(days=7)
CAMPAIGN_LASTS, REPORTED_AFTER, IN_A_CAMPAIGN = timedelta(days=90), timedelta(days=15), 8
TOLD = {
    "note": ["unit_liaison"],
    "near": ["unit_liaison", "unit_head", "supervising_leader"],
    "late": ["unit_liaison", "unit_head", "supervising_leader", "office_clerk", "office_director"],
}
"""Of whose warnings the office has the supervising leader of a unit told too."""
REPLY = "收到函件后，党组专题研究，逐项明确责任领导和完成时限，已完成部分整改，其余按计划推进，佐证材料附后。"


def supervise(stage: Stage) -> None:
    """Note the letters that the scenario tells of."""
    told = stage.scenario.get("letters")
    if told:
        stage.later(day(told["assigned_on"]), partial(_assign, stage, told))
        stage.later(day(told["pressed_on"]), partial(_press, stage, told))
        stage.later(day(told["assigned_on"]), partial(_campaign, stage, told))


def issue(stage: Stage, code: str, **words: Any) -> Letter:
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
        letter = issue(
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
    office = stage.by_role(Role.OFFICE_CLERK, code)
    set_parameter(office, area, code="rectification.addressees", value=TOLD, valid_from=today)
    items = list(Item.objects.filter(plan__inspection__round__term__jurisdiction=area).order_by("number"))
    offices = addressees(area).filter(unit_type=UnitType.OFFICE).select_related("sector")
    first = stage.organisation(told["answers"])
    departments = [first, *(one for one in offices if one != first)]
    for n, department in enumerate(departments[:count]):
        field = department.sector.name if department.sector else "主管"
        letter = issue(
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
    stage.later(today + ANSWERED_AFTER, partial(_on_paper, stage, code, today))


def _on_paper(stage: Stage, code: str, signed_on: date) -> None:
    """Of one department without an account the office enters the receipt and the reply."""
    waiting = Letter.objects.filter(to_enter(stage.moment), jurisdiction__code=code, kind="assignment")
    letter = waiting.order_by("pk").first()
    if letter is None:
        return
    clerk = partial(stage.by_role, Role.OFFICE_CLERK, code)
    receipt, reply = ContentFile(SIGNATORY.encode(), "回执.txt"), ContentFile(REPLY.encode(), "回复.txt")
    received = enter_receipt(clerk(), letter, signatory=SIGNATORY, on=signed_on, scans=[receipt])
    enter_reply(clerk(), received, reply=REPLY, on=stage.moment.date(), scans=[reply])


def _receive(stage: Stage, letter: Letter, who: User) -> None:
    receive_letter(stage.by(who), letter)


def _campaign(stage: Stage, told: dict[str, Any]) -> None:
    """One joint campaign, led by the department that answers: approved, and reported on once."""
    code, today = told["jurisdiction"], stage.moment.date()
    area, lead = stage.jurisdictions[code], stage.organisation(told["answers"])
    clerk = partial(stage.by_role, Role.OFFICE_CLERK, code)
    items = Item.objects.filter(plan__inspection__round__term__jurisdiction=area).order_by("number")
    members = addressees(area).filter(unit_type=UnitType.OFFICE).exclude(pk=lead.pk)[:2]
    campaign = plan_campaign(
        clerk(),
        area,
        title="财政资金管理使用专项整治",
        goal="查清结余、挂账、出借资金底数，追缴应收资金，完善资金管理制度，典型问题通报曝光。",
        lead=lead,
        members=list(members),
        from_on=today,
        to_on=today + CAMPAIGN_LASTS,
    )
    gather_items(clerk(), campaign, items=list(items[:IN_A_CAMPAIGN]))
    for text, owner in (("制定清查方案，培训清查人员", lead), ("开展本系统自查，报送问题台账", members[0])):
        add_task(clerk(), campaign, text=text, owner=owner, due_on=today + CAMPAIGN_LASTS)
    approve_campaign(stage.by_role(Role.OFFICE_DIRECTOR, code), submit_campaign(clerk(), campaign))
    stage.later(today + REPORTED_AFTER, partial(_report, stage, campaign, lead))


def _report(stage: Stage, campaign: Campaign, lead: Organisation) -> None:
    officer = officer_of(stage, lead, stage.moment.date())
    figures: dict[str, Any] = {"problems": 17, "money": Decimal(462000), "rules": 2, "cases": 3, "persons": 4}
    report_progress(
        stage.by(officer), campaign, organisation=lead, text="完成市直部门清查，问题移交有关单位整改。", **figures
    )


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
