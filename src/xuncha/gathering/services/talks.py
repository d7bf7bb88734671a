"""Talks: planned with an outline from the checklist, changed, held, given up. (feature B01)"""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.accounts.models import User
from xuncha.foundation.usecases import Act, use_case
from xuncha.gathering.models import Talk, TalkRecord
from xuncha.gathering.rules.outline import proposed
from xuncha.gathering.rules.talks import (
    Hands,
    reasons_against_hands,
    reasons_against_talk,
    reasons_not_to_arrange,
    reasons_not_to_hold,
)
from xuncha.gathering.selectors import TALKS, areas_for, hands_of, next_number, team_for
from xuncha.gathering.workflow import TALK, TalkState
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.rounds.workflow import RoundState


@use_case(P.TALK_WRITE, within=INSPECTIONS)
def plan_talk(
    act: Act,
    inspection: Inspection,
    *,
    kind: str,
    name: str,
    lead: User,
    recorder: User,
    post: str = "",
    also: Sequence[User] = (),
    planned_on: date | None = None,
    areas: Sequence[str] = (),
) -> Talk:
    """Plan a talk: with whom, by which two or more of the team; its outline is proposed from these areas."""
    RuleViolated.unless_empty(
        [
            *reasons_against_talk(name, RoundState(inspection.round.state)),
            *_against_hands(act, inspection, lead, recorder, also),
        ]
    )
    number = next_number(inspection.talks)
    talk = Talk(inspection=inspection, number=number, kind=kind, lead=lead, recorder=recorder, planned_on=planned_on)
    act.create(talk, "talk.planned", by=[str(one) for one in (lead, recorder, *also)])
    talk.also.set(also)
    known = areas_for(inspection)
    outline = proposed(known[code] for code in areas if code in known)
    lines = [{"area": one.area, "question": one.text, "answer": ""} for one in outline]
    act.create(TalkRecord(talk=talk, name=name.strip(), post=post.strip(), lines=lines), "record.opened")
    return talk


@use_case(P.TALK_WRITE, within=TALKS)
def change_talk(
    act: Act,
    talk: Talk,
    *,
    kind: str,
    lead: User,
    recorder: User,
    also: Sequence[User] = (),
    planned_on: date | None = None,
    base_version: int | None = None,
) -> Talk:
    """Change who holds a talk, or when, before it is held."""
    if talk.state != TalkState.PLANNED:
        raise RuleViolated(say("已经谈过，安排不能再改。"))
    _unless_arranging(act, talk)
    RuleViolated.unless_empty(_against_hands(act, talk.inspection, lead, recorder, also))
    act.change(
        talk,
        "talk.changed",
        base_version=base_version,
        detail={"by": [str(one) for one in (lead, recorder, *also)]},
        kind=kind,
        lead=lead,
        recorder=recorder,
        planned_on=planned_on,
    )
    talk.also.set(also)
    return talk


@use_case(TALK.steps["hold"].permission, within=TALKS)
def hold_talk(act: Act, talk: Talk, *, on: date, place: str) -> Talk:
    """Note that the talk took place; those who held it must be free of recusal on that day still."""
    TALK.step("hold", TalkState(talk.state))
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(
        [
            *reasons_not_to_hold(hands_of(act.actor, talk), on=on, today=today, place=place),
            *_against_hands(act, talk.inspection, talk.lead, talk.recorder, list(talk.also.all())),
        ]
    )
    return act.step(talk, TALK, "hold", held_on=on, place=place.strip())


@use_case(TALK.steps["cancel"].permission, within=TALKS)
def cancel_talk(act: Act, talk: Talk, *, reason: str) -> Talk:
    """Give a planned talk up, with the reason."""
    _unless_arranging(act, talk)
    return act.step(talk, TALK, "cancel", reason=reason)


def _unless_arranging(act: Act, talk: Talk) -> None:
    leads = TALKS.permits(act.actor, P.TALK_RECORD_SHARE, talk)
    found = reasons_not_to_arrange(hands_of(act.actor, talk), planned_by=talk.created_by_id, leads=leads)
    RuleViolated.unless_empty(found)


def _against_hands(act: Act, inspection: Inspection, lead: User, recorder: User, also: Sequence[User]) -> list[Reason]:
    hands = Hands(act.actor.pk, lead.pk, recorder.pk, frozenset(one.pk for one in also))
    names = {one.pk: one.name for one in (lead, recorder, *also)}
    return reasons_against_hands(hands, names, {one.pk for one in team_for(inspection, act.now)})
