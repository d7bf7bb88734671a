"""Immediate rectification, from the unit's answer to its verification."""

from collections.abc import Sequence

from django.core.files.base import File

from xuncha.core.errors import RuleViolated
from xuncha.findings.models import ImmediateFix
from xuncha.findings.rules.fixes import reasons_not_to_accept, reasons_not_to_answer
from xuncha.findings.selectors import FIXES, WANTING
from xuncha.findings.workflow import FIX, FixState
from xuncha.foundation.files.services import store
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.usecases import Act, use_case


@use_case(FIX.steps["answer"].permission, within=FIXES)
def answer_fix(act: Act, fix: ImmediateFix, *, answer: str, proof: "Sequence[File[bytes]]" = ()) -> ImmediateFix:
    """Report what the unit did, with proof; what was attached before stays and new files are added to it."""
    FIX.step("answer", FixState(fix.state))
    RuleViolated.unless_empty(reasons_not_to_answer(answer, len(proof) + fix.proof.count()))
    files = [store(act, upload, upload.name or "") for upload in proof]
    if files:
        fix.proof.add(*files)
        act.record("fix.proof_added", fix, files=[file.name for file in files])
    return act.step(
        fix,
        FIX,
        "answer",
        answer=answer.strip(),
        answered_by=act.actor.user,
        answered_at=act.now,
        return_reason="",
    )


@use_case(FIX.steps["return"].permission, within=FIXES)
def return_fix(act: Act, fix: ImmediateFix, *, reason: str) -> ImmediateFix:
    """Return an answer to the unit with what is still missing."""
    FIX.step("return", FixState(fix.state))
    hold_back(act, fix, (WANTING, reason))
    return act.step(fix, FIX, "return", reason=reason, return_reason=reason.strip()[:500])


@use_case(FIX.steps["accept"].permission, within=FIXES)
def accept_fix(act: Act, fix: ImmediateFix) -> ImmediateFix:
    """Accept that the matter is put right, as somebody who neither drafted the notice nor answered it."""
    reasons = reasons_not_to_accept(
        author=fix.created_by_id == act.actor.pk, answered=fix.answered_by_id == act.actor.pk
    )
    RuleViolated.unless_empty(reasons)
    return act.step(fix, FIX, "accept", accepted_by=act.actor.user, accepted_at=act.now)
