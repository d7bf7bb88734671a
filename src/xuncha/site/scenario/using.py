"""Accountability in the demo: talks with units below the limit, one transfer, one circular that names."""

from datetime import timedelta
from functools import partial
from typing import Any

from xuncha.accountability.models import ResultUse
from xuncha.accountability.rules.kinds import KINDS, Level
from xuncha.accountability.selectors.suggesting import suggestions
from xuncha.accountability.services import (
    approve_use,
    decide_use,
    draft_use,
    finish_use,
    lay_use,
    note_result,
    send_use,
    sign_for,
    submit_use,
)
from xuncha.core.permissions import Role
from xuncha.rectification.models import Plan
from xuncha.site.scenario.stage import Stage, day
from xuncha.site.scenario.standing import liaison_of

SIGNED_AFTER, TALKED_AFTER, DECIDED_AFTER = timedelta(days=1), timedelta(days=3), timedelta(days=5)


def use_results(stage: Stage) -> None:
    """Note what the scenario tells of it."""
    told = stage.scenario.get("uses")
    if told:
        stage.later(day(told["on"]), partial(_follow, stage, told))


def _follow(stage: Stage, told: dict[str, Any]) -> None:
    """Talks as they are suggested; the unit behind the last of them is handed over as well; one circular names all."""
    code, today = told["jurisdiction"], stage.moment.date()
    below = [one for one in suggestions(stage.jurisdictions[code], today) if one.source.startswith("below-")]
    chosen = below[: told["talks"]]
    for one in chosen:
        meeting = {"on": today + TALKED_AFTER, "place": "市委小会议室"}
        talk = _sent(stage, code, "talk", [one.plan], source=one.source, **meeting)
        stage.later(today + TALKED_AFTER, partial(_close, stage, code, talk, measure="interviewed", persons=1))
        stage.later(today + SIGNED_AFTER, partial(_sign, stage, talk, [one.plan]))
    plans = [one.plan for one in chosen]
    circular = _sent(stage, code, "naming", plans)
    stage.later(today + SIGNED_AFTER, partial(_sign, stage, circular, plans[:-1]))
    stage.later(today + TALKED_AFTER, partial(_close, stage, code, circular, measure="circulated", cases=1))
    transfer = _sent(stage, code, "discipline", plans[-1:])
    decided = {"measure": "admonished", "persons": 2, "number": told["decision"]}
    stage.later(today + DECIDED_AFTER, partial(_close, stage, code, transfer, **decided))


def _sent(stage: Stage, code: str, name: str, plans: list[Plan], **more: Any) -> ResultUse:
    """Proposed by the clerk, approved at its level, sent."""
    kind, clerk = KINDS[name], partial(stage.by_role, Role.OFFICE_CLERK, code)
    director = partial(stage.by_role, Role.OFFICE_DIRECTOR, code)
    inspection = plans[0].inspection
    title = kind.title.format(units=inspection.organisation.name, rounds=inspection.round.name)
    words = {"title": title, "text": kind.demand, "body": kind.body, **more}
    use = submit_use(clerk(), draft_use(clerk(), stage.jurisdictions[code], kind=name, plans=plans, **words))
    if kind.level is Level.OFFICE:
        return send_use(clerk(), approve_use(director(), use))
    approved = decide_use(stage.by_role(Role.LEADING_GROUP, code), lay_use(director(), use))
    return send_use(clerk(), approved)


def _sign(stage: Stage, use: ResultUse, plans: list[Plan]) -> None:
    """The units sign for it in their portal."""
    for plan in plans:
        sign_for(stage.by(liaison_of(stage, plan.inspection.organisation, stage.moment.date())), use)


def _close(stage: Stage, code: str, use: ResultUse, *, measure: str, **told: Any) -> None:
    clerk = partial(stage.by_role, Role.OFFICE_CLERK, code)
    counted = {"cases": 0, "persons": 0, **told}
    note_result(clerk(), use, measure=measure, on=stage.moment.date(), **counted)
    finish_use(clerk(), use)
