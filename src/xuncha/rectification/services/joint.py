"""Joint review: each body gives its opinion, the office reminds, goes on without one, and sums up."""

from collections.abc import Sequence

from django.utils.timezone import localdate

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import BodyOpinion, Grade, JointReview, OpinionPoint
from xuncha.rectification.rules.joint import (
    OpinionFacts,
    reasons_not_to_give,
    reasons_not_to_go_on,
    reasons_not_to_remind,
    reasons_not_to_reopen,
    reasons_not_to_sum_up,
)
from xuncha.rectification.rules.plans import reasons_not_to_return
from xuncha.rectification.selectors import BODY_OPINIONS, JOINT_REVIEWS
from xuncha.rectification.selectors.joint import acts_for_unit, sum_facts
from xuncha.rectification.services.reporting import accept_report, return_report
from xuncha.rectification.services.reviewing import Remark, accept_plan, return_plan
from xuncha.rectification.workflow import BODY_OPINION, JOINT_REVIEW, JointState, OpinionState


@use_case(BODY_OPINION.steps["give"].permission, within=BODY_OPINIONS)
def give_opinion(
    act: Act, opinion: BodyOpinion, *, grade: str, text: str = "", points: Sequence[Remark] = ()
) -> BodyOpinion:
    """Say for a body what it finds in its part: a word, and numbered points on items or the whole."""
    BODY_OPINION.step("give", OpinionState(opinion.state))
    review = act.lock(opinion.review)
    written = [point for point in points if point.text.strip()]
    RuleViolated.unless_empty(
        reasons_not_to_give(
            OpinionFacts(
                concluded=review.state == JointState.CONCLUDED,
                of_unit=acts_for_unit(act.actor, review.plan),
                grade=grade,
                text=text,
                points=[point.text.strip() for point in written],
            )
        )
    )
    part = set(opinion.items.values_list("pk", flat=True))
    if any(point.item is not None and point.item.pk not in part for point in written):
        raise OutOfReach(say("意见所指的问题不在送这一家看的范围里。"))
    opinion.points.all().delete()  # those of an opinion that was taken back; the history keeps them
    rows = [
        OpinionPoint(opinion=opinion, position=n, item=point.item, text=point.text.strip())
        for n, point in enumerate(written, 1)
    ]
    OpinionPoint.objects.bulk_create(rows)
    return act.step(
        opinion,
        BODY_OPINION,
        "give",
        reason="；".join(str(row) for row in rows)[:500],
        grade=grade,
        text=text.strip(),
        given_by=act.actor.user,
        given_at=act.now,
    )


@use_case(BODY_OPINION.steps["revise"].permission, within=BODY_OPINIONS)
def revise_opinion(act: Act, opinion: BodyOpinion, *, reason: str) -> BodyOpinion:
    """Take an opinion back to give it anew, as long as the office has not summed up; its text is there to go on."""
    review = act.lock(opinion.review)
    RuleViolated.unless_empty(reasons_not_to_reopen(concluded=review.state == JointState.CONCLUDED))
    return act.step(opinion, BODY_OPINION, "revise", reason=reason)


@use_case(P.RECT_SUM, within=BODY_OPINIONS)
def remind_body(act: Act, opinion: BodyOpinion) -> BodyOpinion:
    """Remind a body of the opinion it owes; its to-do says how often."""
    today = localdate(act.now)
    waiting = opinion.state == OpinionState.ASKED
    RuleViolated.unless_empty(reasons_not_to_remind(waiting=waiting, reminded_on=opinion.reminded_on, today=today))
    return act.change(opinion, "body_opinion.reminded", reminders=opinion.reminders + 1, reminded_on=today)


@use_case(BODY_OPINION.steps["pass"].permission, within=BODY_OPINIONS)
def go_on_without(act: Act, opinion: BodyOpinion, *, reason: str) -> BodyOpinion:
    """Go on without a body that let its day pass and was reminded; the reason stands beside the others' opinions."""
    BODY_OPINION.step("pass", OpinionState(opinion.state))
    today = localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_go_on(opinion.due_on, today, reminders=opinion.reminders, why=reason))
    return act.step(opinion, BODY_OPINION, "pass", reason=reason, passed_reason=reason.strip())


@use_case(JOINT_REVIEW.steps["conclude"].permission, within=JOINT_REVIEWS)
def sum_up(
    act: Act, review: JointReview, *, grade: str, summary: str = "", remarks: Sequence[Remark] = ()
) -> JointReview:
    """
    Sum up what the bodies found: the plan or report is accepted, or goes back with one numbered list.

    After 修改后通过 the office checks the amendments alone; after 退回 all of them review it again.
    """
    JOINT_REVIEW.step("conclude", JointState(review.state))
    written = [remark for remark in remarks if remark.text.strip()]
    reasons = reasons_not_to_sum_up(sum_facts(review, grade, summary, len(written)))
    if written:
        reasons += reasons_not_to_return([remark.text for remark in written])
    RuleViolated.unless_empty(reasons)
    act.step(
        review,
        JOINT_REVIEW,
        "conclude",
        grade=grade,
        summary=summary.strip(),
        concluded_by=act.actor.user,
        concluded_at=act.now,
    )
    _judge(act, review, written)
    return review


def _judge(act: Act, review: JointReview, remarks: Sequence[Remark]) -> None:
    """Do to the plan or report what the office found; whether it may is asked once more there."""
    report = review.report
    if review.grade == Grade.PASS:
        accept_plan(act, review.plan) if report is None else accept_report(act, report)
    elif report is None:
        return_plan(act, review.plan, remarks=remarks)
    else:
        reason = review.summary or "；".join(remark.text.strip() for remark in remarks)
        return_report(act, report, reason=reason, remarks=remarks)
