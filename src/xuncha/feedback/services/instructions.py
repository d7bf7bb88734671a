"""Instructions, named matters and demands: written down, answered, accepted or sent back with what is missing."""

from collections.abc import Sequence
from datetime import date

from django.core.files.base import File
from django.utils import timezone

from xuncha.core.errors import OutOfReach, Reason, RuleViolated, reasons_not_to_repeat
from xuncha.core.given import against_persons
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.feedback.models import AgendaItem, Instruction
from xuncha.feedback.rules.instructions import (
    InstructionFacts,
    reasons_against_instruction,
    reasons_not_to_accept,
    reasons_not_to_answer,
    reasons_not_to_change_instruction,
)
from xuncha.feedback.selectors import INSTRUCTIONS, MEETINGS, persons_in
from xuncha.feedback.services.numbers import instruction_number
from xuncha.feedback.workflow import INSTRUCTION, InstructionState
from xuncha.foundation.files.services import store
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import Term
from xuncha.planning.selectors import TERMS
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


@use_case(P.INSTRUCTION_WRITE, within=TERMS, lock=False)
def record_instruction(
    act: Act,
    term: Term,
    *,
    kind: str,
    leader: str,
    on: date,
    text: str,
    assigned_to: str,
    due_on: date | None = None,
    agenda_item: AgendaItem | None = None,
    inspection: Inspection | None = None,
) -> Instruction:
    """Write down what a leader instructed or a meeting demanded, who sees to it and by when."""
    facts = InstructionFacts(leader, text, assigned_to, on, due_on, timezone.localdate(act.now))
    there = term.instructions.filter(leader=leader.strip(), on=on, text=text.strip(), assigned_to=assigned_to.strip())
    RuleViolated.unless_empty(_against(facts) + reasons_not_to_repeat("text", there=there.exists()))
    if agenda_item is not None and not _heard(act, term, agenda_item):
        raise OutOfReach(say("没有这个议题，或者不是这一届的会议。"))
    if inspection is not None and not _reachable(act, term, inspection):
        raise OutOfReach(say("没有这次巡察，或者不在您的工作范围内。"))
    instruction = Instruction(
        term=term,
        number=instruction_number(act, term),
        kind=kind,
        leader=leader.strip(),
        on=on,
        text=text.strip(),
        assigned_to=assigned_to.strip(),
        due_on=due_on,
        agenda_item=agenda_item,
        inspection=inspection,
    )
    return act.create(instruction, "instruction.recorded")


def _against(facts: InstructionFacts) -> list[Reason]:
    return reasons_against_instruction(facts) + against_persons(persons_in(text=facts.text))


def _heard(act: Act, term: Term, matter: AgendaItem) -> bool:
    return MEETINGS.visible_to(act.actor).filter(agenda=matter, term=term).exists()


def _reachable(act: Act, term: Term, inspection: Inspection) -> bool:
    return INSPECTIONS.visible_to(act.actor).filter(pk=inspection.pk, round__term=term).exists()


@use_case(P.INSTRUCTION_WRITE, within=INSTRUCTIONS)
def change_instruction(
    act: Act,
    instruction: Instruction,
    *,
    base_version: int | None,
    kind: str,
    leader: str,
    on: date,
    text: str,
    assigned_to: str,
    due_on: date | None = None,
) -> Instruction:
    """Put right what was written down, as long as nobody has answered it."""
    RuleViolated.unless_empty(
        reasons_not_to_change_instruction(InstructionState(instruction.state))
        or _against(InstructionFacts(leader, text, assigned_to, on, due_on, timezone.localdate(act.now)))
    )
    return act.change(
        instruction,
        "instruction.changed",
        base_version=base_version,
        kind=kind,
        leader=leader.strip(),
        on=on,
        text=text.strip(),
        assigned_to=assigned_to.strip(),
        due_on=due_on,
    )


@use_case(INSTRUCTION.steps["answer"].permission, within=INSTRUCTIONS)
def answer_instruction(
    act: Act, instruction: Instruction, *, answer: str, proof: "Sequence[File[bytes]]" = ()
) -> Instruction:
    """Report what was done about an instruction; what was attached before stays."""
    INSTRUCTION.step("answer", InstructionState(instruction.state))
    RuleViolated.unless_empty(reasons_not_to_answer(answer) + against_persons(persons_in(answer=answer)))
    attached = [store(act, upload, upload.name or "") for upload in proof]
    if attached:
        instruction.files.add(*attached)
        act.record("instruction.file_added", instruction, files=[file.name for file in attached])
    return act.step(
        instruction,
        INSTRUCTION,
        "answer",
        answer=answer.strip(),
        answered_by=act.actor.user,
        answered_at=act.now,
        return_reason="",
    )


@use_case(INSTRUCTION.steps["accept"].permission, within=INSTRUCTIONS)
def accept_instruction(act: Act, instruction: Instruction) -> Instruction:
    """Accept an answer that somebody else gave: the matter is settled."""
    RuleViolated.unless_empty(reasons_not_to_accept(answered=instruction.answered_by_id == act.actor.pk))
    return act.step(instruction, INSTRUCTION, "accept", accepted_by=act.actor.user, accepted_at=act.now)


@use_case(INSTRUCTION.steps["return"].permission, within=INSTRUCTIONS)
def return_instruction(act: Act, instruction: Instruction, *, reason: str) -> Instruction:
    """Send an answer back with what is still missing."""
    return act.step(instruction, INSTRUCTION, "return", reason=reason, return_reason=reason.strip()[:500])
