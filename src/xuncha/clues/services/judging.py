"""A clue from registration to the meeting's decision, down to a general shortcoming, closed. Four eyes each time."""

from datetime import date
from typing import Any

from django.utils import timezone

from xuncha.clues.models import Clue, Destination, Remark
from xuncha.clues.rules import (
    FilingFacts,
    persons_in,
    reasons_not_to_decide,
    reasons_not_to_file,
    reasons_not_to_judge,
    reasons_of_four_eyes,
    reasons_without_words,
)
from xuncha.clues.selectors import CLUES, is_found, kinds_for, register_of
from xuncha.clues.selectors.content import CONTENT, REMARK, Content
from xuncha.clues.workflow import CLUE
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.sealing.circles import seal
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


@use_case(P.CLUE_WRITE, within=INSPECTIONS)
def file_clue(
    act: Act, inspection: Inspection, *, kind: Category, source: str, persons: str, facts: str, source_no: str = ""
) -> Clue:
    """
    Register a clue; `persons` has one on each line: name, post, rank.

    It is sealed at once: whoever is not in the circle, the writer included, cannot open it again.
    """
    named = persons_in(persons)
    register = register_of(inspection)
    office = inspection.round.term.jurisdiction
    RuleViolated.unless_empty(
        reasons_not_to_file(
            FilingFacts(
                persons=named,
                facts=facts,
                open=register is not None,
                kind_valid=kinds_for(inspection).filter(pk=kind.pk).exists(),
                found=is_found(inspection, source, source_no),
            )
        )
    )
    assert register is not None  # noqa: S101 - a reason above
    places = {
        "term": inspection.round.term.number,
        "round": inspection.round.number,
        "team": inspection.team.number if inspection.team else 0,
    }
    content = Content(tuple(named), facts.strip(), source_no.strip())
    clue = Clue(
        register=register,
        number=take_number(act, "clue", office, **places),
        kind=kind,
        source=source,
        persons=len(named),
        box=seal(register.circle, CONTENT, content.packed()),
    )
    return act.create(clue, "clue.filed")


@use_case(CLUE.steps["judge"].permission, within=CLUES)
def judge_clue(act: Act, clue: Clue, *, on: date, attended: str, opinion: str) -> Clue:
    """Note what the team's meeting thought of it: who was there and their opinion lie sealed."""
    RuleViolated.unless_empty(reasons_not_to_judge(on=on, today=_today(act), attended=attended, opinion=opinion))
    _remark(act, clue, "judge", f"{attended.strip()}\n{opinion.strip()}")
    return act.step(clue, CLUE, "judge", judged_on=on, judged_by=act.actor.user)


@use_case(CLUE.steps["approve"].permission, within=CLUES)
def approve_clue(act: Act, clue: Clue) -> Clue:
    """The leader agrees; not whoever noted the judgement."""
    RuleViolated.unless_empty(reasons_of_four_eyes(act.actor.pk, clue.judged_by_id))
    return act.step(clue, CLUE, "approve", approved_by=act.actor.user)


@use_case(CLUE.steps["return"].permission, within=CLUES)
def return_clue(act: Act, clue: Clue, *, text: str) -> Clue:
    """The leader wants more first."""
    return with_words(act, clue, "return", text)


@use_case(CLUE.steps["decide"].permission, within=CLUES)
def decide_clue(act: Act, clue: Clue, *, meeting: str, on: date, destination: str) -> Clue:
    """Note what the secretary's meeting decided: to whom the clue goes."""
    RuleViolated.unless_empty(
        [
            *reasons_of_four_eyes(act.actor.pk, clue.judged_by_id, clue.approved_by_id),
            *reasons_not_to_decide(on=on, judged_on=clue.judged_on or on, today=_today(act), meeting=meeting),
        ]
    )
    return act.step(
        clue,
        CLUE,
        "decide",
        meeting=meeting.strip(),
        decided_on=on,
        decided_by=act.actor.user,
        destination=Destination(destination).value,
    )


@use_case(CLUE.steps["send_back"].permission, within=CLUES)
def send_back_clue(act: Act, clue: Clue, *, text: str) -> Clue:
    """The meeting wants more first."""
    return with_words(act, clue, "send_back", text, approved_by=None)


@use_case(CLUE.steps["downgrade"].permission, within=CLUES)
def propose_downgrade(act: Act, clue: Clue, *, text: str) -> Clue:
    """Propose that it is no clue but a general shortcoming; the office decides."""
    return with_words(act, clue, "downgrade", text, downgrade_by=act.actor.user)


@use_case(CLUE.steps["allow"].permission, within=CLUES)
def allow_downgrade(act: Act, clue: Clue, *, text: str) -> Clue:
    """
    Agree that it is none, by another person than who proposed it.

    Nothing is made of it: whoever writes the paper about the shortcoming writes it anew, without the person.
    """
    RuleViolated.unless_empty(reasons_of_four_eyes(act.actor.pk, clue.downgrade_by_id))
    return with_words(act, clue, "allow", text)


@use_case(CLUE.steps["keep"].permission, within=CLUES)
def keep_clue(act: Act, clue: Clue, *, text: str) -> Clue:
    """It stays a clue."""
    return with_words(act, clue, "keep", text, downgrade_by=None, approved_by=None)


@use_case(CLUE.steps["close"].permission, within=CLUES)
def close_clue(act: Act, clue: Clue) -> Clue:
    """Everything that was asked for has been reported back."""
    return act.step(clue, CLUE, "close")


def with_words(act: Act, clue: Clue, step: str, text: str, **fields: Any) -> Clue:
    """A step with a few words that lie sealed: the journal keeps none of them."""
    RuleViolated.unless_empty(reasons_without_words(text))
    _remark(act, clue, step, text.strip())
    return act.step(clue, CLUE, step, **fields)


def _remark(act: Act, clue: Clue, step: str, text: str) -> None:
    box = seal(clue.register.circle, REMARK, text.encode())
    act.create(Remark(clue=clue, step=step, box=box), "clue.remarked")


def _today(act: Act) -> date:
    return timezone.localdate(act.now)
