"""A petition at a competent body: what it is given, its receipt, its reply. (domain §8.1, Art. 13, 47)"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils import timezone

from xuncha.core.errors import RuleViolated
from xuncha.core.legible import without_unseen
from xuncha.core.permissions import Permission as P
from xuncha.foundation.sealing.circles import seal
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.usecases import Act, use_case
from xuncha.intake.models import Petition, Routing
from xuncha.intake.rules import reasons_not_to_note_receipt, reasons_not_to_pass_on, redacted
from xuncha.intake.selectors import PETITIONS, content_of, known_of
from xuncha.intake.selectors.dues import due_of
from xuncha.intake.selectors.routings import ROUTINGS
from xuncha.intake.workflow import PETITION

WRITE = P.PETITION_WRITE


@use_case(WRITE, within=PETITIONS)
def route_petition(
    act: Act, petition: Petition, *, to: str, reason: str, removed: Sequence[str], by: Unlocked
) -> Routing:
    """
    Pass it to the body that is competent, without the passages in `removed`; only that text is ever passed on.

    Raises:
        RuleViolated: the petitioner is still named, or a passage was not found.

    """
    told = content_of(petition, by)
    passed = replace(told, about=redacted(told.about, removed), text=redacted(told.text, removed))
    both = without_unseen(f"{told.about}\n{told.text}")
    RuleViolated.unless_empty(
        reasons_not_to_pass_on(
            f"{passed.about}\n{passed.text}",
            known=known_of(petition, by),
            missed=[passage for passage in removed if passage.strip() not in both],
        )
    )
    due_on = due_of(petition, "petition.routed", timezone.localdate(act.now))
    act.step(petition, PETITION, "route", reason=reason, due_on=due_on)
    box = seal(petition.box.circle_key.circle, "passed", passed.packed())
    return act.create(Routing(petition=petition, to=to.strip(), passed=box, due_on=due_on), "routing.passed")


@use_case(WRITE, within=ROUTINGS)
def note_receipt(act: Act, routing: Routing, *, received_on: date, receipt_number: str = "") -> Routing:
    """Note that the body has received it, and under which number."""
    _require_day(act, routing, received_on)
    return act.change(routing, "routing.received", received_on=received_on, receipt_number=receipt_number.strip())


@use_case(WRITE, within=ROUTINGS)
def note_reply(act: Act, routing: Routing, *, received_on: date, text: str) -> Routing:
    """Seal what the body has answered; the petition is the team's again."""
    _require_day(act, routing, received_on)
    petition = act.lock(routing.petition)
    act.step(petition, PETITION, "answered", due_on=None)
    reply = seal(routing.passed.circle_key.circle, "reply", text.strip().encode())
    return act.change(routing, "routing.replied", reply=reply, replied_on=received_on)


def _require_day(act: Act, routing: Routing, day: date) -> None:
    RuleViolated.unless_empty(
        reasons_not_to_note_receipt(
            received_on=day,
            routed_on=timezone.localdate(routing.created_at),
            today=timezone.localdate(act.now),
        )
    )
