"""The record of a talk: outline, answers, two signatures by two people, supplements in place of changes. (B01)"""

from collections.abc import Sequence
from typing import Any

from xuncha.core.errors import InvalidTransition, Reason, RuleViolated, StaleEdit
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.usecases import Act, use_case
from xuncha.gathering.models import Place, Supplement, Talk, TalkRecord, TalkSignature
from xuncha.gathering.rules.outline import from_text, reasons_against_outline
from xuncha.gathering.rules.talks import (
    reasons_against_talk,
    reasons_not_there,
    reasons_not_to_confirm,
    reasons_not_to_hand_in,
)
from xuncha.gathering.selectors import TALK_RECORDS, TALKS, answers_of, digest_of, hands_of, live_signatures
from xuncha.gathering.workflow import TALK, TalkState
from xuncha.rounds.workflow import RoundState


@use_case(P.TALK_RECORD_WRITE, within=TALK_RECORDS)
def save_outline(
    act: Act, record: TalkRecord, *, name: str, post: str, outline: str, base_version: int | None = None
) -> TalkRecord:
    """Write the outline anew before the talk: areas in 【】, one question a line; put name and post right."""
    _must_be(act, record, TalkState.PLANNED, say("已经谈过，提纲不能再改；补充的问题写在记录里。"))
    asked = from_text(outline)
    round_state = RoundState(record.talk.inspection.round.state)
    RuleViolated.unless_empty([*reasons_against_talk(name, round_state), *reasons_against_outline(asked)])
    lines = [{"area": one.area, "question": one.text, "answer": ""} for one in asked]
    return _write(act, record, "record.outlined", base_version, name=name.strip(), post=post.strip(), lines=lines)


@use_case(P.TALK_RECORD_WRITE, within=TALK_RECORDS)
def save_record(
    act: Act,
    record: TalkRecord,
    *,
    answers: Sequence[str],
    asked: str = "",
    answered: str = "",
    read_over: str = "",
    base_version: int | None = None,
) -> TalkRecord:
    """Write down what was answered, question by question, and one more question that came up (`asked`)."""
    _must_be(act, record, TalkState.HELD, say("只有已谈、还没交核对的记录可以修改；核对以后只能补充说明。"))
    if answered.strip() and not asked.strip():
        raise RuleViolated(Reason(say("请写补充的问题。"), "asked"))
    lines = [{**line, "answer": text.strip()} for line, text in zip(record.lines, answers, strict=True)]
    if asked.strip():
        lines.append({"area": "", "question": asked.strip(), "answer": answered.strip()})
    return _write(act, record, "record.saved", base_version, lines=lines, read_over=read_over)


@use_case(TALK.steps["hand_in"].permission, within=TALKS)
def hand_in_talk(act: Act, talk: Talk) -> Talk:
    """Vouch for the record as the one who wrote it, and put it before the other."""
    TALK.step("hand_in", TalkState(talk.state))
    record = act.lock(talk.record)
    RuleViolated.unless_empty(
        reasons_not_to_hand_in(hands_of(act.actor, talk), answers=answers_of(record), read_over=record.read_over)
    )
    _sign(act, record, Place.RECORDER)
    return act.step(talk, TALK, "hand_in")


@use_case(TALK.steps["confirm"].permission, within=TALKS)
def confirm_talk(act: Act, talk: Talk) -> Talk:
    """Vouch for the record as another one who was there; from then on it never changes."""
    TALK.step("confirm", TalkState(talk.state))
    record = act.lock(talk.record)
    _unless_confirmable(act, talk, record)
    _sign(act, record, Place.CHECKER)
    return act.step(talk, TALK, "confirm")


@use_case(TALK.steps["return"].permission, within=TALKS)
def return_talk(act: Act, talk: Talk, *, reason: str) -> Talk:
    """Give the record back to the recorder, with the reason; the recorder's signature goes out."""
    TALK.step("return", TalkState(talk.state))
    record = act.lock(talk.record)
    _unless_confirmable(act, talk, record)
    act.step(talk, TALK, "return", reason=reason)
    for signature in live_signatures(record):
        act.change(signature, "signature.voided", voided_by=act.actor.user, voided_at=act.now)
    return talk


@use_case(P.TALK_RECORD_WRITE, within=TALK_RECORDS)
def supplement_record(act: Act, record: TalkRecord, *, text: str) -> Supplement:
    """Add to a checked record what is missing or wrong; the record itself stays as it was signed."""
    if record.talk.state != TalkState.CONFIRMED:
        raise RuleViolated(say("记录还没核对，直接改记录就可以。"))
    RuleViolated.unless_empty(reasons_not_there(hands_of(act.actor, record.talk)))
    act.record("record.supplemented", record)
    return act.create(Supplement(record=record, text=text.strip()), "supplement.written")


@use_case(P.TALK_RECORD_WRITE, within=TALK_RECORDS)
def confirm_supplement(act: Act, record: TalkRecord, *, supplement: int) -> TalkRecord:
    """Confirm what another one who was there has added."""
    found = record.supplements.filter(pk=supplement, confirmed_at__isnull=True).first()
    if found is None:
        raise InvalidTransition(say("这条补充说明已经核对过。"))
    RuleViolated.unless_empty(reasons_not_to_confirm(hands_of(act.actor, record.talk), found.created_by_id))
    act.change(found, "supplement.confirmed", confirmed_by=act.actor.user, confirmed_at=act.now)
    act.record("record.supplement_confirmed", record)
    return record


def _must_be(act: Act, record: TalkRecord, state: TalkState, otherwise: Any) -> None:
    """Only those who hold the talk write, and only in this state."""
    if record.talk.state != state:
        raise RuleViolated(otherwise)
    RuleViolated.unless_empty(reasons_not_there(hands_of(act.actor, record.talk)))


def _unless_confirmable(act: Act, talk: Talk, record: TalkRecord) -> None:
    written_by = live_signatures(record).values_list("signed_by_id", flat=True).first()
    RuleViolated.unless_empty(reasons_not_to_confirm(hands_of(act.actor, talk), written_by))


def _sign(act: Act, record: TalkRecord, place: Place) -> None:
    signature = TalkSignature(
        record=record, place=place, signed_by=act.actor.user, signed_at=act.now, digest=digest_of(record)
    )
    act.create(signature, "signature.put", place=place, digest=signature.digest)


def _write(act: Act, record: TalkRecord, event: str, base_version: int | None, **fields: Any) -> TalkRecord:
    """
    As `act.change`, but the journal learns which parts changed and nothing of what was said.

    Raises:
        StaleEdit: somebody else saved since the form was shown.

    """
    old = {name: getattr(record, name) for name in fields}
    changed = [name for name, value in fields.items() if old[name] != value]
    if base_version is not None and base_version != record.version:
        raise StaleEdit({n: fields[n] for n in changed}, {n: old[n] for n in changed}, record.version)
    for name in changed:
        setattr(record, name, fields[name])
    if changed:
        record.version += 1
        record.save(update_fields=[*changed, "version"])
    act.record(event, record, parts=changed, answers=answers_of(record))
    return record
