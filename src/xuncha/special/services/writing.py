"""A special report from its first line to the leader's signature: every change a version of its own, sealed."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.utils import timezone

from xuncha.core.errors import InvalidTransition, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.sealing.circles import seal
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.usecases import Act, use_case
from xuncha.special.models import Kind, SpecialRegister, SpecialRemark, SpecialReport, SpecialVersion
from xuncha.special.rules import (
    Fact,
    reasons_not_of_kind,
    reasons_not_to_begin,
    reasons_not_to_hand_in,
    reasons_not_to_write,
    reasons_of_four_eyes,
    reasons_without_words,
)
from xuncha.special.selectors import REPORTS, SPECIAL_REGISTERS, writers_of
from xuncha.special.selectors.content import CONTENT, REMARK, Content, citable, content_of, fallen
from xuncha.special.workflow import ONLY, SPECIAL


@use_case(P.SPECIAL_WRITE, within=SPECIAL_REGISTERS)
def begin_report(
    act: Act, register: SpecialRegister, *, kind: str, about: str, asked: str = "", urgency: str = ""
) -> SpecialReport:
    """Begin a report: what or whom it is about lies sealed from its first line on."""
    RuleViolated.unless_empty(
        reasons_not_to_begin(about=about, matter=kind == Kind.MATTER, asked=asked, urgency=urgency)
    )
    inspection = register.inspection
    number = take_number(
        act,
        "special",
        inspection.round.term.jurisdiction,
        term=inspection.round.term.number,
        round=inspection.round.number,
        team=inspection.team.number if inspection.team else 0,
    )
    report = SpecialReport(register=register, kind=Kind(kind).value, number=number, urgency=urgency)
    return _sealed(act, act.create(report, "special.begun"), Content(about.strip(), asked.strip()))


@use_case(P.SPECIAL_WRITE, within=REPORTS)
def write_head(
    act: Act, report: SpecialReport, *, by: Unlocked, base_version: int | None, about: str, asked: str, urgency: str
) -> SpecialReport:
    """Put right what or whom it is about, what is asked for and how urgent it is."""
    RuleViolated.unless_empty(
        reasons_not_to_begin(about=about, matter=report.kind == Kind.MATTER, asked=asked, urgency=urgency)
    )
    content = replace(_open_to_writing(report, by), about=about.strip(), asked=asked.strip())
    return _sealed(act, report, content, base_version=base_version, urgency=urgency)


@use_case(P.SPECIAL_WRITE, within=REPORTS)
def cite(act: Act, report: SpecialReport, *, by: Unlocked, keys: Collection[str]) -> SpecialReport:
    """Put records on the list of sources that sentences then name by number; only what the writer may read."""
    content = _open_to_writing(report, by)
    known = {one.key for one in content.sources}
    more = [one for one in citable(report.register.inspection, act.actor) if one.key in set(keys) - known]
    return _sealed(act, report, content.resting_on(more))


@use_case(P.SPECIAL_WRITE, within=REPORTS)
def write_fact(
    act: Act,
    report: SpecialReport,
    *,
    by: Unlocked,
    place: int | None,
    base_version: int | None,
    text: str,
    explained: str = "",
    explanation: str = "",
) -> SpecialReport:
    """
    Write one fact, or write it anew: in its place counted from 1, or behind the last.

    `explained` says whether the person explained it (`Explained`); empty where they have not been asked yet.
    """
    content = _open_to_writing(report, by)
    place = place if place is not None else len(content.facts) + 1
    fact = Fact(text.strip(), explained, explanation.strip())
    RuleViolated.unless_empty(reasons_not_to_write(fact, place=place, sources=len(content.sources)))
    return _sealed(act, report, content.with_fact(place, fact), base_version=base_version)


@use_case(P.SPECIAL_WRITE, within=REPORTS)
def drop_fact(act: Act, report: SpecialReport, *, by: Unlocked, place: int) -> SpecialReport:
    """Leave a fact out; earlier versions keep it."""
    return _sealed(act, report, _open_to_writing(report, by).without_fact(place))


@use_case(SPECIAL.steps["submit"].permission, within=REPORTS)
def submit_report(act: Act, report: SpecialReport, *, by: Unlocked) -> SpecialReport:
    """Give material on a principal to somebody else to be compared with its sources."""
    return _on_its_way(act, report, "submit", by)


@use_case(SPECIAL.steps["present"].permission, within=REPORTS)
def present_report(act: Act, report: SpecialReport, *, by: Unlocked) -> SpecialReport:
    """Put an important matter before the leader at once."""
    return _on_its_way(act, report, "present", by)


@use_case(SPECIAL.steps["check"].permission, within=REPORTS)
def check_report(act: Act, report: SpecialReport, *, by: Unlocked) -> SpecialReport:
    """Every fact was compared with its sources, by somebody who wrote none of them."""
    RuleViolated.unless_empty(reasons_of_four_eyes(act.actor.pk, writers_of(report)))
    return _on_its_way(act, report, "check", by, checked_by=act.actor.user)


@use_case(SPECIAL.steps["return"].permission, within=REPORTS)
def return_report(act: Act, report: SpecialReport, *, text: str) -> SpecialReport:
    """It is to be put right first."""
    return with_words(act, report, "return", text, checked_by=None)


@use_case(SPECIAL.steps["sign"].permission, within=REPORTS)
def sign_report(act: Act, report: SpecialReport, *, by: Unlocked) -> SpecialReport:
    """The leader signs, with what it says open before them; the office has it at once."""
    told = {"signed_by": act.actor.user, "signed_on": timezone.localdate(act.now)}
    return _on_its_way(act, report, "sign", by, **told)


def with_words(act: Act, report: SpecialReport, step: str, text: str, **fields: Any) -> SpecialReport:
    """A step with words that lie sealed: the journal keeps none of them."""
    RuleViolated.unless_empty(reasons_without_words(text))
    box = seal(report.register.circle, REMARK, text.strip().encode())
    act.create(SpecialRemark(report=report, step=step, box=box), "special.remarked")
    return act.step(report, SPECIAL, step, **fields)


def _on_its_way(act: Act, report: SpecialReport, step: str, by: Unlocked, **fields: Any) -> SpecialReport:
    """A step for which everything has to be in order, seen by whoever takes it."""
    SPECIAL.step(step, type(SPECIAL.initial)(report.state))
    content = content_of(report, by)
    RuleViolated.unless_empty(
        [
            *reasons_not_of_kind(wanted=ONLY.get(step), kind=report.kind),
            *reasons_not_to_hand_in(
                content.facts,
                principal=report.kind == Kind.PRINCIPAL,
                sources=len(content.sources),
                fallen=fallen(report, content),
            ),
        ]
    )
    return act.step(report, SPECIAL, step, **fields)


def _open_to_writing(report: SpecialReport, by: Unlocked) -> Content:
    """
    What it says now, to be changed.

    Raises:
        InvalidTransition: it has left its writers.

    """
    if report.state != SPECIAL.initial:
        raise InvalidTransition(say("已经送出的材料不能修改，请先退回。"))
    return content_of(report, by)


def _sealed(
    act: Act, report: SpecialReport, content: Content, *, base_version: int | None = None, **fields: Any
) -> SpecialReport:
    """The next version of it."""
    number = report.latest + 1
    act.change(report, "special.written", base_version=base_version, latest=number, **fields)
    box = seal(report.register.circle, CONTENT, content.packed())
    SpecialVersion.objects.create(report=report, number=number, box=box, created_by=act.actor.user, created_at=act.now)
    return report
