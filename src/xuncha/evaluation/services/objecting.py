"""Objections of the evaluated body to its draft sheet; decided by somebody who had no part in it. (domain §8.5)"""

from django.utils.timezone import localdate

from xuncha.core.errors import OutOfReach, RuleViolated, reason, reasons_not_to_repeat
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.evaluation.models import Objection, Subject
from xuncha.evaluation.rules.sheets import reasons_not_to_decide, reasons_not_to_object
from xuncha.evaluation.selectors import APPRAISALS, OBJECTIONS, SUBJECTS, appraisals_of_led, scored_by
from xuncha.evaluation.workflow import SUBJECT, SubjectState
from xuncha.foundation.usecases import Act, personal_use_case, use_case


@use_case(P.EVALUATION_OBJECT, within=SUBJECTS)
def object_to_sheet(act: Act, subject: Subject, *, text: str, code: str = "") -> Objection:
    """Say as the evaluated unit what is wrong with its sheet."""
    return _object(act, subject, text, code, "")


@use_case(P.APPRAISAL_OBJECT, within=APPRAISALS)
def object_to_appraisal(act: Act, subject: Subject, *, text: str, code: str = "") -> Objection:
    """Say as the appraised team or office what is wrong with its sheet."""
    return _object(act, subject, text, code, "")


@personal_use_case
def object_as_leader(act: Act, subject: Subject, *, text: str, code: str = "") -> Objection:
    """Say what is wrong with the sheet of a team that one led, when one's access to the round has ended."""
    own = appraisals_of_led(act.actor.user).filter(pk=subject.pk).first()
    if own is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    return _object(act, act.lock(own), text, code, "")


@use_case(P.EVALUATION_WRITE, within=SUBJECTS)
def enter_objection(act: Act, subject: Subject, *, text: str, said_by: str, code: str = "") -> Objection:
    """Enter an objection that came on paper, with the name of whoever brought it."""
    if not said_by.strip():
        raise RuleViolated(reason("请写明是谁提出的。", "said_by"))
    return _object(act, subject, text, code, said_by.strip())


def _object(act: Act, subject: Subject, text: str, code: str, said_by: str) -> Objection:
    shown = subject.state == SubjectState.SHOWN
    same = subject.objections.filter(text=text.strip(), code=code, decided_at=None).exists()
    RuleViolated.unless_empty(
        reasons_not_to_object(text, shown=shown, until=subject.objectable_until, today=localdate(act.now))
        + reasons_not_to_repeat("text", there=same)
    )
    made = Objection(subject=subject, text=text.strip(), code=code, said_by=said_by)
    return act.create(made, "evaluation.objected")


@use_case(P.EVALUATION_APPROVE, within=OBJECTIONS)
def decide_objection(act: Act, objection: Objection, *, verdict: str, decision: str) -> Objection:
    """Uphold an objection, so that the sheet is scored again, or not; the body reads why."""
    subject = act.lock(objection.subject)
    if verdict not in Objection.Verdict.values:
        raise RuleViolated(reason("请选采纳或者不采纳。", "verdict"))
    RuleViolated.unless_empty(
        reasons_not_to_decide(
            decision,
            scored=scored_by(subject, act.actor.pk) or objection.created_by_id == act.actor.pk,
            decided=objection.decided_at is not None,
        )
    )
    act.change(
        objection,
        "evaluation.objection_decided",
        verdict=verdict,
        decision=decision.strip(),
        decided_by=act.actor.user,
        decided_at=act.now,
    )
    if verdict == Objection.Verdict.UPHELD and subject.state == SubjectState.SHOWN:
        act.step(subject, SUBJECT, "reopen", shown_on=None, objectable_until=None)
    act.record(
        "evaluation.objection_decided", subject, verdict=str(say(objection.get_verdict_display())), text=decision
    )
    return objection
