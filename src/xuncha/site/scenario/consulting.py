"""Joint reviews of plans: for some time the office asks several bodies, who give opinions that it sums up. (C06)"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from xuncha.core.permissions import Role
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.services import set_parameter
from xuncha.rectification.models import BodyOpinion, Grade, Plan, UnitReport
from xuncha.rectification.selectors.joint import BODIES, open_review
from xuncha.rectification.services import Remark, give_opinion, remind_body, sum_up
from xuncha.site.scenario.stage import Stage, day
from xuncha.site.scenario.texts import after_bank

GIVEN_AFTER = timedelta(days=2)  # after the plan was submitted
REMINDED_AFTER = timedelta(days=6)


def ask_several(stage: Stage) -> None:
    """Note from when until when plans and reports are reviewed by several bodies together."""
    for told in stage.scenario["rounds"]:
        joint = told.get("rectification", {}).get("joint")
        if joint:
            office = stage.jurisdictions[told["jurisdiction"]]
            for begins, bodies in ((day(joint["from"]), joint["bodies"]), (day(joint["until"]), [])):
                stage.later(begins - timedelta(days=1), partial(_lay_down, stage, office, begins, bodies))


def _lay_down(stage: Stage, office: Jurisdiction, begins: date, bodies: list[dict[str, Any]]) -> None:
    director = stage.by_role(Role.OFFICE_DIRECTOR, office.code)
    set_parameter(director, office, code=BODIES, value=bodies, valid_from=begins)


def judged_together(
    stage: Stage, plan: Plan, code: str, remarks: Sequence[Remark] = (), report: UnitReport | None = None
) -> bool:
    """Let every body give its opinion and the office sum up: passed, or returned. False where one reviewer decides."""
    review = open_review(plan, report)
    if review is None:
        return False
    for n, opinion in enumerate(review.opinions.order_by("pk")):
        _give(stage, opinion, code, [] if n else remarks)
    grade = Grade.RETURN if remarks else Grade.PASS
    sum_up(stage.by_role(Role.OFFICE_CLERK, code), review, grade=grade, remarks=remarks)
    return True


def wait_for_one(stage: Stage, plan: Plan, code: str) -> None:
    """All but the last body give their opinion in time; the last is reminded."""
    today = stage.moment.date()
    *others, last = plan.joint_reviews.get().opinions.order_by("pk")
    remarks = [Remark(after_bank()["remarks"][0], None)]
    for n, opinion in enumerate(others):
        stage.later(today + GIVEN_AFTER, partial(_give, stage, opinion, code, [] if n else remarks))
    stage.later(today + REMINDED_AFTER, partial(_remind, stage, last, code))


def _remind(stage: Stage, opinion: BodyOpinion, code: str) -> None:
    remind_body(stage.by_role(Role.OFFICE_CLERK, code), opinion)


def _give(stage: Stage, opinion: BodyOpinion, code: str, points: Sequence[Remark]) -> None:
    act = stage.by_role(Role(opinion.role), code)
    give_opinion(act, opinion, grade=Grade.AMEND if points else Grade.PASS, points=points)
