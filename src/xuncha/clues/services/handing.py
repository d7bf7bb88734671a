"""Handing clues over: one letter and one list for each body, sealed again to those who receive there."""

from datetime import date

from django.utils import timezone

from xuncha.clues.models import Body, ClueRegister, Destination, Handover, Package
from xuncha.clues.rules import reasons_not_to_pack
from xuncha.clues.selectors import REGISTERS, holding, receiving_circle, waiting_for
from xuncha.clues.selectors.content import HANDED, content_in
from xuncha.clues.workflow import CLUE
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.sealing.circles import seal
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.usecases import Act, use_case


@use_case(P.CLUE_DECIDE, within=REGISTERS)
def pack(act: Act, register: ClueRegister, *, body: Body, on: date, by: Unlocked) -> Package:
    """
    Hand every clue that was decided to go to this body over to it, by a member of the circle.

    A clue that goes to two bodies counts as handed over once both have it.
    """
    office = register.inspection.round.term.jurisdiction
    circle = receiving_circle(body, office)
    clues = list(waiting_for(register, body).select_related("box__circle_key"))
    RuleViolated.unless_empty(
        reasons_not_to_pack(
            waiting=len(clues),
            received=circle is not None,
            on=on,
            decided_on=max((clue.decided_on for clue in clues if clue.decided_on), default=None),
            today=timezone.localdate(act.now),
        )
    )
    assert circle is not None  # noqa: S101 - a reason above
    number = take_number(act, "clue_letter", office)
    package = act.create(Package(register=register, body=body, number=number, sent_on=on), "package.made")
    for clue in clues:
        told = content_in(clue.box, by).for_recipient()
        handover = Handover(package=package, clue=clue, box=seal(circle, HANDED, told.packed()))
        act.create(handover, "handover.made")
        if len(holding(clue)) == len(Destination(clue.destination).bodies):
            act.step(clue, CLUE, "hand_over")
    return package
