"""A signed report at the office: received, laid before whoever decides, what they instruct, what came of it."""

from datetime import date

from django.utils import timezone

from xuncha.core.errors import RuleViolated
from xuncha.foundation.usecases import Act, use_case
from xuncha.special.models import SpecialReport
from xuncha.special.rules import reasons_not_the_same, reasons_not_to_instruct, reasons_not_to_lay
from xuncha.special.selectors import REPORTS
from xuncha.special.services.writing import with_words
from xuncha.special.workflow import SPECIAL


@use_case(SPECIAL.steps["receive"].permission, within=REPORTS)
def receive_report(act: Act, report: SpecialReport) -> SpecialReport:
    """The director of the office has it."""
    today = timezone.localdate(act.now)
    return act.step(report, SPECIAL, "receive", received_by=act.actor.user, received_on=today)


@use_case(SPECIAL.steps["send_back"].permission, within=REPORTS)
def send_back_report(act: Act, report: SpecialReport, *, text: str) -> SpecialReport:
    """The office wants it put right; it is checked and signed anew."""
    return with_words(
        act,
        report,
        "send_back",
        text,
        checked_by=None,
        signed_by=None,
        signed_on=None,
        received_by=None,
        received_on=None,
    )


@use_case(SPECIAL.steps["lay"].permission, within=REPORTS)
def lay_report(act: Act, report: SpecialReport, *, before: str, on: date) -> SpecialReport:
    """Note before which meeting or leader it was laid."""
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_lay(before=before, on=on, signed_on=report.signed_on or on, today=today))
    return act.step(report, SPECIAL, "lay", laid_before=before.strip(), laid_on=on)


@use_case(SPECIAL.steps["instruct"].permission, within=REPORTS)
def instruct_report(
    act: Act, report: SpecialReport, *, leader: str, on: date, due_on: date, text: str
) -> SpecialReport:
    """Note what was decided or instructed, by whom, and until when what was done is to be reported."""
    RuleViolated.unless_empty(
        reasons_not_to_instruct(
            text=text,
            leader=leader,
            on=on,
            laid_on=report.laid_on or on,
            due_on=due_on,
            today=timezone.localdate(act.now),
        )
    )
    told = {"instructed_by": leader.strip(), "instructed_on": on, "due_on": due_on}
    return with_words(act, report, "instruct", text, **told)


@use_case(SPECIAL.steps["note"].permission, within=REPORTS)
def note_report(act: Act, report: SpecialReport) -> SpecialReport:
    """It was read and nothing is to be done."""
    return act.step(report, SPECIAL, "note")


@use_case(SPECIAL.steps["answer"].permission, within=REPORTS)
def answer_report(act: Act, report: SpecialReport, *, text: str) -> SpecialReport:
    """Report what was done."""
    return with_words(act, report, "answer", text, answered_by=act.actor.user)


@use_case(SPECIAL.steps["again"].permission, within=REPORTS)
def want_more(act: Act, report: SpecialReport, *, text: str) -> SpecialReport:
    """What was done is not enough yet."""
    return with_words(act, report, "again", text, answered_by=None)


@use_case(SPECIAL.steps["close"].permission, within=REPORTS)
def close_report(act: Act, report: SpecialReport) -> SpecialReport:
    """What was instructed has been done, says another person than who reported it."""
    RuleViolated.unless_empty(reasons_not_the_same(act.actor.pk, report.answered_by_id))
    return act.step(report, SPECIAL, "close")
