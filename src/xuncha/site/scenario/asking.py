"""Questionnaires, pinpoint squads and village cards in the latest round of each area that entered. (B04, B09, B14)"""

import random
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from xuncha.core.permissions import Role
from xuncha.foundation.tickets import Ticket
from xuncha.rounds.models import Inspection, Round
from xuncha.site.scenario.stage import Stage, day
from xuncha.survey.models import Questionnaire
from xuncha.survey.rules.questions import Answer, Kind, open_questions
from xuncha.survey.rules.squads import Planned
from xuncha.survey.selectors import patterns_for
from xuncha.survey.selectors.squads import may_go
from xuncha.survey.selectors.villages import villages_in
from xuncha.survey.services import (
    add_result,
    count_questionnaire,
    draft_questionnaire,
    key_sheet,
    plan_squad,
    report_squad,
    send_questionnaire,
    write_cards,
)
from xuncha.survey.services.answering import hand_in
from xuncha.survey.services.villages import CardRow

PHONES, PAPERS = 26, 3
AHEAD = timedelta(days=2)
"""From the last day of the scenario to the day of a squad that is still to set out."""
TEXTS = (
    "办事材料一次说不清，多跑了两趟。",
    "会多表多，基层报数重复。",
    "食堂和值班的账没有公示。",
    "整改公示只写结果，看不出怎么改的。",
    "窗口中午没有人。",
    "项目验收和招标是同一拨人。",
)
VISITS = (Planned("入户走访", Decimal(30), "户"), Planned("核对补助发放表", Decimal(4), "本"))
DONE = (Decimal(28), Decimal(4))
FOUND = (
    ("公示栏", "补助名单只贴了三天，没有留存照片。", None, "", None),
    ("走访农户", "七户没有领到当年补助，发放表上有签字。", Decimal(7), "户", Decimal(8400)),
)


def ask_around(stage: Stage, batch: Round, told: dict[str, Any]) -> None:
    """In the first unit people answered and a squad is back; in the second, in the field, both are under way."""
    later = [r for r in stage.scenario["rounds"] if r["jurisdiction"] == told["jurisdiction"] and r is not told]
    entered = day(told["field"][0])
    if any(entered < day(r["field"][0]) <= stage.today for r in later):
        return
    code = told["jurisdiction"]
    alone = batch.inspections.filter(extends__isnull=True)
    rows = alone.select_related("organisation", "team", "round__term__jurisdiction")
    with stage.on(entered + timedelta(days=3)):
        for n, inspection in enumerate(rows.order_by("pk")[:2]):
            done = n == 0 or told.get("state") != "in_field"  # a round that is over leaves nothing waiting
            _ask(stage, code, inspection, done=done)
            _send(stage, code, inspection, done=done)
    town = next((one for one in rows.order_by("pk") if villages_in(one).exists()), None)
    if town is not None:
        with stage.on(entered + timedelta(days=5)):
            _look(stage, code, town)


def _ask(stage: Stage, code: str, inspection: Inspection, *, done: bool) -> None:
    clerk, today = Role.OFFICE_CLERK, stage.moment.date()
    pattern = next(iter(patterns_for(inspection, today)), None)
    if pattern is None:
        return
    drafted = draft_questionnaire(
        stage.by_role(clerk, code), inspection, title=pattern.title, audience=pattern.audience, pattern=pattern
    )
    until = min(today + timedelta(days=30), inspection.round.authority_to or today)
    sent = send_questionnaire(stage.by_role(clerk, code), drafted, opens_on=today, closes_on=until)
    dice = random.Random(f"{stage.scenario['seed']}/{inspection.organisation.code}")  # noqa: S311 - no secret
    for n in range(PHONES if done else PHONES // 2):
        hand_in(sent, Ticket(sent.code or "", f"{sent.pk}-{n}"), _answers(sent, dice), today)
    for n in range(1, PAPERS + 1):
        key_sheet(stage.by_role(clerk, code), sent, number=n, answers=_answers(sent, dice))
    if done:
        count_questionnaire(stage.by_role(clerk, code), sent)


def _answers(questionnaire: Questionnaire, dice: random.Random) -> dict[str, Answer]:
    """What one person says: mostly that all is well, some that there are problems, and then which."""
    questions, answers = questionnaire.asked, dict[str, Answer]()
    while left := [q for q in open_questions(questions, answers) if q.id not in answers]:
        one = left[0]
        if one.kind is Kind.TEXT:
            answers[one.id] = dice.choice(TEXTS)
        else:
            weights = [len(one.options) - n for n in range(len(one.options))]
            answers[one.id] = [dice.choices(range(len(one.options)), weights)[0]]
    return answers


def _send(stage: Stage, code: str, inspection: Inspection, *, done: bool) -> None:
    clerk, members = Role.OFFICE_CLERK, list(may_go(inspection)[:2])
    if len(members) < 2:
        return
    squad = plan_squad(
        stage.by_role(clerk, code),
        inspection,
        title="惠民补助发放点穴核查",
        on=stage.moment.date() if done else stage.today + AHEAD,
        place="便民服务点和周边住户",
        matter="补助名单、公示和实际到户是否一致",
        members=members,
        quantities=VISITS,
    )
    if done:
        for place, text, quantity, unit, amount in FOUND:
            act = stage.by_role(clerk, code)
            add_result(act, squad, place=place, text=text, quantity=quantity, unit=unit, amount=amount)
        lines: Sequence[int] = list(squad.quantities.values_list("pk", flat=True))
        report_squad(stage.by_role(clerk, code), squad, done=dict(zip(lines, DONE, strict=True)))


def _look(stage: Stage, code: str, town: Inspection) -> None:
    """Cards of all villages but the last; visits reach the share in two of three."""
    villages = list(villages_in(town))
    rows = [CardRow(village, _card(n, village.village_risk)) for n, village in enumerate(villages[:-1] or villages)]
    write_cards(stage.by_role(Role.OFFICE_CLERK, code), town, rows=rows)


def _card(n: int, grade: str) -> dict[str, Any]:
    households = 180 + 37 * (n % 7)
    return {
        "households": households,
        "population": households * 3 + n,
        "visited": households // 9 if n % 3 else households // 20,
        "grade": grade or "general",
        "members": 20 + n,
        "cadres": 5 + n % 3,
        "assets": Decimal(400_000 + 65_000 * n),
        "income": Decimal(30_000 + 9_000 * n),
        "projects": n % 4,
        "project_money": Decimal(250_000 * (n % 4)),
        "note": "",
    }
