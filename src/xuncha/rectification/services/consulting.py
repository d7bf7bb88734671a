"""A plan or report that several bodies review is put before all of them the moment it is handed in. (C06)"""

from django.utils.timezone import localdate

from xuncha.foundation.regulations.selectors import due_for
from xuncha.foundation.usecases import Act
from xuncha.rectification.models import BodyOpinion, JointReview, Plan, UnitReport
from xuncha.rectification.selectors import jurisdiction_of
from xuncha.rectification.selectors.joint import BEGUN, bodies_on, part_of, was_to_be_amended
from xuncha.rectification.workflow import PLAN, UNIT_REPORT


def consult(act: Act, plan: Plan, report: UnitReport | None = None) -> None:
    """
    Ask every body of the office's setting at once, within the act that hands in a plan or a report.

    None is asked whose problems are not in it; nobody where one reviewer suffices, or where the last joint review
    passed it on condition of amendments, which the office checks alone.
    """
    today, office = localdate(act.now), jurisdiction_of(plan)
    asked = [(body, part_of(plan, body["sees"])) for body in bodies_on(today, office)]
    parts = [(body, items) for body, items in asked if items]
    if not parts or was_to_be_amended(plan, report):
        return
    due = due_for(BEGUN, today, office, code="joint_review")
    due_on = due.on if due else None
    review = JointReview(
        plan=plan,
        report=report,
        times=(report or plan).times,
        begun_on=today,
        due_on=due_on,
        left_out=[body["name"] for body, items in asked if not items],
    )
    act.create(review, "joint_review.begun")
    for body, items in parts:
        opinion = BodyOpinion(
            review=review, body=body["name"], role=body["role"], part="、".join(body["sees"]), due_on=due_on
        )
        act.create(opinion, "body_opinion.asked").items.set(items)
    if report is None:
        act.step(plan, PLAN, "consult")
    else:
        act.step(report, UNIT_REPORT, "consult")
