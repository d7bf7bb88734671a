"""The sheet of one evaluated body: points, cases and rates, the check by a second person, the settled result."""

from decimal import Decimal

from django.utils.timezone import localdate

from xuncha.core import scoring
from xuncha.core.errors import Reason, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.scoring import Method
from xuncha.core.text import say
from xuncha.evaluation.models import Follow, Mark, Rate, Subject
from xuncha.evaluation.rules.rates import share_of
from xuncha.evaluation.rules.sheets import (
    Step,
    digest_of,
    reasons_not_to_check,
    reasons_not_to_hand_in,
    reasons_not_to_note,
    reasons_not_to_settle,
    reasons_not_to_withdraw,
)
from xuncha.evaluation.selectors import MARKS, SUBJECTS, inputs_of, results_for, sheet_of
from xuncha.evaluation.workflow import SUBJECT, RunState, SubjectState
from xuncha.foundation.regulations.selectors import due_for
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Item

SHOWN = "evaluation.shown"


@use_case(P.EVALUATION_SCORE, within=SUBJECTS)
def give_mark(
    act: Act,
    subject: Subject,
    *,
    code: str,
    points: Decimal,
    reason: str,
    evidence: str,
    part: str = "",
    item: Item | None = None,
) -> Mark:
    """Give or take points for an indicator, with the reason and where it can be seen."""
    standing = subject.marks.filter(withdrawn_at=None)
    already = [scoring.Mark(one.code, one.points, one.part) for one in standing if one.points is not None]
    new = scoring.Mark(code, points, part)
    RuleViolated.unless_empty(
        _reasons_not_to_note(subject, reason, evidence)
        + scoring.reasons_not_to_mark(subject.run.scheme.scored, already, new)
    )
    made = Mark(subject=subject, code=code, part=part, points=points, reason=reason, evidence=evidence, item=item)
    return act.create(made, "evaluation.marked")


@use_case(P.EVALUATION_SCORE, within=SUBJECTS)
def note_case(act: Act, subject: Subject, *, code: str, reason: str, evidence: str, item: Item | None = None) -> Mark:
    """Note one case of what a veto counts, such as an item reported as done that is not."""
    problems = _reasons_not_to_note(subject, reason, evidence)
    if code not in {one.code for one in subject.run.scheme.scored.vetoes}:
        problems.append(_no_veto())
    if item is not None and subject.marks.filter(code=code, item=item, withdrawn_at=None).exists():
        problems.append(_same_item())
    RuleViolated.unless_empty(problems)
    return act.create(
        Mark(subject=subject, code=code, reason=reason, evidence=evidence, item=item), "evaluation.marked"
    )


def _no_veto() -> Reason:
    return reason("请选方案里的一个否决项。", "code")


def _same_item() -> Reason:
    return reason("这个整改事项已经记过一件，不重复计。", "item")


def _reasons_not_to_note(subject: Subject, why: str, evidence: str) -> list[Reason]:
    scoring_now = subject.state == SubjectState.SCORING
    running = subject.run.state in {RunState.OPEN, RunState.CLOSED}
    return reasons_not_to_note(scoring=scoring_now, running=running, why=why, evidence=evidence)


@use_case(P.EVALUATION_SCORE, within=MARKS)
def withdraw_mark(act: Act, mark: Mark, *, why: str) -> Mark:
    """Withdraw points or a case, with the reason; it stays to be read."""
    scoring_now = mark.subject.state == SubjectState.SCORING
    problems = reasons_not_to_withdraw(scoring=scoring_now, withdrawn=mark.withdrawn_at is not None)
    if not why.strip():
        problems.append(reason("请写明撤回的理由。", "why"))
    RuleViolated.unless_empty(problems)
    return act.change(
        mark, "evaluation.mark_withdrawn", withdrawn_by=act.actor.user, withdrawn_at=act.now, why=why.strip()
    )


@use_case(P.EVALUATION_SCORE, within=SUBJECTS)
def take_rates(act: Act, subject: Subject) -> Subject:
    """Take every rate of the scheme from the rectification records as they stand today."""
    if subject.state != SubjectState.SCORING:
        raise RuleViolated(say("送复核以后不再取数；需要改的，请复核人退回。"))
    results = results_for(subject, act.now)
    shares = {
        one.code: share_of(one.formula, results)
        for one in subject.run.scheme.scored.indicators
        if one.method is Method.RATE
    }
    taken = {code: share for code, share in shares.items() if share is not None}
    made = [
        Rate(subject=subject, code=code, part=share.part, of=share.of, as_of=localdate(act.now))
        for code, share in taken.items()
    ]
    act.create_many(Rate, made, "evaluation.rate_taken")
    act.record("evaluation.rates_taken", subject, rates={code: f"{one.part}/{one.of}" for code, one in taken.items()})
    return subject


@use_case(SUBJECT.steps["hand_in"].permission, within=SUBJECTS)
def hand_in_sheet(act: Act, subject: Subject) -> Subject:
    """Hand the sheet in to be checked by somebody else."""
    SUBJECT.step("hand_in", SubjectState(subject.state))
    closed = subject.run.state == RunState.CLOSED
    RuleViolated.unless_empty(reasons_not_to_hand_in(Step(closed, missing=sheet_of(subject).missing)))
    return act.step(subject, SUBJECT, "hand_in", handed_by=act.actor.user, checked_by=None)


@use_case(SUBJECT.steps["return"].permission, within=SUBJECTS)
def return_sheet(act: Act, subject: Subject, *, reason: str) -> Subject:
    """Give the sheet back to be scored again."""
    return act.step(subject, SUBJECT, "return", reason=reason)


@use_case(SUBJECT.steps["show"].permission, within=SUBJECTS)
def show_sheet(act: Act, subject: Subject) -> Subject:
    """Check what somebody else handed in, and show it to the body evaluated; its days to object begin."""
    SUBJECT.step("show", SubjectState(subject.state))
    own = subject.handed_by_id == act.actor.pk
    RuleViolated.unless_empty(reasons_not_to_check(Step(True, own=own)))
    today = localdate(act.now)
    due = due_for(SHOWN, today, subject.run.round.term.jurisdiction)
    until = due.on if due else None
    return act.step(subject, SUBJECT, "show", checked_by=act.actor.user, shown_on=today, objectable_until=until)


@use_case(SUBJECT.steps["settle"].permission, within=SUBJECTS)
def settle_result(act: Act, subject: Subject) -> Subject:
    """Settle the result: inputs, total and grade stand from now on, and what may follow is proposed."""
    SUBJECT.step("settle", SubjectState(subject.state))
    today = localdate(act.now)
    objecting = subject.objections.filter(decided_at=None).count()
    own = subject.handed_by_id == act.actor.pk
    facts = Step(True, own=own, objecting=objecting, objectable_until=subject.objectable_until, today=today)
    RuleViolated.unless_empty(reasons_not_to_settle(facts))
    inputs, sheet = inputs_of(subject), sheet_of(subject)
    if sheet.band is None:
        raise RuleViolated(*sheet.missing)
    act.step(
        subject,
        SUBJECT,
        "settle",
        settled_by=act.actor.user,
        settled_on=today,
        inputs=inputs,
        digest=digest_of(subject.run.scheme.definition, inputs),
        total=sheet.total,
        grade=sheet.band.code,
        grade_label=sheet.band.label,
    )
    follows = [Follow(subject=subject, what=what) for what in sheet.band.follow]
    act.create_many(Follow, follows, "evaluation.follow_proposed")
    return subject
