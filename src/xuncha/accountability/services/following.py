"""A use of results once it is approved: sent, answered by the unit, its outcome noted, reported back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.utils.timezone import localdate

from xuncha.accountability.models import Result, ResultUse, UseReceipt
from xuncha.accountability.rules.kinds import ADDRESSED, KINDS
from xuncha.accountability.rules.uses import (
    ResultFacts,
    reasons_not_to_answer,
    reasons_not_to_enter_receipt,
    reasons_not_to_finish,
    reasons_not_to_note,
    reasons_not_to_send,
    reasons_not_to_sign,
)
from xuncha.accountability.selectors import (
    RESULTS,
    SENT,
    USES,
    due_of,
    grounds_of,
    signing_units,
    signs_itself,
    units_of,
)
from xuncha.accountability.workflow import USE, UseState
from xuncha.core.errors import RuleViolated
from xuncha.core.given import missing
from xuncha.core.permissions import Permission as P
from xuncha.core.signing import PaperFacts
from xuncha.core.text import N_
from xuncha.foundation.files.services import store
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.usecases import Act, use_case


@use_case(USE.steps["send"].permission, within=USES)
def send_use(act: Act, use: ResultUse) -> ResultUse:
    """Send what was approved: it gets its number, and its result falls due by rule."""
    return _send(act, use, "send")


@use_case(USE.steps["demand"].permission, within=USES)
def demand_use(act: Act, use: ResultUse) -> ResultUse:
    """Demand of the unit what was approved: it gets its number, and the unit's paper falls due by rule."""
    return _send(act, use, "demand")


def _send(act: Act, use: ResultUse, step: str) -> ResultUse:
    USE.step(step, UseState(use.state))
    RuleViolated.unless_empty(reasons_not_to_send(use.kind, demanding=step == "demand"))
    number = take_number(act, "result_use", use.jurisdiction, kind=KINDS[use.kind].mark)
    for ground in grounds_of(use):
        if ground.item is not None:
            act.record("use.item_named", ground.item, use=number)
    sent: dict[str, Any] = {"sent_by": act.actor.user, "sent_at": act.now, "number": number}
    return act.step(use, USE, step, due_on=_due(act, use), **sent)


def _due(act: Act, use: ResultUse) -> date | None:
    due = due_of(use, SENT, localdate(act.now))
    return due.on if due else None


@use_case(P.USE_ANSWER, within=USES)
def sign_for(act: Act, use: ResultUse) -> ResultUse:
    """Sign, for one's unit, for having received what was sent to it."""
    withdrawn = use.state == UseState.WITHDRAWN
    RuleViolated.unless_empty(reasons_not_to_sign(withdrawn=withdrawn, units=signing_units(act.actor, use).count()))
    _sign(act, use)
    return use


def _sign(act: Act, use: ResultUse) -> None:
    units = list(signing_units(act.actor, use))
    if units:
        receipts = [UseReceipt(use=use, organisation=unit) for unit in units]
        act.create_many(UseReceipt, receipts, "use.receipt_given")
        act.record("use.signed_for", use, units=[unit.name for unit in units])


@use_case(P.USE_WRITE, within=USES)
def enter_receipt(
    act: Act,
    use: ResultUse,
    *,
    unit: Organisation,
    signatory: str,
    on: date,
    scans: "Sequence[File[bytes]]" = (),
) -> UseReceipt:
    """Enter, for a unit without an account, who signed on paper for what was sent to it, and when."""
    waits = unit in units_of(use) and use.kind in ADDRESSED and use.state != UseState.WITHDRAWN and bool(use.sent_at)
    signed = use.receipts.filter(organisation=unit).exists()
    facts = PaperFacts(on, len(scans), localdate(use.sent_at or act.now), localdate(act.now))
    RuleViolated.unless_empty(
        reasons_not_to_enter_receipt(
            signatory, facts, waits=waits and not signed, signs_itself=signs_itself(unit, act.now)
        )
    )
    made = UseReceipt(use=use, organisation=unit, signatory=signatory.strip(), signed_on=on)
    act.create(made, "use.receipt_entered", signatory=signatory.strip())
    made.scans.set([store(act, upload, upload.name or "") for upload in scans])
    act.record("use.receipt_entered", use, units=[unit.name], signatory=signatory.strip(), on=on)
    return made


@use_case(USE.steps["answer"].permission, within=USES)
def answer_use(act: Act, use: ResultUse, *, answer: str, files: "Sequence[File[bytes]]" = ()) -> ResultUse:
    """Hand in the unit's written self-criticism with its files; who answers has received it."""
    USE.step("answer", UseState(use.state))
    RuleViolated.unless_empty(reasons_not_to_answer(answer, len(files)))
    _sign(act, use)
    use.files.set([store(act, upload, upload.name or "") for upload in files])
    answered: dict[str, Any] = {"answered_by": act.actor.user, "answered_at": act.now}
    return act.step(use, USE, "answer", answer=answer.strip(), return_reason="", **answered)


@use_case(USE.steps["again"].permission, within=USES)
def send_back_answer(act: Act, use: ResultUse, *, reason: str) -> ResultUse:
    """Have the unit write it again, saying what is wanting; the time runs anew."""
    USE.step("again", UseState(use.state))
    RuleViolated.unless_empty(reasons_not_to_send(use.kind, demanding=True))
    return act.step(use, USE, "again", reason=reason, return_reason=reason.strip()[:500], due_on=_due(act, use))


@use_case(P.USE_WRITE, within=USES)
def note_result(
    act: Act, use: ResultUse, *, measure: str, cases: int, persons: int, on: date, number: str = "", note: str = ""
) -> Result:
    """Note what the competent body decided or what was done: cases and persons apart, nobody by name."""
    USE.step("finish", UseState(use.state))
    number = number.strip()
    facts = ResultFacts(
        use.kind,
        measure,
        cases,
        persons,
        on,
        number,
        sent_on=localdate(use.sent_at),
        today=localdate(act.now),
        noted_before=use.results.filter(measure=measure, number=number).exists(),
    )
    RuleViolated.unless_empty(reasons_not_to_note(facts))
    made = Result(use=use, measure=measure, cases=cases, persons=persons, on=on, number=number, note=note.strip()[:300])
    return act.create(made, "use.result_noted", use=use.number)


@use_case(P.USE_WRITE, within=RESULTS)
def strike_result(act: Act, result: Result, *, reason: str) -> ResultUse:
    """Take a wrong result out again before the matter is closed, saying why."""
    use = result.use
    USE.step("finish", UseState(use.state))
    RuleViolated.unless_empty(missing(reason, N_("去掉的理由"), "reason"))
    told = f"{result.get_measure_display()} {result.cases}/{result.persons}"
    act.record("use.result_struck", use, result=told, reason=reason.strip()[:300])
    result.delete()
    return use


@use_case(USE.steps["finish"].permission, within=USES)
def finish_use(act: Act, use: ResultUse, *, opinion: str = "") -> ResultUse:
    """Close it: its results are noted and count."""
    USE.step("finish", UseState(use.state))
    RuleViolated.unless_empty(reasons_not_to_finish(use.results.count()))
    return act.step(use, USE, "finish", closing=opinion.strip()[:500])
