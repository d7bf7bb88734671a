"""Checks that a department makes in inspected units: planned for several units at once, reported, accepted."""

from collections.abc import Sequence
from datetime import date

from django.core.files.base import File
from django.utils.timezone import localdate

from xuncha.cooperation.models import JointCheck
from xuncha.cooperation.rules import (
    reasons_against_files,
    reasons_not_to_accept,
    reasons_not_to_plan_checks,
    reasons_not_to_report,
)
from xuncha.cooperation.selectors import CHECKS, checks_facts, units_to_check
from xuncha.cooperation.selectors.sources import TASK, WANTING
from xuncha.cooperation.workflow import CHECK, CheckState
from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.files.services import store
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection, Round
from xuncha.rounds.selectors import ROUNDS


@use_case(P.JOINT_CHECK_WRITE, within=ROUNDS)
def plan_checks(
    act: Act,
    batch: Round,
    *,
    kind: str,
    department: Organisation,
    inspections: Sequence[Inspection],
    from_on: date,
    to_on: date,
    task: str = "",
    proofs: "Sequence[File[bytes]]" = (),
) -> list[JointCheck]:
    """Arrange that a department checks units of a round beside their inspection."""
    wanted = [one.pk for one in inspections]
    if units_to_check(act.actor, batch).filter(pk__in=wanted).count() != len(wanted):
        raise OutOfReach(say("有的单位不在这一轮，或者不在您的工作范围内。"))
    facts = checks_facts(batch, inspections, kind, department)
    RuleViolated.unless_empty(
        reasons_not_to_plan_checks(facts, from_on, to_on, task) + reasons_against_files(len(proofs))
    )
    hold_back(act, batch, (TASK, task))
    told = {"kind": kind, "department": department, "from_on": from_on, "to_on": to_on, "task": task.strip()}
    attached = [store(act, upload, upload.name or "") for upload in proofs]
    made = act.create_many(JointCheck, [JointCheck(inspection=one, **told) for one in inspections], "check.planned")
    for check in made:
        check.files.set(attached)
    return made


@use_case(CHECK.steps["report"].permission, within=CHECKS)
def report_check(
    act: Act, check: JointCheck, *, problems: int, text: str, proofs: "Sequence[File[bytes]]" = ()
) -> JointCheck:
    """Say, as the department that checks, what was found, with files; those of an earlier report stay beside them."""
    CHECK.step("report", CheckState(check.state))
    together = check.proofs.count() + len(proofs)
    RuleViolated.unless_empty(reasons_not_to_report(text, check.from_on, localdate(act.now), files=together))
    check.proofs.add(*(store(act, upload, upload.name or "") for upload in proofs))
    return act.step(
        check,
        CHECK,
        "report",
        problems=problems,
        text=text.strip(),
        reported_by=act.actor.user,
        reported_at=act.now,
        why="",
    )


@use_case(CHECK.steps["return"].permission, within=CHECKS)
def return_check(act: Act, check: JointCheck, *, reason: str) -> JointCheck:
    """Give a report back, saying what is wanting."""
    CHECK.step("return", CheckState(check.state))
    hold_back(act, check, (WANTING, reason))
    return act.step(check, CHECK, "return", reason=reason, why=reason.strip()[:500])


@use_case(CHECK.steps["accept"].permission, within=CHECKS)
def accept_check(act: Act, check: JointCheck) -> JointCheck:
    """Take what a department found; the team reads it."""
    RuleViolated.unless_empty(reasons_not_to_accept(own=check.reported_by_id == act.actor.pk))
    return act.step(check, CHECK, "accept")


@use_case(CHECK.steps["drop"].permission, within=CHECKS)
def drop_check(act: Act, check: JointCheck, *, reason: str) -> JointCheck:
    """Make no check there after all."""
    return act.step(check, CHECK, "drop", reason=reason, why=reason.strip()[:500])
