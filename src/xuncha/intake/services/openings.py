"""
A sealed part opened to somebody outside its circle: two people, a reason, the leader shown, a day's time.

Who asks cannot open; who opens has not asked. The part is sealed anew to the one who asked, so that nobody else reads
it, and what was sealed is emptied when the time is over.
"""

from datetime import datetime, timedelta

from xuncha.core.errors import InvalidTransition, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.core.text import say
from xuncha.foundation.accounts.system import system_act
from xuncha.foundation.sealing.circles import opened_box
from xuncha.foundation.sealing.opening import Unlocked, key_in_use
from xuncha.foundation.usecases import Act, use_case
from xuncha.intake.models import Opening, Part, Petition
from xuncha.intake.rules import reasons_not_to_ask, reasons_not_to_open_for
from xuncha.intake.selectors.openings import OPENINGS, overdue_openings
from xuncha.intake.selectors.register import LINES
from xuncha.intake.workflow import OPENING

FOR = timedelta(hours=24)
"""How long what was opened can be read."""
NOTHING_SEALED = b""


@use_case(P.PETITION_ASK, within=LINES)
def ask_to_read(act: Act, petition: Petition, *, part: str, reason: str) -> Opening:
    """Ask to read one part of one petition, and say why it must be."""
    key = key_in_use(act.actor.user)
    nothing_there = part == Part.IDENTITY and not petition.named
    RuleViolated.unless_empty(reasons_not_to_ask(why=reason, has_key=key is not None, nothing_there=nothing_there))
    return act.create(Opening(petition=petition, part=part, reason=reason.strip(), to=key), "opening.asked", part=part)


@use_case(OPENING.steps["open"].permission, within=OPENINGS)
def open_for(act: Act, opening: Opening, *, by: Unlocked) -> Opening:
    """Open the part to the one who asked, for a day, by a keeper who is somebody else."""
    RuleViolated.unless_empty(reasons_not_to_open_for(own=opening.created_by_id == act.actor.pk))
    _end_overdue(act)
    petition = opening.petition
    box = petition.identity if opening.part == Part.IDENTITY else petition.box
    if box is None:
        raise LookupError(f"{opening} asks for what was never sealed")
    sealed = opening.to.cipher.seal(bytes(opening.to.public), opened_box(box, by), _purpose(opening))
    act.step(opening, OPENING, "open", opened_by=act.actor.user, opened_at=act.now, until=act.now + FOR)
    opening.sealed = sealed
    opening.save(update_fields=["sealed"])  # not by `step`: what is sealed has no business in the journal
    return opening


@use_case(OPENING.steps["refuse"].permission, within=OPENINGS)
def refuse_to_open(act: Act, opening: Opening, *, reason: str) -> Opening:
    """Do not open it."""
    return act.step(opening, OPENING, "refuse", reason=reason)


@use_case(OPENING.steps["see"].permission, within=OPENINGS)
def see_opening(act: Act, opening: Opening) -> Opening:
    """The leader has seen that it was opened, to whom and why."""
    return act.step(opening, OPENING, "see")


@use_case(P.PETITION_ASK, within=OPENINGS)
def read_opened(act: Act, opening: Opening, *, by: Unlocked) -> bytes | None:
    """What was opened, to the one who asked; each reading is journaled. None when the time is over."""
    _end_overdue(act)
    opening.refresh_from_db(fields=["sealed"])
    if not opening.sealed or opening.to_id != by.person_key.pk:
        act.record("opening.closed", opening)
        return None
    act.record("opening.read", opening)
    return by.person_key.cipher.open(by.private, bytes(opening.sealed), _purpose(opening))


@use_case(P.PETITION_ASK, within=OPENINGS)
def end_opening(act: Act, opening: Opening) -> Opening:
    """
    Empty what was opened longer ago than it may be read.

    Raises:
        InvalidTransition: it may still be read, or is empty already.

    """
    if not overdue_openings(act.now).filter(pk=opening.pk).exists():
        raise InvalidTransition(say("查阅时限还没有到，或者已经清空。"))
    return _emptied(act, opening)


def end_openings_everywhere(now: datetime) -> int:
    """Everything that was opened too long ago, as the installation itself looks for every minute; how many."""
    overdue = list(overdue_openings(now).select_related("petition__inspection__round__term"))
    for opening in overdue:
        office = opening.petition.inspection.round.term.jurisdiction_id
        end_opening(system_act(now, Role.OFFICE_DIRECTOR, office), opening)
    return len(overdue)


def _end_overdue(act: Act) -> None:
    """The same within an act on openings: what ran out is gone before anything else is read."""
    for overdue in overdue_openings(act.now):
        _emptied(act, act.lock(overdue))


def _emptied(act: Act, opening: Opening) -> Opening:
    opening.sealed = NOTHING_SEALED
    opening.save(update_fields=["sealed"])
    act.record("opening.ended", opening)
    return opening


def _purpose(opening: Opening) -> bytes:
    return f"xuncha opening {opening.pk}".encode()
